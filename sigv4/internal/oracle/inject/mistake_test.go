package inject

import (
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"testing"
)

// pair is two mistakes that give one signature.
type pair struct{ first, second string }

// pairOf is the same in either order.
func pairOf(a, b string) pair { return pair{min(a, b), max(a, b)} }

// tally counts, over requests, what single mistakes do.
type tally struct {
	applied map[string]int
	same    map[pair]int // of different causes
}

func newTally() tally { return tally{map[string]int{}, map[pair]int{}} }

func (y tally) count(r *Request, all []Mistake) {
	s := newSigner(r)
	right := s.sign().signature
	by := map[string][]Mistake{}
	for _, m := range all {
		signature := s.sign(m).signature
		if signature == right {
			continue
		}
		y.applied[m.ID]++
		for _, other := range by[signature] {
			if !slices.Equal(other.Causes, m.Causes) {
				y.same[pairOf(other.ID, m.ID)]++
			}
		}
		by[signature] = append(by[signature], m)
	}
}

// TestMistakes makes every mistake on 20,000 requests. Each applies often enough, and two of different
// causes give one signature only where that is listed; what is listed happens.
func TestMistakes(t *testing.T) {
	const requests, workers, least = 20_000, 2, 20
	defer debug.SetGCPercent(debug.SetGCPercent(400)) // it makes much garbage, and keeps little
	all := Mistakes()
	tallies := make([]tally, workers)
	var group sync.WaitGroup
	for w := range workers {
		tallies[w] = newTally()
		group.Go(func() {
			for seed := w; seed < requests; seed += workers {
				tallies[w].count(NewRequest(uint64(seed)), all)
			}
		})
	}
	group.Wait()
	total := tallies[0]
	for _, y := range tallies[1:] {
		for id, n := range y.applied {
			total.applied[id] += n
		}
		for p, n := range y.same {
			total.same[p] += n
		}
	}
	rarest := all[0].ID
	for _, m := range all {
		if total.applied[m.ID] < total.applied[rarest] {
			rarest = m.ID
		}
		if total.applied[m.ID] < least {
			t.Errorf("%s applies to %d of %d requests", m.ID, total.applied[m.ID], requests)
		}
	}
	t.Logf("%d mistakes; the rarest, %s, applies to %d of %d requests", len(all), rarest, total.applied[rarest], requests)

	listed := map[pair]bool{}
	for _, e := range equivalents {
		for _, second := range strings.Fields(e.second) {
			listed[pairOf(e.first, second)] = true
		}
	}
	for p, n := range total.same {
		if !listed[p] {
			t.Errorf("not listed: %s does what %s does, on %d of %d requests", p.first, p.second, n, requests)
		}
	}
	for p := range listed {
		if total.same[p] == 0 {
			t.Errorf("listed, and never seen: %s does what %s does", p.first, p.second)
		}
	}
	t.Logf("%d pairs of different causes give one signature", len(total.same))
}
