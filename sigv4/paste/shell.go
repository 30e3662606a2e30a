package paste

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"countersign/sigv4"
)

// A word is one word of a shell command, unquoted, mapped to the paste.
type word struct {
	sigv4.Text
	from, to int  // in the cleaned text, quotes included
	expands  bool // holds $NAME or `command`, whose value is not in the paste
	cut      bool // a quote is not closed
	lost     bool // some of it is not what it was copied from
	encoded  bool // made bytes in UTF-8
}

// readWord reads the word of a bash command at a place that is not white space. It ends at white
// space or an operator outside quotes. A quote that is never closed ends with its line.
func (p *parser) readWord(at int) word {
	s := p.in.String
	out := word{from: at}
	w := rewrite(p.in)
	for !wordEnds(s, at) {
		switch c := s[at]; {
		case c == '\'':
			close, after := closingQuote(s, at+1, '\'', false)
			out.cut = out.cut || close == after
			w.copy(at+1, close)
			at = after
		case c == '"':
			at = out.readDouble(w, at)
		case smartQuote(s, at): // typeset: what it quotes is taken as it stands
			close := at + len("‘")
			for close < len(s) && s[close] != '\n' && !smartQuote(s, close) {
				close++
			}
			out.expands = out.expands || strings.IndexByte(s[at:close], '$') >= 0
			w.copy(at+len("‘"), close)
			if at = close; smartQuote(s, close) {
				at += len("’")
			}
		case c == '$' && at+1 < len(s) && s[at+1] == '\'':
			at = readAnsi(w, at)
		case c == '\\' && at+1 < len(s):
			if n := newlineAt(s, at+1); n > 0 {
				w.drop(at, at+1+n, "line continuation")
				at += 1 + n
				continue
			}
			w.replace(at, at+2, s[at+1:at+2])
			at += 2
		default:
			out.expands = out.expands || c == '`' || c == '$' && at+1 < len(s) && (isWord(s[at+1]) || s[at+1] == '{' || s[at+1] == '(')
			end := bareEnd(s, at+1)
			w.copy(at, end)
			at = end
		}
	}
	out.Text, out.to = w.text(), at
	return out
}

// wordEnds reports whether a word ends before a place.
func wordEnds(s string, at int) bool {
	return at == len(s) || isSpace(s[at]) || strings.IndexByte(";|&<>()", s[at]) >= 0
}

// bareEnd is the end of the bytes from a place on that stand for themselves.
func bareEnd(s string, at int) int {
	for !wordEnds(s, at) && strings.IndexByte("'\"$\\`", s[at]) < 0 && !smartQuote(s, at) {
		at++
	}
	return at
}

// readDouble reads a "…" string: a backslash escapes $ ` " \ and the newline only.
func (o *word) readDouble(w *rewriter, at int) int {
	s := w.in.String
	close, after := closingQuote(s, at+1, '"', true)
	o.cut = o.cut || close == after
	from := at + 1
	for i, escapes := from, 0; i < close && escapes <= maxEscapes; i++ {
		if s[i] == '\\' {
			escapes++
		}
		switch {
		case s[i] == '\\' && i+1 < close && strings.IndexByte("$`\"\\", s[i+1]) >= 0:
			w.copy(from, i)
			w.replace(i, i+2, s[i+1:i+2])
			from, i = i+2, i+1
		case s[i] == '\\' && newlineAt(s, i+1) > 0:
			n := newlineAt(s, i+1)
			w.copy(from, i)
			w.drop(i, i+1+n, "line continuation")
			from, i = i+1+n, i+n
		case s[i] == '`' || s[i] == '$' && i+1 < close && (isWord(s[i+1]) || s[i+1] == '{' || s[i+1] == '('):
			o.expands = true
		}
	}
	w.copy(from, close)
	return after
}

// closingQuote is the place of the quote that closes the string whose text starts at a place, and
// that after it; or the end of the line, twice, when there is none.
func closingQuote(s string, at int, quote byte, escapes bool) (close, after int) {
	for i := at; i < len(s); i++ {
		if s[i] == quote {
			return i, i + 1
		}
		if escapes && s[i] == '\\' {
			i++
		}
	}
	end := lineEnd(s, min(at, len(s)))
	return end, end
}

// readAnsi reads a $'…' string of bash, with the escapes of C.
func readAnsi(w *rewriter, at int) int {
	s := w.in.String
	close, after := closingQuote(s, at+2, '\'', true)
	from := at + 2
	for i, escapes := from, 0; i < close && escapes <= maxEscapes; {
		if s[i] != '\\' || i+1 >= close {
			i++
			continue
		}
		escapes++
		text, n := ansiEscape(s[i:close])
		w.copy(from, i)
		w.replace(i, i+n, text)
		i += n
		from = i
	}
	w.copy(from, close)
	return after
}

// ansiEscape is the value of the escape that starts s, and its length. An unknown escape stands for itself.
func ansiEscape(s string) (string, int) {
	const letters, values = `abefnrtvE\'"?`, "\a\b\x1b\f\n\r\t\v\x1b\\'\"?"
	if i := strings.IndexByte(letters, s[1]); i >= 0 {
		return values[i : i+1], 2
	}
	digits, base, from := 0, 16, 2
	switch s[1] {
	case 'x':
		digits = 2
	case 'u':
		digits = 4
	case 'U':
		digits = 8
	default:
		if s[1] < '0' || s[1] > '7' {
			return s[:2], 2
		}
		digits, base, from = 3, 8, 1
	}
	end := from
	for end < len(s) && end-from < digits && (base == 16 && isHex(s[end:end+1]) || s[end] >= '0' && s[end] <= '7') {
		end++
	}
	n, err := strconv.ParseUint(s[from:end], base, 32)
	if err != nil {
		return s[:2], 2
	}
	if s[1] == 'u' || s[1] == 'U' {
		return string(utf8.AppendRune(nil, rune(min(n, utf8.MaxRune+1)))), end
	}
	return string([]byte{byte(n)}), end
}

// newlineAt is the length of the line break at a place, 0 for none.
func newlineAt(s string, at int) int {
	switch {
	case strings.HasPrefix(s[min(at, len(s)):], "\n"):
		return 1
	case strings.HasPrefix(s[min(at, len(s)):], "\r\n"):
		return 2
	}
	return 0
}
