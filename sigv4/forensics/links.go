package forensics

import (
	"slices"
	"strings"

	"countersign/sigv4"
)

// links tell which changes of the string to sign and of the key are of one scope. A signer that signs for another scope
// than the credential names has both wrong by one mistake.
type links struct {
	right         sigv4.Scope
	ofText, ofKey []linkable              // by change
	texts         map[string][]linkedText // by the other scope that they hold
	indexed       int                     // costs of strings to sign that are in texts
}

// linkable is the scope that a change puts in place of the right one, "" for a change of something else.
type linkable struct {
	scope string
	cost  int
	apart bool // another region or another service is in it
}

// linkedText is a string to sign with another scope, and what else is wrong in it.
type linkedText struct {
	outcome uint16
	cost    int
	count   uint8
}

func (l *links) read(scope string, cost int) linkable {
	if scope == l.right.String() {
		return linkable{}
	}
	steps := strings.Split(scope, "/")
	apart := len(steps) == 4 && strings.EqualFold(steps[1], l.right.Region) != strings.EqualFold(steps[2], l.right.Service)
	return linkable{scope, cost, apart}
}

// apart is how many changes of an outcome are of another region or service.
func apart(of []linkable, o *outcome) (n uint8) {
	for _, change := range o.chosen[:o.count] {
		if of[change].apart {
			n++
		}
	}
	return n
}

// tooApart counts one mistake more for a signer that has several other regions and services: beside them there is hardly
// a third mistake.
func tooApart(aparts uint8) uint8 {
	if aparts > 1 {
		return 1
	}
	return 0
}

// index takes in the strings to sign up to a cost.
func (h *hunt) index(cost int) {
	l := &h.links
	for ; l.indexed <= cost; l.indexed++ {
		from, to := h.toSign.of(l.indexed)
		for i := from; i < to; i++ {
			o := &h.toSign.outcomes[i]
			for _, change := range o.chosen[:o.count] {
				if of := &l.ofText[change]; of.scope != "" {
					l.texts[of.scope] = append(l.texts[of.scope], linkedText{uint16(i), l.indexed - of.cost, o.count - 1})
				}
			}
		}
	}
}

// linked gives take the signers of a cost whose key and string to sign are of one other scope, until it is false.
func (h *hunt) linked(cost int, take func(signer) bool) bool {
	h.index(min(cost+1, keptCost)) // a scope may cost one more in the string to sign than in the key
	h.readTexts()
	for spent := likely; spent <= cost; spent++ {
		from, to := h.keys.of(spent)
		for k := from; k < to; k++ {
			o := &h.keys.outcomes[k]
			count := o.count + tooApart(apart(h.links.ofKey, o))
			ended := false
			h.eachLink(uint16(k), func(t linkedText) {
				s := signer{toSign: t.outcome, key: uint16(k), count: count + t.count, linked: true}
				ended = ended || spent+t.cost == cost && s.count <= MaxMistakes && !take(s)
			})
			if ended {
				return false
			}
		}
	}
	return true
}

// eachLink gives take the strings to sign that have another scope of a key.
func (h *hunt) eachLink(key uint16, take func(linkedText)) {
	o := &h.keys.outcomes[key]
	for _, change := range o.chosen[:o.count] {
		if scope := h.links.ofKey[change].scope; scope != "" {
			for _, t := range h.links.texts[scope] {
				take(t)
			}
		}
	}
}

// addLinked adds the mistakes of a linked signer: the scope is one of them.
func (h *hunt) addLinked(f *Found, s signer) {
	key, text := h.keys.outcomes[s.key], h.toSign.outcomes[s.toSign]
	shared := func(change uint16) bool {
		return slices.ContainsFunc(key.chosen[:key.count], func(k uint16) bool {
			return h.links.ofText[change].scope != "" && h.links.ofKey[k].scope == h.links.ofText[change].scope
		})
	}
	for _, change := range text.chosen[:text.count] {
		if !shared(change) {
			f.Mistakes = append(f.Mistakes, h.toSign.applied[change])
		}
	}
	for _, change := range key.chosen[:key.count] {
		f.Mistakes = append(f.Mistakes, h.keys.applied[change])
	}
	for _, change := range key.others {
		f.Others = append(f.Others, h.keys.applied[change])
	}
}
