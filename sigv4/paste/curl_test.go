package paste

import (
	"strings"
	"testing"

	"countersign/sigv4"
)

func TestCurl(t *testing.T) {
	for _, c := range []struct {
		name, text, method, target, host, body string
		headers                                string // without Host and Accept, "name: value" by " | "
	}{
		{"bare", "curl https://h.example/p?q", "GET", "/p?q", "h.example", "", ""},
		{"no scheme", "curl h.example/p", "GET", "/p", "h.example", "", ""},
		{"prompt and path", "$ /usr/bin/curl http://h.example", "GET", "/", "h.example", "", ""},
		{"single quotes", `curl 'http://h.example/it'\''s' -H 'A: it'\''s'`, "GET", "/it's", "h.example", "", "A: it's"},
		{"double quotes", `curl "http://h.example/\$x\"" -H "A: b\\c \d"`, "GET", `/$x"`, "h.example", "", `A: b\c \d`},
		{"ANSI quotes", `curl $'http://h.example/it\'s' -H $'A: \x41\u00e9\t\101\n!'`, "GET", "/it's", "h.example", "", "A: Aé\tA\n!"},
		{"unquoted escapes", `curl http://h.example/a\ b\&c`, "GET", "/a b&c", "h.example", "", ""},
		{"lines", "curl 'http://h.example/' \\\n  -H 'A: b' \\\r\n  -X PUT\nnext", "PUT", "/", "h.example", "", "A: b"},
		{"glued", `curl -sSXDELETE -HA:b --header="C: d" --url=http://h.example/x`, "DELETE", "/x", "h.example", "", "A: b | C: d"},
		{"head", "curl -I http://h.example/", "HEAD", "/", "h.example", "", ""},
		{"data", "curl http://h.example/ -d a=b -d 'c=d e'", "POST", "/", "h.example", "a=b&c=d e", "Content-Type: application/x-www-form-urlencoded | Content-Length: 9"},
		{"data raw", "curl http://h.example/ --data-raw @x -H 'content-type: text/plain'", "POST", "/", "h.example", "@x", "content-type: text/plain | Content-Length: 2"},
		{"json", `curl --json '{"a":1}' http://h.example/`, "POST", "/", "h.example", `{"a":1}`, "Content-Type: application/json | Content-Length: 7"},
		{"urlencode", "curl http://h.example/ --data-urlencode 'a=b c/d' --data-urlencode =é", "POST", "/", "h.example", "a=b%20c%2Fd&%C3%A9", "Content-Type: application/x-www-form-urlencoded | Content-Length: 18"},
		{"get", "curl -G http://h.example/?x=1 -d a=b --data-urlencode 'c=d e'", "GET", "/?x=1&a=b&c=d%20e", "h.example", "", ""},
		{"empty and removed", "curl http://h.example/ -H 'X-Empty;' -H 'Accept:' -H 'User-Agent:'", "GET", "/", "h.example", "", "X-Empty: "},
		{"agent, cookie, referer", "curl -A me -e http://r/ -b a=b http://h.example/", "GET", "/", "h.example", "", "User-Agent: me | Referer: http://r/ | Cookie: a=b"},
		{"options with values", "curl -k -L -i --compressed -o out.txt --max-time 5 --retry=3 -m10 http://h.example/ 2>/dev/null", "GET", "/", "h.example", "", ""},
		{"fragment and user", "curl 'http://me:pw@h.example:8080/a#b'", "GET", "/a", "h.example:8080", "", ""},
		{"comments", "curl http://h.example/ \\\n  # who\n  -H 'A: b' # and\n -H 'C: d'", "GET", "/", "h.example", "", "A: b"},
		{"quotation marks that a log lost", "$ curl -sS -d Action=A&Version=1 http://h.example/", "POST", "/", "h.example", "Action=A&Version=1", "Content-Type: application/x-www-form-urlencoded | Content-Length: 18"},
		{"pipe", "curl http://h.example/a | jq .", "GET", "/a", "h.example", "", ""},
		{"host given", "curl http://127.0.0.1/ -H 'Host: h.example'", "GET", "/", "h.example", "", ""},
	} {
		ev := parsed(t, c.text)
		if len(ev.Requests) != 1 {
			t.Errorf("%s: %d requests", c.name, len(ev.Requests))
			continue
		}
		r := ev.Requests[0]
		var headers []string
		for _, h := range r.Headers {
			if !strings.EqualFold(h.Name, "Host") && h.Name != "Accept" {
				headers = append(headers, h.Name+": "+h.Value)
			}
		}
		if r.Method != c.method || r.Target != c.target || r.Host != c.host || string(r.Request.Body) != c.body || strings.Join(headers, " | ") != c.headers {
			t.Errorf("%s: %s %q of %q, body %q, headers %q", c.name, r.Method, r.Target, r.Host, r.Request.Body, headers)
		}
	}
}

