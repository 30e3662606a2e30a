package postpolicy

import (
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"countersign/sigv4"
)

// reader reads JSON (RFC 8259) strictly, front to back, and keeps its first error. It knows strings,
// whole numbers and lists; a policy has nothing else. No error quotes the document, which may hold a
// session token: the offset says where.
type reader struct {
	text  string
	at    int
	field string // what is being read, for errors
	err   error
}

// fail notes an error at a byte of the document, unless there is one already.
func (r *reader) fail(at int, why string) {
	if r.err == nil {
		r.err = sigv4.NewError(sigv4.StagePolicy, r.field, "", at, why)
	}
}

// peek is the next byte that is no white space, 0 at the end.
func (r *reader) peek() byte {
	for r.at < len(r.text) && strings.IndexByte(" \t\r\n", r.text[r.at]) >= 0 {
		r.at++
	}
	if r.at == len(r.text) {
		return 0
	}
	return r.text[r.at]
}

// take reads one byte; why says what stands there.
func (r *reader) take(c byte, why string) {
	if r.err != nil {
		return
	}
	if r.peek() != c || r.at == len(r.text) {
		r.fail(r.at, why)
		return
	}
	r.at++
}

// more reports whether item n of a list follows, and reads the comma before it or the list's end.
func (r *reader) more(n int, closer byte) bool {
	if r.err != nil {
		return false
	}
	switch c := r.peek(); {
	case r.at == len(r.text):
		r.fail(r.at, "the document ends inside a list; was it cut off?")
		return false
	case c == closer:
		r.at++
		return false
	case n == 0:
		return true
	case c != ',':
		r.fail(r.at, "a comma stands between two items, and "+string(closer)+" after the last")
		return false
	}
	comma := r.at
	if r.at++; r.peek() == closer {
		r.fail(comma, "JSON has no comma after the last item; take it out")
		return false
	}
	return true
}

// string reads a string in quotes.
func (r *reader) string(why string) string {
	if r.err != nil {
		return ""
	}
	if r.peek() != '"' {
		r.fail(r.at, why)
		return ""
	}
	r.at++
	var b strings.Builder
	for r.at < len(r.text) {
		switch c := r.text[r.at]; {
		case c == '"':
			r.at++
			return b.String()
		case c < ' ':
			r.fail(r.at, "a control character stands in a string as an escape: \\n for a line feed")
			return ""
		case c == '\\':
			if !r.escape(&b) {
				return ""
			}
		case c < utf8.RuneSelf:
			b.WriteByte(c)
			r.at++
		default:
			char, size := utf8.DecodeRuneInString(r.text[r.at:])
			if char == utf8.RuneError && size == 1 {
				r.fail(r.at, "a policy is written in UTF-8, and this byte is not")
				return ""
			}
			b.WriteString(r.text[r.at : r.at+size])
			r.at += size
		}
	}
	r.fail(r.at, "the document ends inside a string; was it cut off?")
	return ""
}

// escape reads an escape: those of JSON, and \$ and \v, which the page "POST Policy" adds (section
// "Character Escaping").
func (r *reader) escape(b *strings.Builder) bool {
	const letters, values = `"\/bfnrt$v`, "\"\\/\b\f\n\r\t$\v"
	start := r.at
	if r.at++; r.at < len(r.text) {
		if i := strings.IndexByte(letters, r.text[r.at]); i >= 0 {
			b.WriteByte(values[i])
			r.at++
			return true
		}
		if r.text[r.at] == 'u' {
			char, ok := r.unicode()
			if ok && utf16.IsSurrogate(char) && strings.HasPrefix(r.text[r.at:], `\u`) {
				r.at++
				var low rune
				low, ok = r.unicode()
				char = utf16.DecodeRune(char, low)
				ok = ok && char != utf8.RuneError
			}
			if ok && !utf16.IsSurrogate(char) {
				b.WriteRune(char)
				return true
			}
		}
	}
	r.fail(start, "no escape of JSON starts so; a backslash of the value is written twice")
	return false
}

// unicode reads "u" and four hex digits.
func (r *reader) unicode() (rune, bool) {
	if len(r.text) < r.at+5 {
		return 0, false
	}
	char, err := strconv.ParseUint(r.text[r.at+1:r.at+5], 16, 32)
	if err != nil {
		return 0, false
	}
	r.at += 5
	return rune(char), true
}

// size reads a number of bytes: a whole number, or one in quotes, which S3 takes too.
func (r *reader) size() int64 {
	const why = "a number of bytes is a whole number from 0 to 9223372036854775807"
	r.peek()
	start := r.at
	var digits string
	if r.err == nil && start < len(r.text) && r.text[start] == '"' {
		digits = r.string(why)
	} else {
		for r.at < len(r.text) && strings.IndexByte(" \t\r\n,]", r.text[r.at]) < 0 {
			r.at++
		}
		digits = r.text[start:r.at]
	}
	n, err := strconv.ParseInt(digits, 10, 64)
	if err != nil || n < 0 || strconv.FormatInt(n, 10) != digits {
		r.fail(start, why)
		return 0
	}
	return n
}
