package paste

import (
	"strings"

	"countersign/sigv4"
)

// maxStack bounds the stack that JavaScript prints below a message, and the message.
const maxStack = 16384

// startsThrown reports whether an error that JavaScript prints may start at a place: "Code: message", or
// "Class [Code]: message".
func startsThrown(s string, at int) bool {
	if !isUpper(s[at]) || at > 0 && !isSpace(s[at-1]) || at+2 < len(s) && isUpper(s[at+1]) && isUpper(s[at+2]) { // a method, not a code
		return false
	}
	from, to := thrownCode(s, at)
	return to > from
}

// thrownCode is the code of the error that is printed at a place, empty for none.
func thrownCode(s string, at int) (from, to int) {
	const longest = 64
	head := s[at:min(len(s), at+longest)]
	colon := strings.Index(head, ": ")
	if colon < 0 {
		return at, at
	}
	word := head[:colon]
	if open := strings.Index(word, " ["); open > 0 && strings.HasSuffix(word, "]") {
		if !isWordOnly(word[:open]) || !isCode(word[open+2:len(word)-1]) {
			return at, at
		}
		return at + open + 2, at + colon - 1
	}
	if !isCode(word) {
		return at, at
	}
	return at, at + colon
}

func isWordOnly(word string) bool {
	for i := range len(word) {
		if !isWord(word[i]) {
			return false
		}
	}
	return word != ""
}

// nextStack is the next line that starts as one of a stack, or the end of the text. It is looked for once.
func (p *parser) nextStack(from int) int {
	if p.stack <= from {
		s := p.in.String
		p.stack = len(s)
		for at := from; at < len(s); at = nextLine(s, at) {
			if at > from && s[at-1] == '\n' && stackLine(s, at) {
				p.stack = at
				break
			}
		}
	}
	return p.stack
}

// stackLine reports whether a line says where a call stands: "    at f (file.js:1:2)".
func stackLine(s string, at int) bool {
	word := skipBlanks(s, at)
	return word > at && strings.HasPrefix(s[word:], "at ")
}

// readThrown reads an error of the AWS SDK for JavaScript as console.log and an uncaught error print it:
// code and message, the stack, and an object with the rest.
func (p *parser) readThrown(at int) (end int, ok bool) {
	s := p.in.String
	stack := p.nextStack(at)
	if stack == len(s) || stack-at > maxStack {
		return stack, false
	}
	end = stack
	for end < len(s) && end-stack < maxStack && stackLine(s, end) {
		end = nextLine(s, end)
	}
	brace := strings.TrimRight(s[stack:end], " \t\r\n")
	if !strings.HasSuffix(brace, " {") {
		return end, false
	}
	o, ok := readObject(s, stack+len(brace)-1)
	if !ok {
		return max(end, o.end), false
	}
	codeFrom, codeTo := thrownCode(s, at)
	messageFrom := at + strings.Index(s[at:], ": ") + len(": ")
	from, to := trimmed(s, messageFrom, stack)
	e := ServerError{Format: KindSDKError, Client: "AWS SDK for JavaScript", Code: p.text(codeFrom, codeTo), Message: p.text(from, to)}
	for _, m := range o.members {
		switch {
		case m.name == "httpStatusCode", m.name == "statusCode":
			e.Status = statusOf(s[m.from:m.to])
		case isElement(m.name), strings.EqualFold(m.name, "code"), strings.EqualFold(m.name, "message"):
		case m.quoted:
			e.addField(m.name, m.text(p.in))
		}
	}
	_, end = trimmed(s, at, o.end)
	p.addError(e, at, end)
	p.addMembers(o, len(p.ev.Errors)-1)
	return end, true
}

