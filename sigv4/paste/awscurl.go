package paste

import (
	"strconv"
	"strings"

	"countersign/sigv4"
)

// awscurlStarts start the first line of what awscurl -v prints: its arguments, or the first text after them.
var awscurlStarts = [...]string{"{'access_key': ", "'\\nCANONICAL REQUEST = ", "'\\nSTRING_TO_SIGN = ", "'\\nHEADERS++", "'\\nBEGIN REQUEST++", "'\\nRESPONSE++"}

func startsAWSCurl(s string, at int) bool {
	if at > 0 && s[at-1] != '\n' {
		return false
	}
	for _, start := range awscurlStarts {
		if strings.HasPrefix(s[at:], start) {
			return true
		}
	}
	const pieces = "('\\n'"
	if !strings.HasPrefix(s[at:], pieces) {
		return false
	}
	next := skipSpace(s, at+len(pieces)) + len("'")
	return next < len(s) && (strings.HasPrefix(s[next:], canonicalIs) || strings.HasPrefix(s[next:], stringIs))
}

// maxCommand bounds the command that is looked for before what it prints.
const maxCommand = 4096

// awscurl is what awscurl -v prints while it is read, one value of Python after the other.
type awscurl struct {
	p       *parser
	from    int // what is not claimed yet
	method  sigv4.Text
	data    sigv4.Text
	hasData bool
	binary  bool   // the data are a file's
	headers []pair // with a request
	headAt  int
	told    string // what the last text announces
	status  int
	ended   bool
}

// readAWSCurl reads what awscurl -v prints: its arguments, the canonical request, the string to sign,
// the request's headers and address, the response's status and headers. The body after them is left
// for the other formats.
func (p *parser) readAWSCurl(at int) (end int, ok bool) {
	s := p.in.String
	c := awscurl{p: p, from: at}
	if line := strings.LastIndexByte(s[max(0, at-maxCommand):max(0, at-1)], '\n') + 1 + max(0, at-maxCommand); line >= p.lastEnd() && strings.Contains(s[line:at], "awscurl ") {
		c.from = line // the command
	}
	for end = at; end < len(s) && !c.ended; {
		start := skipSpace(s, end)
		next := start
		switch {
		case start < len(s) && s[start] == '{':
			next, ok = c.dict(start)
		case start < len(s) && (s[start] == '(' || s[start] == '\'' || s[start] == '"'):
			next, ok = c.text(start)
		default:
			ok = false
		}
		if !ok {
			break
		}
		end = next
	}
	p.claimLog(c.from, end)
	return max(end, at+1), end > at
}

// claim claims [from, to), and what stands before it as lines of the log.
func (c *awscurl) claim(from, to int, kind Kind, index int) {
	c.p.claimLog(c.from, from)
	c.p.claim(from, to, kind, index)
	c.from = to
}

// dict reads a dict: the arguments, or the headers of the request or of the response.
func (c *awscurl) dict(at int) (end int, ok bool) {
	s := c.p.in.String
	if c.told == "" && strings.HasPrefix(s[at:], awscurlStarts[0]) {
		return c.arguments(at)
	}
	pairs, end, ok := readDict(s[:lineEnd(s, at)], at)
	if !ok {
		return at, false
	}
	switch c.told {
	case "HEADERS":
		c.headers, c.headAt = pairs, at
	case "RESPONSE":
		r := Response{Status: c.status, Span: c.p.span(at, end), Error: -1}
		for _, pair := range pairs {
			name, value := unquotePython(c.p.in, pair.name.Start, pair.name.End), unquotePython(c.p.in, pair.value.Start, pair.value.End)
			r.Headers = append(r.Headers, sigv4.Header{Name: name.String, Value: value.String})
			r.ValueMaps = append(r.ValueMaps, value.Map)
		}
		c.p.ev.Responses = append(c.p.ev.Responses, r)
		c.claim(at, end, KindHTTPResponse, len(c.p.ev.Responses)-1)
		if next := skipSpace(s, end); strings.HasPrefix(s[next:], "''") {
			end = next + len("''")
		}
		c.ended = true
	default:
		return at, false
	}
	c.told = ""
	return end, true
}

