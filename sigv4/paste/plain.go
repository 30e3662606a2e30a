package paste

import (
	"strconv"
	"strings"

	"countersign/sigv4"
)

// A hit is a code or a known sentence in plain text, or a server's string after one.
type hit struct {
	from, to int
	message  bool
	block    int // index of the block of a server's canonical request or string to sign, -1 for none
}

// maxProse bounds the prose around a sentence that is taken with it.
const maxProse = 400

// readPlain finds codes and known sentences in what the formats left, and makes errors of those
// that stand near one another.
func (p *parser) readPlain() {
	hits := p.findHits()
	for i := 0; i < len(hits) && len(p.ev.Errors) < maxBlocks; {
		if hits[i].block >= 0 && !hits[i].message { // nothing before it that it belongs to
			i++
			continue
		}
		n := 1
		for i+n < len(hits) && p.belongs(hits[i:i+n], hits[i+n]) {
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

// findHits walks the gaps between the blocks.
func (p *parser) findHits() []hit {
	s := p.in.String
	var hits []hit
	scan := func(from, to int) {
		for at := from; at < to; {
			if i, end, _, ok := p.match.at(s[:to], at); ok && templates[i].id != "" {
				hits = append(hits, hit{at, end, true, -1})
				at = max(end, at+1)
				continue
			}
			if n := codeAt(s, at); n > 0 && at+n <= to {
				hits = append(hits, hit{at, at + n, false, -1})
				at += n
				continue
			}
			for at++; at < to && isWord(s[at-1]) && isWord(s[at]) && !escapedNewline(s, at); at++ {
			}
		}
	}
	from := 0
	for i, b := range p.blocks {
		scan(from, b.from)
		if p.isServers(b) {
			said := b.kind == KindCanonicalRequest && p.ev.CanonicalRequests[b.index].Label == "The Canonical String for this request should have been"
			hits = append(hits, hit{b.from, b.to, said, i})
		}
		from = max(from, b.to)
	}
	scan(from, len(s))
	return hits
}

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

// belongs reports whether the next hit tells of the same error as those before it.
func (p *parser) belongs(have []hit, next hit) bool {
	s := p.in.String
	last := have[len(have)-1]
	between := s[last.to:next.from]
	if next.block >= 0 {
		return len(between) < maxLabel && p.isFree(last.to, next.from)
	}
	newlines := strings.Count(between, "\n")
	if len(between) > 1000 || !p.isFree(last.to, next.from) || newlines > 3 {
		return false
	}
	coded, said := "", false
	for _, h := range have {
		said = said || h.message || h.block >= 0
		if !h.message && h.block < 0 {
			coded = s[h.from:h.to]
		}
	}
	switch {
	case newlines == 0:
		return next.message || coded == "" || coded == s[next.from:next.to]
	case newlines > 1:
		return false
	case next.message:
		return !said
	}
	return coded == ""
}

// isFree reports whether no block lies in [from, to).
func (p *parser) isFree(from, to int) bool {
	i := p.blockAfter(from)
	return i == len(p.blocks) || p.blocks[i].from >= to
}

// addPlainError makes an error of the hits.
func (p *parser) addPlainError(hits []hit) {
	e := ServerError{Format: KindErrorMessage, Response: -1}
	from, to := p.wholeLines(hits[0].from, hits[len(hits)-1].to)
	messageFrom, messageTo := -1, -1
	for _, h := range hits {
		switch {
		case h.message || h.block >= 0:
			if messageFrom < 0 {
				messageFrom = h.from
			}
			messageTo = h.to
		case e.Code.String == "":
			e.Code = p.text(h.from, h.to)
		}
	}
	if messageFrom >= 0 {
		e.Message = p.text(messageFrom, messageTo)
	}
	if messageFrom < 0 && p.sameError(e.Code, from, to) {
		return
	}
	e.Span = p.span(from, to)
	e.Status = statusNear(p.in.String, from, to)
	e.Messages = p.match.messages(e.Message)
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
	p.claimed = append(p.claimed, block{from: from, to: to, kind: KindErrorMessage, index: index})
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
	for i := range p.ev.Errors {
		e := &p.ev.Errors[i]
		if e.Code.String == code.String {
			p.claimed = append(p.claimed, block{from: from, to: to, kind: KindErrorMessage, index: i})
			return true
		}
	}
	next := p.blockAfter(to)
	if next == len(p.blocks) || strings.Count(s[to:p.blocks[next].from], "\n") > 1 {
		return false
	}
	switch b := p.blocks[next]; b.kind {
	case KindJSONError, KindXMLError:
		if e := &p.ev.Errors[b.index]; e.Code.String == "" {
			e.Code = code
			p.claimed = append(p.claimed, block{from: from, to: to, kind: KindErrorMessage, index: b.index})
			return true
		}
	}
	return false
}

// statusNear reads "status code: 403" or "StatusCode: 403" in the lines of an error, 0 when it is not said.
func statusNear(s string, from, to int) int {
	for from > 0 && s[from-1] != '\n' && to-from < 1000 {
		from--
	}
	to = min(nextLine(s, lineEnd(s, to)), to+400)
	to = min(lineEnd(s, to), to+400)
	text := s[from:to]
	for _, words := range [...]string{"tatus code: ", "tatus Code: ", "tatusCode: "} {
		if i := strings.Index(text, words); i >= 0 && i+len(words)+3 <= len(text) {
			if n, err := strconv.Atoi(text[i+len(words) : i+len(words)+3]); err == nil && n >= 100 {
				return n
			}
		}
	}
	return 0
}

// An openBody is a request whose body's length is not said: it starts at from and runs to the next block.
type openBody struct {
	request, from int
}

// readBodies gives the requests whose body's length is not said what follows their headers, up to
// the next thing that was recognised.
func (p *parser) readBodies() {
	s := p.in.String
	for _, open := range p.open {
		r := &p.ev.Requests[open.request]
		end := len(s)
		for i := p.blockAfter(open.from); i < len(p.blocks); i++ {
			if b := p.blocks[i]; b.kind != KindUnrecognized && b.from >= open.from {
				end = b.from
				break
			}
		}
		to := end
		if end < len(s) {
			_, to = trimmed(s, open.from, end)
		} else if strings.HasSuffix(s[open.from:], "\n") {
			to-- // the newline that ends a file
			if to > open.from && s[to-1] == '\r' {
				to--
			}
		}
		if to <= open.from {
			r.Body = Unknown
			continue
		}
		p.setBody(r, open.from, to)
		for i := range p.blocks {
			if p.blocks[i].kind == KindHTTPRequest && p.blocks[i].index == open.request {
				p.blocks[i].to = to
				r.Span = p.span(p.blocks[i].from, to)
			}
		}
	}
}
