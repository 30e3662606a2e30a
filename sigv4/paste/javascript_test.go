package paste

import (
	"strings"
	"testing"
)

// printed is a text as node prints a string that does not fit in a line.
func printed(text, indent string) string {
	lines := strings.SplitAfter(text, "\n")
	for i, line := range lines {
		lines[i] = "'" + strings.ReplaceAll(strings.ReplaceAll(line, "\n", `\n`), "'", `\'`) + "'"
	}
	return strings.Join(lines, " +\n"+indent)
}

const stackOfJS = "\n    at throwDefaultError (/app/node_modules/@smithy/smithy-client/dist-cjs/index.js:388:20)\n    at async /app/node_modules/@smithy/core/dist-cjs/index.js:167:18 {\n"

func TestThrownErrors(t *testing.T) {
	coral := "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.\n\nThe Canonical String for this request should have been\n'" + canonical + "'\n\nThe String-to-Sign should have been\n'" + toSign + "'"
	for _, c := range []struct {
		name, before, text, after string
		code, message, requestID  string
		status                    int
		kinds                     []Kind
	}{
		{name: "S3, version 3", before: "Uncaught ", text: "SignatureDoesNotMatch: " + mismatchOfS3 + stackOfJS +
			"  '$fault': 'client',\n  '$retryable': undefined,\n  '$metadata': {\n    httpStatusCode: 403,\n    requestId: 'REQ1',\n    attempts: 1\n  },\n  Code: 'SignatureDoesNotMatch',\n  StringToSign: " +
			printed(toSign, "    ") + ",\n  CanonicalRequest: " + printed(canonical, "    ") + ",\n  RequestId: 'REQ1'\n}",
			code: "SignatureDoesNotMatch", message: mismatchOfS3, requestID: "REQ1", status: 403, kinds: []Kind{KindSDKError, KindStringToSign, KindCanonicalRequest}},
		{name: "a service with JSON", text: "InvalidSignatureException: " + coral + stackOfJS + "  '$metadata': { httpStatusCode: 400, requestId: 'REQ2' },\n  __type: 'com.amazon.coral.service#InvalidSignatureException'\n}",
			code: "InvalidSignatureException", message: coral, requestID: "REQ2", status: 400, kinds: []Kind{KindSDKError, KindCanonicalRequest, KindStringToSign}},
		{name: "a class with its code", before: "error: ", text: "S3ServiceException [SignatureDoesNotMatch]: " + mismatchOfS3 + stackOfJS + "  '$response': HttpResponse { statusCode: 403, headers: { server: 'AmazonS3' } },\n  requestId: 'REQ3'\n}",
			code: "SignatureDoesNotMatch", message: mismatchOfS3, requestID: "REQ3", status: 403, kinds: []Kind{KindSDKError}},
		{name: "version 2", text: "SignatureDoesNotMatch: " + mismatchOfS3 + "\n    at Request.extractError (/app/node_modules/aws-sdk/lib/services/s3.js:711:35) {\n  code: 'SignatureDoesNotMatch',\n  region: null,\n  time: 2026-03-15T12:00:00.000Z,\n  requestId: 'REQ4',\n  statusCode: 403,\n  retryable: false,\n  retryDelay: 59.5\n}",
			code: "SignatureDoesNotMatch", message: mismatchOfS3, requestID: "REQ4", status: 403, kinds: []Kind{KindSDKError}},
		{name: "cut in the object", text: "ExpiredTokenException: The security token included in the request is expired" + stackOfJS + "  requestId: 'REQ5',\n  '$metadata': { httpStatusCode: 400",
			code: "ExpiredTokenException", message: "The security token included in the request is expired", requestID: "REQ5", status: 400, kinds: []Kind{KindSDKError}},
	} {
		ev := parsed(t, c.before+c.text+c.after)
		var got []Kind
		for _, p := range ev.Parts {
			if p.Kind != KindUnrecognized {
				got = append(got, p.Kind)
			}
		}
		if len(ev.Errors) != 1 || strings.Join(words(got), " ") != strings.Join(words(c.kinds), " ") {
			t.Errorf("%s: parts %v", c.name, ev.Parts)
			continue
		}
		e := ev.Errors[0]
		id, _ := e.Field("requestId")
		if e.Format != KindSDKError || e.Client != "AWS SDK for JavaScript" || e.Code.String != c.code || e.Message.String != c.message || e.Status != c.status || id.String != c.requestID || ev.in(e.Span) != c.text {
			t.Errorf("%s: %+v at %q", c.name, e, ev.in(e.Span))
		}
		if len(c.kinds) > 1 && (ev.CanonicalRequests[0].Text.String != canonical || ev.CanonicalRequests[0].Side != Server || ev.CanonicalRequests[0].Error != 0 || ev.StringsToSign[0].Text.String != toSign) {
			t.Errorf("%s: %+v %+v", c.name, ev.CanonicalRequests, ev.StringsToSign)
		}
	}
}