// printedRequest makes a request of an object that has its method, its path or address, and its headers,
// as a program prints it before it is sent, or of one that has headers only, as a server logs what arrived.
// One without a header of AWS is none, headers alone without an Authorization of SigV4.
func (p *parser) printedRequest(o object) (r Request, ok bool) {
	r = Request{Format: KindHTTPRequest, Response: -1, Error: -1}
	var h, bare headBlock
	var path, address, query *member
	var queries []member
	signed, whole := false, false
	for i := range o.members {
		m := &o.members[i]
		switch lower := strings.ToLower(m.name); {
		case m.depth == 1 && m.quoted && (lower == "method" || lower == "httpmethod"):
			method := m.text(p.in)
			r.Method, r.MethodMap = method.String, method.Map
		case m.depth == 1 && m.quoted && (lower == "path" || lower == "rawpath"):
			path = m
		case m.depth == 1 && m.quoted && (lower == "url" || lower == "uri"):
			address = m
		case m.depth == 1 && m.quoted && (lower == "querystring" || lower == "rawquerystring"):
			query = m
		case m.depth == 2 && m.within == "query" && m.quoted:
			queries = append(queries, *m)
		case m.quoted && (m.depth == 1 || m.depth == 2 && strings.EqualFold(m.within, "headers")) && len(bare.headers) < maxHeaders:
			value, list := m.text(p.in), &h
			if m.depth == 1 {
				list = &bare
			}
			list.add(inserted(m.name, "the name in the object"), value)
			authorized := strings.HasPrefix(value.String, "AWS4-")
			signed = signed || m.depth == 2 && (authorized || strings.HasPrefix(lower, "x-amz-"))
			whole = whole || authorized && lower == "authorization"
		}
	}
	if whole && r.Method == "" && address == nil && path == nil {
		if len(h.headers) == 0 {
			h = bare
		}
		_, received := headerValue(h.headers, "host") // clients print theirs without it
		p.setHeaders(&r, &h)
		return r, received
	}
	switch {
	case !signed || r.Method == "" || len(queries) > maxHeaders:
		return r, false
	case address != nil:
		setTarget(&r, address.text(p.in))
	case path != nil:
		setTarget(&r, p.joinedTarget(*path, query, queries))
	default:
		return r, false
	}
	p.setHeaders(&r, &h)
	r.Redacted = r.Redacted || isMasked(r.Target)
	return r, true
}

// joinedTarget is a path with the query that an object has beside it: as a string that is encoded, or as
// members that are not.
func (p *parser) joinedTarget(path member, query *member, queries []member) sigv4.Text {
	w := rewrite(p.in)
	add := func(t sigv4.Text) {
		w.in = t
		w.copy(0, len(t.String))
	}
	add(path.text(p.in))
	separator := "?"
	if strings.IndexByte(path.text(p.in).String, '?') >= 0 {
		separator = "&"
	}
	if query != nil {
		if value := query.text(p.in); value.String != "" {
			w.insert(separator, "the object has the query apart")
			add(value)
		}
		return w.text()
	}
	for _, m := range queries {
		w.insert(separator+encodeQuery(m.name)+"=", "the object has the query apart")
		separator = "&"
		value := m.text(p.in)
		w.in = value
		for i := range len(value.String) {
			if encoded := encodeQuery(value.String[i : i+1]); encoded != value.String[i:i+1] {
				w.replace(i, i+1, encoded)
			} else {
				w.copy(i, i+1)
			}
		}
	}
	return w.text()
}

// encodeQuery is s with all but RFC 3986's unreserved characters percent-encoded, as SDKs send queries.
func encodeQuery(s string) string {
	const digits = "0123456789ABCDEF"
	var out []byte
	for i := range len(s) {
		if c := s[i]; isAlnum(c) || strings.IndexByte("-._~", c) >= 0 {
			out = append(out, c)
		} else {
			out = append(out, '%', digits[c>>4], digits[c&15])
		}
	}
	return string(out)
}

// addPrinted adds the request that an object at a place is, if it is one.
func (p *parser) addPrinted(o object, at, end int) bool {
	r, ok := p.printedRequest(o)
	if !ok {
		return false
	}
	from := at
	if name := "request "; strings.HasSuffix(p.in.String[:at], name) && at-len(name) >= p.lastEnd() { // that it was printed under
		from -= len(name)
	}
	p.addAnswered(r, from, end)
	return true
}
