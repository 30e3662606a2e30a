package paste

import (
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// readPowerShellWord reads the word of a PowerShell command at a place that is not white space: bare,
// in '…' or "…" (typeset quotation marks count too), a here-string, or a call that makes bytes of a string.
func (p *parser) readPowerShellWord(at int) word {
	s := p.in.String
	w := rewrite(p.in)
	out := word{from: at}
	for parts := 0; at < len(s) && !isSpace(s[at]) && strings.IndexByte(";|&)}", s[at]) < 0; parts++ {
		if parts > maxEscapes {
			at = out.unclosed(w, at, at)
			break
		}
		switch n := powerShellQuote(s, at); {
		case s[at] == '@' && powerShellQuote(s, at+1) > 0 && newlineAt(s, at+1+powerShellQuote(s, at+1)) > 0:
			at = out.readHere(w, at)
		case n > 0 && (s[at] == '\'' || strings.HasPrefix(s[at:], "‘") || strings.HasPrefix(s[at:], "’")):
			at = out.readSingle(w, at)
		case n > 0:
			at = out.readExpanding(w, at)
		case s[at] == '(':
			at = out.readCall(w, at)
		case s[at] == '`' && at+1 < len(s):
			at = readBacktick(w, at)
		default:
			out.expands = out.expands || s[at] == '$'
			end := at + 1
			for end < len(s) && strings.IndexByte(" \t\r\n'\"$`;|&()}", s[end]) < 0 && !smartQuote(s, end) {
				end++
			}
			w.copy(at, end)
			at = end
		}
	}
	out.Text, out.to = w.text(), at
	return out
}

// powerShellQuote is the length of the quotation mark at a place, 0 for none.
func powerShellQuote(s string, at int) int {
	switch {
	case at >= len(s):
		return 0
	case s[at] == '\'' || s[at] == '"':
		return 1
	case smartQuote(s, at):
		return len("‘")
	}
	return 0
}

// isSingle reports whether the quotation mark at a place is a single one.
func isSingle(s string, at int) bool { return s[at] == '\'' || s[at] > '\'' && s[at+2] < 0x9c }

// readSingle reads a '…' string, in which only a doubled mark stands for another thing than itself.
func (o *word) readSingle(w *rewriter, at int) int {
	s := w.in.String
	from := at + powerShellQuote(s, at)
	for i := from; i < len(s); i++ {
		n := powerShellQuote(s, i)
		if n == 0 || !isSingle(s, i) {
			continue
		}
		if more := powerShellQuote(s, i+n); more > 0 && isSingle(s, i+n) {
			w.copy(from, i+n)
			w.drop(i+n, i+n+more, "a doubled quotation mark")
			from = i + n + more
			i = from - 1
			continue
		}
		w.copy(from, i)
		return i + n
	}
	return o.unclosed(w, at, from)
}

// readExpanding reads a "…" string: a backtick escapes, a doubled mark stands for one, $ expands.
func (o *word) readExpanding(w *rewriter, at int) int {
	s := w.in.String
	from := at + powerShellQuote(s, at)
	escapes := 0
	for i := from; i < len(s) && escapes < maxEscapes; {
		n := powerShellQuote(s, i)
		switch {
		case n > 0 && !isSingle(s, i):
			if more := powerShellQuote(s, i+n); more > 0 && !isSingle(s, i+n) {
				w.copy(from, i+n)
				w.drop(i+n, i+n+more, "a doubled quotation mark")
				i += n + more
				from = i
				continue
			}
			w.copy(from, i)
			return i + n
		case s[i] == '`' && i+1 < len(s):
			w.copy(from, i)
			i = readBacktick(w, i)
			from = i
			escapes++
		case s[i] == '$':
			if text, end := charCall(s, i); end > i {
				w.copy(from, i)
				w.replace(i, end, text)
				i, from = end, end
				continue
			}
			o.expands = o.expands || i+1 < len(s) && (isWord(s[i+1]) || strings.IndexByte("({", s[i+1]) >= 0)
			i++
		default:
			i++
		}
	}
	return o.unclosed(w, at, from)
}

// unclosed ends a string that has no end with its line.
func (o *word) unclosed(w *rewriter, at, from int) int {
	end := lineEnd(w.in.String, from)
	w.copy(from, end)
	o.cut = true
	return end
}

// readHere reads a here-string: @" or @' at the end of a line, and "@ or '@ at the start of one.
func (o *word) readHere(w *rewriter, at int) int {
	s := w.in.String
	n := powerShellQuote(s, at+1)
	from := at + 1 + n
	from += newlineAt(s, from)
	for i := lineEnd(s, from-1); i < len(s); i = lineEnd(s, i+1) {
		end := i + 1
		if m := powerShellQuote(s, end); m > 0 && isSingle(s, end) == isSingle(s, at+1) && strings.HasPrefix(s[end+m:], "@") {
			to := max(from, i)
			if to > from && s[to-1] == '\r' {
				to--
			}
			o.expands = o.expands || !isSingle(s, at+1) && hasVariable(s[from:to])
			w.copy(from, to)
			return end + m + 1
		}
	}
	o.cut = true
	w.copy(from, len(s))
	return len(s)
}

// readCall reads a call in brackets. That which makes bytes of a string gives the string, in UTF-8; of any other the value is not known.
func (o *word) readCall(w *rewriter, at int) int {
	const utf8Bytes = "[system.text.encoding]::utf8.getbytes("
	s := w.in.String
	start := skipSpace(s, at+1)
	if !equalFold(s, start, utf8Bytes) && equalFold(s, start, "[text.encoding]::utf8.getbytes(") {
		start -= len("system.")
	} else if !equalFold(s, start, utf8Bytes) {
		start = -1
	}
	if start >= 0 {
		from := start + len(utf8Bytes)
		end, n := from, powerShellQuote(s, from)
		switch {
		case n > 0 && isSingle(s, from):
			end = o.readSingle(w, from)
		case n > 0:
			end = o.readExpanding(w, from)
		}
		if n > 0 {
			o.encoded = true
			for end < len(s) && s[end] == ')' {
				end++
			}
			return end
		}
	}
	o.expands = true
	end := bracketEnd(s, at)
	w.copy(at, end)
	return end
}

// bracketEnd is the place after the bracket that closes the one at a place, or the end of the text.
func bracketEnd(s string, at int) int {
	for open := 0; at < len(s); {
		switch s[at] {
		case '(', '{':
			open++
		case ')', '}':
			if open--; open <= 0 {
				return at + 1
			}
		case '\'', '"':
			_, _, at, _ = stringAt(s, at)
			continue
		}
		at++
	}
	return len(s)
}

// readBacktick reads an escape of PowerShell: `n, `t, a line continuation, or the character itself.
func readBacktick(w *rewriter, at int) int {
	const letters, values = "0abefnrtv", "\x00\a\b\x1b\f\n\r\t\v"
	s := w.in.String
	if n := newlineAt(s, at+1); n > 0 {
		w.drop(at, at+1+n, "line continuation")
		return at + 1 + n
	}
	if i := strings.IndexByte(letters, s[at+1]); i >= 0 {
		w.replace(at, at+2, values[i:i+1])
		return at + 2
	}
	_, size := utf8.DecodeRuneInString(s[at+1:])
	w.drop(at, at+1, "escape")
	w.copy(at+1, at+1+size)
	return at + 1 + size
}

// charCall is the character that $([char]252) stands for, and where that ends; the halves of a
// surrogate pair stand together. The end is the place itself for anything else.
func charCall(s string, at int) (text string, end int) {
	n, end := charNumber(s, at)
	if end == at {
		return "", at
	}
	if r := rune(n); utf16.IsSurrogate(r) {
		if low, after := charNumber(s, end); after > end {
			if pair := utf16.DecodeRune(r, rune(low)); pair != utf8.RuneError {
				return string(pair), after
			}
		}
	}
	return string(rune(n)), end
}

func charNumber(s string, at int) (n int, end int) {
	const call = "$([char]"
	if !equalFold(s, at, call) {
		return 0, at
	}
	from := at + len(call)
	end = from
	for end < len(s) && end-from < 6 && isDigit(s[end]) {
		end++
	}
	n, err := strconv.Atoi(s[from:end])
	if err != nil || n > 0xffff || end >= len(s) || s[end] != ')' {
		return 0, at
	}
	return n, end + 1
}
