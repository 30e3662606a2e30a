package token

import "countersign/sigv4"

// compare verifies a signature that no request carries: given, where there is something, and then found
// against d, as sigv4.Verify does. With a zero key no signature is compared.
func compare(d sigv4.Derivation, found string, given sigv4.Theirs) sigv4.Verification {
	v := sigv4.Verification{Derivation: d}
	for _, step := range [...]struct {
		stage           sigv4.Stage
		expected, found string
	}{
		{sigv4.StageCanonicalRequest, d.CanonicalRequest.String, given.CanonicalRequest},
		{sigv4.StageStringToSign, d.StringToSign.String, given.StringToSign},
		{sigv4.StageSignature, d.Signature, given.Signature},
		{sigv4.StageSignature, d.Signature, found},
	} {
		if step.found == "" || step.stage == sigv4.StageSignature && d.Signature == "" {
			continue
		}
		if n := len(v.Checked); n == 0 || v.Checked[n-1] != step.stage {
			v.Checked = append(v.Checked, step.stage)
		}
		if !sigv4.Equal(step.expected, step.found) {
			v.Departs, v.Expected, v.Found = step.stage, step.expected, step.found
			return v
		}
	}
	return v
}

// insertedText is a text all of whose bytes are there for one reason.
func insertedText(text, why string) sigv4.Text {
	var b sigv4.TextBuilder
	b.Insert(text, why)
	return b.Text()
}
