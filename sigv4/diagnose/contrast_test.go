package diagnose

import (
	"strings"
	"testing"

	"countersign/sigv4"
	"countersign/sigv4/paste"
)

const (
	contrastRight  = "GET\n/my%2520items\na=1&b=2\nhost:abcdef1234.execute-api.us-east-1.amazonaws.com\nx-amz-date:20260315T120000Z\n\nhost;x-amz-date\n" + emptyHash
	contrastBefore = "AWS4-HMAC-SHA256\n20260315T120000Z\n20260315/us-east-1/execute-api/aws4_request\n"
)

// contrastRequest is the request of contrastRight with the signature that the example's secret makes
// of another canonical request.
func contrastRequest(t *testing.T, signed string) string {
	t.Helper()
	signature, err := sigv4.SignStringToSign(contrastBefore+sigv4.HashHex(signed), sigv4.SecretKey(exampleSecret))
	if err != nil {
		t.Fatal(err)
	}
	return "GET /my%20items?b=2&a=1 HTTP/1.1\nHost: abcdef1234.execute-api.us-east-1.amazonaws.com\nX-Amz-Date: 20260315T120000Z\nAuthorization: AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260315/us-east-1/execute-api/aws4_request, SignedHeaders=host;x-amz-date, Signature=" + signature + "\n\n"
}

func contrastAnswer(canonical, hashed string) string {
	return "HTTP/1.1 403 Forbidden\n\n" + bareMismatch + "\n\nThe Canonical String for this request should have been\n'" + canonical + "'\n\nThe String-to-Sign should have been\n'" + contrastBefore + sigv4.HashHex(hashed) + "'\n"
}

// TestWhatWasSignedDecides: a difference of the pasted texts says nothing once a secret shows which
// of them was signed.
func TestWhatWasSignedDecides(t *testing.T) {
	unsorted := strings.Replace(contrastRight, "a=1&b=2", "b=2&a=1", 1)
	log := "CanonicalRequest:\n" + unsorted + "\n\n"
	for _, c := range []struct {
		what, paste string
		secret      string
		cause       string
		confidence  Confidence
	}{
		{"the client's text was signed", log + contrastRequest(t, unsorted), exampleSecret, "query-not-sorted", Proved},
		{"the request's was signed", log + contrastRequest(t, contrastRight), exampleSecret, "signature-valid", Proved},
		{"nothing is known of what was signed", log + contrastRequest(t, unsorted), "", "query-not-sorted", Certain},
		{"the server's was signed", strings.Replace(contrastRequest(t, contrastRight), "GET", "PUT", 1) + contrastAnswer(contrastRight, contrastRight), exampleSecret, "secret-wrong", Certain},
		{"the client's text bears no label", unsorted + "\n\n" + contrastAnswer(contrastRight, contrastRight), "", "query-not-sorted", Likely},
		{"the server refused it for its time", log + contrastRequest(t, unsorted) + "HTTP/1.1 403 Forbidden\n\nSignature expired: 20260315T120000Z is now earlier than 20260315T121500Z (20260315T122000Z - 5 min.)", "", "clock-skew", Likely},
		{"the server's text does not fit its hash", log + contrastAnswer(contrastRight, contrastRight+"x"), "", "query-not-sorted", Likely},
	} {
		d := Diagnose(Input{Evidence: paste.Parse(c.paste), Key: sigv4.ParseKey(c.secret)})
		if len(d.Findings) == 0 || d.Findings[0].Cause != c.cause || d.Findings[0].Confidence != c.confidence {
			t.Errorf("%s: names %s, want %s %s", c.what, list(d.Findings), c.cause, c.confidence)
		}
		for _, f := range d.Findings[min(1, len(d.Findings)):] {
			if rank(f.Confidence) <= rank(Certain) && f.Cause != "evidence-edited" {
				t.Errorf("%s: names %s as %s too", c.what, f.Cause, f.Confidence)
			}
		}
	}
}

// TestDerivedTextIsNotTheSigners: what is derived here from the request shows nothing of how the
// signer writes a path.
func TestDerivedTextIsNotTheSigners(t *testing.T) {
	odd := strings.Replace(contrastRight, "%2520", "%20", 1)
	d := diagnoseText(contrastRequest(t, contrastRight) + contrastAnswer(odd, odd))
	if len(d.Findings) == 0 || d.Findings[0].Cause != "path-changed-by-proxy" || d.Findings[0].Confidence != Likely {
		t.Errorf("names %s", list(d.Findings))
	}
}

