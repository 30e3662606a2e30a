package paste

import (
	"strings"
	"testing"

	"countersign/sigv4"
)

func TestAWSCurl(t *testing.T) {
	text := read(t, "awscurl-v.txt")
	ev := parsed(t, text)
	wantPlaces(t, "recorded", ev, place{KindLog, 0, 720}, place{KindSecret, 103, 143}, place{KindSecret, 461, 501}, place{KindCanonicalRequest, 721, 1112}, place{KindStringToSign, 1113, 1297}, place{KindLog, 1298, 1345},
		place{KindAWSCurl, 1346, 1904}, place{KindLog, 1905, 1976}, place{KindHTTPResponse, 1977, 2225}, place{KindLog, 2226, 2228}, place{KindJSONError, 2229, 2997}, place{KindCanonicalRequest, 2481, 2804}, place{KindStringToSign, 2847, 2992})
	c, s, r := ev.CanonicalRequests[0], ev.StringsToSign[0], ev.Requests[0]
	if c.Side != Client || s.Side != Client || s.Text.String[s.Hash.Start:s.Hash.End] != sigv4.HashHex(c.Text.String) {
		t.Errorf("%v: %q hashes to another than %q says", c.Side, c.Text.String, s.Text.String)
	}
	if where := whereIs(ev, c.Text.String, c.Text.Map, "x-amz-date:2026"); where != "x-amz-date:2026" {
		t.Errorf("the date lies at %q", where)
	}
	if r.Method != "GET" || r.ImpliedMethod || r.Target != "/prod/pets?type=cat%20s&page=2" || r.Host != "127.0.0.1:9104" || len(r.Headers) != 6 || !r.Implied[5] || r.Body != Absent || r.Response != 0 || ev.Errors[0].Status != 403 {
		t.Errorf("%s, response %d", summary(r), r.Response)
	}
	for name, c := range map[string]struct {
		text   string
		canons int
		body   Presence
	}{
		"without the arguments": {text[strings.Index(text, "'page=2"):], 2, Unknown},
		"no signing lines":      {text[strings.Index(text, "'\\nHEADERS"):], 1, Unknown},
		"CRLF":                  {strings.ReplaceAll(text, "\n", "\r\n"), 2, Absent},
		"CRLF, no arguments":    {strings.ReplaceAll(text[strings.Index(text, "('"):], "\n", "\r\n"), 2, Unknown},
		"data":                  {strings.Replace(text, "'data': ''", "'data': 'a=b'", 1), 2, Present},
		"data of a file":        {strings.Replace(text, "'data': ''", "'data': '@x'", 1), 2, Unknown},
		"a short request":       {"'\\nCANONICAL REQUEST = GET\\n/\\n\\nhost:h\\n\\nhost\\n" + emptyHash + "'\n" + text[strings.Index(text, "'\\nHEADERS"):], 2, Unknown},
	} {
		ev := parsed(t, c.text)
		if len(ev.Requests) != 1 || ev.Requests[0].Format != KindAWSCurl || len(ev.CanonicalRequests) != c.canons || len(ev.Responses) != 1 || ev.Requests[0].Body != c.body {
			t.Errorf("%s: parts %v", name, ev.Parts)
		}
	}
	for i := 0; i < len(text); i += 13 {
		checkEvidence(t, Parse(text[:i]))
	}
}
