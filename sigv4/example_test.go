package sigv4_test

import (
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"countersign/sigv4"
)

// The example of the IAM User Guide: list the users of an account.
func listUsers() (sigv4.Request, sigv4.Credentials, sigv4.Signing) {
	return sigv4.Request{
			Method: "GET",
			Target: "/?Action=ListUsers&Version=2010-05-08",
			Headers: []sigv4.Header{
				{Name: "Host", Value: "iam.amazonaws.com"},
				{Name: "Content-Type", Value: "application/x-www-form-urlencoded; charset=utf-8"},
			},
		},
		sigv4.Credentials{
			AccessKeyID: "AKIDEXAMPLE",
			Key:         sigv4.SecretKey("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"),
		},
		sigv4.Signing{
			Time:    time.Date(2015, 8, 30, 12, 36, 0, 0, time.UTC),
			Region:  "us-east-1",
			Service: "iam",
			Rules:   sigv4.Rules{EncodeTwice: true, Normalize: true},
		}
}

func ExampleDerive() {
	d, err := sigv4.Derive(listUsers())
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(d.CanonicalRequest.String)
	fmt.Println()
	fmt.Println(d.StringToSign.String)
	fmt.Println()
	fmt.Println(d.Signature)
	// Output:
	// GET
	// /
	// Action=ListUsers&Version=2010-05-08
	// content-type:application/x-www-form-urlencoded; charset=utf-8
	// host:iam.amazonaws.com
	// x-amz-date:20150830T123600Z
	//
	// content-type;host;x-amz-date
	// e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
	//
	// AWS4-HMAC-SHA256
	// 20150830T123600Z
	// 20150830/us-east-1/iam/aws4_request
	// f536975d06c0309214f805bb90ccff089219ecd68b2577efef23edd43b7e1a59
	//
	// 5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7
}

// A presigned URL carries its signature in the query. Expires is its life in seconds.
func ExampleDerive_presigned() {
	r := sigv4.Request{
		Method:  "GET",
		Target:  "/test.txt",
		Headers: []sigv4.Header{{Name: "Host", Value: "examplebucket.s3.amazonaws.com"}},
	}
	c := sigv4.Credentials{
		AccessKeyID: "AKIAIOSFODNN7EXAMPLE",
		Key:         sigv4.SecretKey("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"),
	}
	d, err := sigv4.Derive(r, c, sigv4.Signing{
		Time:    time.Date(2013, 5, 24, 0, 0, 0, 0, time.UTC),
		Region:  "us-east-1",
		Service: "s3",
		Rules:   sigv4.Rules{ContentSHA256: true},
		Carrier: sigv4.QueryCarrier,
		Expires: 86400,
	})
	fmt.Println(d.Signature, err)
	// Output: aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404 <nil>
}

func ExampleSigner_AppendHeaders() {
	var signer sigv4.Signer // keep it: it signs without allocating from the second time on
	r, c, s := listUsers()
	lines, err := signer.AppendHeaders(nil, r, c, s)
	fmt.Printf("%q %v", lines[:31], err)
	// Output: "X-Amz-Date: 20150830T123600Z\r\nA" <nil>
}

func ExampleVerify() {
	r, c, s := listUsers()
	d, _ := sigv4.Derive(r, c, s)

	changed := d.Signed
	changed.Target = "/?Action=ListRoles&Version=2010-05-08"
	claim, _ := sigv4.ParseClaim(changed)
	v, err := sigv4.Verify(changed, claim, s.Rules, c.Key, sigv4.Theirs{CanonicalRequest: d.CanonicalRequest.String})
	fmt.Println(v.Departs, err)
	// Output: canonical request <nil>
}

func ExampleParseClaim() {
	_, err := sigv4.ParseClaim(sigv4.Request{
		Method: "GET", Target: "/",
		Headers: []sigv4.Header{{Name: "Authorization", Value: "AWS4-HMAC-SHA256 SignedHeaders=host, Signature=abc"}},
	})
	var e *sigv4.Error
	fmt.Println(errors.As(err, &e))
	fmt.Println(err)
	// Output:
	// true
	// request: Authorization "AWS4-HMAC-SHA256 SignedHeaders=host, Signature=abc" at byte 50: Credential= is missing
}

func ExampleParseRequest() {
	r, err := sigv4.ParseRequest("GET /a b HTTP/1.1\nHost:example.amazonaws.com\nX-Folded:one\n  two\n")
	fmt.Printf("%q %v\n", r.Target, err)
	fmt.Fprint(os.Stdout, r.Raw())
	// Output:
	// "/a b" <nil>
	// GET /a b HTTP/1.1
	// Host:example.amazonaws.com
	// X-Folded:one two
}

func ExampleDeriveKeys() {
	keys := sigv4.DeriveKeys(sigv4.SecretKey("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"),
		sigv4.Scope{Date: "20150830", Region: "us-east-1", Service: "iam", Terminator: "aws4_request"})
	fmt.Println(keys)
	fmt.Println(keys.Reveal()[3])
	// Output:
	// [keys not shown]
	// c4afb1cc5771d871763a393e44b703571b55cc28424d1a5e86da6ed3c154a4b9
}

func ExampleSignStringToSign() {
	signature, err := sigv4.SignStringToSign("AWS4-HMAC-SHA256\n20150830T123600Z\n20150830/us-east-1/iam/aws4_request\n"+
		"f536975d06c0309214f805bb90ccff089219ecd68b2577efef23edd43b7e1a59",
		sigv4.ParseKey("c4afb1cc5771d871763a393e44b703571b55cc28424d1a5e86da6ed3c154a4b9"))
	fmt.Println(signature, err)
	// Output: 5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7 <nil>
}

