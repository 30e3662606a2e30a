package site

import (
	"encoding/binary"
	"fmt"
	"slices"
)

// A block has a number so that a function can be entered there: by the runtime, which takes the
// number from a return address or from the function's record, or by the function itself, when it
// jumps back. At each call a function writes down where it goes on: its own number F and that of the
// block, as F<<16 + block, one constant that is like no other in the module. renumber keeps F<<16 in
// a local variable and counts anew: the blocks that calls return to, in order, then those that are
// jumped back to. So most calls return to the number after that of the call before, whatever the
// function: the last return address is kept in another local variable, and told anew where it
// differs with the way that the program came. Blocks that are only left have no number.
//
// Only the function's own body and record may know its numbers. That holds for what the compiler
// makes of Go: other code knows a function by its start alone. Functions in assembly, those that the
// runtime knows by an id, those whose numbers are found elsewhere, and those not laid out as
// expected, stay as they are.
//
// The layout is that of Go 1.26: cmd/internal/obj/wasm/wasmobj.go, preprocess and assemble;
// cmd/link/internal/wasm/asm.go, assignAddress. What looks numbers up is in runtime/traceback.go
// (resolveInternal), runtime/stkframe.go (getStackMap) and runtime/panic.go (recovery).

const (
	firstPC   = 0x1000 // F of the module's first body
	blockBits = 16     // of a block's number

	// New local variables come after the parameter and the stack pointer, so that they have the same
	// numbers in all functions. They are F<<16, and the last return address.
	baseLocal   = 2
	lastLocal   = 3
	addedLocals = 2
)

// cacheSP is how a body starts that has the block's number as parameter and the stack pointer as
// first local variable.
const cacheSP = "\x23\x00\x21\x01"

// sigpanicID is abi.FuncID_sigpanic, of what a nil check calls. It never returns there: the runtime
// goes on where deferred calls run, and takes from the return address the size of the frame alone.
const sigpanicID = 20

// Numbers. 0 is the function's start, with its frame still to be made; behind it the frame is there.
const (
	trapNumber  = 1 // in the return address of a nil check
	firstNumber = 2 // of the first block that a call returns to
)

// renumbered is what a function's record must say of the new numbers.
type renumbered struct {
	frame, maps []byte // tables by pc, of the frame's size and of the pointer maps
	deferReturn uint32
}

// renumber rewrites the code section, and tells what has to change in the table pclntab in memory.
func renumber(section, memory []byte, resumable []bool, imports int) ([]byte, map[int]renumbered, error) {
	t, err := findPclntab(memory)
	if err != nil {
		return nil, nil, err
	}
	if len(t.starts) > len(resumable) {
		return nil, nil, fmt.Errorf("%w: %d functions in a module of %d", errPclntab, len(t.starts), len(resumable))
	}
	for i := range t.starts {
		if word32(t.records, 8*i) != uint32(firstPC+i) {
			return nil, nil, fmt.Errorf("%w: function %d does not start where its number says", errPclntab, i)
		}
	}
	fixed, err := t.fixedNumbers(section, memory)
	if err != nil {
		return nil, nil, err
	}
	sigpanic, err := t.sigpanic(imports)
	if err != nil {
		return nil, nil, err
	}
	changed := map[int]renumbered{}
	section, err = editBodies(section, func(i int, body []byte) ([]byte, error) {
		if i >= len(resumable) {
			return nil, fmt.Errorf("%w: there is no type", errModule)
		}
		if !resumable[i] || i >= len(t.starts) || fixed[i] {
			return body, nil
		}
		f := &resumedFunc{pclntab: &t, record: t.records[t.starts[i]:], base: int64(firstPC+i) << blockBits}
		out, ok, err := f.renumber(body, sigpanic)
		if err != nil {
			return nil, err
		}
		if !ok {
			return body, nil
		}
		changed[i] = f.changed
		return out, nil
	})
	return section, changed, err
}

// fixedNumbers tells which functions keep their numbers.
func (t *pclntab) fixedNumbers(section, memory []byte) (map[int]bool, error) {
	fixed := map[int]bool{}
	for i, start := range t.starts {
		r := t.records[start:]
		fixed[i] = r[recordFlag] != 0 || r[recordID] != 0 && r[recordID] != wrapperID
	}
	note := func(v int64, from int) {
		if f := int(v>>blockBits) - firstPC; v&(1<<blockBits-1) != 0 && f != from && f >= 0 && f < len(t.starts) {
			fixed[f] = true
		}
	}
	for at := 0; at+8 <= len(memory); at += 8 {
		note(int64(binary.LittleEndian.Uint64(memory[at:])), -1)
	}
	_, err := editBodies(section, func(i int, body []byte) ([]byte, error) {
		start, err := skipLocals(body)
		if err != nil {
			return nil, err
		}
		for at := start; at < len(body); {
			length, err := instructionLength(body[at:])
			if err != nil {
				return nil, err
			}
			if op := body[at]; op == opI64Const || op == opI32Const {
				v, _ := signedVarint(body[at+1:])
				note(v, i)
			}
			at += length
		}
		return body, nil
	})
	return fixed, err
}

