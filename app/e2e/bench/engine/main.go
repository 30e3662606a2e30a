//go:build js && wasm

// Command engine is the engine as the benchmark's page calls it: one exported function for a signature.
// What a call leaves lies in this module's memory, and the page reads it there.
package main

import (
	"unsafe"

	"countersign/app/e2e/bench/cases"
	"countersign/sigv4"
)

// held is what lasts from one call to the next: an exported function has no receiver.
var held = struct {
	signer      sigv4.Signer
	credentials sigv4.Credentials
	cases       []*cases.Case
	lines       []byte // of the last signature
	stream      sigv4.BodyHash
	piece       [1 << 20]byte // of the stream
	sum         []byte        // of the stream
}{
	credentials: sigv4.Credentials{AccessKeyID: cases.AccessKeyID, Key: sigv4.SecretKey(cases.SecretAccessKey)},
	cases:       cases.All(),
	lines:       make([]byte, 0, 4096),
	sum:         make([]byte, 0, 64),
}

func main() { select {} } // the exported functions do the rest

// sign signs variant n of a case and returns the length of the header lines to add, 0 for a failure.
//
//go:wasmexport sign
func sign(which, n int32) int32 {
	c := held.cases[which]
	c.Vary(int(n))
	lines, err := held.signer.AppendHeaders(held.lines[:0], c.Request, held.credentials, c.Signing)
	if err != nil {
		println(err.Error())
		return 0
	}
	held.lines = lines
	return int32(len(lines))
}

// lines returns where the header lines lie.
//
//go:wasmexport lines
func lines() unsafe.Pointer { return unsafe.Pointer(unsafe.SliceData(held.lines)) }

// piece returns where the page writes a piece of a stream to hash.
//
//go:wasmexport piece
func piece() unsafe.Pointer { return unsafe.Pointer(&held.piece) }

// pieceSize returns the most that a piece can hold.
//
//go:wasmexport pieceSize
func pieceSize() int32 { return int32(len(held.piece)) }

// hashPiece hashes the first n bytes of the piece onto the stream.
//
//go:wasmexport hashPiece
func hashPiece(n int32) { held.stream.Write(held.piece[:n]) }

// hashSum ends the stream, begins another and returns where its 64 hex digits lie.
//
//go:wasmexport hashSum
func hashSum() unsafe.Pointer {
	held.sum = append(held.sum[:0], held.stream.Hex()...)
	held.stream = sigv4.BodyHash{}
	return unsafe.Pointer(unsafe.SliceData(held.sum))
}
