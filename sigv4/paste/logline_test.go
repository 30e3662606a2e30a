package paste

import (
	"strings"
	"testing"

	"countersign/sigv4"
)

func TestLogLines(t *testing.T) {
	const request = "PUT /k?a=b HTTP/1.1\nHost: h.example\nX-Amz-Date: 20260315T120000Z\nContent-Length: 38\n\n"
	const answer = "HTTP/1.1 403 Forbidden\nContent-Type: application/xml\n\n"
	const refused = "<Error><Code>SignatureDoesNotMatch</Code><Message>" + mismatchOfS3 + "</Message></Error>\n"
	signed := func(head, canonicalLabel, before, stringLabel, after string) string {
		return head + canonicalLabel + canonical + after + "\n" + before + stringLabel + toSign + after + "\n"
	}
	for _, c := range []struct {
		name, text string
		kinds      []Kind
		label      string // of the canonical request
	}{
		{"Go v2", signed("SDK 2026/03/15 12:00:00 DEBUG Request Signature:\n---[ ", "CANONICAL STRING  ]-----------------------------\n", "---[ ", "STRING TO SIGN ]--------------------------------\n", "") +
			"-----------------------------------------------------\nSDK 2026/03/15 12:00:00 DEBUG Request\n" + request + "SDK 2026/03/15 12:00:00 DEBUG Response\n" + answer + refused + "SDK 2026/03/15 12:00:00 DEBUG done\n",
			[]Kind{KindLog, KindCanonicalRequest, KindLog, KindStringToSign, KindLog, KindHTTPRequest, KindLog, KindHTTPResponse, KindXMLError, KindLog}, "CANONICAL STRING"},
		{"Go v1", "2026/03/15 12:00:00 DEBUG: Request s3/PutObject Details:\n---[ REQUEST POST-SIGN ]-----------------------------\n" + request + "-----------------------------------------------------\n" +
			"2026/03/15 12:00:00 DEBUG: Response s3/PutObject Details:\n---[ RESPONSE ]--------------------------------------\n" + answer + refused + "-----------------------------------------------------\n",
			[]Kind{KindLog, KindHTTPRequest, KindLog, KindHTTPResponse, KindXMLError, KindLog}, ""},
		{"Go, presigned", "---[ SIGNED URL ]------------------------------------\n" + presigned + "\n-----------------------------------------------------\n",
			[]Kind{KindLog, KindPresignedURL, KindLog}, ""},
		{"Java v1", signed("2026-03-15 12:00:00,123 [main] DEBUG com.amazonaws.auth.AWS4Signer - ", "AWS4 Canonical Request: '\"", "2026-03-15 12:00:00,123 [main] DEBUG com.amazonaws.auth.AWS4Signer - ", "AWS4 String to Sign: '\"", "\""),
			[]Kind{KindLog, KindCanonicalRequest, KindLog, KindStringToSign}, "AWS4 Canonical Request:"},
		{"Java v2 in the layout of Spring", signed("2026-03-15T12:00:00.123+01:00 DEBUG 4711 --- [nio-8080-exec-1] s.a.a.auth.signer.Aws4Signer             : ", "AWS4 Canonical Request: ", "2026-03-15T12:00:00.124+01:00 DEBUG 4711 --- [nio-8080-exec-1] s.a.a.auth.signer.Aws4Signer             : ", "AWS4 String to sign: ", ""),
			[]Kind{KindLog, KindCanonicalRequest, KindLog, KindStringToSign}, "AWS4 Canonical Request:"},
		{"Java v2 in the layout of Logback", signed("12:00:00.123 [main] DEBUG software.amazon.awssdk.auth.signer.Aws4Signer - ", "AWS4 Canonical Request: ", "12:00:00.124 [main] DEBUG software.amazon.awssdk.auth.signer.Aws4Signer - ", "AWS4 String to sign: ", "") + "12:00:00.125 [main] DEBUG software.amazon.awssdk.request - Received failed response: 403\n",
			[]Kind{KindLog, KindCanonicalRequest, KindLog, KindStringToSign, KindLog}, "AWS4 Canonical Request:"},
		{"Rust", signed("2026-03-15T12:00:00.431990Z TRACE invoke{service=s3 operation=GetObject sdk_invocation_id=42}:try_op:try_attempt: aws_sigv4::http_request::sign: ", "canonical_request=", "2026-03-15T12:00:00.431995Z TRACE invoke{service=s3}:try_attempt: aws_sigv4::http_request::sign: ", "string_to_sign=", ""),
			[]Kind{KindLog, KindCanonicalRequest, KindLog, KindStringToSign}, "canonical_request="},
		{"C++", "[DEBUG] 2026-03-15 12:00:00.001 AWSAuthV4Signer [140218730678336] Canonical Header String: host:h.example\nx-amz-date:20260315T120000Z\n\n" +
			signed("[DEBUG] 2026-03-15 12:00:00.001 AWSAuthV4Signer [140218730678336] ", "Canonical Request String: ", "[DEBUG] 2026-03-15 12:00:00.001 AWSAuthV4Signer [140218730678336] ", "Final String to sign: ", "") + "[DEBUG] 2026-03-15 12:00:00.001 AWSAuthV4Signer [140218730678336] Final computed signing hash: " + emptyHash + "\n",
			[]Kind{KindLog, KindCanonicalRequest, KindLog, KindStringToSign, KindLog, KindSignature}, "Canonical Request String:"},
		{"rclone", "2026/03/15 12:00:00 DEBUG : HTTP REQUEST (req 0xc0007de800)\n2026/03/15 12:00:00 DEBUG : " + request + "2026/03/15 12:00:00 DEBUG : >>>>>>>>\n2026/03/15 12:00:00 DEBUG : HTTP RESPONSE (req 0xc0007de800)\n2026/03/15 12:00:00 DEBUG : " + answer + refused + "2026/03/15 12:00:00 DEBUG : <<<<<<<<\n",
			[]Kind{KindLog, KindHTTPRequest, KindLog, KindHTTPResponse, KindXMLError, KindLog}, ""},
		{"mc", "mc: <DEBUG> " + request + "mc: <DEBUG> " + answer + "mc: <DEBUG> Response Time:  2.5ms\n\n",
			[]Kind{KindLog, KindHTTPRequest, KindLog, KindHTTPResponse, KindLog}, ""},
		{"s3cmd", "DEBUG: canonical_headers = host:h.example\nx-amz-date:20260315T120000Z\n\nDEBUG: Canonical Request:\n" + canonical + "\n----------------------\nDEBUG: Processing request, please wait...\n",
			[]Kind{KindLog, KindCanonicalRequest, KindLog}, "Canonical Request:"},
		{"Python's own form", "DEBUG:botocore.hooks:Event x\n" + signed("DEBUG:botocore.auth:", "CanonicalRequest:\n", "DEBUG:botocore.auth:", "StringToSign:\n", "") + "DEBUG:botocore.auth:Signature:\n" + emptyHash + "\nDEBUG:botocore.endpoint:Sending http request: <AWSPreparedRequest stream_output=False, method=GET, url=https://h.example/, headers={'X-Amz-Date': b'20260315T120000Z'}>\n",
			[]Kind{KindLog, KindCanonicalRequest, KindLog, KindStringToSign, KindLog, KindSignature, KindLog, KindBotocoreRequest}, "CanonicalRequest:"},
	} {
		for _, end := range []string{"\n", "\r\n"} {
			ev := parsed(t, strings.ReplaceAll(c.text, "\n", end))
			if got := kinds(ev); strings.Join(words(got), " ") != strings.Join(words(c.kinds), " ") {
				t.Errorf("%s, line end %q: parts %v, want %v", c.name, end, got, c.kinds)
				continue
			}
			for i, request := range ev.CanonicalRequests {
				if request.Text.String != canonical || request.Label != c.label || request.Side != Client {
					t.Errorf("%s: canonical request %d of %v is %q, label %q", c.name, i, request.Side, request.Text.String, request.Label)
				}
			}
			for _, s := range ev.StringsToSign {
				if s.Text.String != toSign || s.Side != Client {
					t.Errorf("%s: string to sign of %v is %q", c.name, s.Side, s.Text.String)
				}
			}
			for _, r := range ev.Requests {
				if r.Format == KindHTTPRequest && (r.Target != "/k?a=b" || len(r.Headers) != 3 || len(r.Request.Body) != 0 || r.Body != Unknown || r.Response != 0) {
					t.Errorf("%s: %+v", c.name, r)
				}
			}
		}
	}
}