// TestACutBodyIsNoEmptyBody: a pasted request that lost its body does not show that none was signed.
func TestACutBodyIsNoEmptyBody(t *testing.T) {
	other := strings.Replace(contrastRight, emptyHash, sigv4.HashHex("{}"), 1)
	d := diagnoseText(contrastRequest(t, other) + contrastAnswer(other, other))
	for _, f := range d.Findings {
		if strings.HasPrefix(f.Cause, "payload") {
			t.Errorf("names %s as %s", f.Cause, f.Confidence)
		}
	}
}

// TestSwappedSecretIsNotRepeated: a secret in the key id's place stands in no text of the diagnosis.
func TestSwappedSecretIsNotRepeated(t *testing.T) {
	text := strings.Replace(contrastRequest(t, contrastRight), "AKIDEXAMPLE", exampleSecret, 1)
	d := diagnoseText(text)
	if len(d.Findings) == 0 || d.Findings[0].Cause != "keys-swapped" {
		t.Fatalf("names %s", list(d.Findings))
	}
	said := d.Verdict.Sentence + d.Verdict.Detail
	for _, f := range d.Findings {
		said += f.Title + f.Why + f.Found + f.Expected + f.Test
	}
	for _, f := range d.Established {
		said += f.Fact
	}
	if strings.Contains(said, exampleSecret) {
		t.Error("the secret is repeated")
	}
}

func TestForms(t *testing.T) {
	for in, want := range map[string]string{"": "/", "/": "/", "//a": "/a", "/a//b/": "/a/b/", "/a/./b": "/a/b", "/a/../b": "/b", "/..": "/", "a": "/a"} {
		if got := normalized(in); got != want {
			t.Errorf("normalized(%q) = %q, want %q", in, got, want)
		}
	}
	for in, want := range map[string]string{"": "", "/a b": "/a%20b", "/%20": "/%2520", "/~._-": "/~._-", "/é": "/%C3%A9"} {
		if got := encoded(in); got != want {
			t.Errorf("encoded(%q) = %q, want %q", in, got, want)
		}
		if got := decoded(encoded(in)); got != in {
			t.Errorf("decoded(encoded(%q)) = %q", in, got)
		}
	}
	for in, want := range map[string]string{"": "", "%": "%", "%4": "%4", "%zz%41": "%zzA"} {
		if got := decoded(in); got != want {
			t.Errorf("decoded(%q) = %q, want %q", in, got, want)
		}
	}
	for in, want := range map[string]string{"": "", "b&a": "a&b", "a=2&a=1": "a=1&a=2", "a-b=1&a=2": "a=2&a-b=1", "a=1&B=1": "B=1&a=1"} {
		if got := sortedQuery(in); got != want {
			t.Errorf("sortedQuery(%q) = %q, want %q", in, got, want)
		}
	}
	for in, want := range map[string][2]string{"a:443": {"a", "443"}, "a": {"a", ""}, "[::1]:80": {"[::1]", "80"}, "[::1]": {"[::1]", ""}, "::1": {"::1", ""}, "a:b": {"a:b", ""}} {
		if name, port := splitPort(in); name != want[0] || port != want[1] {
			t.Errorf("splitPort(%q) = %q, %q", in, name, port)
		}
	}
}

// TestStampWrong names the byte.
func TestStampWrong(t *testing.T) {
	for in, want := range map[string]int{"2026-03-15T12:00:00Z": 4, "20260315T120000": 15, "20260315T120000.0Z": 15, "20260315t120000Z": 8, "20260315T120000Zx": 16, "20261315T120000Z": 4, "20260315T250000Z": 9, "": 0} {
		if at, why := stampWrong(in); at != want || why == "" {
			t.Errorf("stampWrong(%q) = %d, %q; want %d", in, at, why, want)
		}
	}
	if at, why := stampWrong("20260315T120000Z"); why != "" {
		t.Errorf("a good time stamp is wrong at %d: %s", at, why)
	}
}
