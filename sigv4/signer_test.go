package sigv4

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

const (
	exampleID     = "AKIDEXAMPLE"
	exampleSecret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
)

var (
	exampleTime = time.Date(2015, 8, 30, 12, 36, 0, 0, time.UTC)
	general     = Rules{EncodeTwice: true, Normalize: true}
	s3Rules     = Rules{ContentSHA256: true}
)

func exampleCredentials() Credentials {
	return Credentials{AccessKeyID: exampleID, Key: SecretKey(exampleSecret)}
}

// dynamoDB is a request as an SDK sends it, with a body of 299 bytes.
func dynamoDB() (Request, Signing) {
	return Request{
			Method: "POST", Target: "/",
			Headers: []Header{
				{"Host", "dynamodb.us-east-1.amazonaws.com"},
				{"Content-Type", "application/x-amz-json-1.0"},
				{"X-Amz-Target", "DynamoDB_20120810.GetItem"},
				{"Content-Length", "299"},
				{"Amz-Sdk-Invocation-Id", "0f4a3a9e-4b9f-4a6a-9d2d-6f1a5f0d2a11"},
				{"Amz-Sdk-Request", "attempt=1; max=3"},
				{"User-Agent", "aws-sdk-go-v2/1.30.3 os/linux lang/go#1.26"},
			},
			Body: []byte(strings.Repeat(`{"TableName":"t"}`, 18))[:299],
		},
		Signing{Time: exampleTime, Region: "us-east-1", Service: "dynamodb", Rules: general}
}

// s3Get is a listing with five query parameters.
func s3Get() (Request, Signing) {
	return Request{
			Method: "GET", Target: "/?list-type=2&prefix=photos%2F2015%2F&delimiter=%2F&max-keys=100&encoding-type=url",
			Headers: []Header{{"Host", "examplebucket.s3.us-east-1.amazonaws.com"}, {"Accept-Encoding", "identity"}},
		},
		Signing{Time: exampleTime, Region: "us-east-1", Service: "s3", Rules: s3Rules, Expires: 900}
}

func TestSigningDoesNotAllocate(t *testing.T) {
	post, postSigning := dynamoDB()
	get, getSigning := s3Get()
	c := exampleCredentials()
	withToken := c
	withToken.SessionToken = strings.Repeat("token/+=", 100)
	var s Signer
	signings := 0
	buf := make([]byte, 0, 4096)
	for name, run := range map[string]func(){
		"header": func() { buf, _ = s.AppendHeaders(buf[:0], post, c, postSigning) },
		"S3":     func() { buf, _ = s.AppendHeaders(buf[:0], get, c, getSigning) },
		"query":  func() { buf, _ = s.AppendTarget(buf[:0], get, withToken, getSigning) },
		"cold key": func() {
			signings++
			cold := getSigning
			cold.Time = cold.Time.AddDate(0, 0, signings)
			buf, _ = s.AppendHeaders(buf[:0], get, c, cold)
		},
	} {
		if n := testing.AllocsPerRun(100, run); n != 0 {
			t.Errorf("%s: %v allocations, want none", name, n)
		}
		if len(buf) < 200 {
			t.Errorf("%s: signed nothing: %q", name, buf)
		}
	}
}

// A cached key must not outlive any of the four things it is made from.
func TestSignerNeverUsesAStaleKey(t *testing.T) {
	r, g := s3Get()
	var s Signer
	for _, secret := range []string{exampleSecret, "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", exampleSecret} {
		for _, region := range []string{"us-east-1", "eu-west-1"} {
			for _, service := range []string{"s3", "execute-api"} {
				for day := range 2 {
					c := Credentials{AccessKeyID: exampleID, Key: SecretKey(secret)}
					g.Region, g.Service, g.Time = region, service, exampleTime.AddDate(0, 0, day)
					d, err := Derive(r, c, g)
					if err != nil {
						t.Fatal(err)
					}
					got, err := s.AppendHeaders(nil, r, c, g)
					if err != nil || !strings.HasSuffix(string(got), d.Signature+"\r\n") {
						t.Errorf("%s %s day %d: %s, %v; want signature %s", region, service, day, got, err, d.Signature)
					}
				}
			}
		}
	}
}

// After an error the signer goes on, and what was appended before stays.
func TestSignerAfterAnError(t *testing.T) {
	r, g := s3Get()
	var s Signer
	bad := r
	bad.Headers = nil
	got, err := s.AppendHeaders([]byte("before"), bad, exampleCredentials(), g)
	if err == nil || string(got) != "before" {
		t.Errorf("got %q, %v; want the bytes as they were, and an error", got, err)
	}
	if _, err := s.AppendHeaders(nil, r, Credentials{AccessKeyID: "AKIDEXAMPLE"}, g); err == nil {
		t.Error("signed without a key")
	}
	if _, err := s.AppendHeaders(nil, r, exampleCredentials(), g); err != nil {
		t.Error(err)
	}
}

func BenchmarkSignDynamoDB(b *testing.B) {
	r, g := dynamoDB()
	benchmark(b, r, g, (*Signer).AppendHeaders)
}

func BenchmarkSignS3(b *testing.B) {
	r, g := s3Get()
	benchmark(b, r, g, (*Signer).AppendHeaders)
}

func BenchmarkPresign(b *testing.B) {
	r, g := s3Get()
	benchmark(b, r, g, (*Signer).AppendTarget)
}

// BenchmarkParameters shows what one more parameter costs: the time of 5000 must be near 100 times that of 50.
func BenchmarkParameters(b *testing.B) {
	for _, n := range []int{50, 5000} {
		r, g := s3Get()
		r.Target = "/?" + strings.Join(many("p%d=v%[1]d", n), "&")
		b.Run(fmt.Sprint(n), func(b *testing.B) { benchmark(b, r, g, (*Signer).AppendHeaders) })
	}
}

// BenchmarkHeaders is the same for headers.
func BenchmarkHeaders(b *testing.B) {
	for _, n := range []int{50, 5000} {
		r, g := s3Get()
		for _, name := range many("x-amz-meta-%d", n) {
			r.Headers = append(r.Headers, Header{name, "value"})
		}
		b.Run(fmt.Sprint(n), func(b *testing.B) { benchmark(b, r, g, (*Signer).AppendHeaders) })
	}
}

// BenchmarkDerive is signing with every value and map kept.
func BenchmarkDerive(b *testing.B) {
	r, g := s3Get()
	c := exampleCredentials()
	for b.Loop() {
		if _, err := Derive(r, c, g); err != nil {
			b.Fatal(err)
		}
	}
}

// many gives format n times, with numbers that are not in order.
func many(format string, n int) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = fmt.Sprintf(format, i*7919%n)
	}
	return out
}

func benchmark(b *testing.B, r Request, g Signing, sign func(*Signer, []byte, Request, Credentials, Signing) ([]byte, error)) {
	var s Signer
	var buf []byte
	c := exampleCredentials()
	b.ReportAllocs()
	for b.Loop() {
		var err error
		if buf, err = sign(&s, buf[:0], r, c, g); err != nil {
			b.Fatal(err)
		}
	}
}
