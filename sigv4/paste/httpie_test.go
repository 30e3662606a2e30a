package paste

import (
	"strings"
	"testing"
)

func TestHTTPie(t *testing.T) {
	const json, form = "Content-Type: application/json | Accept: application/json, */*;q=0.5", "Content-Type: application/x-www-form-urlencoded; charset=utf-8 | Accept: */*"
	for _, c := range []struct {
		name, text, method, target, host, body string
		headers                                string // without Host
	}{
		{"an address", "http example.org/p?q", "GET", "/p?q", "example.org", "", "Accept: */*"},
		{"over TLS", "https example.org/p", "GET", "/p", "example.org", "", "Accept: */*"},
		{"a prompt, a method, options", "$ http -vF --timeout 5 --print=HBhb PUT http://example.org/ A:b", "PUT", "/", "example.org", "", "A: b | Accept: */*"},
		{"a method in small letters", "http delete example.org/k", "DELETE", "/k", "example.org", "", "Accept: */*"},
		{"this machine", "http :/p", "GET", "/p", "localhost", "", "Accept: */*"},
		{"a port of this machine", "http :3000/p", "GET", "/p", "localhost:3000", "", "Accept: */*"},
		{"queries", "http 'example.org/p?x=1' list-type==2 'prefix==a b/ü'", "GET", "/p?x=1&list-type=2&prefix=a+b%2F%C3%BC", "example.org", "", "Accept: */*"},
		{"what an address may not hold", "http 'example.org/a b|ü\"%20'", "GET", "/a%20b%7C%C3%BC%22%20", "example.org", "", "Accept: */*"},
		{"JSON", "http example.org Limit:=10 Name=x 'T=é \"' Null:=null", "POST", "/", "example.org", `{"Limit": 10, "Name": "x", "T": "\u00e9 \"", "Null": null}`, json},
		{"a form", "http -f POST example.org Action=GetCallerIdentity 'N=a b&ü'", "POST", "/", "example.org", "Action=GetCallerIdentity&N=a+b%26%C3%BC", form},
		{"raw", "http POST example.org --raw '{\"a\": 1}' Content-Type:text/plain", "POST", "/", "example.org", `{"a": 1}`, "Content-Type: text/plain | Accept: application/json, */*;q=0.5 | Content-Length: 8"},
		{"headers empty and removed", "http example.org 'X-Empty;' Accept: 'A: b c'", "GET", "/", "example.org", "", "X-Empty:  | A: b c"},
		{"an escaped separator", "http example.org 'a\\=b=c'", "POST", "/", "example.org", `{"a=b": "c"}`, json},
		{"a signer of its own", "http --auth-type aws4 https://b.s3.amazonaws.com/k", "GET", "/k", "b.s3.amazonaws.com", "", "Accept: */*"},
		{"a host of its own", "http 127.0.0.1:80/ Host:h.example", "GET", "/", "h.example", "", "Accept: */*"},
		{"behind a pipe", "cat x | http POST example.org/", "POST", "/", "example.org", "", json},
		{"a file", "http POST example.org/ < x", "POST", "/", "example.org", "", json},
		{"more lines", "http PUT example.org/k \\\n  A:b \\\n  C:d\nnext", "PUT", "/k", "example.org", "", "A: b | C: d | Accept: */*"},
	} {
		ev := parsed(t, c.text)
		if len(ev.Requests) != 1 || ev.Requests[0].Format != KindHTTPie {
			t.Errorf("%s: parts %v", c.name, ev.Parts)
			continue
		}
		r := ev.Requests[0]
		var headers []string
		for _, h := range r.Headers {
			if h.Name != "Host" {
				headers = append(headers, h.Name+": "+h.Value)
			}
		}
		if r.Method != c.method || r.Target != c.target || r.Host != c.host || string(r.Request.Body) != c.body || strings.Join(headers, " | ") != c.headers {
			t.Errorf("%s: %s %q of %q, body %q, headers %q", c.name, r.Method, r.Target, r.Host, r.Request.Body, strings.Join(headers, " | "))
		}
		if bodiless := c.body == "" && !strings.Contains(c.headers, "json"); (r.Body == Absent) != bodiless || r.OtherHeaders != Unknown {
			t.Errorf("%s: body %v, other headers %v", c.name, r.Body, r.OtherHeaders)
		}
	}
	for _, text := range []string{
		"http is a protocol", "the http client failed", "see http example.org/x for more", "http status 403 of example.org", "http", "http ", "http GET", "http: //h", "http -v", "xhttp example.org", "http example.org is down",
	} {
		if ev := parsed(t, text); len(ev.Requests) != 0 {
			t.Errorf("%q gives %+v", text, ev.Requests[0].Request)
		}
	}
}

