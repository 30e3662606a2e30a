package paste

import (
	"strings"
	"testing"
)

const postmanPretty = `GET https://h.example/prod/items?limit=5
403
180 ms
▶ Network
▼ Request Headers
  X-Amz-Date: "20260315T120000Z"
  Authorization: "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260315/us-east-1/execute-api/aws4_request, SignedHeaders=host;x-amz-date, Signature=0"
  If-None-Match: "W/\"1\""
  Host: "h.example"
▼ Response Headers
  Content-Type: "application/json"
  x-amzn-RequestId: "1"
▼ Response Body
{"message":"The security token included in the request is invalid."}
`

func TestPostman(t *testing.T) {
	const headers = ` | X-Amz-Date: 20260315T120000Z | Authorization: AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260315/us-east-1/execute-api/aws4_request, SignedHeaders=host;x-amz-date, Signature=0 | If-None-Match: W/"1" | Host: h.example`
	const get = "GET /prod/items?limit=5 of h.example"
	object := func(more string) string {
		return "GET https://h.example/prod/items?limit=5: {\n  \"Network\": {\n    \"addresses\": {}\n  },\n  \"Request Headers\": {\n    \"x-amz-date\": \"20260315T120000Z\",\n    \"host\": \"h.example\"\n  },\n" + more +
			"  \"Response Headers\": {\n    \"content-type\": \"application/json\"\n  },\n  \"Response Body\": \"{\\\"message\\\":\\\"The security token included in the request is invalid.\\\"}\"\n}\n"
	}
	for _, c := range []struct {
		name, text, want string
		body, other      Presence
		status           int
	}{
		{"laid out", postmanPretty, get + headers, Absent, Absent, 403},
		{"without marks", strings.NewReplacer("▼ ", "", "▶ ", "", "  ", "").Replace(postmanPretty), get + headers, Absent, Absent, 403},
		{"with colons", strings.NewReplacer("Request Headers", "Request Headers:", "Response Headers", "Response Headers:").Replace(postmanPretty), get + headers, Absent, Absent, 403},
		{"without quotation marks", strings.NewReplacer(`\"`, `"`, `: "`, `: `, "\"\n", "\n").Replace(postmanPretty), get + headers, Absent, Absent, 403},
		{"CRLF", strings.ReplaceAll(postmanPretty, "\n", "\r\n"), get + headers, Absent, Absent, 403},
		{"the status in the first line", strings.Replace(postmanPretty, "\n403\n180 ms", " 403 180 ms", 1), get + headers, Absent, Absent, 403},
		{"without Host", strings.Replace(postmanPretty, "  Host: \"h.example\"\n", "", 1), get + strings.Replace(headers, " | Host: h.example", " | (Host: h.example)", 1), Absent, Unknown, 403},
		{"the headers alone", postmanPretty[strings.Index(postmanPretty, "Request Headers"):], "  of h.example" + headers, Unknown, Absent, 0},
		{"a body", strings.Replace(strings.Replace(postmanPretty, "GET", "PUT", 1), "▼ Response Headers", "▼ Request Body\n{\"a\":1}\n▼ Response Headers", 1), strings.Replace(get, "GET", "PUT", 1) + headers + ` | {"a":1}`, Unknown, Absent, 403},
		{"an object", object(""), get + " | x-amz-date: 20260315T120000Z | host: h.example", Absent, Absent, 0},
		{"an object with a body", strings.Replace(object("  \"Request Body\": \"a=b\",\n"), "GET", "PUT", 1), strings.Replace(get, "GET", "PUT", 1) + " | x-amz-date: 20260315T120000Z | host: h.example | a=b", Unknown, Absent, 0},
	} {
		ev := parsed(t, c.text)
		if len(ev.Requests) != 1 || len(ev.Responses) != 1 || len(ev.Errors) != 1 {
			t.Errorf("%s: parts %v", c.name, ev.Parts)
			continue
		}
		r := ev.Requests[0]
		if r.Format != KindPostman || summary(r) != c.want || r.Body != c.body || r.OtherHeaders != c.other || ev.Responses[0].Status != c.status || r.Response != 0 || r.Error != 0 || ev.Errors[0].Response != 0 {
			t.Errorf("%s: %s, body %v, other headers %v, status %d, response %d, error %d", c.name, summary(r), r.Body, r.OtherHeaders, ev.Responses[0].Status, r.Response, r.Error)
		}
	}
	for _, text := range []string{"GET https://h.example/a\n\nnothing\n", "Request Headers\n\nnothing", "The Request Headers are these", "GET https://h.example/a: {\"b\":1}"} {
		for _, r := range parsed(t, text).Requests {
			if r.Format == KindPostman {
				t.Errorf("%q: %s", text, summary(r))
			}
		}
	}
}

func TestPostmanPlaces(t *testing.T) {
	ev := parsed(t, postmanPretty)
	request, response := strings.Index(postmanPretty, "\n▼ Response Headers"), strings.Index(postmanPretty, "Content-Type")
	title := strings.Index(postmanPretty, "▼ Response Body")
	wantPlaces(t, "laid out", ev, place{KindPostman, 0, request}, place{KindLog, request + 1, response - 3}, place{KindHTTPResponse, response, title - 1}, place{KindLog, title, title + len("▼ Response Body")},
		place{KindJSONError, title + len("▼ Response Body\n"), len(postmanPretty) - 1})
	r := ev.Requests[0]
	if where := whereIs(ev, r.Headers[2].Value, r.ValueMaps[2], `"1"`); where != `\"1\"` {
		t.Errorf("the value lies at %q", where)
	}
}
