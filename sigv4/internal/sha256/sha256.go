// Package sha256 is SHA-256 (FIPS 180-4) for the engine. On machines it is crypto/sha256, which uses
// their instructions for it. WebAssembly has none, and there the package computes it itself, in 0.6 of the
// time. Both have the same functions, and the tests hold one against the other.
package sha256

import "encoding/binary"

// Size is the number of bytes of a hash, and BlockSize what it takes in at once.
const (
	Size      = 32
	BlockSize = 64
)

// New is a Hash to be used as a hash.Hash.
func New() *Hash { return new(Hash) }

// Sum appends the hash of all that was written. Writing may go on.
func (h *Hash) Sum(dst []byte) []byte {
	sum := h.Sum256()
	return append(dst, sum[:]...)
}

// Size is that of the hash.
func (h *Hash) Size() int { return Size }

// BlockSize is that of a block.
func (h *Hash) BlockSize() int { return BlockSize }

// Pad appends to end its padding (FIPS 180-4, section 5.1.1), for a message that has before bytes, in whole
// blocks, before it.
func Pad(end []byte, before int) []byte {
	length, n := uint64(before+len(end)), len(end)
	end = append(end, make([]byte, 9+(BlockSize-9-length)%BlockSize)...)
	end[n] = 0x80
	binary.BigEndian.PutUint64(end[len(end)-8:], 8*length)
	return end
}
