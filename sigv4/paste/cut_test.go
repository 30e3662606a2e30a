package paste

import (
	"strings"
	"testing"

	"countersign/sigv4"
)

func TestCutRequests(t *testing.T) {
	const head = "GET /a HTTP/1.1\nHost: h.example\n"
	const authorization = head + "Authorization: AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260315/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=" + emptyHash
	for _, c := range []struct {
		name, text string
		cut        bool
	}{
		{"in the credential", head + "Authorization: AWS4-HMAC-SHA256 Credential=AKIDEX", true},
		{"in the credential, with a line end", head + "Authorization: AWS4-HMAC-SHA256 Credential=AKIDEX\n", true},
		{"in the signature", authorization[:len(authorization)-30], true},
		{"in a name", head + "X-Amz-Da", true},
		{"before a value", head + "X-Amz-Date:", true},
		{"in a time", head + "X-Amz-Date: 2026031", true},
		{"of headers alone", "Host: h.example\nX-Amz-Date: 20260315T120000Z\nAuthorization: AWS4-HMAC-SHA256 Cred", true},
		{"in a URL's credential", presigned[:strings.Index(presigned, "AKI")+6], true},
		{"in a URL's signature", presigned[:strings.Index(presigned, "X-Amz-Signature=")+40], true},
		{"in a command's quote", "curl http://h.example/ -H 'Authorization: AWS4-HMAC-SHA256 Credential=AKIDEX", true},
		{"behind a command's backslash", "curl http://h.example/ -H 'X-Amz-Date: 20260315T120000Z' \\\n", true},
		{"whole, without a line end", authorization, false},
		{"whole", authorization + "\n\n", false},
		{"without a signature", head + "Authorization: AWS4-HMAC-SHA256 Credential=AKIDEX\n\n", false},
		{"with another header behind", head + "Authorization: AWS4-HMAC-SHA256 Credential=AKIDEX\nX-A: b\n", false},
		{"with an answer behind", head + "Authorization: AWS4-HMAC-SHA256 Credential=AKIDEX\n\nHTTP/1.1 403 Forbidden\n", false},
		{"masked", head + "Authorization: AWS4-HMAC-SHA256 ***", false},
		{"an empty value", head + "X-Empty:\n\n", false},
		{"a whole URL", presigned, false},
		{"a whole command", "curl http://h.example/ -H 'X-Amz-Date: 20260315T120000Z'", false},
	} {
		ev := parsed(t, c.text)
		if len(ev.Requests) != 1 {
			t.Errorf("%s: parts %v", c.name, ev.Parts)
			continue
		}
		if r := ev.Requests[0]; r.Cut != c.cut || c.cut && r.Format != KindPresignedURL && r.OtherHeaders != Unknown || c.cut && r.Format == KindHTTPRequest && r.Body != Unknown {
			t.Errorf("%s: cut %v, other headers %v, body %v", c.name, r.Cut, r.OtherHeaders, r.Body)
		}
	}
}

func TestVariables(t *testing.T) {
	for text, want := range map[string]bool{
		`curl http://h.example/ -H "X-Amz-Date: $DATE"`:        true,
		"curl http://h.example/ -H \"X-Amz-Date: `date -u`\"":  true,
		`curl http://h.example/ -H 'X-Amz-Date: $DATE'`:        false, // sent as it stands
		"GET / HTTP/1.1\nX-Amz-Date: ${DATE}\n\n":              true,
		"GET / HTTP/1.1\nX-Amz-Date: $(date -u)\n\n":           true,
		"GET / HTTP/1.1\nX-Price: $5, or 5$\n\n":               false,
		"GET / HTTP/1.1\nX-Amz-Date: 20260315T120000Z\n\n":     false,
		"GET / HTTP/1.1\nX-Amz-Date: 20260315T120000Z, $X\n\n": true,
	} {
		if r := parsed(t, text).Requests[0]; r.Expands[0] != want {
			t.Errorf("%q: expands %v, want %v", text, r.Expands[0], want)
		}
	}
}

// TestWrittenLineEnds: Wireshark writes the line ends of a request out.
func TestWrittenLineEnds(t *testing.T) {
	text := `GET /a HTTP/1.1\r\n
Host: h.example\r\n
X-Amz-Date: 20260315T120000Z\r\n
\r\n
HTTP/1.1 403 Forbidden\r\n
Server: s\r\n
`
	ev := parsed(t, text)
	wantKinds(t, ev, KindHTTPRequest, KindHTTPResponse)
	r := ev.Requests[0]
	want := []sigv4.Header{{Name: "Host", Value: "h.example"}, {Name: "X-Amz-Date", Value: "20260315T120000Z"}}
	if r.Target != "/a" || len(r.Headers) != 2 || r.Headers[0] != want[0] || r.Headers[1] != want[1] || r.OtherHeaders != Absent || r.Body != Absent || r.Cut {
		t.Errorf("%+v", r)
	}
	if where := ev.in(sourceSpan(sigv4.Text{String: want[1].Value, Map: r.ValueMaps[1]}, 0, 16)); where != want[1].Value {
		t.Errorf("the time lies at %q", where)
	}
	if h := ev.Responses[0].Headers; len(h) != 1 || h[0].Value != "s" {
		t.Errorf("answer %v", h)
	}
}

// TestTypesetCommand: a text processor makes typeset quotation marks of those of the shell.
func TestTypesetCommand(t *testing.T) {
	ev := parsed(t, "curl -H ‘X-Amz-Date: 20260315T120000Z’ “https://h.example/p?q=1”")
	if len(ev.Requests) != 1 {
		t.Fatalf("parts %v", ev.Parts)
	}
	r := ev.Requests[0]
	if r.Target != "/p?q=1" || r.Headers[0] != (sigv4.Header{Name: "X-Amz-Date", Value: "20260315T120000Z"}) || r.Cut {
		t.Errorf("%+v", r)
	}
	if where := ev.in(sourceSpan(sigv4.Text{String: r.Headers[0].Value, Map: r.ValueMaps[0]}, 0, 16)); where != "20260315T120000Z" {
		t.Errorf("the time lies at %q", where)
	}
}
