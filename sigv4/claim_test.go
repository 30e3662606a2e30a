package sigv4

import (
	"errors"
	"reflect"
	"strings"
	"testing"
)

const exampleAuthorization = "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date, Signature=abc"

func withAuthorization(value string, more ...Header) Request {
	return Request{Method: "GET", Target: "/", Headers: append([]Header{{"Host", "h"}, {"Authorization", value}}, more...)}
}

func TestParseClaimHeader(t *testing.T) {
	want := Claim{
		Algorithm: Algorithm, AccessKeyID: exampleID,
		Scope:         Scope{Date: "20150830", Region: "us-east-1", Service: "service", Terminator: Terminator},
		SignedHeaders: []string{"host", "x-amz-date"}, Signature: "abc",
		Date: "20150830T123600Z", SessionToken: "token",
	}
	more := []Header{{"Date", "Mon"}, {"x-amz-date", " 20150830T123600Z "}, {"X-Amz-Security-Token", "token"}}
	const credential = "Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request"
	for _, value := range []string{
		exampleAuthorization,
		"AWS4-HMAC-SHA256 " + credential + ",SignedHeaders=host;x-amz-date,Signature=abc",
		" AWS4-HMAC-SHA256  Signature=abc , SignedHeaders=host;x-amz-date ,\t" + credential + " ",
	} {
		r := withAuthorization(value, more...)
		got, err := ParseClaim(r)
		if err != nil {
			t.Errorf("%q: %v", value, err)
			continue
		}
		w := got.Where
		cut := func(s Span) string { return value[s.Start:s.End] }
		if w.Source != (Source{HeaderValue, 1}) || cut(w.Algorithm) != Algorithm || "Credential="+cut(w.Credential) != credential ||
			cut(w.SignedHeaders) != "host;x-amz-date" || cut(w.Signature) != "abc" ||
			w.DateSource != (Source{HeaderValue, 3}) || r.Headers[3].Value[w.Date.Start:w.Date.End] != want.Date {
			t.Errorf("%q: the spans are %+v", value, w)
		}
		got.Where = ClaimSpans{}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%q: got %#v, date %q, token %q", value, got.Scope, got.Date, got.SessionToken)
		}
	}
}

func TestParseClaimQuery(t *testing.T) {
	r := Request{Method: "GET", Headers: []Header{{"Host", "h"}}, Target: "/p?a=b&X-Amz-Signature=abc&X-Amz-Algorithm=AWS4-HMAC-SHA256" +
		"&X-Amz-Credential=AKIDEXAMPLE%2F20150830%2Fus-east-1%2Fs3%2faws4_request&X-Amz-Date=20150830T123600Z&X-Amz-Expires=60" +
		"&X-Amz-SignedHeaders=host%3Bx-amz-meta&X-Amz-Security-Token=a%2Bb"}
	got, err := ParseClaim(r)
	if err != nil {
		t.Fatal(err)
	}
	if at := got.Where.Credential; r.Target[at.Start:at.End] != "AKIDEXAMPLE%2F20150830%2Fus-east-1%2Fs3%2faws4_request" || got.Where.Source.Part != TargetPart {
		t.Errorf("the credential lies at %+v", got.Where)
	}
	got.Where = ClaimSpans{}
	want := Claim{
		Carrier: QueryCarrier, Algorithm: Algorithm, AccessKeyID: exampleID,
		Scope:         Scope{Date: "20150830", Region: "us-east-1", Service: "s3", Terminator: Terminator},
		SignedHeaders: []string{"host", "x-amz-meta"}, Signature: "abc",
		Date: "20150830T123600Z", Expires: "60", SessionToken: "a+b",
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got scope %v, date %q, expires %q, token %q", got.Scope, got.Date, got.Expires, got.SessionToken)
	}
}

func TestParseClaimSigV4A(t *testing.T) {
	c, err := ParseClaim(withAuthorization("AWS4-ECDSA-P256-SHA256 Credential=AKIDEXAMPLE/20150830/s3/aws4_request, SignedHeaders=host, Signature=30"))
	if err != nil || c.Scope != (Scope{Date: "20150830", Service: "s3", Terminator: Terminator, NoRegion: true}) {
		t.Errorf("got %+v, %v", c.Scope, err)
	}
}

