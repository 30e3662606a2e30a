package paste

import (
	"strings"
	"testing"

	"countersign/sigv4"
)

func TestStreamPlaces(t *testing.T) {
	wantPlaces(t, "of HTTP", parsed(t, read(t, "tshark-follow-http.txt")), place{KindLog, 1, 158}, place{KindHTTPRequest, 163, 679}, place{KindHTTPResponse, 685, 941},
		place{KindXMLError, 952, 3345}, place{KindStringToSign, 1222, 1355}, place{KindCanonicalRequest, 1928, 2231}, place{KindLog, 3346, 3413})
	wantPlaces(t, "of TCP", parsed(t, read(t, "tshark-follow-tcp.txt")), place{KindLog, 1, 157}, place{KindHTTPRequest, 162, 674}, place{KindHTTPResponse, 680, 936},
		place{KindXMLError, 947, 3340}, place{KindStringToSign, 1217, 1350}, place{KindCanonicalRequest, 1923, 2226}, place{KindLog, 3341, 3408})
	wantPlaces(t, "details", parsed(t, read(t, "wireshark-details.txt")), place{KindHTTPRequest, 0, 1113})
}

// TestStreams: the request in what Wireshark and tshark print of it signs to what was recorded.
func TestStreams(t *testing.T) {
	key := sigv4.SecretKey(exampleSecret)
	for name, text := range map[string]string{
		"HTTP": read(t, "tshark-follow-http.txt"), "TCP": read(t, "tshark-follow-tcp.txt"), "details": read(t, "wireshark-details.txt"),
		"HTTP, LF": strings.ReplaceAll(read(t, "tshark-follow-http.txt"), "\r\n", "\n"), "TCP, LF": strings.ReplaceAll(read(t, "tshark-follow-tcp.txt"), "\r\n", "\n"),
		"TLS": strings.Replace(read(t, "tshark-follow-tcp.txt"), "tcp,ascii", "tls,ascii", 1), "CRLF": strings.ReplaceAll(read(t, "wireshark-details.txt"), "\n", "\r\n"),
		"no heading": strings.TrimPrefix(read(t, "wireshark-details.txt"), "Hypertext Transfer Protocol\n"),
		"a frame":    "Frame 4: 512 bytes on wire (4096 bits), 512 bytes captured\n    Frame Length: 512 bytes\nTransmission Control Protocol, Src Port: 46782, Dst Port: 9101\n" + read(t, "wireshark-details.txt"),
	} {
		ev := parsed(t, text)
		if len(ev.Requests) != 1 {
			t.Errorf("%s: parts %v", name, ev.Parts)
			continue
		}
		r := ev.Requests[0]
		claim, err := sigv4.ParseClaim(r.Request)
		if err != nil || string(r.Request.Body) != "hello world" || r.Body != Present || r.OtherHeaders != Absent {
			t.Errorf("%s: %v, body %v %q, other headers %v", name, err, r.Body, r.Request.Body, r.OtherHeaders)
			continue
		}
		v, err := sigv4.Verify(r.Request, claim, sigv4.Rules{ContentSHA256: true}, key, sigv4.Theirs{})
		if err != nil || v.Departs != sigv4.StageNone || len(v.Checked) == 0 {
			t.Errorf("%s: %v, departs at %v: %s, %s", name, err, v.Departs, v.Expected, v.Found)
		}
	}
}

func TestUnfollowed(t *testing.T) {
	const head = "\nFollow: http,ascii\nFilter: tcp.stream eq 0\nNode 0: a:1\nNode 1: b:2\n"
	for text, want := range map[string]string{
		head + "3\na=b\n\t2\nOK\n" + ruler:                    head + "a=b\nOK\n" + ruler,
		head + "3\na=b\n2\n&c\n\t2\nOK\n" + ruler:             head + "a=b&c\nOK\n" + ruler,
		head + "4\na\nbc\n":                                   head + "a\nbc\n",
		head + "6\na\nb\nc\n\t1\nd\n" + ruler:                 head + "a\nb\nc\nd\n" + ruler, // a carriage return was lost
		head + "9\na\n":                                       head + "a\n",
		head + "x\n":                                          head + "x\n",
		strings.Replace(head, "ascii", "hex", 1) + "3\na=b\n": strings.Replace(head, "ascii", "hex", 1) + "3\na=b\n",
		"3\na=b\n": "3\na=b\n",
	} {
		if got := unfollowed(cleanText(text)).String; got != want {
			t.Errorf("%q is read as %q, want %q", text, got, want)
		}
	}
}

