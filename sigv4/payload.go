package sigv4

import (
	"encoding/hex"
	"strings"

	"countersign/sigv4/internal/sha256"
)

// UnsignedPayload stands in place of the payload hash when the payload is not signed
// (Amazon S3 API Reference, "Signature Calculations for the Authorization Header").
const UnsignedPayload = "UNSIGNED-PAYLOAD"

// contentSHA256 is the header that tells the server the payload hash.
const contentSHA256 = "x-amz-content-sha256"

// HashHex is the lower-case hex SHA-256 of s.
func HashHex(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:])
}

// BodyHash hashes a body of any size in constant memory: write the body to it, with io.Copy for one. The
// zero BodyHash is that of no bytes. It must not be copied.
type BodyHash struct {
	hash sha256.Hash
}

// Write takes in more of the body. It never fails.
func (b *BodyHash) Write(p []byte) (int, error) { return b.hash.Write(p) }

// Hex is the payload hash of what was written so far, for Request.PayloadHash.
func (b *BodyHash) Hex() string {
	sum := b.hash.Sum256()
	return hex.EncodeToString(sum[:])
}

// isPayloadWord reports whether s is a literal that stands for a payload hash: UNSIGNED-PAYLOAD or one
// of the STREAMING-… words of chunked uploads.
func isPayloadWord(s string) bool {
	return s == UnsignedPayload || strings.HasPrefix(s, "STREAMING-")
}

// isHash reports whether s is 64 lower-case hex digits.
func isHash(s string) bool {
	if len(s) != 64 {
		return false
	}
	for i := 0; i < len(s); i++ {
		if _, ok := unhex(s[i]); !ok || 'A' <= s[i] && s[i] <= 'F' {
			return false
		}
	}
	return true
}

// contentHash is the index of the first x-amz-content-sha256 header, or -1.
func contentHash(r *Request) int {
	for i := range r.Headers {
		if sameName(r.Headers[i].Name, contentSHA256) {
			return i
		}
	}
	return -1
}

// choosePayload puts the last line of the canonical request into e.payload. addHeader says that
// x-amz-content-sha256 is set to it; replace says that headers of that name are taken off first.
//
// A request may come with that header. In PayloadAuto a word (UNSIGNED-PAYLOAD, STREAMING-…) is the
// caller's choice and is respected; a hash is set anew, for the body's own hash is what auto means.
// The other modes say what the header must hold, so they always set it anew. (A presigned S3 URL may
// state its payload hash in the query instead: see payloadParam.)
func (e *engine) choosePayload(r *Request, g *Signing) (addHeader, replace bool, err error) {
	inHeader := g.Carrier == HeaderCarrier
	existing := contentHash(r)
	replace = existing >= 0
	switch {
	case g.Payload == PayloadAuto && existing >= 0 && isPayloadWord(strings.Trim(r.Headers[existing].Value, " \t")):
		e.payload.headerValue(Source{HeaderValue, existing}, r.Headers[existing].Value)
		return false, false, nil
	case g.Payload == PayloadUnsigned,
		g.Payload == PayloadAuto && g.Rules.ContentSHA256 && !inHeader:
		e.payload.insert(UnsignedPayload, whyUnsigned)
	case g.Payload == PayloadEmpty:
		e.hashPayload(nil)
	default:
		if err := e.payloadOf(r); err != nil {
			return false, false, err
		}
	}
	wanted := g.Payload == PayloadSigned || g.Payload == PayloadUnsigned || g.Rules.ContentSHA256 || existing >= 0
	return wanted && inHeader, replace, nil
}

// payloadParam puts the value of the query parameter X-Amz-Content-Sha256 into e.payload, where the
// signed query has one: a presigned S3 URL may state its payload hash there.
func (e *engine) payloadParam() bool {
	for _, p := range e.params {
		if string(e.pairs.buf[p.start:p.equals]) == "X-Amz-Content-Sha256" && p.end > p.equals+1 {
			e.payload.reset(e.payload.record)
			e.payload.move(&e.pairs, Span{p.equals + 1, p.end})
			return true
		}
	}
	return false
}

// payloadOf puts the request's own payload hash into e.payload: Request.PayloadHash, else the body's.
func (e *engine) payloadOf(r *Request) error {
	if r.PayloadHash == "" {
		e.hashPayload(r.Body)
		return nil
	}
	if !isHash(r.PayloadHash) && !isPayloadWord(r.PayloadHash) {
		return failed(StageRequest, "payload hash", r.PayloadHash,
			"give 64 lower-case hex digits, UNSIGNED-PAYLOAD or a STREAMING- word, or leave it empty to hash the body")
	}
	e.payload.copy(Source{Part: PayloadPart}, 0, r.PayloadHash)
	return nil
}

// emptyHash is the hash of no bytes, which every request without a body needs.
const emptyHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

// hashPayload puts the hash of body into e.payload.
func (e *engine) hashPayload(body []byte) {
	if len(body) == 0 {
		e.payload.replace(Source{Part: PayloadPart}, Span{}, emptyHash)
		return
	}
	sum := e.hash.SumOf(body)
	e.payload.hash(&sum, Segment{Source: Source{Part: PayloadPart}, Src: Span{0, len(body)}, Recoded: true})
}

// hash appends a hash in hex, and from says what it is of.
func (s *sink) hash(sum *[sha256.Size]byte, from Segment) {
	s.buf = appendHex(s.buf, sum)
	if s.record {
		s.note(64, from)
	}
}