// The error names the byte at which the text stops being a claim.
func TestParseClaimErrors(t *testing.T) {
	const credential = "Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request"
	for _, tc := range []struct {
		value string
		field string
		at    string // the text that starts at Offset; "" for the end
	}{
		{"", "Authorization", ""},
		{"Bearer abc", "Authorization", "Bearer abc"},
		{"AWS4-HMAC-SHA256", "Authorization", ""},
		{"AWS4-HMAC-SHA256 " + credential, "Authorization", ""},
		{"AWS4-HMAC-SHA256 " + credential + ", SignedHeaders=host", "Authorization", ""},
		{"AWS4-HMAC-SHA256 " + credential + ", SignedHeaders=host,", "Authorization", ","},
		{"AWS4-HMAC-SHA256 " + credential + ", SignedHeaders=host, Signature=", "Authorization", ""},
		{"AWS4-HMAC-SHA256 " + credential + " SignedHeaders=host, Signature=a", "Authorization", "SignedHeaders=host, Signature=a"},
		{"AWS4-HMAC-SHA256 " + credential + ", SignedHeaders=host; date, Signature=a", "Authorization", "date, Signature=a"},
		{"AWS4-HMAC-SHA256 " + credential + ", SignedHeaders, Signature=a", "Authorization", "SignedHeaders, Signature=a"},
		{"AWS4-HMAC-SHA256 " + credential + ", Signature=a, SignedHeaders=host, Signature=b", "Authorization", "Signature=b"},
		{"AWS4-HMAC-SHA256 " + credential + ",, SignedHeaders=host, Signature=b", "Authorization", ", SignedHeaders=host, Signature=b"},
		{"AWS4-HMAC-SHA256 credential=x, SignedHeaders=host, Signature=a", "Authorization", "credential=x, SignedHeaders=host, Signature=a"},
		{"AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service, SignedHeaders=host, Signature=a", "Credential", ", SignedHeaders=host, Signature=a"},
		{"AWS4-HMAC-SHA256 Credential=AKID/20150830/us/east/service/aws4_request, SignedHeaders=host, Signature=a", "Credential", "/aws4_request, SignedHeaders=host, Signature=a"},
	} {
		_, err := ParseClaim(withAuthorization(tc.value))
		var e *Error
		if !errors.As(err, &e) {
			t.Errorf("%q: %v", tc.value, err)
			continue
		}
		if e.Stage != StageRequest || e.Field != tc.field || e.Offset < 0 || tc.value[e.Offset:] != tc.at {
			t.Errorf("%q: %v; want field %s and the byte before %q", tc.value, e, tc.field, tc.at)
		}
	}
	const query = "/?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIDEXAMPLE%2F20150830%2Fr%2Fs%2Faws4_request&X-Amz-SignedHeaders=host&X-Amz-Signature=a"
	for target, field := range map[string]string{
		"/": "Authorization", "/?X-Amz-Signature=a": "X-Amz-Algorithm", "/?x-amz-signature=a": "Authorization",
		query + "&X-Amz-Signature=b":                             "X-Amz-Signature",
		strings.Replace(query, "SignedHeaders=host", "x", 1):     "X-Amz-SignedHeaders",
		strings.Replace(query, "Headers=host", "Headers=", 1):    "X-Amz-SignedHeaders",
		strings.Replace(query, "AWS4-HMAC", "AWS3-HMAC", 1):      "X-Amz-Algorithm",
		strings.Replace(query, "%2Faws4_request", "", 1):         "X-Amz-Credential",
		strings.Replace(query, "%2Faws4_request", "%2Fa%2Fb", 1): "X-Amz-Credential",
	} {
		_, err := ParseClaim(Request{Method: "GET", Target: target, Headers: []Header{{"Host", "h"}}})
		var e *Error
		if !errors.As(err, &e) || e.Field != field {
			t.Errorf("%q: got %v, want an error about %s", target, err, field)
		}
	}
	if _, err := ParseClaim(withAuthorization(exampleAuthorization, Header{"authorization", exampleAuthorization})); err == nil {
		t.Error("two Authorization headers were accepted")
	}
	both := withAuthorization(exampleAuthorization)
	both.Target = query
	if _, err := ParseClaim(both); err == nil {
		t.Error("a signature in the header and one in the query were accepted")
	}
}
