package diagnose

import (
	"strings"
	"testing"
	"time"

	"countersign/sigv4"
	"countersign/sigv4/endpoint"
	"countersign/sigv4/paste"
	"countersign/sigv4/sigv4a"
)

// sigv4aSigned is a request signed by SigV4A with the example's credentials.
func sigv4aSigned(t *testing.T, carrier sigv4.Carrier) string {
	t.Helper()
	c := sigv4.Credentials{AccessKeyID: "AKIDEXAMPLE", Key: sigv4.SecretKey(exampleSecret)}
	pair, err := sigv4a.DeriveKeyPair(c)
	if err != nil {
		t.Fatal(err)
	}
	r := sigv4.Request{Method: "GET", Target: "/key", Headers: []sigv4.Header{{Name: "Host", Value: "alias.mrap.accesspoint.s3-global.amazonaws.com"}}}
	d, err := sigv4a.Derive(r, c, pair, sigv4.Signing{
		Time: time.Date(2026, 3, 15, 12, 0, 0, 0, time.UTC), Service: "s3", RegionSet: "*", Expires: 60,
		Rules: endpoint.Lookup("s3").Rules, Carrier: carrier,
	})
	if err != nil {
		t.Fatal(err)
	}
	return d.Signed.Raw()
}

// A request signed by SigV4A has a scope without a region and a signature of another form: neither is a
// fault, and its secret verifies it.
func TestSigV4A(t *testing.T) {
	for _, carrier := range []sigv4.Carrier{sigv4.HeaderCarrier, sigv4.QueryCarrier} {
		ev := paste.Parse(sigv4aSigned(t, carrier))
		if none := Diagnose(Input{Evidence: ev}); len(none.Findings) > 0 || none.Wrong {
			t.Errorf("carrier %d, without a secret: names %s", carrier, list(none.Findings))
		}
		right := Diagnose(Input{Evidence: ev, Key: sigv4.SecretKey(exampleSecret)})
		if len(right.Findings) == 0 || right.Findings[0].Cause != "signature-valid" || right.Findings[0].Confidence != Proved || strings.Contains(right.Findings[0].Why, "64 digits") {
			t.Errorf("carrier %d, with its secret: %s; %+v", carrier, list(right.Findings), right.Established)
		}
		if wrong := Diagnose(Input{Evidence: ev, Key: sigv4.SecretKey("another")}); len(wrong.Findings) > 0 {
			t.Errorf("carrier %d, with another secret: names %s", carrier, list(wrong.Findings))
		}
	}
	for from, says := range map[string]string{
		"/us-east-1/s3/":    "four in SigV4A",
		"/s3/aws5_request":  "the terminator in the Credential is “aws5_request”",
		"/2026/s3/aws4":     "four in SigV4A",
		"//aws4_request":    "the service in the Credential is empty",
		"/s3/aws4_request/": "four in SigV4A",
	} {
		changed := strings.Replace(sigv4aSigned(t, sigv4.HeaderCarrier), "/s3/aws4_request", from, 1)
		d := Diagnose(Input{Evidence: paste.Parse(changed)})
		if len(d.Findings) == 0 || d.Findings[0].Cause != "scope-malformed" || !strings.Contains(strings.ToLower(d.Findings[0].Why), strings.ToLower(says)) || !strings.Contains(d.Findings[0].Expected, "AKID/YYYYMMDD/service/aws4_request") {
			t.Errorf("%s: %s %+v", from, list(d.Findings), d.Verdict)
		}
	}
}
