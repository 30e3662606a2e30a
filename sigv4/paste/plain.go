package paste

import (
	"strconv"
	"strings"

	"countersign/sigv4"
)

// A hit is a code or a known sentence in plain text, what an SDK writes around them, or a server's
// string after one.
type hit struct {
	from, to int
	message  bool
	block    int // index of the block of a server's canonical request or string to sign, -1 for none
	frame    *frame
	captures []capture // of the frame
}

// group is the hits of one error, as far as they are known.
type group struct {
	last   hit
	code   string
	said   bool // a sentence is among them
	framed bool
}

// maxProse bounds the prose around a sentence that is taken with it.
const maxProse = 400

// readPlain finds codes and known sentences in what the formats left, and makes errors of those
// that stand near one another.
func (p *parser) readPlain() {
	hits := p.findHits()
	for i := 0; i < len(hits) && len(p.claimed) < maxBlocks; {
		if hits[i].block >= 0 && !hits[i].message { // nothing before it that it belongs to
			i++
			continue
		}
		g := group{}
		p.join(&g, hits[i])
		n := 1
		for i+n < len(hits) && p.belongs(g, hits[i+n]) {
			p.join(&g, hits[i+n])
			n++
		}
		p.nextHit = 0
		if i+n < len(hits) {
			p.nextHit = hits[i+n].from
		}
		p.addPlainError(hits[i : i+n])
		i += n
	}
	p.sortBlocks()
}

// hitStarts are the bytes that a code, a sentence or a frame can start with.
var hitStarts = func() (starts [256]bool) {
	for c := range starts {
		starts[c] = isUpper(byte(c)) || len(messagesTable.byFirst[c]) > 0 || len(framesTable.byFirst[c]) > 0
	}
	return starts
}()

// findHits walks the gaps between the blocks.
func (p *parser) findHits() []hit {
	s := p.in.String
	sentences, frames := messagesTable.in(s), framesTable.in(s)
	var hits []hit
	scan := func(from, to int) {
		for at := from; at < to; {
			if hitStarts[s[at]] {
				if h, ok := frameAt(frames, at, to); ok {
					hits = append(hits, h) // the code or the sentence may stand in it
				}
				if _, end, _, ok := sentences.at(at, to); ok {
					hits = append(hits, hit{from: at, to: end, message: true, block: -1})
					at = max(end, at+1)
					continue
				}
				if n := codeAt(s, at); n > 0 && at+n <= to {
					hits = append(hits, hit{from: at, to: at + n, block: -1})
					at += n
					continue
				}
			}
			if at++; isWord(s[at-1]) {
				for at < to && isWord(s[at]) && !escapedNewline(s, at) {
					at++
				}
			}
		}
	}
	from := 0
	for i, b := range p.blocks {
		scan(from, b.from)
		if p.isServers(b) {
			said := b.kind == KindCanonicalRequest && p.ev.CanonicalRequests[b.index].Label == serversLabel
			hits = append(hits, hit{from: b.from, to: b.to, message: said, block: i})
		}
		from = max(from, b.to)
	}
	scan(from, len(s))
	return hits
}

// serversLabel is what AWS writes before the canonical request it made: by itself a sentence of an error.
const serversLabel = "The Canonical String for this request should have been"

// isServers reports whether a block is a canonical request or a string to sign that the server made.
func (p *parser) isServers(b block) bool {
	switch b.kind {
	case KindCanonicalRequest:
		return p.ev.CanonicalRequests[b.index].Side == Server
	case KindStringToSign:
		return p.ev.StringsToSign[b.index].Side == Server
	}
	return false
}

// join adds a hit to the group.
func (p *parser) join(g *group, h hit) {
	if h.to > g.last.to {
		g.last = h
	}
	g.said = g.said || h.message || h.block >= 0
	if h.frame != nil {
		g.framed = true
		if code := p.frameCode(h).String; g.code == "" {
			g.code = code
		}
	} else if !h.message && h.block < 0 {
		g.code = p.in.String[h.from:h.to]
	}
}

// belongs reports whether the next hit tells of the same error as the group: it stands in the same
// line, or in the next one and says what the group does not say yet.
func (p *parser) belongs(g group, next hit) bool {
	s := p.in.String
	if next.from < g.last.to { // within what a frame says
		return true
	}
	if next.from-g.last.to > maxProse || !p.isFree(g.last.to, next.from) {
		return false
	}
	between := s[g.last.to:next.from]
	if next.block >= 0 {
		return len(between) < maxLabel
	}
	switch newlines := strings.Count(between, "\n"); {
	case next.frame != nil:
		return !g.framed && newlines <= 1 && (newlines == 0 || next.frame.behind)
	case newlines == 0:
		return next.message || g.code == "" || g.code == s[next.from:next.to]
	case newlines > 1:
		return false
	case next.message:
		return !g.said
	}
	return g.code == ""
}

// isFree reports whether no block lies in [from, to).
func (p *parser) isFree(from, to int) bool {
	i := p.blockAfter(from)
	return i == len(p.blocks) || p.blocks[i].from >= to
}

