package paste

import (
	"strings"
	"testing"

	"countersign/sigv4"
)

func TestRequest(t *testing.T) {
	text := "POST /a b?q=1 HTTP/1.1\r\nHost: example.amazonaws.com:8443\r\nX-Folded: one\r\n   two\r\n\tthree\r\nEmpty:\r\nContent-Length: 5\r\n\r\nhello\r\n"
	ev := parsed(t, text)
	wantKinds(t, ev, KindHTTPRequest)
	r := ev.Requests[0]
	if r.Method != "POST" || r.Target != "/a b?q=1" || r.Host != "example.amazonaws.com:8443" || string(r.Request.Body) != "hello" {
		t.Errorf("method %q, target %q, host %q, body %q", r.Method, r.Target, r.Host, r.Request.Body)
	}
	if r.Body != Present || r.OtherHeaders != Absent || r.Redacted || r.ImpliedMethod || r.Response != -1 || r.Error != -1 {
		t.Errorf("body %v, other headers %v, redacted %v, response %v, error %v", r.Body, r.OtherHeaders, r.Redacted, r.Response, r.Error)
	}
	want := []sigv4.Header{{Name: "Host", Value: "example.amazonaws.com:8443"}, {Name: "X-Folded", Value: "one two three"}, {Name: "Empty", Value: ""}, {Name: "Content-Length", Value: "5"}}
	for i, h := range want {
		if r.Headers[i] != h {
			t.Errorf("header %d is %q, want %q", i, r.Headers[i], h)
		}
	}
	folded := sourceSpan(sigv4.Text{String: "one two three", Map: r.ValueMaps[1]}, 0, len("one two three"))
	if got := ev.in(folded); got != "one\r\n   two\r\n\tthree" {
		t.Errorf("the folded value lies at %q", got)
	}
	if two := sourceSpan(sigv4.Text{String: "one two three", Map: r.ValueMaps[1]}, 4, 7); ev.in(two) != "two" {
		t.Errorf("the folded line lies at %q", ev.in(two))
	}
}

func TestRequestForms(t *testing.T) {
	for _, c := range []struct {
		name, text                   string
		method, target, scheme, host string
		body                         Presence
		other                        Presence
	}{
		{"absolute form", "GET https://h.example/p?q HTTP/1.1\nAccept: */*\n\n", "GET", "/p?q", "https", "h.example", Absent, Unknown}, // HTTP/1.1 has a Host header: it was left out
		{"absolute form without a path", "GET http://h.example?q HTTP/1.1\nHost: h.example\n\n", "GET", "/?q", "http", "h.example", Absent, Absent},
		{"without a version", "PUT /x\nHost: h.example\n", "PUT", "/x", "", "h.example", Unknown, Unknown},
		{"address only", "GET https://h.example/p\n", "GET", "/p", "https", "h.example", Absent, Unknown},
		{"end of text after the headers", "GET / HTTP/1.1\nHost: h.example", "GET", "/", "", "h.example", Absent, Absent},
		{"cut within", "POST / HTTP/1.1\nHost: h.example", "POST", "/", "", "h.example", Unknown, Absent},
		{"length that does not fit", "POST / HTTP/1.1\nHost: h.example\nContent-Length: 9\n\nabc", "POST", "/", "", "h.example", Unknown, Absent},
		{"length of nothing", "POST / HTTP/1.1\nHost: h.example\nContent-Length: 0\n\n", "POST", "/", "", "h.example", Absent, Absent},
		{"an empty line of one space", "GET / HTTP/1.1\nHost: h.example\n \n", "GET", "/", "", "h.example", Absent, Absent},
		{"another method", "PROPFIND / HTTP/1.1\nHost: h.example\n\n", "PROPFIND", "/", "", "h.example", Unknown, Absent},
		{"behind a quotation mark", "> GET / HTTP/1.1\n> Host: h.example\n> \n", "GET", "/", "", "h.example", Absent, Absent},
		{"indented", "    GET / HTTP/1.1\n    Host: h.example\n\n", "GET", "/", "", "h.example", Absent, Absent},
		{"in small letters", "get /p?q HTTP/1.1\nHost: h.example\n\n", "get", "/p?q", "", "h.example", Unknown, Absent},
		{"in a code fence", "```\nGET / HTTP/1.1\nHost: h.example\n\n```\n", "GET", "/", "", "h.example", Absent, Absent},
	} {
		ev := parsed(t, c.text)
		if len(ev.Requests) != 1 {
			t.Errorf("%s: %d requests", c.name, len(ev.Requests))
			continue
		}
		r := ev.Requests[0]
		if r.Method != c.method || r.Target != c.target || r.Scheme != c.scheme || r.Host != c.host || r.Body != c.body || r.OtherHeaders != c.other {
			t.Errorf("%s: %s %q of %s %q, body %v, other headers %v", c.name, r.Method, r.Target, r.Scheme, r.Host, r.Body, r.OtherHeaders)
		}
	}
}

