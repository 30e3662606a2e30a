package oracle

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"countersign/sigv4"
	"countersign/sigv4/endpoint"
)

const bucket = "bucket1"

// s3Signing signs for the S3 server, now.
func s3Signing() sigv4.Signing {
	rules := endpoint.Lookup("s3").Rules
	return sigv4.Signing{Time: time.Now(), Region: region, Service: "s3", Rules: rules, Expires: 300}
}

// request is an unsigned request to a server.
func request(s server, method, target, body string, headers ...sigv4.Header) sigv4.Request {
	return sigv4.Request{
		Method: method, Target: target, Body: []byte(body),
		Headers: append([]sigv4.Header{{Name: "Host", Value: s.address}}, headers...),
	}
}

func sign(t *testing.T, r sigv4.Request, c sigv4.Credentials, g sigv4.Signing) sigv4.Request {
	t.Helper()
	d, err := sigv4.Derive(r, c, g)
	if err != nil {
		t.Fatalf("%s %s: %v", r.Method, r.Target, err)
	}
	return d.Signed
}

func makeBucket(t *testing.T, s server) {
	t.Helper()
	if a := send(t, s.address, sign(t, request(s, "PUT", "/"+bucket, ""), credentials(), s3Signing())); a.status != 200 {
		t.Fatalf("creating the bucket: %s", a.raw)
	}
}

// keys are object keys as they stand in a target, with the key that they mean.
var keys = []struct{ target, key string }{
	{"plain.txt", "plain.txt"},
	{"a b", "a b"}, // not legal on the wire: sent as %20
	{"a%20b", "a b"},
	{"a+b", "a+b"},
	{"a%2Bb", "a+b"},
	{"a%2bb", "a+b"},
	{"100%25", "100%"},
	{"100%", "100%"}, // starts no escape: sent as %25
	{"%2520", "%20"},
	{"it's", "it's"},
	{"f(1)", "f(1)"},
	{"a*b", "a*b"},
	{"~me", "~me"},
	{"%7Eme", "~me"},
	{"a//b", "a//b"},
	{"a%2Fb", "a/b"},
	{"ü", "ü"}, // not legal on the wire: sent as %C3%BC
	{"%C3%BC", "ü"},
	{"%c3%bc", "ü"},
	{"%F0%9F%98%80", "😀"},
	{"日本語", "日本語"},
	{"a&b=c", "a&b=c"},
	{"a;b", "a;b"},
	{"a,b", "a,b"},
	{"me@example.com", "me@example.com"},
	{"hi!", "hi!"},
	{"$HOME", "$HOME"},
	{"12:30", "12:30"},
	{"why%3F", "why?"},
	{"a%23b", "a#b"},
	{"a[1]", "a[1]"},
	{"a^b`c|d\"e<f>{g}", "a^b`c|d\"e<f>{g}"},
	{"a.b_c-d", "a.b_c-d"},
}

// TestKeys writes, reads and removes objects with awkward keys, with the signature in the
// Authorization header and in the query. The file that the server made shows that it understood the
// key that was meant.
func TestKeys(t *testing.T) {
	s := startS3(t)
	makeBucket(t, s)
	for _, carrier := range []sigv4.Carrier{sigv4.HeaderCarrier, sigv4.QueryCarrier} {
		g := s3Signing()
		g.Carrier = carrier
		do := func(method, target, body string) answer {
			a := send(t, s.address, sign(t, request(s, method, "/"+bucket+"/"+target, body), credentials(), g))
			if a.status/100 != 2 {
				t.Errorf("%s %q, carrier %d: refused: %s", method, target, carrier, a.raw)
			}
			return a
		}
		for _, k := range keys {
			body := "body of " + k.target
			do("PUT", k.target, body)
			if file, err := os.ReadFile(filepath.Join(s.dir, bucket, k.key)); err != nil || string(file) != body {
				t.Errorf("%q is not the key %q: %v", k.target, k.key, err)
			}
			if a := do("GET", k.target, ""); a.body != body {
				t.Errorf("GET %q gave %q", k.target, a.body)
			}
			if a := do("HEAD", k.target, ""); a.body != "" {
				t.Errorf("HEAD %q gave %q", k.target, a.body)
			}
			do("DELETE", k.target, "")
			if _, err := os.Stat(filepath.Join(s.dir, bucket, k.key)); !os.IsNotExist(err) {
				t.Errorf("%q is still there: %v", k.target, err)
			}
		}
	}
}

