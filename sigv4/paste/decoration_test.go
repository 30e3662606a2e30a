package paste

import (
	"strings"
	"testing"
)

// TestDecorations: what terminals and pages add to a text costs nothing of it, and its places are in the paste.
func TestDecorations(t *testing.T) {
	const request = "GET /a of h.example | Host: h.example | X-Amz-Date: 20260315T120000Z"
	const command = "(GET) /a of h.example | A: b | (Host: h.example) | (Accept: */*)"
	for _, c := range []struct{ name, text, want string }{
		{"colours", "\x1b[32mGET /a HTTP/1.1\x1b[0m\r\n\x1b[1mHost\x1b[0m: h.example\r\n\x1b[36mX-Amz-Date\x1b[39m: 20260315T120000Z\r\n\r\n", request},
		{"colours and marks", "\x1b[32m> GET /a HTTP/1.1\x1b[0m\n> \x1b[1mHost\x1b[22m: h.example\n> X-Amz-Date: 20260315T120000Z\n> \n", request},
		{"a link", "GET /a HTTP/1.1\nHost: \x1b]8;;http://x\x1b\\h.example\x1b]8;;\a\nX-Amz-Date: 20260315T120000Z\n\n", request},
		{"an invisible character", "\u200bGET /a HTTP/1.1\n\u200bHost: h.example\n\ufeffX-Amz-Date: 20260315T120000Z\n\n", request},
		{"an indented page", "\u00a0\u00a0GET /a HTTP/1.1\n\u00a0\u00a0Host: h.example\n\u00a0\u00a0X-Amz-Date: 20260315T120000Z\n", request},
		{"a page's request line", "GET\u00a0/a\u00a0HTTP/1.1\nHost: h.example\nX-Amz-Date: 20260315T120000Z\n\n", request},
		{"a page's command", "curl\u00a0\\\n\u00a0\u00a0-H\u00a0'A: b'\u00a0\\\n\u00a0\u00a0http://h.example/a\n", command},
		{"a page's prompt", "$\u00a0curl\u00a0http://h.example/a -H 'A: b'\n", command},
		{"prompts of bash", "$ curl \\\n>   -H 'A: b' \\\n>   http://h.example/a\n", command},
		{"typeset", "curl “http://h.example/a” -H “A: b”\n", command},
		{"a fence", "```sh\n$ curl http://h.example/a -H 'A: b'\n```\n", command},
		{"a quoted reply", "> curl http://h.example/a \\\n>   -H 'A: b'\n", command},
	} {
		ev := parsed(t, c.text)
		if len(ev.Requests) != 1 || summary(ev.Requests[0]) != c.want {
			t.Errorf("%s: parts %v", c.name, ev.Parts)
			for _, r := range ev.Requests {
				t.Errorf("%s: %s", c.name, summary(r))
			}
			continue
		}
		r := ev.Requests[0]
		if where := whereIs(ev, r.Target, r.TargetMap, "/a"); where != "/a" {
			t.Errorf("%s: the path lies at %q", c.name, where)
		}
	}
}

// TestCharactersThatStay: what may be the fault of a request is left in it.
func TestCharactersThatStay(t *testing.T) {
	for _, text := range []string{"page=2\u00a0\nhost:a\u00a0b", "Host: h\u200b\n", "a\x1b", "\x1b[", "\x1b]8;;", "curl http://h/\u00a0x"} {
		if got := undecorated(text).String; got != text {
			t.Errorf("%q is read as %q", text, got)
		}
	}
}

func TestTokens(t *testing.T) {
	const token = "eyJhbGciOiJub25lIn0.e30.c2ln"
	for _, text := range []string{
		"GET / HTTP/1.1\nHost: h\nAuthorization: Bearer " + token + "\n\n", "curl http://h/ -H 'authorization: Bearer " + token + "'", "curl http://h/ --oauth2-bearer " + token,
		`fetch("http://h/", {"headers": {"authorization": "Bearer ` + token + `"}})`, "iwr http://h/ -Headers @{\"Authorization\"=\"Bearer " + token + "\"}",
		`{"method":"GET","url":"http://h/","headers":[]}` + "\nauthorization: Basic " + token, "curl ^\"http://h/^\" -H ^\"Authorization: Bearer " + token + "^\"", "Authorization: \x1b[33mBearer " + token + "\x1b[0m",
	} {
		ev := parsed(t, text)
		if len(ev.Secrets) != 1 || ev.in(ev.Secrets[0].Span) != token || !ev.Secrets[0].Token {
			t.Errorf("%q: %v", text, ev.Secrets)
		}
		for _, r := range ev.Requests {
			if strings.Contains(summary(r), token) {
				t.Errorf("%q: %s", text, summary(r))
			}
		}
	}
	for _, text := range []string{"Authorization: Bearer <token>", "Authorization: Bearer $TOKEN", "authorization header of a Bearer token", "Authorization: AWS4-HMAC-SHA256 Credential=a", "Authorization: Bearer ", "--oauth2-bearer"} {
		if ev := parsed(t, text); len(ev.Secrets) != 0 {
			t.Errorf("%q: %v", text, ev.Secrets)
		}
	}
}

// TestColouredSecret: colours around a secret do not hide it.
func TestColouredSecret(t *testing.T) {
	ev := parsed(t, "aws_secret_access_key = \x1b[33m"+exampleSecret+"\x1b[0m\nGET /?k="+exampleSecret+" HTTP/1.1\nHost: h\n\n")
	if len(ev.Secrets) != 2 || ev.in(ev.Secrets[0].Span) != exampleSecret || strings.Contains(ev.Requests[0].Target, exampleSecret) {
		t.Errorf("%v, %+v", ev.Secrets, ev.Requests)
	}
}
