package paste

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"countersign/sigv4"
)

func startsJSON(s string, at int) bool {
	if s[at] != '{' {
		return false
	}
	next := skipSpace(s, at+1)
	if next < len(s) && isAlnum(s[next]) { // a name without quotes
		for next < len(s) && (isToken(s[next]) || s[next] >= utf8.RuneSelf) {
			next++
		}
		return next == len(s) || isSpace(s[next]) || s[next] == ':' || s[next] == '='
	}
	return next < len(s) && (s[next] == '"' || s[next] == '\'')
}

// skipJSON is the end of the object at a place that ends in the text.
func skipJSON(s string, at int) (int, bool) {
	if !startsJSON(s, at) {
		return at, false
	}
	o, ok := readObject(s, at)
	return o.end, ok && !o.cut
}

// readJSON reads an object: an error of AWS, or one to pass by.
func (p *parser) readJSON(at int) (end int, ok bool) {
	o, ok := readObject(p.in.String, at)
	if !ok {
		return o.end, false
	}
	_, end = trimmed(p.in.String, at, o.end)
	e, foreign := p.judge(o, p.afterSuccess())
	if foreign != "" && p.addPrinted(o, at, end) {
		return end, true
	}
	if foreign != "" {
		return end, p.passBy(at, end, foreign)
	}
	if e.Code.String == "" {
		p.readFramed(&e)
	}
	p.addError(e, at, end)
	p.addMembers(o, len(p.ev.Errors)-1)
	return end, true
}

// readFramed gives an error the code and the rest of what an SDK wrote into its message, as in the lines of
// a log in JSON.
func (p *parser) readFramed(e *ServerError) {
	const reach = 1024
	inner := p.inner(e.Message)
	s := e.Message.String
	m := framesTable.in(s)
	for at := range min(len(s), reach) {
		if h, ok := frameAt(m, at, len(s)); ok {
			format := e.Format
			inner.setFrame(e, h)
			e.Format = format
			return
		}
	}
}

// isElement reports whether a name is that of an element of S3's errors that holds a text to sign. SDKs
// keep those names when they print the error.
func isElement(name string) bool {
	switch name {
	case "CanonicalRequest", "CanonicalRequestBytes", "StringToSign", "StringToSignBytes":
		return true
	}
	return false
}

// addMembers adds the canonical request and the string to sign that members of an error hold.
func (p *parser) addMembers(o object, err int) {
	texts := map[string]sigv4.Text{}
	for _, m := range o.members {
		if _, seen := texts[m.name]; !seen && isElement(m.name) && m.quoted {
			texts[m.name] = m.text(p.in)
		}
	}
	p.addElements(texts, err)
}

// statusOf is a status in digits, 0 for anything else.
func statusOf(digits string) int {
	n, err := strconv.Atoi(digits)
	if err != nil || n < 100 || n > 599 {
		return 0
	}
	return n
}

// afterSuccess reports whether the block found last is a response that tells of success.
func (p *parser) afterSuccess() bool {
	n := len(p.blocks)
	return n > 0 && p.blocks[n-1].kind == KindHTTPResponse && p.ev.Responses[p.blocks[n-1].index].Status < 400
}

// readsAsError reports whether an object that may be a request's body is AWS's answer all the same.
func (p *parser) readsAsError(at, end int) bool {
	o, ok := readObject(p.in.String[:end], at)
	if !ok {
		return false
	}
	_, foreign := p.judge(o, true)
	return foreign == ""
}

// judge makes an error of an object's members. What is not AWS's has a note that says what it looks
// like. strict asks for more than a lone "message".
func (p *parser) judge(o object, strict bool) (e ServerError, foreign string) {
	s := p.in.String
	e.Format = KindJSONError
	var code, message *member
	lone := true
	for i := range o.members {
		m := &o.members[i]
		value := s[m.from:m.to]
		switch m.name {
		case "__type", "code", "Code", "errorCode", "error_code", "errorType", "name":
			if code == nil || m.depth < code.depth || !isCodeName(s[code.from:code.to]) && isCodeName(value) {
				if m.quoted && value != "" && (m.name != "name" || isCodeName(value)) {
					code = m
				}
			}
			lone = lone && m.quoted && m.name != "name"
		case "message", "Message", "errorMessage", "error_message":
			if m.quoted && (message == nil || m.depth < message.depth) {
				message = m
			}
		case "kind":
			if value == "Status" {
				return e, "a Kubernetes status, not an error of AWS"
			}
		case "type", "Type", "requestId", "RequestId", "RequestID", "details", "detail", "Resource", "BucketName", "Key":
		default:
			lone = false
		}
	}
	if message == nil { // wrappers put the sentence under names of their own
		for i := range o.members {
			if m := &o.members[i]; m.quoted && m.to-m.from > 16 && len(knownSentences(m.text(p.in))) > 0 {
				message = m
				break
			}
		}
	}
	if code != nil {
		e.Code = bareCode(code.text(p.in))
	}
	if message != nil {
		e.Message = message.text(p.in)
	}
	known := e.Code.String != "" && isCode(e.Code.String) || message != nil && len(knownSentences(e.Message)) > 0
	switch {
	case known:
	case message == nil || !lone || strict:
		return e, "JSON without an error of AWS"
	}
	for i := range o.members {
		m := &o.members[i]
		switch {
		case m == code, m == message, isElement(m.name):
		default:
			e.addField(m.name, m.text(p.in))
		}
		if strings.EqualFold(m.name, "httpStatusCode") && e.Status == 0 { // of $metadata, ResponseMetadata
			e.Status = statusOf(s[m.from:m.to])
		}
	}
	return e, ""
}

// isCodeName reports whether a value, with namespace and suffix, is a code.
func isCodeName(value string) bool {
	value = value[strings.LastIndexByte(value, '#')+1:]
	value, _, _ = strings.Cut(value, ":")
	return isCode(value)
}

// headerCode is the code that x-amzn-ErrorType carries, empty when a response has none.
func headerCode(r Response) sigv4.Text {
	for i, h := range r.Headers {
		if strings.EqualFold(h.Name, "x-amzn-errortype") {
			return bareCode(sigv4.Text{String: h.Value, Map: r.ValueMaps[i]})
		}
	}
	return sigv4.Text{}
}