// TestAccepted sends requests that differ in more than the key.
func TestAccepted(t *testing.T) {
	s := startS3(t)
	makeBucket(t, s)
	object := "/" + bucket + "/dir/a b.txt"
	for _, c := range []struct {
		name    string
		request sigv4.Request
		change  func(*sigv4.Signing)
		holds   string // in the answer's body
	}{
		{"put, payload signed", request(s, "PUT", object, "hello",
			sigv4.Header{Name: "Content-Length", Value: "5"}, sigv4.Header{Name: "Content-Type", Value: "text/plain; charset=utf-8"},
			sigv4.Header{Name: "X-Amz-Meta-Note", Value: "  two   inner  spaces "}), nil, ""},
		{"get", request(s, "GET", object, ""), nil, "hello"},
		{"get a range", request(s, "GET", object, "", sigv4.Header{Name: "Range", Value: "bytes=1-3"}), nil, "ell"},
		{"put, UNSIGNED-PAYLOAD", request(s, "PUT", object, "unsigned"), func(g *sigv4.Signing) { g.Payload = sigv4.PayloadUnsigned }, ""},
		{"get, UNSIGNED-PAYLOAD", request(s, "GET", object, ""), func(g *sigv4.Signing) { g.Payload = sigv4.PayloadUnsigned }, "unsigned"},
		{"list", request(s, "GET", "/"+bucket+"?list-type=2&prefix=dir%2Fa%20b&delimiter=%2F", ""), nil, "<Key>dir/a b.txt</Key>"},
		{"list, parameters out of order", request(s, "GET", "/"+bucket+"?prefix=dir/&max-keys=2&list-type=2", ""), nil, "<Key>dir/a b.txt</Key>"},
		{"list, empty value and capitals", request(s, "GET", "/"+bucket+"?list-type=2&prefix=&Zone=1&after=b", ""), nil, "<Key>dir/a b.txt</Key>"},
		{"a parameter without value", request(s, "GET", "/"+bucket+"?location", ""), nil, "LocationConstraint"},
		{"list, awkward values", request(s, "GET", "/"+bucket+"?list-type=2&prefix=%C3%BC%27%28%2A%29%2B%26%3D%7E~!", ""), nil, "ListBucketResult"},
		{"a header twice", request(s, "GET", object, "",
			sigv4.Header{Name: "X-Amz-Meta-A", Value: "1"}, sigv4.Header{Name: "x-amz-meta-a", Value: " 2"}), nil, "unsigned"},
		{"a header without value", request(s, "GET", object, "", sigv4.Header{Name: "X-Empty"}), nil, "unsigned"},
		{"headers that are never signed", request(s, "GET", object, "",
			sigv4.Header{Name: "User-Agent", Value: "one"}, sigv4.Header{Name: "Expect", Value: ""}), nil, "unsigned"},
		{"list the buckets", request(s, "GET", "/", ""), nil, "<Name>bucket1</Name>"},
		{"presigned, a week", request(s, "GET", object, ""), func(g *sigv4.Signing) { g.Carrier, g.Expires = sigv4.QueryCarrier, sigv4.MaxExpires }, "unsigned"},
		{"presigned, own parameters", request(s, "GET", object+"?response-content-type=text/plain;%20charset=utf-8", ""),
			func(g *sigv4.Signing) { g.Carrier = sigv4.QueryCarrier }, "unsigned"},
		{"presigned put", request(s, "PUT", object, "new", sigv4.Header{Name: "Content-Type", Value: "text/plain"}),
			func(g *sigv4.Signing) { g.Carrier = sigv4.QueryCarrier }, ""},
		{"the clock 14 minutes slow", request(s, "GET", object, ""), func(g *sigv4.Signing) { g.Time = g.Time.Add(-14 * time.Minute) }, "new"},
		{"signed before with another key", sign(t, request(s, "GET", object, ""), sigv4.Credentials{AccessKeyID: "AKIDEXAMPLE", Key: sigv4.SecretKey("old")}, s3Signing()), nil, "new"},
	} {
		t.Run(c.name, func(t *testing.T) {
			g := s3Signing()
			if c.change != nil {
				c.change(&g)
			}
			a := send(t, s.address, sign(t, c.request, credentials(), g))
			if a.status/100 != 2 {
				t.Fatalf("refused: %s", a.raw)
			}
			if !strings.Contains(a.body, c.holds) {
				t.Errorf("the answer does not hold %q: %s", c.holds, a.raw)
			}
		})
	}
}

// TestAcceptedAnything asks for objects under names made at random, always the same ones, with
// parameters and headers made at random. Only a request whose signature was accepted can learn that
// there is no such key. Left out: NUL in a name, which the server cannot look up; Content-Type, of
// which it keeps one, and headers without value, of which it loses a second, before it checks the
// signature.
func TestAcceptedAnything(t *testing.T) {
	s := startS3(t)
	makeBucket(t, s)
	random := generator{rand.New(rand.NewPCG(3, 4))}
	for i := range 400 {
		name := strings.ReplaceAll("k"+random.legal("!$&'()*+,;=:@[]^|\"<>{}` ü"), "%00", "%01")
		r := request(s, "GET", "/"+bucket+"/"+name+"?"+random.query(true), "")
		for _, h := range random.headers(true) {
			if h.Name != "Content-Type" && h.Value != "" {
				r.Headers = append(r.Headers, h)
			}
		}
		g := s3Signing()
		g.Carrier = sigv4.Carrier(i % 2)
		r = sign(t, r, credentials(), g)
		a := send(t, s.address, r)
		if code := errorCode(a.body); a.status != 404 || code != "NoSuchKey" {
			t.Errorf("the answer is %s, want NoSuchKey\n%s\n%s", code, wire(r), a.raw)
		}
	}
}
