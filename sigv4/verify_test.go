package sigv4

import (
	"errors"
	"slices"
	"strings"
	"testing"
)

// signedExample is a signed S3 listing and its claim.
func signedExample(t *testing.T, carrier Carrier) (Request, Claim, Derivation) {
	t.Helper()
	r, g := s3Get()
	g.Carrier = carrier
	d, err := Derive(r, exampleCredentials(), g)
	if err != nil {
		t.Fatal(err)
	}
	c, err := ParseClaim(d.Signed)
	if err != nil {
		t.Fatal(err)
	}
	return d.Signed, c, d
}

func TestVerify(t *testing.T) {
	for _, carrier := range []Carrier{HeaderCarrier, QueryCarrier} {
		r, c, d := signedExample(t, carrier)
		all := Theirs{d.CanonicalRequest.String, d.StringToSign.String, d.Signature}
		for _, tc := range []struct {
			name    string
			key     Key
			given   Theirs
			departs Stage
			checked []Stage
		}{
			{"everything agrees", SecretKey(exampleSecret), all, StageNone, []Stage{StageCanonicalRequest, StageStringToSign, StageSignature}},
			{"only the claim", SecretKey(exampleSecret), Theirs{}, StageNone, []Stage{StageSignature}},
			{"signing key", d.Key.SigningKey(), Theirs{}, StageNone, []Stage{StageSignature}},
			{"no key", Key{}, all, StageNone, []Stage{StageCanonicalRequest, StageStringToSign}},
			{"another secret", SecretKey("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"), all, StageSignature, []Stage{StageCanonicalRequest, StageStringToSign, StageSignature}},
			{"another canonical request", Key{}, Theirs{CanonicalRequest: "GET", StringToSign: "x"}, StageCanonicalRequest, []Stage{StageCanonicalRequest}},
			{"another string to sign", Key{}, Theirs{all.CanonicalRequest, "x", ""}, StageStringToSign, []Stage{StageCanonicalRequest, StageStringToSign}},
			{"another signature in the log", SecretKey(exampleSecret), Theirs{Signature: "x"}, StageSignature, []Stage{StageSignature}},
		} {
			v, err := Verify(r, c, s3Rules, tc.key, tc.given)
			if err != nil || v.Departs != tc.departs || !slices.Equal(v.Checked, tc.checked) {
				t.Errorf("%s: departs at %v, checked %v, %v; want %v, %v", tc.name, v.Departs, v.Checked, err, tc.departs, tc.checked)
			}
			if (v.Departs == StageNone) != (v.Expected == v.Found) {
				t.Errorf("%s: expected %q, found %q", tc.name, v.Expected, v.Found)
			}
		}
		changed := r
		changed.Method = "HEAD"
		if v, err := Verify(changed, c, s3Rules, SecretKey(exampleSecret), Theirs{}); err != nil || v.Departs != StageSignature || v.Found != c.Signature {
			t.Errorf("another method: departs at %v, %v", v.Departs, err)
		}
	}
}

func TestRederiveErrors(t *testing.T) {
	r, c, _ := signedExample(t, HeaderCarrier)
	for _, tc := range []struct {
		name   string
		change func(*Request, *Claim)
		stage  Stage
		input  string
	}{
		{"a listed header is gone", func(r *Request, c *Claim) { r.Headers = r.Headers[1:] }, StageCanonicalRequest, "host"},
		{"another algorithm", func(_ *Request, c *Claim) { c.Algorithm = "AWS4-HMAC-SHA512" }, StageStringToSign, "AWS4-HMAC-SHA512"},
		{"no date", func(_ *Request, c *Claim) { c.Date = "" }, StageStringToSign, ""},
		{"no method", func(r *Request, _ *Claim) { r.Method = "" }, StageRequest, ""},
	} {
		request, claim := r, c
		tc.change(&request, &claim)
		_, err := Rederive(request, claim, s3Rules, Key{})
		var e *Error
		if !errors.As(err, &e) || e.Stage != tc.stage || e.Input != tc.input {
			t.Errorf("%s: got %v, want stage %v and input %q", tc.name, err, tc.stage, tc.input)
		}
	}
}

