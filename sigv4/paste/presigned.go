package paste

import (
	"strings"

	"countersign/sigv4"
)

// maxWrapped bounds the lines that one address may be broken into.
const maxWrapped = 64

func startsPresigned(s string, at int) bool {
	if s[at] == 'X' && at > 0 && s[at-1] == '?' && strings.HasPrefix(s[at:], "X-Amz-") {
		return true
	}
	if s[at]|0x20 != 'h' && s[at]|0x20 != 'w' || at > 0 && isAlnum(s[at-1]) {
		return false
	}
	return hasScheme(s[at:min(len(s), at+8)]) || equalFold(s, at, `https:\/\/`) || equalFold(s, at, `http:\/\/`) || encodedScheme(s, at)
}

// encodedScheme reports whether a percent-encoded address starts at a place.
func encodedScheme(s string, at int) bool {
	return encodedPercent(s, at) != ""
}

// encodedPercent is what stands for a percent sign in the percent-encoded address at a place, which
// may be encoded twice; "" where none starts.
func encodedPercent(s string, at int) string {
	if !equalFold(s, at, "http") {
		return ""
	}
	end := at + len("http")
	if equalFold(s, end, "s") {
		end++
	}
	switch {
	case equalFold(s, end, "%3a"):
		return "%"
	case equalFold(s, end, "%253a"):
		return "%25"
	}
	return ""
}

// maxHost bounds the host and the path that are looked for before the query of an address without a scheme.
const maxHost = 300

// bareAddress is where the address starts whose query starts at a place, without a scheme before
// it: a host with a dot, and a path. It is the place itself where there is none.
func bareAddress(s string, at, floor int) int {
	from := at
	for from > floor && at-from < maxHost && s[from-1] > ' ' && s[from-1] < 0x7f && (at-from == 0 || strings.IndexByte("\"'`<>()[]|=,;?", s[from-1]) < 0) {
		from--
	}
	host, _, _ := strings.Cut(s[from:at], "/")
	host, _, _ = strings.Cut(strings.TrimSuffix(host, "?"), ":")
	if strings.Contains(s[from:at], "://") || !strings.Contains(strings.Trim(host, "."), ".") || !isAlnum(s[from]) || strings.Trim(strings.ToLower(host), "abcdefghijklmnopqrstuvwxyz0123456789.-") != "" {
		return at
	}
	return from
}

// readPresigned reads a presigned URL that stands by itself: in a text, in quotes, in code. What the
// way into the paste did to it is undone: &amp; and \u0026 for &, escapes before / and ?, breaks of the line, and
// percent-encoding of the whole. Its own percent-encoding stays as it is, once or twice.
func (p *parser) readPresigned(at int) (end int, ok bool) {
	u := address{p: p, w: rewrite(p.in), start: at, at: at, whole: encodedPercent(p.in.String, at)}
	bare := p.in.String[at] == 'X'
	if bare {
		from := bareAddress(p.in.String, at, p.lastEnd())
		if from == at {
			return at + 1, false
		}
		at, u.start, u.at = from, from, from
		u.w.insert("https://", "a presigned URL without a scheme is taken for one of https")
	}
	if at > 0 && strings.IndexByte("\"'`", p.in.String[at-1]) >= 0 {
		u.quote = p.in.String[at-1]
	}
	u.read()
	end = max(u.at, at+1)
	text := u.w.text()
	format := presignedFormat(text.String)
	if format == "" {
		return p.encodedWithin(at, end, u.whole != ""), false
	}
	r := Request{Format: format, Repair: u.repair, Response: -1, Error: -1, ImpliedMethod: true}
	setTarget(&r, text)
	if bare {
		r.Scheme = ""
	}
	r.Method = methodOf(r.Target)
	r.MethodMap = inserted(r.Method, "what the URL is for").Map
	if from, to := callBefore(p.in.String, at); to > from {
		w := rewrite(p.in)
		w.replace(from, to, strings.ToUpper(p.in.String[from:to]))
		method := w.text()
		r.Method, r.MethodMap, r.ImpliedMethod = method.String, method.Map, false
	}
	host := hostSent(r.Scheme, r.Host)
	r.Headers = []sigv4.Header{{Name: "Host", Value: host}}
	r.NameMaps = []sigv4.Map{inserted("Host", "every client sends it").Map}
	r.ValueMaps = []sigv4.Map{hostMap(text, host)}
	r.Implied, r.Expands = []bool{true}, []bool{false}
	r.Cut = u.at == len(p.in.String) && endsInside(r.Target)
	r.Redacted = isMasked(text.String)
	r.Span = p.span(at, u.at)
	p.ev.Requests = append(p.ev.Requests, r)
	p.claim(at, u.at, format, len(p.ev.Requests)-1)
	return end, true
}

