package diagnose

import (
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"hash/crc32"
	"strings"

	"countersign/sigv4"
	"countersign/sigv4/paste"
)

// checksumRule judges a checksum beside the signature against the body.
func checksumRule() rule {
	return rule{
		name:   "checksum",
		causes: []string{"checksum-mismatch"},
		guide:  guideSteps + "#payload-hash",
		sources: []Citation{
			{"https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html", "S3 computes the checksum of what arrived and compares it with x-amz-checksum-…; the value is base64."},
		},
		judge: judgeChecksum,
	}
}

func judgeChecksum(b *bench) []Finding {
	f := Finding{
		Cause: "checksum-mismatch", Title: "A checksum was signed for another body than the one that was sent",
		Fixes: []Fix{
			{Do: "Leave the checksum out of a presigned URL", Detail: "SDKs since 2025 add the checksum of the empty body to a presigned PUT unless told otherwise.", On: "JavaScript", Code: "new S3Client({ requestChecksumCalculation: 'WHEN_REQUIRED' })"},
			{Do: "Leave the checksum out of a presigned URL", On: "Shell", Code: "export AWS_REQUEST_CHECKSUM_CALCULATION=when_required"},
			{Do: "Compute it from the bytes that are sent", On: "Shell", Code: "openssl dgst -sha256 -binary < BODY | base64"},
		},
	}
	if s, ok := b.says("s3.bad_digest", "compat.checksum_mismatch"); ok {
		f.Confidence, f.Marks = Certain, s.markSentence()
		f.Why = "The server computed another checksum from the body than the one that was sent with it."
		if got, want := s.capture("got"), s.capture("expected"); got != "" {
			f.Found, f.Expected = want, got
			f.Why += " It was told " + quoted(want, 0) + " and found " + quoted(got, 0) + "."
		}
		if emptyChecksum(s.capture("expected")) {
			f.Why += " The first is the checksum of the empty body, as it is put into a presigned URL when the body is not known yet."
		}
		return []Finding{f}
	}
	if b.request == nil || b.verified() {
		return nil
	}
	if at := strings.Index(strings.ToLower(b.request.Target), "x-amz-checksum-"); at >= 0 && b.refused() {
		value := b.request.Target[at:]
		if end := strings.IndexByte(value, '&'); end >= 0 {
			value = value[:end]
		}
		_, sum, _ := strings.Cut(value, "=")
		if emptyChecksum(decoded(sum)) && b.request.Method != "GET" && b.request.Method != "HEAD" {
			f.Why = "The URL holds " + quoted(value, 0) + ", the checksum of the empty body. Whoever sends a body with it sends another one than was promised."
			f.Confidence, f.Test = Likely, mendAndSend
			f.Marks = markSource(b.request, sigv4.Source{Part: sigv4.TargetPart}, sigv4.Span{Start: at, End: at + len(value)}, "payload", "of the empty body", true)
			f.Found = value
			return []Finding{f}
		}
	}
	if len(b.request.Request.Body) == 0 || b.request.Body != paste.Present || b.request.Redacted || b.accepted() {
		return nil
	}
	for i, h := range b.request.Headers {
		want := checksumOf(strings.ToLower(h.Name), b.request.Request.Body)
		if want == "" || strings.TrimSpace(h.Value) == want {
			continue
		}
		f.Why = h.Name + " is " + quoted(h.Value, 0) + "; the body in your paste has " + quoted(want, 0) + ". The copy may have changed the body."
		f.Found, f.Expected = strings.TrimSpace(h.Value), want
		f.Marks = markSource(b.request, sigv4.Source{Part: sigv4.HeaderValue, Index: i}, trimmed(h.Value), "payload", "not of this body", true)
		f.Confidence, f.Test = Possible, "Compute the checksum of the body's bytes as they leave: is it this value?"
		if emptyChecksum(f.Found) {
			f.Confidence = Likely
			f.Why = h.Name + " is " + quoted(h.Value, 0) + ", the checksum of the empty body, and the request has one."
		}
		return []Finding{f}
	}
	return nil
}

// checksumOf computes the checksum that a header states, "" for headers and algorithms that are not
// looked at.
func checksumOf(header string, body []byte) string {
	switch header {
	case "x-amz-checksum-crc32":
		return base64.StdEncoding.EncodeToString(binary.BigEndian.AppendUint32(nil, crc32.ChecksumIEEE(body)))
	case "x-amz-checksum-sha256":
		sum, _ := hex.DecodeString(sigv4.HashHex(string(body)))
		return base64.StdEncoding.EncodeToString(sum)
	}
	return ""
}

// emptyChecksum reports whether a value is the checksum of no bytes at all: CRC-32 and CRC-32C,
// CRC-64/NVME, SHA-1, SHA-256, MD5.
func emptyChecksum(value string) bool {
	switch value {
	case "AAAAAA==", "AAAAAAAAAAA=", "2jmj7l5rSw0yVb/vlWAYkK/YBwk=", "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=", "1B2M2Y8AsgTpgAmY7PhCfg==":
		return true
	}
	return false
}
