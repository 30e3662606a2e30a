package sigv4

import (
	"encoding/binary"

	"countersign/sigv4/internal/sha256"
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
	set          bool
	hash         sha256.Hash
	inner, outer sha256.State

	block [sha256.BlockSize]byte // here, because what is given to hash may escape
	last  []byte                 // the block of the outer hash: the inner hash, padded
}

// sum is the HMAC under key of a message that is padded for the inner hash.
func (k *keyedMAC) sum(key *[sha256.Size]byte, padded []byte) [sha256.Size]byte {
	if !k.set || k.key != *key {
		k.key, k.set = *key, true
		k.pad(&k.inner, 0x36)
		k.pad(&k.outer, 0x5c)
	}
	if k.last == nil {
		k.last = sha256.Pad(make([]byte, sha256.Size), sha256.BlockSize)
	}
	k.hash.Load(&k.inner)
	inner := k.hash.SumPadded(padded)
	copy(k.last, inner[:])
	k.hash.Load(&k.outer)
	return k.hash.SumPadded(k.last)
}

// pad puts the state after the key's block, each byte of it turned by pad, into state.
func (k *keyedMAC) pad(state *sha256.State, pad byte) {
	for i := range k.block {
		k.block[i] = pad
	}
	for i, c := range k.key {
		k.block[i] ^= c
	}
	k.hash.Reset()
	k.hash.Write(k.block[:])
	k.hash.Save(state)
}

// deriveChain derives the four keys of a secret (IAM User Guide, "Create a signed AWS API request", step 4).
func deriveChain[T string | []byte](m *macScratch, secret string, date, region, service, terminator T) (k chain) {
	m.seed = append(append(m.seed[:0], "AWS4"...), secret...)
	k.kDate = sum(m, m.seed, date)
	k.kRegion = sum(m, k.kDate[:], region)
	k.kService = sum(m, k.kRegion[:], service)
	k.kSigning = sum(m, k.kService[:], terminator)
	return k
}

// Equal compares two signatures in constant time. No package of crypto, which have the same, is linked
// into the WebAssembly module.
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
	return differ == 0
}
