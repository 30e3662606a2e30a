package paste

import (
	"strings"
	"unicode/utf8"
)

// address is an address while it is read.
type address struct {
	p                     *parser
	w                     *rewriter
	start, at             int
	quote                 byte   // that encloses it, 0 for none
	quoted, looked        bool   // a quotation mark further before it is open, once it was looked for
	whole                 string // what stands for each percent sign where it is percent-encoded as a whole, "" where it is not
	repair                string
	wrapped               int // lines joined
	mail                  printable
	query, aws, signature mark
}

// A mark is where a text stands last in an address, as far as it was looked for.
type mark struct {
	at    int // behind it, 0 for nowhere
	until int
}

// has looks for a text in what was read of the address, and reports whether it stands there.
func (a *address) has(m *mark, text string) bool {
	from := max(a.start, m.until-len(text)+1)
	if i := strings.LastIndex(a.p.in.String[from:a.at], text); i >= 0 {
		m.at = from + i + len(text)
	}
	m.until = a.at
	return m.at > 0
}

func (a *address) hasQuery() bool     { return a.has(&a.query, "?") }
func (a *address) hasAWS() bool       { return a.has(&a.aws, "X-Amz-") }
func (a *address) hasSignature() bool { return a.has(&a.signature, "X-Amz-Signature=") }

// read takes the bytes of the address and leaves at behind the last one.
func (a *address) read() {
	s := a.p.in.String
	from := a.at
	flush := func() {
		a.w.copy(from, a.at)
	}
	for a.at < len(s) {
		if isAlnum(s[a.at]) { // never an escape nor an end
			a.at++
			continue
		}
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
		if n := len(a.whole); n > 0 && strings.HasPrefix(rest, a.whole) && len(rest) > n+1 && isHex(rest[n:n+2]) {
			return string([]byte{hexDigit(rest[n])<<4 | hexDigit(rest[n+1])}), n + 2, "percent-encoding of the whole undone"
		}
	case '&':
		if end := strings.IndexByte(rest[:min(len(rest), 8)], ';'); end > 0 {
			if text, ok := reference(rest[1:end]); ok && text == "&" {
				for end++; strings.HasPrefix(rest[end:], "amp;"); { // and again
					end += len("amp;")
				}
				return text, end, "&amp; undone"
			}
		}
	case '\\':
		if text, n := escapedSign(rest); n > 0 {
			return text, n, "escapes undone"
		}
		if n := newlineAt(s, a.at+1); n > 0 {
			return a.lineBreak(a.at + 1)
		}
	case '<': // where a page may break the line
		for _, mark := range [...]string{"<wbr>", "<wbr/>", "<wbr />"} {
			if strings.HasPrefix(rest, mark) {
				return "", len(mark), "line breaks removed"
			}
		}
	case '^': // of cmd.exe
		if len(rest) > 1 && strings.IndexByte("&%=?", rest[1]) >= 0 {
			return rest[1:2], 2, "escapes undone"
		}
	case '=':
		return a.printable()
	case '\n', '\r':
		return a.lineBreak(a.at)
	case ' ', '\t':
		return a.space()
	case 0xe2, 0xef:
		if n := invisibleAt(s, a.at); n > 0 && a.at+n < len(s) && s[a.at+n] > ' ' {
			return "", n, "invisible characters removed"
		}
	}
	if a.quote != 0 && s[a.at] == a.quote {
		return a.joint()
	}
	return "", 0, ""
}

// escapedSign is the sign of an address that is written with one or more backslashes at the start of
// rest: \/ \& \u0026 \\u0026 \x26, and its length there, 0 for none.
func escapedSign(rest string) (text string, n int) {
	for n < len(rest) && n < 8 && rest[n] == '\\' {
		n++
	}
	code := n
	switch {
	case n == len(rest):
		return "", 0
	case strings.IndexByte("/&?=%", rest[n]) >= 0:
		return rest[n : n+1], n + 1
	case equalFold(rest, n, "u00"):
		code += len("u00")
	case rest[n] == 'x':
		code++
	}
	if code > n && code+2 <= len(rest) && isHex(rest[code:code+2]) {
		if sign := string([]byte{hexDigit(rest[code])<<4 | hexDigit(rest[code+1])}); strings.Contains("&=/?%", sign) {
			return sign, code + 2
		}
	}
	return "", 0
}

// lineBreak is the break of a line at a place, with the indentation after it, where the address goes on.
func (a *address) lineBreak(at int) (text string, n int, why string) {
	s := a.p.in.String
	if breakLength := newlineAt(s, at); breakLength > 0 {
		if next := skipBlanks(s, at+breakLength); a.continues(next) {
			return "", next - a.at, "line breaks removed"
		}
	}
	return "", 0, ""
}

// space is white space that a line break follows, or that a terminal put in the place of one.
func (a *address) space() (text string, n int, why string) {
	s := a.p.in.String
	next := skipBlanks(s, a.at)
	if newlineAt(s, next) > 0 {
		return a.lineBreak(next)
	}
	end := next
	for end < len(s) && s[end] > ' ' && end-next < 512 {
		end++
	}
	if word := s[next:end]; a.wrapped < maxWrapped && !hasScheme(word) && !a.hasSignature() && a.hasAWS() && strings.Contains(word, "&X-Amz-") {
		a.wrapped++
		return "", next - a.at, "spaces removed"
	}
	return "", 0, ""
}

