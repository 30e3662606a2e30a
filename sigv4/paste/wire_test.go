package paste

import (
	"strings"
	"testing"
)

// wireMessages is one exchange, as it was on the wire.
var wireMessages = struct{ request, body, answer, refused string }{
	"PUT /k HTTP/1.1\r\nHost: h.example\r\nx-amz-meta-a: it's \"caf\u00e9\"\r\nContent-Length: 7\r\n\r\n", "{\"a\":1}",
	"HTTP/1.1 403 Forbidden\r\nContent-Type: application/xml\r\n\r\n",
	"<?xml version=\"1.0\"?>\n<Error><Code>SignatureDoesNotMatch</Code><Message>" + mismatchOfS3 + "</Message><CanonicalRequest>" + canonical + "</CanonicalRequest></Error>",
}

func TestWireTraces(t *testing.T) {
	m := wireMessages
	ruby := strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\r", `\r`, "\n", `\n`)
	const stamp = "2026-03-15 12:00:00,124 [main] DEBUG org.apache.http.wire - http-outgoing-0 "
	apache := func(prefix, mark, text string) string {
		var rows strings.Builder
		for _, line := range strings.SplitAfter(text, "\n") {
			if line != "" {
				rows.WriteString(prefix + mark + ` "` + strings.NewReplacer("\r", `[\r]`, "\n", `[\n]`, "\u00e9", "[0xc3][0xa9]").Replace(line) + "\"\n")
			}
		}
		return rows.String()
	}
	python := strings.NewReplacer(`\`, `\\`, "'", `\'`, "\r", `\r`, "\n", `\n`, "\u00e9", `\xc3\xa9`)
	for _, c := range []struct {
		name, request, answer, refused string
	}{
		{"Ruby", `<- "` + ruby.Replace(m.request) + "\"\n" + `<- "` + ruby.Replace(m.body) + "\"\n",
			`-> "HTTP/1.1 403 Forbidden\r\n"` + "\n" + `-> "Content-Type: application/xml\r\n"` + "\n" + `-> "\r\n"` + "\n",
			`-> "` + ruby.Replace(m.refused) + "\"\n"},
		{"Java, version 4", apache(stamp, ">>", m.request) + apache(stamp, ">>", m.body), apache(stamp, "<<", m.answer), apache(stamp, "<<", m.refused)},
		{"Java, another layout", apache("12:00:00.124 [main] DEBUG org.apache.http.wire:73 - http-outgoing-12 ", ">>", m.request+m.body), apache("12:00:00.124 [main] DEBUG org.apache.http.wire:73 - http-outgoing-12 ", "<<", m.answer), apache("12:00:00.124 [main] DEBUG org.apache.http.wire:73 - http-outgoing-12 ", "<<", m.refused)},
		{"Java, without a head", apache("http-outgoing-0 ", ">>", m.request+m.body), apache("http-outgoing-0 ", "<<", m.answer), apache("http-outgoing-0 ", "<<", m.refused)},
		{"Python", "send: b'" + python.Replace(m.request) + "'\nsend: b'" + python.Replace(m.body) + "'\n", `reply: 'HTTP/1.1 403 Forbidden\r\n'` + "\nheader: Content-Type: application/xml\n", "b'" + python.Replace(m.refused) + "'\n"},
	} {
		for _, end := range []string{"\n", "\r\n"} {
			replace := func(s string) string { return strings.ReplaceAll(s, "\n", end) }
			request, answer, refused := replace(c.request), replace(c.answer), replace(c.refused)
			ev := parsed(t, "before"+end+request+answer+refused+"after")
			wantKinds(t, ev, KindUnrecognized, KindHTTPRequest, KindHTTPResponse, KindXMLError, KindCanonicalRequest, KindUnrecognized)
			r := ev.Requests[0]
			meta, _ := headerValue(r.Headers, "x-amz-meta-a")
			if r.Method != "PUT" || r.Target != "/k" || meta != "it's \"caf\u00e9\"" || len(r.Headers) != 3 || r.Body != Present || string(r.Request.Body) != m.body || r.OtherHeaders != Absent || r.Response != 0 || r.Error != 0 {
				t.Errorf("%s: %+v, body %q", c.name, r, r.Request.Body)
			}
			for i, want := range []string{request, answer, refused} {
				if got := ev.in(ev.Parts[i+1].Span); got != strings.TrimSpace(want) {
					t.Errorf("%s: part %d lies at %q", c.name, i+1, got)
				}
			}
			if ev.Responses[0].Status != 403 || len(ev.Responses[0].Headers) != 1 || ev.Errors[0].Status != 403 || ev.CanonicalRequests[0].Text.String != canonical || ev.CanonicalRequests[0].Side != Server {
				t.Errorf("%s: %+v %+v", c.name, ev.Responses, ev.CanonicalRequests)
			}
		}
	}
}

// Rows that were cut, or are none of a message, are the log's.
func TestNoWireTraces(t *testing.T) {
	for text, want := range map[string]Kind{
		"<- \"":                           KindLog,
		"-> \"\\r\\n\"":                   KindLog,
		"-> \"<html></html>\"":            KindLog,
		"send: b'":                        KindLog,
		"reply: '":                        KindLog,
		"opening connection to h:80...":   KindLog,
		"reading the manual":              KindUnrecognized,
		"he wrote >> \"GET / HTTP/1.1\"":  KindUnrecognized,
		"\"{\"":                           KindUnrecognized,
		"'<Error'":                        KindUnrecognized,
		"<- \"GET / HTTP/1.1\\r\\nHost: ": KindHTTPRequest,
	} {
		wantKinds(t, parsed(t, text), want)
	}
}

// An error that a program prints in quotes reads as it does without.
func TestQuotedErrors(t *testing.T) {
	for _, text := range []string{
		`"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>"`,
		`b'<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>'`,
		`'{"__type": "AccessDenied", "message": "Access Denied"}'`,
		`"{\"__type\": \"AccessDenied\", \"message\": \"Access Denied\"}"`,
	} {
		ev := parsed(t, "it said\n"+text+"\n")
		if len(ev.Errors) != 1 || ev.Errors[0].Code.String != "AccessDenied" || ev.Errors[0].Message.String != "Access Denied" || ev.in(ev.Errors[0].Span) == "" {
			t.Errorf("%s: %+v", text, ev.Errors)
		}
		if part := ev.Parts[1]; ev.in(part.Span) != text {
			t.Errorf("%s lies at %q", text, ev.in(part.Span))
		}
	}
}
