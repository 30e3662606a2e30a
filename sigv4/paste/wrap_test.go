package paste

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"
)

// wraps write the lines of a program as systems do that keep its log.
var wraps = map[string]func(lines []string) string{
	"GitHub Actions":              before("2026-03-15T12:00:00.1234567Z "),
	"docker logs -t":              before("2026-03-15T12:00:00.123456789Z "),
	"docker compose":              before("web-1  | "),
	"kubectl --prefix":            before("[pod/web-0/app] "),
	"kubectl --timestamps":        before("2026-03-15T12:00:00.123456789+01:00 "),
	"CRI":                         before("2026-03-15T12:00:00.123456789Z stdout F "),
	"journalctl":                  before("Mar 15 12:00:00 web1 app[123]: "),
	"journalctl, one message":     indentedBehind("Mar 15 12:00:00 web1 app[123]: "),
	"journalctl -o short-iso":     before("2026-03-15T12:00:00+0000 web1 app[123]: "),
	"journalctl -o short-precise": before("Mar  5 12:00:00.123456 web1 app[123]: "),
	"journalctl -o short-full":    before("Sun 2026-03-15 12:00:00 UTC web1 app@1.service[123]: "),
	"journalctl -o short-unix":    before("1773576000.123456 web1 app[123]: "),
	"journalctl, since the boot":  before("[ 1234.567890] web1 app[123]: "),
	"journalctl -o cat":           before(""),
	"syslog":                      before("<34>Mar 15 12:00:00 web1 app: "),
	"syslog, RFC 5424":            before("<165>1 2026-03-15T12:00:00.003Z web1 app 123 ID47 - "),
	"syslog with structured data": before(`<165>1 2026-03-15T12:00:00.003Z web1 app 123 ID47 [a@1 b="c"] ` + "\ufeff"),
	"a platform":                  before("2026-03-15T12:00:00.123456+00:00 app[web.1]: "),
	"CloudWatch, exported":        before("2026-03-15T12:00:00.123Z "),
	"aws logs tail":               before("2026-03-15T12:00:00.123000+00:00 2026/03/15/[$LATEST]8f507cfc "),
	"Lambda, Node.js":             before("2026-03-15T12:00:00.123Z\t8f507cfc-1234-4697-b07a-ac58fc914c95\tINFO\t"),
	"Lambda, Python":              before("[INFO]\t2026-03-15T12:00:00.123Z\t8f507cfc-1234-4697-b07a-ac58fc914c95\t"),
	"docker's own log":            records(map[string]any{"stream": "stdout", "time": "2026-03-15T12:00:00.123456789Z"}, "log", "\n"),
	"journalctl -o json":          records(map[string]any{"_PID": "123", "PRIORITY": "6", "__CURSOR": "s=1", "_CMDLINE": "app --x {y}"}, "MESSAGE", ""),
	"get-log-events":              events,
	"the console's table":         table("timestamp,message", "1773576000123,"),
	"Logs Insights":               table("@timestamp,@message", "2026-03-15 12:00:00.123,"),
	"Actions with compose":        before("2026-03-15T12:00:00.1234567Z web-1  | "),
}

func before(prefix string) func([]string) string {
	return func(lines []string) string { return prefix + strings.Join(lines, "\n"+prefix) + "\n" }
}

// indentedBehind writes all lines as one message.
func indentedBehind(prefix string) func([]string) string {
	return func(lines []string) string {
		return prefix + strings.Join(lines, "\n"+strings.Repeat(" ", len(prefix))) + "\n"
	}
}

func records(record map[string]any, name, end string) func([]string) string {
	return func(lines []string) string {
		var w strings.Builder
		for _, line := range lines {
			// docker starts each record with the text, and journalctl puts it anywhere.
			text, _ := json.Marshal(line + end)
			rest, _ := json.Marshal(record)
			fmt.Fprintf(&w, "{%q:%s,%s\n", name, text, rest[1:])
		}
		return w.String()
	}
}

func events(lines []string) string {
	var list []map[string]any
	for _, line := range lines {
		list = append(list, map[string]any{"timestamp": 1773576000123, "message": line, "ingestionTime": 1773576000200})
	}
	text, _ := json.MarshalIndent(map[string]any{"events": list, "nextForwardToken": "f/1"}, "", "    ")
	return string(text) + "\n"
}

func table(heading, before string) func([]string) string {
	return func(lines []string) string {
		text := heading + "\n"
		for _, line := range lines {
			if strings.ContainsAny(line, ",\"") {
				line = `"` + strings.ReplaceAll(line, `"`, `""`) + `"`
			}
			text += before + line + "\n"
		}
		return text
	}
}

