// Package cases holds the requests of the benchmark in the browser: one definition for the engine and
// for the other signers in the page. They are those of the native benchmark in sigv4/internal/oracle.
package cases

import (
	"strings"
	"time"

	"countersign/sigv4"
)

// The credentials are the example ones of AWS's documentation.
const (
	AccessKeyID     = "AKIDEXAMPLE"
	SecretAccessKey = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
)

// Variants is the number of variants of each case. All are of one day, so that the signing key can be kept.
const Variants = 256

// Case is a request and how to sign it.
type Case struct {
	Name    string
	Request sigv4.Request
	Signing sigv4.Signing
}

var start = time.Date(2015, 8, 30, 12, 36, 0, 0, time.UTC)

// All returns the cases, each as its variant 0, with memory of their own.
func All() []*Case {
	all := []*Case{
		{
			Name: "DynamoDB POST, body hashed",
			Request: sigv4.Request{
				Method: "POST", Target: "/",
				Headers: []sigv4.Header{
					{Name: "Host", Value: "dynamodb.us-east-1.amazonaws.com"},
					{Name: "Content-Type", Value: "application/x-amz-json-1.0"},
					{Name: "X-Amz-Target", Value: "DynamoDB_20120810.GetItem"},
				},
				Body: []byte(`{"TableName":"orders","Key":{"id":{"S":"` + strings.Repeat("0123456789", 24) + `"}},"ReturnConsumed":1}`),
			},
			Signing: sigv4.Signing{
				Region: "us-east-1", Service: "dynamodb",
				Rules: sigv4.Rules{EncodeTwice: true, Normalize: true},
			},
		},
		{
			Name: "S3 GET, 5 query parameters",
			Request: sigv4.Request{
				Method: "GET", Target: "/photos/2015/a%20b.jpg?list-type=2&prefix=photos%2F&max-keys=100&delimiter=%2F&encoding-type=url",
				Headers: []sigv4.Header{{Name: "Host", Value: "examplebucket.s3.us-east-1.amazonaws.com"}},
			},
			Signing: sigv4.Signing{
				Region: "us-east-1", Service: "s3",
				Rules: sigv4.Rules{ContentSHA256: true},
			},
		},
	}
	for _, c := range all {
		c.Vary(0)
	}
	return all
}

// Vary makes c its variant n, modulo Variants, in place: another second and, where there is a body,
// other digits in it. Nothing but the signing key is then worth keeping from one signature to the next.
func (c *Case) Vary(n int) {
	n = int(uint(n) % Variants)
	c.Signing.Time = start.Add(time.Duration(n) * time.Second)
	if len(c.Request.Body) > 0 {
		c.Request.Body[60] = '0' + byte(n%10)
		c.Request.Body[61] = '0' + byte(n/10%10)
		c.Request.Body[62] = '0' + byte(n/100)
	}
}
