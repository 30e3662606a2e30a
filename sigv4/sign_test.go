package sigv4

import (
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"
)

func TestEmptyHash(t *testing.T) {
	if got := HashHex(""); got != emptyHash {
		t.Errorf("got %s, want %s", got, emptyHash)
	}
}

func TestPayload(t *testing.T) {
	body := "hello"
	bodyHash := HashHex(body)
	other := strings.Repeat("ab", 32)
	for _, tc := range []struct {
		name       string
		mode       PayloadMode
		rules      Rules
		carrier    Carrier
		given      string // an x-amz-content-sha256 header of the request
		declared   string // Request.PayloadHash
		want, sent string // payload hash; header as sent, "" for none
	}{
		{name: "auto", rules: general, want: bodyHash},
		{name: "auto, S3", rules: s3Rules, want: bodyHash, sent: bodyHash},
		{name: "auto, S3 presigned", rules: s3Rules, carrier: QueryCarrier, want: UnsignedPayload},
		{name: "auto, presigned", rules: general, carrier: QueryCarrier, want: bodyHash},
		{name: "auto, declared", rules: general, declared: other, want: other},
		{name: "auto, S3, declared word", rules: s3Rules, declared: "STREAMING-UNSIGNED-PAYLOAD-TRAILER", want: "STREAMING-UNSIGNED-PAYLOAD-TRAILER", sent: "STREAMING-UNSIGNED-PAYLOAD-TRAILER"},
		{name: "auto, a word is respected", rules: s3Rules, given: UnsignedPayload, want: UnsignedPayload, sent: UnsignedPayload},
		{name: "auto, a word is respected outside S3", rules: general, given: UnsignedPayload, want: UnsignedPayload, sent: UnsignedPayload},
		{name: "auto, another hash is set anew", rules: s3Rules, given: other, want: bodyHash, sent: bodyHash},
		{name: "auto, another hash is set anew outside S3", rules: general, given: other, want: bodyHash, sent: bodyHash},
		{name: "auto, S3 presigned, a hash is taken off", rules: s3Rules, carrier: QueryCarrier, given: other, want: UnsignedPayload},
		{name: "signed", mode: PayloadSigned, rules: general, want: bodyHash, sent: bodyHash},
		{name: "signed, presigned", mode: PayloadSigned, rules: general, carrier: QueryCarrier, want: bodyHash},
		{name: "signed, a word is set anew", mode: PayloadSigned, rules: s3Rules, given: UnsignedPayload, want: bodyHash, sent: bodyHash},
		{name: "unsigned", mode: PayloadUnsigned, rules: general, want: UnsignedPayload, sent: UnsignedPayload},
		{name: "unsigned, presigned", mode: PayloadUnsigned, rules: general, carrier: QueryCarrier, want: UnsignedPayload},
		{name: "empty", mode: PayloadEmpty, rules: general, want: emptyHash},
		{name: "empty, S3", mode: PayloadEmpty, rules: s3Rules, want: emptyHash, sent: emptyHash},
		{name: "empty, presigned", mode: PayloadEmpty, rules: s3Rules, carrier: QueryCarrier, want: emptyHash},
	} {
		r := Request{Method: "PUT", Target: "/", Headers: []Header{{"Host", "h"}}, Body: []byte(body), PayloadHash: tc.declared}
		if tc.given != "" {
			r.Headers = append(r.Headers, Header{"X-Amz-Content-SHA256", tc.given})
		}
		d, err := Derive(r, exampleCredentials(), Signing{Time: exampleTime, Region: "r", Service: "s", Rules: tc.rules, Carrier: tc.carrier, Expires: 60, Payload: tc.mode})
		if err != nil {
			t.Errorf("%s: %v", tc.name, err)
			continue
		}
		sent := ""
		for _, h := range d.Signed.Headers {
			if sameName(h.Name, contentSHA256) {
				sent += h.Value
			}
		}
		if d.PayloadHash.String != tc.want || sent != tc.sent {
			t.Errorf("%s: payload hash %s, header %q; want %s, %q", tc.name, d.PayloadHash.String, sent, tc.want, tc.sent)
		}
		if isSigned := strings.Contains(d.SignedHeaders.String, contentSHA256); isSigned != (sent != "") {
			t.Errorf("%s: the header is sent as %q, and the signed headers are %s", tc.name, sent, d.SignedHeaders.String)
		}
	}
}

// A presigned S3 URL that states its payload hash is signed with it.
func TestPayloadParameter(t *testing.T) {
	hash := HashHex("hello")
	r := Request{Method: "PUT", Target: "/?X-Amz-Content-Sha256=" + hash, Headers: []Header{{"Host", "h"}}}
	g := Signing{Time: exampleTime, Region: "r", Service: "s3", Rules: s3Rules, Carrier: QueryCarrier, Expires: 60}
	for mode, want := range map[PayloadMode]string{PayloadAuto: hash, PayloadUnsigned: UnsignedPayload, PayloadEmpty: emptyHash} {
		g.Payload = mode
		if d, err := Derive(r, exampleCredentials(), g); err != nil || d.PayloadHash.String != want {
			t.Errorf("mode %d: got %s, %v; want %s", mode, d.PayloadHash.String, err, want)
		}
	}
}

