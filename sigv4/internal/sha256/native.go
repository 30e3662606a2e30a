//go:build !wasm

package sha256

import (
	"crypto/sha256"
	"encoding"
	"hash"
)

// Sum256 is the hash of data.
func Sum256(data []byte) [Size]byte { return sha256.Sum256(data) }

// Hash hashes what is written to it. The zero Hash is ready to use. It must not be copied.
type Hash struct {
	digest hash.Hash
	out    [Size]byte // here, because what is given to digest escapes
}

func (h *Hash) start() {
	if h.digest == nil {
		h.digest = sha256.New()
	}
}

// Reset makes h as new.
func (h *Hash) Reset() {
	h.start()
	h.digest.Reset()
}

// Write takes in more. It never fails.
func (h *Hash) Write(p []byte) (int, error) {
	h.start()
	return h.digest.Write(p)
}

// Sum256 is the hash of all that was written. Writing may go on.
func (h *Hash) Sum256() [Size]byte {
	h.start()
	h.digest.Sum(h.out[:0])
	return h.out
}

// State is what a Hash has come to.
type State struct{ saved []byte }

// Save puts the state of h into s, in memory of s that is used again.
func (h *Hash) Save(s *State) {
	h.start()
	saved, err := h.digest.(encoding.BinaryAppender).AppendBinary(s.saved[:0])
	if err != nil {
		panic("sha256: no state: " + err.Error()) // crypto/sha256 always gives it
	}
	s.saved = saved
}

// Load has h go on from a state that Save gave.
func (h *Hash) Load(s *State) {
	h.start()
	if err := h.digest.(encoding.BinaryUnmarshaler).UnmarshalBinary(s.saved); err != nil {
		panic("sha256: no state: " + err.Error()) // crypto/sha256 always takes its own
	}
}