// A server does not mind the order of SignedHeaders, its case, or a name listed twice.
func TestRederiveSortsTheSignedHeaders(t *testing.T) {
	r, c, d := signedExample(t, HeaderCarrier)
	c.SignedHeaders = []string{"X-Amz-Date", "x-amz-content-sha256", "host", "accept-encoding", "Host"}
	got, err := Rederive(r, c, s3Rules, Key{})
	if err != nil || got.CanonicalRequest.String != d.CanonicalRequest.String {
		t.Errorf("got\n%s\n%v; want\n%s", got.CanonicalRequest.String, err, d.CanonicalRequest.String)
	}
}

func TestRederivePayload(t *testing.T) {
	hash := HashHex("declared")
	for _, tc := range []struct {
		name    string
		carrier Carrier
		rules   Rules
		target  string
		headers []Header
		signed  []string
		want    string
	}{
		{"signed header", HeaderCarrier, general, "/", []Header{{"X-Amz-Content-Sha256", " " + hash}}, []string{"host", contentSHA256}, hash},
		{"header that is not signed", HeaderCarrier, general, "/", []Header{{"X-Amz-Content-Sha256", hash}}, []string{"host"}, HashHex("body")},
		{"body", HeaderCarrier, s3Rules, "/", nil, []string{"host"}, HashHex("body")},
		{"S3 presigned", QueryCarrier, s3Rules, "/", nil, []string{"host"}, UnsignedPayload},
		{"S3 presigned with a parameter", QueryCarrier, s3Rules, "/?X-Amz-Content-Sha256=" + hash, nil, []string{"host"}, hash},
		{"presigned", QueryCarrier, general, "/", nil, []string{"host"}, HashHex("body")},
	} {
		r := Request{Method: "PUT", Target: tc.target, Headers: append([]Header{{"Host", "h"}}, tc.headers...), Body: []byte("body")}
		c := Claim{Carrier: tc.carrier, Algorithm: Algorithm, AccessKeyID: exampleID, Date: "20150830T123600Z", SignedHeaders: tc.signed,
			Scope: Scope{Date: "20150830", Region: "r", Service: "s", Terminator: Terminator}}
		d, err := Rederive(r, c, tc.rules, Key{})
		if err != nil || d.PayloadHash.String != tc.want {
			t.Errorf("%s: got %s, %v; want %s", tc.name, d.PayloadHash.String, err, tc.want)
		}
	}
}

// A Date header states the time in words; the string to sign has it in digits.
func TestRederiveReadsDateHeaders(t *testing.T) {
	for date, want := range map[string]string{
		"20150830T123600Z":              "20150830T123600Z",
		"Sun, 30 Aug 2015 12:36:00 GMT": "20150830T123600Z",
		"2015-08-30T14:36:00+02:00":     "20150830T123600Z",
		"0000-01-01T00:00:00+23:00":     "0000-01-01T00:00:00+23:00",
		"yesterday":                     "yesterday",
	} {
		r, c, _ := signedExample(t, HeaderCarrier)
		c.Date = date
		d, err := Rederive(r, c, s3Rules, Key{})
		if got := strings.Split(d.StringToSign.String, "\n"); err != nil || got[1] != want {
			t.Errorf("%q: got %q, %v; want %q", date, got, err, want)
		}
	}
}

func TestSignStringToSign(t *testing.T) {
	_, c, d := signedExample(t, HeaderCarrier)
	for _, key := range []Key{SecretKey(exampleSecret), d.Key.SigningKey()} {
		if got, err := SignStringToSign(d.StringToSign.String, key); err != nil || got != c.Signature {
			t.Errorf("got %q, %v; want %q", got, err, c.Signature)
		}
	}
	for _, bad := range []string{"", "AWS4-HMAC-SHA256\n20150830T123600Z", "a\nb\n20150830/us-east-1/s3\nd"} {
		var e *Error
		if _, err := SignStringToSign(bad, SecretKey(exampleSecret)); !errors.As(err, &e) || e.Stage != StageStringToSign {
			t.Errorf("%q: got %v", bad, err)
		}
	}
	if _, err := SignStringToSign(d.StringToSign.String, Key{}); err == nil {
		t.Error("signed without a key")
	}
}
