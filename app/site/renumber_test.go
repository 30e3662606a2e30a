package site

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// base0 is the first function's F<<16, as a constant of 64 bits.
const base0 = "428080808001"

// expand writes out what the bodies of these tests have in common: a return address and a call as
// Go writes them, told by the old number or by what makes the new one.
func expand(text string) []byte {
	for old, full := range map[string]string{
		"START":  "2300 2101",
		"TABLE":  "2000 0e",
		"FIRST":  base0 + " 2202 2000 ad 84 2103",
		"ROOM":   "2001 4108 6b 2201 2400 2001",
		"CALL":   "370300 4100 1005 2300 2101 0440 4101 0f 0b",
		"ASK":    "370300 4210 88 a7 2100 4100 2000 110000 2300 2101 0440 4101 0f 0b",
		"TRAP":   "370300 4100 1009 2300 2101 0440 4101 0f 0b",
		"RETURN": "4100 0f",
		"END":    "00 0b",
	} {
		text = strings.ReplaceAll(text, old, full)
	}
	for n := range 10 {
		text = strings.ReplaceAll(text, fmt.Sprint("PC", n), fmt.Sprintf("42%02x80808001", 0x80|n))
		text = strings.ReplaceAll(text, fmt.Sprint("NEXT", n), fmt.Sprintf("2003 42%02x 7c 2203", n))
		text = strings.ReplaceAll(text, fmt.Sprint("ANEW", n), fmt.Sprintf("2002 42%02x 84 2203", n))
	}
	return instructions(text)
}

// resumedAt is a function whose frame and pointer maps at each old number are these; it runs
// deferred calls at the number deferReturn, if that is not 0.
func resumedAt(frame, maps []int32, deferReturn uint32) *resumedFunc {
	t := &pclntab{tables: append([]byte{0}, tableByPC(frame)...)}
	r := make([]byte, recordSize+8)
	setWord32(r, recordFrame, 1)
	setWord32(r, recordDefer, deferReturn)
	if maps != nil {
		setWord32(r, recordTables, 2)
		setWord32(r, recordSize+4, uint32(len(t.tables)))
		t.tables = append(t.tables, tableByPC(maps)...)
	}
	return &resumedFunc{pclntab: t, record: r, base: firstPC << blockBits}
}

var renumberings = []struct {
	name, body, want string
	deferReturn      uint32
	maps             []int32 // by the new numbers
}{
	{
		"calls one after another",
		"01 017f START 0240 0240 0240 TABLE 06 00 00 00 01 01 01 02 0b ROOM PC3 CALL 0b ROOM PC6 ASK 0b RETURN END",
		"02 017f 027e START FIRST 0240 0240 0240 TABLE 04 00 00 01 02 02 0b ROOM NEXT2 CALL 0b ROOM NEXT1 ASK 0b RETURN END",
		0, []int32{-1, 12, 15},
	},
	{
		"the start anew, and a nil check",
		"01 017f START 0240 0240 TABLE 05 00 00 00 00 01 01 0b 0440 ROOM PC0 CALL 0b 0440 ROOM PC1 TRAP 0b ROOM PC4 CALL 0b RETURN END",
		"02 017f 027e START FIRST 0240 0240 TABLE 03 00 00 01 01 0b 0440 ROOM 2002 CALL 0b 0440 ROOM 2002 4201 84 TRAP 0b ROOM NEXT2 CALL 0b RETURN END",
		0, []int32{-1, 13},
	},
	{
		"a branch with a call and one without",
		"02 017f 017e START 0240 0240 0240 0240 TABLE 04 00 01 02 03 03 0b" +
			" 2002 50 0440 0c02 0b ROOM PC1 CALL 0b 0b ROOM PC3 CALL 0b RETURN END",
		"02 017f 037e START FIRST 0240 0240 0240 0240 TABLE 04 00 00 01 03 03 0b" +
			" 2004 50 0440 0c02 0b ROOM NEXT2 CALL 0b 0b ROOM ANEW3 CALL 0b RETURN END",
		0, []int32{-1, -1, 12},
	},
	{
		"branches that meet without a call",
		"02 017f 017e START 0240 0240 0240 0240 TABLE 04 00 01 02 03 03 0b" +
			" ROOM PC1 CALL 0b 2002 50 0440 0c01 0b 0c00 0b ROOM PC3 CALL 0b RETURN END",
		"02 017f 037e START FIRST 0240 0240 0240 0240 TABLE 04 00 00 01 03 03 0b" +
			" ROOM NEXT2 CALL 0b 2004 50 0440 0c01 0b 0c00 0b ROOM NEXT1 CALL 0b RETURN END",
		0, []int32{-1, -1, 12},
	},
	{
		"a jump back",
		"02 017f 017e START 0340 0240 0240 0240 0240 TABLE 04 00 01 02 03 03 0b" +
			" ROOM PC1 CALL 0b 0b ROOM PC3 CALL 0b 2002 50 0440 4102 2100 0c01 0b RETURN 0b END",
		"02 017f 037e START FIRST 0340 0240 0240 0240 0240 TABLE 05 00 00 01 03 02 03 0b" +
			" ROOM NEXT2 CALL 0b 0b ROOM ANEW3 CALL 0b 2004 50 0440 4104 2100 0c01 0b RETURN 0b END",
		0, []int32{-1, -1, 12},
	},
	{
		"a jump back to where a call returns",
		"02 017f 017e START 0340 0240 0240 TABLE 02 00 01 01 0b" +
			" ROOM PC1 CALL 0b 4101 2100 0c00 0b END",
		"02 017f 037e START FIRST 0340 0240 0240 TABLE 03 00 00 01 01 0b" +
			" ROOM NEXT2 CALL 0b 4102 2100 0c00 0b END",
		0, []int32{-1, -1},
	},
	{
		"deferred calls",
		"01 017f START 0240 0240 0240 0240 TABLE 05 00 01 02 02 03 03 0b" +
			" ROOM PC1 CALL 0b 0b ROOM PC4 CALL 0b RETURN END",
		"02 017f 027e START FIRST 0240 0240 0240 0240 TABLE 05 00 00 01 03 02 03 0b" +
			" ROOM NEXT2 CALL 0b 0b ROOM ANEW3 CALL 0b RETURN END",
		3, []int32{-1, -1, 13, 13, 13},
	},
}

