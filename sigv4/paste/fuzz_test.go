package paste

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"
)

func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		"", "\x00\xff", "GET / HTTP/1.1\r\nHost: a\r\n\r\n", "> GET / HTTP/1.1\n> a: b\n>  c\n", "HTTP/1.1 403\nx-amzn-errortype: A:http://b\n\n{\"message\":\"Forbidden\"}",
		"│ Error: Signature expired: 20260315T111500Z is now earlier than 20260315T114500Z (20260315T120000Z - 15 min.)",
		"SignatureDoesNotMatch\nThe Canonical String for this request should have been\n'GET\n/\n\nhost:a\n\nhost\nUNSIGNED-PAYLOAD'",
		"aws_secret_access_key=wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY\nAKIDEXAMPLE", "POST / HTTP/1.1\nHost: a\n\nb\n\nSignatureDoesNotMatch",
		strings.Repeat("AWS_SECRET_ACCESS_KEY=", 9), "<AWSAccessKeyId>" + exampleSecret + "</AWSAccessKeyId>",
		"Host: a\nAuthorization: AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/x, SignedHeaders=host, Signature=0\n",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) { checkEvidence(t, Parse(text)) })
}

func FuzzPresigned(f *testing.F) {
	for _, seed := range []string{
		presigned, sigV2 + ".", strings.ReplaceAll(presigned, "&", "&amp;") + "\"", strings.ReplaceAll(presigned, "&", "\\u0026"), strings.ReplaceAll(presigned, "&", "\\\n &"), presigned[:90] + "\n" + presigned[90:],
		"https%3A//h%3Fa%3Db%26X-Amz-Signature%3D0", "https://h?u=https%3A%2F%2Fh%3FX-Amz-Date%3D1", "https:\\/\\/h?X-Amz-Credential=<key>", "wss://h/mqtt?X-Amz-Algorithm=",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		checkEvidence(t, Parse(text))
		checkEvidence(t, Parse("put(\"https://h/?X-Amz-Signature="+text))
	})
}

func FuzzBotocore(f *testing.F) {
	for _, seed := range []string{
		"Sending http request: <AWSPreparedRequest stream_output=False, method=GET, url=https://h/k?q, headers={'A': b'\\xc3', \"B\": 'c'}>", "Response headers: {'A': 'b'}", "Response body:\nb'{\"message\": \"Forbidden\"}'",
		"Response body:\nb'<Error><Code>AccessDenied</Code><Message>it\\'s</Message></Error>'", "Making request for OperationModel(name=X) with params: {'body': b'a'}", "CanonicalRequest:\nGET\n/\n\nhost:a\n\nhost\nUNSIGNED-PAYLOAD", "Signature:\n" + emptyHash,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		const prefix = "2026-03-15 12:00:00,123 botocore.auth [DEBUG] "
		checkEvidence(t, Parse(prefix+text+"\n"+prefix+text))
	})
}

func FuzzTrace(f *testing.F) {
	for _, seed := range []string{
		"0000: GET / HTTP/1.1\n0011: Host: h\n", "0000: POST / HTTP/1.1\n0011: Content-Length: 1\n0020: \n=> Send data, 1 bytes (0x1)\n0000: a\n<= Recv header, 9 bytes (0x9)\n0000: HTTP/1.1 403\n", "",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) { checkEvidence(t, Parse("=> Send header, 1 bytes (0x1)\n"+text)) })
}

func FuzzSDKErrors(f *testing.F) {
	for _, seed := range []string{
		"An error occurred (A) when calling the B operation: c", "operation error S3: A, https response error StatusCode: 403, RequestID: , HostID: , api error B: c", "A: b\n\tstatus code: 403, request id: c", "x.Exception: a (Service: b; Status Code: 400; Error Code: c; Request ID: d)",
		"Error executing \"A\" on \"b\"; x `403 Forbidden` C (client): d - <Error>", "Aws::S3::Errors::A: b", "Amazon.S3.AmazonS3Exception: Access Denied", "A: b\n    at c (/d/@smithy/e.js:1:1)", "S3 error: 403 (Forbidden)",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) { checkEvidence(t, Parse(text+"\n"+text)) })
}

func FuzzCurl(f *testing.F) {
	for _, seed := range []string{
		"'http://h/p?q' -H 'A: b' -d 'x=y'", `$'http://h/\'\x41é' -H "A: \"b\"" --data-raw @x`, "-X PUT -T f http://h", "-G -d a=b --data-urlencode 'c=d e' http://h?x",
		"-u AKIDEXAMPLE:wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY --aws-sigv4 aws:amz http://h \\\n -H 'E;' -H 'Accept:'", "-sSXPOST --json '{}' h.com | jq",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) { checkEvidence(t, Parse("curl "+text)) })
}

func FuzzJSON(f *testing.F) {
	for _, seed := range []string{
		`{"message":"a\n\u00e9\ud83d\ude00","__type":"x#InvalidSignatureException"}`, `{'Error': {'Message': "it's", 'Code': 'ExpiredToken'}}`, "{\"message\":\"a\nb", `{message: "x", code: AccessDenied}`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		checkEvidence(t, Parse(text))
		var object map[string]string
		if !utf8.ValidString(text) || json.Unmarshal([]byte(text), &object) != nil || len(object) != 1 {
			return
		}
		o, ok := readObject(text, skipSpace(text, 0))
		if !ok || len(o.members) != 1 {
			t.Fatalf("%q is an object with one string, read as %v", text, o)
		}
		for _, want := range object { // what encoding/json reads is what is read
			if got := unquote(cleanText(text), o.members[0].from, o.members[0].to).String; got != want && utf8.ValidString(want) && !hasReplacement(want) {
				t.Fatalf("%q read as %q, want %q", text, got, want)
			}
		}
	})
}

func FuzzXML(f *testing.F) {
	for _, seed := range []string{
		"<Error><Code>SignatureDoesNotMatch</Code><Message>a&amp;b&#xA;</Message></Error>", "<Code>A</Code>...<Message><![CDATA[x]]></Message>",
		"<ErrorResponse xmlns=\"x\"><Error><Type>Sender</Type><Code>E</Code></Error></ErrorResponse>", "<Error><CanonicalRequestBytes>47 45</CanonicalRequestBytes></Error>", "<html><a></html>",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) { checkEvidence(t, Parse(text)) })
}

func FuzzCanonical(f *testing.F) {
	for _, seed := range []string{
		"GET\n/\n\nhost:a\n\nhost\nUNSIGNED-PAYLOAD", "GET\r\n/a\r\nb=c\r\nhost:a\r\n\r\nhost\r\ne3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
		`'GET\n/\n\nhost:a\n\nhost\n***'`, "GET / a=b host:x y x-amz-date:20260315T120000Z  host;x-amz-date e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
		"AWS4-HMAC-SHA256\n20260315T120000Z\n20260315/us-east-1/s3/aws4_request\ne3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) { checkEvidence(t, Parse("Canonical request: "+text)) })
}
