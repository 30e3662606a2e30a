package paste

import "strings"

// A class is a set of bytes that are asked for at every place of a paste.
type class uint8

const (
	ofAlnum class = 1 << iota
	ofWord
	ofToken
	ofBare
)

var classes = func() (of [256]class) {
	for c := range of {
		c := byte(c)
		if isDigit(c) || c|0x20 >= 'a' && c|0x20 <= 'z' {
			of[c] = ofAlnum | ofWord | ofToken | ofBare
		}
	}
	of['_'] |= ofWord
	for _, c := range []byte("!#$%&'*+-.^_`|~") {
		of[c] |= ofToken
	}
	for _, c := range []byte("-._~:/?+=,") {
		of[c] |= ofBare
	}
	return of
}()

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func isUpper(c byte) bool { return c >= 'A' && c <= 'Z' }

func isAlnum(c byte) bool { return classes[c]&ofAlnum != 0 }

func isWord(c byte) bool { return classes[c]&ofWord != 0 }

// isToken reports whether c may stand in a header's name (RFC 9110, 5.6.2).
func isToken(c byte) bool { return classes[c]&ofToken != 0 }

// isBare reports whether c stands for itself in the words of every shell.
func isBare(c byte) bool { return classes[c]&ofBare != 0 }

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

// isHex reports whether word is digits of base 16 only.
func isHex(word string) bool {
	for i := range len(word) {
		if c := word[i]; !isDigit(c) && (c|0x20 < 'a' || c|0x20 > 'f') {
			return false
		}
	}
	return true
}

// equalFold reports whether lower stands in s at a place, in any case. lower is ASCII in lower case.
func equalFold(s string, at int, lower string) bool {
	if len(s)-at < len(lower) {
		return false
	}
	for i := range len(lower) {
		c := s[at+i]
		if isUpper(c) {
			c |= 0x20
		}
		if c != lower[i] {
			return false
		}
	}
	return true
}

// lineEnd is the index of the newline that ends the line of byte at, or the end of s.
func lineEnd(s string, at int) int {
	if i := strings.IndexByte(s[at:], '\n'); i >= 0 {
		return at + i
	}
	return len(s)
}

// nextLine is the start of the line after that of byte at, or the end of s.
func nextLine(s string, at int) int { return min(lineEnd(s, at)+1, len(s)) }

// skipBlanks is the first place from at on that is neither space nor tab.
func skipBlanks(s string, at int) int {
	for at < len(s) && (s[at] == ' ' || s[at] == '\t') {
		at++
	}
	return at
}

// skipSpace is the first place from at on that is not white space.
func skipSpace(s string, at int) int {
	for at < len(s) && isSpace(s[at]) {
		at++
	}
	return at
}

// trimmed narrows the range [from, to) of s by the white space at both its ends.
func trimmed(s string, from, to int) (int, int) {
	for from < to && isSpace(s[from]) {
		from++
	}
	for from < to && isSpace(s[to-1]) {
		to--
	}
	return from, to
}

// smartQuote reports whether a quotation mark of a typeset text stands at a place: ‘ ’ “ ”.
func smartQuote(s string, at int) bool {
	return strings.HasPrefix(s[at:], "\xe2\x80") && at+2 < len(s) && s[at+2] >= 0x98 && s[at+2] <= 0x9d
}
