package diagnose

import (
	"strings"

	"countersign/sigv4"
	"countersign/sigv4/paste"
)

// signedHeaderRule judges whether every header in SignedHeaders is in the request.
func signedHeaderRule() rule {
	return rule{
		name:   "signed-header-missing",
		causes: []string{"signed-header-missing"},
		guide:  guideSteps + "#canonical-request",
		sources: []Citation{
			{docSigning, "SignedHeaders lists the headers that the canonical request holds, and the server takes their values from the request."},
		},
		judge: judgeSignedHeaders,
	}
}

func judgeSignedHeaders(b *bench) []Finding {
	missing := b.missingHeaders()
	if len(missing) == 0 || b.accepted() {
		return nil
	}
	names := strings.Join(missing, ", ")
	f := Finding{
		Cause: "signed-header-missing", Title: "A signed header is not in the request: " + names, Confidence: Likely,
		Why:   "SignedHeaders names " + quoted(names, 0) + ", and the request as pasted has no such header. The server cannot compute the signature without its value.",
		Test:  "Look at the request as it leaves (`curl -v`, a proxy's log): is the header there, with the value that was signed?",
		Found: strings.Join(b.claim.SignedHeaders, ";"),
		Marks: markSource(b.request, b.claim.Where.Source, b.claim.Where.SignedHeaders, "headers", "not in the request: "+names, true),
		Fixes: []Fix{{
			Do:     "Send every header that is signed, or leave it out of the signature",
			Detail: "Sign only what you know will arrive as it was signed: host, x-amz- headers, content-type. HTTP clients and proxies add, drop and change accept-encoding, connection, content-length, expect, te, transfer-encoding and user-agent.",
		}},
	}
	if b.request.OtherHeaders != paste.Absent {
		f.Confidence = Possible
		f.Why = "SignedHeaders names " + quoted(names, 0) + ". The request as pasted has no such header, but the copy may have lost it."
	}
	if b.isCoral() && b.mismatch() {
		f.Confidence = Possible
		f.Why += " Yet AWS's front end names such a header before it compares signatures, and here it compared them."
	}
	return []Finding{f}
}

// missingHeaders are the signed headers that the pasted request lacks, in the order of SignedHeaders.
func (b *bench) missingHeaders() []string {
	if !b.claimed || b.request.Cut || masked(strings.Join(b.claim.SignedHeaders, ";")) {
		return nil
	}
	var out []string
	for _, name := range b.claim.SignedHeaders {
		if name == "" || strings.EqualFold(name, "host") && b.request.Host != "" || strings.HasPrefix(name, ":") {
			continue
		}
		if !hasHeader(b.request.Headers, name) {
			out = append(out, name)
		}
	}
	return out
}

func hasHeader(headers []sigv4.Header, name string) bool {
	_, ok := headerIn(headers, name)
	return ok
}
