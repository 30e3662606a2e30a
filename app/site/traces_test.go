package site

import (
	"bytes"
	"encoding/binary"
	"errors"
	"slices"
	"testing"
)

// tracedFunc is a function as the linker would describe it. Tables and funcdata are named by their
// text in the fixture, "" where there is none.
type tracedFunc struct {
	name        string
	id          byte
	frame, file string   // pcsp, pcfile; pcln is the same as pcfile
	tables      []string // by kind
	funcdata    []string // by kind
}

// Tables by pc: pairs of a change and a step, then 0. A first change may be 0.
const (
	tableA = "\x02\x05\x00"
	tableB = "\x00\x07\x04\x81\x01\x00"
	tableC = "\x06\x03\x00"
	tableD = "\x08\x03\x02\x03\x02\x03\x00"
)

var tracedFuncs = []tracedFunc{
	{"runtime.main", 17, tableA, tableD, []string{tableC, tableB}, []string{"pointers", "", "", "inlined_", "deferred"}},
	{"main.run", 0, tableB, tableD, []string{tableC, tableA, tableC}, []string{"pointers", "", "", "inlined_", "", "args", "live", "wrap"}},
	{"main.(*T).Get", wrapperID, tableA, tableD, nil, nil},
	{"main.(*T).Plain", 0, tableA, tableD, nil, nil},
	{"reflect.makeFuncStub", 0, tableC, tableD, nil, nil},
	{"reflect.methodValueCall", 0, "", "", nil, nil},
}

const (
	tracedTables   = "\x00" + tableD + tableC + tableA + tableB
	tracedFuncdata = "pointersinlined_deferredargslivewrap"
	findBucket     = 20
)

// Where the fixture has its parts.
const (
	tracedHeader = 64
	tracedModule = 3000
)

// tracedMemory is memory with a pclntab of these functions.
func tracedMemory(funcs []tracedFunc) []byte {
	memory := make([]byte, tracedModule+8*moduleWords+64)
	at := tracedHeader + 72
	place := func(data []byte) (address int) {
		address = at
		copy(memory[at:], data)
		at = roundUp(at + len(data))
		return address
	}
	word := func(base, n, v int) { binary.LittleEndian.PutUint64(memory[base+8*n:], uint64(v)) }
	slice := func(n int, data []byte, size int) (address int) {
		address = place(data)
		word(tracedModule, n, address)
		word(tracedModule, n+1, len(data)/size)
		word(tracedModule, n+2, len(data)/size)
		return address
	}
	offset := func(all, part string) uint32 {
		if part == "" {
			return 0
		}
		return uint32(bytes.Index([]byte(all), []byte(part)))
	}

	var names, records []byte
	at32 := binary.LittleEndian.AppendUint32
	index := make([]byte, 8*len(funcs)+4)
	start := roundUp(len(index))
	for i, f := range funcs {
		setWord32(index, 8*i, uint32(4096+i))
		setWord32(index, 8*i+4, uint32(start))
		r := at32(nil, uint32(4096+i))
		r = at32(r, uint32(len(names)))
		r = at32(at32(r, 8), 3) // args, deferreturn
		for _, table := range []string{f.frame, f.file, f.file} {
			r = at32(r, offset(tracedTables, table))
		}
		r = at32(r, uint32(len(f.tables)))
		r = at32(at32(r, 1), 12) // cuOffset, startLine
		r = append(r, f.id, 0, 0, byte(len(f.funcdata)))
		for _, table := range f.tables {
			r = at32(r, offset(tracedTables, table))
		}
		for _, data := range f.funcdata {
			if data == "" {
				r = at32(r, noFuncdata)
			} else {
				r = at32(r, offset(tracedFuncdata, data))
			}
		}
		r = append(r, make([]byte, roundUp(len(r))-len(r))...)
		start += len(r)
		records = append(records, r...)
		names = append(append(names, f.name...), 0)
	}
	setWord32(index, 8*len(funcs), uint32(4096+len(funcs)))
	index = append(index, make([]byte, roundUp(len(index))-len(index))...)

	copy(memory[tracedHeader:], pclnMagic)
	word(tracedHeader, headerFuncs, len(funcs))
	word(tracedModule, 0, tracedHeader)
	word(tracedHeader, headerNames, slice(moduleNames, names, 1)-tracedHeader)
	slice(moduleUnits, []byte{0, 0, 0, 0, 5, 0, 0, 0}, 4)
	slice(moduleFiles, []byte("a.go\x00b.go\x00"), 1)
	slice(moduleTables, []byte(tracedTables), 1)
	slice(moduleRecords, append(index, records...), 1)
	word(tracedModule, moduleData, place([]byte(tracedFuncdata)))
	var find []byte
	for i := range funcs {
		bucket := make([]byte, findBucket)
		setWord32(bucket, 0, uint32(i))
		find = append(find, bucket...)
	}
	word(tracedModule, moduleFind, place(find))
	word(tracedModule, moduleEnd, at)
	return memory
}