func TestPacketDetails(t *testing.T) {
	const get = "Hypertext Transfer Protocol\n    GET /a HTTP/1.1\\r\\n\n        Request Method: GET\n    Host: h.example\\r\\n\n"
	for _, c := range []struct {
		name, text, want string
		redacted         bool
		status           int
		code             string
	}{
		{"a request", get + "    \\r\\n\n    [Full request URI: https://h.example/a]\n", "GET /a of h.example | Host: h.example", false, 0, ""},
		{"a line that was cut", get + "    [truncated]Authorization: AWS4-HMAC-SHA256 Credential=AKID\\r\\n\n    \\r\\n\n", "GET /a of h.example | Host: h.example | Authorization: AWS4-HMAC-SHA256 Credential=AKID", true, 0, ""},
		{"a line that was cut, newer", get + "    Authorization […]: AWS4-HMAC-SHA256 Credential=AKID\\r\\n\n    \\r\\n\n", "GET /a of h.example | Host: h.example | Authorization: AWS4-HMAC-SHA256 Credential=AKID", true, 0, ""},
		{"a body of two lines", "Hypertext Transfer Protocol\n    POST / HTTP/1.1\\r\\n\n    Host: h\\r\\n\n    Content-Length: 6\\r\\n\n    \\r\\n\n    File Data: 6 bytes\nLine-based text data: text/plain (2 lines)\n    a b\\n\n    c\\n\n", "POST / of h | Host: h | Content-Length: 6 | a b\nc\n", false, 0, ""},
		{"a body that was cut", "Hypertext Transfer Protocol\n    POST / HTTP/1.1\\r\\n\n    Host: h\\r\\n\n    Content-Length: 9\\r\\n\n    \\r\\n\n    File Data: 9 bytes\nLine-based text data: text/plain (1 lines)\n    a b\n", "POST / of h | Host: h | Content-Length: 9", false, 0, ""},
		{"HTTP/2", "HyperText Transfer Protocol 2\n    Stream: HEADERS, Stream ID: 1, Length 64, GET /a\n        Type: HEADERS (1)\n        Header: :method: GET\n            Name: :method\n        Header: :scheme: https\n        Header: :path: /a\n        Header: :authority: h.example\n        Header: x-amz-date: 20260315T120000Z\n", "GET /a of h.example | Host: h.example | x-amz-date: 20260315T120000Z", false, 0, ""},
		{"a response", "Hypertext Transfer Protocol\n    HTTP/1.1 403 Forbidden\\r\\n\n        Status Code: 403\n    Content-Type: text/plain\\r\\n\n    \\r\\n\n    [HTTP response 1/1]\n    File Data: 80 bytes\nLine-based text data: text/plain (2 lines)\n    <Error><Code>ExpiredToken</Code>\\n\n    <Message>The provided token has expired.</Message></Error>\n", "", false, 403, "ExpiredToken"},
		{"a response of HTTP/2", "HyperText Transfer Protocol 2\n    Stream: HEADERS, Stream ID: 1, Length 64, 403 Forbidden\n        Header: :status: 403 Forbidden\n        Header: x-amzn-errortype: ExpiredTokenException\n", "", false, 403, "ExpiredTokenException"},
		{"a head that ends", get, "GET /a of h.example | Host: h.example", false, 0, ""},
		{"nothing", "Hypertext Transfer Protocol\n", "", false, 0, ""},
		{"no fields", "HyperText Transfer Protocol 2\n    Stream: SETTINGS, Stream ID: 0, Length 18\n", "", false, 0, ""},
	} {
		ev := parsed(t, c.text)
		got, status, code := "", 0, ""
		if len(ev.Requests) == 1 {
			got = summary(ev.Requests[0])
			if ev.Requests[0].Redacted != c.redacted {
				t.Errorf("%s: redacted %v", c.name, ev.Requests[0].Redacted)
			}
		}
		if len(ev.Responses) == 1 {
			status = ev.Responses[0].Status
		}
		if len(ev.Errors) == 1 {
			code = ev.Errors[0].Code.String
		}
		if got != c.want || status != c.status || code != c.code {
			t.Errorf("%s: %s, status %d, code %q, parts %v", c.name, got, status, code, ev.Parts)
		}
	}
}
