package sigv4

import (
	"bytes"
	"strings"
)

// ParseRequest reads an HTTP/1 request as text, with LF or CRLF line ends:
//
//	GET /path?query HTTP/1.1
//	Host: example.amazonaws.com
//
//	body
//
// The target is what stands between the first space of the first line and its last " HTTP/", spaces
// included. A header value is everything after the colon, white space included; a folded line joins
// the one before with one space. The body is exactly the bytes after the blank line, a final line end
// included; without a blank line there is none. Blank lines before the request line are skipped.
// The error is of type *Error.
func ParseRequest(raw string) (Request, error) {
	rest := strings.TrimLeft(raw, "\r\n")
	first, rest, _ := strings.Cut(rest, "\n")
	first = strings.TrimRight(first, "\r")
	if strings.TrimSpace(first) == "" {
		return Request{}, failed(StageRequest, "request line", first, "there is none; start with a line such as GET / HTTP/1.1")
	}
	method, target, hasTarget := strings.Cut(first, " ")
	version := strings.LastIndex(target, " HTTP/")
	if !hasTarget || version < 0 {
		return Request{}, failed(StageRequest, "request line", first, "it is method, space, target, space, HTTP/1.1")
	}
	r := Request{Method: method, Target: target[:version]}
	var folded []byte // the value of the last header, while lines are joined to it
	unfold := func() {
		if folded != nil {
			r.Headers[len(r.Headers)-1].Value = string(folded)
			folded = nil
		}
	}
	for rest != "" {
		var text string
		text, rest, _ = strings.Cut(rest, "\n")
		text = strings.TrimRight(text, "\r")
		if text == "" {
			r.Body = []byte(rest)
			break
		}
		if text[0] == ' ' || text[0] == '\t' {
			if len(r.Headers) == 0 {
				return Request{}, NewError(StageRequest, "header line", text, 0, "a line that starts with white space continues a header, and there is none before it")
			}
			if folded == nil {
				folded = []byte(r.Headers[len(r.Headers)-1].Value)
			}
			folded = append(bytes.TrimRight(folded, " \t"), ' ')
			folded = append(folded, strings.TrimLeft(text, " \t")...)
			continue
		}
		unfold()
		name, value, hasColon := strings.Cut(text, ":")
		if !hasColon {
			return Request{}, failed(StageRequest, "header line", text, "it is name, colon, value; a blank line must stand before the body")
		}
		if len(r.Headers) == MaxHeaders {
			return Request{}, failed(StageRequest, "headers", "", "there are more than 10000, far beyond what any service accepts")
		}
		r.Headers = append(r.Headers, Header{name, value})
	}
	unfold()
	return r, nil
}

// Raw writes r as text that ParseRequest reads: LF line ends, nothing added between a header's colon
// and its value, a blank line, the body.
func (r Request) Raw() string {
	var b strings.Builder
	b.WriteString(r.Method + " " + r.Target + " HTTP/1.1\n")
	for _, h := range r.Headers {
		b.WriteString(h.Name + ":" + h.Value + "\n")
	}
	b.WriteString("\n")
	b.Write(r.Body)
	return b.String()
}