// Signing what was signed before gives what signing the original gives, with both carriers, each way.
func TestARequestIsNeverSignedTwice(t *testing.T) {
	original, g := s3Get()
	c := exampleCredentials()
	c.SessionToken = "token"
	sign := func(r Request, carrier Carrier, at time.Time) Derivation {
		t.Helper()
		g.Carrier, g.Time = carrier, at
		d, err := Derive(r, c, g)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	later := exampleTime.Add(26 * time.Hour)
	for _, first := range []Carrier{HeaderCarrier, QueryCarrier} {
		for _, second := range []Carrier{HeaderCarrier, QueryCarrier} {
			once := sign(original, second, later)
			twice := sign(sign(original, first, exampleTime).Signed, second, later)
			if !reflect.DeepEqual(twice.Signed, once.Signed) {
				t.Errorf("carrier %d, then %d:\n%s\nwant\n%s", first, second, twice.Signed.Raw(), once.Signed.Raw())
			}
			if len(twice.CanonicalRequest.Map.Dropped) < 3 {
				t.Errorf("carrier %d, then %d: what was taken off is not listed: %+v", first, second, twice.CanonicalRequest.Map.Dropped)
			}
		}
	}
}

func TestSessionToken(t *testing.T) {
	r := Request{Method: "GET", Target: "/", Headers: []Header{{"Host", "h"}}}
	c := exampleCredentials()
	c.SessionToken = "a/+b="
	for _, tc := range []struct {
		carrier    Carrier
		omit       bool
		signs      string // in the canonical request, "" when it is not signed
		sendHeader string
		sendQuery  string
	}{
		{HeaderCarrier, false, "x-amz-security-token:a/+b=\n", "a/+b=", ""},
		{HeaderCarrier, true, "", "a/+b=", ""},
		{QueryCarrier, false, "X-Amz-Security-Token=a%2F%2Bb%3D", "", "a%2F%2Bb%3D"},
		{QueryCarrier, true, "", "", "a%2F%2Bb%3D"},
	} {
		d, err := Derive(r, c, Signing{Time: exampleTime, Region: "r", Service: "s", Rules: general, Carrier: tc.carrier, Expires: 60, OmitSessionToken: tc.omit})
		if err != nil {
			t.Fatal(err)
		}
		canonical := d.CanonicalRequest.String
		if strings.Contains(strings.ToLower(canonical), "x-amz-security-token") != (tc.signs != "") || !strings.Contains(canonical, tc.signs) {
			t.Errorf("%+v: canonical request %q", tc, canonical)
		}
		raw := d.Signed.Raw()
		if tc.sendHeader != "" && !strings.Contains(raw, "X-Amz-Security-Token:"+tc.sendHeader+"\n") ||
			tc.sendQuery != "" && !strings.Contains(raw, "&X-Amz-Security-Token="+tc.sendQuery+"&X-Amz-Signature=") {
			t.Errorf("%+v: sent\n%s", tc, raw)
		}
	}
}

func TestDeriveLeavesItsInputAlone(t *testing.T) {
	r, g := dynamoDB()
	before, _ := dynamoDB()
	r.Headers = append(r.Headers, Header{"X-Amz-Date", "old"})[:len(r.Headers)] // spare room that must not be written
	d, err := Derive(r, exampleCredentials(), g)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(r, before) || r.Headers[:len(r.Headers)+1][len(r.Headers)].Value != "old" {
		t.Errorf("the request has changed: %+v", r)
	}
	if &d.Signed.Headers[0] == &r.Headers[0] {
		t.Error("the signed request shares the headers of the one given")
	}
	if len(d.Request.Headers) != len(d.Signed.Headers)-1 {
		t.Errorf("the form that is signed has %d headers, the signed request %d", len(d.Request.Headers), len(d.Signed.Headers))
	}
}

func TestWithoutAKeyTheDerivationStopsAtTheStringToSign(t *testing.T) {
	r, g := s3Get()
	d, err := Derive(r, Credentials{AccessKeyID: exampleID}, g)
	if err != nil || d.StringToSign.String == "" || d.Signature != "" || d.Authorization != "" || d.Signed.Method != "" || !d.Key.IsZero() {
		t.Errorf("got %q %q %q %q, %v", d.StringToSign.String, d.Signature, d.Authorization, d.Signed.Method, err)
	}
}

func TestADerivedKeySignsAsItsSecretDoes(t *testing.T) {
	r, g := s3Get()
	bySecret, err := Derive(r, exampleCredentials(), g)
	if err != nil {
		t.Fatal(err)
	}
	hex := bySecret.Key.Reveal()[3]
	byKey, err := Derive(r, Credentials{AccessKeyID: exampleID, Key: ParseKey(hex)}, g)
	if err != nil || byKey.Signature != bySecret.Signature {
		t.Errorf("got %q, %v; want %q", byKey.Signature, err, bySecret.Signature)
	}
	if got := byKey.Key.Reveal(); got != [4]string{3: hex} {
		t.Error("a derived key has keys before it")
	}
	if !ParseKey(hex).IsDerived() || ParseKey(exampleSecret).IsDerived() || ParseKey(hex[1:]+"g").IsDerived() {
		t.Error("64 hex digits are a signing key, all else a secret")
	}
}

func TestSignRefuses(t *testing.T) {
	good, signing := s3Get()
	for _, tc := range []struct {
		name   string
		change func(*Request, *Credentials, *Signing)
		stage  Stage
		field  string
		offset int
	}{
		{"no method", func(r *Request, _ *Credentials, _ *Signing) { r.Method = "" }, StageRequest, "method", -1},
		{"method with a space", func(r *Request, _ *Credentials, _ *Signing) { r.Method = "GE T" }, StageRequest, "method", 2},
		{"target with a host", func(r *Request, _ *Credentials, _ *Signing) { r.Target = "https://h/" }, StageRequest, "target", 0},
		{"long target", func(r *Request, _ *Credentials, _ *Signing) { r.Target = "/" + strings.Repeat("a", MaxTarget) }, StageRequest, "target", -1},
		{"no host", func(r *Request, _ *Credentials, _ *Signing) { r.Headers = r.Headers[1:] }, StageRequest, "Host", -1},
		{"header without a name", func(r *Request, _ *Credentials, _ *Signing) { r.Headers = append(r.Headers, Header{"", "x"}) }, StageRequest, "header name", -1},
		{"header name with a space", func(r *Request, _ *Credentials, _ *Signing) { r.Headers = append(r.Headers, Header{"X Y", "x"}) }, StageRequest, "header name", 1},
		{"pseudo-header", func(r *Request, _ *Credentials, _ *Signing) {
			r.Headers = append(r.Headers, Header{":authority", "h"})
		}, StageRequest, "header name", 0},
		{"too many headers", func(r *Request, _ *Credentials, _ *Signing) {
			r.Headers = append(r.Headers, make([]Header, MaxHeaders)...)
		}, StageRequest, "headers", -1},
		{"too long headers", func(r *Request, _ *Credentials, _ *Signing) {
			r.Headers = append(r.Headers, Header{"a", strings.Repeat("a", MaxHeaderBytes)})
		}, StageRequest, "headers", -1},
		{"payload hash of another form", func(r *Request, _ *Credentials, _ *Signing) { r.PayloadHash = strings.ToUpper(emptyHash) }, StageRequest, "payload hash", -1},
		{"no time", func(_ *Request, _ *Credentials, g *Signing) { g.Time = time.Time{} }, StageStringToSign, "X-Amz-Date", -1},
		{"year 10000", func(_ *Request, _ *Credentials, g *Signing) { g.Time = g.Time.AddDate(9000, 0, 0) }, StageStringToSign, "X-Amz-Date", -1},
		{"no access key id", func(_ *Request, c *Credentials, _ *Signing) { c.AccessKeyID = "" }, StageRequest, "access key id", -1},
		{"access key id with a comma", func(_ *Request, c *Credentials, _ *Signing) { c.AccessKeyID = "AKID,EXAMPLE" }, StageStringToSign, "access key id", 4},
		{"no region", func(_ *Request, _ *Credentials, g *Signing) { g.Region = "" }, StageStringToSign, "region", -1},
		{"service with a slash", func(_ *Request, _ *Credentials, g *Signing) { g.Service = "s3/" }, StageStringToSign, "service", 2},
		{"token with a line end", func(_ *Request, c *Credentials, _ *Signing) { c.SessionToken = "very secret\n" }, StageRequest, "session token", 4},
		{"no expiry", func(_ *Request, _ *Credentials, g *Signing) { g.Carrier, g.Expires = QueryCarrier, 0 }, StageRequest, "X-Amz-Expires", -1},
		{"expiry beyond seven days", func(_ *Request, _ *Credentials, g *Signing) { g.Carrier, g.Expires = QueryCarrier, 604801 }, StageRequest, "X-Amz-Expires", -1},
		{"unknown carrier", func(_ *Request, _ *Credentials, g *Signing) { g.Carrier = 2 }, StageRequest, "carrier", -1},
		{"unknown payload mode", func(_ *Request, _ *Credentials, g *Signing) { g.Payload = 4 }, StageRequest, "payload mode", -1},
	} {
		r, c, g := good, exampleCredentials(), signing
		r.Headers = append([]Header(nil), good.Headers...)
		tc.change(&r, &c, &g)
		d, err := Derive(r, c, g)
		var e *Error
		if !errors.As(err, &e) {
			t.Errorf("%s: got %v and error %v, want an *Error", tc.name, d, err)
			continue
		}
		if e.Stage != tc.stage || e.Field != tc.field || e.Offset != tc.offset || e.Why == "" {
			t.Errorf("%s: got %+v, want stage %v, field %q, offset %d", tc.name, *e, tc.stage, tc.field, tc.offset)
		}
		if text := e.Error(); len(text) > 500 || strings.Contains(text, "\n") || strings.Contains(text, "very secret") {
			t.Errorf("%s: the message is long, has lines or tells a secret: %q", tc.name, text)
		}
	}
}
