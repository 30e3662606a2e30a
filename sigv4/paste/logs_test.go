package paste

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"testing"

	"countersign/sigv4"
)

func spanAt(at int) sigv4.Span { return sigv4.Span{Start: at, End: at + 1} }

// checkHash fails t unless a canonical request hashes to what its string to sign says.
func checkHash(t *testing.T, c CanonicalRequest, s StringToSign) {
	t.Helper()
	hash := sha256.Sum256([]byte(c.Text.String))
	if got := s.Text.String[s.Hash.Start:s.Hash.End]; got != hex.EncodeToString(hash[:]) {
		t.Errorf("the string to sign says %s, but %q hashes to %x", got, c.Text.String, hash)
	}
}

func TestBotocoreLogs(t *testing.T) {
	for _, c := range []struct{ file, method, target, body string }{
		{"botocore-dynamodb.txt", "POST", "/", "{}"},
		{"boto3-s3.txt", "PUT", "/examplebucket/a%20b%2Bc.txt", ""},
	} {
		ev := parsed(t, read(t, c.file))
		if len(ev.Requests) != 1 || len(ev.Responses) != 1 || len(ev.Signatures) != 1 {
			t.Errorf("%s: parts %v", c.file, ev.Parts)
			continue
		}
		r := ev.Requests[0]
		if r.Format != KindBotocoreRequest || r.Method != c.method || r.Target != c.target || string(r.Request.Body) != c.body || r.Response != 0 || r.Error != 0 || r.Redacted {
			t.Errorf("%s: %s %s, body %q, response %d, error %d", c.file, r.Method, r.Target, r.Request.Body, r.Response, r.Error)
		}
		if host, ok := headerValue(r.Headers, "host"); !ok || host != r.Host || !strings.HasPrefix(host, "127.0.0.1:9") {
			t.Errorf("%s: host %q, %q", c.file, r.Host, host)
		}
		authorization, _ := headerValue(r.Headers, "authorization")
		if made := ev.Signatures[0].Value.String; !strings.HasSuffix(authorization, "Signature="+made) || len(made) != 64 || ev.in(ev.Signatures[0].Span) != made {
			t.Errorf("%s: signature %q, authorization %q", c.file, made, authorization)
		}
		if span := ev.in(r.Span); !strings.HasPrefix(span, "Sending http request: <AWSPreparedRequest ") || !strings.HasSuffix(span, "}>") {
			t.Errorf("%s: the request lies at %q", c.file, span)
		}
		if response := ev.Responses[0]; response.Status < 400 || response.Error != 0 || ev.Errors[0].Status != response.Status {
			t.Errorf("%s: status %d, error %d", c.file, response.Status, response.Error)
		}
		checkHash(t, ev.CanonicalRequests[0], ev.StringsToSign[0])
		checkHash(t, ev.CanonicalRequests[1], ev.StringsToSign[1])
		client, server := ev.CanonicalRequests[0], ev.CanonicalRequests[1]
		if client.Side != Client || server.Side != Server || server.Error != 0 || client.Text.String != server.Text.String {
			t.Errorf("%s: %v %q, %v %q", c.file, client.Side, client.Text.String, server.Side, server.Text.String)
		}
		if got := strings.ReplaceAll(strings.ReplaceAll(ev.in(server.Span), `\\n`, "\n"), `\n`, "\n"); got != server.Text.String {
			t.Errorf("%s: the server's canonical request lies at %q", c.file, got)
		}
		last := ev.Errors[len(ev.Errors)-1]
		if operation, _ := last.Field("Operation"); last.Format != KindSDKError || operation.String == "" || last.Status != ev.Responses[0].Status {
			t.Errorf("%s: last error %+v", c.file, last)
		}
	}
}