func TestDropTracesKeepsWhatTheRuntimeReads(t *testing.T) {
	memory := tracedMemory(tracedFuncs)
	before, err := findPclntab(slices.Clone(memory))
	if err != nil {
		t.Fatal(err)
	}
	if err := dropTraces(memory, nil); err != nil {
		t.Fatal(err)
	}
	after, err := findPclntab(memory)
	if err != nil {
		t.Fatal(err)
	}
	// A table is told by its values from the first block to the last.
	values := func(tables []byte) []int32 { return valuesByPC(tables, 200) }
	table := func(offset uint32) []int32 {
		if offset == 0 {
			return nil
		}
		return values(after.tables[offset:])
	}
	wanted := func(table string) []int32 {
		if table == "" {
			return nil
		}
		return values([]byte(table))
	}
	names := []string{"runtime.", "", "main.(*T).Get", "", "reflect.makeFuncStub", "reflect.methodValueCall"}
	for i, f := range tracedFuncs {
		r := after.records[after.starts[i]:]
		name, _, _ := bytes.Cut(after.names[word32(r, recordName):], []byte{0})
		if string(name) != names[i] {
			t.Errorf("%s is named %q, want %q", f.name, name, names[i])
		}
		if got, want := table(word32(r, recordFrame)), wanted(f.frame); !slices.Equal(got, want) {
			t.Errorf("%s: its frame sizes are %d, want %d", f.name, got, want)
		}
		if word32(r, 8) != 8 || word32(r, 12) != 3 || r[recordID] != f.id {
			t.Errorf("%s: its arguments, deferred calls or identity changed: % x", f.name, r[:recordSize])
		}
		for _, at := range []int{recordFile, recordLine, recordUnit, recordStart} {
			if got := word32(r, at); got != 0 {
				t.Errorf("%s: the field at %d is %d", f.name, at, got)
			}
		}
		for k, want := range f.tables {
			if droppedTables[k] {
				want = ""
			}
			if got, want := table(word32(r, recordSize+4*k)), wanted(want); !slices.Equal(got, want) {
				t.Errorf("%s: table %d is %d, want %d", f.name, k, got, want)
			}
		}
		for k, want := range f.funcdata {
			at := word32(r, recordSize+4*len(f.tables)+4*k)
			if want == "" || droppedFuncdata[k] {
				if at != noFuncdata {
					t.Errorf("%s: there is funcdata %d", f.name, k)
				}
			} else if got := string(after.funcdata[at:][:len(want)]); got != want {
				t.Errorf("%s: funcdata %d is %q, want %q", f.name, k, got, want)
			}
		}
	}
	if want := "pointers" + "\x00\x00\x00\x00\x00\x00\x00\x00" + "deferred" + "\x00\x00\x00\x00\x00\x00\x00\x00" + "wrap"; !bytes.HasPrefix(after.funcdata, []byte(want)) {
		t.Errorf("the funcdata is %q, want %q", after.funcdata, want)
	}
	for _, part := range [][]byte{after.units, after.files} {
		if !bytes.Equal(part, make([]byte, len(part))) {
			t.Errorf("files are left: %q", part)
		}
	}
	if bytes.Equal(before.names, after.names) || bytes.Contains(after.names, []byte("run\x00")) {
		t.Errorf("names are left: %q", after.names)
	}
}

// The runtime goes from the function that a bucket names upwards: an earlier one will do, a later one not.
func TestDropTracesLooksUpNoLaterFunction(t *testing.T) {
	memory := tracedMemory(slices.Repeat(tracedFuncs[3:4], 18))
	if err := dropTraces(memory, nil); err != nil {
		t.Fatal(err)
	}
	after, err := findPclntab(memory)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []uint32{15: 0, 16: 16, 17: 16} {
		if got := word32(after.find, findBucket*i); got != want {
			t.Errorf("the search for function %d starts at %d, want %d", i, got, want)
		}
	}
}

