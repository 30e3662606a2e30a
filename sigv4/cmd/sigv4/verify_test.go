package main

import (
	"encoding/base64"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"countersign/sigv4"
)

func TestVerifyStatus(t *testing.T) {
	dir := t.TempDir()
	file := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	logged := file("canonical", "GET\n/items\nlimit=6\nhost:abcdef1234.execute-api.us-east-1.amazonaws.com\n")
	another := map[string]string{"AWS_SECRET_ACCESS_KEY": "another" + testSecret}
	for _, c := range []struct {
		what, input string
		env         map[string]string
		args        []string
		status      int
		says        string
	}{
		{"verified", testRequest, exampleEnvironment(), nil, exitVerified, "The signature is the one that this signed request calls for."},
		{"of another secret", testRequest, another, nil, exitDeparts, "It departs at the signature."},
		{"changed", strings.Replace(testRequest, "limit=5", "limit=6", 1), exampleEnvironment(), nil, exitDeparts, "It departs at the signature."},
		{"with what was logged", testRequest, exampleEnvironment(), []string{"-canonical-request", logged}, exitDeparts, "Found, canonical request ------------------------ GET /items limit=6"},
		{"of another region", testRequest, exampleEnvironment(), []string{"-region", "eu-west-1"}, exitDeparts, "Expected, credential scope -------------------------- 20260315/eu-west-1/"},
		{"of another service", testRequest, exampleEnvironment(), []string{"-service", "s3"}, exitDeparts, "It departs at the credential scope."},
		{"by a clock", testRequest, exampleEnvironment(), []string{"-now", "2026-03-15T12:01:00Z"}, exitVerified, "age: 1m0s"},
		{"without a secret", testRequest, nil, nil, exitUnverified, "no signature was compared"},
		{"an empty signature", unsignedForm(), exampleEnvironment(), nil, exitUnverified, "no signature was compared: The text holds none."},
		{"a form as an SDK gives it", sdkForm(), exampleEnvironment(), nil, exitVerified, "The signature is the one that this form upload calls for."},
		{"another field of such a form", strings.Replace(sdkForm(), "user/a", "home/a", 1), exampleEnvironment(), nil, exitDeparts, "It departs at the policy, condition key."},
		{"the secret in a header", strings.Replace(testRequest, "limit=5", "limit="+testSecret, 1), exampleEnvironment(), nil, exitDeparts, "limit=•••• "},
		{"the secret in the scope", strings.Replace(testRequest, "us-east-1/execute-api", testSecret, 1), exampleEnvironment(), []string{"-json"}, exitDeparts, "20260315/••••/aws4_request"},
		{"empty", "", exampleEnvironment(), nil, exitUnverified, "it carries no signature"},
		{"no signature", "GET / HTTP/1.1\nHost: a\n\n", exampleEnvironment(), nil, exitUnverified, "holds no signature"},
		{"an unknown flag", testRequest, exampleEnvironment(), []string{"-unknown"}, exitUnverified, "flag provided but not defined"},
		{"an argument", testRequest, exampleEnvironment(), []string{"request.txt"}, exitUnverified, "read from standard input"},
		{"a file that is not there", testRequest, exampleEnvironment(), []string{"-body", filepath.Join(dir, "none")}, exitUnverified, "none"},
		{"a time", testRequest, exampleEnvironment(), []string{"-now", "noon"}, exitUnverified, "flag -now"},
		{"help", testRequest, nil, []string{"-h"}, exitVerified, "usage: sigv4 verify"},
	} {
		t.Run(c.what, func(t *testing.T) {
			status, out, stderr := runSigv4(c.input, c.env, append([]string{"verify"}, c.args...)...)
			if status != c.status || !strings.Contains(strings.Join(strings.Fields(out+stderr), " "), c.says) {
				t.Errorf("status %d, want %d; want %q in\n%s%s", status, c.status, c.says, out, stderr)
			}
			if strings.Contains(out+stderr, testSecret) {
				t.Error("the secret is in the output")
			}
		})
	}
}

