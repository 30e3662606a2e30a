package postpolicy_test

import (
	"fmt"
	"strings"
	"time"

	"countersign/sigv4"
	"countersign/sigv4/postpolicy"
)

var credentials = sigv4.Credentials{
	AccessKeyID: "AKIAIOSFODNN7EXAMPLE",
	Key:         sigv4.SecretKey("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"),
}

// policy allows one visitor to upload pictures under a prefix of its own.
func policy() postpolicy.Policy {
	return postpolicy.Policy{
		Expiration: time.Date(2015, 12, 30, 12, 0, 0, 0, time.UTC),
		Conditions: []postpolicy.Condition{
			{Field: "bucket", Value: "sigv4examplebucket", Object: true},
			{Operator: postpolicy.StartsWith, Field: "key", Value: "user/user1/"},
			{Operator: postpolicy.StartsWith, Field: "Content-Type", Value: "image/"},
			{Operator: postpolicy.ContentLengthRange, Min: 1, Max: 10 << 20},
		},
	}
}

// form is a form that meets it, signed.
func form() postpolicy.Form {
	signed, err := postpolicy.Sign(policy(), credentials, time.Date(2015, 12, 29, 0, 0, 0, 0, time.UTC), "us-east-1")
	if err != nil {
		panic(err)
	}
	return postpolicy.Form{
		Bucket: "sigv4examplebucket",
		Fields: append([]postpolicy.Field{
			{Name: "key", Value: "user/user1/${filename}"},
			{Name: "Content-Type", Value: "image/jpeg"},
		}, signed.Fields...),
		File: &postpolicy.File{Name: "photo.jpg", Named: true, Size: 5},
	}
}

func ExampleSign() {
	signed, err := postpolicy.Sign(policy(), credentials, time.Date(2015, 12, 29, 0, 0, 0, 0, time.UTC), "us-east-1")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(strings.ReplaceAll(signed.Document, ",{", ",\n{"))
	fmt.Println(signed.StringToSign[:40])
	fmt.Println(signed.Scope)
	for _, field := range signed.Fields {
		fmt.Println(field)
	}
	// Output:
	// {"expiration":"2015-12-30T12:00:00.000Z","conditions":[{"bucket":"sigv4examplebucket"},["starts-with","$key","user/user1/"],["starts-with","$Content-Type","image/"],["content-length-range",1,10485760],
	// {"x-amz-algorithm":"AWS4-HMAC-SHA256"},
	// {"x-amz-credential":"AKIAIOSFODNN7EXAMPLE/20151229/us-east-1/s3/aws4_request"},
	// {"x-amz-date":"20151229T000000Z"}]}
	// eyJleHBpcmF0aW9uIjoiMjAxNS0xMi0zMFQxMjow
	// 20151229/us-east-1/s3/aws4_request
	// policy=[policy not shown]
	// x-amz-algorithm=AWS4-HMAC-SHA256
	// x-amz-credential=AKIAIOSFODNN7EXAMPLE/20151229/us-east-1/s3/aws4_request
	// x-amz-date=20151229T000000Z
	// x-amz-signature=82d97c7fa8842556f62cc1205554bb1d50a9565ee6f2c76992960bb4e6c60736
}

// A policy that others wrote is signed byte for byte, line ends and all.
func ExampleSignDocument() {
	document := "{ \"expiration\": \"2015-12-30T12:00:00Z\",\r\n  \"conditions\": [ {\"bucket\": \"b\"} ] }"
	signed, err := postpolicy.SignDocument(document, credentials, time.Date(2015, 12, 29, 0, 0, 0, 0, time.UTC), "us-east-1")
	fmt.Println(signed.StringToSign)
	fmt.Println(signed.Signature, err)
	// Output:
	// eyAiZXhwaXJhdGlvbiI6ICIyMDE1LTEyLTMwVDEyOjAwOjAwWiIsDQogICJjb25kaXRpb25zIjogWyB7ImJ1Y2tldCI6ICJiIn0gXSB9
	// 44dccf9cb404e6e10e2f39de70347cc7f0552f8ca0c831f983509d4df011ad76 <nil>
}

func ExamplePolicy_Document() {
	fmt.Println(policy().Document())
	// Output:
	// {"expiration":"2015-12-30T12:00:00.000Z","conditions":[{"bucket":"sigv4examplebucket"},["starts-with","$key","user/user1/"],["starts-with","$Content-Type","image/"],["content-length-range",1,10485760]]}
}

func ExampleParsePolicy() {
	p, err := postpolicy.ParsePolicy(`{"expiration":"2015-12-30T12:00:00Z","conditions":[{"acl":"private"},["starts-with","$key",""]]}`)
	fmt.Println(p.Expiration, p.Conditions, err)
	_, err = postpolicy.ParsePolicy(`{"expiration":"2015-12-30T12:00:00Z","conditions":[["ends-with","$key",".jpg"]]}`)
	fmt.Println(err)
	// Output:
	// 2015-12-30 12:00:00 +0000 UTC [["eq", "$acl", "private"] ["starts-with", "$key", ""]] <nil>
	// policy: condition 1 at byte 52: the operators are eq, starts-with and content-length-range, in lower case
}

