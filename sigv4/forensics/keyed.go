package forensics

import (
	"bytes"

	"countersign/sigv4/internal/sha256"
)

// keyed is HMAC-SHA-256 under one key after the other. The two blocks that a key is padded to are hashed once for
// all messages under it.
type keyed struct {
	hash         sha256.Hash
	key          []byte
	inner, outer sha256.State
	message      []byte // padded
	last         []byte // the block of the outer hash: the inner hash, padded
	block        [sha256.BlockSize]byte
}

// use takes a key of at most a block.
func (k *keyed) use(key []byte) {
	if k.last == nil {
		k.last = sha256.Pad(make([]byte, sha256.Size), sha256.BlockSize)
	} else if bytes.Equal(key, k.key) {
		return // many strings to sign go with one key
	}
	k.key = append(k.key[:0], key...)
	k.pad(&k.inner, innerPad)
	k.pad(&k.outer, outerPad)
}

// A block of 0x36 and one of 0x5c.
const (
	innerPad = "6666666666666666666666666666666666666666666666666666666666666666"
	outerPad = `\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\`
)

// pad saves the state after the key's block, each byte of it turned by that of pad.
func (k *keyed) pad(state *sha256.State, pad string) {
	copy(k.block[:], pad)
	for i, b := range k.key {
		k.block[i] ^= b
	}
	k.hash.Reset()
	k.hash.Write(k.block[:])
	k.hash.Save(state)
}

// mac is the HMAC of a message.
func (k *keyed) mac(message string) [32]byte {
	k.message = sha256.Pad(append(k.message[:0], message...), sha256.BlockSize)
	return k.finish(&k.inner, k.message)
}

// finish is the HMAC of a message whose beginning a state has taken in; end is what is left of it, padded.
func (k *keyed) finish(begun *sha256.State, end []byte) [32]byte {
	k.hash.Load(begun)
	first := k.hash.SumPadded(end)
	copy(k.last, first[:])
	k.hash.Load(&k.outer)
	return k.hash.SumPadded(k.last)
}
