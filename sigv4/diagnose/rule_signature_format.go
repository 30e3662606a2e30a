package diagnose

import (
	"fmt"
	"strings"

	"countersign/sigv4"
)

// signatureFormatRule judges how the signature itself is written.
func signatureFormatRule() rule {
	return rule{
		name:   "signature-format",
		causes: []string{"signature-format"},
		guide:  guideSteps + "#signature",
		sources: []Citation{
			{docSigning, "The signature is an HMAC-SHA256, written as 64 lower-case hexadecimal digits."},
		},
		judge: judgeSignatureFormat,
	}
}

// minDigits is the shortest start of a signature that is taken for one: a shorter one stands in for it.
const minDigits = 16

func judgeSignatureFormat(b *bench) []Finding {
	if !b.claimed || b.claim.Algorithm != sigv4.Algorithm || b.accepted() || b.request.Cut {
		return nil
	}
	s := b.claim.Signature
	if isHash(s) || len(s) < minDigits || masked(s) || unexpanded(s) || strings.Contains(s, `\`) {
		return nil
	}
	f := Finding{
		Cause: "signature-format", Title: "The signature is not 64 lower-case hexadecimal digits",
		Found: s, Expected: "64 digits, 0-9 and a-f",
		Marks: markSource(b.request, b.claim.Where.Source, b.claim.Where.Signature, "signature", "64 lower-case hexadecimal digits stand here", true),
		Fixes: []Fix{{Do: "Write the last HMAC in lower-case hexadecimal", Detail: "Take its 32 raw bytes, and encode them once: not in base64, not in upper case, not as the hex of a hex text."}},
	}
	f.Confidence, f.Test = b.weigh(mismatchIDs[:]...)
	switch strange := strings.Trim(strings.ToLower(s), "0123456789abcdef"); {
	case strange != "":
		f.Why = "It holds " + quoted(strange[:1], 0) + ", which is no hexadecimal digit. Base64 in its place is the usual mistake."
	case len(s) != 64 && b.anyField("SignatureProvided").String == s:
		f.Why = fmt.Sprintf("It has %d digits and not 64, and the server says that it got it so.", len(s))
		f.Confidence, f.Test = Certain, ""
	case len(s) != 64:
		f.Why = fmt.Sprintf("It has %d digits and not 64, if it was pasted whole.", len(s))
		f.Confidence, f.Test = atMost(f.Confidence, Likely), "Look at the request as it leaves: has the signature 64 digits there?"
	default:
		f.Why = "It has upper-case digits. The server compares it with lower-case ones, letter by letter."
	}
	return []Finding{f}
}
