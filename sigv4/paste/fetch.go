package paste

import (
	"strconv"
	"strings"

	"countersign/sigv4"
)

const fetchCall = "fetch("

func startsFetch(s string, at int) bool {
	return s[at] == 'f' && strings.HasPrefix(s[at:], fetchCall) && (at == 0 || !isWord(s[at-1]) && s[at-1] != '-' && s[at-1] != '$')
}

// readFetch reads a call of fetch: an address, and an object with method, headers and body. Browsers
// copy a request so, without the headers that a script may not set.
func (p *parser) readFetch(at int) (end int, ok bool) {
	s := p.in.String
	at2 := skipSpace(s, at+len(fetchCall))
	if at2 == len(s) || strings.IndexByte("\"'`", s[at2]) < 0 {
		return at2, false
	}
	from, to, end, closed := stringAt(s, at2)
	if !closed || !hasScheme(s[from:to]) {
		return end, false
	}
	address := unquote(p.in, from, to)
	r := Request{Format: KindFetch, Redacted: s[at2] == '`' && strings.Contains(s[from:to], "${")}
	options := node{}
	next := skipSpace(s, end)
	if next < len(s) && s[next] == ',' {
		if next = skipSpace(s, next+1); next < len(s) && s[next] == '{' {
			var read bool
			options, end, read = readTree(s, next)
			r.Cut, r.Redacted = options.cut, r.Redacted || !read // or what makes them is more than an object
		} else {
			r.Redacted = true // options that are made elsewhere
		}
	} else if next == len(s) {
		r.Cut = true
	}
	p.setFetchHeaders(&r, options.member(s, "headers"))
	method := sigv4.Text{}
	if m := options.member(s, "method"); m.is(stringNode) {
		method = unquote(p.in, m.from, m.to)
	} else if m != nil {
		r.Redacted = true
	}
	r.setMethod(method, "GET", "fetch chooses the method")
	r.setAddress(address, "the client sends that of the address")
	p.setFetchBody(&r, options.member(s, "body"))
	end = fetchEnd(s, end)
	start := at
	for _, before := range [...]string{"window.", "await ", "return "} {
		if strings.HasSuffix(s[:start], before) {
			start -= len(before)
		}
	}
	p.addRequest(r, start, end)
	return end, true
}

// fetchEnd is where a call ends with its bracket and semicolon.
func fetchEnd(s string, end int) int {
	next := end
	for next < len(s) && (isSpace(s[next]) || s[next] == ',') {
		next++
	}
	if next == len(s) || s[next] != ')' {
		return end
	}
	if end = next + 1; end < len(s) && s[end] == ';' {
		end++
	}
	return end
}

// setFetchHeaders gives a request the members of a headers object, or the pairs of a list.
func (p *parser) setFetchHeaders(r *Request, headers *node) {
	s := p.in.String
	if headers.is(expressionNode) || headers.is(wordNode) { // new Headers({…}), or a variable
		r.Redacted = true
		if open := strings.IndexByte(s[headers.from:headers.to], '{'); open >= 0 && strings.HasPrefix(s[headers.from:], "new Headers(") {
			if tree, _, ok := readTree(s[:headers.to], headers.from+open); ok {
				r.Redacted = false
				p.setFetchHeaders(r, &tree)
			}
		}
		return
	}
	if headers == nil {
		return
	}
	for i := range headers.kids {
		k := &headers.kids[i]
		name := unquote(p.in, k.nameFrom, k.nameTo)
		if headers.kind == listNode && len(k.kids) == 2 && k.kids[0].kind == stringNode {
			name, k = unquote(p.in, k.kids[0].from, k.kids[0].to), &k.kids[1]
		}
		if name.String == "" || len(r.Headers) == maxHeaders {
			continue
		}
		value := p.text(k.from, k.to)
		if k.kind == stringNode {
			value = unquote(p.in, k.from, k.to)
		}
		r.setHeader(name, value)
		if computed := k.kind != stringNode || s[k.from-1] == '`' && strings.Contains(value.String, "${"); computed {
			r.Expands[len(r.Expands)-1], r.Redacted = true, true
		} else {
			r.Expands[len(r.Expands)-1] = false // a dollar sign in quotes is one
		}
	}
}

// setFetchBody gives a request its body: a string, with the headers that the client adds for it.
func (p *parser) setFetchBody(r *Request, body *node) {
	switch {
	case body == nil && r.Cut:
	case body == nil, body.is(wordNode) && (body.string(p.in.String) == "null" || body.string(p.in.String) == "undefined"):
		r.Body = Absent
	case body.is(stringNode):
		doubt := ""
		text := unquote(p.in, body.from, body.to)
		switch {
		case body.cut:
			doubt = "the text ends inside it"
		case p.in.String[body.from-1] == '`' && strings.Contains(text.String, "${"):
			doubt = "it holds a variable"
		}
		p.setText(r, text, doubt)
		r.imply("Content-Type", inserted("text/plain;charset=UTF-8", "the client names the type of a string"), "the client names the type of a string")
		if r.Body == Present {
			r.imply("Content-Length", inserted(strconv.Itoa(len(text.String)), "the client counts the body"), "the client counts the body")
		}
	}
}
