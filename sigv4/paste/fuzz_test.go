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
		wrapped, "\x1b[31m│\x1b[0m Error: \x1b[1mSignatureDoesNotMatch\u00a0: a\n\u200b GET / HTTP/1.1\n", "Traceback (most recent call last):\n  File \"a\", line 1, in f\n    g()\nx: \n at f (g:1)\n ---> a",
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

func FuzzLogLines(f *testing.F) {
	for _, seed := range []string{
		"DEBUG Request Signature:\n---[ CANONICAL STRING  ]---\nGET\n/\n\nhost:a\n\nhost\nUNSIGNED-PAYLOAD\n--------------------\n", "DEBUG : PUT / HTTP/1.1\nHost: a\nContent-Length: 3\n\nabc\n", "TRACE a::sign: canonical_request=GET\n/\n",
		"[main] DEBUG a.B - AWS4 String to Sign: '\"AWS4-HMAC-SHA256\n20260315T120000Z\n", "INFO canonical_headers = a:b\nc:d\n", "", "DEBUG {'a': 'b'} and more",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, head := range []string{"SDK 2026/03/15 12:00:00 ", "2026-03-15T12:00:00Z ", "[DEBUG] 2026-03-15 12:00:00 A [1] ", "DEBUG: ", "mc: <DEBUG> "} {
			checkEvidence(t, Parse(head+text+"\n"+head+text))
		}
	})
}

func FuzzWire(f *testing.F) {
	for _, seed := range []string{
		`<- "PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\n"` + "\n<- \"a\"\n-> \"HTTP/1.1 403 F\\r\\n\"\n-> \"\\r\\n\"\nreading 1 bytes...\n-> \"<Error><Code>A</Code></Error>\"",
		"http-outgoing-0 >> \"GET / HTTP/1.1[\\r][\\n]\"\nhttp-outgoing-0 >> \"[0xc3][\\r][\\n]\"", "send: b'GET / HTTP/1.1\\r\\n'\nreply: 'HTTP/1.1 403 F\\r\\n'\nheader: a: b", "'{\"message\": \"Forbidden\"}'",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) { checkEvidence(t, Parse(text+"\n"+text)) })
}

func FuzzAccessLogs(f *testing.F) {
	for _, seed := range []string{
		`a - - [15/Mar/2026:12:00:01 +0000] "GET /k?X-Amz-Signature=0 HTTP/1.1" 403 9 host="a" auth="AWS4-x"`, "2026-03-15\t12:00:31\tL\t1\t1\tGET\td\t/a%2520b\t403\t-\t-\tX-Amz-Signature=0\t-\tE\tS\th\thttps",
		`https 2026-03-15T12:00:00Z app/x 1:1 1:1 0 0 0 403 403 0 57 "GET https://h:443/?X-Amz-Signature=0 HTTP/1.1" "a"`, `o b [15/Mar/2026:12:00:01 +0000] 1 - 65 REST.GET.OBJECT k "GET /k\x22 HTTP/1.1" 403 AccessDenied 389`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) { checkEvidence(t, Parse(text+"\n"+text)) })
}

func FuzzPrinted(f *testing.F) {
	for _, seed := range []string{
		"request { method: 'PUT', path: '/a', query: { 'b': 'c d' }, headers: { 'x-amz-date': 'e' } }", "S3ServiceException [AccessDenied]: a\n    at b (c) {\n  Code: 'AccessDenied', CanonicalRequest: 'GET\\n' +\n '/\\n'\n}",
		"('a\\n'\n 'CANONICAL REQUEST = GET\\n'\n '/\\n')", s3cmdSent + "Response:\n{'data': b'<Error>'\n b'<Code>A</Code>', 'status': 403}",
		"-> Entering step sign, name 'a'\n---\n\n  request.method was set to string(3) \"GET\"\n  request.headers.A was set to array(1) {\n    [0]=>\n    string(5) \"AWS4-\"\n  }\n",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) { checkEvidence(t, Parse(text+"\n"+text)) })
}

func FuzzForms(f *testing.F) {
	for _, seed := range []string{
		`{"url":"https://h/","fields":{"policy":"a","x-amz-signature":"b"}}`, `<form action="https://h/"><input name="policy" value="&amp;"><INPUT NAME='x-amz-signature' VALUE=b type=hidden><input type=file name=file><input name=c></form>`,
		"curl -F policy=a --form-string 'x-amz-signature=@b' -F 'c=\"d\";type=e' -F file=@f -F g=h https://h/", "<form <input name=policy value='<form>", "https://h/a'.b?X-Amz-Signature=0",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		checkEvidence(t, Parse(text))
		checkEvidence(t, Parse("<form action=a><input name=policy value=b><input name=x-amz-signature value="+text))
		checkEvidence(t, Parse("curl -F policy=a -F x-amz-signature=b -F "+text))
	})
}
