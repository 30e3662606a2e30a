package site

import (
	"encoding/binary"
	"fmt"
	"slices"
	"strings"
)

// At each call a function writes down where it goes on: its own number F and that of the block, as
// F<<16 + block, one constant that is like no other in the module. shareBase keeps F<<16 in a local
// variable, set when the function starts, and leaves the block's number at the call. The sums are
// what the constants were, and F is told once.
//
// The layout is that of Go 1.26: cmd/link/internal/wasm/asm.go, assignAddress; cmd/internal/obj/wasm/wasmobj.go, assemble.

const (
	firstPC   = 0x1000 // F of the module's first body
	blockBits = 16     // of a block's number

	// The new local variable comes after the parameter and the stack pointer, so that it has one
	// number in all functions.
	baseLocal = 2
)

// cacheSP is how a body starts that has the block's number as parameter and the stack pointer as
// first local variable.
const cacheSP = "\x23\x00\x21\x01"

// shareBases rewrites the body of every function that takes a block's number.
func shareBases(module []byte) ([]byte, error) {
	resumable, err := readResumable(module)
	if err != nil {
		return nil, err
	}
	return editSection(module, codeSection, func(section []byte) ([]byte, error) {
		return editBodies(section, func(i int, body []byte) ([]byte, error) {
			if i >= len(resumable) {
				return nil, fmt.Errorf("%w: there is no type", errModule)
			}
			if !resumable[i] {
				return body, nil
			}
			return shareBase(body, int64(firstPC+i)<<blockBits)
		})
	})
}

// shareBase rewrites one body, whose constants from base to the last block's number after it become
// sums. A body that has none of them, or does not start as expected, stays as it is.
func shareBase(body []byte, base int64) ([]byte, error) {
	start, err := skipLocals(body)
	if err != nil {
		return nil, err
	}
	locals, ok := withLocal(body[:start])
	if !ok {
		return body, nil
	}
	code, err := decode(body[start:])
	if err != nil {
		return nil, err
	}
	isPC := func(in instruction) bool { return in.op == opI64Const && in.value>>blockBits<<blockBits == base }
	if !slices.ContainsFunc(code.list, isPC) || !strings.HasPrefix(string(body[start:]), cacheSP) {
		return body, nil
	}
	out := append(locals, cacheSP...)
	out = appendSignedVarint(append(out, opI64Const), base)
	out = append(out, opLocalSet, baseLocal)
	for _, in := range code.list[2:] {
		switch {
		case isPC(in) && in.value == base:
			out = append(out, opLocalGet, baseLocal)
		case isPC(in):
			out = append(out, opLocalGet, baseLocal, opI64Const)
			out = append(appendSignedVarint(out, in.value-base), opI64Or)
		case in.op >= opLocalGet && in.op <= opLocalTee && in.value >= baseLocal:
			out = binary.AppendUvarint(append(out, in.op), uint64(in.value+1))
		default:
			out = append(out, in.bytes...)
		}
	}
	return out, nil
}

// withLocal adds the variable to a body's declarations of local variables, groups of a number and a
// type, of which the first must be the stack pointer's.
func withLocal(declared []byte) (out []byte, ok bool) {
	groups, n := binary.Uvarint(declared)
	rest := declared[n:]
	if len(rest) < 2 || rest[0] != 1 || rest[1] != typeI32 {
		return nil, false
	}
	if count, n := binary.Uvarint(rest[2:]); n > 0 && rest[2+n] == typeI64 {
		out = append(binary.AppendUvarint(nil, groups), rest[:2]...)
		out = binary.AppendUvarint(out, count+1)
		return append(out, rest[2+n:]...), true
	}
	out = append(binary.AppendUvarint(nil, groups+1), rest[:2]...)
	return append(append(out, 1, typeI64), rest[2:]...), true
}