func TestNoRequest(t *testing.T) {
	for _, text := range []string{
		"GET /items fails with an error since yesterday",
		"We GET /x\nHost: a",
		"\"GET /bucket?location= HTTP/1.1\" 301",
		"GET",
		"GET  HTTP/1.1",
		"POST /a\nand then nothing",
		"AA `",
	} {
		if ev := parsed(t, text); len(ev.Requests) != 0 {
			t.Errorf("%q gives the request %v", text, ev.Requests[0].Request)
		}
	}
}

func TestBodyUpToTheNextThing(t *testing.T) {
	for _, c := range []struct{ name, text, body string }{
		{"end of the file", "POST / HTTP/1.1\nHost: a\n\nParam1=value1\n", "Param1=value1"},
		{"a response", "POST / HTTP/1.1\nHost: a\n\na=b\nc=d\n\nHTTP/1.1 403 Forbidden\nServer: x\n", "a=b\nc=d"},
		{"a sentence of a server", "POST / HTTP/1.1\nHost: a\n\na=b\n\nAn error occurred (AuthFailure) when calling the X operation: AWS was not able to validate the provided access credentials", "a=b"},
		{"an object", "POST / HTTP/1.1\nHost: a\n\n{\"message\": \"hello\"}\n\nand this came back:\n{\"message\":\"Forbidden\"}", `{"message": "hello"}`},
		{"a code fence", "```http\nPOST / HTTP/1.1\nHost: a\n\na=b\n```\nand more words\n", "a=b"},
		{"by its length", "POST / HTTP/1.1\nHost: a\nContent-Length: 7\n\n<Error>\n\n<Error><Code>ExpiredToken</Code></Error>", "<Error>"},
	} {
		ev := parsed(t, c.text)
		if len(ev.Requests) != 1 || string(ev.Requests[0].Request.Body) != c.body || ev.Requests[0].Body != Present {
			t.Errorf("%s: %+v", c.name, ev.Requests)
		}
	}
}