// A log shows the headers of a request, and what it says next is not the body: not even where it is as long
// as the body was.
func TestBodyIsNotShown(t *testing.T) {
	ev := parsed(t, "SDK 2026/03/15 12:00:00 DEBUG Request\nPUT / HTTP/1.1\nHost: h.example\nContent-Length: 38\n\nSDK 2026/03/15 12:00:00 DEBUG Response\nHTTP/1.1 403 Forbidden\n\n")
	if r := ev.Requests[0]; r.Body != Unknown || len(r.Request.Body) != 0 {
		t.Errorf("body %v %q", r.Body, r.Request.Body)
	}
	ev = parsed(t, "SDK 2026/03/15 12:00:00 DEBUG Request\nPUT / HTTP/1.1\nHost: h.example\nContent-Length: 5\n\nhello\nSDK 2026/03/15 12:00:00 DEBUG Response\n")
	if r := ev.Requests[0]; r.Body != Present || string(r.Request.Body) != "hello" {
		t.Errorf("body %v %q", r.Body, r.Request.Body)
	}
}

// A hash of a canonical request with a redaction in it proves nothing, and the text says so.
func TestRedactedLogs(t *testing.T) {
	c := parsed(t, "2026-03-15T12:00:00.701000Z TRACE aws_smithy_runtime: canonical_request="+strings.Replace(canonical, "\n\nhost;", "\nx-amz-security-token:** redacted (length=1136) **\n\nhost;", 1)).CanonicalRequests[0]
	if !c.Masked || c.PayloadHash.Len() != 64 || !strings.Contains(c.Text.String, "redacted (length=1136)") {
		t.Errorf("%+v", c)
	}
	for _, mark := range []string{"XXXX", "AWS4-HMAC-SHA256 Credential=**REDACTED**/20260315/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=**REDACTED**"} {
		r := parsed(t, "2026/03/15 12:00:00 DEBUG : GET / HTTP/1.1\r\nHost: h.example\r\nAuthorization: "+mark+"\r\n\r\n").Requests[0]
		if !r.Redacted || r.OtherHeaders != Absent {
			t.Errorf("%+v", r)
		}
	}
}

