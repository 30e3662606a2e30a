package view

import (
	"bufio"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"countersign/sigv4"
	"countersign/sigv4/paste"
)

// readOf gives what the fields of a state say.
func readOf(s *SignState) signing {
	var in signing
	s.read(&in, clock)
	return in
}

// sent gives what the exports of a state are made from.
func sent(t *testing.T, s *SignState) Outgoing {
	t.Helper()
	in := readOf(s)
	if len(in.errors) > 0 {
		t.Fatal(in.errors)
	}
	d, err := sigv4.Derive(in.request, in.credentials, in.settings)
	if err != nil {
		t.Fatal(err)
	}
	w := signDrawing{in: in, d: d}
	return w.outgoing()
}

// valid fails unless the signature that a request carries is the one that it calls for.
func valid(t *testing.T, r sigv4.Request, s *SignState) {
	t.Helper()
	claim, err := sigv4.ParseClaim(r)
	if err != nil {
		t.Errorf("%v in\n%s", err, r.Raw())
		return
	}
	in := readOf(s)
	if claim.Carrier == sigv4.QueryCarrier && in.settings.Rules.ContentSHA256 {
		r.Body = nil // not signed
	}
	v, err := sigv4.Verify(r, claim, in.settings.Rules, in.credentials.Key, sigv4.Theirs{})
	if err != nil || v.Departs != sigv4.StageNone || v.Derivation.Signature != claim.Signature {
		t.Errorf("%v, departs at the %s: the signature calls for %s, and the request has %s:\n%s", err, v.Departs, v.Expected, v.Found, r.Raw())
	}
}

// Every request comes back from the curl command byte for byte, and its signature is valid.
func TestCurlExportIsTheSignedRequest(t *testing.T) {
	for name, s := range awkwardRequests() {
		t.Run(name, func(t *testing.T) {
			want := sent(t, s)
			command := curlExport(want)
			ev := paste.Parse(command)
			if len(ev.Requests) != 1 {
				t.Fatalf("%d requests in\n%s", len(ev.Requests), command)
			}
			got := ev.Requests[0]
			var headers []sigv4.Header
			for i, h := range got.Headers {
				if !got.Implied[i] || strings.EqualFold(h.Name, "Host") {
					headers = append(headers, h)
				}
			}
			got.Request.Headers = headers
			if got.Method != want.Method || got.Target != want.Target || string(got.Request.Body) != string(want.Body) || got.Scheme != want.Scheme {
				t.Errorf("%s\nis read as\n%s\nwant\n%s", command, got.Raw(), want.Raw())
			}
			valid(t, got.Request, s)
		})
	}
}

func TestRawExportIsTheSignedRequest(t *testing.T) {
	for name, s := range awkwardRequests() {
		raw := rawExport(sent(t, s))
		r, err := sigv4.ParseRequest(raw)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if _, line, _ := strings.Cut(raw, "\n"); !strings.Contains(line, "\r\n") {
			t.Errorf("%s: line ends are not CR LF", name)
		}
		valid(t, r, s)
	}
}

func TestShellQuotedTakesEveryByte(t *testing.T) {
	for in, want := range map[string]string{
		"":                    "''",
		"a b":                 "'a b'",
		"it's":                `'it'\''s'`,
		"two\nlines":          "'two\nlines'",
		"ü $x `y` \"z\" \\ !": "'ü $x `y` \"z\" \\ !'",
		"tab\tand 'quote'\\":  `$'tab\x09and \'quote\'\\'`,
		"\r\n":                `$'\x0d\n'`,
		"\xff0":               `$'\xff0'`,
		"zero\u200bwidth":     `$'zero\xe2\x80\x8bwidth'`,
	} {
		if got := shellQuoted(in); got != want {
			t.Errorf("%q: %s, want %s", in, got, want)
		}
	}
}

// The programs in other languages, which this machine may not have, are compared with texts that were
// run against a listener.
func TestProgramsAreAsTheyWereRun(t *testing.T) {
	s := signedState(FieldMethod, "POST", FieldURL, "http://127.0.0.1:8123/my%20file?a=b", FieldService, "s3", FieldRegion, "us-east-1",
		FieldHeaders, "Host: bucket.s3.amazonaws.com\nX-Amz-Meta-A: ü \"q\"\nx-amz-meta-a: two", FieldBody, "{\"a\": \"it's ü \\\\ x\"}\n")
	o := sent(t, s)
	golden(t, "sign-python", pythonExport(o))
	golden(t, "sign-javascript", nodeExport(o))
	golden(t, "sign-go", goExport(o))
	golden(t, "sign-curl", curlExport(o))
}

// The exported Go program sends the bytes that were signed.
func TestGoExportSendsTheSignedRequest(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	heard := make(chan string, 1)
	go hear(listener, heard)

	dir := t.TempDir()
	write(t, filepath.Join(dir, "go.mod"), "module sent\n\ngo 1.26\n")
	requests := map[string]*SignState{}
	for _, name := range []string{"own host", "escapes", "headers", "body without type", "presigned illegal", "dots and slashes"} {
		s := awkwardRequests()[name]
		in := readOf(s)
		if in.impliedHost {
			s.Set(FieldHeaders, s.Field(FieldHeaders)+"\nHost: "+in.authority)
		}
		// The connection goes to the listener; the Host header, and so the signature, stay.
		s.Set(FieldRegion, in.settings.Region)
		s.Set(FieldService, in.settings.Service)
		s.Set(FieldURL, "http://"+listener.Addr().String()+in.request.Target)
		s.Update(clock)
		folder := strconv.Itoa(len(requests))
		requests[folder] = s
		if err := os.Mkdir(filepath.Join(dir, folder), 0o755); err != nil {
			t.Fatal(err)
		}
		write(t, filepath.Join(dir, folder, "main.go"), goExport(sent(t, s)))
	}
	run(t, dir, "go", "vet", "./...")
	run(t, dir, "go", "build", "-o", "bin/", "./...")
	for folder, s := range requests {
		run(t, dir, filepath.Join(dir, "bin", folder))
		var raw string
		select {
		case raw = <-heard:
		case <-time.After(10 * time.Second):
			t.Fatal("nothing was sent")
		}
		r, err := sigv4.ParseRequest(raw)
		if err != nil {
			t.Fatal(err)
		}
		want := sent(t, s)
		if r.Method != want.Method || r.Target != want.Target || string(r.Body) != string(want.Body) {
			t.Errorf("sent\n%s\nwant\n%s", raw, want.Raw())
		}
		valid(t, r, s)
	}
}

// hear answers requests one after another and gives each as it came.
func hear(listener net.Listener, heard chan<- string) {
	for {
		c, err := listener.Accept()
		if err != nil {
			return
		}
		var head strings.Builder
		in := bufio.NewReader(c)
		length := 0
		for {
			line, err := in.ReadString('\n')
			head.WriteString(line)
			if err != nil || line == "\r\n" {
				break
			}
			if name, value, _ := strings.Cut(line, ":"); strings.EqualFold(name, "Content-Length") {
				length, _ = strconv.Atoi(strings.TrimSpace(value))
			}
		}
		body := make([]byte, length)
		io.ReadFull(in, body)
		io.WriteString(c, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
		c.Close()
		heard <- head.String() + string(body)
	}
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func run(t *testing.T, dir, name string, args ...string) {
	t.Helper()
	c := exec.Command(name, args...)
	c.Dir = dir
	c.Env = append(os.Environ(), "GOWORK=off", "GOFLAGS=")
	if out, err := c.CombinedOutput(); err != nil {
		t.Fatalf("%s %v: %v\n%s", name, args, err, out)
	}
}
