package view

import (
	"slices"
	"testing"

	"countersign/sigv4/paste"
)

// Each part of a request, a canonical request and a string to sign has its hue where it lies in the
// paste, and nothing else has.
func TestHues(t *testing.T) {
	for _, c := range []struct {
		name, paste string
		want        []string // part: text
	}{
		{"header form", "PUT /a%20b?x=1 HTTP/1.1\r\nHost: example.com\r\nX-Amz-Date: 20260315T120000Z\r\n" +
			"Authorization: AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260315/us-east-1/s3/aws4_request, SignedHeaders=host;x-amz-date, Signature=0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\r\n\r\n",
			[]string{"method: PUT", "path: /a%20b", "query: x=1", "time: 20260315T120000Z",
				"scope: AKIDEXAMPLE/20260315/us-east-1/s3/aws4_request", "headers: host;x-amz-date",
				"signature: 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"}},
		{"string to sign", "AWS4-HMAC-SHA256\n20260315T120000Z\n20260315/us-east-1/s3/aws4_request\ne3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\n",
			[]string{"time: 20260315T120000Z", "scope: 20260315/us-east-1/s3/aws4_request",
				"payload: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}},
	} {
		ev := paste.Parse(c.paste)
		var got []string
		for _, h := range hues(ev) {
			got = append(got, h.Part+": "+ev.Text[h.Span.Start:h.Span.End])
		}
		for _, want := range c.want {
			if !slices.Contains(got, want) {
				t.Errorf("%s: no hue for %q; there are %q", c.name, want, got)
			}
		}
		if len(got) != len(c.want) {
			t.Errorf("%s: hues are %q", c.name, got)
		}
	}
}
