package forensics

import "countersign/sigv4/internal/sha256"

// Progress says how far a search is.
type Progress struct {
	Cost  int    // what the hypotheses under way cost, to be shown as a step of Steps
	Steps int    // how many costs there are, with the last pass over all scopes
	Tried uint64 // hypotheses
}

// Mistakes is how many mistakes the hypotheses under way hold at most, 0 for the request as it is.
func (p Progress) Mistakes() int { return min(p.Cost/likely, MaxMistakes) }

// Alone reports whether every mistake has been tried by itself.
func (p Progress) Alone() bool { return p.Cost > remote }

// Scopes reports whether the last pass is under way: every region with every service.
func (p Progress) Scopes() bool { return p.Cost > maxCost }

// Result is what a search found.
type Result struct {
	Found    []Found // by cost, none where nothing reproduces the value
	Tried    uint64  // hypotheses
	Done     int     // the costs that were tried wholly: a hypothesis below is excluded
	Complete bool    // all were tried, as far as Found did not end the search
	Left     bool    // some of three mistakes were left out, for the request gives too many
}

// Found is a hypothesis that gives the very value that was looked for.
type Found struct {
	Mistakes []Applied // none: the request reproduces the value as it is
	Others   []Applied // single mistakes that would give the same bytes
	Cost     int

	// What the signer made, and what it ought to have made.
	CanonicalRequest, StringToSign           string
	RightCanonicalRequest, RightStringToSign string
}

// Options of a search. The zero Options search alone, to the end.
type Options struct {
	// Share has several searches, each in a thread of its own, do the work together: this one is the
	// Index-th of Of. Each Result then tells of its own share only.
	Index, Of int
	// Report is called every few milliseconds; false ends the search.
	Report func(Progress) bool
	// Deeper has the search go on behind a cost in which it found something.
	Deeper bool
}

// maxFound bounds how many hypotheses that give the value are listed.
const maxFound = 16

// Search looks for the mistake. The error is of type *sigv4.Error, where the request cannot be brought to a
// canonical request, or there is nothing to look for.
func Search(in Input, o Options) (Result, error) {
	s, err := dissect(&in)
	if err != nil {
		return Result{}, err
	}
	h := newHunt(s, o)
	h.run()
	return h.result, nil
}

// hunt is a search under way.
type hunt struct {
	s          *subject
	o          Options
	canonicals canonicals
	toSign     *part // nil without a key
	keys       *part
	texts      []toSign // by outcome of toSign

	links links

	signers   [maxCost + 1][]signer
	signersOf int // costs for which signers are made
	pairer    pairer
	result    Result
	sinceTold int
	ended     bool
	text      []byte
	text2     []byte
}

func newHunt(s *subject, o Options) *hunt {
	h := &hunt{s: s, o: o}
	h.canonicals.visit = h.visit
	h.canonicals.share = share{o.Index, o.Of}
	h.canonicals.build(s)
	if !s.in.Key.IsZero() {
		h.buildSigners()
	}
	return h
}

// run tries all hypotheses by cost, until one is met.
func (h *hunt) run() {
	for cost := 0; cost <= maxCost; cost++ {
		h.result.Done = cost
		if h.level(cost); h.ended {
			return
		}
		if len(h.result.Found) > 0 && !h.o.Deeper {
			return
		}
	}
	h.result.Done = maxCost + 1
	if h.keys != nil {
		if h.scopes(); h.ended {
			return
		}
	}
	h.result.Complete = true
	h.result.Left = h.canonicals.left()
}

// level tries the hypotheses of a cost.
func (h *hunt) level(cost int) {
	if h.keys == nil {
		requests := h.canonicals.of(cost)
		for i := range requests {
			if h.canonicals.share.has(i) && !h.ended {
				h.compare(&requests[i].hash, &requests[i], signer{})
			}
		}
		h.canonicals.triples(cost)
		h.alone(cost)
		return
	}
	for spent := 0; spent <= cost; spent++ {
		requests := h.canonicals.of(cost - spent)
		for i, signer := range h.signersFor(spent) {
			if len(requests) == 0 || h.ended {
				break
			}
			h.start(signer)
			for j := range requests {
				c := &requests[j]
				if c.count+signer.count > MaxMistakes || !h.canonicals.share.has(i+j) {
					continue
				}
				h.try(c, signer)
			}
		}
	}
	if !h.ended {
		h.start(signer{})
		h.canonicals.triples(cost)
		h.threeOfSigner(cost)
		h.alone(cost)
	}
}