func TestHTTPieUnknown(t *testing.T) {
	for text, want := range map[string]string{
		"http example.org a@file":             "POST",
		"http example.org a=@file":            "POST",
		"http example.org a:=@file":           "POST",
		"http example.org 'a[b]=c'":           "POST",
		"http example.org 'a:=[1,2]'":         "POST",
		"http example.org a=b a=c":            "POST",
		"http --multipart example.org a=b":    "POST",
		`http example.org a="$B"`:             "POST",
		"http example.org a=b < more":         "POST",
		`http PUT example.org --raw "$(cat)"`: "PUT",
	} {
		if r := parsed(t, text).Requests[0]; r.Method != want || r.Body != Unknown {
			t.Errorf("%s: %s, body %v %q", text, r.Method, r.Body, r.Request.Body)
		}
	}
	r := parsed(t, "http PUT https://example.org/k 'Authorization:AWS4-HMAC-SHA256 Credential=A, SignedHeaders=host, Signature=$S' \"X-Amz-Date:$D\" a=***").Requests[0]
	if !r.Redacted || r.Expands[0] || !r.Expands[1] {
		t.Errorf("redacted %v, expands %v", r.Redacted, r.Expands)
	}
}

// The secret of the plugins for SigV4 stands in the command.
func TestHTTPieSecrets(t *testing.T) {
	for _, option := range []string{"-a AKIDEXAMPLE:", "--auth=AKIDEXAMPLE:", "--auth 'AKIDEXAMPLE:", "-a access_key=AKIDEXAMPLE,secret_key=", "--auth \"ak=AKIDEXAMPLE,sk="} {
		close := map[byte]string{'\'': "'", '"': "\""}[option[strings.IndexAny(option+"'", "'\"")%len(option)]]
		for _, rest := range []string{"", ",service=execute-api,region=us-east-1"} {
			if rest != "" && strings.Contains(option, "AKIDEXAMPLE:") {
				continue
			}
			ev := parsed(t, "http --auth-type aws4 "+option+exampleSecret+rest+close+" https://h.example/p A:b")
			if len(ev.Secrets) != 1 || ev.in(ev.Secrets[0].Span) != exampleSecret || ev.Secrets[0].AccessKeyID != "AKIDEXAMPLE" || len(ev.Requests) != 1 || ev.Requests[0].Target != "/p" {
				t.Errorf("%s: secrets %v, parts %v", option, ev.Secrets, ev.Parts)
			}
		}
	}
}

func TestHTTPieOutput(t *testing.T) {
	for _, c := range []struct {
		file   string
		kinds  []Kind
		target string
		body   string
	}{
		{"httpie-v-dynamodb.txt", []Kind{KindHTTPie, KindHTTPRequest, KindHTTPResponse, KindJSONError}, "/", `{"Limit": 10}`},
		{"httpie-terminal-s3.txt", []Kind{KindHTTPRequest, KindHTTPResponse, KindXMLError}, "/examplebucket/a%20b.txt?versionId=1", ""},
	} {
		ev := parsed(t, read(t, c.file))
		wantKinds(t, ev, c.kinds...)
		r := ev.Requests[len(ev.Requests)-1]
		if r.Target != c.target || string(r.Request.Body) != c.body || r.OtherHeaders != Absent || r.Response != 0 || r.Error != 0 || ev.Errors[0].Status != 403 || r.Body == Unknown {
			t.Errorf("%s: %+v", c.file, r)
		}
	}
	// What HTTPie lays out anew for a terminal is not what it sent.
	ev := parsed(t, "POST / HTTP/1.1\nContent-Length: 13\nHost: h.example\nUser-Agent: HTTPie/3.2.1\n\n{\n    \"Limit\": 10\n}\n\n\nHTTP/1.1 200 OK\nContent-Length: 9\n\n\n\n+-----------------------------------------+\n| NOTE: binary data not shown in terminal |\n+-----------------------------------------+\n")
	if r := ev.Requests[0]; r.Body != Unknown || r.BodyDoubt == "" || r.Response != 0 {
		t.Errorf("body %v, doubt %q, response %d", r.Body, r.BodyDoubt, r.Response)
	}
}
