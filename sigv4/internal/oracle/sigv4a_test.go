package oracle

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/sha256"
	"encoding/hex"
	"math/rand/v2"
	"strings"
	"testing"

	smithycredentials "github.com/aws/smithy-go/aws-http-auth/credentials"
	smithy "github.com/aws/smithy-go/aws-http-auth/sigv4a"
	smithyv4 "github.com/aws/smithy-go/aws-http-auth/v4"

	"countersign/sigv4"
	"countersign/sigv4/sigv4a"
)

// TestSigV4AAgreesWithSmithy signs requests made at random, always the same ones, with the engine and
// with smithy-go. Signatures are random there, so each side's is verified over the other's text: the
// engine verifies smithy-go's signature over its own string to sign, and crypto/ecdsa the engine's. What
// is left out is what againstSmithy leaves out.
func TestSigV4AAgreesWithSmithy(t *testing.T) {
	random := generator{rand.New(rand.NewPCG(5, 6))}
	for range 300 {
		random.sigv4aTrial().againstSmithyV4A(t)
	}
}

func FuzzSigV4AAgreesWithSmithy(f *testing.F) {
	f.Add(uint64(5), uint64(7))
	f.Fuzz(func(t *testing.T, first, second uint64) {
		generator{rand.New(rand.NewPCG(first, second))}.sigv4aTrial().againstSmithyV4A(t)
	})
}

func (g generator) sigv4aTrial() trial {
	x := g.trial(true)
	x.credentials.AccessKeyID = "AKID" + g.text("ABCXYZ019", 1, 20)
	x.signing.RegionSet = g.pick("*", "us-east-1", "us-east-1,us-west-*", "eu-*")
	return x
}

func (x trial) againstSmithyV4A(t *testing.T) {
	t.Helper()
	pair, err := sigv4a.DeriveKeyPair(x.credentials)
	if err != nil {
		t.Fatal(err)
	}
	d, err := sigv4a.Derive(x.Request, x.credentials, pair, x.signing)
	if err != nil {
		t.Fatalf("%v\n%s", err, x.Raw())
	}
	public, err := ecdsa.ParseUncompressedPublicKey(elliptic.P256(), pair.Public().Uncompressed())
	if err != nil {
		t.Fatal(err)
	}
	der, err := hex.DecodeString(d.Signature)
	if digest := sha256.Sum256([]byte(d.StringToSign.String)); err != nil || !ecdsa.VerifyASN1(public, digest[:], der) {
		t.Fatalf("crypto/ecdsa finds the signature wrong: %v\n%s", err, d.StringToSign.String)
	}

	r, g := x.other(t), x.signing
	if length, has := header(x.Request, "Content-Length"); has {
		r.Header.Set("Content-Length", length)
	}
	hash := []byte(sigv4.UnsignedPayload)
	if p := x.payload(); p != sigv4.UnsignedPayload {
		hash, _ = hex.DecodeString(p)
	}
	in := &smithy.SignRequestInput{
		Request: r, PayloadHash: hash, Service: g.Service, RegionSet: strings.Split(g.RegionSet, ","), Time: g.Time,
		Credentials: smithycredentials.Credentials{AccessKeyID: x.credentials.AccessKeyID, SecretAccessKey: x.secret, SessionToken: x.credentials.SessionToken},
	}
	if g.Carrier == sigv4.QueryCarrier {
		in.SignatureType = smithyv4.SignatureTypeQueryString
	}
	err = smithy.New(func(o *smithyv4.SignerOptions) {
		o.DisableDoublePathEscape = !g.Rules.EncodeTwice
		o.HeaderRules = allHeaders{}
	}).SignRequest(in)
	if err != nil {
		t.Fatal(err)
	}
	theirs := r.Header.Get("Authorization")
	signature := theirs[strings.LastIndexByte(theirs, '=')+1:]
	if g.Carrier == sigv4.QueryCarrier {
		signature = r.URL.Query().Get("X-Amz-Signature")
	} else if ours := strings.Replace(d.Authorization, d.Signature, signature, 1); ours != theirs {
		t.Fatalf("the signers differ\nengine %s\nother  %s\n%s", ours, theirs, x.Raw())
	}
	if ok, err := sigv4a.VerifyStringToSign(d.StringToSign.String, signature, pair.Public()); !ok {
		t.Fatalf("the engine finds smithy-go's signature wrong over its own text: %v\n%s\n%s\n%s", err, d.CanonicalRequest.String, x.Raw(), r.URL)
	}
}