// visit takes a canonical request with three mistakes: key and string to sign are right.
func (h *hunt) visit(c *canonical) bool {
	if h.keys == nil {
		h.compare(&c.hash, c, signer{})
	} else {
		h.try(c, signer{})
	}
	return !h.ended
}

func (h *hunt) start(s signer) {
	h.pairer.start([]byte(h.keys.outcomes[s.key].text), &h.texts[s.toSign])
}

// try signs a canonical request with what start took.
func (h *hunt) try(c *canonical, s signer) {
	var signature [32]byte
	switch s.last {
	case swappedStep:
		h.text2 = h.texts[s.toSign].append(h.text2[:0], c, h.compose)
		signature = hmac(h.text2, []byte(h.keys.outcomes[s.key].text))
	default:
		signature = h.pairer.sign(c, h.compose)
	}
	switch s.last {
	case hashedStep:
		var digits [64]byte
		signature = sha256.Sum256(appendHex(digits[:0], &signature, lowerHex))
	case rawHashStep:
		signature = sha256.Sum256(signature[:])
	}
	h.compare(&signature, c, s)
}

func (h *hunt) compose(c *canonical) []byte {
	h.text = h.canonicals.compose(h.text[:0], c)
	return h.text
}

// compare keeps a hypothesis whose value is the one looked for.
func (h *hunt) compare(value *[32]byte, c *canonical, s signer) {
	if h.met(value) {
		h.keep(c, s)
	}
}

// met counts a hypothesis, and reports whether its value is the one looked for.
func (h *hunt) met(value *[32]byte) bool {
	h.result.Tried++
	if h.sinceTold++; h.sinceTold >= tellEvery {
		h.tell()
	}
	return value[0] == h.s.target.bytes[0] && h.s.target.met(value) && len(h.result.Found) < maxFound
}

// tellEvery is how many hypotheses lie between two reports: some five milliseconds.
const tellEvery = 4096

func (h *hunt) tell() {
	h.sinceTold = 0
	if h.o.Report != nil && !h.o.Report(Progress{Cost: h.result.Done, Steps: maxCost + 2, Tried: h.result.Tried}) {
		h.ended = true
	}
}

// keep writes a hypothesis down that is met.
func (h *hunt) keep(c *canonical, s signer) {
	f := Found{
		Cost: h.result.Done, CanonicalRequest: string(h.compose(c)),
		RightCanonicalRequest: h.s.right.CanonicalRequest.String, RightStringToSign: h.s.right.StringToSign.String,
	}
	add := func(p *part, i uint16) {
		o := &p.outcomes[i]
		for _, change := range o.chosen[:o.count] {
			f.Mistakes = append(f.Mistakes, p.applied[change])
		}
		for _, change := range o.others {
			f.Others = append(f.Others, p.applied[change])
		}
	}
	for i, p := range h.canonicals.parts {
		add(p, c.chosen[i])
	}
	if h.keys != nil {
		if s.linked {
			h.addLinked(&f, s)
		} else {
			add(h.toSign, s.toSign)
			add(h.keys, s.key)
		}
		f.StringToSign = string(h.texts[s.toSign].append(nil, c, h.compose))
	}
	if s.last != macStep {
		m := signatureHashed
		if s.last == swappedStep {
			m = keySwapped
		}
		f.Mistakes = append(f.Mistakes, Applied{*m, "the signature is " + lastStepSays[s.last]})
	}
	h.found(f)
}

// found lists a hypothesis that is met, with the mistakes of the signature's form.
func (h *hunt) found(f Found) {
	f.Mistakes = append(f.Mistakes, h.s.target.changes...)
	if len(f.Mistakes) != 1 {
		f.Others = nil
	}
	h.result.Found = append(h.result.Found, f)
}
