package site

import (
	"encoding/binary"
	"fmt"
)

// Opcodes that are looked at.
const (
	opUnreachable = 0x00
	opBlock       = 0x02
	opLoop        = 0x03
	opIf          = 0x04
	opElse        = 0x05
	opBr          = 0x0c
	opBrIf        = 0x0d
	opBrTable     = 0x0e
	opReturn      = 0x0f
	opLocalGet    = 0x20
	opLocalSet    = 0x21
	opLocalTee    = 0x22
	opI64Const    = 0x42
	opI32Add      = 0x6a
	opI64Add      = 0x7c
	opI64Or       = 0x84
	opWrap        = 0xa7 // i32.wrap_i64
	opExtend      = 0xad // i64.extend_i32_u
)

// function is the number of what encloses a body; blocks, loops and ifs are numbered from 1.
const function = 0

// instruction is one of a body.
type instruction struct {
	op      byte
	bytes   []byte
	value   int64 // of a constant, or the number of a local variable
	opens   int   // the block, loop or if that it opens
	inner   int   // the innermost that is open there
	target  int   // what a branch leads to the end of, or the start of a loop; -1 for others
	targets []int // the same for each entry of a table
}

// isPlainBlock reports whether it is a block, not a loop, that takes and leaves no values.
func (in instruction) isPlainBlock() bool { return string(in.bytes) == "\x02\x40" }

// codeList is a body read.
type codeList struct {
	list        []instruction
	outer       []int // what encloses each block, loop or if
	opened      []int // which instruction opens it
	closed      []int // which instruction ends it
	unwind      int   // the block whose end is followed by a return of 1; -1 when there is none
	loop        int   // the loop that goes on where the number says
	entries     []int // the block whose end each number leads to, the last one that of all greater numbers
	table       int   // the only branch table, 0 when there is none or more
	numberReads int   // how often local variable 0 is read, but for endsWithStash
}

func decode(code []byte) (*codeList, error) {
	c := &codeList{outer: []int{-1}, opened: []int{0}, closed: []int{0}, unwind: -1}
	tables, inner := 0, function
	for at := 0; at < len(code); {
		if inner < 0 {
			return nil, fmt.Errorf("%w: code after the end", errModule)
		}
		length, err := instructionLength(code[at:])
		if err != nil {
			return nil, fmt.Errorf("at %d: %w", at, err)
		}
		in := instruction{op: code[at], bytes: code[at : at+length], target: -1}
		switch in.op {
		case opBlock, opLoop, opIf:
			in.opens = len(c.outer)
			c.outer, c.opened, c.closed = append(c.outer, inner), append(c.opened, len(c.list)), append(c.closed, 0)
			inner = in.opens
		case opEnd:
			c.closed[inner] = len(c.list)
			if string(code[at:]) == unwinding && inner != function && c.list[c.opened[inner]].isPlainBlock() {
				c.unwind = inner
			}
			inner = c.outer[inner]
		case opBr, opBrIf:
			label, _ := binary.Uvarint(in.bytes[1:])
			in.target = c.enclosing(inner, label)
		case opBrTable:
			tables++
			c.table = len(c.list)
			in.targets = c.tableTargets(in.bytes[1:], inner)
		case opI32Const, opI64Const:
			in.value, _ = signedVarint(in.bytes[1:])
		case opLocalGet, opLocalSet, opLocalTee:
			local, _ := binary.Uvarint(in.bytes[1:])
			in.value = int64(local)
			if local == 0 && in.op == opLocalGet && !c.endsWithStash() {
				c.numberReads++
			}
		}
		in.inner = inner
		c.list = append(c.list, in)
		at += length
	}
	if inner >= 0 {
		return nil, fmt.Errorf("%w: code without an end", errModule)
	}
	if tables != 1 {
		c.table = 0
	}
	return c, nil
}

// endsWithStash reports whether local variable 0 was set just before, to be read after a constant: in
// a call of what the program computes, the number of the function waits there for its argument.
func (c *codeList) endsWithStash() bool {
	n := len(c.list)
	return n >= 2 && c.list[n-2].op == opLocalSet && c.list[n-2].value == 0 && c.list[n-1].op == opI32Const
}

// enclosing is what a label names.
func (c *codeList) enclosing(inner int, label uint64) int {
	for ; label > 0 && inner > function; label-- {
		inner = c.outer[inner]
	}
	if label > 0 {
		return -1
	}
	return inner
}

// tableTargets is what each entry of a branch table leads to; nil when a label is no number of 64 bits.
func (c *codeList) tableTargets(labels []byte, inner int) []int {
	var targets []int
	_, n := binary.Uvarint(labels)
	for labels = labels[n:]; len(labels) > 0; labels = labels[n:] {
		var label uint64
		if label, n = binary.Uvarint(labels); n <= 0 {
			return nil
		}
		targets = append(targets, c.enclosing(inner, label))
	}
	return targets
}

// skipLocals returns where the code of a body starts.
func skipLocals(body []byte) (int, error) {
	groups, at := binary.Uvarint(body)
	if at <= 0 {
		return 0, errModule
	}
	for range groups {
		_, n := binary.Uvarint(body[at:])
		if at += n + 1; n <= 0 || at > len(body) {
			return 0, errModule
		}
	}
	return at, nil
}

// instructionLength is the length of the instruction that code starts with, one of those that Go's
// assembler writes (WebAssembly core specification 2.0, 5.4 Instructions).
func instructionLength(code []byte) (int, error) {
	at := 1
	numbers := func(n int) {
		for ; n > 0 && at > 0; n-- {
			for at < len(code) && code[at] >= 0x80 {
				at++
			}
			at++
		}
	}
	switch op := code[0]; {
	case op == opBrTable:
		count, n := binary.Uvarint(code[1:])
		if n <= 0 || count > uint64(len(code)) {
			return 0, errModule
		}
		numbers(int(count) + 2)
	case op >= opBlock && op <= opIf, op == opBr, op == opBrIf, op == 0x10, // call
		op >= opLocalGet && op <= 0x24, // variables
		op == 0x3f, op == 0x40,         // memory.size, memory.grow
		op == opI32Const, op == opI64Const:
		numbers(1)
	case op == 0x11, op >= 0x28 && op <= 0x3e: // call_indirect; loads and stores
		numbers(2)
	case op == 0x43: // f32.const
		at += 4
	case op == 0x44: // f64.const
		at += 8
	case op == 0xfc:
		kind, _ := binary.Uvarint(code[1:])
		switch {
		case kind < 8: // saturating truncation
			numbers(1)
		case kind == 10: // memory.copy
			numbers(3)
		case kind == 11: // memory.fill
			numbers(2)
		default:
			return 0, fmt.Errorf("%w: instruction fc %d", errModule, kind)
		}
	case op <= 0x01, op == opElse, op == opEnd, op == 0x0f, op == 0x1a, op == 0x1b, op >= 0x45 && op <= 0xc4:
	default:
		return 0, fmt.Errorf("%w: instruction %#x", errModule, op)
	}
	if at > len(code) {
		return 0, errModule
	}
	return at, nil
}
