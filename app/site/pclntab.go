package site

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
)

// The Go linker gives every function a record in its table pclntab, with what a traceback prints
// (names, files, lines, arguments, inlined calls) and what the collector, panics and recover need
// (frame sizes, pointer maps, deferred calls). The layout is that of Go 1.26: runtime/symtab.go
// (pcHeader, moduledata, step), runtime/runtime2.go (_func), cmd/link/internal/ld/pcln.go.

// Words of 8 bytes in the pcHeader and in the moduledata. A slice is address, length, capacity.
const (
	headerFuncs   = 1  // how many functions
	headerNames   = 4  // where the names start, from the header
	moduleNames   = 1  // funcnametab, bytes
	moduleUnits   = 4  // cutab, offsets of 4 bytes into filetab
	moduleFiles   = 7  // filetab, bytes
	moduleTables  = 10 // pctab, bytes
	moduleRecords = 13 // pclntable, bytes
	moduleFind    = 19 // findfunctab, the address
	moduleData    = 40 // go:func.*, the address: what records point to with funcdata
	moduleEnd     = 41 // where all of this ends
	moduleWords   = 42
)

// pclnMagic starts the pcHeader: the magic number since Go 1.20, two zeros, the smallest step of a
// pc, the size of a pointer.
var pclnMagic = []byte{0xf1, 0xff, 0xff, 0xff, 0, 0, 1, 8}

// Where the fields of a record are. Offsets of tables by pc, then of funcdata, follow it, 4 bytes each.
const (
	recordEntry    = 0
	recordName     = 4
	recordDefer    = 12 // deferreturn, the block that runs deferred calls
	recordFrame    = 16 // pcsp, a table by pc
	recordFile     = 20 // pcfile, a table by pc
	recordLine     = 24 // pcln, a table by pc
	recordTables   = 28 // npcdata
	recordUnit     = 32 // cuOffset
	recordStart    = 36 // startLine
	recordID       = 40 // funcID, a byte
	recordFlag     = 41 // flag, a byte: top of the stack, writes the stack pointer, assembly
	recordFuncdata = 43 // nfuncdata, a byte
	recordSize     = 44
)

var errPclntab = errors.New("the table pclntab is not laid out as in Go 1.26: read runtime/symtab.go, then adapt app/site/pclntab.go")

// pclntab is where the parts of the table lie in a module's memory.
type pclntab struct {
	names, units, files, tables []byte
	records                     []byte
	funcdata                    []byte
	find                        []byte
	starts                      []uint32 // where each function's record starts
}

// findPclntab fails unless memory holds one table, laid out as expected to the last record.
func findPclntab(memory []byte) (pclntab, error) {
	header, module, err := findModuledata(memory)
	if err != nil {
		return pclntab{}, err
	}
	word := func(at, n int) uint64 { return binary.LittleEndian.Uint64(memory[at+8*n:]) }
	bad := false
	part := func(from, to uint64) []byte {
		if from > to || to > uint64(len(memory)) {
			bad = true
			return nil
		}
		return memory[from:to]
	}
	slice := func(n int, size uint64) []byte {
		from, length := word(module, n), word(module, n+1)
		if length > uint64(len(memory)) {
			bad = true
			return nil
		}
		return part(from, from+length*size)
	}
	t := pclntab{
		names:    slice(moduleNames, 1),
		units:    slice(moduleUnits, 4),
		files:    slice(moduleFiles, 1),
		tables:   slice(moduleTables, 1),
		records:  slice(moduleRecords, 1),
		funcdata: part(word(module, moduleData), word(module, moduleFind)),
		find:     part(word(module, moduleFind), word(module, moduleEnd)),
	}
	if bad {
		return pclntab{}, fmt.Errorf("%w: a part lies outside of memory", errPclntab)
	}
	return t, t.readStarts(word(header, headerFuncs))
}

// findModuledata finds the pcHeader, and the moduledata by what it starts with: the addresses of the
// header and of the names.
func findModuledata(memory []byte) (header, module int, err error) {
	found := 0
	for at := 0; ; at++ {
		next := bytes.Index(memory[at:], pclnMagic)
		if next < 0 {
			break
		}
		at += next
		if at+8*(headerNames+1) > len(memory) {
			break
		}
		start := binary.LittleEndian.AppendUint64(nil, uint64(at))
		start = binary.LittleEndian.AppendUint64(start, uint64(at)+binary.LittleEndian.Uint64(memory[at+8*headerNames:]))
		if n := bytes.Count(memory, start); n > 0 {
			found += n
			header, module = at, bytes.Index(memory, start)
		}
	}
	if found != 1 || module+8*moduleWords > len(memory) {
		return 0, 0, fmt.Errorf("%w: found %d of them", errPclntab, found)
	}
	return header, module, nil
}

// readStarts follows the records from the first to the last.
func (t *pclntab) readStarts(funcs uint64) error {
	if funcs >= uint64(len(t.records)/recordSize) {
		return fmt.Errorf("%w: %d functions in %d bytes", errPclntab, funcs, len(t.records))
	}
	want := uint64(roundUp(8*int(funcs) + 4))
	for i := range int(funcs) {
		start := uint64(word32(t.records, 8*i+4))
		if start != want || start+recordSize > uint64(len(t.records)) || word32(t.records, int(start)) != word32(t.records, 8*i) {
			return fmt.Errorf("%w: function %d of %d", errPclntab, i, funcs)
		}
		r := t.records[start:]
		end := int(start) + recordSize + 4*int(word32(r, recordTables)) + 4*int(r[recordFuncdata])
		if end > len(t.records) {
			return fmt.Errorf("%w: function %d ends after the last byte", errPclntab, i)
		}
		want = uint64(roundUp(end))
		t.starts = append(t.starts, uint32(start))
	}
	if want != uint64(roundUp(len(t.records))) {
		return fmt.Errorf("%w: %d bytes after the last function", errPclntab, len(t.records)-int(want))
	}
	return nil
}

// valueAt looks a pc up in the table by pc at an offset, as pcvalue of the runtime does.
func (t *pclntab) valueAt(offset uint32, pc uint64) (value int32, ok bool) {
	if offset == 0 {
		return -1, true
	}
	if uint64(offset) >= uint64(len(t.tables)) {
		return 0, false
	}
	value = -1
	end := uint64(0)
	for rest, first := t.tables[offset:], true; ; first = false {
		change, n := binary.Uvarint(rest)
		if n <= 0 || change == 0 && !first {
			return 0, false
		}
		step, m := binary.Uvarint(rest[n:])
		if m <= 0 || step == 0 {
			return 0, false
		}
		value += int32(change>>1) ^ -int32(change&1)
		if end += step; pc < end {
			return value, true
		}
		rest = rest[n+m:]
	}
}

// tableByPC tells values from pc 0 on, the last of them up to endless.
func tableByPC(values []int32) []byte {
	var out []byte
	before := int32(-1)
	for at := 0; at < len(values); {
		end := at + 1
		for end < len(values) && values[end] == values[at] {
			end++
		}
		change := values[at] - before
		before = values[at]
		out = binary.AppendUvarint(out, uint64(uint32(change<<1^change>>31)))
		if end == len(values) {
			end = endless
		}
		out = binary.AppendUvarint(out, uint64(end-at))
		at = end
	}
	return append(out, 0)
}

func roundUp(n int) int { return (n + 7) &^ 7 }

func word32(b []byte, at int) uint32 { return binary.LittleEndian.Uint32(b[at:]) }

func setWord32(b []byte, at int, v uint32) { binary.LittleEndian.PutUint32(b[at:], v) }
