package sigv4_test

import (
	"errors"
	"fmt"
	"os"
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

// Where does the %2520 in the canonical URI come from?
func ExampleMap_Sources() {
	r, c, s := listUsers()
	r.Target = "/a b"
	d, _ := sigv4.Derive(r, c, s)
	fmt.Println(d.CanonicalURI.String)
	for _, from := range d.CanonicalURI.Map.Sources(sigv4.Span{Start: 2, End: 7}) {
		fmt.Printf("%q\n", r.Target[from.Src.Start:from.Src.End])
	}
	// Output:
	// /a%2520b
	// " "
}

// A parser notes where each byte of what it reads lies in the paste; Through leads there.
func ExampleMap_Through() {
	paste := `curl 'https://h/a b'`
	var b sigv4.TextBuilder
	b.Copy(sigv4.Span{Start: 15, End: 19}, paste[15:19])
	target := b.Text()

	r, c, s := listUsers()
	r.Target = target.String
	d, _ := sigv4.Derive(r, c, s)
	toPaste := d.CanonicalURI.Map.Through(func(s sigv4.Source) (sigv4.Map, bool) {
		return target.Map, s.Part == sigv4.TargetPart
	})
	for _, from := range toPaste.Segments {
		fmt.Printf("%q from %q\n", d.CanonicalURI.String[from.Here.Start:from.Here.End], paste[from.Src.Start:from.Src.End])
	}
	// Output:
	// "/a" from "/a"
	// "%2520" from " "
	// "b" from "b"
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
