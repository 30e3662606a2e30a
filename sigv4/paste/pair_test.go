package paste

import (
	"fmt"
	"strings"
	"testing"
)

// TestMixedPastes: requests and answers of several exchanges are told apart and tied, in whatever order they stand.
func TestMixedPastes(t *testing.T) {
	head := func(path string) string {
		return "GET " + path + " HTTP/1.1\nHost: h.example\nX-Amz-Date: 20260315T120000Z\n\n"
	}
	curl := func(path string) string {
		return "curl https://h.example" + path + " -H 'X-Amz-Date: 20260315T120000Z'\n"
	}
	xml := func(code string) string { return "<Error><Code>" + code + "</Code><Message>m</Message></Error>\n" }
	status := func(code string) string {
		return "HTTP/1.1 403 Forbidden\nContent-Type: application/xml\n\n" + xml(code)
	}
	signed := func(path, signature string) string {
		return "GET " + path + " HTTP/1.1\nHost: h.example\nX-Amz-Date: 20260315T120000Z\nAuthorization: AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260315/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=" + strings.Repeat(signature, 64) + "\n\n"
	}
	refused := func(code, signature string) string {
		return "<Error><Code>" + code + "</Code><Message>m</Message><SignatureProvided>" + strings.Repeat(signature, 64) + "</SignatureProvided></Error>\n"
	}
	server := func(code, path, time string) string {
		return "<Error><Code>" + code + "</Code><Message>m</Message><StringToSign>AWS4-HMAC-SHA256\n" + time + "\n20260315/us-east-1/s3/aws4_request\n" + emptyHash + "</StringToSign><CanonicalRequest>GET\n" + path + "\n\nhost:h.example\nx-amz-date:" + time + "\n\nhost;x-amz-date\nUNSIGNED-PAYLOAD</CanonicalRequest></Error>\n"
	}
	at := func(path, time string) string {
		return "GET " + path + " HTTP/1.1\nHost: h.example\nX-Amz-Date: " + time + "\nAuthorization: AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260315/us-east-1/s3/aws4_request, SignedHeaders=host;x-amz-date, Signature=" + emptyHash + "\n\n"
	}
	boto := func(thread, text string) string {
		return "2026-03-15 12:00:00,123 - " + thread + " - botocore.endpoint - DEBUG - " + text + "\n"
	}
	sent := func(thread, path string) string {
		return boto(thread, "Sending http request: <AWSPreparedRequest stream_output=False, method=GET, url=https://h.example"+path+", headers={'X-Amz-Date': b'20260315T120000Z'}>")
	}
	answer := func(thread, code string) string {
		return boto(thread, `https://h.example:443 "GET / HTTP/1.1" 403 0`) + boto(thread, "Response headers: {'Server': 's'}") + boto(thread, "Response body:\nb'<Error><Code>"+code+"</Code></Error>'")
	}
	const a, b = "AccessDenied", "ExpiredToken"
	for _, c := range []struct{ name, text, want string }{
		{"one after the other", head("/1") + status(a) + head("/2") + status(b), "/1:AccessDenied /2:ExpiredToken"},
		{"commands first", curl("/1") + curl("/2") + status(a) + status(b), "/1:AccessDenied /2:ExpiredToken"},
		{"commands first, bodies only", curl("/1") + curl("/2") + xml(a) + "and\n" + xml(b), "/1:AccessDenied /2:ExpiredToken"},
		{"each answer above its request", "got\n" + status(a) + "from\n" + curl("/1") + "\n" + status(b) + "from\n" + curl("/2"), "/1:AccessDenied /2:ExpiredToken"},
		{"answers first", status(a) + status(b) + head("/1") + head("/2"), "/1:AccessDenied /2:ExpiredToken"},
		{"a command and its transcript, twice", curl("/1") + head("/1") + status(a) + curl("/2") + head("/2") + status(b), "/1: /1:AccessDenied /2: /2:ExpiredToken"},
		{"commands, then transcripts", curl("/1") + curl("/2") + head("/1") + status(a) + head("/2") + status(b), "/1: /2: /1:AccessDenied /2:ExpiredToken"},
		{"a request that is sent again", head("/1") + status(a) + head("/1") + status(b), "/1:AccessDenied /1:ExpiredToken"},
		{"one that succeeded", head("/1") + "HTTP/1.1 200 OK\n\nfine\n\n" + head("/2") + status(b), "/1: /2:ExpiredToken"},
		{"swapped, with signatures that tell", signed("/1", "1") + signed("/2", "2") + refused(b, "2") + "and\n" + refused(a, "1"), "/1:AccessDenied /2:ExpiredToken"},
		{"swapped, with times that tell", at("/1", "20260315T120001Z") + at("/2", "20260315T120002Z") + server(b, "/2", "20260315T120002Z") + "and\n" + server(a, "/1", "20260315T120001Z"), "/1:AccessDenied /2:ExpiredToken"},
		{"swapped, with paths that tell", at("/1", "20260315T120001Z") + at("/2", "20260315T120001Z") + server(b, "/2", "20260315T120001Z") + "and\n" + server(a, "/1", "20260315T120001Z"), "/1:AccessDenied /2:ExpiredToken"},
		{"the later request above", at("/2", "20260315T120002Z") + server(a, "/1", "20260315T120001Z") + at("/1", "20260315T120001Z"), "/2: /1:AccessDenied"},
		{"threads in turn", sent("Thread-1", "/1") + sent("Thread-2", "/2") + answer("Thread-2", b) + answer("Thread-1", a), "/1:AccessDenied /2:ExpiredToken"},
		{"an SDK tells of it again", head("/1") + status(a) + "An error occurred (AccessDenied) when calling the GetObject operation: m\n" + head("/2") + status(b) + "An error occurred (ExpiredToken) when calling the GetObject operation: m\n", "/1:AccessDenied /2:ExpiredToken"},
		{"a redirect on the way", head("/1") + "HTTP/1.1 307 Temporary Redirect\nLocation: /2\n\n" + status(a), "/1:AccessDenied"},
		{"two requests and one answer", curl("/1") + curl("/2") + status(a), "/1: /2:AccessDenied"},
		{"an URL and its answer, twice", "https://h.example/1?X-Amz-Signature=0\n" + xml(a) + "https://h.example/2?X-Amz-Signature=0\n" + xml(b), "/1:AccessDenied /2:ExpiredToken"},
		{"prose around", "I ran\n" + curl("/1") + "and it said\n" + xml(a) + "then I ran\n" + curl("/2") + "and it said\n" + xml(b) + "Why?\n", "/1:AccessDenied /2:ExpiredToken"},
		{"a line of an access log between", head("/1") + `192.0.2.3 - - [15/Mar/2026:12:00:01 +0000] "GET /x?X-Amz-Signature=0 HTTP/1.1" 403 9` + "\n" + status(b) + head("/2") + status(a), "/1: /x: /2:AccessDenied"},
	} {
		ev := parsed(t, c.text)
		var got []string
		for _, r := range ev.Requests {
			path, _, _ := strings.Cut(r.Target, "?")
			code := ""
			if r.Error >= 0 {
				code = ev.Errors[r.Error].Code.String
			}
			if r.Error >= 0 && r.Response >= 0 && ev.Errors[r.Error].Response >= 0 && ev.Errors[r.Error].Response != r.Response && c.name != "a redirect on the way" {
				t.Errorf("%s: %s has response %d, but its error is of %d", c.name, path, r.Response, ev.Errors[r.Error].Response)
			}
			got = append(got, fmt.Sprintf("%s:%s", path, code))
		}
		if got := strings.Join(got, " "); got != c.want {
			t.Errorf("%s:\n%s, want\n%s", c.name, got, c.want)
		}
	}
}