// sigpanic is the function that nil checks call, as calls number it.
func (t *pclntab) sigpanic(imports int) (int, error) {
	found := -1
	for i, start := range t.starts {
		if t.records[start+recordID] == sigpanicID {
			if found >= 0 {
				return 0, fmt.Errorf("%w: functions %d and %d are sigpanic", errPclntab, found, i)
			}
			found = i
		}
	}
	if found < 0 {
		return 0, fmt.Errorf("%w: no function is sigpanic", errPclntab)
	}
	return imports + found, nil
}

// resumedFunc is a function on its way to new numbers.
type resumedFunc struct {
	*pclntab
	record []byte
	base   int64

	*codeList
	nest    []int // the blocks before the table, in the order in which they end
	entries []int // which of them each number leads to the end of; the last one for all greater numbers
	sites   []site
	jumps   map[int]int // the constant before a jump back: the block that it leads to
	changed renumbered
}

// site is a call that a return address is written for.
type site struct {
	pc     int    // the constant
	number uint64 // in it
	end    int    // the instruction after what the call needs
	trap   bool   // a nil check
	block  int    // the block that the call returns to
	to     int32  // the new number
}

// frameAt is the size of the frame at a pc.
func (f *resumedFunc) frameAt(pc uint64) (int32, bool) {
	return f.valueAt(word32(f.record, recordFrame), pc)
}

// mapAt is the pointer map at a pc.
func (f *resumedFunc) mapAt(pc uint64) (int32, bool) {
	return f.valueAt(word32(f.record, recordSize+4*pcdataStackMap), pc)
}

// hasMaps reports whether the function has pointer maps.
func (f *resumedFunc) hasMaps() bool {
	return word32(f.record, recordTables) > pcdataStackMap && word32(f.record, recordSize+4*pcdataStackMap) != 0
}

// number gives the sites their numbers, and makes the record's tables and the table of branches.
// What is looked up for a return address is the frame there, and the pointer map just before.
func (f *resumedFunc) number() (branches []int, numberOf map[int]int32, ok bool) {
	start, ok := f.frameAt(0)
	if !ok {
		return nil, nil, false
	}
	frame, framed := start, false
	sameFrame := func(pc uint64) bool {
		v, ok := f.frameAt(pc)
		if !framed {
			frame, framed = v, true
		}
		return ok && v == frame
	}
	maps := []int32{0}
	if f.hasMaps() {
		if maps[0], ok = f.mapAt(0); !ok {
			return nil, nil, false
		}
	}
	addMap := func(pc uint64) bool {
		v := int32(0)
		if f.hasMaps() {
			if v, ok = f.mapAt(pc); !ok {
				return false
			}
		}
		maps = append(maps, v)
		return true
	}
	branches = []int{f.entries[0], f.entries[0]}
	numberOf = map[int]int32{}
	for i := range f.sites {
		s := &f.sites[i]
		switch {
		case s.number == 0:
			continue
		case !sameFrame(s.number):
			return nil, nil, false
		case s.trap:
			s.to = trapNumber
			continue
		case !addMap(s.number - 1):
			return nil, nil, false
		}
		s.to = int32(len(branches))
		branches = append(branches, s.block)
		if _, ok := numberOf[s.block]; !ok {
			numberOf[s.block] = s.to
		}
	}
	if d := uint64(word32(f.record, recordDefer)); d != 0 {
		if d >= uint64(len(f.entries)) || !sameFrame(d) {
			return nil, nil, false
		}
		f.changed.deferReturn = uint32(len(branches))
		maps = append(maps, maps[len(maps)-1])
		if !addMap(d) {
			return nil, nil, false
		}
		branches = append(branches, f.entries[d])
	}
	jumped := make([]int, 0, len(f.jumps))
	for at := range f.jumps {
		jumped = append(jumped, at)
	}
	slices.Sort(jumped)
	for _, at := range jumped {
		if block := f.jumps[at]; numberOf[block] == 0 {
			numberOf[block] = int32(len(branches))
			branches = append(branches, block)
		}
	}
	branches = append(branches, f.entries[len(f.entries)-1])
	f.changed.frame = tableByPC([]int32{start, frame})
	if f.hasMaps() {
		f.changed.maps = tableByPC(maps)
	}
	return branches, numberOf, true
}
