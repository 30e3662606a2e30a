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
	digest digest

	// These are here, because what is given to digest escapes.
	out   [Size]byte
	end   []byte // of a message, padded
	saved []byte // the state after it: "sha\x03", its eight words, and more
}

// digest is what crypto/sha256.New gives.
type digest interface {
	hash.Hash
	encoding.BinaryAppender
	encoding.BinaryUnmarshaler
}

// started gives the digest of h, made at its first use. The compiler puts it in place of its calls, which
// saves one percent of a signature, as long as it does not do so with start.
func (h *Hash) started() digest {
	if h.digest == nil {
		h.start()
	}
	return h.digest
}

//go:noinline
func (h *Hash) start() { h.digest = sha256.New().(digest) }

// Reset makes h as new.
func (h *Hash) Reset() { h.started().Reset() }

// Write takes in more. It never fails.
func (h *Hash) Write(p []byte) (int, error) { return h.started().Write(p) }

// Sum256 is the hash of all that was written. Writing may go on.
func (h *Hash) Sum256() [Size]byte {
	h.started().Sum(h.out[:0])
	return h.out
}

// SumOf is the hash of message alone. What was written before is forgotten.
func (h *Hash) SumOf(message []byte) [Size]byte {
	whole := len(message) - len(message)%BlockSize
	h.Reset()
	h.Write(message[:whole])
	h.end = Pad(append(h.end[:0], message[whole:]...), whole)
	return h.SumPadded(h.end)
}

// SumPadded is the hash of a message: the whole blocks that were written, and its end as Pad pads it. After
// it, Reset or Load comes before more is written.
//
// The state of crypto/sha256 after the last block is the hash. Reading it takes a third of the time in which
// Sum copies the state and pads the copy.
func (h *Hash) SumPadded(end []byte) [Size]byte {
	d := h.started()
	d.Write(end)
	h.saved, _ = d.AppendBinary(h.saved[:0])
	return [Size]byte(h.saved[len("sha\x03"):])
}

// State is what a Hash has come to.
type State struct{ saved []byte }

// Save puts the state of h into s, in memory of s that is used again.
func (h *Hash) Save(s *State) {
	saved, err := h.started().AppendBinary(s.saved[:0])
	if err != nil {
		panic("sha256: no state: " + err.Error()) // crypto/sha256 always gives it
	}
	s.saved = saved
}

// Load has h go on from a state that Save gave.
func (h *Hash) Load(s *State) {
	if err := h.started().UnmarshalBinary(s.saved); err != nil {
		panic("sha256: no state: " + err.Error()) // crypto/sha256 always takes its own
	}
}