func ExampleBodyHash() {
	var hash sigv4.BodyHash
	io.Copy(&hash, strings.NewReader("a body that may be a file of any size"))
	request := sigv4.Request{Method: "PUT", Target: "/key", PayloadHash: hash.Hex()}
	fmt.Println(request.PayloadHash)
	// Output: 1127c418ad8bc056ce45fe038399132c32af1b844412e30e860c72d4373b319b
}

func ExampleVerifier() {
	request := sigv4.Request{Method: "GET", Target: "/", Headers: []sigv4.Header{{Name: "Host", Value: "example.amazonaws.com"}}}
	rules := sigv4.Rules{EncodeTwice: true, Normalize: true}
	key := sigv4.SecretKey("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY")
	d, err := sigv4.Derive(request, sigv4.Credentials{AccessKeyID: "AKIDEXAMPLE", Key: key}, sigv4.Signing{
		Time: time.Date(2015, 8, 30, 12, 36, 0, 0, time.UTC), Region: "us-east-1", Service: "service", Rules: rules,
	})
	if err != nil {
		panic(err)
	}
	var v sigv4.Verifier // kept, for the next requests
	fmt.Println(v.Verify(d.Signed, rules, key))
	d.Signed.Method = "DELETE"
	fmt.Println(v.Verify(d.Signed, rules, key))
	// Output:
	// true <nil>
	// false <nil>
}

func ExampleSigner_AppendTarget() {
	request := sigv4.Request{Method: "GET", Target: "/test.txt", Headers: []sigv4.Header{{Name: "Host", Value: "examplebucket.s3.amazonaws.com"}}}
	var s sigv4.Signer
	// The example of the Amazon S3 API Reference, "Authenticating Requests: Using Query Parameters".
	target, err := s.AppendTarget([]byte("https://examplebucket.s3.amazonaws.com"), request, sigv4.Credentials{
		AccessKeyID: "AKIAIOSFODNN7EXAMPLE", Key: sigv4.SecretKey("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"),
	}, sigv4.Signing{
		Time: time.Date(2013, 5, 24, 0, 0, 0, 0, time.UTC), Region: "us-east-1", Service: "s3", Expires: 86400,
		Rules: sigv4.Rules{ContentSHA256: true},
	})
	fmt.Println(err)
	fmt.Println(strings.ReplaceAll(string(target), "&", "\n&"))
	// Output:
	// <nil>
	// https://examplebucket.s3.amazonaws.com/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256
	// &X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request
	// &X-Amz-Date=20130524T000000Z
	// &X-Amz-SignedHeaders=host
	// &X-Amz-Expires=86400
	// &X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404
}

func ExampleRederive() {
	request, credentials, signing := listUsers()
	d, err := sigv4.Derive(request, credentials, signing)
	if err != nil {
		panic(err)
	}
	claim, err := sigv4.ParseClaim(d.Signed)
	if err != nil {
		panic(err)
	}
	again, err := sigv4.Rederive(d.Signed, claim, signing.Rules, sigv4.Key{}) // no key: as far as the string to sign
	fmt.Println(sigv4.Equal(again.StringToSign.String, d.StringToSign.String), err)
	// Output: true <nil>
}

func ExampleDerivation_WithSignature() {
	request, credentials, signing := listUsers()
	elsewhere, err := sigv4.Derive(request, credentials, signing) // whoever holds the secret
	if err != nil {
		panic(err)
	}
	credentials.Key = sigv4.Key{}
	d, err := sigv4.Derive(request, credentials, signing)
	fmt.Println(d.Signature == "", d.Signed.Method == "", err)
	d = d.WithSignature(elsewhere.Signature)
	fmt.Println(d.Authorization)
	// Output:
	// true true <nil>
	// AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request, SignedHeaders=content-type;host;x-amz-date, Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7
}

func ExampleHashHex() {
	fmt.Println(sigv4.HashHex(""))
	// Output: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
}

func ExampleNewError() {
	err := sigv4.NewError(sigv4.StageChunk, "chunk size", "fffg", 3, "a size is hex digits")
	fmt.Println(err)
	// Output: chunk: chunk size "fffg" at byte 3: a size is hex digits
}

// A signing key does what the secret does, for one date, region and service.
func ExampleKeyChain_SigningKey() {
	_, credentials, _ := listUsers()
	keys := sigv4.DeriveKeys(credentials.Key, sigv4.Scope{Date: "20150830", Region: "us-east-1", Service: "iam", Terminator: sigv4.Terminator})
	key := keys.SigningKey()
	fmt.Println(key, key.IsDerived(), credentials.Key.IsDerived(), keys.IsZero())
	// Output: [key not shown] true false false
}

func ExampleSigningKey() {
	b, err := hex.DecodeString("c4afb1cc5771d871763a393e44b703571b55cc28424d1a5e86da6ed3c154a4b9")
	key := sigv4.SigningKey([32]byte(b))
	fmt.Println(key.IsDerived(), key.IsZero(), err)
	// Output: true false <nil>
}

func ExampleKey_RevealSecret() {
	key := sigv4.SecretKey("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY")
	secret, ok := key.RevealSecret()
	fmt.Println(len(secret), ok)
	_, derived := key.RevealSigning()
	fmt.Println(derived)
	// Output:
	// 40 true
	// false
}

func ExampleKey_MAC() {
	kDate, ok := sigv4.SecretKey("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY").MAC("AWS4", []byte("20120215"))
	fmt.Println(hex.EncodeToString(kDate[:]), ok)
	// Output: 969fbb94feb542b71ede6f87fe4d5fa29c789342b0f407474670f0c2489e0a0d true
}