func TestLogHeads(t *testing.T) {
	for line, want := range map[string]string{
		"SDK 2026/03/15 12:00:00 DEBUG Request":                   "SDK 2026/03/15 12:00:00 DEBUG ",
		"2026/03/15 12:00:00 DEBUG : x":                           "2026/03/15 12:00:00 DEBUG : ",
		"2026/03/15 12:00:00 Failed to ls: x":                     "2026/03/15 12:00:00 ",
		"2026/03/15 12:00:00.123456 x":                            "2026/03/15 12:00:00.123456 ",
		"2026-03-15 12:00:00 [main] DEBUG a.b.C:85 - x: y":        "2026-03-15 12:00:00 [main] DEBUG a.b.C:85 - ",
		"2026-03-15T12:00:00.431912Z TRACE invoke{a=b}: c: d - e": "2026-03-15T12:00:00.431912Z TRACE ",
		"2026-03-15T12:00:00Z  INFO x":                            "2026-03-15T12:00:00Z  INFO ",
		"[INFO] 2026-03-15 12:00:00 Tag [12] x":                   "[INFO] 2026-03-15 12:00:00 Tag [12] ",
		"[DEBUG] 2026-03-15 12:00:00 x":                           "[DEBUG] 2026-03-15 12:00:00 ",
		"DEBUG: x":                                                "DEBUG: ",
		"DEBUG:a.b:x":                                             "DEBUG:a.b:",
		"ERROR:root:x":                                            "ERROR:root:",
		"mc: <DEBUG> x":                                           "mc: <DEBUG> ",
		"mc: <ERROR> x":                                           "",
		"---[ SIGNED URL ]---":                                    "---[ ",
		"--------------------":                                    "--------------------",
		"ERROR: S3 error: 403":                                    "",
		"2026-03-15 12:00:00 nothing more":                        "",
		"2026-03-15 I looked at it":                               "",
		"12:00:00 is noon, DEBUGGING":                             "",
		"[a note] about 2026":                                     "",
		"mc: <b> x":                                               "",
		"---":                                                     "",
		"-----------------------------boundary":                   "",
		"DEBUG":                                                   "",
		"2026-03-15 12:00:00 " + strings.Repeat("word ", 20) + "DEBUG x": "",
	} {
		if got := line[:logHead(line+"\n", 0)]; got != want {
			t.Errorf("%q starts with %q, want %q", line, got, want)
		}
		if logHead(" "+line, 1) != 0 {
			t.Errorf("%q within a line starts one", line)
		}
	}
}

