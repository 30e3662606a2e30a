//go:build wasm

package sha256

// Sum256 is the hash of data.
func Sum256(data []byte) [Size]byte { return sum(data) }

// Hash hashes what is written to it. The zero Hash is ready to use. It must not be copied.
type Hash struct{ portable }

// State is what a Hash has come to.
type State struct{ saved portable }

// Save puts the state of h into s.
func (h *Hash) Save(s *State) { s.saved = h.portable }

// Load has h go on from a state that Save gave.
func (h *Hash) Load(s *State) { h.portable = s.saved }
