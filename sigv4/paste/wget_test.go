package paste

import (
	"strings"
	"testing"
)

func TestWget(t *testing.T) {
	const form = "Content-Type: application/x-www-form-urlencoded"
	for _, c := range []struct {
		name, text, method, target, host, body string
		headers                                string // without Host and Accept
	}{
		{"an address", "wget http://h.example/p?q", "GET", "/p?q", "h.example", "", ""},
		{"no scheme", "$ /usr/bin/wget h.example/p", "GET", "/p", "h.example", "", ""},
		{"options", "wget -q -O- --tries=3 -t 3 -o log --no-check-certificate -S 'https://h.example:8443/'", "GET", "/", "h.example:8443", "", ""},
		{"headers", "wget --header='A: b' --header 'C: d' -U me --referer=http://r/ http://h.example/", "GET", "/", "h.example", "", "A: b | C: d | User-Agent: me | Referer: http://r/"},
		{"headers that are forgotten", "wget --header='A: b' --header='' --header='C: d' http://h.example/", "GET", "/", "h.example", "", "C: d"},
		{"a method", "wget --method=DELETE http://h.example/k", "DELETE", "/k", "h.example", "", ""},
		{"data", "wget --post-data 'a=b&c=d' http://h.example/", "POST", "/", "h.example", "a=b&c=d", form + " | Content-Length: 7"},
		{"data with a method", "wget --method PUT --body-data='{}' --header='Content-Type: application/json' http://h.example/", "PUT", "/", "h.example", "{}", "Content-Type: application/json | Content-Length: 2"},
		{"a file", "wget --method PUT --body-file=x http://h.example/", "PUT", "/", "h.example", "", form},
		{"what an address may not hold", "wget 'http://h.example/a b+c.txt?x=ü#f'", "GET", "/a%20b+c.txt?x=%C3%BC", "h.example", "", ""},
		{"more lines", "wget \\\n  --header 'A: b' \\\n  http://h.example/\nnext", "GET", "/", "h.example", "", "A: b"},
	} {
		ev := parsed(t, c.text)
		if len(ev.Requests) != 1 || ev.Requests[0].Format != KindWget {
			t.Errorf("%s: parts %v", c.name, ev.Parts)
			continue
		}
		r := ev.Requests[0]
		var headers []string
		for _, h := range r.Headers {
			if h.Name != "Host" && h.Name != "Accept" {
				headers = append(headers, h.Name+": "+h.Value)
			}
		}
		if r.Method != c.method || r.Target != c.target || r.Host != c.host || string(r.Request.Body) != c.body || strings.Join(headers, " | ") != c.headers || r.OtherHeaders != Unknown {
			t.Errorf("%s: %s %q of %q, body %q, headers %q", c.name, r.Method, r.Target, r.Host, r.Request.Body, strings.Join(headers, " | "))
		}
		if want := map[bool]Presence{true: Absent, false: Unknown}[c.headers == "" || !strings.Contains(c.headers, "Content-Type")]; c.body == "" && r.Body != want || c.body != "" && r.Body != Present {
			t.Errorf("%s: body %v", c.name, r.Body)
		}
	}
	for _, text := range []string{"wget is a program", "wget", "wget -q", "I used wget again.", "my-wget http://h.example/"} {
		if ev := parsed(t, text); len(ev.Requests) != 0 {
			t.Errorf("%q gives %+v", text, ev.Requests[0].Request)
		}
	}
	wantKinds(t, parsed(t, "wget -Uri http://h.example/ -Headers @{'A'='b'}"), KindPowerShell)
}

func TestWgetLogs(t *testing.T) {
	ev := parsed(t, read(t, "wget-d-s3.txt"))
	wantKinds(t, ev, KindWget, KindLog, KindHTTPRequest, KindLog, KindHTTPResponse, KindLog, KindXMLError, KindLog)
	for i, r := range ev.Requests {
		if r.Target != "/examplebucket/a%20b.txt?versionId=1" || r.Host != "127.0.0.1:9377" || r.Body != Absent {
			t.Errorf("request %d: %+v", i, r)
		}
	}
	if r := ev.Requests[1]; r.OtherHeaders != Absent || r.Response != 0 || r.Error != 0 || ev.Errors[0].Status != 403 {
		t.Errorf("%+v, error %+v", r, ev.Errors[0])
	}
	ev = parsed(t, read(t, "wget-s-dynamodb.txt"))
	if r := ev.Requests[0]; len(ev.Requests) != 1 || r.Response != 0 || r.Error != 0 || ev.Errors[0].Status != 403 || string(r.Request.Body) != `{"Limit": 10}` {
		t.Errorf("%+v, parts %v", r, ev.Parts)
	}
	const head = "---request begin---\nPOST /x HTTP/1.1\nHost: h.example\nContent-Length: 3\n\n---request end---\n"
	for after, want := range map[string]Presence{"[BODY data: a=b]\n": Present, "[BODY data: a=bc]\n": Unknown, "[writing BODY file x ... done]\n": Unknown, "": Unknown, "a=b\n": Unknown} {
		r := parsed(t, head+after+"HTTP request sent, awaiting response... ").Requests[0]
		if r.Body != want || want == Present && string(r.Request.Body) != "a=b" {
			t.Errorf("%q: body %v %q", after, r.Body, r.Request.Body)
		}
	}
}
