package diagnose

import (
	"strings"
	"testing"

	"countersign/sigv4"
	"countersign/sigv4/paste"
)

// TestOrderOfFindings: what is wrong with the evidence stands behind what is likely and before what
// is possible; a right signature does not lead where something else is wrong.
func TestOrderOfFindings(t *testing.T) {
	signed, err := sigv4.SignStringToSign("AWS4-HMAC-SHA256\n20260315T120000Z\n20260315/eu-west-1/execute-api/aws4_request\n"+
		sigv4.HashHex("GET\n/items\nlimit=5\nhost:abcdef1234.execute-api.us-east-1.amazonaws.com\nx-amz-date:20260315T120000Z\n\nhost;x-amz-date\n"+emptyHash), sigv4.SecretKey(exampleSecret))
	if err != nil {
		t.Fatal(err)
	}
	elsewhere := strings.Replace(signedRequest, "/us-east-1/", "/eu-west-1/", 1)
	at := strings.Index(elsewhere, "Signature=") + len("Signature=")
	elsewhere = elsewhere[:at] + signed + elsewhere[at+64:]
	for _, c := range []struct {
		what, paste, secret string
		first               string
		confidence          Confidence
		wrong               bool
	}{
		{"figures that contradict each other", "Signature not yet current: 20260315T121000Z is still later than 20260315T121000Z (20260315T120000Z + 10 min.)", "", "evidence-edited", Likely, true},
		{"a right signature for the wrong region", elsewhere, exampleSecret, "scope-region-wrong", Likely, true},
	} {
		d := Diagnose(Input{Evidence: paste.Parse(c.paste), Key: sigv4.ParseKey(c.secret)})
		if len(d.Findings) == 0 || d.Findings[0].Cause != c.first || d.Findings[0].Confidence != c.confidence || d.Wrong != c.wrong {
			t.Errorf("%s: names %s, wrong %v; want %s %s first", c.what, list(d.Findings), d.Wrong, c.first, c.confidence)
		}
		for _, f := range d.Findings {
			if f.Cause == "signature-valid" {
				t.Errorf("%s: says that the signature is right", c.what)
			}
		}
		if c.secret != "" && !hasFact(d, Proved, "all 64 digits agree") {
			t.Errorf("%s: the facts do not say that the signature is right", c.what)
		}
	}
}

// TestAlternativesAreNotRuledOut: nothing is offered as fitting that the same diagnosis rules out.
func TestAlternativesAreNotRuledOut(t *testing.T) {
	d := diagnoseText("Signature not yet current: 20260315T121000Z is still later than 20260315T120500Z (20260315T120000Z + 5 min.)")
	if !ruledOut(d, "signed-early-sent-late") || len(d.Findings) == 0 {
		t.Fatalf("findings %s, ruled out %+v", list(d.Findings), d.RuledOut)
	}
	for _, f := range d.Findings {
		for _, other := range f.Alternatives {
			if ruledOut(d, other) {
				t.Errorf("%s could also be %s, which is ruled out", f.Cause, other)
			}
		}
	}
}