// The port that a scheme supposes is not sent in Host.
func TestHostSent(t *testing.T) {
	for text, want := range map[string]string{
		"curl https://h.example:443/":                          "h.example",
		"curl http://h.example:80/":                            "h.example",
		"curl h.example:80/":                                   "h.example",
		"curl https://h.example:80/":                           "h.example:80",
		"curl https://h.example:8443/":                         "h.example:8443",
		"curl https://h.example:443/ -H 'Host: h.example:443'": "h.example:443",
		"https://h.example:443/k?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIDEXAMPLE%2F20150830%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20150830T123600Z&X-Amz-SignedHeaders=host": "h.example",
	} {
		r := parsed(t, text).Requests[0]
		if got, _ := headerValue(r.Headers, "host"); got != want {
			t.Errorf("%s: Host is %q, want %q", text, got, want)
		}
	}
}

func TestCurlImplied(t *testing.T) {
	r := parsed(t, "curl http://h.example/ -d a -H 'X: y'").Requests[0]
	implied := map[string]bool{}
	for i, h := range r.Headers {
		implied[h.Name] = r.Implied[i]
		if s := r.NameMaps[i].Segments; r.Implied[i] != (s[0].Source.Part == sigv4.Inserted) {
			t.Errorf("%s: implied %v, but its name has the source %v", h.Name, r.Implied[i], s[0].Source)
		}
	}
	for name, want := range map[string]bool{"X": false, "Host": true, "Accept": true, "Content-Type": true, "Content-Length": true} {
		if got, ok := implied[name]; !ok || got != want {
			t.Errorf("%s: there %v, implied %v, want %v", name, ok, got, want)
		}
	}
	if !r.ImpliedMethod || r.Method != "POST" || r.OtherHeaders != Absent {
		t.Errorf("method %s, implied %v, other headers %v", r.Method, r.ImpliedMethod, r.OtherHeaders)
	}
}

func TestCurlUnknown(t *testing.T) {
	for text, want := range map[string]struct{ body, other Presence }{
		"curl http://h/ -d @file":                           {Unknown, Absent},
		"curl http://h/ --data-binary @-":                   {Unknown, Absent},
		"curl http://h/ -F a=b":                             {Unknown, Absent},
		"curl http://h/ -T file":                            {Unknown, Absent},
		"curl http://h/ -u a:*** --aws-sigv4 aws:amz":       {Absent, Unknown},
		"curl http://h/ -K file":                            {Absent, Unknown},
		"curl http://h/ -H 'user-agent: Mozilla/5.0 (X11)'": {Absent, Unknown},
		"curl http://h/ -d \"$BODY\"":                       {Unknown, Absent},
	} {
		if r := parsed(t, text).Requests[0]; r.Body != want.body || r.OtherHeaders != want.other {
			t.Errorf("%s: body %v, other headers %v", text, r.Body, r.OtherHeaders)
		}
	}
	for text, want := range map[string]bool{
		`curl "http://h/$X"`: true, "curl http://h/ -H \"A: ${TOKEN}\"": true, "curl 'http://h/$X'": false, `curl "http://h/\$X"`: false,
		"curl https://<host>/a": true, "curl 'https://<host>/a'": true,
	} {
		if r := parsed(t, text).Requests[0]; r.Redacted != want {
			t.Errorf("%s: redacted %v, want %v", text, r.Redacted, want)
		}
	}
}

func TestCurlPlaces(t *testing.T) {
	text := "I ran this:\n$ curl 'http://h.example/a'\\''b' -H \"X-Amz-Date: 20260315T120000Z\"\nand then\ncurl http://h.example/c\n# done\n"
	ev := parsed(t, text)
	wantKinds(t, ev, KindUnrecognized, KindCurl, KindUnrecognized, KindCurl, KindUnrecognized)
	if got := ev.in(ev.Requests[0].Span); got != "$ curl 'http://h.example/a'\\''b' -H \"X-Amz-Date: 20260315T120000Z\"" {
		t.Errorf("the command lies at %q", got)
	}
	target := sigv4.Text{String: ev.Requests[0].Target, Map: ev.Requests[0].TargetMap}
	if got := ev.in(sourceSpan(target, 0, len(target.String))); target.String != "/a'b" || got != `/a'\''b` {
		t.Errorf("the target %q lies at %q", target.String, got)
	}
	if got := ev.in(sourceSpan(sigv4.Text{String: ev.Requests[0].Headers[0].Value, Map: ev.Requests[0].ValueMaps[0]}, 9, 15)); got != "120000" {
		t.Errorf("the time lies at %q", got)
	}
}

func TestNoCurl(t *testing.T) {
	for _, text := range []string{"curl is a program", "I tried curl and it failed.", "aws-curl http://h/", "curly http://h/", "curl", "curl ", "curl -h"} {
		if ev := parsed(t, text); len(ev.Requests) != 0 {
			t.Errorf("%q gives %+v", text, ev.Requests[0].Request)
		}
	}
}

func TestUnclosedQuoteKeepsTheRest(t *testing.T) {
	ev := parsed(t, "curl 'http://h.example/a\n{\"message\":\"Forbidden\"}")
	wantKinds(t, ev, KindCurl, KindJSONError)
}
