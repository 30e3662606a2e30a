package paste

import (
	"strings"

	"countersign/sigv4"
)

// What s3cmd -d writes before what is read of it.
const (
	s3cmdSending  = "Sending request method_string="
	s3cmdSigned   = "signature-v4 headers: {"
	s3cmdResponse = "Response:"
	s3cmdHost     = "get_hostname("
	s3cmdConnect  = "creating new connection: "
)

func startsS3cmd(s string, at int) bool {
	switch s[at] {
	case 'S':
		return strings.HasPrefix(s[at:], s3cmdSending)
	case 's':
		return strings.HasPrefix(s[at:], s3cmdSigned)
	case 'R':
		if !strings.HasPrefix(s[at:], s3cmdResponse) {
			return false
		}
		next := skipSpace(s, at+len(s3cmdResponse))
		return strings.HasPrefix(s[next:], "{'")
	}
	return false
}

// readS3cmd reads the request that s3cmd sends, or the answer, as Python prints them. The headers that it
// signed stand in the request again.
func (p *parser) readS3cmd(at int) (end int, ok bool) {
	s := p.in.String
	switch s[at] {
	case 's':
		end = lineEnd(s, at)
		p.claim(at, end, KindLog, 0)
		return end, true
	case 'R':
		return p.readS3cmdAnswer(at)
	}
	const uriIs, headersAre = ", uri=", ", headers={"
	line := lineEnd(s, at)
	from, to, end, ok := pythonLiteral(s[:line], at+len(s3cmdSending))
	if !ok || !strings.HasPrefix(s[end:line], uriIs) {
		return line, false
	}
	uriFrom, uriTo, end, ok := pythonLiteral(s[:line], end+len(uriIs))
	if !ok || !strings.HasPrefix(s[end:line], headersAre) {
		return line, false
	}
	pairs, _, ok := readDict(s[:line], end+len(headersAre)-1)
	if !ok {
		return line, false
	}
	r := Request{Format: KindHTTPRequest, Response: -1, Error: -1}
	method := p.text(from, to)
	r.Method, r.MethodMap = method.String, method.Map
	setTarget(&r, unquotePython(p.in, uriFrom, uriTo))
	h := p.headersOf(pairs)
	if host := p.s3cmdHost(at); host.Len() > 0 {
		h.add(inserted("Host", "Python sends it"), p.text(host.Start, host.End))
		r.OtherHeaders = Absent // Python adds no more than Host, Accept-Encoding and Content-Length
	}
	p.setHeaders(&r, &h)
	if strings.HasSuffix(s[end:line], "body=(0 bytes)") {
		r.Body = Absent
	}
	p.addAnswered(r, at, line)
	return line, true
}

// s3cmdHost is where s3cmd last said which host it talks to before a place, empty when it did not within
// some lines.
func (p *parser) s3cmdHost(at int) sigv4.Span {
	const reach = 4096
	s := p.in.String
	from := max(0, at-reach)
	if i := strings.LastIndex(s[from:at], s3cmdHost); i >= 0 {
		i += from
		end := lineEnd(s, i)
		if colon := strings.Index(s[i:end], "): "); colon >= 0 {
			start, stop := trimmed(s, i+colon+len("): "), end)
			return sigv4.Span{Start: start, End: stop}
		}
	}
	if i := strings.LastIndex(s[from:at], s3cmdConnect); i >= 0 {
		i += from + len(s3cmdConnect)
		start, stop := trimmed(s, i, lineEnd(s, i))
		if scheme := strings.Index(s[start:stop], "://"); scheme >= 0 {
			start += scheme + len("://")
		}
		return sigv4.Span{Start: start, End: stop}
	}
	return sigv4.Span{}
}

// readS3cmdAnswer reads the dict with status, headers and data. pprint breaks long data into several
// literals.
func (p *parser) readS3cmdAnswer(at int) (end int, ok bool) {
	s := p.in.String
	brace := skipSpace(s, at+len(s3cmdResponse))
	o, ok := readObject(s, brace)
	if !ok {
		return max(o.end, at+1), false
	}
	_, end = trimmed(s, brace, o.end)
	r := Response{Error: -1}
	var data *member
	for i := range o.members {
		m := &o.members[i]
		switch {
		case m.depth == 1 && m.name == "status":
			r.Status = statusOf(s[m.from:m.to])
		case m.depth == 1 && m.name == "data" && m.quoted:
			data = m
		case m.depth == 2 && m.within == "headers" && m.quoted:
			value := m.text(p.in)
			r.Headers = append(r.Headers, sigv4.Header{Name: m.name, Value: value.String})
			r.ValueMaps = append(r.ValueMaps, value.Map)
		}
	}
	if r.Status == 0 {
		return end, false
	}
	if data == nil || data.to == data.from {
		p.addResponse(&r, at, end)
		return end, true
	}
	stop := data.to
	if n := len(data.more); n > 0 {
		stop = data.more[n-1].End
	}
	p.addResponse(&r, at, data.from)
	p.readInner(data.text(p.in), data.from, stop)
	p.claim(stop, end, KindLog, 0)
	return end, true
}