// sdkForm is what a function of an SDK gives for an upload.
func sdkForm() string {
	policy := base64.StdEncoding.EncodeToString([]byte(`{"expiration":"2026-03-16T00:00:00Z","conditions":[{"bucket":"b"},["starts-with","$key","user/"],["starts-with","$x-amz-algorithm",""],` +
		`["starts-with","$x-amz-credential",""],["starts-with","$x-amz-date",""]]}`))
	scope := sigv4.Scope{Date: "20260315", Region: "us-east-1", Service: "s3", Terminator: sigv4.Terminator}
	signature, err := sigv4.SignStringToSign(policy, sigv4.DeriveKeys(sigv4.SecretKey(testSecret), scope).SigningKey())
	if err != nil {
		panic(err)
	}
	return `{"url": "https://b.s3.amazonaws.com/", "fields": {"key": "user/a", "x-amz-algorithm": "AWS4-HMAC-SHA256", "x-amz-credential": "` + "AKIDEXAMPLE/" + scope.String() +
		`", "x-amz-date": "20260315T120000Z", "policy": "` + policy + `", "x-amz-signature": "` + signature + `"}}` + "\n"
}

// unsignedForm is an upload that meets its policy and has an empty signature.
func unsignedForm() string {
	const policy = `{"expiration":"2016-01-01T00:00:00Z","conditions":[{"bucket":"b"},["starts-with","$key",""],["starts-with","$x-amz-algorithm",""],` +
		`["starts-with","$x-amz-credential",""],["starts-with","$x-amz-date",""]]}`
	text := "POST / HTTP/1.1\r\nHost: b.s3.amazonaws.com\r\nContent-Type: multipart/form-data; boundary=b\r\n\r\n"
	for _, field := range [][2]string{{"key", "k"}, {"x-amz-algorithm", "AWS4-HMAC-SHA256"}, {"x-amz-credential", "AKIDEXAMPLE/20150830/us-east-1/s3/aws4_request"},
		{"x-amz-date", "20150830T123600Z"}, {"policy", base64.StdEncoding.EncodeToString([]byte(policy))}, {"x-amz-signature", ""}, {"file", ""}} {
		text += "--b\r\nContent-Disposition: form-data; name=\"" + field[0] + "\"\r\n\r\n" + field[1] + "\r\n"
	}
	return text + "--b--\r\n"
}

// Control bytes of the text are drawn, not sent.
func TestVerifySteersNoTerminal(t *testing.T) {
	const steering = "\x1b[2J\x07\u009b31m\u202e"
	for name, text := range map[string]string{
		"key id":       strings.Replace(testRequest, "AKIDEXAMPLE", "AKID"+steering, 1),
		"header":       strings.Replace(testRequest, "Host: ", "Host: "+steering, 1),
		"not the date": strings.Replace(testRequest, "X-Amz-Date: ", "X-Amz-Date: "+steering, 1),
		"no request":   strings.Replace(testRequest, "GET ", steering+" ", 1),
		"no header":    strings.Replace(testRequest, "x-amz-date,", steering+",", 1),
	} {
		_, out, stderr := runSigv4(text, exampleEnvironment(), "verify")
		for _, c := range out + stderr {
			if c < 0x20 && c != '\n' || c >= 0x7F && c < 0xA0 || c == 0x202E {
				t.Errorf("%s: %U is sent to the terminal", name, c)
			}
		}
	}
}

func TestVerifyJSON(t *testing.T) {
	status, out, stderr := runSigv4(strings.Replace(testRequest, "20260315T12", "20260316T12", 1), exampleEnvironment(), "verify", "-json")
	var got verified
	if err := json.Unmarshal([]byte(out), &got); err != nil || status != exitDeparts || stderr != "" {
		t.Fatalf("status %d, %v: %s%s", status, err, out, stderr)
	}
	if got.Verified || got.Departs != "credential scope" || got.Carrier != "signed request" || len(got.Stages) != 5 || !strings.HasPrefix(got.CanonicalRequest, "GET\n/items\n") {
		t.Errorf("%+v", got)
	}
	for _, s := range got.Stages {
		if s.Name == "credential scope" && (s.Expected != "20260316/us-east-1/execute-api/aws4_request" || !strings.HasPrefix(s.Found, "20260315/")) {
			t.Errorf("%+v", s)
		}
	}
}
