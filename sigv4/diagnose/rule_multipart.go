package diagnose

import "strings"

// multipartRule judges a form body, whose boundary is made anew each time that it is written.
func multipartRule() rule {
	return rule{
		name:   "multipart",
		causes: []string{"payload-changed"},
		guide:  guideSteps + "#payload-hash",
		sources: []Citation{
			{docSigning, "The payload hash is that of the bytes that are sent."},
			{"https://www.rfc-editor.org/rfc/rfc7578#section-4.1", "The boundary of multipart/form-data is chosen when the body is written, and stands in Content-Type too."},
		},
		judge: func(b *bench) []Finding {
			if b.contrast != nil || b.client != nil || !b.mismatch() || b.verified() {
				return nil
			}
			if body := b.serverBodyArrived(); body {
				return nil
			}
			value, marks := b.multipartType()
			if value == "" {
				return nil
			}
			return []Finding{{
				Cause: "payload-changed", Title: "The body may have been written twice, with two boundaries", Confidence: Possible,
				Why:   "Content-Type is " + quoted(value, 0) + ". HTTP clients choose the boundary at random when they write the body. A body that was written once for the hash and once for sending has two of them.",
				Test:  "Log the boundary in the body that is hashed, and set it against the one in Content-Type as it arrives.",
				Marks: marks,
				Fixes: []Fix{
					{Do: "Write the body once, as bytes; hash these and send these", On: "Python", Code: "request = requests.Request('POST', url, files=files).prepare()\nbody = request.body  # sign this, then session.send(request)"},
					{Do: "Write the body once, as bytes; hash these and send these", On: "JavaScript", Code: "const body = form.getBuffer(), headers = form.getHeaders();  // sign and send these"},
				},
				Alternatives: []string{"payload-not-signed", "signed-header-changed"},
			}}
		},
	}
}

// multipartType finds a Content-Type of multipart/form-data, in the server's text or in the request.
func (b *bench) multipartType() (string, []Mark) {
	if b.server != nil {
		for _, l := range canonicalLines(b.server.Text.String) {
			value := headerValue(b.server.Text.String[l.span.Start:l.span.End])
			if l.name == "header content-type" && strings.HasPrefix(value, "multipart/form-data") {
				return value, markRange(b.server.Text, l.span, "payload", "a boundary made at random", true)
			}
		}
	}
	if p, ok := b.looseHeader("Content-Type"); ok && strings.HasPrefix(p.value, "multipart/form-data") {
		return p.value, p.mark("payload", "a boundary made at random")
	}
	return "", nil
}

// serverBodyArrived reports whether the server's payload hash is that of the body in the paste.
func (b *bench) serverBodyArrived() bool {
	if b.server == nil || len(b.sent) == 0 || b.sent[0].borrowedHash || b.server.PayloadHash.Len() == 0 {
		return false
	}
	return b.sent[0].derivation.PayloadHash.String == b.server.Text.String[b.server.PayloadHash.Start:b.server.PayloadHash.End]
}
