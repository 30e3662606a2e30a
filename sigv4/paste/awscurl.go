package paste

import (
	"strings"

	"countersign/sigv4"
)

// What awscurl -v prints between the parts of a request and an answer.
const (
	awscurlHeaders = `'\nHEADERS++++`
	awscurlAnswer  = `'\nRESPONSE++++`
)

func startsAwscurl(s string, at int) bool {
	return s[at] == '\'' && (strings.HasPrefix(s[at:], awscurlHeaders) || strings.HasPrefix(s[at:], awscurlAnswer))
}

// readAwscurl reads the dict of the headers that awscurl sends and the address below it, or the status
// and the headers of the answer.
func (p *parser) readAwscurl(at int) (end int, ok bool) {
	const codeIs = `'Response code: `
	s := p.in.String
	end = nextLine(s, at)
	if strings.HasPrefix(s[at:], awscurlHeaders) {
		return p.readAwscurlRequest(at, end)
	}
	if !strings.HasPrefix(s[end:], codeIs) {
		return end, false
	}
	digits := end + len(codeIs)
	r := Response{Status: statusOf(s[digits:min(len(s), digits+3)]), Error: -1}
	end = nextLine(s, end)
	if end >= len(s) || s[end] != '{' || r.Status == 0 {
		return end, false
	}
	pairs, end, ok := readDict(s[:lineEnd(s, end)], end)
	if !ok {
		return end, false
	}
	h := p.headersOf(pairs)
	r.Headers, r.ValueMaps = h.headers, h.values
	p.addResponse(&r, at, end)
	return end, true
}

func (p *parser) readAwscurlRequest(at, dict int) (end int, ok bool) {
	const urlIs, reach = "'Request URL = ", 1024
	s := p.in.String
	line := lineEnd(s, dict)
	if dict >= len(s) || s[dict] != '{' {
		return dict, false
	}
	pairs, end, ok := readDict(s[:line], dict)
	if !ok {
		return end, false
	}
	r := Request{Format: KindHTTPRequest, Response: -1, Error: -1}
	h := p.headersOf(pairs)
	if i := strings.Index(s[end:min(len(s), end+reach)], urlIs); i >= 0 {
		if from, to, stop, ok := pythonLiteral(s, end+i); ok {
			address := unquotePython(p.in, from+len(urlIs)-1, to)
			setTarget(&r, address)
			host := hostSent(r.Scheme, r.Host)
			h.add(inserted("Host", "Python sends it"), sigv4.Text{String: host, Map: hostMap(address, host)})
			end, r.OtherHeaders = stop, Absent
		}
	}
	r.Method, r.MethodMap = "GET", inserted("GET", "awscurl sends it when no other is said").Map
	r.ImpliedMethod = true
	if method := p.awscurlOption(at, "'request': "); method.String != "" {
		r.Method, r.MethodMap, r.ImpliedMethod = method.String, method.Map, false
	}
	p.setHeaders(&r, &h)
	if bodilessMethod(r.Method) {
		r.Body = Absent
	}
	p.addRequest(&r, at, end)
	return end, true
}

// awscurlOption is the value of an option in the dict of all options that is printed above a request.
func (p *parser) awscurlOption(at int, name string) sigv4.Text {
	const reach = 8192
	s := p.in.String
	from := max(0, at-reach)
	i := strings.LastIndex(s[from:at], name)
	if i < 0 {
		return sigv4.Text{}
	}
	literal, to, _, ok := pythonLiteral(s[:at], from+i+len(name))
	if !ok {
		return sigv4.Text{}
	}
	return unquotePython(p.in, literal, to)
}
