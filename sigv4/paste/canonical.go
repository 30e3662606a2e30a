package paste

import (
	"strings"

	"countersign/sigv4"
)

// startsCanonical reports whether a method that stands alone in its line is at a place, or one that
// a label announces as a canonical request on one line.
func startsCanonical(s string, at int) bool {
	n := methodAt(s, at)
	if n == 0 {
		return false
	}
	switch mode, length := separatorAt(s, at+n); mode {
	case newline, carriageReturn, escaped:
		return true
	case collapsed:
		if !strings.HasPrefix(s[at+n+length:], "/") {
			return false
		}
		text, _ := textBefore(s, at, 0)
		return kindOf(text) == canonicalLabel
	}
	return false
}

// readCanonical reads a canonical request outside an error body.
func (p *parser) readCanonical(at int) (end int, ok bool) {
	end, ok = p.addCanonical(p.in, at, p.lastEnd(), UnknownSide, -1)
	if ok {
		p.claimLabelled(at, end, KindCanonicalRequest, len(p.ev.CanonicalRequests)-1)
	}
	return end, ok
}

// addCanonical reads a canonical request at a place of t and adds it to the evidence. Its label
// stands between floor and it. side is whose it is when no label says so.
func (p *parser) addCanonical(t sigv4.Text, at, floor int, side Side, err int) (end int, ok bool) {
	if at < p.noCollapsed && isCollapsed(t.String, at) {
		return at + 1, false
	}
	label := labelBefore(t.String, at, floor)
	if n := methodAt(t.String, at); err < 0 && label.names != canonicalLabel && !mayBeCanonical(t.String, at+n) {
		return at + n, false
	}
	c, end, ok := canonicalAt(t, at, label.names == canonicalLabel || err >= 0)
	if !ok && isCollapsed(t.String, at) {
		p.noCollapsed = end
		return at + 1, false
	}
	if !ok {
		return end, false
	}
	c.Label, c.Side, c.Error = label.text, label.sideOr(side), err
	c.Span = sourceSpan(t, at, end)
	p.ev.CanonicalRequests = append(p.ev.CanonicalRequests, c)
	return end, true
}

// isCollapsed reports whether blanks follow the method at a place of a canonical request.
func isCollapsed(s string, at int) bool {
	mode, _ := separatorAt(s, at+methodAt(s, at))
	return mode == collapsed
}

// mayBeCanonical reports, at little cost, whether what follows a method can be read without a label: a
// path, and soon after it a header, a list of signed headers or a hash.
func mayBeCanonical(s string, at int) bool {
	mode, n := separatorAt(s, at)
	if n == 0 || at+n >= len(s) || s[at+n] != '/' {
		return false
	}
	if mode == escaped || mode == collapsed {
		return true
	}
	line := nextLine(s, at+n)
	for range 4 {
		if _, colon := headerName(s, line); colon > line {
			return true
		}
		if end := hashEnd(s, line); end > line && (isHash(s[line:end]) || isList(s[line:end])) {
			return true
		}
		line = nextLine(s, line)
	}
	return false
}

// canonicalAt reads the canonical request whose method stands at a place of t: method, path, query,
// name:value lines, an empty line, the list of signed headers, and the payload's hash. It forgives a
// text that is cut, and lines that a faulty signer left out. A text that no label announces has to
// show at least one header or the last two lines.
func canonicalAt(t sigv4.Text, at int, labelled bool) (c CanonicalRequest, end int, ok bool) {
	s := t.String
	method := at
	for method < len(s) && isUpper(s[method]) {
		method++
	}
	mode, _ := separatorAt(s, method)
	if mode == noSeparator {
		return c, method, false
	}
	if mode == collapsed {
		return collapsedCanonical(t, at, method)
	}
	l := &lines{w: rewrite(t), s: s, at: at, mode: mode}
	c.Method = l.take(method)
	if !l.next() || l.at == len(s) || s[l.at] != '/' && !labelled {
		return c, method, false
	}
	c.URI = l.take(l.peek())
	headers := c.readLines(l)
	if headers == 0 && c.URI.Len() == 0 || headers == 0 && (c.SignedHeaders.Len() == 0 || c.PayloadHash.Len() == 0) && !labelled {
		return c, method, false
	}
	c.Text, c.Repair = l.w.text(), repairs[l.mode]
	if l.trim {
		c.Repair = joinWords(c.Repair, trimmedLines)
	}
	c.trim()
	c.Masked = isMasked(c.Text.String)
	_, end = trimmed(s, at, l.at)
	return c, end, true
}