func TestDropTracesRefusesAnotherLayout(t *testing.T) {
	whole := tracedMemory(tracedFuncs)
	at := func(n int) int { return int(binary.LittleEndian.Uint64(whole[tracedModule+8*n:])) }
	table, err := findPclntab(whole)
	if err != nil {
		t.Fatal(err)
	}
	second := at(moduleRecords) + int(table.starts[1])
	for _, c := range []struct {
		name string
		at   int
		to   byte
	}{
		{"another magic", tracedHeader, 0xf2},
		{"pointers of 4 bytes", tracedHeader + 7, 4},
		{"another order of the module's words", tracedModule + 8*moduleNames, 1},
		{"more functions", tracedHeader + 8*headerFuncs, byte(len(tracedFuncs) + 1)},
		{"fewer functions", tracedHeader + 8*headerFuncs, byte(len(tracedFuncs) - 1)},
		{"too many functions", tracedHeader + 8*headerFuncs + 3, 1},
		{"a part outside of memory", tracedModule + 8*moduleFiles + 6, 1},
		{"a length beyond memory", tracedModule + 8*(moduleUnits+1) + 7, 0xff},
		{"an end before the start", tracedModule + 8*moduleEnd + 1, 0},
		{"a record of another entry", second + recordEntry, 9},
		{"a name from its middle", second + recordName, 3},
		{"a name that is not there", second + recordName + 3, 1},
		{"frame sizes that are not there", second + recordFrame + 1, 9},
		{"a sixth kind of table", second + recordTables, 6},
		{"funcdata that is not there", second + recordSize + 12 + 1, 9},
		{"a function that is not there", at(moduleFind) + findBucket, 99},
	} {
		memory := slices.Clone(whole)
		memory[c.at] = c.to
		if err := dropTraces(memory, nil); !errors.Is(err, errPclntab) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	for _, memory := range [][]byte{nil, whole[:tracedModule], make([]byte, 5000), slices.Concat(whole, whole)} {
		if err := dropTraces(slices.Clone(memory), nil); !errors.Is(err, errPclntab) {
			t.Errorf("%d bytes without a table, or with two: %v", len(memory), err)
		}
	}
	nine := slices.Clone(tracedFuncs)
	nine[1].funcdata = append(slices.Clone(nine[1].funcdata), "wrap")
	if err := dropTraces(tracedMemory(nine), nil); !errors.Is(err, errPclntab) {
		t.Errorf("a ninth kind of funcdata: %v", err)
	}
}

// valuesByPC reads a table by pc as the runtime does: the value at each pc, the last one from the
// table's end on.
func valuesByPC(table []byte, pcs int) []int32 {
	var values []int32
	for value, first := int32(-1), true; len(values) < pcs; first = false {
		change, n := binary.Uvarint(table)
		if change == 0 && !first {
			return append(values, slices.Repeat([]int32{value}, pcs-len(values))...)
		}
		value += int32(change>>1) ^ -int32(change&1)
		step, m := binary.Uvarint(table[n:])
		values = append(values, slices.Repeat([]int32{value}, min(int(step), pcs-len(values)))...)
		table = table[n+m:]
	}
	return values
}

func TestWidened(t *testing.T) {
	for _, c := range []struct{ table, want string }{
		{tableA + "rest", "\x02\x80\x80\x04\x00"},
		{tableB + "\x00", "\x00\x07\x04\xf9\xff\x03\x00"},
		{"\x02\x80\x80\x04\x00", "\x02\x80\x80\x04\x00"},
		{"\x02\x81\x80\x04\x00", ""},
		{"", ""},
		{"\x02", ""},
		{"\x02\x05", ""},
		{"\x02\x05\x80", ""},
		{"\x02\x80", ""},
	} {
		if got := string(widened([]byte(c.table), 0)); got != c.want {
			t.Errorf("%x: got %x, want %x", c.table, got, c.want)
		}
	}
	if got := widened([]byte(tableA), 3); got != nil {
		t.Errorf("a table after the end is %x", got)
	}
}

func TestCheckRelease(t *testing.T) {
	for version, ok := range map[string]bool{"go1.26": true, "go1.26.8": true, "go1.27": false, "go1.260": false, "go1.25.1": false, "devel": false, "": false} {
		if err := checkRelease(version); (err == nil) != ok {
			t.Errorf("%q: %v", version, err)
		}
	}
}
