package diagnose

import (
	"strings"

	"countersign/sigv4"
	"countersign/sigv4/endpoint"
	"countersign/sigv4/paste"
)

// contentSHA256Rule judges whether x-amz-content-sha256 is sent where the service demands it.
func contentSHA256Rule() rule {
	return rule{
		name:   "content-sha256",
		causes: []string{"content-sha256-missing"},
		guide:  guideCodes + "#s3",
		sources: []Citation{
			{docS3Header, "x-amz-content-sha256 is required for all signed requests to S3."},
			{"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-lambda.html", "With PUT or POST to a function URL behind CloudFront, the client sends the hash of the body in x-amz-content-sha256."},
		},
		judge: judgeContentSHA256,
	}
}

func judgeContentSHA256(b *bench) []Finding {
	f := Finding{
		Cause: "content-sha256-missing", Title: "x-amz-content-sha256 is required here, and missing",
		Fixes: []Fix{
			{Do: "Send x-amz-content-sha256 and sign it", Detail: "The value is that of the canonical request's last line: the hex SHA-256 of the body, or UNSIGNED-PAYLOAD where the service takes it.", Code: "x-amz-content-sha256: UNSIGNED-PAYLOAD"},
			{Do: "Hash the body", On: "Shell", Code: "openssl dgst -sha256 -hex < BODY"},
		},
	}
	if b.saysOfHash() || b.verified() {
		return nil
	}
	if p, ok := b.misnamedHash(); ok && (b.mismatch() || b.maybeMismatch() || !b.saysAnything()) {
		f.Title = "The header with the payload hash is misnamed"
		f.Why = "The request has a header " + quoted(p.name, 0) + ". The name that services read is x-amz-content-sha256; under another name the hash is not seen."
		f.Found, f.Expected = p.name, "x-amz-content-sha256"
		f.Marks = p.mark("payload", "under a wrong name")
		f.Confidence, f.Test = Likely, mendAndSend
		return []Finding{f}
	}
	if b.cloudFrontUnhashed() {
		f.Why = "The answer comes through CloudFront, and the request with a body carries no signature of its own: CloudFront signs it (origin access control). It cannot hash a body, so the client has to send the hash."
		f.Title = "Behind CloudFront the client has to send the body's hash"
		f.Confidence, f.Test = Likely, "Send the request with x-amz-content-sha256 set to the body's hash: if it is accepted, it is this."
		f.Marks = markSource(b.request, sigv4.Source{Part: sigv4.MethodPart}, sigv4.Span{End: len(b.request.Method)}, "payload", "a body without its hash", true)
		return []Finding{f}
	}
	if !b.claimed || b.claim.Carrier != sigv4.HeaderCarrier || b.request.OtherHeaders != paste.Absent {
		return nil
	}
	d, ok := b.demand(endpoint.Header, "x-amz-content-sha256")
	value, sent := headerIn(b.request.Headers, "x-amz-content-sha256")
	service := "signed for " + quoted(b.claim.Scope.Service, 0) + " with an Authorization header, and has "
	switch {
	case !ok || sent && (d.Value == "" || d.Value == strings.TrimSpace(value) || masked(value)):
		return nil
	case sent:
		f.Title = "x-amz-content-sha256 has to be " + d.Value + " here"
		f.Why = "The request is " + service + "a hash in x-amz-content-sha256. This service takes no hash of the body there."
		f.Found, f.Expected = value, d.Value
	default:
		f.Why = "The request is " + service + "no x-amz-content-sha256. AWS demands it for this service; some servers that speak its protocol do not."
	}
	f.Sources = demanded(d)
	f.Marks = markSource(b.request, b.claim.Where.Source, b.claim.Where.SignedHeaders, "payload", "x-amz-content-sha256 is to be among these", true)
	f.Confidence, f.Test = Possible, mendAndSend
	if b.host.Known && (!b.saysAnything() || b.mismatch()) {
		f.Confidence = Likely
	}
	return []Finding{f}
}

// saysOfHash reports whether the server itself speaks of the header.
func (b *bench) saysOfHash() bool {
	_, ok := b.says("s3.missing_content_sha256", "lattice.content_sha256", "compat.content_sha256_must_be_signed", "s3.invalid_content_sha256", "s3.content_sha256_mismatch")
	return ok
}

// misnamedHash finds a header that is meant for the payload hash and has another name.
func (b *bench) misnamedHash() (piece, bool) {
	for _, h := range looseHeaders(b.ev.Text) {
		name := strings.NewReplacer("-", "", "_", "").Replace(strings.ToLower(h.name))
		if strings.EqualFold(h.name, "x-amz-content-sha256") || !strings.HasSuffix(name, "contentsha256") || strings.HasPrefix(name, "xamzchecksum") {
			continue
		}
		return h, true
	}
	return piece{}, false
}

// cloudFrontUnhashed reports whether CloudFront answered a request with a body that carries neither a
// signature nor the body's hash, and the signature that CloudFront made was refused.
func (b *bench) cloudFrontUnhashed() bool {
	if b.request == nil || carriesSignature(b.request) || !b.mismatch() && !b.maybeMismatch() || b.response == nil || hasHeader(b.request.Headers, "X-Amz-Content-Sha256") {
		return false
	}
	if m := b.request.Method; m != "POST" && m != "PUT" && m != "PATCH" {
		return false
	}
	for _, h := range b.response.Headers {
		if strings.Contains(strings.ToLower(h.Value), "cloudfront") {
			return true
		}
	}
	return false
}
