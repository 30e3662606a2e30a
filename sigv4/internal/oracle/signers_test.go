package oracle

import (
	"context"
	"encoding/hex"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/aws/signer/v4"
	smithycredentials "github.com/aws/smithy-go/aws-http-auth/credentials"
	smithy "github.com/aws/smithy-go/aws-http-auth/sigv4"
	smithyv4 "github.com/aws/smithy-go/aws-http-auth/v4"
	minio "github.com/minio/minio-go/v7/pkg/signer"

	"countersign/sigv4"
)

// againstSDK signs the trial with the signer of aws-sdk-go-v2.
func (x trial) againstSDK(t *testing.T) {
	t.Helper()
	r := x.other(t)
	c := aws.Credentials{AccessKeyID: x.credentials.AccessKeyID, SecretAccessKey: x.secret, SessionToken: x.credentials.SessionToken}
	g := x.signing
	signer := sdk.NewSigner(func(o *sdk.SignerOptions) {
		o.DisableURIPathEscaping = !g.Rules.EncodeTwice
		o.DisableHeaderHoisting = true // the engine leaves headers where they are
	})
	if g.Carrier == sigv4.HeaderCarrier {
		if err := signer.SignHTTP(context.Background(), c, r, x.payload(), g.Service, g.Region, g.Time); err != nil {
			t.Fatal(err)
		}
		x.compare(t, r.Header.Get("Authorization"), "")
		return
	}
	signed, _, err := signer.PresignHTTP(context.Background(), c, r, x.payload(), g.Service, g.Region, g.Time)
	if err != nil {
		t.Fatal(err)
	}
	x.compare(t, "", signed)
}

// againstSmithy signs the trial with the signer of smithy-go. Left out besides:
//
//   - inner spaces in header values: it keeps them, SigV4 makes one of several
//   - query keys and values whose order changes by encoding: it sorts them decoded
func (x trial) againstSmithy(t *testing.T) {
	t.Helper()
	r := x.other(t)
	g := x.signing
	if length, has := header(x.Request, "Content-Length"); has {
		r.Header.Set("Content-Length", length)
	}
	hash := []byte(sigv4.UnsignedPayload)
	if p := x.payload(); p != sigv4.UnsignedPayload {
		hash, _ = hex.DecodeString(p)
	}
	in := &smithy.SignRequestInput{
		Request: r, PayloadHash: hash, Service: g.Service, Region: g.Region, Time: g.Time,
		Credentials: smithycredentials.Credentials{AccessKeyID: x.credentials.AccessKeyID, SecretAccessKey: x.secret, SessionToken: x.credentials.SessionToken},
	}
	if g.Carrier == sigv4.QueryCarrier {
		in.SignatureType = smithyv4.SignatureTypeQueryString
	}
	err := smithy.New(func(o *smithyv4.SignerOptions) {
		o.DisableDoublePathEscape = !g.Rules.EncodeTwice
		o.HeaderRules = allHeaders{}
	}).SignRequest(in)
	if err != nil {
		t.Fatal(err)
	}
	x.compare(t, r.Header.Get("Authorization"), r.URL.String())
}

// againstMinio signs the trial, one of S3, with the signer of minio-go. It signs with the current time,
// which the engine then takes from what it signed. Left out besides:
//
//   - a presigned URL whose payload is signed: it can say so only by a header, which it then signs too
//   - Unicode's white space in header values: it makes a space of it
//   - query keys whose order changes by encoding: it sorts them decoded
//   - several values of one query key: it leaves them in their order
func (x trial) againstMinio(t *testing.T) {
	t.Helper()
	if x.signing.Carrier == sigv4.QueryCarrier && x.payload() != sigv4.UnsignedPayload {
		return
	}
	for _, h := range x.Headers {
		if strings.Contains(h.Value, "\u00a0") {
			return
		}
	}
	x.signing.Service = "s3"
	r := x.other(t)
	for _, values := range r.URL.Query() {
		if len(values) > 1 {
			return
		}
	}
	g := &x.signing
	if g.Carrier == sigv4.HeaderCarrier {
		signed := minio.SignV4(*r, x.credentials.AccessKeyID, x.secret, x.credentials.SessionToken, g.Region)
		x.signedAt(t, signed.Header.Get("X-Amz-Date"))
		x.compare(t, signed.Header.Get("Authorization"), "")
		return
	}
	r.URL.RawQuery = strings.TrimSuffix(strings.TrimSuffix(r.URL.RawQuery, "X-Amz-Expires="+strconv.Itoa(g.Expires)), "&")
	signed := minio.PreSignV4(*r, x.credentials.AccessKeyID, x.secret, x.credentials.SessionToken, g.Region, int64(g.Expires))
	x.signedAt(t, signed.URL.Query().Get("X-Amz-Date"))
	x.compare(t, "", signed.URL.String())
}

// signedAt has the engine sign with the time of another signer.
func (x *trial) signedAt(t *testing.T, date string) {
	t.Helper()
	when, err := time.Parse(sigv4.TimeFormat, date)
	if err != nil {
		t.Fatal(err)
	}
	x.signing.Time = when
}

// allHeaders has smithy-go sign every header but those that no signer signs; its default is host and
// x-amz-*.
type allHeaders struct{}

func (allHeaders) IsSigned(name string) bool { return name != "user-agent" && name != "authorization" }
