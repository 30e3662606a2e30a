package paste

import (
	"strings"
	"unicode/utf8"
)

// A cmdReader reads one word of a command of cmd.exe. Two programs read it there: cmd.exe undoes ^ and %%,
// and then the C library takes quotation marks and backslashes.
type cmdReader struct {
	w      *rewriter
	s      string
	at     int
	out    word
	quoted bool // for the C library
	plain  bool // for cmd.exe: inside "…", where ^ stands for itself
	undone int  // escapes
}

// maxEscapes bounds the escapes in one word that are undone: no request has as many.
const maxEscapes = 1 << 16

// readCmdWord reads the word of a cmd.exe command at a place that is not white space.
func (p *parser) readCmdWord(at int) word {
	r := cmdReader{w: rewrite(p.in), s: p.in.String, at: at, out: word{from: at}}
	for r.at < len(r.s) && r.next() {
		if r.undone > maxEscapes {
			r.quoted = true
			r.at = lineEnd(r.s, r.at)
			break
		}
	}
	r.out.cut = r.quoted
	r.out.Text, r.out.to = r.w.text(), r.at
	r.out.expands = r.out.expands || hasPercentVariable(r.out.String)
	return r.out
}

// char is the character at a place as cmd.exe gives it on: its text, its length there, and whether ^
// stands before it.
func (r *cmdReader) char(at int) (text string, n int, escaped bool) {
	s := r.s
	switch {
	case at >= len(s):
		return "", 0, false
	case strings.HasPrefix(s[at:], "%%") && at+4 <= len(s) && isHex(s[at+2:at+4]): // in a .bat file
		return "%", 2, false
	case s[at] == '^' && at+1 < len(s) && r.escapes(at):
		_, size := utf8.DecodeRuneInString(s[at+1:])
		return s[at+1 : at+1+size], 1 + size, true
	}
	_, size := utf8.DecodeRuneInString(s[at:])
	return s[at : at+size], size, false
}

// escapes reports whether the ^ at a place is an escape. Inside "…" it is none for cmd.exe; but older
// browsers wrote it there before what is neither a letter nor a digit, and between % and what follows.
func (r *cmdReader) escapes(at int) bool {
	s := r.s
	if !r.plain {
		return true
	}
	next := s[at+1]
	switch {
	case next == '"':
		return at > 1 && s[at-1] == '\\' && s[at-2] == '^'
	case isAlnum(next):
		return at > 0 && s[at-1] == '%'
	}
	return next > ' '
}

// next reads on by one character, by what stands for one, or by a run of those that stand for themselves. It
// reports false where the word ends.
func (r *cmdReader) next() bool {
	end := r.at
	for end < len(r.s) && (isBare(r.s[end]) || r.s[end] == '\'') {
		end++
	}
	if end > r.at {
		r.w.copy(r.at, end)
		r.at = end
		return true
	}
	text, n, escaped := r.char(r.at)
	switch {
	case escaped && (text == "\n" || text == "\r"):
		return r.lineBreak()
	case text == "\\":
		r.backslashes()
		return true
	case text == `"`:
		r.quote(n)
		return true
	case text == "\n" || text == "\r":
		return false
	case !r.quoted && !escaped && strings.Contains(" \t|&<>()", text), !r.quoted && (text == " " || text == "\t"):
		return false
	}
	if escaped && text == " " { // browsers put a space in the place of what is not ASCII
		r.out.lost = true
	}
	r.take(text, n)
	return true
}

// take appends the character that n bytes stand for.
func (r *cmdReader) take(text string, n int) {
	if n == len(text) {
		r.w.copy(r.at, r.at+n)
	} else {
		r.w.replace(r.at, r.at+n, text)
		r.undone++
	}
	r.at += n
}

// lineBreak reads ^ before the end of a line: it joins the lines, and an empty line after it is a line break of the word.
func (r *cmdReader) lineBreak() bool {
	end := r.at + 1 + newlineAt(r.s, r.at+1)
	if end == r.at+1 { // a carriage return alone
		return false
	}
	if n := newlineAt(r.s, end); n > 0 && r.quoted {
		r.w.replace(r.at, end+n, "\n")
		r.at = end + n
		return true
	}
	if !r.quoted {
		return false
	}
	r.w.drop(r.at, end, "line continuation")
	r.at = end
	return true
}

// backslashes reads a run of them: before a quotation mark each pair stands for one, and an odd one
// makes the mark a part of the word. Elsewhere they stand for themselves.
func (r *cmdReader) backslashes() {
	r.undone++
	end, count := r.at, 0
	for {
		text, n, _ := r.char(end)
		if text != "\\" {
			break
		}
		end += n
		count++
	}
	mark, n, _ := r.char(end)
	switch {
	case mark != `"` && end-r.at == count:
		r.w.copy(r.at, end)
	case mark != `"`:
		r.w.replace(r.at, end, strings.Repeat("\\", count))
	default:
		if count > 1 {
			r.w.replace(r.at, r.at+(end-r.at)/count*(count&^1), strings.Repeat("\\", count/2))
		}
		if count%2 == 1 {
			from := r.at + (end-r.at)/count*(count&^1)
			r.w.replace(from, end+n, `"`)
			r.plain = r.plain != (n == 1) // cmd.exe knows no backslash before it
			end += n
		}
	}
	r.at = end
}

// quote reads a quotation mark: it opens or closes a string, or, doubled inside one, stands for itself.
func (r *cmdReader) quote(n int) {
	r.undone++
	if text, more, _ := r.char(r.at + n); r.quoted && text == `"` && more == n {
		r.w.replace(r.at, r.at+2*n, `"`)
		r.at += 2 * n
		return
	}
	r.quoted = !r.quoted
	r.plain = r.plain != (n == 1)
	r.w.drop(r.at, r.at+n, "quotation mark")
	r.at += n
}

// hasPercentVariable reports whether a word of cmd.exe names a variable: %TOKEN%. %2F%2F names none.
func hasPercentVariable(s string) bool {
	for {
		start := strings.IndexByte(s, '%')
		if start < 0 {
			return false
		}
		s = s[start+1:]
		end := 0
		for end < len(s) && isWord(s[end]) {
			end++
		}
		if end > 2 && end < len(s) && s[end] == '%' && !isHex(s[:2]) && !isDigit(s[0]) {
			return true
		}
	}
}
