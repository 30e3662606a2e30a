package main

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/aws/signer/v4"
	smithycredentials "github.com/aws/smithy-go/aws-http-auth/credentials"
	smithy "github.com/aws/smithy-go/aws-http-auth/sigv4"
	smithyv4 "github.com/aws/smithy-go/aws-http-auth/v4"
	minio "github.com/minio/minio-go/v7/pkg/signer"

	"countersign/sigv4"
)

const (
	keyID     = "AKIDEXAMPLE"
	secret    = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
	emptyHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
)

var (
	at   = time.Date(2015, 8, 30, 12, 36, 0, 0, time.UTC)
	body = `{"TableName":"orders","Key":{"id":{"S":"` + strings.Repeat("0123456789", 24) + `"}},"ReturnConsumed":1}`
)

// operations are what is timed. All signers hash the body of the DynamoDB request; the engine and
// aws-sdk-go-v2 keep their signing keys, and minio-go signs with the current time.
func operations() []struct {
	name       string
	contenders func() ([]contender, error)
} {
	return []struct {
		name       string
		contenders func() ([]contender, error)
	}{
		{"DynamoDB POST, 299 B", dynamoDB},
		{"S3 GET, 5 parameters", s3Get},
		{"S3 GET, presigned", presigned},
		{"DynamoDB POST, cold key", cold},
		{"S3 GET, verified", func() ([]contender, error) { return verified(sigv4.HeaderCarrier) }},
		{"S3 GET, presigned, verified", func() ([]contender, error) { return verified(sigv4.QueryCarrier) }},
	}
}

func dynamoDBRequest() (sigv4.Request, sigv4.Signing) {
	return sigv4.Request{
			Method: "POST", Target: "/", Body: []byte(body),
			Headers: []sigv4.Header{
				{Name: "Host", Value: "dynamodb.us-east-1.amazonaws.com"},
				{Name: "Content-Type", Value: "application/x-amz-json-1.0"},
				{Name: "X-Amz-Target", Value: "DynamoDB_20120810.GetItem"},
			},
		}, sigv4.Signing{
			Time: at, Region: "us-east-1", Service: "dynamodb",
			Rules: sigv4.Rules{EncodeTwice: true, Normalize: true},
		}
}

func s3Request() (sigv4.Request, sigv4.Signing) {
	return sigv4.Request{
			Method: "GET", Target: "/photos/2015/a%20b.jpg?list-type=2&prefix=photos%2F&max-keys=100&delimiter=%2F&encoding-type=url",
			Headers: []sigv4.Header{{Name: "Host", Value: "examplebucket.s3.us-east-1.amazonaws.com"}},
		}, sigv4.Signing{
			Time: at, Region: "us-east-1", Service: "s3", Expires: 900,
			Rules: sigv4.Rules{ContentSHA256: true},
		}
}

func dynamoDB() ([]contender, error) {
	r, g := dynamoDBRequest()
	forSDK, err := httpRequest(r)
	if err != nil {
		return nil, err
	}
	forSmithy, forMinio := forSDK.Clone(context.Background()), forSDK.Clone(context.Background())
	signer, credentials := sdk.NewSigner(), awsCredentials()
	smithySigner, in := smithy.New(), smithyInput(forSmithy, g)
	return []contender{
		{name: "engine", sign: engine(r, g, (*sigv4.Signer).AppendHeaders)},
		hashing(len(body), r, g, 2.2, 1.6),
		{name: "aws-sdk-go-v2", must: 4, goal: 5, sign: func() error {
			forSDK.Header.Del("Authorization")
			return signer.SignHTTP(context.Background(), credentials, forSDK, sigv4.HashHex(body), g.Service, g.Region, g.Time)
		}},
		{name: "smithy-go", must: 6, goal: 8, sign: func() error {
			forSmithy.Header.Del("Authorization")
			hash := sha256.Sum256([]byte(body))
			in.PayloadHash = hash[:]
			return smithySigner.SignRequest(in)
		}},
		{name: "minio-go", must: 7, goal: 10, sign: func() error { // it knows S3 and STS alone: the way of STS, whose body it takes for hashed
			forMinio.Header.Del("Authorization")
			forMinio.Header.Set("X-Amz-Content-Sha256", sigv4.HashHex(body))
			forMinio = minio.SignV4STS(*forMinio, keyID, secret, g.Region)
			return nil
		}},
	}, nil
}

func s3Get() ([]contender, error) {
	r, g := s3Request()
	forSDK, err := httpRequest(r)
	if err != nil {
		return nil, err
	}
	forSDK.Header.Set("X-Amz-Content-Sha256", emptyHash)
	forSmithy, forMinio := forSDK.Clone(context.Background()), forSDK.Clone(context.Background())
	signer, credentials := s3Signer(), awsCredentials()
	smithySigner, in := smithy.New(smithyForS3), smithyInput(forSmithy, g)
	hash := sha256.Sum256(nil)
	in.PayloadHash = hash[:]
	return []contender{
		{name: "engine", sign: engine(r, g, (*sigv4.Signer).AppendHeaders)},
		hashing(0, r, g, 3.3, 2.2),
		{name: "aws-sdk-go-v2", must: 4, goal: 5, sign: func() error {
			forSDK.Header.Del("Authorization")
			return signer.SignHTTP(context.Background(), credentials, forSDK, emptyHash, g.Service, g.Region, g.Time)
		}},
		{name: "smithy-go", must: 6, goal: 8, sign: func() error {
			forSmithy.Header.Del("Authorization")
			return smithySigner.SignRequest(in)
		}},
		{name: "minio-go", must: 7, goal: 10, sign: func() error {
			forMinio.Header.Del("Authorization")
			forMinio = minio.SignV4(*forMinio, keyID, secret, "", g.Region)
			return nil
		}},
	}, nil
}