// arguments reads what awscurl was told: the method and the data.
func (c *awscurl) arguments(at int) (end int, ok bool) {
	s := c.p.in.String
	root, end, ok := readTree(s, at)
	if !ok || root.cut {
		return at, false
	}
	if m := root.member(s, "request"); m.is(stringNode) {
		c.method = unquotePython(c.p.in, m.from, m.to)
	}
	if d := root.member(s, "data"); d.is(stringNode) {
		c.data, c.hasData = unquotePython(c.p.in, d.from, d.to), true
	}
	c.binary = strings.HasPrefix(c.data.String, "@")
	return end, true
}

// text reads a string, as pprint prints it: in one piece, or in several in brackets.
func (c *awscurl) text(at int) (end int, ok bool) {
	const url, status = "Request URL = ", "Response code: "
	s := c.p.in.String
	t, end, ok := pythonText(c.p.in, at)
	if !ok {
		return at, false
	}
	from := skipSpace(t.String, 0)
	switch text := t.String[from:]; {
	case strings.HasPrefix(text, canonicalIs):
		from += len(canonicalIs)
		if startsCanonical(t.String, from) {
			if _, ok := c.p.addCanonical(t, from, 0, Client, -1); ok {
				c.claim(at, end, KindCanonicalRequest, len(c.p.ev.CanonicalRequests)-1)
			}
		}
	case strings.HasPrefix(text, stringIs):
		from += len(stringIs)
		if startsStringToSign(t.String, from) {
			if _, ok := c.p.addStringToSign(t, from, 0, Client, -1); ok {
				c.claim(at, end, KindStringToSign, len(c.p.ev.StringsToSign)-1)
			}
		}
	case strings.HasPrefix(text, "HEADERS+"):
		c.told = "HEADERS"
	case strings.HasPrefix(text, "RESPONSE+"):
		c.told = "RESPONSE"
	case strings.HasPrefix(text, "BEGIN REQUEST+"), c.told == "" && c.from < at && newlineAt(s, end) > 0:
	case c.told == "":
		return at, false
	}
	if text := t.String[from:]; strings.HasPrefix(text, url) && hasScheme(text[len(url):]) {
		c.request(slice(t, from+len(url), len(strings.TrimRight(t.String, " \n"))), end)
	} else if strings.HasPrefix(text, status) {
		if n, err := strconv.Atoi(strings.TrimSpace(text[len(status):])); err == nil && n >= 100 && n <= 599 {
			c.status = n
		}
	}
	return end, true
}

// What awscurl writes before its canonical request and its string to sign.
const canonicalIs, stringIs = "CANONICAL REQUEST = ", "STRING_TO_SIGN = "

// request adds the request: the headers that were printed, and the address after them. The library
// that sends it adds a few.
func (c *awscurl) request(address sigv4.Text, end int) {
	if c.headers == nil {
		return
	}
	r := Request{Format: KindAWSCurl}
	for _, pair := range c.headers {
		name, value := unquotePython(c.p.in, pair.name.Start, pair.name.End), unquotePython(c.p.in, pair.value.Start, pair.value.End)
		if len(r.Headers) < maxHeaders {
			r.setHeader(name, value)
			r.Expands[len(r.Expands)-1] = false
		}
	}
	r.setMethod(c.method, "GET", "awscurl chooses the method")
	r.setAddress(address, "Python sends it")
	switch {
	case c.binary || !c.hasData:
	case c.data.String == "":
		r.Body = Absent
	default:
		c.p.setText(&r, c.data, "")
	}
	c.p.claimLog(c.from, c.headAt)
	c.p.addRequest(r, c.headAt, end)
	c.from, c.headers = end, nil
}

// pythonText is the string that stands at a place, quoted, or in pieces in brackets, with its escapes undone.
func pythonText(in sigv4.Text, at int) (t sigv4.Text, end int, ok bool) {
	s := in.String
	w := rewrite(in)
	bracket := s[at] == '('
	end = at
	if bracket {
		end++
	}
	for range maxHeaders {
		from, to, after, ok := pythonLiteral(s, end)
		if !ok {
			return t, at, false
		}
		w.in = unquotePython(in, from, to)
		w.copy(0, len(w.in.String))
		end = after
		if !bracket {
			return w.text(), end, true
		}
		if end = skipSpace(s, end); end < len(s) && s[end] == ')' {
			return w.text(), end + 1, true
		}
	}
	return t, at, false
}