// oldMaps are the pointer maps at the old numbers, which differ.
var oldMaps = []int32{-1, 11, 12, 13, 14, 15, 16}

func TestRenumberBody(t *testing.T) {
	for _, c := range renumberings {
		f := resumedAt([]int32{0, 32}, oldMaps, c.deferReturn)
		got, ok, err := f.renumber(expand(c.body), 9)
		if err != nil || !ok || !bytes.Equal(got, expand(c.want)) {
			t.Errorf("%s: got %x, %v, %v\nwant %x", c.name, got, ok, err, expand(c.want))
			continue
		}
		if got := valuesByPC(f.changed.maps, len(c.maps)); !slices.Equal(got, c.maps) {
			t.Errorf("%s: the pointer maps are %v, want %v", c.name, got, c.maps)
		}
		if got := valuesByPC(f.changed.frame, 3); !slices.Equal(got, []int32{0, 32, 32}) {
			t.Errorf("%s: the frame is %v", c.name, got)
		}
		// The number after those of calls leads to where deferred calls run.
		if want := uint32(4); c.deferReturn != 0 && f.changed.deferReturn != want {
			t.Errorf("%s: deferred calls run at %d, not %d", c.name, f.changed.deferReturn, want)
		}
	}
}

func TestRenumberBodyWithoutMaps(t *testing.T) {
	f := resumedAt([]int32{0, 32}, nil, 0)
	got, ok, err := f.renumber(expand(renumberings[0].body), 9)
	if err != nil || !ok || !bytes.Equal(got, expand(renumberings[0].want)) || f.changed.maps != nil {
		t.Errorf("got %x, %v, %v, and the maps %x", got, ok, err, f.changed.maps)
	}
}