func presigned() ([]contender, error) {
	r, g := s3Request()
	g.Carrier = sigv4.QueryCarrier
	asked := r
	asked.Target += "&X-Amz-Expires=900" // the caller's part with aws-sdk-go-v2
	forSDK, err := httpRequest(asked)
	if err != nil {
		return nil, err
	}
	forSmithy, err := httpRequest(r)
	if err != nil {
		return nil, err
	}
	forMinio := forSmithy.Clone(context.Background())
	unsigned := *forSmithy.URL
	signer, credentials := s3Signer(), awsCredentials()
	smithySigner, in := smithy.New(smithyForS3), smithyInput(forSmithy, g)
	in.PayloadHash, in.SignatureType = []byte(sigv4.UnsignedPayload), smithyv4.SignatureTypeQueryString
	return []contender{
		{name: "engine", sign: engine(r, g, (*sigv4.Signer).AppendTarget)},
		{name: "aws-sdk-go-v2", must: 4, goal: 5, sign: func() error {
			_, _, err := signer.PresignHTTP(context.Background(), credentials, forSDK, sigv4.UnsignedPayload, g.Service, g.Region, g.Time)
			return err
		}},
		{name: "smithy-go", must: 6, goal: 8, sign: func() error {
			forSmithy.URL.RawQuery = unsigned.RawQuery
			return smithySigner.SignRequest(in)
		}},
		{name: "minio-go", must: 7, goal: 10, sign: func() error {
			again := unsigned
			forMinio.URL = &again
			minio.PreSignV4(*forMinio, keyID, secret, "", g.Region, int64(g.Expires))
			return nil
		}},
	}, nil
}

// cold signs with another secret each time, so that every key is derived anew.
func cold() ([]contender, error) {
	r, g := dynamoDBRequest()
	var all []sigv4.Credentials
	for i := range 64 {
		all = append(all, sigv4.Credentials{AccessKeyID: keyID, Key: sigv4.SecretKey(secret + strings.Repeat("x", i))})
	}
	var s sigv4.Signer
	var out []byte
	next := 0
	return []contender{{name: "engine", sign: func() (err error) {
		next++
		out, err = s.AppendHeaders(out[:0], r, all[next%len(all)], g)
		return err
	}}}, nil
}

// verified checks a signed request, as a server does: from the headers and the target as they came.
func verified(carrier sigv4.Carrier) ([]contender, error) {
	r, g := s3Request()
	g.Carrier = carrier
	key := sigv4.SecretKey(secret)
	d, err := sigv4.Derive(r, sigv4.Credentials{AccessKeyID: keyID, Key: key}, g)
	if err != nil {
		return nil, err
	}
	var v sigv4.Verifier
	return []contender{{name: "engine", sign: func() error {
		if ok, err := v.Verify(d.Signed, g.Rules, key); !ok {
			return errors.Join(errors.New("it does not verify"), err)
		}
		return nil
	}}}, nil
}

// hashing is the SHA-256 that a signature cannot do without, as one message of as many blocks: the body,
// the canonical request, and the two halves of the HMAC over the string to sign, less the blocks of the
// padded key, which a signer can keep. The hash of an empty body can be kept too.
func hashing(body int, r sigv4.Request, g sigv4.Signing, must, goal float64) contender {
	d, err := sigv4.Derive(r, sigv4.Credentials{AccessKeyID: keyID, Key: sigv4.SecretKey(secret)}, g)
	const block, padding = sha256.BlockSize, 9 // a byte and the length
	blocks := func(bytes int) int { return (bytes + padding + block - 1) / block }
	n := blocks(len(d.CanonicalRequest.String)) + blocks(len(d.StringToSign.String)) + blocks(sha256.Size)
	if body > 0 {
		n += blocks(body)
	}
	message := make([]byte, n*block-padding)
	return contender{name: fmt.Sprintf("%d SHA-256 blocks", n), must: must, goal: goal, limit: true, sign: func() error {
		sha256.Sum256(message)
		return err
	}}
}

func engine(r sigv4.Request, g sigv4.Signing, sign func(*sigv4.Signer, []byte, sigv4.Request, sigv4.Credentials, sigv4.Signing) ([]byte, error)) func() error {
	var s sigv4.Signer
	c := sigv4.Credentials{AccessKeyID: keyID, Key: sigv4.SecretKey(secret)}
	var out []byte
	return func() (err error) {
		out, err = sign(&s, out[:0], r, c, g)
		return err
	}
}

func s3Signer() *sdk.Signer {
	return sdk.NewSigner(func(o *sdk.SignerOptions) { o.DisableURIPathEscaping = true })
}

func awsCredentials() aws.Credentials {
	return aws.Credentials{AccessKeyID: keyID, SecretAccessKey: secret}
}

func smithyForS3(o *smithyv4.SignerOptions) { o.DisableDoublePathEscape = true }

func smithyInput(r *http.Request, g sigv4.Signing) *smithy.SignRequestInput {
	return &smithy.SignRequestInput{
		Request: r, Service: g.Service, Region: g.Region, Time: g.Time,
		Credentials: smithycredentials.Credentials{AccessKeyID: keyID, SecretAccessKey: secret},
	}
}

func httpRequest(r sigv4.Request) (*http.Request, error) {
	req, err := http.NewRequest(r.Method, "https://"+r.Headers[0].Value+r.Target, strings.NewReader(string(r.Body)))
	if err != nil {
		return nil, err
	}
	for _, h := range r.Headers[1:] {
		req.Header.Set(h.Name, h.Value)
	}
	return req, nil
}
