package sigv4

import (
	"errors"
	"reflect"
	"strings"
	"testing"
)

func TestParseRequest(t *testing.T) {
	for _, tc := range []struct {
		name, raw string
		want      Request
	}{
		{"LF", "GET /a?b HTTP/1.1\nHost: h\n", Request{Method: "GET", Target: "/a?b", Headers: []Header{{"Host", " h"}}}},
		{"CRLF", "GET / HTTP/1.1\r\nHost:h\r\n\r\n", Request{Method: "GET", Target: "/", Headers: []Header{{"Host", "h"}}, Body: []byte{}}},
		{"no final line end", "GET / HTTP/1.1", Request{Method: "GET", Target: "/"}},
		{"spaces in the target", "GET /a b HTTP/c HTTP/1.1\n", Request{Method: "GET", Target: "/a b HTTP/c"}},
		{"folded", "GET / HTTP/1.1\nA: 1 \n  2\r\n\t3\nB:4\n", Request{Method: "GET", Target: "/", Headers: []Header{{"A", " 1 2 3"}, {"B", "4"}}}},
		{"body as it is", "PUT / HTTP/1.1\r\nA:b\r\n\r\n\r\nx\r\n\n", Request{Method: "PUT", Target: "/", Headers: []Header{{"A", "b"}}, Body: []byte("\r\nx\r\n\n")}},
		{"blank lines before", "\r\n\nGET / HTTP/1.1\nA:b", Request{Method: "GET", Target: "/", Headers: []Header{{"A", "b"}}}},
		{"colon in the value", "GET / HTTP/1.1\nA:b:c\n", Request{Method: "GET", Target: "/", Headers: []Header{{"A", "b:c"}}}},
	} {
		got, err := ParseRequest(tc.raw)
		if err != nil || !reflect.DeepEqual(got, tc.want) {
			t.Errorf("%s: got %q, %v; want %q", tc.name, got, err, tc.want)
		}
	}
	for raw, field := range map[string]string{
		"": "request line", " \n": "request line", "GET /\n": "request line", "GET\n": "request line", "GET HTTP/1.1": "request line",
		"GET / HTTP/1.1\n a: b": "header line", "GET / HTTP/1.1\nHost": "header line",
		"GET / HTTP/1.1\n" + strings.Repeat("a:b\n", MaxHeaders+1): "headers",
	} {
		_, err := ParseRequest(raw)
		var e *Error
		if !errors.As(err, &e) || e.Stage != StageRequest || e.Field != field {
			t.Errorf("%.40q: got %v, want an error about the %s", raw, err, field)
		}
	}
}

// Joining folded lines takes time in proportion to their length: a megabyte of them is quick.
func TestParseRequestFoldsInLinearTime(t *testing.T) {
	r, err := ParseRequest("GET / HTTP/1.1\nA:1\n" + strings.Repeat(" a\n", 1<<19) + " \nB:2")
	if err != nil || len(r.Headers) != 2 || r.Headers[0].Value != "1"+strings.Repeat(" a", 1<<19)+" " || r.Headers[1].Value != "2" {
		t.Errorf("%d headers, %v", len(r.Headers), err)
	}
}

func TestRawIsWhatParseRequestReads(t *testing.T) {
	r := Request{Method: "PUT", Target: "/a?b", Headers: []Header{{"Host", " h"}, {"a", ""}}, Body: []byte("x\r\n\r\ny")}
	if got, err := ParseRequest(r.Raw()); err != nil || !reflect.DeepEqual(got, r) {
		t.Errorf("got %q, %v; want %q", got, err, r)
	}
}
