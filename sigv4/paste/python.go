package paste

import (
	"strings"

	"countersign/sigv4"
)

// A pair is a name and a value of a dict whose values are strings or bytes: where they lie, without quotes.
type pair struct {
	name, value sigv4.Span
}

// readDict reads the dict that Python prints at a place: {'name': b'value', "name": 'value'}.
func readDict(s string, at int) (pairs []pair, end int, ok bool) {
	end = at + 1
	for end < len(s) {
		for end < len(s) && (s[end] == ' ' || s[end] == ',') {
			end++
		}
		if end < len(s) && s[end] == '}' {
			return pairs, end + 1, true
		}
		var p pair
		if p.name.Start, p.name.End, end, ok = pythonLiteral(s, end); !ok || !strings.HasPrefix(s[end:], ": ") {
			return nil, end, false
		}
		if p.value.Start, p.value.End, end, ok = pythonLiteral(s, end+len(": ")); !ok {
			return nil, end, false
		}
		pairs = append(pairs, p)
	}
	return nil, end, false
}

// pythonLiteral finds the text of the string or bytes that starts at a place, and where it ends with its quotes.
func pythonLiteral(s string, at int) (from, to, end int, ok bool) {
	if at < len(s) && s[at] == 'b' {
		at++
	}
	if at >= len(s) || s[at] != '\'' && s[at] != '"' {
		return at, at, min(at, len(s)), false
	}
	to = at + 1
	for to < len(s) && s[to] != s[at] && s[to] != '\n' {
		if s[to] == '\\' {
			to++
		}
		to++
	}
	if to >= len(s) || s[to] == '\n' {
		return at, at, min(to, len(s)), false
	}
	return at + 1, to, to + 1, true
}

// unquotePython is bytes [from, to) of t with the escapes of Python undone. \x stands for one byte.
func unquotePython(t sigv4.Text, from, to int) sigv4.Text {
	w := rewrite(t)
	w.unescapePython(from, to)
	return w.text()
}

// unescapePython appends bytes [from, to) of the input with the escapes of Python undone.
func (w *rewriter) unescapePython(from, to int) {
	s := w.in.String
	start := from
	for i := from; i < to; {
		if s[i] != '\\' || i+1 >= to {
			i++
			continue
		}
		text, n := jsonEscape(s[i:to])
		if s[i+1] == 'x' && i+4 <= to && isHex(s[i+2:i+4]) {
			text, n = string([]byte{hexDigit(s[i+2])<<4 | hexDigit(s[i+3])}), 4
		}
		w.copy(start, i)
		w.replace(i, i+n, text)
		i += n
		start = i
	}
	w.copy(start, to)
}

// headersOf is the headers that a dict of Python holds.
func (p *parser) headersOf(pairs []pair) (h headBlock) {
	for _, pair := range pairs {
		name, value := unquotePython(p.in, pair.name.Start, pair.name.End), unquotePython(p.in, pair.value.Start, pair.value.End)
		h.add(name, value)
	}
	return h
}
