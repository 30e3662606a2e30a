package inject

import (
	"context"
	"encoding/hex"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/aws/signer/v4"
	smithycredentials "github.com/aws/smithy-go/aws-http-auth/credentials"
	smithy "github.com/aws/smithy-go/aws-http-auth/sigv4"
	smithyv4 "github.com/aws/smithy-go/aws-http-auth/v4"
)

// TestSignersAgree holds the signer, without mistakes, against AWS's two for Go. They are handed what they
// do not do themselves, and TestKnownPaths holds that part: a path for S3 in its canonical encoding, any
// other path normalised. The session token that IoT wants appended after signing is kept from them.
func TestSignersAgree(t *testing.T) {
	const requests = 2000
	bySDK, bySmithy, byNone := 0, 0, 0
	for seed := range uint64(requests) {
		r := NewRequest(seed)
		d := sign(r)
		if sdkSigns(r) {
			bySDK++
			if got := signedBySDK(t, r); got != d.signature {
				t.Fatalf("seed %d: aws-sdk-go-v2 signs %s, not %s\n%s", seed, got, d.signature, d.canonical)
			}
		}
		if smithySigns(r) {
			bySmithy++
			if got := signedBySmithy(t, r); got != d.signature {
				t.Fatalf("seed %d: smithy-go signs %s, not %s\n%s", seed, got, d.signature, d.canonical)
			}
		}
		if !sdkSigns(r) && !smithySigns(r) {
			byNone++
		}
	}
	t.Logf("%d requests: %d by aws-sdk-go-v2, %d by smithy-go, %d by neither", requests, bySDK, bySmithy, byNone)
	if bySDK < requests*3/4 || bySmithy < requests*3/4 || byNone > requests/20 {
		t.Error("too many are left out")
	}
}

// sdkSigns leaves out, for aws-sdk-go-v2, requests that sign a user agent: it never does.
func sdkSigns(r *Request) bool { return !slices.Contains(r.signedNames(), "user-agent") }

// smithySigns leaves out, for smithy-go:
//
//   - inner spaces in header values: it keeps them, SigV4 makes one of several
//   - query names and values whose order changes by encoding: it sorts them decoded
func smithySigns(r *Request) bool {
	for _, h := range r.Headers {
		if h.Signed && strings.Contains(strings.Trim(h.Value, " "), "  ") {
			return false
		}
	}
	byDecoded := slices.Clone(sign(r).params)
	sortBy(byDecoded, func(p param) string { return unescape(p.name) }, func(p param) string { return unescape(p.value) })
	return slices.Equal(byDecoded, sign(r).params)
}

// parsed gives the request as net/http has it, without the headers that are not signed.
func parsed(t *testing.T, r *Request) *http.Request {
	t.Helper()
	path := normalize(r.Path)
	if r.encodesOnce() {
		path = sign(r).uri
	}
	host := r.headerValue("Host")
	u := &url.URL{Scheme: "https", Host: host, Path: unescape(path), RawPath: path, RawQuery: r.Query}
	if strings.HasSuffix(host, ":443") {
		u.Scheme = "http" // of a default port the signers would make none
	}
	out := &http.Request{Method: r.Method, URL: u, Host: host, Header: http.Header{}}
	for _, h := range r.Headers {
		switch name := strings.ToLower(h.Name); {
		case !h.Signed, name == "host":
		case name == "content-length":
			out.ContentLength = int64(len(r.Body))
		default:
			out.Header.Add(h.Name, h.Value)
		}
	}
	if r.Presigned {
		u.RawQuery += "&X-Amz-Expires=" + strconv.Itoa(r.Expires)
	}
	return out
}

func signedBySDK(t *testing.T, r *Request) string {
	t.Helper()
	c := aws.Credentials{AccessKeyID: r.KeyID, SecretAccessKey: r.Secret, SessionToken: r.Token}
	if r.appendsToken() {
		c.SessionToken = ""
	}
	signer := sdk.NewSigner(func(o *sdk.SignerOptions) {
		o.DisableURIPathEscaping = r.encodesOnce()
		o.DisableHeaderHoisting = true
	})
	out := parsed(t, r)
	if r.Presigned {
		signed, _, err := signer.PresignHTTP(context.Background(), c, out, sign(r).payload, r.Service, r.Region, r.Time)
		if err != nil {
			t.Fatal(err)
		}
		return signatureOf(t, signed)
	}
	if err := signer.SignHTTP(context.Background(), c, out, sign(r).payload, r.Service, r.Region, r.Time); err != nil {
		t.Fatal(err)
	}
	_, signature, _ := strings.Cut(out.Header.Get("Authorization"), "Signature=")
	return signature
}

