package diagnose

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"countersign/sigv4"
	"countersign/sigv4/endpoint"
)

// contentLengthRule judges a Content-Length that is signed.
func contentLengthRule() rule {
	return rule{
		name:   "content-length",
		causes: []string{"content-length-wrong"},
		guide:  guideSteps + "#canonical-headers",
		sources: []Citation{
			{docSigning, "Each signed header is in the canonical request with the value that arrives."},
			{"https://www.rfc-editor.org/rfc/rfc9110#section-8.6", "Content-Length counts bytes; a sender without a body leaves it out of a GET."},
		},
		judge: judgeContentLength,
	}
}

func judgeContentLength(b *bench) []Finding {
	f := Finding{
		Cause: "content-length-wrong", Title: "Content-Length was signed with another number than was sent",
		Fixes: []Fix{
			{Do: "Leave content-length out of the signature", Detail: "HTTP clients and proxies count it themselves. No service but a few demands it, and OpenSearch Serverless refuses it."},
			{Do: "Count bytes, not characters", On: "Python", Code: "body = text.encode('utf-8')\nlength = len(body)"},
			{Do: "Count bytes, not characters", On: "JavaScript", Code: "new TextEncoder().encode(text).length  // not text.length"},
		},
	}
	if c := b.contrast; c != nil {
		const line = "header content-length"
		if _, _, differs := c.line(line); !differs {
			return nil
		}
		own := f
		f = b.finding(c, own.Cause, own.Title, line, c.grade())
		f.Fixes = own.Fixes
		f.Why += c.says(b, line) + " HTTP clients and proxies count the length themselves."
		return []Finding{f}
	}
	names, _ := b.signedNames()
	if b.request == nil || !b.claimed || b.verified() || !hasName(names, "content-length") {
		return nil
	}
	for i, h := range b.request.Headers {
		if !strings.EqualFold(h.Name, "Content-Length") {
			continue
		}
		stated, err := strconv.Atoi(strings.TrimSpace(h.Value))
		body := b.request.Request.Body
		f.Marks = markSource(b.request, sigv4.Source{Part: sigv4.HeaderValue, Index: i}, trimmed(h.Value), "headers", "signed", true)
		refuses, refused := b.demand(endpoint.UnsignedHeader, "content-length")
		switch {
		case refused:
			f.Title, f.Confidence = "Content-Length is signed, which this service refuses", Likely
			f.Why, f.Sources = "The service "+quoted(b.claim.Scope.Service, 0)+" does not take content-length among the signed headers.", demanded(refuses)
		case err == nil && len(body) > 0 && stated != len(body) && stated == utf8.RuneCount(body):
			f.Confidence, f.Found, f.Expected = Likely, h.Value, strconv.Itoa(len(body))
			f.Title = "Content-Length counts characters, and not bytes"
			f.Why = "The body in your paste has " + count(len(body), "byte", "bytes") + " in " + strconv.Itoa(stated) + " characters. Content-Length is signed with the number of characters."
		case b.mismatch() && b.server == nil && b.client == nil:
			f.Title, f.Confidence = "Content-Length is signed, and HTTP clients count it anew", Possible
			f.Why = "SignedHeaders names content-length. An HTTP client or a proxy that counts otherwise, or leaves it out of a GET, changes what was signed."
		default:
			return nil
		}
		f.Test = "Take content-length out of the signature: if the request is accepted, it is this."
		return []Finding{f}
	}
	return nil
}

func hasName(names []string, want string) bool {
	for _, n := range names {
		if strings.EqualFold(n, want) {
			return true
		}
	}
	return false
}