func TestBotocoreForms(t *testing.T) {
	const line = "2026-03-15 12:00:00,123 - MainThread - botocore.endpoint - DEBUG - "
	const request = line + "Sending http request: <AWSPreparedRequest stream_output=False, method=GET, url=https://b.s3.amazonaws.com/k?q=1, headers={'X-A': b'caf\\xc3\\xa9 \\'x\\'', \"It's\": b\"it's\", 'X-Amz-Security-Token': b'REDACTED'}>\n"
	ev := parsed(t, request)
	wantKinds(t, ev, KindLog, KindBotocoreRequest)
	r := ev.Requests[0]
	for name, want := range map[string]string{"X-A": "café 'x'", "It's": "it's", "Host": "b.s3.amazonaws.com"} {
		if value, _ := headerValue(r.Headers, name); value != want {
			t.Errorf("%s: %q, want %q", name, value, want)
		}
	}
	if r.Target != "/k?q=1" || r.Scheme != "https" || !r.Redacted || r.OtherHeaders != Absent || r.Body != Absent {
		t.Errorf("%+v", r)
	}
	// A body of another length is not this request's.
	other := line + "Making request for OperationModel(name=X) with params: {'body': b'abc'}\n"
	for length, want := range map[string]Presence{"3": Present, "4": Unknown} {
		text := other + strings.Replace(request, "{'X-A'", "{'Content-Length': '"+length+"', 'X-A'", 1)
		if r := parsed(t, text).Requests[0]; r.Body != want {
			t.Errorf("length %s: body %v", length, r.Body)
		}
	}
	for name, text := range map[string]string{
		"no dict":       strings.Replace(request, "b'REDACTED'}", "<object>", 1),
		"no request":    line + "Sending http request: none",
		"empty body":    line + "Response body:\nb''\n",
		"body of 200":   line + "Response body:\nb'{\"a\": 1}'\n",
		"never closed":  line + "Response body:\nb'<Error>",
		"other headers": line + "Response headers: {'a': 1}\n",
	} {
		if ev := parsed(t, text); len(ev.Requests) != 0 || len(ev.Responses) != 0 || len(ev.Errors) != 0 {
			t.Errorf("%s: parts %v", name, ev.Parts)
		}
	}
}

func TestCurlTranscripts(t *testing.T) {
	for _, c := range []struct {
		file, host, server string
		signature          bool
	}{
		{"curl-v-dynamodb.txt", "127.0.0.1:9102", "127.0.0.1:9102", true},
		{"curl-v-proxy.txt", "127.0.0.1:9301", "127.0.0.1:9202", true},
		{"curl-7-v-s3.txt", "127.0.0.1:9101", "127.0.0.1:9101", false},
	} {
		ev := parsed(t, read(t, c.file))
		r := ev.Requests[len(ev.Requests)-1]
		authorization, _ := headerValue(r.Headers, "authorization")
		if r.Format != KindHTTPRequest || r.Host != c.host || r.OtherHeaders != Absent || r.Response != 0 || r.Error != 0 || !strings.HasPrefix(authorization, "AWS4-HMAC-SHA256 ") {
			t.Errorf("%s: %+v", c.file, r)
		}
		if r.Method == "POST" && (r.Body != Present || string(r.Request.Body) != `{"Limit": 10}`) {
			t.Errorf("%s: body %q", c.file, r.Request.Body)
		}
		if len(ev.Responses) != 1 || len(ev.Errors) != 1 || ev.Errors[0].Status != ev.Responses[0].Status || ev.Errors[0].Status < 400 {
			t.Errorf("%s: parts %v", c.file, ev.Parts)
		}
		server := ev.CanonicalRequests[0]
		if !strings.Contains(server.Text.String, "host:"+c.server+"\n") {
			t.Errorf("%s: %q", c.file, server.Text.String)
		}
		checkHash(t, server, ev.StringsToSign[len(ev.StringsToSign)-1])
		if c.signature != (len(ev.Signatures) == 1) || c.signature && !strings.HasSuffix(authorization, "Signature="+ev.Signatures[0].Value.String) {
			t.Errorf("%s: signatures %+v", c.file, ev.Signatures)
		}
		if c.signature && (ev.StringsToSign[0].Side != Client || ev.StringsToSign[0].Error != -1) {
			t.Errorf("%s: %+v", c.file, ev.StringsToSign[0])
		}
		for _, p := range ev.Parts {
			if p.Kind == KindUnrecognized {
				t.Errorf("%s: %q is not recognised", c.file, ev.in(p.Span))
			}
		}
	}
}

