package paste

import (
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"countersign/sigv4"
)

// A member is a string or a scalar in an object, with the name it has there.
type member struct {
	name     string
	within   string // the name of the object that holds it, "" for the outermost
	depth    int    // 1 for a member of the outermost object
	from, to int    // of the value in the text, without quotes
	quoted   bool
	more     []sigv4.Span // literals that it goes on in: 'a\n' + 'b' of JavaScript, 'a\n' 'b' of Python
}

// text is the value with its escapes undone.
func (m member) text(t sigv4.Text) sigv4.Text {
	if !m.quoted {
		return slice(t, m.from, m.to)
	}
	w := rewrite(t)
	unescape := w.unescape
	if m.from > 1 && t.String[m.from-2] == 'b' { // bytes of Python
		unescape = w.unescapePython
	}
	unescape(m.from, m.to)
	for _, span := range m.more {
		unescape(span.Start, span.End)
	}
	return w.text()
}

// maxDepth bounds how deep objects may nest before the reading stops.
const maxDepth = 64

// object is a JSON object, or something written like one: a Python dict, a printed JavaScript object.
type object struct {
	members []member
	end     int
	cut     bool // the text ends before the object does
}

// readObject reads the object at a place that holds '{'. It forgives what pastes do to JSON: line
// breaks inside strings, single quotes, names without quotes, an end that is missing. It stops, not
// ok, at what is no object at all.
func readObject(s string, at int) (object, bool) {
	var o object
	var closers []byte
	name, expectName := "", false
	var holders []string // the names of the open objects
	i := at
	for i < len(s) {
		switch c := s[i]; {
		case isSpace(c) || c == ',':
			i++
			expectName = expectName || c == ',' && len(closers) > 0 && closers[len(closers)-1] == '}'
		case c == '{' || c == '[':
			if len(closers) == maxDepth {
				o.end = i
				return o, false
			}
			expectName = c == '{'
			closers = append(closers, c+2) // ']' and '}' follow their openers by two
			holders = append(holders, name)
			name = ""
			i++
		case c == '}' || c == ']':
			if len(closers) == 0 || closers[len(closers)-1] != c {
				o.end = i
				return o, false
			}
			closers, holders = closers[:len(closers)-1], holders[:len(holders)-1]
			i++
			expectName, name = false, ""
			if len(closers) == 0 {
				o.end = i
				return o, true
			}
		case c == ':':
			i++
			expectName = false
		case strings.HasPrefix(s[i:], "=>"): // Ruby
			i += 2
			expectName = false
		default:
			from, to, end, quoted, ok := readScalar(s, i)
			if !ok {
				o.end = i
				return o, false
			}
			if expectName {
				name, expectName = s[from:to], false
				if next := skipSpace(s, end); next < len(s) && s[next] != ':' && !strings.HasPrefix(s[next:], "=>") {
					o.end = end
					return o, false
				}
			} else {
				m := member{name: name, depth: len(closers), from: from, to: to, quoted: quoted}
				if len(holders) > 0 {
					m.within = holders[len(holders)-1]
				}
				if quoted {
					m.more, end = moreLiterals(s, end)
				}
				if len(o.members) == maxNodes {
					o.end = i
					return o, false
				}
				o.members = append(o.members, m)
				name = ""
			}
			i = end
		}
	}
	o.end, o.cut = len(s), true
	return o, len(o.members) > 0
}

// moreLiterals finds the literals that a string goes on in: set apart by + as JavaScript prints them, or
// by white space as Python does.
func moreLiterals(s string, at int) (more []sigv4.Span, end int) {
	for end = at; ; {
		next := skipSpace(s, end)
		if next < len(s) && s[next] == '+' {
			next = skipSpace(s, next+1)
		}
		if next < len(s)-1 && s[next] == 'b' && (s[next+1] == '\'' || s[next+1] == '"') {
			next++
		}
		if next >= len(s) || s[next] != '\'' && s[next] != '"' {
			return more, end
		}
		from, to, stop, _, _ := readScalar(s, next)
		if stop >= len(s) || skipSpace(s, stop) < len(s) && s[skipSpace(s, stop)] == ':' { // the name of the next member, whose comma was lost
			return more, end
		}
		more = append(more, sigv4.Span{Start: from, End: to})
		end = stop
	}
}

// readScalar reads a string, with the letter that Python has before its bytes, or a bare word: where its
// text lies, and where it ends with its quotes.
func readScalar(s string, at int) (from, to, end int, quoted, ok bool) {
	if s[at] == 'b' && at+1 < len(s) && (s[at+1] == '\'' || s[at+1] == '"') {
		at++
	}
	switch c := s[at]; c {
	case '"', '\'':
		for end = at + 1; end < len(s) && s[end] != c; end++ {
			if s[end] == '\\' {
				end++
			}
		}
		end = min(end, len(s))
		return at + 1, end, min(end+1, len(s)), true, true
	default:
		end = at
		for end < len(s) && (isWord(s[end]) || strings.IndexByte("$-+.#@/", s[end]) >= 0 || s[end] >= utf8.RuneSelf) {
			end++
		}
		return at, end, end, false, end > at
	}
}

// unquote is bytes [from, to) of t with the escapes of JSON, JavaScript and Python undone.
func unquote(t sigv4.Text, from, to int) sigv4.Text {
	w := rewrite(t)
	w.unescape(from, to)
	return w.text()
}

// unescape appends bytes [from, to) of the input with their escapes undone.
func (w *rewriter) unescape(from, to int) {
	s := w.in.String
	start := from
	for i := from; i < to; {
		if s[i] != '\\' || i+1 >= to {
			i++
			continue
		}
		text, n := jsonEscape(s[i:to])
		w.copy(start, i)
		w.replace(i, i+n, text)
		i += n
		start = i
	}
	w.copy(start, to)
}

// jsonEscape is the value of the escape that starts s, and its length. An unknown one stands for
// the character after the backslash.
func jsonEscape(s string) (string, int) {
	const letters, values = `bfnrt`, "\b\f\n\r\t"
	if i := strings.IndexByte(letters, s[1]); i >= 0 {
		return values[i : i+1], 2
	}
	digits := map[byte]int{'u': 4, 'x': 2}[s[1]]
	if n, err := strconv.ParseUint(s[2:min(2+digits, len(s))], 16, 32); digits > 0 && err == nil && len(s) >= 2+digits {
		r, length := rune(n), 2+digits
		if utf16.IsSurrogate(r) && strings.HasPrefix(s[length:], `\u`) && len(s) >= 12 {
			if low, err := strconv.ParseUint(s[8:12], 16, 32); err == nil {
				if pair := utf16.DecodeRune(r, rune(low)); pair != utf8.RuneError {
					return string(pair), 12
				}
			}
		}
		return string(r), length
	}
	_, size := utf8.DecodeRuneInString(s[1:])
	return s[1 : 1+size], 1 + size
}
