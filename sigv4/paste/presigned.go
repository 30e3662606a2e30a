package paste

import (
	"strings"

	"countersign/sigv4"
)

// maxWrapped bounds the lines that one address may be broken into.
const maxWrapped = 64

func startsPresigned(s string, at int) bool {
	if s[at]|0x20 != 'h' && s[at]|0x20 != 'w' || at > 0 && isAlnum(s[at-1]) {
		return false
	}
	return hasScheme(s[at:min(len(s), at+8)]) || equalFold(s, at, "https%3a") || equalFold(s, at, "http%3a")
}

// readPresigned reads a presigned URL that stands by itself: in a text, in quotes, in code. What the
// way into the paste did to it is undone: &amp; and \u0026 for &, escapes before / and ?, breaks of the line, and
// percent-encoding of the whole. Its own percent-encoding stays as it is, once or twice.
func (p *parser) readPresigned(at int) (end int, ok bool) {
	u := address{p: p, w: rewrite(p.in), start: at, at: at, whole: !hasScheme(p.in.String[at:min(len(p.in.String), at+8)])}
	if at > 0 && strings.IndexByte("\"'`", p.in.String[at-1]) >= 0 {
		u.quote = p.in.String[at-1]
	}
	u.read()
	end = max(u.at, at+1)
	text := u.w.text()
	format := presignedFormat(text.String)
	if format == "" {
		return end, false
	}
	r := Request{Format: format, Repair: u.repair, Response: -1, Error: -1, ImpliedMethod: true}
	setTarget(&r, text)
	r.Method = methodOf(r.Target)
	r.MethodMap = inserted(r.Method, "what the URL is for").Map
	r.Headers = []sigv4.Header{{Name: "Host", Value: r.Host}}
	r.NameMaps = []sigv4.Map{inserted("Host", "every client sends it").Map}
	r.ValueMaps = []sigv4.Map{hostMap(text, r.Host)}
	r.Implied = []bool{true}
	r.Redacted = isMasked(text.String)
	r.Span = p.span(at, u.at)
	p.ev.Requests = append(p.ev.Requests, r)
	p.claim(at, u.at, format, len(p.ev.Requests)-1)
	return end, true
}

// presignedFormat is the kind of an address by the parameters of its query, "" for none of both.
func presignedFormat(address string) Kind {
	_, query, _ := strings.Cut(address, "?")
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

// hostMap is the map of the host within an address.
func hostMap(address sigv4.Text, host string) sigv4.Map {
	from := strings.Index(address.String, "://") + len("://")
	if i := strings.Index(address.String[from:], host); i >= 0 {
		return slice(address, from+i, from+i+len(host)).Map
	}
	return inserted(host, "of the address").Map
}

// adoptMethods gives a presigned URL whose method is not said that of the server's canonical
// request with the same credential and time.
func (p *parser) adoptMethods() {
	for i := range p.ev.Requests {
		r := &p.ev.Requests[i]
		if r.Format != KindPresignedURL || !r.ImpliedMethod {
			continue
		}
		for _, c := range p.ev.CanonicalRequests {
			query := c.Text.String[c.Query.Start:c.Query.End]
			date := parameter(r.Target, "X-Amz-Date")
			if date == "" || date != parameter("?"+query, "X-Amz-Date") || parameter("?"+query, "X-Amz-Credential") == "" {
				continue
			}
			method := slice(c.Text, c.Method.Start, c.Method.End)
			r.Method, r.MethodMap, r.ImpliedMethod = method.String, method.Map, false
		}
	}
}

// parameter is the raw value of the first parameter of a query with a name, "" for none.
func parameter(target, name string) string {
	_, query, _ := strings.Cut(target, "?")
	_, value, _ := strings.Cut("&"+query, "&"+name+"=")
	value, _, _ = strings.Cut(value, "&")
	return value
}