func TestDoubtfulBodies(t *testing.T) {
	const answer, length, more = "what follows the headers may be an answer", "its length is not the Content-Length", "what follows may be a part of it"
	for _, c := range []struct{ name, text, body, doubt string }{
		{"a search", "GET /_search HTTP/1.1\nHost: a\n\n{\"q\":1}\n", `{"q":1}`, answer},
		{"an answer without an error", "DELETE / HTTP/1.1\nHost: a\n\n{\"q\":1}", `{"q":1}`, answer},
		{"an object further on", "GET / HTTP/1.1\nHost: a\n\n\n{\"q\":1}", "", ""},
		{"an error after a search", "GET / HTTP/1.1\nHost: a\n\n{\"message\":\"Forbidden\"}", "", ""},
		{"indented anew", "POST / HTTP/1.1\nHost: a\nContent-Length: 7\n\n{\n \"q\":1\n}\n", "{\n \"q\":1\n}", length},
		{"too short", "POST / HTTP/1.1\nHost: a\nContent-Length: 9\n\nabc\n", "abc", length},
		{"a command in its place", "POST / HTTP/1.1\nHost: a\n\ncurl http://x\n", "curl http://x", more},
		{"an error in its line", "POST / HTTP/1.1\nHost: a\n\nlog=<Error><Code>ExpiredToken</Code></Error>&b=c\n", "log=<Error><Code>ExpiredToken</Code></Error>&b=c", more},
		{"an error in the next line", "POST / HTTP/1.1\nHost: a\n\na=b\n<Error><Code>ExpiredToken</Code></Error>\n", "a=b", more},
		{"an error behind an empty line", "POST / HTTP/1.1\nHost: a\n\na=b\n\n<Error><Code>ExpiredToken</Code></Error>\n", "a=b", ""},
		{"a signer's log in its place", "POST / HTTP/1.1\nHost: a\n\nDEBUG - StringToSign:\nAWS4-HMAC-SHA256\n20150830T123600Z\n20150830/us-east-1/iam/aws4_request\nf536975d06c0309214f805bb90ccff089219ecd68b2577efef23edd43b7e1a59\n", "", ""},
		{"a signer's text in its place", "POST / HTTP/1.1\nHost: a\n\nString to sign:\nAWS4-HMAC-SHA256\n20150830T123600Z\n20150830/us-east-1/iam/aws4_request\nf536975d06c0309214f805bb90ccff089219ecd68b2577efef23edd43b7e1a59\n", "", ""},
		{"a signer's log below it", "POST / HTTP/1.1\nHost: a\n\na=b\n\n12:00 [main] DEBUG - StringToSign:\nAWS4-HMAC-SHA256\n20150830T123600Z\n20150830/us-east-1/iam/aws4_request\nf536975d06c0309214f805bb90ccff089219ecd68b2577efef23edd43b7e1a59\n", "a=b", ""},
		{"a command, by its length", "POST / HTTP/1.1\nHost: a\nContent-Length: 13\n\ncurl http://x\n", "curl http://x", ""},
	} {
		ev := parsed(t, c.text)
		if len(ev.Requests) == 0 {
			t.Errorf("%s: parts %v", c.name, ev.Parts)
			continue
		}
		r := ev.Requests[0]
		if string(r.Request.Body) != c.body || r.BodyDoubt != c.doubt || c.doubt != "" && r.Body != Unknown || c.doubt == "" && c.body != "" && r.Body != Present {
			t.Errorf("%s: body %q, %v, doubt %q", c.name, r.Request.Body, r.Body, r.BodyDoubt)
		}
		if where := sourceSpan(sigv4.Text{String: c.body, Map: r.BodyMap}, 0, len(c.body)); c.body != "" && ev.in(where) != c.body {
			t.Errorf("%s: the body lies at %q", c.name, ev.in(where))
		}
	}
}

func TestAnswerIsNoBody(t *testing.T) {
	ev := parsed(t, "POST / HTTP/1.1\nHost: a\n\n{\"message\":\"Signature expired: 20260315T115000Z is now earlier than 20260315T115500Z (20260315T120000Z - 5 min.)\"}")
	wantKinds(t, ev, KindHTTPRequest, KindJSONError)
	if r := ev.Requests[0]; r.Error != 0 || r.Response != -1 || r.Body != Unknown {
		t.Errorf("error %d, response %d, body %v", r.Error, r.Response, r.Body)
	}
}

func TestRedactedRequest(t *testing.T) {
	for value, want := range map[string]bool{
		"AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260315/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0": false,
		"REDACTED": true, "Bearer ***": true, "XXXXXXXX": true, "<token>": true, "abc…": true, "[removed]": true, "{{token}}": true, "[SIGNATURE]": true,
		"*/*": false, "[::1]": false, "a<b": false, "2026-03-15 [12]": false,
	} {
		if r := parsed(t, "GET / HTTP/1.1\nHost: a\nX: "+value+"\n\n").Requests[0]; r.Redacted != want {
			t.Errorf("%q: redacted %v, want %v", value, r.Redacted, want)
		}
	}
}