// encodedWithin is the place in an address where a percent-encoded one starts as the value of a
// parameter, else its end. Within an encoded one none is looked for, so no byte is read a third time.
func (p *parser) encodedWithin(from, end int, encoded bool) int {
	s := p.in.String
	for at := from + 1; at < end && !encoded; at++ {
		if s[at]|0x20 == 'h' && encodedScheme(s, at) {
			return at
		}
	}
	return end
}

// presignedFormat is the kind of an address by the parameters of its query, "" for none of both.
func presignedFormat(address string) Kind {
	_, query, _ := strings.Cut(address, "?")
	if query == "" {
		return ""
	}
	query = "&" + strings.ToLower(query)
	has := func(name string) bool { return strings.Contains(query, "&"+name+"=") }
	switch {
	case has("x-amz-credential"), has("x-amz-signature"), has("x-amz-algorithm"):
		return KindPresignedURL
	case has("awsaccesskeyid") && has("signature"):
		return KindSigV2URL
	}
	return ""
}

// methodOf is the method that a presigned URL is for. x-id names the operation of S3 (SDKs for
// JavaScript and Go); without it a URL is taken to be opened.
func methodOf(target string) string {
	_, query, _ := strings.Cut(target, "?")
	_, operation, _ := strings.Cut("&"+query, "&x-id=")
	operation, _, _ = strings.Cut(operation, "&")
	switch {
	case strings.HasPrefix(operation, "Put"), strings.HasPrefix(operation, "UploadPart"):
		return "PUT"
	case strings.HasPrefix(operation, "Head"):
		return "HEAD"
	case operation == "DeleteObjects", strings.HasPrefix(operation, "Create"), strings.HasPrefix(operation, "Complete"):
		return "POST"
	case strings.HasPrefix(operation, "Delete"), strings.HasPrefix(operation, "Abort"):
		return "DELETE"
	}
	return "GET"
}

// callBefore finds the method in a call whose first argument starts at a place: requests.put("https://…
// It is empty where there is none.
func callBefore(s string, at int) (from, to int) {
	if at < 2 || s[at-2] != '(' || strings.IndexByte("\"'`", s[at-1]) < 0 {
		return 0, 0
	}
	from, to = at-2, at-2
	for from > 0 && isAlnum(s[from-1]) && to-from < 8 {
		from--
	}
	for _, method := range methods {
		if from > 0 && s[from-1] == '.' && strings.EqualFold(s[from:to], method) {
			return from, to
		}
	}
	return 0, 0
}

// endsInside reports whether a query ends inside a parameter whose form tells where it ends.
func endsInside(target string) bool {
	name, value, _ := strings.Cut(target[strings.LastIndexAny(target, "?&")+1:], "=")
	switch name {
	case "X-Amz-Credential":
		return !strings.HasSuffix(value, "aws4_request") && !isMasked(value)
	case "X-Amz-Date":
		return len(value) < len("20260315T120000Z") && !isMasked(value)
	case "X-Amz-Signature":
		return len(value) < 64 && isHex(value)
	}
	return len(name) > 1 && value == "" && strings.HasPrefix("X-Amz-", name[:min(len(name), len("X-Amz-"))])
}

// hostMap is the map of the host within an address.
func hostMap(address sigv4.Text, host string) sigv4.Map {
	if _, rest, ok := strings.Cut(address.String, "://"); ok {
		if i := strings.Index(rest, host); i >= 0 {
			from := len(address.String) - len(rest) + i
			return slice(address, from, from+len(host)).Map
		}
	}
	return inserted(host, "of the address").Map
}

// adoptMethods gives a presigned URL whose method is not said that of the server's canonical
// request with the same credential and time.
func (p *parser) adoptMethods() {
	at := map[string]*CanonicalRequest{} // by the time of its credential
	for i := range p.ev.CanonicalRequests {
		c := &p.ev.CanonicalRequests[i]
		query := "?" + c.Text.String[c.Query.Start:c.Query.End]
		if date := parameter(query, "X-Amz-Date"); date != "" && parameter(query, "X-Amz-Credential") != "" {
			at[date] = c
		}
	}
	for i := range p.ev.Requests {
		r := &p.ev.Requests[i]
		if r.Format != KindPresignedURL || !r.ImpliedMethod || len(at) == 0 {
			continue
		}
		if c := at[parameter(r.Target, "X-Amz-Date")]; c != nil {
			method := slice(c.Text, c.Method.Start, c.Method.End)
			r.Method, r.MethodMap, r.ImpliedMethod = method.String, method.Map, false
		}
	}
}

// urlNote is the few words beside a presigned URL.
func urlNote(r Request) string {
	note := joinWords(r.Host, r.Repair)
	if strings.Contains(strings.ToLower(parameter(r.Target, "X-Amz-Credential")), "%252f") {
		note = joinWords(note, "percent signs encoded twice")
	}
	return note
}

// parameter is the raw value of the first parameter of a query with a name, "" for none.
func parameter(target, name string) string {
	_, query, _ := strings.Cut(target, "?")
	_, value, _ := strings.Cut("&"+query, "&"+name+"=")
	value, _, _ = strings.Cut(value, "&")
	return value
}
