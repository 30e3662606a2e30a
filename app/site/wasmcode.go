package site

import (
	"encoding/binary"
	"fmt"
)

// Go's functions can be left in the middle and entered again: a body is a loop around blocks, and a
// table of branches at the start of the loop that leads to the block's end where the number in local
// 0 (PC_B, the parameter) says. Three habits of the compiler cost much, and say nothing:
//   - Each jump sets the number and goes back to the loop's start, to be sent on by the table. A jump
//     to a block that is still open can leave that block at once.
//   - After each call the function returns 1 when the call asks to unwind: by a branch out of all
//     blocks, whose depth differs at every call. A return in place is longer, and always the same.
//   - An offset is added to an address of 32 bits in 64 bits, and the sum narrowed again.
//
// The layout is that of Go 1.26: cmd/internal/obj/wasm/wasmobj.go, preprocess.

const codeSection = 10

// unwinding ends a body: the end of the outermost block, then the result 1.
const unwinding = "\x0b\x41\x01\x0b"

// unwound returns 1 if the number on the stack is not 0.
const unwound = "\x04\x40\x41\x01\x0f\x0b"

// straighten rewrites every body of a code section.
func straighten(section []byte) ([]byte, error) {
	return editBodies(section, func(_ int, body []byte) ([]byte, error) { return straightenBody(body) })
}

// editBodies edits each body of a code section, told by its place.
func editBodies(section []byte, edit func(i int, body []byte) ([]byte, error)) ([]byte, error) {
	count, n := binary.Uvarint(section)
	if n <= 0 {
		return nil, errModule
	}
	out, rest := append([]byte(nil), section[:n]...), section[n:]
	for i := range count {
		size, n := binary.Uvarint(rest)
		if n <= 0 || size > uint64(len(rest)-n) {
			return nil, errModule
		}
		body, err := edit(int(i), rest[n:n+int(size)])
		if err != nil {
			return nil, fmt.Errorf("function %d: %w", i, err)
		}
		out = binary.AppendUvarint(out, uint64(len(body)))
		out = append(out, body...)
		rest = rest[n+int(size):]
	}
	if len(rest) > 0 {
		return nil, errModule
	}
	return out, nil
}

// straightenBody rewrites one body, its local variables first.
func straightenBody(body []byte) ([]byte, error) {
	start, err := skipLocals(body)
	if err != nil {
		return nil, err
	}
	code, err := decode(body[start:])
	if err != nil {
		return nil, err
	}
	code.readEntries()
	out := append([]byte(nil), body[:start]...)
	for i := 0; i < len(code.list); i++ {
		in := code.list[i]
		if in.op == opBrIf && in.target == code.unwind && in.target > function {
			out = append(out, unwound...)
			continue
		}
		if label, ok := code.jump(i); ok {
			out = append(out, opBr)
			out = binary.AppendUvarint(out, uint64(label))
			i += 2
			continue
		}
		if sum, ok := code.addressSum(i); ok {
			out = append(out, sum...)
			i += 3
			continue
		}
		out = append(out, in.bytes...)
	}
	return out, nil
}

// jump reports whether the three instructions at i send the loop to a block that is open there, and
// the label that leaves that block.
func (c *codeList) jump(i int) (label int, ok bool) {
	if len(c.entries) == 0 || i+2 >= len(c.list) {
		return 0, false
	}
	number, set, br := c.list[i], c.list[i+1], c.list[i+2]
	if number.op != opI32Const || set.op != opLocalSet || set.value != 0 || br.op != opBr || br.target != c.loop {
		return 0, false
	}
	at := number.value
	if at < 0 || at >= int64(len(c.entries)) {
		at = int64(len(c.entries)) - 1
	}
	block := c.entries[at]
	if block <= c.loop || c.closed[block] < i {
		return 0, false
	}
	// What is open at the branch: the blocks opened before it and not closed.
	for at := br.inner; at != block; at = c.outer[at] {
		label++
	}
	return label, true
}

// addressSum returns what adds the same number to an address of 32 bits without widening it, when the
// four instructions at i widen, add and narrow.
func (c *codeList) addressSum(i int) (sum []byte, ok bool) {
	if i+3 >= len(c.list) || c.list[i].op != opExtend || c.list[i+1].op != opI64Const || c.list[i+2].op != opI64Add || c.list[i+3].op != opWrap {
		return nil, false
	}
	sum = appendSignedVarint([]byte{opI32Const}, int64(int32(c.list[i+1].value)))
	return append(sum, opI32Add), true
}

// readEntries sets the loop and where each number leads, unless the body is not laid out like that.
func (c *codeList) readEntries() {
	if c.table < 1 || c.numberReads != 1 {
		return
	}
	before := c.list[c.table-1]
	if before.op != opLocalGet || before.value != 0 {
		return
	}
	// Nothing but blocks between the start of the loop and the table.
	at := c.table - 2
	for at >= 0 && c.list[at].isPlainBlock() {
		at--
	}
	if at < 0 || c.list[at].op != opLoop {
		return
	}
	c.loop = c.list[at].opens
	// Whoever goes back to the start sets the number anew, so that none is missed when a jump does not.
	for i, in := range c.list {
		if in.target == c.loop && (c.list[i-1].op != opLocalSet || c.list[i-1].value != 0) {
			return
		}
	}
	c.entries = c.list[c.table].targets
}
