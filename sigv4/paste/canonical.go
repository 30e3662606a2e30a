package paste

import (
	"strings"

	"countersign/sigv4"
)

// A separator is how the lines of a copied text are set apart.
type separator uint8

const (
	noSeparator separator = iota
	newline
	carriageReturn // CR LF
	escaped        // the two characters \n, or \\n
	collapsed      // white space where a newline was
)

// repairs says in words what each separator makes necessary.
var repairs = [...]string{noSeparator: "", newline: "", carriageReturn: "CRLF", escaped: "escapes undone", collapsed: "newlines restored"}

// separatorAt finds which separator stands at a place, and its length.
func separatorAt(s string, at int) (separator, int) {
	switch n := newlineAt(s, at); {
	case n == 1:
		return newline, 1
	case n == 2:
		return carriageReturn, 2
	}
	end := at
	for end < len(s) && s[end] == '\\' {
		end++
	}
	if end > at && end < len(s) && s[end] == 'n' {
		return escaped, end + 1 - at
	}
	if strings.HasPrefix(s[end:], "r\\n") && end > at {
		return escaped, end + 3 - at
	}
	if end = skipBlanks(s, at); end > at {
		return collapsed, end - at
	}
	return noSeparator, 0
}

// lines reads a text line by line into a rewriter that restores the newlines.
type lines struct {
	w    *rewriter
	s    string
	at   int
	mode separator
}

// peek is the line at the present place: where it ends in the source.
func (l *lines) peek() int {
	if l.mode == escaped {
		for end := l.at; end < len(l.s); end++ {
			if l.s[end] == '\n' || l.s[end] == '\'' {
				return end
			}
			if l.s[end] == '\\' {
				if mode, _ := separatorAt(l.s, end); mode == escaped {
					return end
				}
				end++
			} else if l.s[end] == '"' {
				return end
			}
		}
		return len(l.s)
	}
	end := lineEnd(l.s, l.at)
	if l.mode == carriageReturn && end > l.at && l.s[end-1] == '\r' {
		end--
	}
	return end
}

// take appends the line up to end, and gives its span in the text that is made.
func (l *lines) take(end int) sigv4.Span {
	start := l.w.out.Len()
	if l.mode == escaped {
		l.w.unescape(l.at, end)
	} else {
		l.w.copy(l.at, end)
	}
	l.at = end
	return sigv4.Span{Start: start, End: l.w.out.Len()}
}

// next appends the newline and goes to the line after it. It reports false where the text, or the
// part of it that has this separator, ends.
func (l *lines) next() bool {
	mode, n := separatorAt(l.s, l.at)
	switch {
	case mode == newline && l.mode != escaped:
		l.w.copy(l.at, l.at+1)
	case mode == carriageReturn && l.mode != escaped:
		l.mode = carriageReturn
		l.w.drop(l.at, l.at+1, "carriage return")
		l.w.copy(l.at+1, l.at+2)
	case mode == escaped && l.mode == escaped:
		l.w.replace(l.at, l.at+n, "\n")
	default:
		return false
	}
	l.at += n
	return true
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
	if mode == collapsed && newlineAt(s, skipBlanks(s, method)) > 0 { // blanks at the line's end
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
	for end < len(s) && !isSpace(s[end]) && strings.IndexByte(`'"<>\,;)`, s[end]) < 0 {
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
