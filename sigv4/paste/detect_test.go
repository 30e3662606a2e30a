package paste

import (
	"os"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"countersign/sigv4/internal/hostile"
)

func TestNothing(t *testing.T) {
	for _, text := range []string{"", " ", "\n\n\t", "\ufeff"} {
		if ev := parsed(t, text); len(ev.Parts) != 0 || ev.Truncated {
			t.Errorf("%q: parts %v", text, ev.Parts)
		}
	}
}

func TestTruncation(t *testing.T) {
	long := "x" + strings.Repeat("é", 5*MaxBytes)
	ev := parsed(t, long)
	if !ev.Truncated || len(ev.Text) != MaxBytes-1 || !utf8.ValidString(ev.Text) {
		t.Errorf("truncated %v, %d bytes", ev.Truncated, len(ev.Text))
	}
	if ev := parsed(t, long[:MaxBytes]); ev.Truncated {
		t.Error("a text of MaxBytes is cut")
	}
}

func TestHostileTexts(t *testing.T) {
	for _, shape := range hostile.Shapes {
		start := time.Now()
		checkEvidence(t, Parse(shape.Text(MaxBytes)))
		if took := time.Since(start); took > 5*time.Second {
			t.Errorf("%s: a megabyte takes %v", shape.Name, took)
		}
	}
}

// Every prefix and every single wrong byte of a paste that has everything still gives evidence that
// keeps its promises.
func TestCutAndBroken(t *testing.T) {
	text := everything(t)
	for i := 0; i < len(text); i += 7 {
		checkEvidence(t, Parse(text[:i]))
		checkEvidence(t, Parse(text[i:]))
		checkEvidence(t, Parse(text[:i]+"\x00\xff'\"\\{<"+text[i+1:]))
	}
}

func everything(t *testing.T) string {
	t.Helper()
	var all strings.Builder
	for _, name := range []string{"curl-i-apigw.txt", "postman.http", "versitygw-error.http"} {
		all.WriteString(read(t, name) + "\n")
	}
	return all.String()
}

func read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestRecordings(t *testing.T) {
	const (
		q = KindHTTPRequest
		r = KindHTTPResponse
		c = KindCanonicalRequest
		s = KindStringToSign
		j = KindJSONError
		x = KindXMLError
		e = KindErrorMessage
		k = KindSDKError
		l = KindLog
		g = KindSignature
		b = KindBotocoreRequest
		u = KindUnrecognized
	)
	for _, want := range []struct {
		file  string
		kinds []Kind
		code  string // of the first error
		host  string // in the first canonical request
	}{
		{"apigw-error.json", []Kind{j, c, s}, "", "abcdef1234.execute-api.us-east-1.amazonaws.com"},
		{"apigw-error-collapsed.txt", []Kind{e, c, s}, "", "abcdef1234.execute-api.us-east-1.amazonaws.com"},
		{"auth-errors.http", []Kind{r, j, r, j, r, j, r, j, r, j, r, x, r, x}, "InvalidSignatureException", ""},
		{"s3-error.xml", []Kind{x, s, c}, "SignatureDoesNotMatch", "backend.internal:8080"},
		{"s3-post-policy-error.xml", []Kind{x}, "SignatureDoesNotMatch", ""},
		{"s3-response-crlf.http", []Kind{r, x, s, c}, "SignatureDoesNotMatch", "127.0.0.1:9101"},
		{"versitygw-error.http", []Kind{r, x, s, c}, "SignatureDoesNotMatch", "127.0.0.1:9202"},
		{"compatible-errors.txt", []Kind{u, x, s, c, x, x, u, x, s, c, u, x, x, u, x}, "SignatureDoesNotMatch", "backend.internal:8080"},
		{"postman.http", []Kind{q, r, j, c, s}, "InvalidSignatureException", "abcdef1234.execute-api.us-east-1.amazonaws.com"},
		{"devtools-curl.sh", []Kind{KindCurl}, "", ""},
		{"curl-i-apigw.txt", []Kind{KindCurl, KindSecret, r, j, c, s}, "InvalidSignatureException", "127.0.0.1:9104"},
		{"botocore-dynamodb.txt", []Kind{u, l, c, l, s, l, g, l, b, l, r, l, j, c, s, l, k, c, s, l, k, c, s}, "InvalidSignatureException", ""},
		{"boto3-s3.txt", []Kind{u, l, c, l, s, l, g, l, b, l, r, l, x, s, c, k}, "SignatureDoesNotMatch", ""},
		{"curl-v-dynamodb.txt", []Kind{KindCurl, KindSecret, l, s, l, g, l, q, l, r, l, j, c, s}, "InvalidSignatureException", "127.0.0.1:9102"},
		{"curl-v-proxy.txt", []Kind{l, s, l, g, l, q, l, r, l, x, s, c}, "SignatureDoesNotMatch", "127.0.0.1:9202"},
		{"curl-trace-sts.txt", []Kind{KindCurl, KindSecret, l, s, l, g, l, q, l, r, l, x, l}, "SignatureDoesNotMatch", ""},
		{"curl-7-v-s3.txt", []Kind{KindCurl, KindSecret, l, q, r, l, x, s, c}, "SignatureDoesNotMatch", "127.0.0.1:9101"},
		{"awscli-dynamodb.txt", []Kind{u, k, c, s}, "InvalidSignatureException", "127.0.0.1:9102"},
	} {
		text := read(t, want.file)
		ev := parsed(t, text)
		if got := kinds(ev); strings.Join(words(got), " ") != strings.Join(words(want.kinds), " ") {
			t.Errorf("%s: parts %v, want %v", want.file, got, want.kinds)
			continue
		}
		if want.code != "" && ev.Errors[0].Code.String != want.code {
			t.Errorf("%s: code %q, want %q", want.file, ev.Errors[0].Code.String, want.code)
		}
		if want.host == "" {
			continue
		}
		request := ev.CanonicalRequests[0]
		headers := request.Text.String[request.Headers.Start:request.Headers.End]
		if !strings.Contains(headers, "host:"+want.host+"\n") || request.Side != Server || request.PayloadHash.Len() == 0 || request.Masked {
			t.Errorf("%s: headers %q, side %v", want.file, headers, request.Side)
		}
	}
}

func words(kinds []Kind) []string {
	var out []string
	for _, k := range kinds {
		out = append(out, string(k))
	}
	return out
}

// What stands in the paste in any order is found in any order.
func TestMixedOrders(t *testing.T) {
	pieces := []string{
		"GET / HTTP/1.1\nHost: h.example\n\n",
		"CanonicalRequest:\n" + canonical + "\n",
		"StringToSign:\n" + toSign + "\n",
		"{\"message\":\"Credential should be scoped to a valid region, not 'eu'. \"}\n",
		"<Error><Code>ExpiredToken</Code><Message>The provided token has expired.</Message></Error>\n",
		"curl http://h.example/x\n",
	}
	var permute func(done, left []string)
	permute = func(done, left []string) {
		if len(left) == 0 {
			ev := parsed(t, strings.Join(done, "some words between\n"))
			if len(ev.Requests) != 2 || len(ev.CanonicalRequests) != 1 || len(ev.StringsToSign) != 1 || len(ev.Errors) != 2 {
				t.Fatalf("%q: %v", done, ev.Parts)
			}
			return
		}
		for i := range left {
			rest := append(append([]string{}, left[:i]...), left[i+1:]...)
			permute(append(done[:len(done):len(done)], left[i]), rest)
		}
	}
	permute(nil, pieces)
}