const wrapped = "╷\n│ Error: validating provider credentials: retrieving caller identity from STS: operation error\n│ STS: GetCallerIdentity, https response error StatusCode: 403, RequestID:\n│ 1111-2222, api error SignatureDoesNotMatch: Signature expired:\n│ 20260315T111500Z is now earlier than 20260315T114500Z (20260315T120000Z - 15 min.)\n│ \n" +
	"│   with provider[\"registry.terraform.io/hashicorp/aws\"],\n│   on main.tf line 1, in provider \"aws\":\n│    1: provider \"aws\" {\n│ \n╵\n"

// Terraform breaks the lines of an error to the width of the terminal, in a box, in colour.
func TestTerraform(t *testing.T) {
	const red, reset = "\x1b[31m", "\x1b[0m"
	for name, text := range map[string]string{
		"plain":             wrapped,
		"CR LF":             strings.ReplaceAll(wrapped, "\n", "\r\n"),
		"colours":           strings.NewReplacer("╷", red+"╷"+reset+reset, "│", red+"│"+reset+reset, "╵", red+"╵"+reset, "Error: ", "\x1b[1m"+red+"Error: "+reset+"\x1b[1m").Replace(wrapped),
		"not to the margin": strings.ReplaceAll(wrapped[:strings.Index(wrapped, "│ \n")], "│ ", "│  "),
	} {
		ev := parsed(t, "before\n"+text+wrapped)
		if len(ev.Errors) < 2 {
			t.Errorf("%s: %v", name, ev.Parts)
			continue
		}
		for _, e := range ev.Errors {
			operation, _ := e.Field("Operation")
			id, _ := e.Field("RequestId")
			if e.Client != "AWS SDK for Go v2" || e.Code.String != "SignatureDoesNotMatch" || e.Status != 403 || operation.String != "GetCallerIdentity" || id.String != "1111-2222" || len(e.Messages) != 1 || e.Messages[0].ID != "coral.signature_expired" {
				t.Errorf("%s: %+v", name, e)
			}
			if got := ev.in(e.Span); !strings.HasPrefix(got, "Error: ") || !strings.HasSuffix(got, "- 15 min.)") {
				t.Errorf("%s: the error lies at %q", name, got)
			}
		}
	}
	wantKinds(t, parsed(t, wrapped), KindLog, KindSDKError, KindLog)
}

