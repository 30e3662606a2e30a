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

// manyNames is the number of names from which on sorting by the bytes of the rank is faster than comparing.
const manyNames = 128

// sortRanked sorts by rank, then by name, then by later, which must tell all elements apart. spare is
// memory that it may use.
func sortRanked(order []ranked, spare *[]ranked, name func(int) []byte, later func(a, b int) int) {
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
		if len(order) >= manyNames {
			sortByHigh(order, spare, compare)
		} else {
			slices.SortFunc(order, compare)
		}
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

// sortByHigh sorts by the bytes of high, from the last on, where they differ at all; what has the same
// high is then sorted by compare.
func sortByHigh(order []ranked, spare *[]ranked, compare func(a, b ranked) int) {
	if cap(*spare) < len(order) {
		*spare = make([]ranked, len(order))
	}
	from, to := order, (*spare)[:len(order)]
	differ := uint64(0)
	for i := range order {
		differ |= order[i].high ^ order[0].high
	}
	for shift := 0; shift < 64; shift += 8 {
		if differ>>shift&0xff == 0 {
			continue
		}
		var next [256]int // the place of the next element with each byte
		for i := range from {
			next[byte(from[i].high>>shift)]++
		}
		place := 0
		for b, n := range next {
			next[b] = place
			place += n
		}
		for i := range from {
			b := byte(from[i].high >> shift)
			to[next[b]] = from[i]
			next[b]++
		}
		from, to = to, from
	}
	if &from[0] != &order[0] {
		copy(order, from)
	}
	for start := 0; start < len(order); {
		end := start + 1
		for end < len(order) && order[end].high == order[start].high {
			end++
		}
		if end > start+1 {
			slices.SortFunc(order[start:end], compare)
		}
		start = end
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