// joint is what stands between two strings of code that make one address: "…" + "…", or nothing but the end of a line.
func (a *address) joint() (text string, n int, why string) {
	s := a.p.in.String
	next := skipBlanks(s, a.at+1)
	joined := next < len(s) && strings.IndexByte("+.\\", s[next]) >= 0
	if joined {
		next++
	}
	if after := skipSpace(s, next); !joined && strings.IndexByte(s[next:after], '\n') < 0 {
		return "", 0, ""
	} else if next = after; next+1 >= len(s) || s[next] != a.quote || s[next+1] <= ' ' || a.wrapped == maxWrapped {
		return "", 0, ""
	}
	if next++; hasScheme(s[next:min(len(s), next+8)]) || !a.hasQuery() && strings.IndexByte(lineAhead(s, next), '?') < 0 {
		return "", 0, ""
	}
	a.wrapped++
	return "", next - a.at, "joined from several strings"
}

// lineAhead is the rest of a line from a place on, as far as an address reaches.
func lineAhead(s string, at int) string {
	const reach = 4096
	ahead := s[:min(len(s), at+reach)]
	return ahead[at:lineEnd(ahead, at)]
}

// printable says whether an address is in the quoted-printable encoding of mail.
type printable uint8

const (
	notLooked printable = iota
	isPrintable
	notPrintable
)

// printable is an equals sign of mail: =3D stands for one, and one at the end of a line for nothing
// (RFC 2045, 6.7).
func (a *address) printable() (text string, n int, why string) {
	const reach = 2048
	s := a.p.in.String
	rest := s[a.at:]
	broken := newlineAt(s, a.at+1)
	if !strings.HasPrefix(rest, "=3D") && broken == 0 {
		return "", 0, ""
	}
	if a.mail == notLooked {
		a.mail = notPrintable
		if ahead := s[a.start:min(len(s), a.start+reach)]; strings.Contains(ahead, "X-Amz-Algorithm=3D") || strings.Contains(ahead, "X-Amz-Credential=3D") || strings.Contains(ahead, "X-Amz-Date=3D") {
			a.mail = isPrintable
		}
	}
	switch {
	case a.mail != isPrintable:
		return "", 0, ""
	case broken > 0:
		return "", 1 + broken, "quoted-printable undone"
	}
	return "=", len("=3D"), "quoted-printable undone"
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
	switch lone := end == len(s) || isSpace(s[end]) && len(lineAhead(s, end)) < 2; {
	case !a.hasQuery():
		return strings.Contains(word, "?X-Amz-") || strings.Contains(word, "?AWSAccessKeyId=")
	case word[0] == '&' || equalFold(word, 0, "x-amz-") || last == '&' || last == '=' || last == '%':
		return true
	case !a.hasAWS():
		return strings.Contains(word, "&X-Amz-")
	case a.hasSignature():
		have := before[a.signature.at-a.start:]
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
		return a.closes()
	case c >= utf8.RuneSelf: // a no-break space, a quotation mark of a text
		return strings.HasPrefix(s[a.at:], noBreakSpace) || smartQuote(s, a.at) || strings.HasPrefix(s[a.at:], "»")
	case a.whole != "" && c == '&':
		return true
	case c == '&': // the quotation mark or the bracket of a page
		for _, mark := range [...]string{"&quot;", "&gt;", "&lt;", "&#34;", "&#39;", "&#x27;", "&apos;"} {
			if strings.HasPrefix(s[a.at:], mark) {
				return true
			}
		}
	}
	return false
}

// closes reports whether the single quotation mark at the present place is none of the address: it closes one
// that stands before it, or ends the word. A path may hold such a mark.
func (a *address) closes() bool {
	s, next := a.p.in.String, a.at+1
	switch {
	case a.quote != 0:
		return a.quote == '\''
	case !a.hasQuery() && !a.isQuoted():
		const most = 8 // marks at the end of a sentence
		for next < min(len(s), a.at+most) && strings.IndexByte("')]},.;:!?", s[next]) >= 0 {
			next++
		}
		return next == len(s) || s[next] <= ' ' || strings.IndexByte("\"`<>\\", s[next]) >= 0
	}
	return next == len(s) || !isAlnum(s[next]) && strings.IndexByte("%(/-_", s[next]) < 0
}

// isQuoted reports whether a single quotation mark is open before the address, by what stands before it in its line.
func (a *address) isQuoted() bool {
	if !a.looked {
		a.looked = true
		const reach = 200
		s := a.p.in.String
		for i := max(0, a.start-reach); i < a.start; i++ {
			switch {
			case s[i] == '\n':
				a.quoted = false
			case s[i] == '\'' && !a.quoted:
				a.quoted = i == 0 || !isAlnum(s[i-1])
			case s[i] == '\'':
				a.quoted = isAlnum(s[i+1])
			}
		}
	}
	return a.quoted
}

// trimEnd is the end of the address without the punctuation of the text around it.
func (a *address) trimEnd(from int) int {
	s := a.p.in.String
	if a.quote != 0 || strings.HasSuffix(s[:a.at], "...") {
		return a.at
	}
	end := a.at
	if end > from && a.start > 0 && strings.IndexByte("_|~", s[end-1]) >= 0 && s[a.start-1] == s[end-1] { // _emphasis_, a cell of a table
		end--
	}
	for end > from && (strings.IndexByte(".,;:!?*", s[end-1]) >= 0 ||
		s[end-1] == ')' && strings.IndexByte(s[a.start:end], '(') < 0 || s[end-1] == ']' && strings.IndexByte(s[a.start:end], '[') < 0) {
		end--
	}
	return end
}
