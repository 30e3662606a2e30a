package sigv4

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"slices"
)

// ranked is an element to sort by name: where it stands in its own list, and a rank that decides most
// comparisons as numbers. Sorting these small values, not the elements, and ranking them past what all
// names share, keeps the cost of one more of thousands of names near that of one more of fifty.
type ranked struct {
	high, low uint64 // sixteen bytes of the name: "x-amz-meta-" and enough to tell most names apart
	at        int
}

// few is the number of names up to which a plain insertion sort is the fastest, and looking for a
// common prefix costs more than it saves.
const few = 16

func (r ranked) sameRank(o ranked) bool { return r.high == o.high && r.low == o.low }

// sortRanked sorts by rank, then by name, then by later, which must tell all elements apart.
func sortRanked(order []ranked, name func(int) []byte, later func(a, b int) int) {
	compare := func(a, b ranked) int {
		if a.high != b.high {
			return cmp.Compare(a.high, b.high)
		}
		if a.low != b.low {
			return cmp.Compare(a.low, b.low)
		}
		if c := bytes.Compare(name(a.at), name(b.at)); c != 0 {
			return c
		}
		return later(a.at, b.at)
	}
	if len(order) > few {
		rankPastCommon(order, name)
		slices.SortFunc(order, compare)
		return
	}
	for i := 1; i < len(order); i++ {
		element, j := order[i], i
		for ; j > 0; j-- {
			before := &order[j-1]
			if before.high < element.high || before.high == element.high && compare(*before, element) < 0 {
				break
			}
			order[j] = *before
		}
		order[j] = element
	}
}

// commonPrefix gives how many bytes, up to most, a and b share at their start.
func commonPrefix(a, b []byte, most int) int {
	most = min(most, len(a), len(b))
	for i := range most {
		if a[i] != b[i] {
			return i
		}
	}
	return most
}

// rankPastCommon ranks anew past what all names share.
func rankPastCommon(order []ranked, name func(int) []byte) {
	first := name(order[0].at)
	common := len(first)
	for _, o := range order[1:] {
		common = commonPrefix(first, name(o.at), common)
	}
	for i := range order {
		order[i].high, order[i].low = rank(name(order[i].at)[common:])
	}
}

// rank packs the first sixteen bytes of a name into numbers that sort as they do. Names hold no NUL, so
// padding a short one with zeros sorts it before its continuations. Bytes are loaded four or eight at
// once, from the end too, and what overlaps is shifted out.
func rank(name []byte) (high, low uint64) {
	n := len(name)
	switch {
	case n >= 16:
		return binary.BigEndian.Uint64(name), binary.BigEndian.Uint64(name[8:])
	case n >= 8:
		return binary.BigEndian.Uint64(name), binary.BigEndian.Uint64(name[n-8:]) << (8 * (16 - n))
	case n >= 4:
		end := binary.BigEndian.Uint32(name[n-4:]) << (8 * (8 - n))
		return uint64(binary.BigEndian.Uint32(name))<<32 | uint64(end), 0
	}
	for i, c := range name {
		high |= uint64(c) << (56 - 8*i)
	}
	return high, 0
}
