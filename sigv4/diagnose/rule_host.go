package diagnose

import (
	"strings"

	"countersign/sigv4"
)

// hostNotSignedRule judges whether host is among the signed headers.
func hostNotSignedRule() rule {
	return rule{
		name:   "host-not-signed",
		causes: []string{"host-not-signed"},
		guide:  guideSteps + "#host",
		sources: []Citation{
			{docSigning, "The canonical headers must include host (HTTP/1.1) or :authority (HTTP/2)."},
		},
		judge: judgeHostNotSigned,
	}
}

func judgeHostNotSigned(b *bench) []Finding {
	f := Finding{
		Cause: "host-not-signed", Title: "host is not among the signed headers", Confidence: Certain,
		Expected: "host in SignedHeaders",
		Fixes: []Fix{{
			Do:     "Sign the host header",
			Detail: "Add a line “host:” with the name that the request is sent to (and the port, when it is not the default one) to the canonical headers, and “host” to SignedHeaders. Both lists are sorted by name.",
			Code:   "SignedHeaders=host;x-amz-date",
		}},
	}
	if s, ok := b.says("coral.host_not_signed"); ok {
		f.Why = "The server says that Host must be a signed header, so it is not in the SignedHeaders that reached it."
		f.Marks = append(s.markSentence(), b.signedHeadersMark()...)
		return []Finding{f}
	}
	if s, ok := b.says("s3.headers_not_signed"); ok {
		for _, name := range notSignedNames(s) {
			if name == "host" {
				f.Why = "The server lists host among the headers that were sent and not signed."
				f.Marks = append(markText(field(s.err, "HeadersNotSigned"), "headers", "not signed", true), b.signedHeadersMark()...)
				return []Finding{f}
			}
		}
		return nil
	}
	if !b.claimed || signsHost(b.claim.SignedHeaders) || b.accepted() {
		return nil
	}
	list := strings.Join(b.claim.SignedHeaders, ";")
	if masked(list) {
		return nil
	}
	f.Found = list
	f.Why = "The request signs " + quoted(list, 0) + ". Without host the signature is not bound to a server, and the specification does not allow it."
	if list == "" {
		f.Why = "The list of signed headers is empty. It must hold host at least."
	}
	f.Marks = b.signedHeadersMark()
	if b.saysAnything() {
		// The server came to another matter, and is known or likely to look for host first.
		f.Confidence = Likely
		if b.isCoral() {
			f.Confidence = Possible
		}
		f.Why += " Yet the server's answer is about something else: the request that was sent may be another than the one pasted."
		f.Test = "Sign host and send again: if it was not this, the answer stays the same."
	}
	return []Finding{f}
}

// signsHost reports whether a list of signed headers holds host. Upper case is another mistake.
func signsHost(names []string) bool {
	for _, n := range names {
		if strings.EqualFold(n, "host") || n == ":authority" {
			return true
		}
	}
	return false
}

// notSignedNames are the headers that S3 says were sent unsigned, in lower case.
func notSignedNames(s said) []string {
	list := field(s.err, "HeadersNotSigned").String
	if list == "" {
		list = s.capture("headers")
	}
	var out []string
	for _, name := range strings.Split(list, ",") {
		if name = strings.ToLower(strings.TrimSpace(name)); name != "" {
			out = append(out, name)
		}
	}
	return out
}

// signedHeadersMark marks SignedHeaders in the request, where host is missing there.
func (b *bench) signedHeadersMark() []Mark {
	where := b.claim.Where
	if !b.claimed || where.SignedHeaders == (sigv4.Span{}) || signsHost(b.claim.SignedHeaders) {
		return nil
	}
	return markSource(b.request, where.Source, where.SignedHeaders, "headers", "host is missing", true)
}
