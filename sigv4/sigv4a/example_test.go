package sigv4a_test

import (
	"fmt"
	"time"

	"countersign/sigv4"
	"countersign/sigv4/sigv4a"
)

func pair() sigv4a.KeyPair {
	pair, err := sigv4a.DeriveKeyPair(sigv4.Credentials{AccessKeyID: "AKIDEXAMPLE", Key: sigv4.SecretKey("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY")})
	if err != nil {
		panic(err)
	}
	return pair
}

func ExampleDeriveKeyPair() {
	pair, err := sigv4a.DeriveKeyPair(sigv4.Credentials{
		AccessKeyID: "AKIDEXAMPLE",
		Key:         sigv4.SecretKey("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"),
	})
	x, y := pair.Public().Hex()
	fmt.Println(pair, pair.IsZero(), pair.Counter())
	fmt.Println(x, err)
	fmt.Println(y)
	// Output:
	// [key pair not shown] false 1
	// b6618f6a65740a99e650b33b6b4b5bd0d43b176d721a3edfea7e7d2d56d936b1 <nil>
	// 865ed22a7eadc9c5cb9d2cbaca1b3699139fedc5043dc6661864218330c8e518
}

func ExampleNewKeyPair() {
	_, err := sigv4a.NewKeyPair([32]byte{})
	fmt.Println(err)
	// Output: signing key: private key: a private key of P-256 is a number from 1 to one less than the order of the curve
}

func ExampleDerive() {
	request := sigv4.Request{Method: "GET", Target: "/", Headers: []sigv4.Header{{Name: "Host", Value: "example.amazonaws.com"}}}
	d, err := sigv4a.Derive(request, sigv4.Credentials{AccessKeyID: "AKIDEXAMPLE"}, pair(), sigv4.Signing{
		Time: time.Date(2015, 8, 30, 12, 36, 0, 0, time.UTC), Service: "service", RegionSet: "us-east-1,us-west-*",
		Rules: sigv4.Rules{EncodeTwice: true, Normalize: true},
	})
	fmt.Println(err)
	fmt.Println(d.StringToSign.String)
	for _, h := range d.Signed.Headers[:3] {
		fmt.Printf("%s: %s\n", h.Name, h.Value)
	}
	// Output:
	// <nil>
	// AWS4-ECDSA-P256-SHA256
	// 20150830T123600Z
	// 20150830/service/aws4_request
	// dfc8a255ffbcb0225d47c4486d82e0426ab1e1ac33c5ac1bd520049fedd34fc3
	// Host: example.amazonaws.com
	// X-Amz-Date: 20150830T123600Z
	// X-Amz-Region-Set: us-east-1,us-west-*
}

func ExampleVerify() {
	request := sigv4.Request{Method: "GET", Target: "/", Headers: []sigv4.Header{{Name: "Host", Value: "example.amazonaws.com"}}}
	rules := sigv4.Rules{EncodeTwice: true, Normalize: true}
	d, _ := sigv4a.Derive(request, sigv4.Credentials{AccessKeyID: "AKIDEXAMPLE"}, pair(), sigv4.Signing{
		Time: time.Date(2015, 8, 30, 12, 36, 0, 0, time.UTC), Service: "service", RegionSet: "*", Rules: rules,
	})
	claim, _ := sigv4.ParseClaim(d.Signed)
	v, err := sigv4a.Verify(d.Signed, claim, rules, pair().Public(), sigv4.Theirs{})
	fmt.Println(v.Departs, v.Checked, err)
	d.Signed.Method = "DELETE"
	v, err = sigv4a.Verify(d.Signed, claim, rules, pair().Public(), sigv4.Theirs{})
	fmt.Println(v.Departs, v.Checked, err)
	// Output:
	// no stage [signature] <nil>
	// signature [signature] <nil>
}

func ExampleKeyPair_SignStringToSign() {
	signature, err := pair().SignStringToSign("AWS4-ECDSA-P256-SHA256\n20150830T123600Z\n20150830/service/aws4_request\n" + sigv4.HashHex(""))
	ok, _ := sigv4a.VerifyStringToSign("another text", signature, pair().Public())
	fmt.Println(signature[:8], err, ok)
	// Output: 30460221 <nil> false
}

func ExampleVerifyStringToSign() {
	_, err := sigv4a.VerifyStringToSign("text", "5d672d79", pair().Public())
	fmt.Println(err)
	// Output: signature: Signature "5d672d79" at byte 0: a signature is DER, in hex: DER begins with the byte 30, a SEQUENCE
}

func ExampleCheck() {
	check := sigv4a.Check(pair().Public()) // for chunked.Verify
	signature, _ := pair().SignStringToSign("a chunk's string to sign")
	_, ok, err := check("a chunk's string to sign", signature)
	fmt.Println(ok, err)
	// Output: true <nil>
}

func ExampleParsePublicKey() {
	_, err := sigv4a.ParsePublicKey("b6618f6a65740a99e650b33b6b4b5bd0d43b176d721a3edfea7e7d2d56d936b1", "00")
	fmt.Println(err)
	// Output: signing key: public key "b6618f6a65740a99e650b33b6b4b5bd0d43b176d721a3edfea7e7d2d56d936b1 00": it is two coordinates of 64 hex digits each, of a point of the curve P-256
}

func ExampleCovers() {
	fmt.Println(sigv4a.Covers("us-east-1,eu-*", "eu-west-3"), sigv4a.Covers("us-east-1,eu-*", "us-west-2"))
	// Output: true false
}
