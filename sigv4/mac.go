package sigv4

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding"
	"encoding/binary"
	"hash"
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

// keyedMAC computes HMAC-SHA-256 under one key for many messages: it keeps what SHA-256 has made of the
// padded key, which saves hashing it again, twice for each message.
type keyedMAC struct {
	key          [sha256.Size]byte
	digest       hash.Hash // nil until there is a key
	inner, outer []byte    // states of digest

	block [sha256.BlockSize]byte // here, because what is given to digest escapes
	out   [sha256.Size]byte
}

// sum is the HMAC of message under key.
func (k *keyedMAC) sum(key *[sha256.Size]byte, message []byte) [sha256.Size]byte {
	if k.digest == nil || k.key != *key {
		k.setKey(key)
	}
	k.run(k.inner, message)
	k.run(k.outer, k.out[:])
	return k.out
}

// run goes on from a state with text, and puts the hash into k.out.
func (k *keyedMAC) run(state, text []byte) {
	if err := k.digest.(encoding.BinaryUnmarshaler).UnmarshalBinary(state); err != nil {
		panic("sigv4: SHA-256 does not take its own state: " + err.Error())
	}
	k.digest.Write(text)
	k.digest.Sum(k.out[:0])
}

func (k *keyedMAC) setKey(key *[sha256.Size]byte) {
	if k.digest == nil {
		k.digest = sha256.New()
	}
	k.key = *key
	k.inner = k.padded(k.inner, 0x36)
	k.outer = k.padded(k.outer, 0x5c)
}

// padded gives the state after the key's block, each byte of it turned by pad, in the memory of state.
func (k *keyedMAC) padded(state []byte, pad byte) []byte {
	for i := range k.block {
		k.block[i] = pad
	}
	subtle.XORBytes(k.block[:], k.block[:], k.key[:])
	k.digest.Reset()
	k.digest.Write(k.block[:])
	state, err := k.digest.(encoding.BinaryAppender).AppendBinary(state[:0])
	if err != nil {
		panic("sigv4: SHA-256 does not give its state: " + err.Error())
	}
	return state
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
func Equal(a, b string) bool { return equal([]byte(a), b) }

// equal is Equal without a copy.
func equal(a []byte, b string) bool {
	if len(a) != len(b) {
		return false
	}
	differ := byte(0)
	for i, c := range a {
		differ |= c ^ b[i]
	}
	return subtle.ConstantTimeByteEq(differ, 0) == 1
}