func TestCurlTrace(t *testing.T) {
	ev := parsed(t, read(t, "curl-trace-sts.txt"))
	r := ev.Requests[1]
	if r.Method != "POST" || r.Host != "127.0.0.1:9103" || len(r.Headers) != 7 || r.OtherHeaders != Absent || string(r.Request.Body) != "Action=GetCallerIdentity&Version=2011-06-15" || r.Response != 0 || r.Error != 0 {
		t.Errorf("%+v", r)
	}
	authorization, _ := headerValue(r.Headers, "authorization")
	if made := ev.Signatures[0].Value.String; !strings.HasSuffix(authorization, ", Signature="+made) || ev.Errors[0].Status != 403 {
		t.Errorf("authorization %q, signature %q, error %+v", authorization, made, ev.Errors[0])
	}
	const header = "=> Send header, 99 bytes (0x63)\n"
	const row = header + "0000: GET /0123456789abcdef0123456789abcdef0123456789abcdef0123456789a\n"
	for rest, want := range map[string]string{
		"0040: bc HTTP/1.1\n004d: Host: h\n": "/0123456789abcdef0123456789abcdef0123456789abcdef0123456789abc", // the row goes on
		"0042: Host: h\n":                    "/0123456789abcdef0123456789abcdef0123456789abcdef0123456789a",   // the row is a line
	} {
		ev := parsed(t, row+rest)
		if len(ev.Requests) != 1 || ev.Requests[0].Target != want {
			t.Errorf("%q: %+v", rest, ev.Requests)
		}
	}
	for body, want := range map[string]Presence{"a=b&c": Present, "a.b&c": Unknown, "a=b": Unknown} {
		ev := parsed(t, header+"0000: POST / HTTP/1.1\n0011: Host: h\n001a: Content-Length: 5\n002d: \n=> Send data, 5 bytes (0x5)\n0000: "+body+"\n== Info: done\n")
		if r := ev.Requests[0]; r.Body != want || want == Present && string(r.Request.Body) != body {
			t.Errorf("%s: body %v %q", body, r.Body, r.Request.Body)
		}
	}
}

// curl 8.14 logs the canonical request too.
func TestCurlCanonicalRequest(t *testing.T) {
	ev := parsed(t, "* aws_sigv4: Canonical request (enclosed in []) - ["+canonical+"]\n* aws_sigv4: String to sign (enclosed in []) - ["+toSign+"]\n* aws_sigv4: Signature - "+emptyHash+"\n")
	wantKinds(t, ev, KindLog, KindCanonicalRequest, KindLog, KindStringToSign, KindLog, KindSignature)
	if c := ev.CanonicalRequests[0]; c.Text.String != canonical || c.Side != Client {
		t.Errorf("%q of %v", c.Text.String, c.Side)
	}
}

// What stands unquoted below the headers that curl -v quotes is curl's or the server's, whatever the
// length of the request says.
func TestTranscriptHasNoBody(t *testing.T) {
	for _, after := range []string{"} [17 bytes data]\n", "* upload\n* sent, done\n", "{\"message\":\"no\"}\n", "any text of 17 by\n"} {
		ev := parsed(t, "> POST / HTTP/1.1\n> Host: a.example\n> Content-Length: 17\n> \n"+after+"< HTTP/1.1 403 Forbidden\n< \n")
		if r := ev.Requests[0]; r.Body != Unknown || len(r.Request.Body) != 0 {
			t.Errorf("%q: body %q", after, r.Request.Body)
		}
	}
	ev := parsed(t, "> POST / HTTP/1.1\n> Host: a.example\n> Content-Length: 3\n> \n> a=b\n")
	if r := ev.Requests[0]; r.Body != Present || string(r.Request.Body) != "a=b" {
		t.Errorf("quoted as a whole: body %q", r.Request.Body)
	}
}

