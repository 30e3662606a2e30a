package forensics

import (
	"countersign/sigv4/internal/sha256"
)

// The parts of a canonical request, in the order in which they stand there.
const (
	methodPart = iota
	pathPart
	queryPart
	headersPart
	payloadPart
	layoutPart
	canonicalParts
)

// canonical is a hypothesis about the canonical request: an outcome for each part, and its hash.
type canonical struct {
	choice
	hash [32]byte
	hex  [64]byte
}

// choice is an outcome for each part.
type choice struct {
	chosen [canonicalParts]uint16
	count  uint8 // mistakes
}

// canonicals makes the canonical requests out of the parts.
type canonicals struct {
	parts   [canonicalParts]*part
	layouts []layout // by change of layoutPart
	byCost  [maxCost + 1][]canonical
	made    [maxCost + 1]bool
	tooMany bool
	buf     []byte
	shared  shared
	pieces  pieces // here, because what is given to a layout escapes
	triple  canonical
	share   share
	visit   func(*canonical) bool // takes one with three mistakes, and is false to end
}

// share is the part of the work that one of several searches does.
type share struct{ index, of int }

// has reports whether the n-th piece of work belongs to the share.
func (s share) has(n int) bool { return s.of < 2 || n%s.of == s.index }

// maxCanonicals bounds the canonical requests of a cost that are kept: 16 MB of them.
const maxCanonicals = 150_000

// of gives the canonical requests of a cost with less than three mistakes: they are paired with keys.
func (c *canonicals) of(cost int) []canonical {
	if !c.made[cost] {
		c.made[cost] = true
		c.choose(choice{}, methodPart, cost, func(chosen choice) bool {
			if len(c.byCost[cost]) == maxCanonicals {
				c.tooMany = true
				return false
			}
			c.byCost[cost] = append(c.byCost[cost], canonical{choice: chosen})
			c.hash(&c.byCost[cost][len(c.byCost[cost])-1])
			return true
		}, MaxMistakes-1)
	}
	return c.byCost[cost]
}

// triples visits the canonical requests of a cost with three mistakes, as far as they are of this share. They go
// with no other mistake, and are not kept.
func (c *canonicals) triples(cost int) {
	n := 0
	c.choose(choice{}, methodPart, cost, func(chosen choice) bool {
		if chosen.count < MaxMistakes {
			return true
		}
		if n++; !c.share.has(n) {
			return true
		}
		c.triple.choice = chosen
		c.hash(&c.triple)
		return c.visit(&c.triple)
	}, MaxMistakes)
}

// choose goes through the outcomes of a part and of those behind it that cost what is left, with at most so
// many mistakes. It is false once take was.
func (c *canonicals) choose(h choice, at, left int, take func(choice) bool, most uint8) bool {
	p := c.parts[at]
	cheapest := 0
	if at == layoutPart {
		cheapest = left // all that is left is spent here
	}
	for spent := cheapest; spent <= left; spent++ {
		from, to := p.of(spent)
		for i := from; i < to; i++ {
			next := h
			next.count += p.outcomes[i].count
			if next.count > most {
				continue
			}
			next.chosen[at] = uint16(i)
			if at == layoutPart {
				if !take(next) {
					return false
				}
			} else if !c.choose(next, at+1, left-spent, take, most) {
				return false
			}
		}
	}
	return true
}

// hash hashes the canonical request of a hypothesis.
func (c *canonicals) hash(h *canonical) {
	if c.parts[layoutPart].outcomes[h.chosen[layoutPart]].count > 0 {
		c.buf = c.compose(c.buf[:0], h)
		h.hash = sha256.Sum256(c.buf)
	} else {
		h.hash = c.shared.sum(c, &h.chosen)
	}
	appendHex(h.hex[:0], &h.hash, lowerHex)
}

// left reports whether some were not tried, for there were too many.
func (c *canonicals) left() bool {
	left := c.tooMany
	for _, p := range c.parts {
		left = left || p.left
	}
	return left
}

// compose appends the canonical request of a hypothesis.
func (c *canonicals) compose(dst []byte, h *canonical) []byte {
	p := &c.pieces
	text := func(part int) string { return c.parts[part].outcomes[h.chosen[part]].text }
	p.method, p.uri, p.query, p.payload = text(methodPart), text(pathPart), text(queryPart), text(payloadPart)
	headers := &c.parts[headersPart].outcomes[h.chosen[headersPart]]
	p.headers, p.signed = headers.text[:headers.split], headers.text[headers.split:]
	l := &c.parts[layoutPart].outcomes[h.chosen[layoutPart]]
	if l.count == 0 {
		return rightLayout(dst, p)
	}
	return c.layouts[l.chosen[0]](dst, p)
}

const (
	lowerHex = "0123456789abcdef"
	upperHex = "0123456789ABCDEF"
)

func appendHex(dst []byte, value *[32]byte, digits string) []byte {
	for _, b := range value {
		dst = append(dst, digits[b>>4], digits[b&15])
	}
	return dst
}

// build prepares the parts of a request.
func (c *canonicals) build(s *subject) {
	right := &s.right
	c.parts[methodPart] = build(s.request.Method, s.request.Method, 0, methodChanges(s), func(d *string) (string, int) { return *d, 0 })
	c.parts[pathPart] = build(rightPath(s), right.CanonicalURI.String, 0, pathChanges(s), (*pathDraft).render)
	c.parts[queryPart] = build(rightQuery(s), right.CanonicalQuery.String, 0, queryChanges(s), (*queryDraft).render)
	lines := right.CanonicalHeaders.String
	c.parts[headersPart] = build(rightHeaders(s), lines+right.SignedHeaders.String, len(lines), headerChanges(s), (*headersDraft).render)
	c.parts[payloadPart] = build(rightPayload(s), right.PayloadHash.String, 0, payloadChanges(s), (*payloadDraft).render)

	all := pieces{s.request.Method, right.CanonicalURI.String, right.CanonicalQuery.String, lines, right.SignedHeaders.String, right.PayloadHash.String}
	var changes []change[layout]
	for _, l := range layouts() {
		c.layouts = append(c.layouts, l.layout)
		changes = append(changes, change[layout]{l.mistake, l.detail, 0, l.cost, func(d *layout) { *d = l.layout }})
	}
	c.parts[layoutPart] = build(layout(rightLayout), right.CanonicalRequest.String, 0, changes, func(d *layout) (string, int) { return string((*d)(nil, &all)), 0 })
}