func TestRenumberBodyLeavesWhatItDoesNotKnow(t *testing.T) {
	const head = "01 017f START 0340 0240 0240 TABLE 02 00 01 01 0b "
	for name, body := range map[string]string{
		"a constant that is no return address":     head + "PC1 1a 0b RETURN 0b END",
		"a call that does not unwind":              head + "ROOM PC1 370300 4100 1005 2300 2101 1a 0b RETURN 0b END",
		"a call with another argument":             head + "ROOM PC1 370300 4101 1005 2300 2101 0440 4101 0f 0b 0b RETURN 0b END",
		"a return to elsewhere":                    head + "ROOM PC1 CALL 01 0b RETURN 0b END",
		"a return to a number without block":       head + "ROOM PC7 CALL 0b RETURN 0b END",
		"a return to the start, behind the call":   "01 017f START 0340 0240 0240 TABLE 02 00 00 01 0b ROOM PC1 CALL 0b RETURN 0b END",
		"another frame":                            "01 017f START 0240 0240 0240 TABLE 06 00 00 00 01 01 01 02 0b ROOM PC3 CALL 0b ROOM PC5 CALL 0b RETURN END",
		"a number computed":                        head + "2001 2100 0c02 0b RETURN 0b END",
		"a number kept":                            head + "4101 2200 1a 0b RETURN 0b END",
		"the number read once more":                head + "2000 1a 0b RETURN 0b END",
		"a branch back without a number":           head + "2001 0d01 0b RETURN 0b END",
		"code before the table":                    "01 017f START 0340 01 0240 TABLE 01 00 00 0b RETURN 0b END",
		"a table that leads elsewhere":             "01 017f START 0340 0240 0240 TABLE 02 00 02 01 0b 0b RETURN 0b END",
		"a table that starts elsewhere":            "01 017f START 0340 0240 0240 TABLE 02 01 00 01 0b 0b RETURN 0b END",
		"no table":                                 "01 017f START RETURN 0b",
		"two stack pointers":                       "01 027f START 0240 0240 TABLE 02 00 01 01 0b 0b RETURN END",
		"another start":                            "01 017f 2300 1a 0240 0240 TABLE 02 00 01 01 0b 0b RETURN END",
		"the table's number from another variable": "01 017f START 0240 0240 2001 0e 02 00 01 01 0b 0b RETURN END",
	} {
		f := resumedAt([]int32{0, 32, 32, 32, 48}, oldMaps, 0)
		if got, ok, err := f.renumber(expand(body), 9); ok || err != nil {
			t.Errorf("%s: got %x, %v, %v", name, got, ok, err)
		}
	}
	f := resumedAt([]int32{0, 32}, oldMaps, 40)
	if got, ok, err := f.renumber(expand(renumberings[0].body), 9); ok || err != nil {
		t.Errorf("deferred calls at a number without block: got %x, %v, %v", got, ok, err)
	}
	f = resumedAt([]int32{0, 32}, oldMaps, 0)
	f.tables = f.tables[:6]
	if got, ok, err := f.renumber(expand(renumberings[0].body), 9); ok || err != nil {
		t.Errorf("a table by pc without end: got %x, %v, %v", got, ok, err)
	}
}

func TestTableByPC(t *testing.T) {
	for _, values := range [][]int32{{-1}, {0, 32}, {-1, -1, 5, 5, 2, 2_000_000, -1}} {
		tables := &pclntab{tables: append([]byte{0}, tableByPC(values)...)}
		for pc := range uint64(12) {
			want := values[min(int(pc), len(values)-1)]
			if got, ok := tables.valueAt(1, pc); !ok || got != want {
				t.Errorf("%v: at %d is %d, %v", values, pc, got, ok)
			}
		}
		if got, ok := tables.valueAt(1, endless); ok {
			t.Errorf("%v: at the end is %d", values, got)
		}
	}
	if got, ok := new(pclntab).valueAt(0, 3); !ok || got != -1 {
		t.Errorf("no table tells %d, %v", got, ok)
	}
	if got, ok := new(pclntab).valueAt(1, 3); ok {
		t.Errorf("a table that is not there tells %d", got)
	}
}

// moduleOf is a module of Go's type and another, of functions of these types, and these bodies.
func moduleOf(kinds []byte, bodies ...[]byte) []byte {
	out := slices.Clone(smallWasm)
	add := func(id byte, body []byte) {
		out = append(binary.AppendUvarint(append(out, id), uint64(len(body))), body...)
	}
	add(typeSection, slices.Concat([]byte{2}, []byte(resumableType), []byte("\x60\x00\x00")))
	add(importSection, []byte("\x02\x04gojs\x01a\x00\x01\x04gojs\x01b\x00\x01"))
	add(functionSection, slices.Concat([]byte{byte(len(kinds))}, kinds))
	code := []byte{byte(len(bodies))}
	for _, body := range bodies {
		code = append(binary.AppendUvarint(code, uint64(len(body))), body...)
	}
	add(codeSection, code)
	return out
}

// calling is the body of a function of this place, which calls and returns.
func calling(place byte) []byte {
	return bytes.ReplaceAll(expand("01 017f START 0240 0240 TABLE 02 00 01 01 0b ROOM PC1 CALL 0b RETURN END"),
		[]byte("\x81\x80\x80\x80\x01"), []byte{0x81, 0x80, 0x80 | place<<2, 0x80, 1})
}

