package diagnose

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"countersign/sigv4"
	"countersign/sigv4/endpoint"
	"countersign/sigv4/paste"
)

// A mistake that the server accepts is said to be one, and not to be why the request was refused; elsewhere it is.
func TestTolerances(t *testing.T) {
	const unsorted, decodedOrder = "/bucket/?b=2&b=1", "/bucket/?b=2&%E1%88%B4=1"
	answers := map[string]string{
		"versitygw": "HTTP/1.1 403 Forbidden\r\nServer: VERSITYGW\r\nContent-Type: application/xml\r\n\r\n" + s3Mismatch,
		"MinIO":     "HTTP/1.1 403 Forbidden\r\nServer: MinIO\r\nContent-Type: application/xml\r\n\r\n" + s3Mismatch,
		"Ceph":      "HTTP/1.1 403 Forbidden\r\nContent-Type: application/xml\r\n\r\n" + `<?xml version="1.0" encoding="UTF-8"?><Error><Code>SignatureDoesNotMatch</Code><Message></Message><RequestId>tx000008f2f2f2f2f2f2f2f-0065a1b2c3-1234-default</RequestId><HostId>1234-default-default</HostId></Error>`,
		"":          "HTTP/1.1 403 Forbidden\r\nContent-Type: application/xml\r\n\r\n" + s3Mismatch,
	}
	covered := map[string]bool{}
	for _, c := range []struct {
		server, cause, target string
		yesterday             bool
		accepted              bool
	}{
		{"versitygw", "query-not-sorted", decodedOrder, false, true},
		{"versitygw", "query-not-sorted", unsorted, false, false},
		{"versitygw", "scope-date-mismatch", "/bucket/", true, false},
		{"MinIO", "query-not-sorted", unsorted, false, true},
		{"MinIO", "query-not-sorted", decodedOrder, false, true},
		{"MinIO", "scope-date-mismatch", "/bucket/", true, true},
		{"Ceph", "query-not-sorted", unsorted, false, false},
		{"Ceph", "query-not-sorted", decodedOrder, false, false},
		{"Ceph", "scope-date-mismatch", "/bucket/", true, true},
		{"", "query-not-sorted", unsorted, false, false},
		{"", "query-not-sorted", decodedOrder, false, false},
		{"", "scope-date-mismatch", "/bucket/", true, false},
	} {
		request, key := refusedRequest(t, c.target, c.yesterday)
		in := Input{Evidence: paste.Parse(request + "\r\n\r\n" + answers[c.server])}
		if !c.yesterday { // with a key the search accounts for the whole, and what is likely is not named beside it
			in.Key = key
			search(t, &in)
		}
		d := Diagnose(in)
		what := fmt.Sprintf("%s, %s of %s", c.server, c.cause, c.target)
		var found *Finding
		for i := range d.Findings {
			if d.Findings[i].Cause == c.cause {
				found = &d.Findings[i]
			}
		}
		if found == nil {
			t.Errorf("%s: not named, only %s", what, list(d.Findings))
			continue
		}
		said := strings.Contains(found.Title, "which "+c.server+" accepts") && strings.Contains(found.Why, "it is not why the request was refused")
		if said != c.accepted || strings.Contains(found.Title+found.Why, "accepts") != c.accepted {
			t.Errorf("%s: %q: %q", what, found.Title, found.Why)
		}
		if !c.accepted {
			continue
		}
		covered[c.server+c.cause] = true
		if len(d.Findings) > 1 && d.Findings[0].Cause == c.cause || d.Findings[len(d.Findings)-1].Cause != c.cause {
			t.Errorf("%s: names %s", what, list(d.Findings))
		}
		if last := found.Sources[len(found.Sources)-1]; !strings.Contains(last.Says, "accepted") {
			t.Errorf("%s: its last source is %v", what, last)
		}
		if v := d.Verdict.Sentence; c.yesterday == strings.Contains(v, "accepts") || strings.Contains(v, "date in the credential scope") {
			t.Errorf("%s: the verdict is %q", what, v)
		}
	}
	for _, known := range Tolerances() {
		if !covered[known.Server+known.Cause] || known.Says == "" || !strings.HasPrefix(known.Source.Address, "https://") {
			t.Errorf("%s, %s: nothing shows it", known.Server, known.Cause)
		}
	}
}

const s3Mismatch = `<?xml version="1.0" encoding="UTF-8"?>` + "\n" + `<Error><Code>SignatureDoesNotMatch</Code><Message>The request signature we calculated does not match the signature you provided. Check your key and signing method.</Message><Resource>/bucket/</Resource></Error>`

// refusedRequest is a request whose query is signed as it is sent, with a line end behind the secret; with yesterday in
// its scope, if asked for.
func refusedRequest(t *testing.T, target string, yesterday bool) (raw string, key sigv4.Key) {
	t.Helper()
	at := time.Date(2026, 3, 15, 12, 0, 0, 0, time.UTC)
	rules := endpoint.Lookup("s3").Rules
	key = sigv4.SecretKey(exampleSecret)
	d, err := sigv4.Derive(sigv4.Request{Method: "GET", Target: target, Headers: []sigv4.Header{{Name: "Host", Value: "127.0.0.1:9000"}}},
		sigv4.Credentials{AccessKeyID: "AKIAIOSFODNN7EXAMPLE", Key: key}, sigv4.Signing{Time: at, Region: "us-east-1", Service: "s3", Rules: rules})
	if err != nil {
		t.Fatal(err)
	}
	text := d.StringToSign.String
	_, query, _ := strings.Cut(target, "?")
	text = text[:len(text)-64] + sigv4.HashHex(strings.Replace(d.CanonicalRequest.String, d.CanonicalQuery.String, strings.ReplaceAll(query, "+", "%20"), 1))
	raw = d.Signed.Raw()
	if yesterday {
		text, raw = strings.Replace(text, "20260315/", "20260314/", 1), strings.Replace(raw, "20260315/", "20260314/", 1)
	}
	signature, err := sigv4.SignStringToSign(text, sigv4.SecretKey(exampleSecret+"\n"))
	if err != nil {
		t.Fatal(err)
	}
	return strings.Replace(raw, d.Signature, signature, 1), key
}
