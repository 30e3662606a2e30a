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

// rankNames fills order with the places 0 to n-1, ranked by name.
func rankNames(order []ranked, n int, name func(int) []byte) []ranked {
	order = order[:0]
	common := 0
	if n > few {
		first := name(0)
		common = len(first)
		for i := 1; i < n; i++ {
			common = commonPrefix(first, name(i), common)
		}
	}
	for i := range n {
		rest := name(i)[common:]
		order = append(order, ranked{rank(rest), rank(rest[min(8, len(rest)):]), i})
	}
	return order
}

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

// rank packs the first eight bytes of a name into a number that sorts as they do. Names hold no NUL,
// so padding a short one with zeros sorts it before its continuations.
func rank(name []byte) uint64 {
	if len(name) >= 8 {
		return binary.BigEndian.Uint64(name)
	}
	var r uint64
	for i, c := range name {
		r |= uint64(c) << (56 - 8*i)
	}
	return r
}
