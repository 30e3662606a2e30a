package site

import (
	"bytes"
	"encoding/binary"
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

func TestJoinData(t *testing.T) {
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
		{"out of order", []segment{{40, []byte("a")}, {20, []byte("b")}}, []segment{{40, []byte("a")}, {20, []byte("b")}}},
		{"above 2 GiB", []segment{{math.MinInt32, []byte("a")}}, []segment{{math.MinInt32, []byte("a")}}},
	} {
		got, err := joinData(moduleWith(c.segments...))
		if err != nil || !bytes.Equal(got, moduleWith(c.want...)) {
			t.Errorf("%s: got %q, %v, want %q", c.name, got, err, moduleWith(c.want...))
		}
	}
}

func TestJoinDataRefusesWhatItDoesNotKnow(t *testing.T) {
	whole := moduleWith(segment{4096, []byte("ab")})
	for n := range whole {
		got, err := joinData(whole[:n])
		// A module may end after its header or after a whole section.
		if complete := n == len(smallWasm) || n == len(smallWasm)+4; complete != (err == nil) {
			t.Errorf("the first %d bytes: %q, %v", n, got, err)
		}
	}
	passive := moduleWith()
	passive = append(passive[:len(passive)-2], 3, 1, 1, 0)
	if got, err := joinData(passive); err == nil {
		t.Errorf("a passive segment became %q", got)
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
