package site

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"slices"
	"strings"
)

// Nobody reads a traceback of the workbench, and what only tracebacks need weighs an eighth of the
// module: dropTraces leaves it out. A panic keeps its message and is recovered as before. Dropped is
// what Go 1.26 reads for nothing but
//   - tracebacks, runtime.Callers and runtime.FuncForPC: names, files, lines, arguments, inlined
//     calls (gorecover counts those too, but never meets one: a function that calls recover is not
//     inlined);
//   - preemption by signals, which js does not have: the points where it would be unsafe.

// tracesRelease is the Go release whose runtime was read for this.
const tracesRelease = "go1.26"

// droppedTables are the tables by pc PCDATA_UnsafePoint, PCDATA_InlTreeIndex and PCDATA_ArgLiveIndex.
var droppedTables = []bool{0: true, 1: false, 2: true, 3: true, 4: false}

// droppedFuncdata are FUNCDATA_InlTree, FUNCDATA_ArgInfo and FUNCDATA_ArgLiveInfo.
var droppedFuncdata = []bool{0: false, 3: true, 4: false, 5: true, 6: true, 7: false}

const (
	wrapperID  = 23         // abi.FuncIDWrapper
	noFuncdata = 0xffffffff // the offset of a funcdata that is not there
)

// dropTraces edits the module's memory.
func dropTraces(memory []byte, changed map[int]renumbered) error {
	t, err := findPclntab(memory)
	if err != nil {
		return err
	}
	if err := t.dropNames(); err != nil {
		return err
	}
	clear(t.units)
	clear(t.files)
	if err := t.dropTables(changed); err != nil {
		return err
	}
	if err := t.dropFuncdata(); err != nil {
		return err
	}
	return t.coarsenFind()
}

// dropNames keeps the names that the runtime reads: the two functions whose frames reflect makes,
// wrappers of value methods (a call through a nil pointer names the method), and of the runtime's
// own functions the prefix, which tells system goroutines from others.
func (t *pclntab) dropNames() error {
	kept := []byte{0} // 0 is the name of the nameless
	offsets := map[string]uint32{"": 0}
	for _, start := range t.starts {
		r := t.records[start:]
		at := int(word32(r, recordName))
		if at >= len(t.names) || at > 0 && t.names[at-1] != 0 {
			return fmt.Errorf("%w: no name at %d", errPclntab, at)
		}
		length := bytes.IndexByte(t.names[at:], 0)
		if length < 0 {
			return fmt.Errorf("%w: a name without end", errPclntab)
		}
		name := keptName(string(t.names[at:at+length]), r[recordID])
		offset, ok := offsets[name]
		if !ok {
			offset = uint32(len(kept))
			offsets[name] = offset
			kept = append(append(kept, name...), 0)
		}
		setWord32(r, recordName, offset)
		setWord32(r, recordStart, 0)
		setWord32(r, recordUnit, 0)
	}
	if len(kept) > len(t.names) {
		return fmt.Errorf("%w: more names than before", errPclntab)
	}
	clear(t.names[copy(t.names, kept):])
	return nil
}

func keptName(name string, id byte) string {
	switch {
	case name == "reflect.makeFuncStub" || name == "reflect.methodValueCall":
		return name
	case id == wrapperID && strings.Contains(name, ".(*"):
		return name
	case strings.HasPrefix(name, "runtime."):
		return "runtime."
	}
	return ""
}

