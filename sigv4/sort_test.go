package sigv4

import (
	"bytes"
	"math/rand/v2"
	"slices"
	"testing"
)

// Sorting by rank is sorting by name, then by place, whatever the number of names and what they share.
func TestSortRanked(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 8))
	var spare []ranked
	for _, n := range []int{0, 1, 2, few, few + 1, manyNames - 1, manyNames, manyNames + 1, 3000} {
		for _, prefix := range []string{"", "x-amz-meta-", "a-prefix-longer-than-sixteen-bytes-"} {
			names := make([][]byte, n)
			var order []ranked
			for i := range names {
				names[i] = []byte(prefix)
				for range random.IntN(20) {
					names[i] = append(names[i], "ab%09~\xff"[random.IntN(7)])
				}
				high, low := rank(names[i])
				order = append(order, ranked{high, low, i})
			}
			want := make([]int, n)
			for i := range want {
				want[i] = i
			}
			slices.SortStableFunc(want, func(a, b int) int { return bytes.Compare(names[a], names[b]) })
			sortRanked(order, &spare, func(i int) []byte { return names[i] }, func(a, b int) int { return a - b })
			for i, o := range order {
				if o.at != want[i] {
					t.Fatalf("%d names after %q: at place %d is %q, want %q", n, prefix, i, names[o.at], names[want[i]])
				}
			}
		}
	}
}
