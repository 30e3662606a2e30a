package sigv4

import (
	"strings"
	"testing"
)

// derive signs a GET of target with the example credentials.
func derive(t *testing.T, target string, rules Rules, headers ...Header) Derivation {
	t.Helper()
	r := Request{Method: "GET", Target: target, Headers: append([]Header{{"Host", "example.amazonaws.com"}}, headers...)}
	d, err := Derive(r, exampleCredentials(), Signing{Time: exampleTime, Region: "us-east-1", Service: "service", Rules: rules})
	if err != nil {
		t.Fatalf("%q: %v", target, err)
	}
	return d
}

func TestCanonicalURI(t *testing.T) {
	for _, tc := range []struct{ target, once, twice, normalized string }{
		{"", "/", "/", "/"},
		{"/", "/", "/", "/"},
		{"?a", "/", "/", "/"},
		{"//", "//", "//", "/"},
		{"/./", "/./", "/./", "/"},
		{"/.", "/.", "/.", "/"},
		{"/..", "/..", "/..", "/"},
		{"/../..", "/../..", "/../..", "/"},
		{"/a/..", "/a/..", "/a/..", "/"},
		{"/a/../", "/a/../", "/a/../", "/"},
		{"/a/./b/../c", "/a/./b/../c", "/a/./b/../c", "/a/c"},
		{"/a/.", "/a/.", "/a/.", "/a"},
		{"/a/b/..", "/a/b/..", "/a/b/..", "/a"},
		{"//a//b//", "//a//b//", "//a//b//", "/a/b/"},
		{"/..a/...", "/..a/...", "/..a/...", "/..a/..."},
		{"/%2e%2e/a", "/../a", "/%252e%252e/a", "/%252e%252e/a"}, // an escaped dot is no dot segment
		{"/a b", "/a%20b", "/a%2520b", "/a%2520b"},
		{"/a%20b", "/a%20b", "/a%2520b", "/a%2520b"},
		{"/a+b", "/a%2Bb", "/a%2Bb", "/a%2Bb"},
		{"/ü", "/%C3%BC", "/%25C3%25BC", "/%25C3%25BC"},
		{"/%c3%bc", "/%C3%BC", "/%25c3%25bc", "/%25c3%25bc"},
		{"/%7E~%41", "/~~A", "/%257E~%2541", "/%257E~%2541"},
		{"/%2F", "//", "/%252F", "/%252F"},
		{"/%zz%", "/%25zz%25", "/%2525zz%2525", "/%2525zz%2525"}, // a bare % is illegal on the wire, so it counts as %25
		{"/%4", "/%254", "/%25254", "/%25254"},
		{"/!$&'()*,;=:@", "/%21%24%26%27%28%29%2A%2C%3B%3D%3A%40", "/%21%24%26%27%28%29%2A%2C%3B%3D%3A%40", "/%21%24%26%27%28%29%2A%2C%3B%3D%3A%40"},
		{"/\x00\x7f", "/%00%7F", "/%2500%257F", "/%2500%257F"},
		{"/[\"]", "/%5B%22%5D", "/%255B%2522%255D", "/%255B%2522%255D"},
	} {
		for _, check := range []struct {
			rules Rules
			want  string
		}{
			{Rules{}, tc.once}, {Rules{EncodeTwice: true}, tc.twice}, {general, tc.normalized},
		} {
			if got := derive(t, tc.target, check.rules).CanonicalURI.String; got != check.want {
				t.Errorf("%q under %+v: got %q, want %q", tc.target, check.rules, got, check.want)
			}
		}
	}
}

