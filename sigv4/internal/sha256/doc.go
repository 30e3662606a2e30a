// Package sha256 is SHA-256 (FIPS 180-4) for the engine. On machines it is crypto/sha256, which uses
// their instructions for it. WebAssembly has none, and there the package computes it itself, in 0.6 of the
// time. Both have the same functions, and the tests hold one against the other.
package sha256

// Size is the number of bytes of a hash, and BlockSize what it takes in at once.
const (
	Size      = 32
	BlockSize = 64
)
