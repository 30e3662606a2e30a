package diagnose

import (
	"strings"

	"countersign/sigv4"
	"countersign/sigv4/check"
)

// carrierRule judges what is signed in or beside a request: the chunks of an upload, the policy of a form, a
// token.
func carrierRule() rule {
	return rule{
		name:    "carrier",
		causes:  []string{"chunk-signature-wrong", "post-policy-mismatch", "presigned-params-invalid", "scope-service-wrong", "signature-valid"},
		guide:   guideCarriers + "#tokens",
		sources: carrierSources(),
		judge:   judgeCarrier,
	}
}

// The places in carrierSources.
const (
	chunkSource = iota
	formSource
	tokenSource
)

func carrierSources() []Citation {
	return []Citation{
		{"https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html", "Each chunk is signed over its data and the signature before it; the request's own signature is the seed."},
		{"https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html", "Each field of the form has to satisfy a condition of the policy, and the policy is what is signed."},
		{docSigning, "Tokens are presigned requests: the service recomputes their signature with its own copy of the secret."},
	}
}

func judgeCarrier(b *bench) []Finding {
	c := b.carried
	if c == nil || c.needs != "" {
		return nil
	}
	s := c.departs()
	if s == nil {
		if !c.apart || !c.result.Verified() {
			return nil // of a request, another rule says it
		}
		return []Finding{{
			Cause: "signature-valid", Title: "The signature of this " + c.name + " is right for this secret", Confidence: Proved,
			Why:   c.result.Verdict() + " All 64 digits agree.",
			Marks: []Mark{{Span: c.span, Part: "signature", Note: c.name}},
			Fixes: []Fix{{Do: "If it is still refused, look beside the signature", Detail: "The time at which it arrives, the access key id and session token, the policy of the account, and who connects to what. The answer says which: paste it here."}},
		}}
	}
	f := Finding{Found: s.Found, Expected: s.Expected, Why: s.Note, Confidence: Certain, Marks: b.markDeparture(s)}
	source := tokenSource
	switch s.Stage {
	case sigv4.StageChunk, sigv4.StageTrailer, sigv4.StageRequest:
		source = chunkSource
		b.aboutChunks(&f, s)
	case sigv4.StagePolicy:
		source = formSource
		f.Guide = guideCarriers + "#conditions"
		f.Cause, f.Title = "post-policy-mismatch", "The form does not satisfy its policy: "+strings.TrimPrefix(s.Name, "policy, ")
		f.Fixes = []Fix{
			{Do: "Send each field as the policy states it", Detail: "A field that no condition names is refused, as is one with another value; x-ignore- fields, file, policy and the signature need none. The file comes last."},
			{Do: "Or make the policy anew with the fields that are sent", On: "Python", Code: "s3.generate_presigned_post(BUCKET, KEY, Fields=fields, Conditions=conditions)"},
		}
		if len(c.result.Assumed) > 0 {
			f.Confidence, f.Test = Likely, "Give the form as it was sent, with its line ends: they count."
		}
	case sigv4.StageCanonicalRequest:
		f.Cause, f.Title = "presigned-params-invalid", "The "+c.name+" is not made as its service asks for it"
		f.Fixes = []Fix{{Do: "Make the token with the function of an SDK", Detail: "Action, life and signed headers of each kind of token are fixed.", On: "AWS CLI", Code: "aws rds generate-db-auth-token --hostname HOST --port PORT --username USER"}}
	case sigv4.StageStringToSign:
		f.Cause, f.Title = "scope-service-wrong", "The "+c.name+" is signed for another credential scope than its service's"
		f.Fixes = []Fix{{Do: "Sign for the service that the token is for", Detail: "The scope of this kind of token is the one above.", Code: s.Expected}}
	default:
		return nil
	}
	f.Sources = carrierSources()[source:][:1]
	return []Finding{f}
}

// aboutChunks is a finding about the body of an upload. A body that may have been cut or changed in copying
// makes nothing certain but what a signature proves.
func (b *bench) aboutChunks(f *Finding, s *check.Step) {
	f.Guide = guideCarriers + "#chunks"
	f.Cause, f.Title = "chunk-signature-wrong", "In the upload the "+s.Name+" is not what it has to be"
	f.Fixes = []Fix{
		{Do: "Sign each chunk over the signature before it", Detail: "The string to sign of a chunk has six lines: AWS4-HMAC-SHA256-PAYLOAD, the time, the credential scope, the signature before it, the hash of nothing, the hash of its data. The first follows the request's own signature; an empty chunk ends the body.", Code: "HEX-SIZE;chunk-signature=SIGNATURE\r\nDATA\r\n"},
		{Do: "Or send the body whole, with its hash", On: "Java", Code: "S3Configuration.builder().chunkedEncodingEnabled(false)"},
	}
	switch {
	case b.verified() && s.Expected != "" && strings.HasSuffix(s.Name, "signature"):
		f.Confidence = Proved
	case b.request.BodyDoubt != "" || len(b.carried.result.Assumed) > 0:
		f.Confidence, f.Test = Possible, "Look at the body as it leaves, byte for byte: the paste may have lost or changed some."
	}
}

// markDeparture marks what was found at a stage, else the whole carrier's first line.
func (b *bench) markDeparture(s *check.Step) []Mark {
	c := b.carried
	if c.form != nil {
		for _, f := range c.form.Fields {
			if f.Value.String == s.Found || s.Name == "policy, "+f.Name || strings.HasSuffix(s.Name, " "+f.Name) {
				return markText(f.Value, "payload", s.Name, true)
			}
		}
	}
	if text := b.ev.Text[c.span.Start:c.span.End]; len(s.Found) > 3 {
		if at := strings.Index(text, s.Found); at >= 0 {
			at += c.span.Start
			return []Mark{{Span: sigv4.Span{Start: at, End: at + len(s.Found)}, Part: "payload", Note: s.Name, Bad: true}}
		}
	}
	end := c.span.End
	if n := strings.IndexByte(b.ev.Text[c.span.Start:c.span.End], '\n'); n > 0 {
		end = c.span.Start + n
	}
	return []Mark{{Span: sigv4.Span{Start: c.span.Start, End: end}, Part: "payload", Note: c.name, Bad: true}}
}
