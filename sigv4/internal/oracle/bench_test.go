package oracle

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/aws/signer/v4"

	"countersign/sigv4"
)

// The same signatures by the engine and by aws-sdk-go-v2, in one run, so that their figures can be set
// against each other. Both hash the body of the DynamoDB request, and both keep their signing key.

const (
	benchKeyID  = "AKIDEXAMPLE"
	benchSecret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
	emptyHash   = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
)

var benchTime = time.Date(2015, 8, 30, 12, 36, 0, 0, time.UTC)

var dynamoDBBody = `{"TableName":"orders","Key":{"id":{"S":"` + strings.Repeat("0123456789", 24) + `"}},"ReturnConsumed":1}`

func dynamoDBRequest() (sigv4.Request, sigv4.Signing) {
	return sigv4.Request{
			Method: "POST", Target: "/", Body: []byte(dynamoDBBody),
			Headers: []sigv4.Header{
				{Name: "Host", Value: "dynamodb.us-east-1.amazonaws.com"},
				{Name: "Content-Type", Value: "application/x-amz-json-1.0"},
				{Name: "X-Amz-Target", Value: "DynamoDB_20120810.GetItem"},
			},
		}, sigv4.Signing{
			Time: benchTime, Region: "us-east-1", Service: "dynamodb",
			Rules: sigv4.Rules{EncodeTwice: true, Normalize: true},
		}
}

func s3Request() (sigv4.Request, sigv4.Signing) {
	return sigv4.Request{
			Method: "GET", Target: "/photos/2015/a%20b.jpg?list-type=2&prefix=photos%2F&max-keys=100&delimiter=%2F&encoding-type=url",
			Headers: []sigv4.Header{{Name: "Host", Value: "examplebucket.s3.us-east-1.amazonaws.com"}},
		}, sigv4.Signing{
			Time: benchTime, Region: "us-east-1", Service: "s3", Expires: 900,
			Rules: sigv4.Rules{ContentSHA256: true},
		}
}

func BenchmarkDynamoDB(b *testing.B) {
	r, g := dynamoDBRequest()
	b.Run("engine", func(b *testing.B) { benchEngine(b, r, g, (*sigv4.Signer).AppendHeaders) })
	b.Run("aws-sdk-go-v2", func(b *testing.B) {
		signer, c := sdk.NewSigner(), benchCredentials()
		req := httpRequest(b, r)
		b.ReportAllocs()
		for b.Loop() {
			req.Header.Del("Authorization")
			if err := signer.SignHTTP(context.Background(), c, req, sigv4.HashHex(dynamoDBBody), g.Service, g.Region, g.Time); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkS3(b *testing.B) {
	r, g := s3Request()
	b.Run("engine", func(b *testing.B) { benchEngine(b, r, g, (*sigv4.Signer).AppendHeaders) })
	b.Run("aws-sdk-go-v2", func(b *testing.B) {
		signer, c := s3Signer(), benchCredentials()
		req := httpRequest(b, r)
		req.Header.Set("X-Amz-Content-Sha256", emptyHash)
		b.ReportAllocs()
		for b.Loop() {
			req.Header.Del("Authorization")
			if err := signer.SignHTTP(context.Background(), c, req, emptyHash, g.Service, g.Region, g.Time); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkPresign(b *testing.B) {
	r, g := s3Request()
	g.Carrier = sigv4.QueryCarrier
	b.Run("engine", func(b *testing.B) { benchEngine(b, r, g, (*sigv4.Signer).AppendTarget) })
	b.Run("aws-sdk-go-v2", func(b *testing.B) {
		signer, c := s3Signer(), benchCredentials()
		r.Target += "&X-Amz-Expires=900" // the caller's part there
		req := httpRequest(b, r)
		b.ReportAllocs()
		for b.Loop() {
			if _, _, err := signer.PresignHTTP(context.Background(), c, req, sigv4.UnsignedPayload, g.Service, g.Region, g.Time); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func benchEngine(b *testing.B, r sigv4.Request, g sigv4.Signing,
	sign func(*sigv4.Signer, []byte, sigv4.Request, sigv4.Credentials, sigv4.Signing) ([]byte, error)) {
	var s sigv4.Signer
	c := sigv4.Credentials{AccessKeyID: benchKeyID, Key: sigv4.SecretKey(benchSecret)}
	var out []byte
	b.ReportAllocs()
	for b.Loop() {
		var err error
		if out, err = sign(&s, out[:0], r, c, g); err != nil {
			b.Fatal(err)
		}
	}
}

func s3Signer() *sdk.Signer {
	return sdk.NewSigner(func(o *sdk.SignerOptions) { o.DisableURIPathEscaping = true })
}

func benchCredentials() aws.Credentials {
	return aws.Credentials{AccessKeyID: benchKeyID, SecretAccessKey: benchSecret}
}

func httpRequest(b *testing.B, r sigv4.Request) *http.Request {
	b.Helper()
	req, err := http.NewRequest(r.Method, "https://"+r.Headers[0].Value+r.Target, strings.NewReader(string(r.Body)))
	if err != nil {
		b.Fatal(err)
	}
	for _, h := range r.Headers[1:] {
		req.Header.Set(h.Name, h.Value)
	}
	return req
}
