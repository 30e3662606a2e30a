package diagnose

import (
	"strings"

	"countersign/sigv4"
)

// redirectRule judges whether a redirect was followed with the old signature.
func redirectRule() rule {
	return rule{
		name:   "redirect",
		causes: []string{"redirect-replayed"},
		guide:  guideSteps + "#host",
		sources: []Citation{
			{"https://docs.aws.amazon.com/AmazonS3/latest/userguide/Redirects.html", "S3 answers with a temporary redirect while a new bucket's name spreads, and with a permanent one for another region."},
			{docSigning, "Host and path are signed: for another host or path the request has to be signed anew."},
		},
		judge: judgeRedirect,
	}
}

func judgeRedirect(b *bench) []Finding {
	f := Finding{
		Cause: "redirect-replayed", Title: "A redirect was followed with the old signature",
		Fixes: []Fix{
			{Do: "Address the final host and path from the start", Detail: "For S3 use the bucket's own region: BUCKET.s3.REGION.amazonaws.com. For other servers write the path as the server wants it, with or without the slash at its end."},
			{Do: "Do not follow redirects; sign anew for the address in Location", On: "Python", Code: "requests.get(url, headers=signed, allow_redirects=False)"},
			{Do: "Do not follow redirects; sign anew for the address in Location", On: "Go", Code: "client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }"},
		},
	}
	if b.verified() && !b.redirected() {
		return nil
	}
	if from, to, ok := b.location(); ok && b.refused() {
		f.Why = "The answer sends the request from " + quoted(from, 0) + " on to " + quoted(to.value, 0) + ". Host is signed, so the old signature does not hold there."
		f.Found, f.Expected = from, to.value
		f.Marks = to.mark("headers", "another host than was signed")
		f.Confidence, f.Test = Likely, "Send once without following redirects: is the first answer a redirect, and the refusal the second?"
		if b.mismatch() || b.maybeMismatch() {
			f.Confidence, f.Test = Certain, ""
		}
		return []Finding{f}
	}
	if first, second, ok := redirectInLog(b.ev.Text); ok && b.refused() {
		f.Why = "The log has " + quoted(first.value, 0) + " with a redirect, and then " + quoted(second.value, 0) + ", refused. The path is signed, so the old signature does not hold for the second."
		f.Marks = append(first.mark("path", "answered with a redirect"), second.mark("path", "the same signature, another path")...)
		f.Confidence, f.Test = Likely, "Send the second address at first, signed as it stands: if it is accepted, it is this."
		return []Finding{f}
	}
	return nil
}

// location finds a redirect to another host than the request's.
func (b *bench) location() (from string, to piece, ok bool) {
	p, ok := b.looseHeader("Location")
	if !ok || !b.redirected() {
		return "", piece{}, false
	}
	_, address, absolute := strings.Cut(p.value, "://")
	host := hostOf(address)
	if !absolute || host == "" || len(b.ev.Requests) == 0 {
		return "", piece{}, false
	}
	from = b.ev.Requests[0].Host // a redirect comes first
	if from == "" || agree(strings.ToLower(host), strings.ToLower(from)) {
		return "", piece{}, false
	}
	start := p.span.Start + len(p.value) - len(address)
	return from, piece{"Location", host, sigv4.Span{Start: start, End: start + len(host)}}, true
}

// redirected reports whether a redirect is among the answers.
func (b *bench) redirected() bool {
	for _, r := range b.ev.Responses {
		if r.Status >= 300 && r.Status < 400 {
			return true
		}
	}
	for _, l := range lines(b.ev.Text) {
		if strings.HasPrefix(l.value, "HTTP/") && len(l.value) > 12 {
			if _, rest, _ := strings.Cut(l.value, " "); rest != "" && rest[0] == '3' {
				return true
			}
		}
	}
	return false
}

// redirectInLog finds two lines of an access log: a target with a redirect, and the same method with
// almost the same target, refused.
func redirectInLog(text string) (first, second piece, ok bool) {
	for _, l := range lines(text) {
		method, target, status := accessLine(l)
		switch {
		case status == "":
		case status[0] == '3':
			first = target
			first.name = method
		case status == "403" && first.value != "" && method == first.name && target.value != first.value &&
			strings.ReplaceAll(target.value, "/", "") == strings.ReplaceAll(first.value, "/", ""):
			return first, target, true
		}
	}
	return piece{}, piece{}, false
}

// accessLine reads `"METHOD target HTTP/1.1" status` out of a line.
func accessLine(l piece) (method string, target piece, status string) {
	open := strings.IndexByte(l.value, '"')
	if open < 0 {
		return "", piece{}, ""
	}
	length := strings.IndexByte(l.value[open+1:], '"')
	if length < 0 {
		return "", piece{}, ""
	}
	words := strings.Fields(l.value[open+1 : open+1+length])
	rest := strings.Fields(l.value[open+2+length:])
	if len(words) != 3 || !strings.HasPrefix(words[2], "HTTP/") || len(rest) == 0 || len(rest[0]) != 3 {
		return "", piece{}, ""
	}
	start := l.span.Start + open + 1 + strings.Index(l.value[open+1:], words[1])
	return words[0], piece{"target", words[1], sigv4.Span{Start: start, End: start + len(words[1])}}, rest[0]
}
