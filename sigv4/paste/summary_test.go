package paste

import (
	"fmt"
	"strings"
	"testing"

	"countersign/sigv4"
)

// summary is a request in a line: "POST /p of h.example | a: b | (Host: h.example) | body" with what is
// implied in brackets.
func summary(r Request) string {
	var out strings.Builder
	method := r.Method
	if r.ImpliedMethod {
		method = "(" + method + ")"
	}
	fmt.Fprintf(&out, "%s %s of %s", method, r.Target, r.Host)
	for i, h := range r.Headers {
		form := " | %s: %s"
		if r.Implied[i] {
			form = " | (%s: %s)"
		}
		fmt.Fprintf(&out, form, h.Name, h.Value)
	}
	if len(r.Request.Body) > 0 {
		out.WriteString(" | " + string(r.Request.Body))
	}
	return out.String()
}

// A place is a part of a paste: its kind, and the bytes that it covers.
type place struct {
	kind       Kind
	start, end int
}

// wantPlaces fails t unless the parts are of these kinds and at these places.
func wantPlaces(t *testing.T, name string, ev Evidence, want ...place) {
	t.Helper()
	for i, p := range ev.Parts {
		got := place{p.Kind, p.Span.Start, p.Span.End}
		if i >= len(want) || got != want[i] {
			t.Errorf("%s: part %d is %v: %q", name, i, got, ev.in(p.Span))
		}
	}
	if len(ev.Parts) < len(want) {
		t.Errorf("%s: %d parts, want %v", name, len(ev.Parts), want)
	}
}

// whereIs is the text of the paste that a part of a text comes from.
func whereIs(ev Evidence, text string, m sigv4.Map, part string) string {
	i := strings.Index(text, part)
	if i < 0 {
		return "nowhere"
	}
	return ev.in(sourceSpan(sigv4.Text{String: text, Map: m}, i, i+len(part)))
}

// TestDevTools: every way to copy one request from a browser gives the same request.
func TestDevTools(t *testing.T) {
	const (
		target = "/prod/pets?type=cat%20s&filter%5B%5D=a&page=2"
		host   = "abcdef1234.execute-api.us-east-1.amazonaws.com"
		body   = "{\"name\":\"O'Hara\",\"note\":\"100% \\\"sure\\\"!\",\"ünï\":\"ß\"}"
		agent  = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36"
	)
	for _, c := range []struct {
		file   string
		format Kind
		body   string
		doubt  string
		lacks  string // a header that this way leaves out
	}{
		{"devtools-curl.sh", KindCurl, body, "", ""},
		{"devtools-curl-cmd.txt", KindCurl, `{"name":"O'Hara","note":"100% \"sure\"!"," n ":" "}`, "the copy has spaces in the place of what is not ASCII", ""},
		{"devtools-curl-cmd-older.txt", KindCurl, body, "", ""},
		{"devtools-fetch.js", KindFetch, body, "", "user-agent"},
		{"devtools-powershell.ps1", KindPowerShell, body, "", ""},
		{"devtools.har", KindHAR, body, "", ""},
		{"devtools-sanitized.har", KindHAR, body, "", "authorization"},
	} {
		ev := parsed(t, read(t, c.file))
		if len(ev.Requests) != 1 {
			t.Errorf("%s: parts %v", c.file, ev.Parts)
			continue
		}
		r := ev.Requests[0]
		if r.Format != c.format || r.Method != "POST" || r.Target != target || r.Host != host || r.Scheme != "https" || string(r.Request.Body) != c.body || r.BodyDoubt != c.doubt || (r.Body == Present) != (c.doubt == "") || r.Cut || r.Redacted {
			t.Errorf("%s: %s, %s, body %v %q", c.file, r.Format, summary(r), r.Body, r.BodyDoubt)
		}
		for name, want := range map[string]string{
			"host": host, "content-type": "application/json", "x-amz-date": "20261121T215858Z", "x-empty": "", "sec-ch-ua": `"Chromium";v="140", "Not=A?Brand";v="24"`, "user-agent": agent,
			"x-amz-security-token": "IQoJb3JpZ2luX2VjEXAMPLETOKEN//////////wEaCXVzLWVhc3QtMQ==", "authority": "", ":authority": "",
			"authorization": "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261121/us-east-1/execute-api/aws4_request, SignedHeaders=content-length;content-type;host;x-amz-date;x-amz-security-token, Signature=3b88fc4c4d57f6550913c3adc7f26e2aedbe3f91031b9cf66e2525e5bc2d3c44",
		} {
			got, there := headerValue(r.Headers, name)
			if there != (name != c.lacks && !strings.HasSuffix(name, "authority")) || there && got != want {
				t.Errorf("%s: %s is there %v, %q", c.file, name, there, got)
			}
		}
		if c.lacks == "" && c.format == KindHAR != (r.OtherHeaders == Absent) {
			t.Errorf("%s: other headers %v", c.file, r.OtherHeaders)
		}
		if where := whereIs(ev, r.Target, r.TargetMap, "type=cat"); where != "type=cat" {
			t.Errorf("%s: the query lies at %q", c.file, where)
		}
		if c.doubt == "" {
			if where := whereIs(ev, body, r.BodyMap, "O'Hara"); where != "O'Hara" && where != `O\'Hara` {
				t.Errorf("%s: the body lies at %q", c.file, where)
			}
		}
	}
}
