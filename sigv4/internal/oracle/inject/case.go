package inject

import (
	"math/rand/v2"
	"slices"
)

// Case is a signed request with mistakes in its signature, and the truth about it.
type Case struct {
	Seed    uint64
	Request *Request // with the true secret
	Faults  []Fault

	Authorization string // as sent; "" where the request is presigned
	Target        string // as sent
	Signature     string // as sent
	Raw           string // the request as HTTP/1.1 puts it on the wire

	Wrong, Right Stages
	Pastes       []Paste
}

// Fault is an injected mistake.
type Fault struct {
	ID     string
	Causes []string // that name it rightly, or one of Same
	Same   []string // the mistakes that give the same bytes here in its place (Equivalents)
}

// Stages are what a signer makes on its way to a signature.
type Stages struct{ CanonicalRequest, StringToSign, Signature string }

func (d *draft) stages() Stages { return Stages{d.canonical, d.text, d.signature} }

// requestsTried is how many requests are looked at, at most, for one in which something can go wrong. The
// rarest mistake can be made in more than one of a thousand.
const requestsTried = 100_000

// Make makes a case with n mistakes, 0 to 3. With a mistake more or less the signature would be another
// one: none of them undoes or hides another, and no single mistake does what two or three of these do. The
// first goes through all mistakes as seed counts up.
func Make(seed uint64, n int) Case {
	if n == 0 {
		return newCase(seed, NewRequest(seed), nil)
	}
	all := Mistakes()
	g := rand.New(rand.NewPCG(seed, uint64(n)))
	first := all[seed%uint64(len(all))]
	for range requestsTried {
		r := NewRequest(g.Uint64())
		s := newSigner(r)
		if s.sign(first).signature == s.sign().signature {
			continue
		}
		if chosen := choose(g, s, first, all, n); chosen != nil {
			return newCase(seed, r, chosen)
		}
	}
	panic("inject: no request found that can have the mistake " + first.ID)
}

// choose adds mistakes to the first until there are n. It gives nil when it finds none that stand.
func choose(g *rand.Rand, s *signer, first Mistake, all []Mistake, n int) []Mistake {
	chosen := []Mistake{first}
	if n == 1 {
		return chosen
	}
	singles := map[string]bool{}
	for _, m := range all {
		singles[s.sign(m).signature] = true
	}
	const tries = 60
	for range tries {
		m := all[g.IntN(len(all))]
		if slices.ContainsFunc(chosen, func(c Mistake) bool { return c.Field == m.Field }) || !stands(s, chosen, m, singles) {
			continue
		}
		chosen = append(chosen, m)
		if len(chosen) == n {
			return chosen
		}
	}
	return nil
}

// stands reports whether adding a mistake to others makes a signature of its own: for no choice among the
// others is it one that fewer mistakes give, as far as those are single or of these.
func stands(s *signer, others []Mistake, m Mistake, singles map[string]bool) bool {
	seen := map[string]bool{s.sign().signature: true}
	for choice := range 1 << (len(others) + 1) {
		var made []Mistake
		for i, o := range append(slices.Clone(others), m) {
			if choice>>i&1 == 1 {
				made = append(made, o)
			}
		}
		if len(made) == 0 {
			continue
		}
		signature := s.sign(made...).signature
		if seen[signature] || len(made) > 1 && singles[signature] {
			return false
		}
		seen[signature] = true
	}
	return true
}

func newCase(seed uint64, r *Request, mistakes []Mistake) Case {
	s := newSigner(r)
	wrong, right := s.sign(mistakes...), s.sign()
	c := Case{
		Seed: seed, Request: r,
		Target: r.target(wrong.sentList, wrong.signature), Signature: wrong.signature,
		Wrong: wrong.stages(), Right: right.stages(),
	}
	if !r.Presigned {
		c.Authorization = algorithm + " Credential=" + r.credential() + ", SignedHeaders=" + wrong.sentList + ", Signature=" + wrong.signature
	}
	for i, m := range mistakes {
		c.Faults = append(c.Faults, fault(s, mistakes, i, m, wrong.signature))
	}
	c.Raw = c.raw()
	c.Pastes = c.pastes(wrong.sentList == right.sentList)
	return c
}

// fault tells which other mistakes do the same, each tried in the place of the one that was made.
func fault(s *signer, mistakes []Mistake, at int, m Mistake, signature string) Fault {
	f := Fault{ID: m.ID, Causes: slices.Clone(m.Causes)}
	for _, other := range equivalentsOf(m.ID) {
		instead := slices.Clone(mistakes)
		instead[at] = other
		if s.sign(instead...).signature == signature {
			f.Same = append(f.Same, other.ID)
			f.Causes = append(f.Causes, other.Causes...)
		}
	}
	slices.Sort(f.Causes)
	f.Causes = slices.Compact(f.Causes)
	return f
}
