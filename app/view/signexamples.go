package view

import "strings"

// The documented secrets. They sign nothing anywhere.
const (
	exampleSecret   = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY" // of Signature Version 4's documentation
	exampleSecretS3 = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY" // of S3's
)

// documentedSecret is the secret of one of the documented access key ids, "" for another.
func documentedSecret(keyID string) string {
	switch keyID {
	case "AKIDEXAMPLE":
		return exampleSecret
	case "AKIAIOSFODNN7EXAMPLE":
		return exampleSecretS3
	}
	return ""
}

// example is what a field shows of its carrier's example while nothing else was typed. Each is one that
// is published, with its values, where there is one.
func (s *SignState) example(id string) string {
	for _, line := range strings.Split(s.exampleOf(), "\n") {
		if field, value, _ := strings.Cut(line, "="); field == id {
			return value
		}
	}
	switch chosen := s.carrier.value; {
	case id == FieldBody && chosen == "chunked":
		return strings.Repeat("a", 65<<10)
	case id == FieldBody && chosen == "events":
		return "la\nlala"
	case id == FieldForm && chosen == "policy":
		return exampleForm
	case id == FieldConditions && chosen == "policy" && !s.own: // its bucket and credentials are the example's
		return strings.ReplaceAll(examplePolicy, "\n", "\r\n")
	}
	return ordinary[id]
}

// ordinary are the values where no example has others.
var ordinary = map[string]string{
	FieldCarrier: "header", FieldAlgorithm: "sigv4", FieldMethod: "GET", FieldWhen: "pinned", FieldTime: "20150830T123600Z",
	FieldKeyID: "AKIDEXAMPLE", FieldSecret: exampleSecret, FieldExpires: "900", FieldRules: "auto", FieldPayload: "auto",
	FieldMode: "signed", FieldChunkSize: "65536", FieldChecksum: "crc32c", FieldKind: "rds", FieldRole: "admin",
	FieldEventType: "AudioEvent", FieldRegionSet: "*",
}

// exampleOf gives the fields of the example with their values, one a line.
func (s *SignState) exampleOf() string {
	const s3 = "\nkey-id=AKIAIOSFODNN7EXAMPLE\nsecret=" + exampleSecretS3 + "\nregion=us-east-1\nregion-set=us-east-1\ntime="
	chosen := s.carrier.value
	switch {
	case (chosen == "header" || chosen == "query") && s.text[FieldAlgorithm] == "sigv4a":
		// awslabs/aws-c-auth, tests/aws-signing-test-suite/v4a/get-vanilla
		return "url=https://example.amazonaws.com/\nservice=service\nregion-set=us-east-1\nexpires=3600"
	case chosen == "query":
		// Amazon S3 API Reference, "Authenticating Requests: Using Query Parameters"
		return "url=https://examplebucket.s3.amazonaws.com/test.txt\nexpires=86400" + s3 + "20130524T000000Z"
	case chosen == "chunked":
		// Amazon S3 API Reference, "Transferring Payload in Multiple Chunks"
		return "method=PUT\nurl=https://s3.amazonaws.com/examplebucket/chunkObject.txt\nheaders=x-amz-storage-class: REDUCED_REDUNDANCY" + s3 + "20130524T000000Z"
	case chosen == "policy":
		// Amazon S3 API Reference, "Example: Browser-Based Upload using HTTP POST"
		return "url=https://sigv4examplebucket.s3.amazonaws.com/\nexpires=129600" + s3 + "20151229T000000Z"
	case chosen == "websocket":
		return "url=wss://abc123-ats.iot.us-east-1.amazonaws.com/mqtt\nexpires=3600\ntime=20261006T123456Z"
	case chosen == "events":
		return "method=POST\nurl=https://transcribestreaming.us-east-1.amazonaws.com/stream-transcription\nheaders=Content-Type: application/vnd.amazon.eventstream"
	case chosen == "token":
		return kindOf(s.text[FieldKind]).example
	}
	// IAM User Guide, "Create a signed AWS API request"
	return "url=https://iam.amazonaws.com/?Action=ListUsers&Version=2010-05-08\nheaders=Content-Type: application/x-www-form-urlencoded; charset=utf-8"
}

// exampleForm and examplePolicy are those of S3's documentation.
const (
	exampleForm = `key: user/user1/${filename}
acl: public-read
success_action_redirect: http://sigv4examplebucket.s3.amazonaws.com/successful_upload.html
Content-Type: image/jpeg
x-amz-meta-uuid: 14365123651274
x-amz-server-side-encryption: AES256
x-amz-meta-tag: `

	examplePolicy = `{ "expiration": "2015-12-30T12:00:00.000Z",
  "conditions": [
    {"bucket": "sigv4examplebucket"},
    ["starts-with", "$key", "user/user1/"],
    {"acl": "public-read"},
    {"success_action_redirect": "http://sigv4examplebucket.s3.amazonaws.com/successful_upload.html"},
    ["starts-with", "$Content-Type", "image/"],
    {"x-amz-meta-uuid": "14365123651274"},
    {"x-amz-server-side-encryption": "AES256"},
    ["starts-with", "$x-amz-meta-tag", ""],

    {"x-amz-credential": "AKIAIOSFODNN7EXAMPLE/20151229/us-east-1/s3/aws4_request"},
    {"x-amz-algorithm": "AWS4-HMAC-SHA256"},
    {"x-amz-date": "20151229T000000Z" }
  ]
}`
)
