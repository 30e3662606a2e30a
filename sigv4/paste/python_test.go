package paste

import (
	"strings"
	"testing"
)

// pprinted is a text as Python's pprint breaks it into literals of a width.
func pprinted(text string, width int, mark string) string {
	var literals []string
	escaped := strings.NewReplacer(`\`, `\\`, "\n", `\n`, "'", `\'`)
	for text != "" {
		n := min(width, len(text))
		literals = append(literals, mark+"'"+escaped.Replace(text[:n])+"'")
		text = text[n:]
	}
	return strings.Join(literals, "\n         ")
}

const s3cmdSent = "DEBUG: signature-v4 headers: {'x-amz-date': '20260315T120000Z', 'Authorization': '" + authorization + "'}\n" +
	"DEBUG: get_hostname(bucket): h.example:8443\nDEBUG: ConnMan.get(): creating new connection: https://other.example\nDEBUG: format_uri(): /a%20b\n" +
	"DEBUG: Sending request method_string='PUT', uri='/a%20b?x=\\'y\\'', headers={'x-amz-date': '20260315T120000Z', 'Authorization': '" + authorization + "'}, body=(0 bytes)\n"

func TestS3cmd(t *testing.T) {
	body := "<?xml version=\"1.0\"?>\n<Error><Code>SignatureDoesNotMatch</Code><Message>" + mismatchOfS3 + "</Message><CanonicalRequest>" + canonical + "</CanonicalRequest></Error>"
	for name, data := range map[string]string{
		"one literal":      "b" + pprinted(body, 10000, ""),
		"76 columns":       pprinted(body, 76, "b"),
		"text of Python 2": pprinted(body, 10000, ""),
	} {
		answer := "DEBUG: Response:\n{'data': " + data + ",\n 'headers': {'content-type': 'application/xml', 'server': 'AmazonS3'},\n 'reason': 'Forbidden',\n 'status': 403}\n"
		ev := parsed(t, s3cmdSent+answer+"DEBUG: S3Error: 403 (Forbidden)\nERROR: S3 error: 403 (SignatureDoesNotMatch): "+mismatchOfS3+"\n")
		wantKinds(t, ev, KindLog, KindHTTPRequest, KindLog, KindHTTPResponse, KindXMLError, KindCanonicalRequest, KindLog, KindSDKError)
		r := ev.Requests[0]
		sent, _ := headerValue(r.Headers, "authorization")
		if r.Method != "PUT" || r.Target != "/a%20b?x='y'" || r.Host != "h.example:8443" || sent != authorization || r.OtherHeaders != Absent || r.Body != Absent || r.Response != 0 || r.Error != 0 {
			t.Errorf("%s: %+v", name, r)
		}
		if where := ev.in(r.Span); !strings.HasPrefix(where, "Sending request method_string=") || !strings.HasSuffix(where, "body=(0 bytes)") {
			t.Errorf("%s: the request lies at %q", name, where)
		}
		if a := ev.Responses[0]; a.Status != 403 || len(a.Headers) != 2 || a.Headers[1].Value != "AmazonS3" || ev.in(sourceSpan(textOf("AmazonS3", a.ValueMaps[1]), 0, 8)) != "AmazonS3" {
			t.Errorf("%s: %+v", name, a)
		}
		if e := ev.Errors[0]; e.Code.String != "SignatureDoesNotMatch" || e.Status != 403 || e.Response != 0 || ev.CanonicalRequests[0].Text.String != canonical || ev.CanonicalRequests[0].Side != Server {
			t.Errorf("%s: %+v, %+v", name, e, ev.CanonicalRequests)
		}
	}
	// Without a word about the host it is not known.
	lone := s3cmdSent[strings.Index(s3cmdSent, "Sending"):]
	if r := parsed(t, lone).Requests[0]; r.Host != "" || r.OtherHeaders != Unknown || len(r.Headers) != 2 {
		t.Errorf("%+v", r)
	}
	if r := parsed(t, strings.Replace(s3cmdSent, "get_hostname", "hostname", 1)).Requests[0]; r.Host != "other.example" {
		t.Errorf("%+v", r)
	}
	for _, cut := range []string{"', uri=", ", headers=", "'}, body"} {
		if ev := parsed(t, lone[:strings.Index(lone, cut)]); len(ev.Requests) != 0 {
			t.Errorf("cut before %q: %+v", cut, ev.Requests)
		}
	}
}

func TestBrokenLiterals(t *testing.T) {
	for _, width := range []int{20, 76} {
		text := "(" + pprinted("\nCANONICAL REQUEST = "+canonical, width, "") + ")\n(" + pprinted("\nSTRING_TO_SIGN = "+toSign, width, "") + ")"
		ev := parsed(t, text)
		wantKinds(t, ev, KindCanonicalRequest, KindStringToSign)
		c := ev.CanonicalRequests[0]
		if c.Text.String != canonical || c.Side != Client || c.Label != "CANONICAL REQUEST =" || ev.StringsToSign[0].Text.String != toSign {
			t.Errorf("%q of %v, %q", c.Text.String, c.Side, c.Label)
		}
	}
	for _, text := range []string{"('a')", "('a'\n 'b')", "('a', 'b')", "('a'\n 'GET", "('"} {
		if ev := parsed(t, text); len(ev.CanonicalRequests) != 0 {
			t.Errorf("%q: %v", text, ev.Parts)
		}
	}
}
