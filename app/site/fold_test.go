package site

import (
	"bytes"
	"slices"
	"testing"
)

// unfold does what unfoldRecords has the runtime do, to the records of a folded table.
func unfold(records []byte, funcs int) {
	var entry, start, maps uint32
	add := func(at int, sum *uint32) {
		*sum += word32(records, at)
		setWord32(records, at, *sum)
	}
	for i := range funcs {
		add(8*i, &entry)
		add(8*i+4, &start)
		r := records[start:]
		setWord32(r, recordEntry, entry)
		if field := int(start) + recordSize + 4; word32(r, recordTables) > 1 && word32(records, field) != 0 {
			maps--
			add(field, &maps)
		}
	}
	add(8*funcs, &entry)
}

func TestFoldRecords(t *testing.T) {
	// The second of these shares its table of pointer maps with the first, the last comes before them.
	funcs := slices.Concat(tracedFuncs, tracedFuncs[1:2], []tracedFunc{
		{"main.same", 0, tableA, tableD, []string{"", tableB}, nil},
		{"main.none", 0, tableA, tableD, []string{"", ""}, nil},
		{"main.back", 0, tableA, tableD, []string{"", tableC}, nil},
	})
	memory := tracedMemory(funcs)
	whole, err := findPclntab(slices.Clone(memory))
	if err != nil {
		t.Fatal(err)
	}
	folded, err := findPclntab(memory)
	if err != nil {
		t.Fatal(err)
	}
	if err := foldRecords(memory); err != nil {
		t.Fatal(err)
	}
	for i := 1; i < len(funcs); i++ {
		if got := word32(folded.records, 8*i); got != 1 {
			t.Errorf("function %d is told by %d", i, got)
		}
	}
	unfold(folded.records, len(funcs))
	if !bytes.Equal(folded.records, whole.records) {
		t.Errorf("unfolded: % x\nwant: % x", folded.records, whole.records)
	}
}
