package chunked

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"

	"countersign/sigv4"
)

// The credentials, time and scope of the examples in the Amazon S3 API Reference.
var (
	exampleKey   = sigv4.SecretKey("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")
	exampleTime  = time.Date(2013, 5, 24, 0, 0, 0, 0, time.UTC)
	exampleScope = sigv4.Scope{Date: "20130524", Region: "us-east-1", Service: "s3", Terminator: sigv4.Terminator}
)

// exampleSeed is the seed signature of the example without a trailer.
const exampleSeed = "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9"

func exampleContext() Context {
	return Context{Time: "20130524T000000Z", Scope: exampleScope.String(), Seed: exampleSeed}
}

func exampleSign() Sign { return HMAC(exampleKey, exampleScope) }

// uploaded is a signed request and its body.
type uploaded struct {
	request  sigv4.Request
	declared Declared
	context  Context
	body     string
}

// upload prepares, signs and encodes an upload to examplebucket.
func upload(t testing.TB, e Encoding, data string) uploaded {
	t.Helper()
	r, err := e.Prepare(sigv4.Request{
		Method: "PUT", Target: "/examplebucket/chunkObject.txt",
		Headers: []sigv4.Header{{Name: "Host", Value: "s3.amazonaws.com"}, {Name: "x-amz-storage-class", Value: "REDUCED_REDUNDANCY"}},
	}, int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	d, err := sigv4.Derive(r, sigv4.Credentials{AccessKeyID: "AKIAIOSFODNN7EXAMPLE", Key: exampleKey}, sigv4.Signing{
		Time: exampleTime, Region: "us-east-1", Service: "s3", Rules: sigv4.Rules{ContentSHA256: true},
	})
	if err != nil {
		t.Fatal(err)
	}
	u := uploaded{request: d.Signed}
	claim, err := sigv4.ParseClaim(u.request)
	if err != nil {
		t.Fatal(err)
	}
	if u.context, err = ContextOf(e.Mode, claim); err != nil {
		t.Fatal(err)
	}
	if u.declared, err = Declare(u.request); err != nil {
		t.Fatal(err)
	}
	var body bytes.Buffer
	if _, err := e.Encode(&body, strings.NewReader(data), u.context, exampleSign(), nil); err != nil {
		t.Fatal(err)
	}
	u.body = body.String()
	return u
}

func (u uploaded) verify(t testing.TB, check Check) Verification {
	t.Helper()
	v, err := Verify(strings.NewReader(u.body), u.declared, u.context, check, nil)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// swap replaces the first occurrence of a text in the body, which must be there.
func (u uploaded) swap(t testing.TB, old, new string) uploaded {
	t.Helper()
	if !strings.Contains(u.body, old) {
		t.Fatalf("the body does not hold %q", old)
	}
	u.body = strings.Replace(u.body, old, new, 1)
	return u
}

// wantError holds an error against the text it should have, and against its type.
func wantError(t *testing.T, err error, want string) {
	t.Helper()
	var typed *sigv4.Error
	switch {
	case err == nil:
		t.Errorf("no error, want %s", want)
	case err.Error() != want:
		t.Errorf("error\n%s, want\n%s", err, want)
	case !errors.As(err, &typed):
		t.Errorf("%v is no *sigv4.Error", err)
	}
}

func TestModes(t *testing.T) {
	for _, c := range []struct {
		mode                   Mode
		word                   string
		signed, ecdsa, trailer bool
		length                 int
	}{
		{Signed, "STREAMING-AWS4-HMAC-SHA256-PAYLOAD", true, false, false, 64},
		{SignedTrailer, "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER", true, false, true, 64},
		{ECDSA, "STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD", true, true, false, 144},
		{ECDSATrailer, "STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER", true, true, true, 144},
		{UnsignedTrailer, "STREAMING-UNSIGNED-PAYLOAD-TRAILER", false, false, true, 0},
	} {
		m, err := ParseMode(c.word)
		if err != nil || m != c.mode || m.String() != c.word {
			t.Errorf("%s is read as %q, %v", c.word, m, err)
		}
		if m.IsSigned() != c.signed || m.IsECDSA() != c.ecdsa || m.HasTrailer() != c.trailer || m.SignatureLength() != c.length {
			t.Errorf("%s: signed %t, ECDSA %t, trailer %t, %d", m, m.IsSigned(), m.IsECDSA(), m.HasTrailer(), m.SignatureLength())
		}
	}
	for word, want := range map[string]string{
		"":                                  "request: x-amz-content-sha256: there is none; an aws-chunked body needs this header with a word such as STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
		"UNSIGNED-PAYLOAD":                  `request: x-amz-content-sha256 "UNSIGNED-PAYLOAD": it names no way of sending an aws-chunked body; the words are STREAMING-AWS4-HMAC-SHA256-PAYLOAD and the like`,
		"STREAMING-AWS4-HMAC-SHA256-EVENTS": `request: x-amz-content-sha256 "STREAMING-AWS4-HMAC-SHA256-EVENTS": this is an event stream, not an aws-chunked body`,
	} {
		_, err := ParseMode(word)
		wantError(t, err, want)
	}
	if NoMode.String() != "" || Mode(200).String() != "" || Mode(200).IsSigned() || Mode(200).HasTrailer() {
		t.Error("an unknown mode is none")
	}
}

func TestChecksums(t *testing.T) {
	// the check values of the CRC catalogue, over "123456789": e3069283, cbf43926, ae8b14860a799888
	for c, want := range map[Checksum]string{
		CRC32:      "y/Q5Jg==",
		CRC32C:     "4waSgw==",
		CRC64NVME:  "rosUhgp5mIg=",
		SHA256:     "FeKw08M4keuw8e9gnsQZQgwg4yDOlMZfvIwzEkSOsiU=",
		NoChecksum: "",
	} {
		if got := c.Of([]byte("123456789")); got != want || len(got) != c.size() {
			t.Errorf("%s: %s, %d bytes; want %s", c.Header(), got, c.size(), want)
		}
		if found, _ := checksumOf(strings.ToUpper(c.Header())); found != c {
			t.Errorf("%s is not found by its name", c.Header())
		}
	}
}

func TestCanonicalTrailer(t *testing.T) {
	got := CanonicalTrailer([]sigv4.Header{{Name: "B", Value: " two \t words\u00a0\t"}, {Name: "a-b", Value: "2"}, {Name: "A", Value: "1"}})
	if want := "a:1\na-b:2\nb:two words\u00a0\n"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestContextOf(t *testing.T) {
	claim := sigv4.Claim{Date: "20130524T000000Z", Scope: exampleScope, Signature: exampleSeed}
	if c, err := ContextOf(Signed, claim); err != nil || c != exampleContext() {
		t.Errorf("%+v, %v", c, err)
	}
	claim.Scope = sigv4.Scope{Date: "20130524", Service: "s3", Terminator: sigv4.Terminator, NoRegion: true}
	if c, err := ContextOf(ECDSA, claim); err != nil || c.Scope != "20130524/s3/aws4_request" {
		t.Errorf("%+v, %v", c, err)
	}
	for want, c := range map[string]Context{
		`string to sign: X-Amz-Date "2013": it is written as 20130524T000000Z`:                               {"2013", "s", exampleSeed},
		`string to sign: credential scope "a\nb": it is one line such as 20130524/us-east-1/s3/aws4_request`: {"20130524T000000Z", "a\nb", exampleSeed},
		`signature: seed signature "4F" at byte 1: a signature is written in lower-case hex digits`:          {"20130524T000000Z", "s", "4F"},
		`signature: seed signature "4f" at byte 2: a signature has 64 hex digits`:                            {"20130524T000000Z", "s", "4f"},
	} {
		wantError(t, c.check(Signed), want)
		if err := c.check(UnsignedTrailer); err != nil {
			t.Errorf("nothing is signed, and yet: %v", err)
		}
	}
	long := Context{"20130524T000000Z", "s", strings.Repeat("ab", 73)}
	if err := long.check(ECDSA); err == nil || !strings.Contains(err.Error(), "at most 144 hex digits") {
		t.Errorf("146 digits: %v", err)
	}
}
