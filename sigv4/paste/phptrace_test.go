package paste

import (
	"strings"
	"testing"
)

func TestPHPTrace(t *testing.T) {
	const sign = "-> Entering step sign, name 'signer'\n---------------------------------------\n\n"
	const authorized = "  request.headers.Authorization was set to array(1) {\n    [0]=>\n    string(208) \"" + authorization + "\"\n  }\n"
	const redacted = "AWS4-HMAC-SHA256 Credential=[KEY]/20260315/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=[SIGNATURE]"
	const build = "-> Entering step build, name 'builder'\n------\n\n  request was set to array(7) {\n    [\"instance\"]=>\n    string(32) \"000000000000000a0000000000000000\"\n    [\"method\"]=>\n    string(3) \"PUT\"\n" +
		"    [\"headers\"]=>\n    array(2) {\n      [\"Host\"]=>\n      array(1) {\n        [0]=>\n        string(9) \"h.example\"\n      }\n      [\"X-Amz-Date\"]=>\n      array(1) {\n        [0]=>\n        string(16) \"20260315T115959Z\"\n      }\n    }\n" +
		"    [\"scheme\"]=>\n    string(5) \"https\"\n    [\"path\"]=>\n    string(6) \"/a%20b\"\n    [\"query\"]=>\n    string(3) \"c=d\"\n  }\n\n"
	for _, c := range []struct {
		name, text             string
		method, target, scheme string
		headers                string
		redacted               bool
	}{
		{"the last step", sign + "  command was set to array(1) {\n    [\"name\"]=>\n    string(11) \"ListBuckets\"\n  }\n\n  request.method was set to string(3) \"GET\"\n" + authorized,
			"GET", "", "", "Authorization=" + authorization, false},
		{"redacted, its quote lost", sign + "  request.headers.Authorization was set to array(1) {\n    [0]=>\n    string(208) \"" + redacted + "\n  }\n",
			"", "", "", "Authorization=" + redacted, true},
		{"both steps", build + sign + "  request.headers.X-Amz-Date.0 changed from 20260315T115959Z to 20260315T120000Z\n" + authorized,
			"PUT", "/a%20b?c=d", "https", "Host=h.example X-Amz-Date=20260315T120000Z Authorization=" + authorization, false},
		{"values without a type", sign + "  request.method was set to DELETE\n  request.path was set to /k\n" + authorized,
			"DELETE", "/k", "", "Authorization=" + authorization, false},
	} {
		ev := parsed(t, c.text+"\nafter")
		if len(ev.Requests) != 1 {
			t.Errorf("%s: %v", c.name, ev.Parts)
			continue
		}
		r := ev.Requests[0]
		var headers []string
		for i, h := range r.Headers {
			headers = append(headers, h.Name+"="+h.Value)
			if got := ev.in(sourceSpan(textOf(h.Value, r.ValueMaps[i]), 0, len(h.Value))); got != h.Value {
				t.Errorf("%s: %s lies at %q", c.name, h.Name, got)
			}
		}
		if r.Method != c.method || r.Target != c.target || r.Scheme != c.scheme || strings.Join(headers, " ") != c.headers || r.Redacted != c.redacted || r.OtherHeaders != Unknown || r.Body != Unknown {
			t.Errorf("%s: %+v", c.name, r)
		}
		if got, want := ev.in(ev.Parts[len(ev.Parts)-2].Span), strings.TrimSpace(c.text[strings.Index(c.text, sign):]); got != want {
			t.Errorf("%s: the request lies at %q", c.name, got)
		}
	}
	for _, text := range []string{phpEntering, phpLeaving, sign, build, sign + "  request.method was set to", sign + strings.Repeat("  a was set to array(1) {\n", 99), sign + "  }\n  }\n  request.headers.A was set to string("} {
		if ev := parsed(t, text); len(ev.Requests) != 0 {
			t.Errorf("%q: %v", text, ev.Parts)
		}
	}
	// What a step leaves behind is read by itself.
	ev := parsed(t, "<- Leaving step sign, name 'signer'\n------\n\n  error was set to array(1) {\n    [\"message\"]=>\n    string(99) \"Error executing \"ListBuckets\" on \"https://s3.amazonaws.com/\"; AWS HTTP error: x `403 Forbidden` SignatureDoesNotMatch (client): "+mismatchOfS3+" - <Error>\"\n  }\n")
	if len(ev.Errors) != 1 || ev.Errors[0].Code.String != "SignatureDoesNotMatch" || ev.Errors[0].Client != "AWS SDK for PHP v3" {
		t.Errorf("%+v", ev.Errors)
	}
}