// Each of several errors keeps its own.
func TestSeveralThrownErrors(t *testing.T) {
	one := "SignatureDoesNotMatch: " + mismatchOfS3 + stackOfJS + "  '$metadata': { httpStatusCode: 403 }\n}\n"
	two := "ExpiredToken: The provided token has expired.\n    at f (a.js:1:1)\n    at g (b.js:2:2)\n"
	ev := parsed(t, one+two+one+"  at noon\n")
	if len(ev.Errors) != 3 || ev.Errors[0].Status != 403 || ev.Errors[1].Code.String != "ExpiredToken" || ev.Errors[1].Status != 0 || ev.Errors[2].Status != 403 {
		t.Errorf("%+v", ev.Errors)
	}
}

func TestPrintedRequests(t *testing.T) {
	for _, c := range []struct {
		name, text             string
		method, target, scheme string
	}{
		{"a middleware of version 3", "request {\n  method: 'PUT',\n  hostname: 'h.example',\n  query: { 'x-id': 'PutObject', prefix: 'a b/ü' },\n  path: '/b/a%20b',\n  headers: {\n    host: 'h.example',\n    'x-amz-date': '20260315T120000Z',\n    authorization: '" + authorization + "'\n  }\n}",
			"PUT", "/b/a%20b?x-id=PutObject&prefix=a%20b%2F%C3%BC", ""},
		{"an address", `{"url": "https://h.example/k?a=b", "method": "GET", "headers": {"host": "h.example", "X-Amz-Date": "20260315T120000Z", "Authorization": "` + authorization + `"}}`,
			"GET", "/k?a=b", "https"},
		{"a query in one string", `{'httpMethod': 'POST', 'rawPath': '/', 'rawQueryString': 'a=b%20c', 'headers': {'Host': 'h.example', 'x-amz-date': '20260315T120000Z', 'authorization': '` + authorization + `'}}`,
			"POST", "/?a=b%20c", ""},
		{"headers that a server logs", "{\n  host: 'h.example',\n  'x-amz-date': '20260315T120000Z',\n  authorization: '" + authorization + "'\n}", "", "", ""},
		{"headers of an event", `{"headers": {"Host": "h.example", "X-Amz-Date": "20260315T120000Z", "Authorization": "` + authorization + `"}}`, "", "", ""},
	} {
		ev := parsed(t, "before\n"+c.text+"\nafter")
		wantKinds(t, ev, KindUnrecognized, KindHTTPRequest, KindUnrecognized)
		r := ev.Requests[0]
		sent, _ := headerValue(r.Headers, "authorization")
		if r.Method != c.method || r.Target != c.target || r.Scheme != c.scheme || r.Host != "h.example" || sent != authorization || len(r.Headers) != 3 || r.OtherHeaders != Unknown || r.Body != Unknown || ev.in(r.Span) != c.text {
			t.Errorf("%s: %+v at %q", c.name, r, ev.in(r.Span))
		}
	}
	for name, text := range map[string]string{
		"no header of AWS":     `{"method": "GET", "path": "/", "headers": {"host": "h.example"}}`,
		"headers without Host": `{"x-amz-date": "20260315T120000Z", "authorization": "` + authorization + `"}`,
		"a form's fields":      `{"host": "h.example", "x-amz-date": "20260315T120000Z", "x-amz-algorithm": "AWS4-HMAC-SHA256"}`,
		"no address":           `{"method": "GET", "headers": {"x-amz-date": "20260315T120000Z"}}`,
		"no method":            `{"path": "/", "headers": {"x-amz-date": "20260315T120000Z"}}`,
		"deeper":               `{"a": {"method": "GET", "path": "/", "headers": {"x-amz-date": "20260315T120000Z"}}}`,
	} {
		if ev := parsed(t, text); len(ev.Requests) != 0 {
			t.Errorf("%s: %+v", name, ev.Requests)
		}
	}
}