// dropTables packs the tables by pc that are left, in the order of the functions; those that became
// equal by widening, once. Offset 0 means that there is no table.
func (t *pclntab) dropTables(changed map[int]renumbered) error {
	kept := []byte{0}
	moved := map[uint32]uint32{0: 0}
	placed := map[string]uint32{}
	place := func(table []byte) uint32 {
		to, ok := placed[string(table)]
		if !ok {
			to = uint32(len(kept))
			placed[string(table)] = to
			kept = append(kept, table...)
		}
		return to
	}
	move := func(field, instead []byte) error {
		from := word32(field, 0)
		if instead != nil {
			setWord32(field, 0, place(instead))
			return nil
		}
		to, ok := moved[from]
		if !ok {
			table := widened(t.tables, from)
			if table == nil {
				return fmt.Errorf("%w: no table by pc at %d", errPclntab, from)
			}
			to = place(table)
			moved[from] = to
		}
		setWord32(field, 0, to)
		return nil
	}
	for i, start := range t.starts {
		r := t.records[start:]
		instead := changed[i]
		if instead.frame != nil {
			setWord32(r, recordDefer, instead.deferReturn)
		}
		if err := move(r[recordFrame:], instead.frame); err != nil {
			return err
		}
		setWord32(r, recordFile, 0)
		setWord32(r, recordLine, 0)
		n := int(word32(r, recordTables))
		if n > len(droppedTables) {
			return fmt.Errorf("%w: %d kinds of tables by pc", errPclntab, n)
		}
		for k := range n {
			field := r[recordSize+4*k:]
			if droppedTables[k] {
				setWord32(field, 0, 0)
			} else if k == pcdataStackMap && instead.maps != nil {
				setWord32(field, 0, place(instead.maps))
			} else if err := move(field, nil); err != nil {
				return err
			}
		}
	}
	if len(kept) > len(t.tables) {
		return fmt.Errorf("%w: tables by pc that grow", errPclntab)
	}
	clear(t.tables[copy(t.tables, kept):])
	return nil
}

// endless is a pc behind the last of every function: a block's number has 16 bits.
const endless = 1 << 16

// widened is the table by pc at an offset with its last value standing up to endless; nil when there
// is none. A table is pairs of numbers, the change of the value and the step of the pc, until a change
// of 0 that is not the first. Most tell two things only, that there is no frame yet and how large it
// then is, so that functions with frames of one size share one.
func widened(tables []byte, offset uint32) []byte {
	if uint64(offset) >= uint64(len(tables)) {
		return nil
	}
	var out []byte
	rest := tables[offset:]
	last, before := 0, uint64(0) // where the last step is written, and the pc that it starts from
	for pc := uint64(0); ; {
		change, n := binary.Uvarint(rest)
		if n <= 0 {
			return nil
		}
		if change == 0 && len(out) > 0 {
			return append(binary.AppendUvarint(out[:last], endless-before), 0)
		}
		step, m := binary.Uvarint(rest[n:])
		if m <= 0 || step > endless-pc {
			return nil
		}
		out = append(out, rest[:n+m]...)
		last, before = len(out)-m, pc
		pc += step
		rest = rest[n+m:]
	}
}

// dropFuncdata blanks what only dropped kinds point to. One piece of data ends where the next starts.
func (t *pclntab) dropFuncdata() error {
	used := map[uint32]bool{uint32(len(t.funcdata)): true}
	for _, start := range t.starts {
		r := t.records[start:]
		n := int(r[recordFuncdata])
		if n > len(droppedFuncdata) {
			return fmt.Errorf("%w: %d kinds of funcdata", errPclntab, n)
		}
		for k := range n {
			field := r[recordSize+4*int(word32(r, recordTables))+4*k:]
			at := word32(field, 0)
			if at == noFuncdata {
				continue
			}
			if uint64(at) >= uint64(len(t.funcdata)) {
				return fmt.Errorf("%w: no funcdata at %d", errPclntab, at)
			}
			used[at] = used[at] || !droppedFuncdata[k]
			if droppedFuncdata[k] {
				setWord32(field, 0, noFuncdata)
			}
		}
	}
	offsets := make([]uint32, 0, len(used))
	for at := range used {
		offsets = append(offsets, at)
	}
	slices.Sort(offsets)
	for i, at := range offsets[:len(offsets)-1] {
		if !used[at] {
			clear(t.funcdata[at:offsets[i+1]])
		}
	}
	return nil
}

// coarsenFind lets the search for the function of a pc start at the first of a group, so that what it
// looks up repeats. A bucket is the index of the first function to look at, and 16 bytes to add to it.
func (t *pclntab) coarsenFind() error {
	const bucket, group = 20, 16
	for at := 0; at+bucket <= len(t.find); at += bucket {
		index := word32(t.find, at)
		if index >= uint32(len(t.starts)) {
			return fmt.Errorf("%w: function %d of %d is looked up", errPclntab, index, len(t.starts))
		}
		setWord32(t.find, at, index-index%group)
	}
	return nil
}
