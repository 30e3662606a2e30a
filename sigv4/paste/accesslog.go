package paste

import (
	"strconv"
	"strings"

	"countersign/sigv4"
)

// accessLine is what one line of the access log of a server or a proxy says of a request.
type accessLine struct {
	method, target, status sigv4.Span
	query                  sigv4.Span // CloudFront writes the query apart, and % as %25
	host, scheme           sigv4.Span // empty where the log does not say them
	code                   sigv4.Span // S3: its error code
	fields                 []accessField
	headers                []accessField
}

// accessField is a value of a line under the name it is known by.
type accessField struct {
	name  string
	value sigv4.Span
}

// Where the fields stand in the lines that have no names for them, counted from 0: Amazon S3 User
// Guide, "Amazon S3 server access log format"; Elastic Load Balancing, "Access log entries";
// Amazon CloudFront Developer Guide, "Standard log file fields".
const (
	s3Time, s3Operation, s3Request, s3Code, s3HostID, s3Version, s3Authentication, s3Host = 2, 6, 8, 10, 18, 19, 21, 22
	s3RequestID                                                                           = 5
	balancerStatus, balancerRequest                                                       = 8, 12
	frontMethod, frontHost, frontPath, frontStatus, frontQuery                            = 5, 6, 7, 8, 11
	frontHostHeader, frontScheme                                                          = 15, 16
)

// maxAccessHead bounds what stands before the time in a line of the combined form.
const maxAccessHead = 400

// shortestAccess is shorter than a line with a time, a request and a status.
const shortestAccess = 32

// startsAccess reports whether a line of an access log starts at a place: of nginx and Apache (combined,
// with or without more fields), of S3, of an Application Load Balancer, or of CloudFront.
func startsAccess(s string, at int) bool {
	if at > 0 && s[at-1] != '\n' || !isAlnum(s[at]) {
		return false
	}
	head := s[at:min(len(s), at+maxAccessHead)]
	if end := strings.IndexByte(head, '\n'); end >= 0 {
		head = head[:end]
	}
	if len(head) < shortestAccess {
		return false
	}
	if form(head, 0, "0000-00-00\t00:00:00\t") {
		return true
	}
	if space := strings.IndexByte(head, ' '); space > 0 && space < 6 && form(head, space+1, "0000-00-00T00:00:00") {
		return strings.HasPrefix(head[:space], "http") || head[:space] == "h2" || head[:space] == "grpcs" || head[:space] == "ws" || head[:space] == "wss"
	}
	stamp := strings.Index(head, " [")
	return stamp > 0 && form(head, stamp, " [00/") && stamp+9 < len(head) && form(head, stamp+len(" [00/Mar"), "/0000:00:00:00")
}

// readAccess reads the lines of an access log. Those that bear on no signature are passed by.
func (p *parser) readAccess(at int) (end int, ok bool) {
	s := p.in.String
	for end = at; end < len(s) && startsAccess(s, end); end = nextLine(s, end) {
		line := lineEnd(s, end)
		a, ok := readAccessLine(s, end, line)
		if !ok || !p.bears(a) {
			continue
		}
		if end > at {
			p.claim(at, end, KindLog, 0)
		}
		p.addAccess(a, end, line)
		return line, true
	}
	p.claim(at, end, KindLog, 0)
	return end, true
}

// bears reports whether a line of an access log bears on a signature: the address is presigned, a
// header with a signature is logged, or S3 names an error about signatures.
func (p *parser) bears(a accessLine) bool {
	s := p.in.String
	if presignedFormat(s[a.target.Start:a.target.End]+"?"+s[a.query.Start:a.query.End]) != "" || isCode(s[a.code.Start:a.code.End]) {
		return true
	}
	for _, h := range a.headers {
		if h.name == "Authorization" {
			return true
		}
	}
	return false
}

// readAccessLine reads the line from at to end.
func readAccessLine(s string, at, end int) (a accessLine, ok bool) {
	if s[at+len("0000-00-00")] == '\t' {
		return frontLine(s, at, end)
	}
	words := accessWords(s, at, end)
	quoted := -1
	for i, w := range words {
		if s[w.Start] == '"' {
			quoted = i
			break
		}
	}
	if quoted < 0 || quoted+1 >= len(words) {
		return a, false
	}
	request := unquoted(s, words[quoted])
	space := strings.IndexByte(s[request.Start:request.End], ' ')
	version := strings.LastIndex(s[request.Start:request.End], " HTTP/")
	if space <= 0 || version <= space {
		return a, false
	}
	a.method = sigv4.Span{Start: request.Start, End: request.Start + space}
	a.target = sigv4.Span{Start: a.method.End + 1, End: request.Start + version}
	a.status = words[quoted+1]
	switch {
	case quoted == balancerRequest && hasScheme(s[a.target.Start:a.target.End]):
		a.status = words[balancerStatus]
	case quoted >= s3Request:
		own := words[quoted-s3Request:] // without what another log wrote before
		if s[own[s3Time].Start] == '[' && strings.IndexByte(s[own[s3Operation].Start:own[s3Operation].End], '.') > 0 {
			a.readS3(s, own)
			return a, true
		}
	}
	for _, w := range words[quoted+1:] {
		a.readNamed(s, w)
	}
	return a, true
}

// logged is why a header is in the request of a line.
const logged = "the log has its value"

// addAccess adds the request that a line tells of, its status, and the error that S3 names.
func (p *parser) addAccess(a accessLine, at, end int) {
	s := p.in.String
	r := Request{Format: KindAccessLog, Response: -1, Error: -1}
	method := p.text(a.method.Start, a.method.End)
	r.Method, r.MethodMap = method.String, method.Map
	setTarget(&r, p.accessTarget(a))
	if a.scheme.Len() > 0 {
		r.Scheme = s[a.scheme.Start:a.scheme.End]
	}
	var h headBlock
	switch {
	case a.host.Len() > 0:
		h.add(inserted("Host", logged), p.text(a.host.Start, a.host.End))
	case r.Host != "":
		host := hostSent(r.Scheme, r.Host)
		h.add(inserted("Host", "every client sends it"), sigv4.Text{String: host, Map: hostMap(p.text(a.target.Start, a.target.End), host)})
	}
	for _, f := range a.headers {
		h.add(inserted(f.name, logged), p.text(f.value.Start, f.value.End))
	}
	p.setHeaders(&r, &h)
	r.Redacted = r.Redacted || isMasked(r.Target)
	if status, err := strconv.Atoi(s[a.status.Start:a.status.End]); err == nil && status >= 100 && status <= 599 {
		r.Response = len(p.ev.Responses)
		p.ev.Responses = append(p.ev.Responses, Response{Status: status, Span: p.span(a.status.Start, a.status.End), Error: -1})
	}
	if a.code.Len() > 0 {
		e := ServerError{Format: KindAccessLog, Code: p.text(a.code.Start, a.code.End), Span: p.span(a.code.Start, a.code.End), Response: r.Response}
		for _, f := range a.fields {
			e.addField(f.name, p.text(f.value.Start, f.value.End))
		}
		r.Error = len(p.ev.Errors)
		if r.Response >= 0 {
			e.Status = p.ev.Responses[r.Response].Status
			p.ev.Responses[r.Response].Error = r.Error
		}
		p.ev.Errors = append(p.ev.Errors, e)
	}
	p.addAnswered(r, at, end)
}

// accessTarget is the target that a line logs, as it was sent: nginx writes bytes as \x22, CloudFront %
// as %25.
func (p *parser) accessTarget(a accessLine) sigv4.Text {
	s := p.in.String
	w := rewrite(p.in)
	undo := func(span sigv4.Span, front bool) {
		from := span.Start
		for at := from; at+1 < span.End; at++ {
			switch rest := s[at:span.End]; {
			case front && strings.HasPrefix(rest, "%25") && len(rest) > 4 && isHex(rest[3:5]):
				w.copy(from, at)
				w.replace(at, at+3, "%")
				at += 2
				from = at + 1
			case !front && rest[0] == '\\' && (rest[1] == '"' || rest[1] == '\\'): // Apache
				w.copy(from, at)
				w.replace(at, at+2, rest[1:2])
				at++
				from = at + 1
			case !front && strings.HasPrefix(rest, `\x`) && len(rest) > 3 && isHex(rest[2:4]):
				w.copy(from, at)
				w.replace(at, at+4, string([]byte{hexDigit(rest[2])<<4 | hexDigit(rest[3])}))
				at += 3
				from = at + 1
			}
		}
		w.copy(from, span.End)
	}
	front := a.query.Len() > 0
	undo(a.target, front)
	if front {
		w.insert("?", "the log has the query in a field of its own")
		undo(a.query, front)
	}
	return w.text()
}

// accessNote is the few words beside a line of an access log.
func (p *parser) accessNote(r Request) string {
	note := strings.TrimSpace(r.Method + " " + r.Host)
	if r.Response >= 0 {
		note = joinWords(note, statusNote(p.ev.Responses[r.Response].Status))
	}
	if r.Error >= 0 {
		note = joinWords(note, p.ev.Errors[r.Error].Code.String)
	}
	return note
}
