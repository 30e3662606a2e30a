package check_test

import (
	"fmt"
	"strings"
	"time"

	"countersign/sigv4"
	"countersign/sigv4/check"
)

// The case get-vanilla of AWS's signing test suite (aws-c-auth, tests/aws-signing-test-suite), signed.
const vanilla = "GET / HTTP/1.1\nHost: example.amazonaws.com\nX-Amz-Date: 20150830T123600Z\n" +
	"Authorization: AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, " +
	"SignedHeaders=host;x-amz-date, Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31\n\n"

func print(r check.Result, err error) {
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(strings.TrimSpace(r.Verdict() + " " + r.Reason()))
	for i, s := range r.Steps {
		mark := "-"
		if i == r.Departs {
			mark = ">"
		}
		fmt.Println(strings.TrimSpace(mark + " " + s.Name + " " + s.Status.String() + ". " + s.Note))
	}
}

// A signed request, and the same with another method.
func ExampleVerify() {
	o := check.Options{Key: sigv4.SecretKey("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY")}
	print(check.Verify(vanilla, o))
	o.Theirs.StringToSign = "AWS4-HMAC-SHA256\n20150830T123600Z\n20150830/us-east-1/service/aws4_request\n" +
		"bb579772317eb040ac9ed261061d46c1f17a8133879d6129b6e1c25292927e63"
	r, err := check.Verify(strings.Replace(vanilla, "GET", "PUT", 1), o)
	print(r, err)
	if err == nil {
		hash := func(stringToSign string) string { return strings.Split(stringToSign, "\n")[3] }
		fmt.Println(hash(r.Steps[r.Departs].Expected))
		fmt.Println(hash(r.Steps[r.Departs].Found))
	}
	// Output:
	// The signature is the one that this signed request calls for.
	// - payload hash not compared. The request states none; the hash of the body is part of the canonical request.
	// - canonical request agrees. The signature covers it.
	// - credential scope agrees.
	// - string to sign agrees. The signature covers it.
	// - signature agrees.
	// It departs at the string to sign.
	// - payload hash not compared. The request states none; the hash of the body is part of the canonical request.
	// - canonical request not compared. The one that the client logged was not given.
	// - credential scope agrees.
	// > string to sign departs.
	// - signature departs. It cannot agree while a stage before it departs.
	// 743215c418b5de1631be63b4798908094e939aaee14bb3879b726f51570cbab7
	// bb579772317eb040ac9ed261061d46c1f17a8133879d6129b6e1c25292927e63
}

// What a result says besides.
func ExampleResult() {
	r, err := check.Verify(vanilla, check.Options{Now: time.Date(2015, 8, 30, 12, 41, 0, 0, time.UTC)})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, f := range r.Facts {
		fmt.Printf("%s: %s\n", f.Name, f.Value)
	}
	fmt.Println(r.Assumed)
	fmt.Println(r.Verdict(), r.Verified())
	fmt.Println(r.Reason())
	// Output:
	// algorithm: AWS4-HMAC-SHA256
	// access key id: AKIDEXAMPLE
	// credential scope: 20150830/us-east-1/service/aws4_request
	// signed headers: host;x-amz-date
	// signed at: 20150830T123600Z
	// age: 5m0s
	// [Rules: General, because “service” is not a service known here. An S3-compatible server wants S3’s.]
	// Nothing departs, but no signature was compared. false
	// No secret access key or signing key was given; with one the signature is computed and compared.
}

// The outcomes of a stage.
func ExampleStatus_String() {
	fmt.Println(check.NotCompared, check.Agrees, check.Departs)
	// Output: not compared agrees departs
}
