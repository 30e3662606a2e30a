package check_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"countersign/sigv4"
	"countersign/sigv4/check"
	"countersign/sigv4/chunked"
	"countersign/sigv4/endpoint"
	"countersign/sigv4/eventstream"
	"countersign/sigv4/postpolicy"
	"countersign/sigv4/sigv4a"
	"countersign/sigv4/token"
)

// What everything is signed with: the example credentials of AWS's documentation.
const (
	keyID        = "AKIDEXAMPLE"
	secret       = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
	sessionToken = "EXAMPLESESSIONTOKENwithALengthThatIsPlausible"
)

var (
	noon        = time.Date(2015, 8, 30, 12, 36, 0, 0, time.UTC)
	credentials = sigv4.Credentials{AccessKeyID: keyID, Key: sigv4.SecretKey(secret)}
	temporary   = sigv4.Credentials{AccessKeyID: keyID, Key: sigv4.SecretKey(secret), SessionToken: sessionToken}
	terms       = token.Terms{Credentials: temporary, Region: "us-east-1", Time: noon}
)

// must gives a value that cannot fail in these tests.
func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

// signed is a request signed in its header, as text, for its service in us-east-1.
func signed(r sigv4.Request, service string, c sigv4.Credentials) string {
	g := sigv4.Signing{Time: noon, Region: "us-east-1", Service: service, Rules: endpoint.Lookup(service).Rules}
	return must(sigv4.Derive(r, c, g)).Signed.Raw()
}

func request(method, target, host, body string, more ...sigv4.Header) sigv4.Request {
	return sigv4.Request{Method: method, Target: target, Headers: append([]sigv4.Header{{Name: "Host", Value: host}}, more...), Body: []byte(body)}
}

// table is a call of DynamoDB with a body.
func table() string {
	return signed(request("POST", "/", "dynamodb.us-east-1.amazonaws.com", `{"TableName":"music"}`,
		sigv4.Header{Name: "Content-Type", Value: "application/x-amz-json-1.0"}, sigv4.Header{Name: "X-Amz-Target", Value: "DynamoDB_20120810.DescribeTable"}),
		"dynamodb", temporary)
}

// object is an upload to S3, whose request states the hash of its body.
func object() string {
	return signed(request("PUT", "/notes/a%20b.txt", "examplebucket.s3.us-east-1.amazonaws.com", "first\nsecond\n"), "s3", credentials)
}

// presigned is the URL of a download from S3.
func presigned() string {
	r := request("GET", "/test.txt", "examplebucket.s3.amazonaws.com", "")
	d := must(sigv4.Derive(r, temporary, sigv4.Signing{Time: noon, Region: "us-east-1", Service: "s3", Rules: sigv4.Rules{ContentSHA256: true},
		Carrier: sigv4.QueryCarrier, Expires: 86400}))
	return "https://examplebucket.s3.amazonaws.com" + d.Signed.Target
}

// global is a call of EventBridge signed by SigV4A.
func global() string {
	pair := must(sigv4a.DeriveKeyPair(credentials))
	d := must(sigv4a.Derive(request("POST", "/", "abc.veo.endpoint.events.amazonaws.com", "{}"), credentials, pair,
		sigv4.Signing{Time: noon, RegionSet: "us-east-1,eu-*", Service: "events", Rules: endpoint.Lookup("events").Rules}))
	return d.Signed.Raw()
}

// upload is an aws-chunked upload of two chunks and the final one.
func upload(mode chunked.Mode) string {
	data := strings.Repeat("a", 66560)
	e := chunked.Encoding{Mode: mode}
	if mode.HasTrailer() {
		e.Checksum = chunked.CRC32C
	}
	r := must(e.Prepare(request("PUT", "/examplebucket/chunkObject.txt", "s3.us-east-1.amazonaws.com", ""), int64(len(data))))
	g := sigv4.Signing{Time: noon, Region: "us-east-1", Service: "s3", Rules: sigv4.Rules{ContentSHA256: true}}
	var d sigv4.Derivation
	var sign chunked.Sign
	if mode.IsECDSA() {
		pair := must(sigv4a.DeriveKeyPair(credentials))
		g.RegionSet = "*"
		d, sign = must(sigv4a.Derive(r, credentials, pair, g)), pair.SignStringToSign
	} else {
		d = must(sigv4.Derive(r, credentials, g))
		sign = chunked.HMAC(credentials.Key, must(sigv4.ParseClaim(d.Signed)).Scope)
	}
	c := must(chunked.ContextOf(mode, must(sigv4.ParseClaim(d.Signed))))
	var body bytes.Buffer
	must(e.Encode(&body, strings.NewReader(data), c, sign, nil))
	d.Signed.Body = body.Bytes()
	return d.Signed.Raw()
}

// form is an upload by a browser. Its policy has a session token in it.
func form() string {
	p := postpolicy.Policy{Expiration: noon.Add(time.Hour), Conditions: []postpolicy.Condition{
		{Field: "bucket", Value: "sigv4examplebucket", Object: true},
		{Operator: postpolicy.StartsWith, Field: "key", Value: "user/user1/"},
		{Operator: postpolicy.ContentLengthRange, Min: 1, Max: 1 << 20},
	}}
	s := must(postpolicy.Sign(p, temporary, noon, "us-east-1"))
	f := postpolicy.Form{Fields: append([]postpolicy.Field{{Name: "key", Value: "user/user1/photo.jpg"}}, s.Fields...),
		File: &postpolicy.File{Name: "photo.jpg", Named: true}}
	contentType, body, err := postpolicy.Body(f, []byte("photo"))
	if err != nil {
		panic(err)
	}
	return request("POST", "/", "sigv4examplebucket.s3.us-east-1.amazonaws.com", string(body), sigv4.Header{Name: "Content-Type", Value: contentType}).Raw()
}

// stream is a stream of two events to Transcribe and its end.
func stream() string {
	r := request("POST", "/stream-transcription", "transcribestreaming.us-east-1.amazonaws.com", "",
		sigv4.Header{Name: "x-amz-content-sha256", Value: eventstream.PayloadHash})
	r.PayloadHash = eventstream.PayloadHash
	d := must(sigv4.Derive(r, credentials, sigv4.Signing{Time: noon, Region: "us-east-1", Service: "transcribe", Rules: endpoint.Lookup("transcribe").Rules}))
	c := must(sigv4.ParseClaim(d.Signed))
	signer := must(eventstream.NewSigner(credentials.Key, c.Scope, c.Signature))
	for i, sound := range []string{"la", "lala", ""} {
		message, _, err := signer.Sign([]byte(sound), noon.Add(time.Duration(i)*time.Second))
		if err != nil {
			panic(err)
		}
		d.Signed.Body = must(message.Append(d.Signed.Body))
	}
	return d.Signed.Raw()
}

// checked verifies text with the secret.
func checked(t *testing.T, text string, o check.Options) check.Result {
	t.Helper()
	r, err := check.Verify(text, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}