// everyHeader has smithy-go sign all headers that it is given.
type everyHeader struct{}

func (everyHeader) IsSigned(string) bool { return true }

func signedBySmithy(t *testing.T, r *Request) string {
	t.Helper()
	out := parsed(t, r)
	if out.ContentLength > 0 {
		out.Header.Set("Content-Length", strconv.Itoa(len(r.Body)))
	}
	payload := []byte(sign(r).payload)
	if !r.Unsigned {
		payload, _ = hex.DecodeString(string(payload))
	}
	in := &smithy.SignRequestInput{
		Request: out, PayloadHash: payload, Service: r.Service, Region: r.Region, Time: r.Time,
		Credentials: smithycredentials.Credentials{AccessKeyID: r.KeyID, SecretAccessKey: r.Secret, SessionToken: r.Token},
	}
	if r.appendsToken() {
		in.Credentials.SessionToken = ""
	}
	if r.Presigned {
		in.SignatureType = smithyv4.SignatureTypeQueryString
	}
	err := smithy.New(func(o *smithyv4.SignerOptions) {
		o.DisableDoublePathEscape = r.encodesOnce()
		o.HeaderRules = everyHeader{}
	}).SignRequest(in)
	if err != nil {
		t.Fatal(err)
	}
	if r.Presigned {
		return signatureOf(t, out.URL.String())
	}
	_, signature, _ := strings.Cut(out.Header.Get("Authorization"), "Signature=")
	return signature
}

func signatureOf(t *testing.T, signed string) string {
	t.Helper()
	u, err := url.Parse(signed)
	if err != nil {
		t.Fatal(err)
	}
	return u.Query().Get("X-Amz-Signature")
}

// TestKnownPaths: canonical URIs of AWS's Signature Version 4 test suite and of Amazon S3's documentation.
func TestKnownPaths(t *testing.T) {
	for _, c := range []struct{ service, path, want string }{
		{"service", "/example/..", "/"},
		{"service", "/example1/example2/../..", "/"},
		{"service", "/./", "/"},
		{"service", "/./example", "/example"},
		{"service", "//", "/"},
		{"service", "//example//", "/example/"},
		{"service", "/example%20space/", "/example%2520space/"},
		{"service", "/%E1%88%B4", "/%25E1%2588%25B4"},
		{"service", "/-._~0123456789abc", "/-._~0123456789abc"},
		{"s3", "//", "//"},
		{"s3", "/./example/../x", "/./example/../x"},
		{"s3", "/test$file.text", "/test%24file.text"},
		{"s3", "/a%20b", "/a%20b"},
	} {
		r := &Request{Method: "GET", Path: c.path, Service: c.service, Headers: []Header{{"Host", "h", true}}}
		if got := sign(r).uri; got != c.want {
			t.Errorf("%s, %s: canonical URI %s, want %s", c.service, c.path, got, c.want)
		}
	}
}

// TestKnownSignatures: examples of the IAM User Guide's suite (get-vanilla) and of Amazon S3's "Signature
// Calculations for the Authorization Header" (GET Object with a range) and "Using Query Parameters".
func TestKnownSignatures(t *testing.T) {
	at := func(text string) Request {
		when, err := time.Parse(longTime, text)
		if err != nil {
			t.Fatal(err)
		}
		return Request{Method: "GET", Path: "/", Time: when, Region: "us-east-1", KeyID: "AKIAIOSFODNN7EXAMPLE", Secret: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"}
	}
	vanilla := at("20150830T123600Z")
	vanilla.Service, vanilla.KeyID, vanilla.Secret = "service", "AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
	vanilla.Headers = []Header{{"Host", "example.amazonaws.com", true}, {"X-Amz-Date", "20150830T123600Z", true}}

	object := at("20130524T000000Z")
	object.Service, object.Path = "s3", "/test.txt"
	object.Headers = []Header{
		{"Host", "examplebucket.s3.amazonaws.com", true}, {"Range", "bytes=0-9", true},
		{"x-amz-content-sha256", hexHash(""), true}, {"x-amz-date", "20130524T000000Z", true},
	}
	presigned := at("20130524T000000Z")
	presigned.Service, presigned.Path, presigned.Presigned, presigned.Expires, presigned.Unsigned = "s3", "/test.txt", true, 86400, true
	presigned.Headers = []Header{{"Host", "examplebucket.s3.amazonaws.com", true}}
	for _, c := range []struct {
		name string
		r    Request
		want string
	}{
		{"get-vanilla", vanilla, "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"},
		{"GET Object", object, "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"},
		{"presigned", presigned, "aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404"},
	} {
		if got := sign(&c.r).signature; got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}