// Colours are none of the text, and what is read of it lies where it was pasted.
func TestLogDecorations(t *testing.T) {
	for name, decorate := range map[string]func(line string) string{
		"colours":           func(line string) string { return "\x1b[2m\x1b[38;5;12m" + line + "\x1b[0m" },
		"a title":           func(line string) string { return "\x1b]0;a shell\a" + line + "\x1b]8;;\x1b\\" },
		"no-break spaces":   func(line string) string { return "\u00a0\u00a0 \u00a0" + line },
		"zero-width spaces": func(line string) string { return "\u200b\u2060" + line },
	} {
		lines := strings.Split("GET /k HTTP/1.1\nHost: h.example\nAuthorization: "+authorization, "\n")
		for i := range lines {
			lines[i] = decorate(lines[i])
		}
		ev := parsed(t, "before\n"+strings.Join(lines, "\n")+"\n")
		if len(ev.Requests) != 1 || len(ev.Requests[0].Headers) != 2 {
			t.Errorf("%s: %v", name, ev.Parts)
			continue
		}
		r := ev.Requests[0]
		if r.Target != "/k" || r.Host != "h.example" || r.Headers[1].Value != authorization {
			t.Errorf("%s: %+v", name, r)
		}
		if got := ev.in(sourceSpan(textOf(r.Headers[0].Value, r.ValueMaps[0]), 0, len("h.example"))); got != "h.example" {
			t.Errorf("%s: the host lies at %q", name, got)
		}
	}
	// Within a line they may be what was sent.
	r := parsed(t, "GET / HTTP/1.1\nHost: h\u200b.example\nX-A: a\u00a0b\n").Requests[0]
	if r.Host != "h\u200b.example" || r.Headers[1].Value != "a\u00a0b" {
		t.Errorf("%+v", r.Headers)
	}
	// A secret is found through them.
	ev := parsed(t, "\x1b[1maws_secret_access_key\x1b[0m = \x1b[32m"+exampleSecret[:20]+"\x1b[32m"+exampleSecret[20:]+"\x1b[0m\n")
	if len(ev.Secrets) != 1 || !strings.HasSuffix(ev.in(ev.Secrets[0].Span), exampleSecret[20:]) {
		t.Errorf("%+v", ev.Secrets)
	}
	for _, text := range []string{"\x1b", "\x1b[", "\x1b[31", "\x1b]0;a", "\x1b[31\nm", "\x1bX"} {
		if n := controlAt(text, 0); n != 0 {
			t.Errorf("%q has %d bytes", text, n)
		}
	}
}

func TestStacks(t *testing.T) {
	for name, text := range map[string]string{
		"Java":   "\tat com.amazonaws.http.AmazonHttpClient.execute(AmazonHttpClient.java:1862)\n\tat a.b.C.main(C.java:1)\n\t... 12 more\nCaused by: java.io.IOException: no\n\tat a.b(c.java:2)\n",
		".NET":   " ---> Amazon.Runtime.Internal.HttpErrorResponseException: x\n   at Amazon.Runtime.A.B(C c)\n   --- End of inner exception stack trace ---\n",
		"Python": "Traceback (most recent call last):\n  File \"a.py\", line 1, in <module>\n    f()\n    ~^^\n  File \"b.py\", line 2, in f\n    raise X\n",
	} {
		ev := parsed(t, "some words\n"+text+"other words\n")
		wantKinds(t, ev, KindUnrecognized, KindLog, KindUnrecognized)
		if got := ev.in(ev.Parts[1].Span); got != strings.TrimSpace(text) {
			t.Errorf("%s: the stack lies at %q", name, got)
		}
	}
	wantKinds(t, parsed(t, "We met\n at noon, with friends,\n on a line: there\n"), KindUnrecognized)
}

// What is read of the logs signs to what was recorded.
func TestLoggedSignatures(t *testing.T) {
	s3, general := sigv4.Rules{ContentSHA256: true}, sigv4.Rules{EncodeTwice: true, Normalize: true}
	for file, rules := range map[string]sigv4.Rules{
		"go-v2-dynamodb.txt": general, "ruby.txt": s3, "rclone-headers.txt": s3, "rclone-bodies.txt": s3, "s3cmd.txt": s3, "js-v3-s3.txt": s3, "js-v3-presign.txt": s3,
		"awscli1-debug-put.txt": s3, "awscli2-debug-dynamodb.txt": general,
	} {
		ev := parsed(t, read(t, "logs/"+file))
		r := ev.Requests[0]
		if r.Method == "POST" && r.Body == Unknown {
			r.Request.Body = []byte("{}") // that the log does not show
		}
		claim, err := sigv4.ParseClaim(r.Request)
		if err != nil {
			t.Errorf("%s: %v", file, err)
			continue
		}
		v, err := sigv4.Verify(r.Request, claim, rules, sigv4.SecretKey(exampleSecret), sigv4.Theirs{})
		if err != nil || v.Departs != sigv4.StageNone || len(v.Checked) == 0 {
			t.Errorf("%s: %v, departs at %v: %s, %s", file, err, v.Departs, v.Expected, v.Found)
		}
	}
}
