package sigv4

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/binary"
)

// macScratch computes HMAC-SHA-256 (RFC 2104) in memory of its own. crypto/hmac allocates for each new
// key, and every step of the key derivation has a new key.
type macScratch struct {
	seed  []byte // "AWS4" and the secret
	inner []byte
	outer [sha256.BlockSize + sha256.Size]byte
}

// sum is the HMAC of message under key.
func sum[K, T string | []byte](m *macScratch, key K, message T) [sha256.Size]byte {
	if len(key) > sha256.BlockSize {
		hashed := sha256.Sum256([]byte(key))
		return sum(m, hashed[:], message)
	}
	var block [sha256.BlockSize]byte
	copy(block[:], key)
	m.inner = append(m.inner[:0], block[:]...)
	for i := 0; i < sha256.BlockSize; i += 8 {
		eight := binary.LittleEndian.Uint64(block[i:])
		binary.LittleEndian.PutUint64(m.inner[i:], eight^0x3636363636363636)
		binary.LittleEndian.PutUint64(m.outer[i:], eight^0x5c5c5c5c5c5c5c5c)
	}
	m.inner = append(m.inner, message...)
	hashed := sha256.Sum256(m.inner)
	copy(m.outer[sha256.BlockSize:], hashed[:])
	return sha256.Sum256(m.outer[:])
}

// chain derives the four keys of a secret (IAM User Guide, "Create a signed AWS API request", step 4).
func (m *macScratch) chain(secret string, date []byte, region, service, terminator string) (k chain) {
	m.seed = append(append(m.seed[:0], "AWS4"...), secret...)
	k.kDate = sum(m, m.seed, date)
	k.kRegion = sum(m, k.kDate[:], region)
	k.kService = sum(m, k.kRegion[:], service)
	k.kSigning = sum(m, k.kService[:], terminator)
	return k
}

// Equal compares two signatures in constant time. crypto/hmac, which has the same, would bring AES and
// SHA-3 into the WebAssembly module.
func Equal(a, b string) bool { return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }
