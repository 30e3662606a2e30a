package paste

import (
	"strconv"
	"strings"

	"countersign/sigv4"
)

// loggers are the names that stand in the lines of boto3's and the AWS CLI's logs.
var loggers = [...]string{"botocore.", "awscli.", "urllib3.", "boto3.", "s3transfer."}

// logMarks start what is read in such lines. What stands before them is the log's own.
var logMarks = [...]string{"CanonicalRequest:", "StringToSign:", "Signature:", sending, answerHeaders, answerBody}

const (
	sending       = "Sending http request: <AWSPreparedRequest "
	answerHeaders = "Response headers: {"
	answerBody    = "Response body:"
)

// startsLog reports whether a line of a log starts at a place: "2026-03-15 12:00:00,123 - MainThread -
// botocore.auth - DEBUG - …", or "… botocore.auth [DEBUG] …".
func startsLog(s string, at int) bool {
	const stamp = "0000-00-00 00:00:00,000 "
	if at > 0 && s[at-1] != '\n' || len(s)-at < len(stamp) || !isDigit(s[at]) {
		return false
	}
	for i := range len(stamp) {
		if c := s[at+i]; c != stamp[i] && (stamp[i] != '0' || !isDigit(c)) {
			return false
		}
	}
	head := s[at:min(lineEnd(s[:min(len(s), at+100)], at), at+100)]
	for _, logger := range loggers {
		if strings.Contains(head, logger) {
			return true
		}
	}
	return false
}

// readLog passes by the lines of a log, up to one that holds what bears on a signature.
func (p *parser) readLog(at int) (end int, ok bool) {
	s := p.in.String
	for end = at; end < len(s) && startsLog(s, end); end = nextLine(s, end) {
		line := s[end:lineEnd(s, end)]
		head := line[:min(len(line), 160)]
		for _, mark := range logMarks {
			if i := strings.Index(head, mark); i >= 0 {
				p.claim(at, end+i, KindLog, 0)
				return end + i, true
			}
		}
		if strings.Contains(head, "Making request for OperationModel") {
			p.readLoggedBody(end, end+len(line))
		}
	}
	p.claim(at, end, KindLog, 0)
	return end, true
}

// readLoggedBody keeps the body that a line of the log names for the request that follows.
func (p *parser) readLoggedBody(at, end int) {
	const name = "'body': b"
	i := strings.Index(p.in.String[at:end], name)
	if i < 0 {
		return
	}
	if from, to, _, ok := pythonLiteral(p.in.String[:end], at+i+len(name)-1); ok {
		p.logged = unquotePython(p.in, from, to)
		p.hasLogged = true
	}
}

func startsBotocore(s string, at int) bool {
	return (s[at] == 'S' || s[at] == 'R') && (strings.HasPrefix(s[at:], sending) || strings.HasPrefix(s[at:], answerHeaders) ||
		strings.HasPrefix(s[at:], answerBody) && newlineAt(s, at+len(answerBody)) > 0)
}

// readBotocore reads a request before it is sent, the headers of an answer, or its body, as Python prints them.
func (p *parser) readBotocore(at int) (end int, ok bool) {
	switch s := p.in.String; {
	case strings.HasPrefix(s[at:], sending):
		return p.readPrepared(at)
	case strings.HasPrefix(s[at:], answerHeaders):
		return p.readAnswerHeaders(at)
	}
	return p.readAnswerBody(at)
}

// readPrepared reads <AWSPreparedRequest stream_output=False, method=…, url=…, headers={…}>.
func (p *parser) readPrepared(at int) (end int, ok bool) {
	const methodIs, urlIs, headersAre = ", method=", ", url=", ", headers={"
	s := p.in.String
	end = lineEnd(s, at)
	line := s[at:end]
	method := strings.Index(line, methodIs)
	address := strings.Index(line, urlIs)
	headers := strings.Index(line, headersAre)
	if method < 0 || address < method || headers < address || !hasScheme(line[address+len(urlIs):headers]) {
		return end, false
	}
	pairs, stop, ok := readDict(s[:end], at+headers+len(headersAre)-1)
	if !ok {
		return end, false
	}
	r := Request{Format: KindBotocoreRequest, OtherHeaders: Absent, Response: -1, Error: -1} // Python adds no more than Host and Accept-Encoding
	verb := p.text(at+method+len(methodIs), at+address)
	r.Method, r.MethodMap = verb.String, verb.Map
	where := p.text(at+address+len(urlIs), at+headers)
	setTarget(&r, where)
	h := p.headersOf(pairs)
	host := hostSent(r.Scheme, r.Host)
	p.setHeaders(&r, &h)
	if _, said := headerValue(r.Headers, "host"); !said {
		r.Headers = append(r.Headers, sigv4.Header{Name: "Host", Value: host})
		r.NameMaps = append(r.NameMaps, inserted("Host", "Python sends it").Map)
		r.ValueMaps = append(r.ValueMaps, hostMap(where, host))
		r.Implied = append(r.Implied, true)
		r.Expands = append(r.Expands, false)
	}
	r.Redacted = r.Redacted || isMasked(r.Target)
	p.setLoggedBody(&r)
	end = stop
	if end < len(s) && s[end] == '>' {
		end++
	}
	r.Span = p.span(at, end)
	p.ev.Requests = append(p.ev.Requests, r)
	p.claim(at, end, KindBotocoreRequest, len(p.ev.Requests)-1)
	return end, true
}

// setLoggedBody gives a request the body that the log named before it, if it is as long as the
// request says.
func (p *parser) setLoggedBody(r *Request) {
	length, said := headerValue(r.Headers, "content-length")
	n, err := strconv.Atoi(length)
	switch {
	case p.hasLogged && said && err == nil && n == len(p.logged.String):
		r.Body = Present
		r.Request.Body, r.BodyMap = []byte(p.logged.String), p.logged.Map
		r.Redacted = r.Redacted || strings.Contains(p.logged.String, mask) && len(p.ev.Secrets) > 0
	case !said && bodilessMethod(r.Method), said && err == nil && n == 0:
		r.Body = Absent
	}
	p.logged, p.hasLogged = sigv4.Text{}, false
}

// readAnswerHeaders reads Response headers: {…}. The status stands in a line of urllib3 before it.
func (p *parser) readAnswerHeaders(at int) (end int, ok bool) {
	s := p.in.String
	line := lineEnd(s, at)
	pairs, end, ok := readDict(s[:line], at+len(answerHeaders)-1)
	if !ok {
		return line, false
	}
	r := Response{Status: statusBefore(s, at), Span: p.span(at, end), Error: -1}
	h := p.headersOf(pairs)
	r.Headers, r.ValueMaps = h.headers, h.values
	p.ev.Responses = append(p.ev.Responses, r)
	p.claim(at, end, KindHTTPResponse, len(p.ev.Responses)-1)
	return end, true
}

// statusBefore is the status in the last `"POST / HTTP/1.1" 403 …` before a place, 0 when none is near.
func statusBefore(s string, at int) int {
	const mark, reach = ` HTTP/1.1" `, 4096
	from := max(0, at-reach)
	i := strings.LastIndex(s[from:at], mark)
	if i < 0 {
		return 0
	}
	digits := s[from+i+len(mark):]
	status, err := strconv.Atoi(digits[:min(3, len(digits))])
	if err != nil || status < 100 || status > 599 {
		return 0
	}
	return status
}

// readAnswerBody reads Response body: and b'…' in the next line: an error, or something to pass by.
func (p *parser) readAnswerBody(at int) (end int, ok bool) {
	s := p.in.String
	from := at + len(answerBody)
	from += newlineAt(s, from)
	literalFrom, literalTo, end, ok := pythonLiteral(s, from)
	if !ok {
		return max(end, from), false
	}
	body := unquotePython(p.in, literalFrom, literalTo)
	kind, index, found := p.readErrorBody(body)
	if !found {
		kind, index = KindLog, 0
	}
	p.claim(at, end, kind, index)
	return end, true
}