// readLines reads what follows the path, and counts the headers.
func (c *CanonicalRequest) readLines(l *lines) (headers int) {
	if !l.next() {
		return 0
	}
	if name, colon := headerName(l.s, l.at); colon != name || strings.ContainsAny(l.s[l.at:name], "%&") {
		if hash := hashEnd(l.s, l.at); hash > l.at && l.s[l.at] != '*' && !strings.Contains(l.s[l.at:hash], "=") && isHash(l.s[l.at:hash]) {
			c.PayloadHash = l.take(hash)
			return 0
		}
		c.Query = l.take(l.peek())
		if !l.next() {
			return 0
		}
	} else {
		c.Query = sigv4.Span{Start: l.w.out.Len(), End: l.w.out.Len()} // a signer that wrote no query line
	}
	for {
		name, colon := headerName(l.s, l.at)
		if colon != name || name > l.peek() {
			break
		}
		line := l.take(l.peek())
		if headers == 0 {
			c.Headers.Start = line.Start
		}
		c.Headers.End = line.End
		headers++
		if !l.next() {
			return headers
		}
	}
	for blanks := 0; blanks < 2 && l.at < len(l.s) && strings.TrimSpace(l.s[l.at:l.peek()]) == ""; blanks++ {
		mark := *l
		l.take(l.peek())
		if !l.next() {
			*l = mark
			return headers
		}
	}
	c.readEnd(l, headers)
	return headers
}

// readEnd reads the list of signed headers and the payload's hash.
func (c *CanonicalRequest) readEnd(l *lines, headers int) {
	end := hashEnd(l.s, l.at)
	if headers == 0 && isHash(l.s[l.at:end]) {
		c.PayloadHash = l.take(end)
		return
	}
	end = l.at
	for end < len(l.s) && (isAlnum(l.s[end]) || strings.IndexByte("-_.;", l.s[end]) >= 0) {
		end++
	}
	list := l.s[l.at:end]
	if list == "" || end < l.peek() && strings.TrimSpace(l.s[end:l.peek()]) != "" && l.mode != escaped {
		return
	}
	if !strings.Contains(list, ";") && (strings.Contains(list, ".") || list != strings.ToLower(list)) && list != "host" {
		return
	}
	c.SignedHeaders = l.take(end)
	l.at = l.peek()
	mark := l.at
	if !l.next() {
		return
	}
	if end = hashEnd(l.s, l.at); isHash(l.s[l.at:end]) || isDigest(l.s[l.at:end]) {
		c.PayloadHash = l.take(end)
		return
	}
	l.at = mark // prose after a text that is cut
}

// trim removes the line breaks at the end of a text that is cut after them.
func (c *CanonicalRequest) trim() {
	last := max(c.URI.End, c.Query.End, c.Headers.End, c.SignedHeaders.End, c.PayloadHash.End)
	if last < len(c.Text.String) {
		c.Text = slice(c.Text, 0, last)
	}
}

// hashEnd is the end of a payload hash or what stands for it: 64 hex digits, UNSIGNED-PAYLOAD,
// STREAMING-…, or a mask.
func hashEnd(s string, at int) int {
	if at < len(s) && s[at] == '<' {
		if end := strings.IndexByte(s[at:min(len(s), at+64)], '>'); end > 1 && isPhrase(s[at+1:at+end]) {
			return at + end + 1
		}
		return at
	}
	end := at
	for end < len(s) && !isSpace(s[end]) && strings.IndexByte(`'"<>\,;)&`, s[end]) < 0 {
		if smartQuote(s, end) {
			break
		}
		if s[end] == ']' && strings.IndexByte(s[at:end], '[') < 0 {
			break
		}
		end++
	}
	return end
}

// isDigest reports whether a word may be a hash as a faulty signer writes it: in capitals, cut, or in Base64.
func isDigest(word string) bool { return len(word) >= 8 && isHex(word) || len(word) >= 40 }

// isHash reports whether a word can be the payload line.
func isHash(word string) bool {
	return len(word) == 64 && isHex(word) || word == "UNSIGNED-PAYLOAD" || strings.HasPrefix(word, "STREAMING-") || len(word) > 2 && isMasked(word)
}
