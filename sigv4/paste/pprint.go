package paste

// startsLiterals reports whether a string that Python's pprint broke into literals stands at a place:
// ('a\n'
//
//	'b')
func startsLiterals(s string, at int) bool {
	return s[at] == '(' && at+1 < len(s) && (s[at+1] == '\'' || s[at+1] == '"') && (at == 0 || isSpace(s[at-1]))
}

// readLiterals joins the literals, and gives what they say to the formats of texts to sign.
func (p *parser) readLiterals(at int) (end int, ok bool) {
	s := p.in.String
	_, _, end, ok = pythonLiteral(s, at+1)
	if end = skipSpace(s, end); !ok || end == len(s) || s[end] != '\'' && s[end] != '"' { // an argument of a call, a tuple
		return max(end, at+1), false
	}
	w := rewrite(p.in)
	end = at + 1
	for {
		from, to, stop, ok := pythonLiteral(s, end)
		if !ok {
			return max(stop, at+1), false
		}
		w.unescapePython(from, to)
		end = skipSpace(s, stop)
		if end < len(s) && s[end] == ')' {
			end++
			break
		}
	}
	text := w.text()
	inner := p.inner(text)
	for i := range len(text.String) {
		if !isUpper(text.String[i]) {
			continue
		}
		found := false
		if startsCanonical(text.String, i) {
			_, found = inner.readCanonical(i)
		} else if startsStringToSign(text.String, i) {
			_, found = inner.readStringToSign(i)
		}
		if found {
			break
		}
	}
	p.ev = inner.ev
	if len(inner.blocks) == 0 {
		return end, false
	}
	p.claim(at, end, inner.blocks[0].kind, inner.blocks[0].index)
	return end, true
}