// addPlainError makes an error of the hits.
func (p *parser) addPlainError(hits []hit) {
	e := ServerError{Format: KindErrorMessage, Response: -1}
	from, to := hits[0].from, 0
	messageFrom, messageTo := -1, -1
	framed := hit{}
	for _, h := range hits {
		to = max(to, h.to)
		switch {
		case h.frame != nil:
			if len(h.captures) > len(framed.captures) {
				framed = h
			}
		case h.message || h.block >= 0:
			if messageFrom < 0 {
				messageFrom = h.from
			}
			messageTo = h.to
		case e.Code.String == "":
			e.Code = p.text(h.from, h.to)
		}
	}
	if framed.frame != nil && messageFrom < 0 {
		if e.Code.String == "" && !p.tells(framed) {
			return
		}
		messageFrom, messageTo = p.frameMessage(framed)
		to = max(to, messageTo)
	}
	if messageFrom >= 0 {
		e.Message = p.text(messageFrom, messageTo)
	}
	from, to = p.wholeLines(from, to)
	if messageFrom < 0 && p.sameError(e.Code, from, to) {
		return
	}
	e.Span = p.span(from, to)
	e.Status = statusNear(p.in.String, from, to)
	if framed.frame != nil {
		p.setFrame(&e, framed)
	}
	e.Messages = knownSentences(e.Message)
	p.ev.Errors = append(p.ev.Errors, e)
	index := len(p.ev.Errors) - 1
	for _, h := range hits {
		if h.block < 0 {
			continue
		}
		switch b := p.blocks[h.block]; b.kind {
		case KindCanonicalRequest:
			p.ev.CanonicalRequests[b.index].Error = index
		case KindStringToSign:
			p.ev.StringsToSign[b.index].Error = index
		}
	}
	p.claimed = append(p.claimed, block{from: from, to: to, kind: e.Format, index: index})
}

// wholeLines widens an error to the prose before and after it in its lines: "An error occurred (…".
func (p *parser) wholeLines(from, to int) (int, int) {
	s := p.in.String
	first, last := max(0, from-maxProse), min(len(s), to+maxProse)
	i := p.blockAfter(to)
	if i < len(p.blocks) {
		last = min(last, p.blocks[i].from)
	}
	if i = p.blockAfter(from); i > 0 {
		first = max(first, p.blocks[i-1].to)
	}
	if n := len(p.claimed); n > 0 {
		first = max(first, p.claimed[n-1].to)
	}
	if p.nextHit > 0 {
		last = min(last, p.nextHit)
	}
	start, end := from, to
	for i := from; i >= first; i-- {
		if i == 0 || isSpace(s[i-1]) {
			start = i
		}
		if i == 0 || s[i-1] == '\n' {
			break
		}
	}
	for i := to; i <= last; i++ {
		if i == len(s) || isSpace(s[i]) {
			end = i
		}
		if i == len(s) || s[i] == '\n' {
			break
		}
	}
	return trimmed(s, start, end)
}

// sameError reports whether a code that stands alone repeats that of another error, or is what an
// error beside it lacks. It is then shown as a part of that one.
func (p *parser) sameError(code sigv4.Text, from, to int) bool {
	s := p.in.String
	if i, ok := p.errorOf(code.String); ok {
		p.claimed = append(p.claimed, block{from: from, to: to, kind: KindErrorMessage, index: i})
		return true
	}
	next := p.blockAfter(to)
	if next == len(p.blocks) || strings.Count(s[to:p.blocks[next].from], "\n") > 1 {
		return false
	}
	switch b := p.blocks[next]; b.kind {
	case KindJSONError, KindXMLError:
		if e := &p.ev.Errors[b.index]; e.Code.String == "" {
			e.Code = code
			p.byCode[code.String] = b.index
			p.claimed = append(p.claimed, block{from: from, to: to, kind: KindErrorMessage, index: b.index})
			return true
		}
	}
	return false
}

// errorOf is the index of the first error with a code.
func (p *parser) errorOf(code string) (index int, ok bool) {
	if p.byCode == nil {
		p.byCode = map[string]int{}
	}
	for i := p.coded; i < len(p.ev.Errors); i++ {
		if have := p.ev.Errors[i].Code.String; have != "" {
			if _, ok := p.byCode[have]; !ok {
				p.byCode[have] = i
			}
		}
	}
	p.coded = len(p.ev.Errors)
	index, ok = p.byCode[code]
	return index, ok
}

// statusNear reads "status code: 403" or "StatusCode: 403" in the lines of an error, 0 when it is not said.
func statusNear(s string, from, to int) int {
	for from > 0 && s[from-1] != '\n' && to-from < 1000 {
		from--
	}
	const reach = 400
	near := s[:min(len(s), to+reach)]
	text := near[from:lineEnd(near, nextLine(near, to))]
	for _, words := range [...]string{"tatus code: ", "tatus Code: ", "tatusCode: "} {
		if i := strings.Index(text, words); i >= 0 && i+len(words)+3 <= len(text) {
			if n, err := strconv.Atoi(text[i+len(words) : i+len(words)+3]); err == nil && n >= 100 {
				return n
			}
		}
	}
	return 0
}
