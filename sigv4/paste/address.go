package paste

import (
	"strings"
	"unicode/utf8"
)

// address is an address while it is read.
type address struct {
	p         *parser
	w         *rewriter
	start, at int
	quote     byte // that encloses it, 0 for none
	whole     bool // percent-encoded as a whole
	repair    string
	wrapped   int // lines joined
}

// read takes the bytes of the address and leaves at behind the last one.
func (a *address) read() {
	s := a.p.in.String
	from := a.at
	flush := func() {
		a.w.copy(from, a.at)
	}
	for a.at < len(s) {
		text, n, why := a.escape()
		switch {
		case n > 0:
			flush()
			if text == "" {
				a.w.drop(a.at, a.at+n, why)
			} else {
				a.w.replace(a.at, a.at+n, text)
			}
			a.note(why)
			a.at += n
			from = a.at
		case a.placeholder() > 0:
			a.at += a.placeholder()
		case a.ends():
			a.at = max(a.trimEnd(from), from)
			flush()
			return
		default:
			a.at++
		}
	}
	a.at = max(a.trimEnd(from), from)
	flush()
}

func (a *address) note(why string) {
	if !strings.Contains(a.repair, why) {
		a.repair = joinWords(a.repair, why)
	}
}

// escape is what stands for the text at the present place: its value, its length in the paste (0
// for none) and what undoing it is called.
func (a *address) escape() (text string, n int, why string) {
	s := a.p.in.String
	switch rest := s[a.at:]; rest[0] {
	case '%':
		if a.whole && len(rest) > 2 && isHex(rest[1:3]) {
			return string([]byte{hexDigit(rest[1])<<4 | hexDigit(rest[2])}), 3, "percent-encoding of the whole undone"
		}
	case '&':
		if end := strings.IndexByte(rest[:min(len(rest), 8)], ';'); end > 0 {
			if text, ok := reference(rest[1:end]); ok && text == "&" {
				return text, end + 1, "&amp; undone"
			}
		}
	case '\\':
		switch {
		case equalFold(s, a.at, `\u0026`), equalFold(s, a.at, `\u003d`), equalFold(s, a.at, `\u002f`), equalFold(s, a.at, `\u003f`), equalFold(s, a.at, `\u0025`):
			text, n = jsonEscape(rest[:6])
			return text, n, "escapes undone"
		case len(rest) > 1 && strings.IndexByte("/&?=%", rest[1]) >= 0:
			return rest[1:2], 2, "escapes undone"
		case newlineAt(s, a.at+1) > 0:
			if next := skipBlanks(s, a.at+1+newlineAt(s, a.at+1)); a.continues(next) {
				return "", next - a.at, "line breaks removed"
			}
		}
	case '\n', '\r':
		if breakLength := newlineAt(s, a.at); breakLength > 0 {
			if next := skipBlanks(s, a.at+breakLength); a.continues(next) {
				return "", next - a.at, "line breaks removed"
			}
		}
	}
	return "", 0, ""
}

// continues reports whether what stands at the start of a line goes on with the address before it:
// it starts as a part of a query does, or the address cannot be at its end.
func (a *address) continues(next int) bool {
	s := a.p.in.String
	end := next
	for end < len(s) && !isSpace(s[end]) && strings.IndexByte("\"'`<>\\", s[end]) < 0 {
		end++
	}
	word, before := s[next:end], strings.TrimRight(s[a.start:a.at], "\\")
	if word == "" || before == "" || a.wrapped == maxWrapped || hasScheme(word) {
		return false
	}
	a.wrapped++
	last := before[len(before)-1]
	signature := strings.LastIndex(before, "X-Amz-Signature=")
	switch lone := end == len(s) || isSpace(s[end]) && lineEnd(s, end)-end < 2; {
	case !strings.Contains(before, "?"):
		return strings.Contains(word, "?X-Amz-") || strings.Contains(word, "?AWSAccessKeyId=")
	case word[0] == '&' || equalFold(word, 0, "x-amz-") || last == '&' || last == '=' || last == '%':
		return true
	case !strings.Contains(before, "X-Amz-"):
		return strings.Contains(word, "&X-Amz-")
	case signature >= 0:
		have := before[signature+len("X-Amz-Signature="):]
		return len(have) < 64 && isHex(have) && len(word) >= 64-len(have) && isHex(word[:64-len(have)])
	default:
		return lone && (len(word) >= 20 || strings.ContainsAny(word, "=&%"))
	}
}

// placeholder is the length of a <word> that a person put in the place of what they hid.
func (a *address) placeholder() int {
	s := a.p.in.String
	if s[a.at] != '<' {
		return 0
	}
	end := strings.IndexByte(s[a.at:min(len(s), a.at+64)], '>')
	if end < 4 || !isPhrase(s[a.at+1:a.at+end]) || s[a.at+1:a.at+end] == "wbr" {
		return 0
	}
	return end + 1
}

// ends reports whether the address ends before the present byte.
func (a *address) ends() bool {
	s := a.p.in.String
	switch c := s[a.at]; {
	case c <= ' ', c == '"', c == '`', c == '<', c == '>', c == '\\', c == 0x7f:
		return true
	case c == '\'':
		return a.quote == '\'' || a.at+1 == len(s) || !isAlnum(s[a.at+1]) && strings.IndexByte("%(/-_", s[a.at+1]) < 0
	case c >= utf8.RuneSelf: // a no-break space, a quotation mark of a text
		return strings.HasPrefix(s[a.at:], "\u00a0") || strings.HasPrefix(s[a.at:], "”") || strings.HasPrefix(s[a.at:], "»")
	case a.whole && c == '&':
		return true
	}
	return false
}

// trimEnd is the end of the address without the punctuation of the text around it.
func (a *address) trimEnd(from int) int {
	s := a.p.in.String
	if a.quote != 0 || strings.HasSuffix(s[:a.at], "...") {
		return a.at
	}
	end := a.at
	for end > from && (strings.IndexByte(".,;:!?*", s[end-1]) >= 0 ||
		s[end-1] == ')' && strings.IndexByte(s[a.start:end], '(') < 0 || s[end-1] == ']' && strings.IndexByte(s[a.start:end], '[') < 0) {
		end--
	}
	return end
}
