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

// trimmedLines is what a copy with white space at the ends of all lines makes necessary.
const trimmedLines = "spaces at the ends of lines removed"

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
		if n := newlineAt(s, end); n > 0 { // white space at the end of a line
			return newline, end + n - at
		}
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
	trim bool // white space at the ends of lines is none of the text
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
	for l.trim && end > l.at && isSpace(l.s[end-1]) {
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
		if n > 1 {
			l.trim = true
			l.w.drop(l.at, l.at+n-1, "white space at the end of the line")
		}
		l.w.copy(l.at+n-1, l.at+n)
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
