package view

import "strings"

// The documented secrets. They sign nothing anywhere.
const (
	exampleSecret   = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY" // of Signature Version 4's documentation
	exampleSecretS3 = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY" // of S3's
)

// example is what a field shows of its carrier's example while nothing else was typed. Each is one that
// is published, with its values, where there is one.
func (s *SignState) example(id string) string {
	pairs := s.exampleOf()
	for i := 0; i < len(pairs); i += 2 {
		if pairs[i] == id {
			return pairs[i+1]
		}
	}
	switch id {
	case FieldBody:
		if s.carrier.value == "chunked" {
			return strings.Repeat("a", 65<<10)
		}
	case FieldConditions:
		if s.carrier.value == "policy" && !s.own { // its bucket and credentials are the example's
			return strings.ReplaceAll(examplePolicy, "\n", "\r\n")
		}
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

// exampleOf gives the example's fields and values in turn.
func (s *SignState) exampleOf() []string {
	const keyID = "AKIAIOSFODNN7EXAMPLE"
	switch s.carrier.value {
	case "query", "header":
		if s.text[FieldAlgorithm] == "sigv4a" {
			// awslabs/aws-c-auth, tests/aws-signing-test-suite/v4a/get-vanilla
			return []string{FieldURL, "https://example.amazonaws.com/", FieldService, "service", FieldRegionSet, "us-east-1", FieldExpires, "3600"}
		}
		if s.carrier.value == "query" {
			// Amazon S3 API Reference, "Authenticating Requests: Using Query Parameters"
			return []string{FieldURL, "https://examplebucket.s3.amazonaws.com/test.txt", FieldRegion, "us-east-1", FieldExpires, "86400",
				FieldKeyID, keyID, FieldSecret, exampleSecretS3, FieldTime, "20130524T000000Z"}
		}
		// IAM User Guide, "Create a signed AWS API request"
		return []string{FieldURL, "https://iam.amazonaws.com/?Action=ListUsers&Version=2010-05-08",
			FieldHeaders, "Content-Type: application/x-www-form-urlencoded; charset=utf-8", FieldExpires, "3600"}
	case "chunked":
		// Amazon S3 API Reference, "Transferring Payload in Multiple Chunks"
		return []string{FieldMethod, "PUT", FieldURL, "https://s3.amazonaws.com/examplebucket/chunkObject.txt",
			FieldHeaders, "x-amz-storage-class: REDUCED_REDUNDANCY", FieldRegion, "us-east-1", FieldRegionSet, "us-east-1",
			FieldKeyID, keyID, FieldSecret, exampleSecretS3, FieldTime, "20130524T000000Z"}
	case "policy":
		// Amazon S3 API Reference, "Example: Browser-Based Upload using HTTP POST"
		return []string{FieldURL, "https://sigv4examplebucket.s3.amazonaws.com/", FieldForm, exampleForm, FieldRegion, "us-east-1", FieldExpires, "129600",
			FieldKeyID, keyID, FieldSecret, exampleSecretS3, FieldTime, "20151229T000000Z"}
	case "websocket":
		return []string{FieldURL, "wss://abc123-ats.iot.us-east-1.amazonaws.com/mqtt", FieldExpires, "3600", FieldTime, "20261006T123456Z"}
	case "events":
		return []string{FieldMethod, "POST", FieldURL, "https://transcribestreaming.us-east-1.amazonaws.com/stream-transcription",
			FieldHeaders, "Content-Type: application/vnd.amazon.eventstream", FieldBody, "la\nlala"}
	case "token":
		return kindOf(s.text[FieldKind]).example
	}
	return nil
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
