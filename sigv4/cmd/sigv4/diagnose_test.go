package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const (
	testSecret  = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
	testRequest = "GET /items?limit=5 HTTP/1.1\nHost: abcdef1234.execute-api.us-east-1.amazonaws.com\nX-Amz-Date: 20260315T120000Z\nAuthorization: AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260315/us-east-1/execute-api/aws4_request, SignedHeaders=host;x-amz-date, Signature=5ff568744b6e3ceb1308e3090e5768cfc84fc396b395f5a9e64f1f74dc37dd29\n\n"
	testClock   = "Signature expired: 20170517T062414Z is now earlier than 20170517T062840Z (20170517T063340Z - 5 min.)"
)

// runSigv4 runs the program with an input and an environment.
func runSigv4(input string, env map[string]string, args ...string) (status int, stdout, stderr string) {
	var out, err bytes.Buffer
	status = dispatch(args, terminal{strings.NewReader(input), &out, &err, func(name string) string { return env[name] }})
	return status, out.String(), err.String()
}

func TestDiagnoseStatus(t *testing.T) {
	pair := map[string]string{"AWS_ACCESS_KEY_ID": "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY": testSecret}
	for _, c := range []struct {
		what, input string
		env         map[string]string
		args        []string
		status      int
		says        string
	}{
		{"clock", testClock, nil, nil, exitWrong, "9 min 26 s"},
		{"signed request", testRequest, nil, nil, exitRight, "signed request"},
		{"with its secret", testRequest, pair, nil, exitRight, "PROVED"},
		{"with a secret of another key id", testRequest, map[string]string{"AWS_ACCESS_KEY_ID": "AKIDOTHER", "AWS_SECRET_ACCESS_KEY": testSecret}, nil, exitRight, "UNDECIDED"},
		{"with a secret of no key id", testRequest, map[string]string{"AWS_SECRET_ACCESS_KEY": testSecret}, nil, exitRight, "UNDECIDED"},
		{"with a secret that is not it", testRequest, map[string]string{"AWS_ACCESS_KEY_ID": "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY": "another" + testSecret}, nil, exitWrong, "PROVED With this secret, no known mistake gives the signature of this request"},
		{"empty", "", nil, nil, exitUnusable, "The paste is empty"},
		{"page", "<html><body>403</body></html>", nil, nil, exitUnusable, "Nothing here bears on a signature"},
		{"time", testClock, nil, []string{"-now", "20170517T063400Z"}, exitWrong, "20170517T063400Z"},
		{"time as RFC 3339", testClock, nil, []string{"-now", "2017-05-17T06:34:00Z"}, exitWrong, "20170517T063400Z"},
	} {
		t.Run(c.what, func(t *testing.T) {
			status, out, stderr := runSigv4(c.input, c.env, append([]string{"diagnose"}, c.args...)...)
			if status != c.status || !strings.Contains(strings.Join(strings.Fields(out), " "), c.says) || stderr != "" {
				t.Errorf("status %d, want %d; want %q in\n%s%s", status, c.status, c.says, out, stderr)
			}
			if strings.Contains(out, testSecret) {
				t.Error("the secret is in the output")
			}
		})
	}
}

func TestDiagnoseBadCalls(t *testing.T) {
	for _, args := range [][]string{{"-now", "yesterday"}, {"-unknown"}, {"no-such-file"}, {t.TempDir()}} {
		status, out, stderr := runSigv4(testClock, nil, append([]string{"diagnose"}, args...)...)
		if status != exitUnusable || out != "" || stderr == "" {
			t.Errorf("%v: status %d, %q, %q", args, status, out, stderr)
		}
	}
	if status, out, _ := runSigv4(testClock, nil, "diagnose", "-"); status != exitWrong || !strings.Contains(out, "9 min 26 s") {
		t.Errorf("-: status %d, %q", status, out)
	}
	if status, _, stderr := runSigv4(testClock, nil, "diagnose", "-", "-json"); status != exitUnusable || !strings.Contains(stderr, "before the files") {
		t.Errorf("a flag behind a file: status %d, %q", status, stderr)
	}
	if status, _, stderr := runSigv4("", nil, "diagnose", "-h"); status != 0 || !strings.Contains(stderr, "Exit status") {
		t.Errorf("-h: status %d, %q", status, stderr)
	}
}

// TestDiagnoseFiles reads several files as one paste: the answer in one, the request in the other.
func TestDiagnoseFiles(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	request := write("request", strings.Replace(testRequest, ".us-east-1.amazonaws", ".eu-west-1.amazonaws", 1))
	answer := write("answer", `{"message":"Credential should be scoped to a valid region, not 'us-east-1'. "}`)
	status, out, _ := runSigv4("", nil, "diagnose", "-json", answer, request)
	var got struct {
		Findings []struct{ Cause, Why string }
		Parts    []struct{ Kind string }
	}
	if err := json.Unmarshal([]byte(out), &got); err != nil || status != exitWrong {
		t.Fatalf("status %d, %v: %s", status, err, out)
	}
	if len(got.Findings) == 0 || got.Findings[0].Cause != "scope-region-wrong" || !strings.Contains(got.Findings[0].Why, "eu-west-1") {
		t.Errorf("findings %+v", got.Findings)
	}
	if len(got.Parts) < 2 {
		t.Errorf("parts %+v", got.Parts)
	}
}

func TestDiagnoseLargeInput(t *testing.T) {
	status, out, _ := runSigv4(testClock+"\n"+strings.Repeat("x", 10<<20), nil, "diagnose")
	if status != exitWrong || !strings.Contains(out, "Only the first") {
		t.Errorf("status %d:\n%s", status, out)
	}
}