// told is what evidence says, without where.
func told(ev Evidence) string {
	var w strings.Builder
	for _, p := range ev.Parts {
		if p.Kind != KindLog && p.Kind != KindUnrecognized {
			fmt.Fprintln(&w, p.Kind, p.Note)
		}
	}
	for _, r := range ev.Requests {
		fmt.Fprintf(&w, "request %s %q %q %q body %v %q cut %v redacted %v response %d error %d other %v\n", r.Method, r.Target, r.Host, r.Headers, r.Body, r.Request.Body, r.Cut, r.Redacted, r.Response, r.Error, r.OtherHeaders)
	}
	for _, r := range ev.Responses {
		fmt.Fprintf(&w, "response %d %q error %d\n", r.Status, r.Headers, r.Error)
	}
	for _, e := range ev.Errors {
		fmt.Fprintf(&w, "error %q %q status %d response %d", e.Code.String, e.Message.String, e.Status, e.Response)
		for _, f := range e.Fields {
			fmt.Fprintf(&w, " %s=%q", f.Name, f.Value.String)
		}
		for _, m := range e.Messages {
			fmt.Fprintf(&w, " %s", m.ID)
		}
		fmt.Fprintln(&w)
	}
	for _, c := range ev.CanonicalRequests {
		fmt.Fprintf(&w, "canonical request %v %q error %d\n", c.Side, c.Text.String, c.Error)
	}
	for _, s := range ev.StringsToSign {
		fmt.Fprintf(&w, "string to sign %v %q error %d\n", s.Side, s.Text.String, s.Error)
	}
	for _, s := range ev.Signatures {
		fmt.Fprintf(&w, "signature %s\n", s.Value.String)
	}
	for _, s := range ev.Secrets {
		fmt.Fprintf(&w, "secret %q of %q\n", ev.in(s.Span), s.AccessKeyID)
	}
	return w.String()
}

// TestWraps: what a system writes around the lines of a log changes nothing of what is read in them.
func TestWraps(t *testing.T) {
	files, err := os.ReadDir("testdata/logs")
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]string{"made up": "web started\nDEBUG: Canonical Request:\n" + canonical + "\nexport AWS_SECRET_ACCESS_KEY=" + exampleSecret + "\nGET /k HTTP/1.1\nHost: h.example\nAuthorization: " + authorization + "\n\n<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>"}
	for _, f := range files {
		texts[f.Name()] = strings.TrimSuffix(strings.ReplaceAll(read(t, "logs/"+f.Name()), "\r\n", "\n"), "\n")
	}
	for file, text := range texts {
		want := told(parsed(t, text+"\n"))
		for name, wrap := range wraps {
			if got := told(parsed(t, wrap(strings.Split(text, "\n")))); got != want {
				t.Errorf("%s in %s:\n%s", file, name, difference(got, want))
			}
		}
	}
}

// difference is the first line that differs.
func difference(got, want string) string {
	have := strings.Split(got, "\n")
	for i, line := range strings.Split(want, "\n") {
		if i >= len(have) || have[i] != line {
			return fmt.Sprintf("line %d is\n%s\nwant\n%s", i, strings.Join(have[min(i, len(have)):min(i+1, len(have))], ""), line)
		}
	}
	return "more lines"
}

// inTurn are lines of two programs, one of each in turn.
func inTurn(first, second []string) string {
	var w strings.Builder
	for i := range max(len(first), len(second)) {
		for _, lines := range [][]string{first, second} {
			if i < len(lines) {
				w.WriteString(lines[i])
			}
		}
	}
	return w.String()
}

