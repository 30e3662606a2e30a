package diagnose

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"countersign/sigv4/paste"
	"countersign/sigv4/pastetest"
)

// TestCatalogue holds the catalogue against the examples that package paste recognises: the same
// answers, each with a code or the word that it has none; and each example leads somewhere: to a cause,
// to a sentence on what it is about, or to what to paste next.
func TestCatalogue(t *testing.T) {
	entries := map[string]Answer{}
	for _, a := range Catalogue() {
		if _, twice := entries[a.ID]; twice {
			t.Errorf("%s stands twice in the catalogue", a.ID)
		}
		entries[a.ID] = a
		if a.Title == "" || len(a.Codes) == 0 {
			t.Errorf("%s: title %q, %d codes", a.ID, a.Title, len(a.Codes))
		}
		for _, c := range a.Codes {
			if len(c.Protocols) == 0 || c.Status != 0 && (c.Status < 300 || c.Status > 599) {
				t.Errorf("%s: code %+v", a.ID, c)
			}
		}
	}
	answers, err := pastetest.Answers()
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, x := range answers {
		seen[x.ID] = true
		a, ok := entries[x.ID]
		if !ok {
			t.Errorf("%s is not in the catalogue", x.ID)
			continue
		}
		if x.Code != "" && !slices.ContainsFunc(a.Codes, func(c AnswerCode) bool { return c.Code == x.Code }) {
			t.Errorf("%s: code %s is not in the catalogue", x.ID, x.Code)
		}
		text := x.Text
		if !x.Body() {
			body, _ := json.Marshal(map[string]string{"__type": x.Code, "message": text})
			text = string(body)
		}
		d := Diagnose(Input{Evidence: paste.Parse(text)})
		_, _, beside := prepare(Input{Evidence: paste.Parse(text)}).asideOf()
		if len(d.Findings) == 0 && !beside && len(d.PasteNext) == 0 {
			t.Errorf("%s, %q: leads nowhere: %+v", x.ID, text, d.Verdict)
		}
		for _, f := range d.Findings {
			if c, _ := causeOf(f.Cause); a.NotSignature && rank(f.Confidence) < rank(Possible) && !besideSignature(c) {
				t.Errorf("%s is no matter of the signature, and names %s (%s)", x.ID, f.Cause, f.Confidence)
			}
		}
	}
	t.Logf("%d answers in the catalogue, %d with examples", len(entries), len(seen))
	if len(entries) != 91 || len(seen) != 91 {
		t.Errorf("%d answers, %d with examples, want 91", len(entries), len(seen))
	}
}

// TestWantedAlgorithmIsNotTheRefusedOne: the algorithm that a server asks for is not what it was sent.
func TestWantedAlgorithmIsNotTheRefusedOne(t *testing.T) {
	d := diagnoseText("The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.")
	if want := "The server does not take the algorithm of this request. It asks for AWS4-HMAC-SHA256."; d.Verdict.Detail != want {
		t.Errorf("says %q, want %q", d.Verdict.Detail, want)
	}
}

// besideSignature reports whether a cause is one that lies beside what is signed.
func besideSignature(c Cause) bool {
	switch c.ID {
	case "authentication-missing", "endpoint-wrong", "post-policy-mismatch", "presigned-expired", "region-not-enabled", "credentials-expired", "checksum-mismatch":
		return true
	}
	return c.Family == "not a signature problem" || c.Family == "time"
}

// TestEveryCauseHasARule demands a rule for each cause, or the family of the search that finds it, and
// that the table of how often causes happen names no other.
func TestEveryCauseHasARule(t *testing.T) {
	ruled := map[string]bool{}
	for _, r := range rules() {
		for _, c := range r.causes {
			ruled[c] = true
		}
	}
	total, with := 0, 0
	for _, c := range Causes() {
		total += Frequency(c.ID)
		if ruled[c.ID] {
			with++
		} else if c.Search == "" {
			t.Errorf("%s has no rule, and no search that finds it", c.ID)
		}
		if len(c.SameEvidence) > 0 && c.Test == "" {
			t.Errorf("%s leaves the same evidence as others, and has no test that tells it from them", c.ID)
		}
	}
	t.Logf("%d causes, %d with a rule", len(Causes()), with)
	if len(Causes()) != 79 || total != ConfirmedCases {
		t.Errorf("%d causes, %d confirmed cases; want 79 and %d", len(Causes()), total, ConfirmedCases)
	}
}

// TestOrdersOfChecks: an answer of a server whose order of checks is known rules out what was checked
// before it, and nothing that is checked later.
func TestOrdersOfChecks(t *testing.T) {
	answer := func(server, code, message string) string {
		return "HTTP/1.1 403 Forbidden\nServer: " + server + "\n\n<Error><Code>" + code + "</Code><Message>" + message + "</Message></Error>\n"
	}
	const mismatch = "The request signature we calculated does not match the signature you provided. Check your key and signing method."
	ceph := func(code string) string {
		return "<Error><Code>" + code + "</Code><RequestId>tx000000000000001bfbcf5-0060f65201-17d69921-fra1b</RequestId><HostId>17d69921-fra1b-fra1-zg02</HostId></Error>"
	}
	for _, c := range []struct{ what, paste, out, in string }{
		{"versitygw", answer("VERSITYGW", "SignatureDoesNotMatch", mismatch), "scope-date-mismatch content-sha256-missing clock-skew access-key-unknown", "secret-wrong"},
		{"versitygw, region", answer("VERSITYGW", "AuthorizationHeaderMalformed", "The authorization header is malformed; the region 'us-east-2' is wrong; expecting 'us-east-1'"), "clock-skew scope-service-wrong", "access-key-unknown"},
		{"MinIO", answer("MinIO", "SignatureDoesNotMatch", mismatch), "clock-skew scope-region-wrong host-not-signed access-key-unknown", "scope-date-mismatch"},
		{"MinIO, body", answer("MinIO", "XAmzContentSHA256Mismatch", "The provided 'x-amz-content-sha256' header does not match what was computed."), "secret-wrong clock-skew", "payload-changed"},
		{"Ceph", ceph("SignatureDoesNotMatch"), "clock-skew access-key-unknown", "scope-region-wrong"},
		{"Ceph, key", ceph("InvalidAccessKeyId"), "clock-skew", "access-key-unknown"},
		{"S3, whose order is not known", answer("AmazonS3", "SignatureDoesNotMatch", mismatch), "", "clock-skew access-key-unknown"},
	} {
		d := diagnoseText(c.paste)
		for _, cause := range strings.Fields(c.out) {
			if !ruledOut(d, cause) {
				t.Errorf("%s: does not rule out %s", c.what, cause)
			}
		}
		for _, cause := range strings.Fields(c.in) {
			if ruledOut(d, cause) {
				t.Errorf("%s: rules out %s", c.what, cause)
			}
		}
	}
}
