package check

import (
	"strings"

	"countersign/sigv4"
)

// payload compares the body with the hash that the request states for it. signed is the payload hash in the
// canonical request.
func (in *input) payload(v *verification, r sigv4.Request, c sigv4.Claim, rules sigv4.Rules, signed string) {
	stated := headerOf(r, "x-amz-content-sha256")
	if stated == "" && c.Carrier == sigv4.QueryCarrier && rules.ContentSHA256 && signed != sigv4.UnsignedPayload {
		stated = signed // the parameter X-Amz-Content-Sha256
	}
	not := func(why string) { v.step(sigv4.StageRequest, namePayload, NotCompared, why) }
	switch {
	case stated == "" && c.Carrier == sigv4.QueryCarrier && rules.ContentSHA256:
		not("A presigned URL of this service leaves the payload unsigned.")
	case stated == "":
		not("The request states none; the hash of the body is part of the canonical request.")
		if len(r.Body) == 0 && r.Method != "GET" && r.Method != "HEAD" && r.Method != "DELETE" {
			v.assume("The text holds no body: the payload is taken to be empty.")
		}
	case stated != sigv4.UnsignedPayload && !strings.HasPrefix(stated, "STREAMING-") && !isHash(stated):
		not("What the request states is neither a hash in lower-case hex nor a word that stands for one.")
	case !isHash(stated):
		not("The request states the word " + hidden(cutText(stated)) + " in its place, so that the body is not signed here.")
	case len(r.Body) == 0 && stated != emptyHash:
		not("The text holds no body.")
		v.assume("The body is the one of which the request states the hash.")
	default:
		v.compare(sigv4.StageRequest, namePayload, sigv4.HashHex(string(r.Body)), stated, "")
		if s := v.at(namePayload); s.Status == Departs {
			s.Note = "The body was changed after it was hashed, or the text does not hold it as it was sent."
		}
	}
}

// emptyHash is the SHA-256 of no bytes.
const emptyHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

func isHash(text string) bool {
	return len(text) == len(emptyHash) && strings.Trim(text, "0123456789abcdef") == ""
}

// cutText shortens what is repeated in a sentence.
//
//go:noinline
func cutText(text string) string {
	const enough = 200
	if len(text) <= enough {
		return text
	}
	return strings.ToValidUTF8(text[:enough], "") + "…"
}
