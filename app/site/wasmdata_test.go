package site

import (
	"bytes"
	"encoding/binary"
	"errors"
	"math"
	"slices"
	"testing"
)

// moduleWith is a module of one custom section and the given data.
func moduleWith(segments ...segment) []byte {
	out := slices.Concat(smallWasm, []byte{0, 2, 1, 'x'})
	data := appendSegments(nil, segments)
	return append(binary.AppendUvarint(append(out, dataSection), uint64(len(data))), data...)
}

func unchanged([]byte) error { return nil }

func TestEditDataJoinsAndLeavesOutZeros(t *testing.T) {
	zeros := func(n int) string { return string(make([]byte, n)) }
	for _, c := range []struct {
		name     string
		segments []segment
		want     []segment
	}{
		{"none", nil, nil},
		{"near", []segment{{4096, []byte("ab")}, {4116, []byte("cd")}}, []segment{{4096, []byte("ab" + zeros(18) + "cd")}}},
		{"touching", []segment{{64, []byte("ab")}, {66, []byte("cd")}}, []segment{{64, []byte("abcd")}}},
		{"at the limit", []segment{{0, []byte("a")}, {1 + joinedGap, []byte("b")}}, []segment{{0, []byte("a" + zeros(joinedGap) + "b")}}},
		{"far", []segment{{0, []byte("a")}, {2 + joinedGap, []byte("b")}}, []segment{{0, []byte("a")}, {2 + joinedGap, []byte("b")}}},
		{"zeros", []segment{{5, []byte(zeros(9) + "a" + zeros(200) + "b" + zeros(9))}}, []segment{{14, []byte("a")}, {215, []byte("b")}}},
		{"out of order", []segment{{40, []byte("a")}, {20, []byte("b")}}, []segment{{20, []byte("b" + zeros(19) + "a")}}},
		{"one over the other", []segment{{40, []byte("abc")}, {41, []byte("d")}}, []segment{{40, []byte("adc")}}},
	} {
		got, err := editData(moduleWith(c.segments...), unchanged)
		if err != nil || !bytes.Equal(got, moduleWith(c.want...)) {
			t.Errorf("%s: got %q, %v, want %q", c.name, got, err, moduleWith(c.want...))
		}
	}
}

func TestEditDataEdits(t *testing.T) {
	got, err := editData(moduleWith(segment{4, []byte("ab")}), func(memory []byte) error {
		memory[4] = 0
		return nil
	})
	if want := moduleWith(segment{5, []byte("b")}); err != nil || !bytes.Equal(got, want) {
		t.Errorf("got %q, %v, want %q", got, err, want)
	}
	if got, err := editData(moduleWith(), func([]byte) error { return errPclntab }); !errors.Is(err, errPclntab) {
		t.Errorf("an edit that fails gave %q, %v", got, err)
	}
}

func TestEditDataRefusesWhatItDoesNotKnow(t *testing.T) {
	whole := moduleWith(segment{4096, []byte("ab")})
	for n := range whole {
		if got, err := editData(whole[:n], unchanged); err == nil {
			t.Errorf("the first %d bytes became %q", n, got)
		}
	}
	passive := moduleWith()
	passive = append(passive[:len(passive)-2], 3, 1, 1, 0)
	if got, err := editData(passive, unchanged); err == nil {
		t.Errorf("a passive segment became %q", got)
	}
	for _, offset := range []int64{-1, math.MinInt32, memoryLimit} {
		if got, err := editData(moduleWith(segment{offset, []byte("a")}), unchanged); err == nil {
			t.Errorf("data at %d became %q", offset, got)
		}
	}
}

func TestSignedVarint(t *testing.T) {
	for _, v := range []int64{0, 1, -1, 63, 64, -64, -65, 127, 128, 4096, math.MaxInt32, math.MinInt32} {
		encoded := appendSignedVarint(nil, v)
		if got, n := signedVarint(encoded); got != v || n != len(encoded) {
			t.Errorf("%d was written as %x and read as %d (%d bytes)", v, encoded, got, n)
		}
	}
	// From the specification of LEB128: -123456 is c0 bb 78.
	if got := appendSignedVarint(nil, -123456); !bytes.Equal(got, []byte{0xc0, 0xbb, 0x78}) {
		t.Errorf("-123456 was written as %x", got)
	}
}
