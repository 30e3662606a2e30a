package diagnose

import (
	"strings"

	"countersign/sigv4"
)

// chunkRule judges uploads that are signed piece by piece.
func chunkRule() rule {
	return rule{
		name:   "chunk",
		causes: []string{"chunk-signature-wrong"},
		guide:  guideSteps + "#payload-hash",
		sources: []Citation{
			{"https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html", "In a chunked upload the last line of the canonical request is a STREAMING- literal, and each chunk carries a signature of its own."},
		},
		judge: judgeChunk,
	}
}

func judgeChunk(b *bench) []Finding {
	f := Finding{
		Cause: "chunk-signature-wrong", Title: "The two sides do not agree that the upload is chunked",
		Fixes: []Fix{
			{Do: "Send the body whole, with its hash", Detail: "Servers that speak S3's protocol do not all take aws-chunked.", On: "Java", Code: "S3Configuration.builder().chunkedEncodingEnabled(false)"},
			{Do: "Send the body whole, with its hash", On: "AWS CLI", Code: "aws configure set default.s3.payload_signing_enabled true\nexport AWS_REQUEST_CHECKSUM_CALCULATION=when_required"},
			{Do: "Send what the mode demands", Detail: "x-amz-content-sha256 and the canonical request hold the same STREAMING- literal; content-encoding: aws-chunked and x-amz-decoded-content-length go with it; Content-Length counts the framing too."},
		},
	}
	const line = "payload hash"
	if c := b.contrast; c != nil {
		mine, theirs, differs := c.line(line)
		if !differs || strings.HasPrefix(mine, streaming) == strings.HasPrefix(theirs, streaming) {
			return nil
		}
		own := f
		f = b.finding(c, own.Cause, own.Title, line, c.grade())
		f.Fixes = own.Fixes
		f.Why += c.says(b, line) + " One side takes the upload for a chunked one, the other for one with a whole body."
		return []Finding{f}
	}
	if b.request == nil || b.verified() || !b.mismatch() && !b.maybeMismatch() {
		return nil
	}
	for i, h := range b.request.Headers {
		if !strings.EqualFold(h.Name, "X-Amz-Content-Sha256") || !strings.HasPrefix(strings.TrimSpace(h.Value), streaming) {
			continue
		}
		f.Marks = markSource(b.request, sigv4.Source{Part: sigv4.HeaderValue, Index: i}, trimmed(h.Value), "payload", "a chunked upload", true)
		f.Found = h.Value
		f.Confidence, f.Test = Possible, "Send the same object whole, with its hash: if it is accepted, it is this."
		f.Why = "x-amz-content-sha256 says that the upload is chunked. A proxy that takes the framing off, or a server that does not know the mode, computes other signatures."
		switch {
		case !hasHeader(b.request.Headers, "X-Amz-Decoded-Content-Length") && b.claimed && len(b.request.Headers) > 3:
			f.Confidence, f.Title = Likely, "A chunked upload lacks x-amz-decoded-content-length"
			f.Why = "x-amz-content-sha256 says that the upload is chunked, and the request has no x-amz-decoded-content-length, which goes with it and is signed."
		case !b.host.Known && b.request.Host != "":
			f.Confidence = Likely
			f.Why += " The server is not one of AWS's."
		}
		return []Finding{f}
	}
	return nil
}

// streaming begins the literals that stand for the payload hash of a chunked upload.
const streaming = "STREAMING-"