func TestCanonicalQuery(t *testing.T) {
	for _, tc := range []struct{ query, want string }{
		{"", ""}, {"&", ""}, {"&&", ""},
		{"a", "a="}, {"a=", "a="}, {"=a", "=a"}, {"=", "="},
		{"a=b=c", "a=b%3Dc"},
		{"b&a&c", "a=&b=&c="},
		{"a=2&a=10&a=1&a", "a=&a=1&a=10&a=2"},
		{"a1=x&a=y&a-=z", "a=y&a-=z&a1=x"},
		{"B=1&a=1&A=1", "A=1&B=1&a=1"},
		{"a=1+2", "a=1%202"},
		{"a=%2B", "a=%2B"}, {"a=%2b", "a=%2B"}, {"a=%20", "a=%20"},
		{"a=/?:@", "a=%2F%3F%3A%40"},
		{"%61=%7e", "a=~"},
		{"ü=ü", "%C3%BC=%C3%BC"},
		{"ü=1&z=2", "%C3%BC=1&z=2"}, // sorted as encoded: "%" goes before letters
		{"a=%&b=%4&c=%4g", "a=%25&b=%254&c=%254g"},
		{"a?b", "a%3Fb="},
		{"prefixprefix2=1&prefixprefix10=1&prefixprefix1=1&prefix=1", "prefix=1&prefixprefix1=1&prefixprefix10=1&prefixprefix2=1"},
		{"X-Amz-Signature=old&X-Amz-Algorithm=old&X-Amz-Credential=old&a=b&X-Amz-Date=1&X-Amz-Expires=1&X-Amz-SignedHeaders=host&X-Amz-Security-Token=t", "a=b"},
		{"x-amz-meta=1&X-Amz-Content-Sha256=u", "X-Amz-Content-Sha256=u&x-amz-meta=1"},
	} {
		if got := derive(t, "/?"+tc.query, general).CanonicalQuery.String; got != tc.want {
			t.Errorf("%q: got %q, want %q", tc.query, got, tc.want)
		}
	}
}

func TestCanonicalHeaders(t *testing.T) {
	for _, tc := range []struct{ value, want string }{
		{"", ""}, {" ", ""}, {"a", "a"}, {"  a  ", "a"}, {"a  b", "a b"}, {"a \t b", "a b"}, {"\ta\tb\t", "a b"},
		{"a\r\n  b", "a b"}, {"\"a  b\"", "\"a b\""}, {"\u00a0a\u00a0", "\u00a0a\u00a0"}, {"a b c", "a b c"},
	} {
		d := derive(t, "/", general, Header{"My-Header", tc.value})
		want := "host:example.amazonaws.com\nmy-header:" + tc.want + "\nx-amz-date:20150830T123600Z\n"
		if got := d.CanonicalHeaders.String; got != want {
			t.Errorf("%q: got %q, want %q", tc.value, got, want)
		}
	}
	d := derive(t, "/", general, Header{"B", "1"}, Header{"a", "2"}, Header{"b", "3"}, Header{"A", ""}, Header{"B", "0"})
	if got, want := d.CanonicalHeaders.String, "a:2,\nb:1,3,0\nhost:example.amazonaws.com\nx-amz-date:20150830T123600Z\n"; got != want {
		t.Errorf("duplicates: got %q, want %q", got, want)
	}
	if got, want := d.SignedHeaders.String, "a;b;host;x-amz-date"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestHeadersThatChangeOnTheWayAreNotSigned(t *testing.T) {
	var headers []Header
	for _, name := range strings.Fields("Authorization Connection Expect Keep-Alive Proxy-Authorization Proxy-Connection " +
		"TE Trailer Transfer-Encoding Upgrade User-Agent X-Amzn-Trace-Id Sec-WebSocket-Key Sec-WebSocket-Version") {
		headers = append(headers, Header{name, "x"})
	}
	d := derive(t, "/", general, headers...)
	if got, want := d.SignedHeaders.String, "host;x-amz-date"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	d = derive(t, "/", general, Header{"Accept-Encoding", "x"}, Header{"Content-Length", "0"}, Header{"Date", "x"}, Header{"Range", "x"})
	if got, want := d.SignedHeaders.String, "accept-encoding;content-length;date;host;range;x-amz-date"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
