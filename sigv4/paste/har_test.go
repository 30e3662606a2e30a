package paste

import (
	"strings"
	"testing"
)

func TestHARPlaces(t *testing.T) {
	wantPlaces(t, "whole", parsed(t, read(t, "devtools.har")), place{KindLog, 0, 300}, place{KindHAR, 301, 3334}, place{KindLog, 3334, 3355}, place{KindHTTPResponse, 3356, 4841},
		place{KindJSONError, 4097, 4703}, place{KindCanonicalRequest, 4355, 4696}, place{KindLog, 4841, 5129})
	ev := parsed(t, read(t, "devtools-sanitized.har"))
	wantPlaces(t, "sanitized", ev, place{KindLog, 0, 300}, place{KindHAR, 301, 3001}, place{KindLog, 3001, 3022}, place{KindHTTPResponse, 3023, 4508},
		place{KindJSONError, 3764, 4370}, place{KindCanonicalRequest, 4022, 4363}, place{KindLog, 4508, 4796})
	r := ev.Requests[0]
	if r.Response != 0 || r.Error != 0 || ev.Errors[0].Status != 403 || ev.Errors[0].Code.String != "InvalidSignatureException" || ev.Errors[0].Response != 0 || r.OtherHeaders != Unknown {
		t.Errorf("response %d, error %d: %+v", r.Response, r.Error, ev.Errors)
	}
	if where := whereIs(ev, r.Headers[0].Name, r.NameMaps[0], "Host"); where != ":authority" {
		t.Errorf("Host lies at %q", where)
	}
}

func TestHAR(t *testing.T) {
	entry := func(method, url, headers, more, status, content string) string {
		return `{"request":{"method":"` + method + `","url":"` + url + `","headers":[` + headers + `]` + more + `},"response":{"status":` + status + `,"headers":[],"content":{` + content + `}}}`
	}
	const date, sig = `{"name":"X-Amz-Date","value":"20260315T120000Z"}`, `{"name":"Authorization","value":"AWS4-HMAC-SHA256 Credential=a"}`
	const host = `{"name":"Host","value":"h.example"}`
	preflight := entry("OPTIONS", "https://h.example/a", host+`,{"name":"Access-Control-Request-Headers","value":"x-amz-date"}`, "", "200", `"size":0`)
	image := entry("GET", "https://cdn.example/a.png", "", `,"bodySize":0`, "200", `"text":"iVBORw0KGgo=","encoding":"base64"`)
	signed := entry("GET", "https://h.example/a", host+","+date+","+sig, `,"bodySize":0`, "403", `"text":"{\"message\":\"Forbidden\"}"`)
	for _, c := range []struct {
		name, text string
		want       []string
		other      Presence // of the first request
		body       Presence
	}{
		{"one among others", `{"log":{"entries":[` + image + `,` + preflight + `,` + signed + `]}}`, []string{"GET /a of h.example | Host: h.example | X-Amz-Date: 20260315T120000Z | Authorization: AWS4-HMAC-SHA256 Credential=a"}, Absent, Absent},
		{"two", `{"log":{"entries":[` + signed + `,` + strings.Replace(signed, "GET", "PUT", 1) + `]}}`, []string{"GET /a of h.example | Host: h.example | X-Amz-Date: 20260315T120000Z | Authorization: AWS4-HMAC-SHA256 Credential=a",
			"PUT /a of h.example | Host: h.example | X-Amz-Date: 20260315T120000Z | Authorization: AWS4-HMAC-SHA256 Credential=a"}, Absent, Absent},
		{"an entry", image, []string{"GET /a.png of cdn.example | (Host: cdn.example)"}, Unknown, Absent},
		{"sanitized", entry("POST", "https://h.example/a", date, `,"bodySize":7,"postData":{"mimeType":"application/json","text":"{\"a\":1}"}`, "403", `"size":1`), []string{`POST /a of h.example | X-Amz-Date: 20260315T120000Z | (Host: h.example) | {"a":1}`}, Unknown, Present},
		{"another size", entry("POST", "https://h.example/a", date, `,"bodySize":9,"postData":{"text":"{\"a\":1}"}`, "403", `"size":1`), []string{`POST /a of h.example | X-Amz-Date: 20260315T120000Z | (Host: h.example) | {"a":1}`}, Unknown, Unknown},
		{"a form of parameters", entry("POST", "https://h.example/a", date, `,"bodySize":3,"postData":{"params":[{"name":"a","value":"b"}]}`, "403", `"size":1`), []string{`POST /a of h.example | X-Amz-Date: 20260315T120000Z | (Host: h.example)`}, Unknown, Unknown},
		{"presigned", `{"log":{"entries":[` + image + `,` + entry("GET", presigned, "", "", "403", "") + `]}}`, []string{"GET /a%20b.txt?" + presignedQuery + " of b.s3.amazonaws.com | (Host: b.s3.amazonaws.com)"}, Unknown, Absent},
		{"the request alone", `{"method":"GET","url":"https://h.example/a","httpVersion":"HTTP/1.1","headers":[` + date + `]}`, []string{"GET /a of h.example | X-Amz-Date: 20260315T120000Z | (Host: h.example)"}, Unknown, Absent},
		{"cut", signed[:strings.Index(signed, ",\"bodySize")], []string{"GET /a of h.example | Host: h.example | X-Amz-Date: 20260315T120000Z | Authorization: AWS4-HMAC-SHA256 Credential=a"}, Absent, Unknown},
		{"CRLF", strings.ReplaceAll(signed, ",", ",\r\n  "), []string{"GET /a of h.example | Host: h.example | X-Amz-Date: 20260315T120000Z | Authorization: AWS4-HMAC-SHA256 Credential=a"}, Absent, Absent},
		{"no HAR", `{"method":"GET","url":"https://h.example/a","headers":{}}`, nil, 0, 0},
		{"no text", `{"status":200,"headers":1,"content":{}}`, nil, 0, 0},
	} {
		ev := parsed(t, c.text)
		var got []string
		for _, r := range ev.Requests {
			got = append(got, summary(r))
		}
		if strings.Join(got, "\n") != strings.Join(c.want, "\n") {
			t.Errorf("%s: %q, parts %v", c.name, got, ev.Parts)
			continue
		}
		if len(got) > 0 && (ev.Requests[0].OtherHeaders != c.other || ev.Requests[0].Body != c.body) {
			t.Errorf("%s: other headers %v, body %v", c.name, ev.Requests[0].OtherHeaders, ev.Requests[0].Body)
		}
	}
}

