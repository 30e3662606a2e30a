package paste

import (
	"strings"
	"testing"
)

func TestForensicLog(t *testing.T) {
	text := read(t, "apache-forensic.log")
	ev := parsed(t, text)
	wantKinds(t, ev, KindAccessLog, KindLog, KindAccessLog, KindLog, KindAccessLog, KindLog)
	r := ev.Requests[0]
	if r.Method != "GET" || r.Target != "/examplebucket/a%20%22b%22.txt?versionId=1" || r.Host != "127.0.0.1:9378" || r.OtherHeaders != Absent || r.Body != Absent || r.Redacted || r.Cut {
		t.Errorf("%+v", r)
	}
	if odd, _ := headerValue(r.Headers, "x-odd"); odd != `a|b+"c"\d%ü` {
		t.Errorf("a header is read as %q", odd)
	}
	if where := whereIs(ev, r.Headers[0].Value, r.ValueMaps[0], ":9378"); where != "%3a9378" {
		t.Errorf("the port lies at %q", where)
	}
	if r := ev.Requests[1]; r.Method != "POST" || r.Body != Unknown || len(r.Headers) != 7 {
		t.Errorf("%+v", r)
	}
	if r := ev.Requests[2]; parameter(r.Target, "X-Amz-Credential") != "AKIDEXAMPLE%2F20260315%2Fus-east-1%2Fs3%2Faws4_request" {
		t.Errorf("%+v", r)
	}
	for _, text := range []string{"+id|GET", "+id|GET /|Host:h", "+1 for this", "-id", "- a list", "-0123456789abcdefg h", "+id|GET / HTTP/1.1|Host:h"} {
		if ev := parsed(t, text); len(ev.Requests) != 0 {
			t.Errorf("%q gives %+v", text, ev.Requests)
		}
	}
}

func TestDumpLog(t *testing.T) {
	text := read(t, "apache-dumpio.log")
	ev := parsed(t, text)
	wantKinds(t, ev, KindHTTPRequest, KindHTTPResponse, KindUnrecognized, KindHTTPRequest, KindHTTPResponse, KindUnrecognized, KindHTTPRequest)
	for i, want := range []struct{ target, body string }{
		{"/examplebucket/a%20%22b%22.txt?versionId=1", ""}, {"/", "Action=GetCallerIdentity&Version=2011-06-15"}, {"/examplebucket/\"k\"?", ""},
	} {
		r := ev.Requests[i]
		if !strings.HasPrefix(r.Target, want.target) || string(r.Request.Body) != want.body || i < 2 && (r.OtherHeaders != Absent || r.Body == Unknown || r.Response != i || ev.Responses[i].Status != 403) {
			t.Errorf("request %d: %+v", i, r)
		}
	}
	if odd, _ := headerValue(ev.Requests[0].Headers, "x-odd"); odd != `a|b+"c"\d%ü` {
		t.Errorf("a header is read as %q", odd)
	}
	// Two clients at a time are set apart.
	clients := [2][]string{}
	for _, line := range strings.SplitAfter(text, "\n") {
		for i, client := range []string{"127.0.0.1:53322", "127.0.0.1:53324"} {
			if strings.Contains(line, client) {
				clients[i] = append(clients[i], line)
			}
		}
	}
	ev = parsed(t, inTurn(clients[0], clients[1]))
	if len(ev.Requests) != 2 || len(ev.Responses) != 2 || ev.Requests[0].Response != 0 || ev.Requests[1].Response != 1 || string(ev.Requests[1].Request.Body) != "Action=GetCallerIdentity&Version=2011-06-15" {
		t.Errorf("%+v", ev.Parts)
	}
}

// TestApacheFormats: of what LogFormat writes without names, only what cannot be anything else is taken.
func TestApacheFormats(t *testing.T) {
	ev := parsed(t, read(t, "apache-signed.log"))
	wantKinds(t, ev, KindAccessLog, KindAccessLog, KindAccessLog, KindLog)
	for i, want := range []string{"Authorization X-Amz-Date X-Amz-Content-Sha256", "Authorization X-Amz-Date", ""} {
		var names []string
		for _, h := range ev.Requests[i].Headers {
			names = append(names, h.Name)
		}
		if got := strings.Join(names, " "); got != want || ev.Requests[i].OtherHeaders != Unknown || ev.Responses[ev.Requests[i].Response].Status != 403 {
			t.Errorf("request %d has %s", i, got)
		}
	}
	if r := ev.Requests[2]; !strings.HasPrefix(r.Target, `/examplebucket/"k"?`) {
		t.Errorf("target %q", r.Target)
	}
	ev = parsed(t, read(t, "apache-vhost.log"))
	if len(ev.Requests) != 1 || ev.Requests[0].Format != KindAccessLog || ev.Requests[0].Host != "" || ev.Responses[0].Status != 403 {
		t.Errorf("%+v", ev.Requests)
	}
}