// The body of the command is that of the request below it only where both are one request.
func TestBodyOfTheCommand(t *testing.T) {
	const sent = "> POST /p HTTP/1.1\n> Host: a.example\n> Content-Length: 3\n> \n* upload completely sent off: 3 bytes\n"
	for command, want := range map[string]Presence{
		"curl -v -d a=b http://a.example/p\n":  Present,
		"curl -v -d a=bc http://a.example/p\n": Unknown,
		"curl -v -d a=b http://a.example/q\n":  Unknown,
		"curl -v -d a=b http://b.example/p\n":  Unknown,
		"curl -v -d @b http://a.example/p\n":   Unknown,
	} {
		if r := parsed(t, command+sent).Requests[1]; r.Body != want {
			t.Errorf("%s: body %v %q", command, r.Body, r.Request.Body)
		}
	}
}

func TestBulletsAreNoTranscript(t *testing.T) {
	wantKinds(t, parsed(t, "* I tried it\n* twice\n"), KindUnrecognized)
}

func TestSignatures(t *testing.T) {
	for text, want := range map[string]string{
		"Signature:\n" + emptyHash + "\n":                  "Signature:",
		"Signature: " + emptyHash:                          "Signature:",
		"Final computed signing hash: " + emptyHash:        "Final computed signing hash:",
		"* aws_sigv4: Signature - " + emptyHash:            "Signature -",
		"X-Signature: " + emptyHash:                        "",
		"Signature: " + emptyHash + "0":                    "",
		"Signature:\n\n" + emptyHash:                       "",
		"Signature: " + strings.Repeat("g", 64):            "",
		"Signature expired: 20260315T120000Z and no more.": "",
	} {
		ev := parsed(t, text)
		got := ""
		if len(ev.Signatures) == 1 {
			got = ev.Signatures[0].Label
		}
		if got != want {
			t.Errorf("%q: label %q, want %q", text, got, want)
		}
	}
}

// What is read of the recordings signs to what was recorded: nothing of a request is lost or changed.
func TestRecordedSignatures(t *testing.T) {
	s3, general := sigv4.Rules{ContentSHA256: true}, sigv4.Rules{EncodeTwice: true, Normalize: true}
	key := sigv4.SecretKey(exampleSecret)
	url := strings.TrimSpace(read(t, "presigned-js.txt"))
	for name, c := range map[string]struct {
		text  string
		rules sigv4.Rules
	}{
		"boto3":              {read(t, "botocore-dynamodb.txt"), general},
		"boto3, S3":          {read(t, "boto3-s3.txt"), s3},
		"curl -v":            {read(t, "curl-v-dynamodb.txt"), general},
		"curl --trace-ascii": {read(t, "curl-trace-sts.txt"), general},
		"presigned":          {url, s3},
		"presigned, HTML":    {strings.ReplaceAll(url, "&", "&amp;"), s3},
		"presigned, JSON":    {`"` + strings.ReplaceAll(url, "&", `\u0026`) + `"`, s3},
		"presigned, broken":  {url[:100] + "\n" + url[100:200] + "\n" + url[200:], s3},
		"presigned, slashes": {strings.ReplaceAll(url, "%2F", "/"), s3},
		"http -v":            {read(t, "httpie-v-dynamodb.txt"), general},
		"http in a terminal": {read(t, "httpie-terminal-s3.txt"), s3},
		"wget -d":            {read(t, "wget-d-s3.txt"), s3},
		"wget":               {read(t, "wget-s-dynamodb.txt"), general},
		"mod_log_forensic":   {firstLines(read(t, "apache-forensic.log"), 1), s3},
		"mod_dumpio":         {firstLines(read(t, "apache-dumpio.log"), 40), s3},
		"mod_dumpio, 2":      {firstLines(read(t, "apache-dumpio.log"), 80), general},
	} {
		ev := parsed(t, c.text)
		r := ev.Requests[len(ev.Requests)-1]
		claim, err := sigv4.ParseClaim(r.Request)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		v, err := sigv4.Verify(r.Request, claim, c.rules, key, sigv4.Theirs{})
		if err != nil || v.Departs != sigv4.StageNone || len(v.Checked) == 0 {
			t.Errorf("%s: %v, departs at %v: %s, %s", name, err, v.Departs, v.Expected, v.Found)
		}
	}
}

func firstLines(text string, n int) string {
	return strings.Join(strings.Split(text, "\n")[:n], "\n")
}