// TestInstances: what several instances of a program wrote in turn is read one after the other, and listed in
// order of place.
func TestInstances(t *testing.T) {
	talk := func(path, code string) string {
		return "GET " + path + " HTTP/1.1\nHost: h.example\nX-Amz-Date: 20260315T120000Z\n\nHTTP/1.1 403 Forbidden\n\n<Error>\n<Code>" + code + "</Code>\n</Error>\n"
	}
	for name, prefixes := range map[string][2]string{
		"docker compose": {"web-1  | ", "web-2  | "},
		"journalctl":     {"Mar 15 12:00:00 h app[1]: ", "Mar 15 12:00:00 h app[2]: "},
		"kubectl":        {"[pod/web-0/app] ", "[pod/web-1/app] "},
	} {
		var programs [2][]string
		for i, text := range []string{"started\n" + talk("/first", "AccessDenied"), talk("/second", "ExpiredToken")} {
			for line := range strings.SplitAfterSeq(text, "\n") {
				if line != "" {
					programs[i] = append(programs[i], prefixes[i]+line)
				}
			}
		}
		ev := parsed(t, inTurn(programs[0], programs[1]))
		if len(ev.Requests) != 2 || len(ev.Responses) != 2 || len(ev.Errors) != 2 {
			t.Errorf("%s: parts %v", name, ev.Parts)
			continue
		}
		for i, r := range ev.Requests {
			want := map[string]string{"/first": "AccessDenied", "/second": "ExpiredToken"}[r.Target]
			if r.Response < 0 || r.Error < 0 || ev.Responses[r.Response].Error != r.Error || ev.Errors[r.Error].Code.String != want || ev.Errors[r.Error].Response != r.Response {
				t.Errorf("%s: %s has response %d, error %d", name, r.Target, r.Response, r.Error)
			}
			if i > 0 && r.Span.Start < ev.Requests[i-1].Span.Start {
				t.Errorf("%s: request %d stands before the one listed before it", name, i)
			}
		}
	}
	// Different programs stay in the order of time.
	ev := parsed(t, "Mar 15 12:00:00 h app[1]: GET /first HTTP/1.1\nMar 15 12:00:00 h app[1]: Host: h.example\nMar 15 12:00:00 h app[1]: \nMar 15 12:00:00 h proxy[2]: AccessDenied\nMar 15 12:00:00 h app[1]: GET /second HTTP/1.1\nMar 15 12:00:00 h app[1]: Host: h.example\nMar 15 12:00:00 h app[1]: \nMar 15 12:00:00 h proxy[2]: ExpiredToken\n")
	for i, want := range []string{"AccessDenied", "ExpiredToken"} {
		if r := ev.Requests[i]; r.Error < 0 || ev.Errors[r.Error].Code.String != want {
			t.Errorf("%s has error %d", r.Target, r.Error)
		}
	}
}

// TestWrapsOfParts: parts of a long line, lines without a text, and secrets in what is left out.
func TestWrapsOfParts(t *testing.T) {
	const stamp = "2026-03-15T12:00:00.123456789Z stdout "
	ev := parsed(t, stamp+"P GET /a\n"+stamp+"F bc HTTP/1.1\n"+stamp+"F Host: h.example\n"+stamp+"F\n"+stamp+"F X\n")
	if r := ev.Requests[0]; r.Target != "/abc" || r.Host != "h.example" || r.Cut || whereIs(ev, r.Target, r.TargetMap, "bc") != "bc" {
		t.Errorf("%+v", r)
	}
	ev = parsed(t, `{"log":"a part `+`","stream":"stdout","time":"2026-03-15T12:00:00Z"}`+"\n"+`{"log":"of AccessDenied\n","stream":"stdout","time":"2026-03-15T12:00:00Z"}`+"\n")
	if len(ev.Errors) != 1 || ev.Errors[0].Code.String != "AccessDenied" {
		t.Errorf("parts %v", ev.Parts)
	}
	ev = parsed(t, `{"MESSAGE":"key is `+exampleSecret+` now","_CMDLINE":"app --secret-key `+exampleSecret+`","_PID":"1"}`)
	if len(ev.Secrets) != 2 || ev.in(ev.Secrets[0].Span) != exampleSecret || ev.in(ev.Secrets[1].Span) != exampleSecret {
		t.Errorf("secrets %v", ev.Secrets)
	}
}

// TestNoWraps: what only resembles the start of a line of a log stays.
func TestNoWraps(t *testing.T) {
	for _, text := range []string{
		"2026-03-15T12:00:00.123Z a\n2026-03-15T12:00:00.123Z b\nc\n", "a | b\na | c\nd\n", "a | b\n", "2026-03-15T12:00:00.1234567Z", "a | ", "| a | b |\n| c | d |\n| e | f |\n",
		"host  | value\n----  | -----\nname  | x\nother | y\n", "2026-03-15T12:00:00Z TRACE a\n2026-03-15T12:00:00Z DEBUG b\n2026-03-15T12:00:00Z INFO c\n",
		"Signature expired:\n2026-03-15T11:00:00Z is now earlier than\n2026-03-15T11:45:00Z\n", "Mar 15 12:00:00 and so on\n", "Mar 15 was a Sunday: really\n", "[1, 2, 3] host app: x\n", "<b>12</b> x\n",
		`{"message":"MESSAGE"}` + "\n", `{"log":"a"}` + "\n", `{"events":[{"message":"a"}]}` + "\n", "timestamp,message\nno,rows\n", "[pod/a] b\n", "[INFO]\ta\tb\n", "web-1 is | up\nweb-1 is | up\nweb-1 is | up\n",
	} {
		if got := unwrapped(undecorated(text)).String; got != text {
			t.Errorf("%q becomes %q", text, got)
		}
	}
}