func TestHARErrors(t *testing.T) {
	const head, tail = `{"response":{"status":403,"headers":[{"name":"x-amzn-RequestId","value":"1"}],"content":{`, `}}}`
	for text, code := range map[string]string{
		`"text":"<Error><Code>ExpiredToken</Code><Message>The provided token has expired.</Message></Error>"`:                                                   "ExpiredToken",
		`"text":"PEVycm9yPjxDb2RlPkV4cGlyZWRUb2tlbjwvQ29kZT48TWVzc2FnZT5UaGUgcHJvdmlkZWQgdG9rZW4gaGFzIGV4cGlyZWQuPC9NZXNzYWdlPjwvRXJyb3I+","encoding":"base64"`: "ExpiredToken",
		`"text":"not in Base64","encoding":"base64"`: "",
		`"text":"<html></html>"`:                     "",
		`"text":"{\"a\":1}"`:                         "",
	} {
		ev := parsed(t, head+text+tail)
		got := ""
		if len(ev.Errors) == 1 {
			got = ev.Errors[0].Code.String
		}
		if got != code || len(ev.Responses) != 1 || ev.Responses[0].Status != 403 {
			t.Errorf("%s: code %q, parts %v", text, got, ev.Parts)
		}
	}
}

func TestTree(t *testing.T) {
	for text, want := range map[string]bool{
		`{"a":1}`: true, `{'a': [True, None, -1.5e3], "b": {c: "d"}}`: true, `{a: f(x, "}"), b: 1}`: true, `{"a" => 1}`: true, `{"a":"b`: true, `{"a":`: true, `{`: true, `{}`: true, `{"a"}`: false, `{"a":}`: false, `{"a":1]`: false,
		strings.Repeat(`{"a":`, maxDepth+1) + "1": false, `{"a":` + strings.Repeat("[", maxDepth-1) + "1": true, `{"a":[` + strings.Repeat("1,", maxNodes) + "1]}": false,
	} {
		if _, end, ok := readTree(text, 0); ok != want || end < 1 || end > max(1, len(text)) {
			t.Errorf("%.40q: an object %v, ends at %d", text, ok, end)
		}
	}
}
