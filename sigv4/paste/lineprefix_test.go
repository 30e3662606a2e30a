package paste

import (
	"strings"
	"testing"
)

func TestLinePrefixes(t *testing.T) {
	text := "web started\nDEBUG: Canonical Request:\n" + canonical + "\nGET /k HTTP/1.1\nHost: h.example\nAuthorization: " + authorization + "\n\n<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>\n"
	for name, prefix := range map[string]string{"GitHub Actions": "2026-03-15T12:00:00.1234567Z ", "docker compose": "web-1  | "} {
		for _, trim := range []bool{false, true} {
			pasted := prefix + strings.ReplaceAll(strings.TrimSuffix(text, "\n"), "\n", "\n"+prefix) + "\n"
			if trim {
				pasted = strings.ReplaceAll(pasted, " \n", "\n")
			}
			ev := parsed(t, pasted)
			wantKinds(t, ev, KindUnrecognized, KindLog, KindCanonicalRequest, KindHTTPRequest, KindXMLError)
			r := ev.Requests[0]
			if ev.CanonicalRequests[0].Text.String != canonical || r.Target != "/k" || r.Headers[1].Value != authorization || r.Error != 0 {
				t.Errorf("%s: %+v", name, ev)
			}
			if got := ev.in(sourceSpan(textOf(r.Headers[0].Value, r.ValueMaps[0]), 0, len("h.example"))); got != "h.example" {
				t.Errorf("%s: the host lies at %q", name, got)
			}
		}
	}
	for _, text := range []string{
		"2026-03-15T12:00:00.1234567Z a\n2026-03-15T12:00:00.1234567Z b\nc\n", "a | b\na | c\nd\n", "a | b\n", "2026-03-15T12:00:00.1234567Z", "a | ", "| a | b |\n| c | d |\n| e | f |\n",
	} {
		if got := withoutLinePrefix(undecorated(text)).String; got != text {
			t.Errorf("%q becomes %q", text, got)
		}
	}
}
