package inject

import ("testing";"fmt";"sort")

func TestProbe(t *testing.T) {
	all := Mistakes()
	fmt.Println(len(all))
	n := map[string]int{}
	eq := map[string]int{}
	for seed := uint64(0); seed < 3000; seed++ {
		r := NewRequest(seed)
		right := sign(r).signature
		by := map[string][]Mistake{}
		for _, m := range all {
			s := sign(r, m).signature
			if s == right { continue }
			n[m.ID]++
			by[s] = append(by[s], m)
		}
		for _, ms := range by {
			for i := range ms { for j := range i {
				if fmt.Sprint(ms[i].Causes) != fmt.Sprint(ms[j].Causes) { eq[ms[j].ID+" "+ms[i].ID]++ }
			}}
		}
	}
	for _, m := range all { if n[m.ID] < 12 { fmt.Println("RARE", m.ID, n[m.ID]) } }
	var ks []string
	for k := range eq { ks = append(ks,k) }
	sort.Strings(ks)
	for _,k := range ks { fmt.Println(k, eq[k]) }
}