func TestResponses(t *testing.T) {
	ev := parsed(t, "GET / HTTP/1.1\nHost: a\n\nHTTP/2 403\nx-amzn-ErrorType: com.amazon.coral.service#InvalidSignatureException:http://internal.amazon.com/\n\n{\"message\":\"x\"}\n"+
		"GET /b HTTP/1.1\nHost: a\n\nHTTP/1.1 403 Forbidden\nx-amzn-ErrorType: AccessDeniedException\n\n")
	wantKinds(t, ev, KindHTTPRequest, KindHTTPResponse, KindJSONError, KindHTTPRequest, KindHTTPResponse)
	if e := ev.Errors[0]; e.Code.String != "InvalidSignatureException" || e.Status != 403 || e.Response != 0 || e.Message.String != "x" {
		t.Errorf("error %q %q, status %d, response %d", e.Code.String, e.Message.String, e.Status, e.Response)
	}
	if got := ev.in(sourceSpan(ev.Errors[0].Code, 0, len("InvalidSignatureException"))); got != "InvalidSignatureException" {
		t.Errorf("the code lies at %q", got)
	}
	if r := ev.Requests[1]; r.Response != 1 || r.Error != 1 || ev.Errors[1].Code.String != "AccessDeniedException" || ev.Errors[1].Format != KindHTTPResponse {
		t.Errorf("second request: response %d, error %d", r.Response, r.Error)
	}
}

func TestSuccessIsNoError(t *testing.T) {
	ev := parsed(t, "HTTP/1.1 200 OK\nContent-Type: application/json\n\n{\"message\":\"hello\"}")
	wantKinds(t, ev, KindHTTPResponse, KindUnrecognized)
	if ev.Responses[0].Error != -1 || ev.Responses[0].Status != 200 {
		t.Errorf("%+v", ev.Responses[0])
	}
}

func TestVerboseTransfer(t *testing.T) {
	ev := parsed(t, "* Trying\n> GET /x HTTP/1.1\r\n> Host: a.example\r\n> \r\n* done\n< HTTP/1.1 403 Forbidden\r\n< Server: s\r\n< \r\n<Error><Code>ExpiredToken</Code></Error>")
	if len(ev.Requests) != 1 || len(ev.Responses) != 1 || len(ev.Errors) != 1 {
		t.Fatalf("parts %v", ev.Parts)
	}
	if r := ev.Requests[0]; r.Host != "a.example" || r.Response != 0 || r.Error != 0 || ev.Errors[0].Status != 403 {
		t.Errorf("host %q, response %d, error %d", r.Host, r.Response, r.Error)
	}
	if got := ev.in(ev.Requests[0].Span); !strings.HasPrefix(got, "GET /x") || !strings.Contains(got, "> Host: a.example") {
		t.Errorf("the request lies at %q", got)
	}
}

func TestHeadersAlone(t *testing.T) {
	text := "this one fails\nHost: a.example\nX-Amz-Date: 20260315T120000Z\nAuthorization: AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260315/us-east-1/s3/aws4_request, SignedHeaders=host;x-amz-date, Signature=0\n"
	ev := parsed(t, text)
	wantKinds(t, ev, KindUnrecognized, KindHTTPRequest)
	if r := ev.Requests[0]; r.Method != "" || r.Target != "" || r.Host != "a.example" || len(r.Headers) != 3 || r.OtherHeaders != Unknown || r.Body != Unknown {
		t.Errorf("request %+v", r)
	}
	wantKinds(t, parsed(t, "Subject: hello\nFrom: me\n"), KindUnrecognized)
}