func ExampleDecodePolicy() {
	document, err := postpolicy.DecodePolicy("eyJleHBpcmF0aW9uIjoiMjAxNS0xMi0zMFQxMjowMDowMFoiLCJjb25kaXRpb25zIjpbXX0=")
	fmt.Println(document, err)
	_, err = postpolicy.DecodePolicy("eyJleHBpcmF0aW9uIjoiMjAxNS0xMi0zMFQx\nMjowMDowMFoi")
	fmt.Println(err)
	// Output:
	// {"expiration":"2015-12-30T12:00:00Z","conditions":[]} <nil>
	// policy: policy at byte 36: base64 stands in one line here; encode without wrapping, and without a line end after it
}

func ExampleVerify() {
	f := form()
	v, err := postpolicy.Verify(f, credentials.Key, sigv4.Theirs{})
	fmt.Println(v.Departs, v.Checked, err)

	i := len(f.Fields) - 1 // x-amz-signature
	f.Fields[i].Value = strings.Repeat("0", 64)
	v, err = postpolicy.Verify(f, credentials.Key, sigv4.Theirs{})
	fmt.Println(v.Departs, v.Expected, err)
	// Output:
	// no stage [signature] <nil>
	// signature 82d97c7fa8842556f62cc1205554bb1d50a9565ee6f2c76992960bb4e6c60736 <nil>
}

func ExampleCheck() {
	f := form()
	f.Fields[1].Value = "text/html"
	f.Fields = append(f.Fields, postpolicy.Field{Name: "acl", Value: "private"})
	p, err := f.Policy()
	if err != nil {
		fmt.Println(err)
		return
	}
	findings, err := postpolicy.Check(f, p, postpolicy.Server{
		Time: time.Date(2015, 12, 29, 1, 0, 0, 0, time.UTC), Stated: true, Region: "us-east-1",
	})
	fmt.Println(len(findings), err)
	for _, failed := range postpolicy.Failed(findings) {
		fmt.Printf("%v %s: found %q, wanted %q: %s\n", failed.Rule, failed.Name, failed.Found, failed.Wanted, failed.Why)
	}
	// Output:
	// 32 <nil>
	// condition Content-Type: found "text/html", wanted "image/": the value starts otherwise
	// field acl: found "private", wanted "": no condition names this field, so S3 refuses it; add one, or call the field x-ignore-…
}

func ExampleFailed() {
	f := form()
	f.File.Size = 0
	p, _ := f.Policy()
	findings, _ := postpolicy.Check(f, p, postpolicy.Server{})
	for _, failed := range postpolicy.Failed(findings) {
		fmt.Println(failed.Status, failed.Found, "of", failed.Wanted)
	}
	// Output:
	// fails 0 bytes of 1 to 10485760 bytes
}

func ExampleForm_Policy() {
	p, err := form().Policy()
	fmt.Println(p.Expiration, len(p.Conditions), err)
	_, err = postpolicy.Form{}.Policy()
	fmt.Println(err)
	// Output:
	// 2015-12-30 12:00:00 +0000 UTC 7 <nil>
	// request: policy: the form has no such field before its file
}

func ExampleForm_Value() {
	f := postpolicy.Form{Fields: []postpolicy.Field{{Name: "X-Amz-Meta-Tag", Value: "a"}, {Name: "x-amz-meta-tag", Value: "b"}}}
	fmt.Println(f.Value("x-amz-meta-tag"))
	// Output:
	// a,b true
}

func ExampleBody() {
	contentType, body, err := postpolicy.Body(postpolicy.Form{
		Fields: []postpolicy.Field{{Name: "key", Value: "a.txt"}},
		File:   &postpolicy.File{Name: "C:\\files\\a.txt", Named: true},
	}, []byte("hello"))
	fmt.Println(contentType, err)
	fmt.Println(strings.ReplaceAll(string(body), "\r\n", "\n"))
	// Output:
	// multipart/form-data; boundary=form-ed2b1521958414759f67b208376fa131 <nil>
	// --form-ed2b1521958414759f67b208376fa131
	// Content-Disposition: form-data; name="key"
	//
	// a.txt
	// --form-ed2b1521958414759f67b208376fa131
	// Content-Disposition: form-data; name="file"; filename="a.txt"
	// Content-Type: application/octet-stream
	//
	// hello
	// --form-ed2b1521958414759f67b208376fa131--
}

func ExampleParseBody() {
	body := "--x\r\nContent-Disposition: form-data; name=\"key\"\r\n\r\nuser/${filename}\r\n" +
		"--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\nhello\r\n" +
		"--x\r\nContent-Disposition: form-data; name=\"acl\"\r\n\r\nprivate\r\n--x--\r\n"
	f, err := postpolicy.ParseBody("multipart/form-data; boundary=x", body)
	fmt.Println(f.Fields, f.Ignored, err)
	fmt.Println(f.File.Name, f.File.Size, body[f.File.Content.Start:f.File.Content.End])
	// Output:
	// [key=user/${filename}] [acl] <nil>
	// a.txt 5 hello
}