func TestRenumberChoosesFunctions(t *testing.T) {
	trap := tracedFunc{"runtime.sigpanic", sigpanicID, tableA, tableD, nil, nil}
	plain := tracedFunc{"main.run", 0, tableB, tableD, nil, nil}
	asm, known := plain, plain
	known.id = 8
	memory := tracedMemory([]tracedFunc{plain, trap, plain, asm, known, plain})
	table, err := findPclntab(memory)
	if err != nil {
		t.Fatal(err)
	}
	table.records[table.starts[3]+recordFlag] = 4
	for _, start := range table.starts {
		setWord32(table.records, int(start)+recordDefer, 0)
	}
	var bodies [][]byte
	for place := range byte(7) {
		bodies = append(bodies, calling(place))
	}
	// Another function has a number of the third, and the fourth is of no resumable type.
	bodies[1] = expand("01 017f START 4281808880 01 1a 0b")
	whole := moduleOf([]byte{0, 0, 0, 0, 0, 0, 0}, bodies...)
	resumable, err := readResumable(whole)
	if err != nil {
		t.Fatal(err)
	}
	resumable[5] = false
	code, err := section(whole, codeSection)
	if err != nil {
		t.Fatal(err)
	}
	_, changed, err := renumber(code, memory, resumable, 2)
	if err != nil || len(changed) != 1 || changed[0].frame == nil {
		t.Errorf("changed are %v, %v", changed, err)
	}
	copy(memory[8*((len(memory)-8)/8):], "\x01\x00\x00\x10")
	if _, changed, err = renumber(code, memory, resumable, 2); err != nil || len(changed) != 0 {
		t.Errorf("a number in memory: changed are %v, %v", changed, err)
	}
	if _, _, err := renumber(code, memory, resumable[:5], 2); err == nil {
		t.Error("a function without a type passed")
	}
	table.records[table.starts[1]+recordID] = 0
	if _, _, err := renumber(code, memory, resumable, 2); !errors.Is(err, errPclntab) {
		t.Errorf("without sigpanic: %v", err)
	}
	table.records[table.starts[1]+recordID] = sigpanicID
	table.records[table.starts[2]+recordID] = sigpanicID
	if _, _, err := renumber(code, memory, resumable, 2); !errors.Is(err, errPclntab) {
		t.Errorf("with two of them: %v", err)
	}
	setWord32(table.records, 8, 9)
	setWord32(table.records, int(table.starts[1]), 9)
	if _, _, err := renumber(code, memory, resumable, 2); !errors.Is(err, errPclntab) {
		t.Errorf("a function with another's number: %v", err)
	}
}

func TestDropTracesChangesNumbers(t *testing.T) {
	memory := tracedMemory(tracedFuncs)
	changed := map[int]renumbered{0: {frame: []byte("\x06\x80\x80\x04\x00"), maps: []byte("\x02\x80\x80\x04\x00"), deferReturn: 7}}
	if err := dropTraces(memory, changed); err != nil {
		t.Fatal(err)
	}
	table, err := findPclntab(memory)
	if err != nil {
		t.Fatal(err)
	}
	r := table.records[table.starts[0]:]
	frame := table.tables[word32(r, recordFrame):]
	maps := table.tables[word32(r, recordSize+4):]
	if !bytes.HasPrefix(frame, changed[0].frame) || !bytes.HasPrefix(maps, changed[0].maps) || word32(r, recordDefer) != 7 {
		t.Errorf("the frame is % x, the maps % x, deferred calls run at %d", frame, maps, word32(r, recordDefer))
	}
	if got := word32(table.records[table.starts[1]:], recordDefer); got != 3 {
		t.Errorf("the next function's deferred calls run at %d", got)
	}
}

func TestModuleRefused(t *testing.T) {
	whole := moduleOf([]byte{0, 1}, instructions("00 0b"), instructions("00 0b"))
	if n, err := countImports(whole); n != 2 || err != nil {
		t.Errorf("%d imports, %v", n, err)
	}
	if kinds, err := readResumable(whole); err != nil || !slices.Equal(kinds, []bool{true, false}) {
		t.Errorf("resumable are %v, %v", kinds, err)
	}
	if _, err := countImports(bytes.Replace(whole, []byte("b\x00\x01"), []byte("b\x02\x01"), 1)); err == nil {
		t.Error("an import of memory passed")
	}
	if _, err := countImports(bytes.Replace(whole, []byte("\x02\x04gojs"), []byte("\x01\x04gojs"), 1)); err == nil {
		t.Error("bytes after the imports passed")
	}
	if _, err := readResumable(bytes.Replace(whole, []byte(resumableType), []byte("\x60\x01\x7e\x01\x7f"), 1)); err == nil {
		t.Error("another first type passed")
	}
	for n := range whole {
		if got, err := packModule(whole[:n]); err == nil {
			t.Errorf("the first %d bytes became %x", n, got)
		}
	}
}
