package check_test

import (
	"encoding/base64"
	"strings"
	"testing"

	"countersign/sigv4"
	"countersign/sigv4/check"
)

// documentedSecret is the secret of the examples in the Amazon S3 API Reference.
const documentedSecret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"

// documentedURL is of "Authenticating Requests: Using Query Parameters", an example of a presigned URL.
const documentedURL = "https://examplebucket.s3.amazonaws.com/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256" +
	"&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20130524T000000Z" +
	"&X-Amz-Expires=86400&X-Amz-SignedHeaders=host&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404"

// documentedGet is of "Authenticating Requests: Using the Authorization Header", "Example: GET Object".
const documentedGet = "GET /test.txt HTTP/1.1\r\nHost: examplebucket.s3.amazonaws.com\r\nRange: bytes=0-9\r\n" +
	"x-amz-content-sha256: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\r\nx-amz-date: 20130524T000000Z\r\n" +
	"Authorization: AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request," +
	"SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41\r\n\r\n"

// documentedUpload is of "Transferring Payload in Multiple Chunks", "Example Calculations".
func documentedUpload() string {
	return "PUT /examplebucket/chunkObject.txt HTTP/1.1\r\nHost: s3.amazonaws.com\r\nx-amz-date: 20130524T000000Z\r\n" +
		"x-amz-storage-class: REDUCED_REDUNDANCY\r\nAuthorization: AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request," +
		"SignedHeaders=content-encoding;content-length;host;x-amz-content-sha256;x-amz-date;x-amz-decoded-content-length;x-amz-storage-class," +
		"Signature=4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9\r\nx-amz-content-sha256: STREAMING-AWS4-HMAC-SHA256-PAYLOAD\r\n" +
		"Content-Encoding: aws-chunked\r\nx-amz-decoded-content-length: 66560\r\nContent-Length: 66824\r\n\r\n" +
		"10000;chunk-signature=ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648\r\n" + strings.Repeat("a", 65536) + "\r\n" +
		"400;chunk-signature=0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497\r\n" + strings.Repeat("a", 1024) + "\r\n" +
		"0;chunk-signature=b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9\r\n\r\n"
}

// documentedPolicy is of "Example: Browser-Based Upload using HTTP POST". Its lines end in CRLF.
const documentedPolicy = `{ "expiration": "2015-12-30T12:00:00.000Z",
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

// documentedForm is the form of the same example, with a picture.
func documentedForm() string {
	body := ""
	for _, field := range [][2]string{
		{"key", "user/user1/${filename}"}, {"acl", "public-read"},
		{"success_action_redirect", "http://sigv4examplebucket.s3.amazonaws.com/successful_upload.html"},
		{"Content-Type", "image/jpeg"}, {"x-amz-meta-uuid", "14365123651274"}, {"x-amz-server-side-encryption", "AES256"},
		{"X-Amz-Credential", "AKIAIOSFODNN7EXAMPLE/20151229/us-east-1/s3/aws4_request"}, {"X-Amz-Algorithm", "AWS4-HMAC-SHA256"},
		{"X-Amz-Date", "20151229T000000Z"}, {"x-amz-meta-tag", ""},
		{"Policy", base64.StdEncoding.EncodeToString([]byte(strings.ReplaceAll(documentedPolicy, "\n", "\r\n")))},
		{"X-Amz-Signature", "8afdbf4008c03f22c2cd3cdb72e4afbb1f6a588f3255ac628749a66d7f09699e"},
	} {
		body += "--boundary\r\nContent-Disposition: form-data; name=\"" + field[0] + "\"\r\n\r\n" + field[1] + "\r\n"
	}
	return "POST / HTTP/1.1\r\nHost: sigv4examplebucket.s3.amazonaws.com\r\nContent-Type: multipart/form-data; boundary=boundary\r\n\r\n" + body +
		"--boundary\r\nContent-Disposition: form-data; name=\"file\"; filename=\"photo.jpg\"\r\n\r\nphoto\r\n--boundary--\r\n"
}

// What AWS documents is verified as it is printed there, line ends lost or not.
func TestDocumented(t *testing.T) {
	for carrier, text := range map[string]string{
		"presigned URL": documentedURL, "signed request": documentedGet, "aws-chunked upload": documentedUpload(), "form upload": documentedForm(),
	} {
		for _, text := range []string{text, boxed(text)} {
			r := checked(t, text, check.Options{Key: sigv4.SecretKey(documentedSecret)})
			if r.Carrier != carrier || !r.Verified() {
				t.Errorf("%s: %s: %+v", carrier, r.Carrier, r.Steps)
			}
		}
		if r := checked(t, text, check.Options{Key: sigv4.SecretKey(secret)}); r.Departs < 0 || r.Steps[r.Departs].Name != "signature" {
			t.Errorf("%s with another secret: %+v", carrier, r.Steps)
		}
	}
}

// A presigned URL does not say its method; the signature does, with the secret.
func TestMethodOfURL(t *testing.T) {
	r := request("PUT", "/test.txt", "examplebucket.s3.amazonaws.com", "")
	d := must(sigv4.Derive(r, credentials, sigv4.Signing{Time: noon, Region: "us-east-1", Service: "s3", Rules: sigv4.Rules{ContentSHA256: true},
		Carrier: sigv4.QueryCarrier, Expires: 60}))
	url := "https://examplebucket.s3.amazonaws.com" + d.Signed.Target
	for name, c := range map[string]struct {
		in       check.Options
		verified bool
		says     string
	}{
		"found":         {check.Options{Key: sigv4.SecretKey(secret)}, true, "The method is PUT"},
		"given":         {check.Options{Key: sigv4.SecretKey(secret), Method: "PUT"}, true, ""},
		"given another": {check.Options{Key: sigv4.SecretKey(secret), Method: "GET"}, false, ""},
		"no secret":     {check.Options{}, false, "taken to be GET"},
		"wrong secret":  {check.Options{Key: sigv4.SecretKey("x" + secret)}, false, "taken to be GET"},
	} {
		r := checked(t, url, c.in)
		if said := strings.Join(r.Assumed, " "); r.Verified() != c.verified || !strings.Contains(said, c.says) {
			t.Errorf("%s: verified %v, %q", name, r.Verified(), said)
		}
	}
}

// S3 takes the payload hash of a presigned URL from a parameter where there is one.
func TestPayloadOfURL(t *testing.T) {
	r := request("PUT", "/a?X-Amz-Content-Sha256="+sigv4.HashHex("body"), "examplebucket.s3.amazonaws.com", "")
	d := must(sigv4.Derive(r, credentials, sigv4.Signing{Time: noon, Region: "us-east-1", Service: "s3", Rules: sigv4.Rules{ContentSHA256: true},
		Carrier: sigv4.QueryCarrier, Expires: 60}))
	for body, status := range map[string]check.Status{"body": check.Agrees, "other": check.Departs} {
		d.Signed.Body = []byte(body)
		if r := checked(t, d.Signed.Raw(), check.Options{Key: sigv4.SecretKey(secret)}); r.Carrier != "presigned request" || r.Steps[0].Status != status {
			t.Errorf("%s: %+v", body, r.Steps)
		}
	}
}
