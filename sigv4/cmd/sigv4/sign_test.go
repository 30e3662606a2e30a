package main

import (
	"encoding/json"
	"strings"
	"testing"

	"countersign/sigv4"
	"countersign/sigv4/sigv4a"
	"countersign/sigv4/sigv4test"
)

// runSign runs the command with the example credentials.
func runSign(args, request string, environment map[string]string) (status int, out, errs string) {
	var stdout, stderr strings.Builder
	status = dispatch(append([]string{"sign"}, strings.Fields(args)...), terminal{
		in: strings.NewReader(request), out: &stdout, err: &stderr,
		env: func(name string) string { return environment[name] },
	})
	return status, stdout.String(), stderr.String()
}

func exampleEnvironment() map[string]string {
	return map[string]string{
		"AWS_ACCESS_KEY_ID":     "AKIDEXAMPLE",
		"AWS_SECRET_ACCESS_KEY": "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
	}
}

const base = "-service service -region us-east-1 -time 20150830T123600Z "

// The command gives what the known answers say, for every case of the signing test suite.
func TestSignKnownAnswers(t *testing.T) {
	ran := 0
	for _, c := range sigv4test.Cases() {
		if !strings.HasPrefix(c.Name, "suite-") {
			continue
		}
		ran++
		args := base + "-json -encode once -payload empty "
		if c.Signing.Payload == 1 {
			args += "-payload signed "
		}
		if c.Signing.Rules.Normalize {
			args += "-normalize on "
		} else {
			args += "-normalize off "
		}
		if c.Signing.OmitSessionToken {
			args += "-omit-session-token "
		}
		if c.Signing.Carrier == 1 {
			args += "-carrier query -expires 3600 "
		}
		environment := exampleEnvironment()
		environment["AWS_SESSION_TOKEN"] = c.Credentials.SessionToken
		status, out, errs := runSign(args, c.Request.Raw(), environment)
		var got map[string]string
		if err := json.Unmarshal([]byte(out), &got); status != 0 || err != nil {
			t.Errorf("%s: status %d, %v, %s", c.Name, status, err, errs)
			continue
		}
		for name, want := range map[string]string{
			"canonical_request": c.Want.CanonicalRequest, "string_to_sign": c.Want.StringToSign,
			"signature": c.Want.Signature, "signed_request": c.Want.SignedRequest,
		} {
			if got[name] != want {
				t.Errorf("%s: %s is %q, want %q", c.Name, name, got[name], want)
			}
		}
		if authorization, found := got["authorization"]; found != (c.Signing.Carrier == 0) || found && !strings.Contains(out, "Authorization:"+authorization) {
			t.Errorf("%s: authorization is %q", c.Name, authorization)
		}
	}
	if ran != 76 {
		t.Errorf("%d cases ran, want 76", ran)
	}
}

func TestSignTakesTheRulesFromTheService(t *testing.T) {
	const request = "GET /a//b%20c HTTP/1.1\nHost: h\n"
	for _, tc := range []struct{ args, uri string }{
		{"-service s3", "/a//b%20c"},
		{"-service dynamodb", "/a/b%2520c"},
		{"-service nobody-knows", "/a/b%2520c"},
		{"-service s3 -encode twice", "/a//b%2520c"},
		{"-service s3 -normalize on", "/a/b%20c"},
		{"-service dynamodb -encode once", "/a/b%20c"},
		{"-service dynamodb -normalize off", "/a//b%2520c"},
	} {
		status, out, errs := runSign("-json -region r -time 2015-08-30T14:36:00+02:00 "+tc.args, request, exampleEnvironment())
		if status != 0 || !strings.Contains(out, `"canonical_request":"GET\n`+tc.uri+`\n`) || !strings.Contains(out, "x-amz-date:20150830T123600Z") {
			t.Errorf("%s: status %d, %s%s; want the path %s", tc.args, status, out, errs, tc.uri)
		}
		if isS3 := strings.Contains(tc.args, "s3"); strings.Contains(out, "x-amz-content-sha256") != isS3 {
			t.Errorf("%s: %s", tc.args, out)
		}
	}
}

func TestSignPrintsEveryStep(t *testing.T) {
	status, out, errs := runSign(base, "GET / HTTP/1.1\r\nHost:example.amazonaws.com\r\n\r\n", exampleEnvironment())
	if status != 0 || errs != "" {
		t.Fatalf("status %d, %s", status, errs)
	}
	for _, want := range []string{
		"Canonical request\n-----------------\nGET\n/\n\nhost:example.amazonaws.com\n",
		"String to sign\n--------------\nAWS4-HMAC-SHA256\n20150830T123600Z\n",
		"Signature\n---------\n5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31\n",
		"Signed request\n--------------\nGET / HTTP/1.1\nHost:example.amazonaws.com\nX-Amz-Date:20150830T123600Z\nAuthorization:AWS4-HMAC-SHA256 ",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is missing in\n%s", want, out)
		}
	}
}

// The body is exactly what follows the blank line, a final line end included.
func TestSignHashesTheBodyExactly(t *testing.T) {
	const hello, helloLF = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824", "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03"
	for request, hash := range map[string]string{
		"PUT / HTTP/1.1\nHost: h\n\nhello":           hello,
		"PUT / HTTP/1.1\r\nHost: h\r\n\r\nhello":     hello,
		"PUT / HTTP/1.1\nHost: h\n\nhello\n":         helloLF,
		"PUT / HTTP/1.1\r\nHost: h\r\n\r\nhello\x0a": helloLF,
	} {
		if status, out, errs := runSign(base+"-payload signed", request, exampleEnvironment()); status != 0 || !strings.Contains(out, "x-amz-content-sha256:"+hash) {
			t.Errorf("%q: status %d, %s%s", request, status, out, errs)
		}
	}
}

func TestSignRefusesInOneLine(t *testing.T) {
	const good = "GET / HTTP/1.1\nHost: h\n"
	for _, tc := range []struct{ name, args, request, want string }{
		{"no flags", "", good, "-service, -region (or -region-set) and -time must be given"},
		{"the secret as region", "-service s -region " + testSecret + " -time 20150830T123600Z", good, `region "••••"`},
		{"two regions", "-service s -region r -region-set * -time 20150830T123600Z", good, "-region and -region-set exclude each other"},
		{"bad time", "-service s -region r -time noon", good, `flag -time: time "noon"`},
		{"unknown flag", base + "-secret x", good, "-secret"},
		{"bad choice", base + "-carrier cookie", good, `flag -carrier "cookie"`},
		{"argument", base + "file", good, "an argument without a flag"},
		{"expiry", base + "-carrier query -expires 0", good, `request: X-Amz-Expires "0"`},
		{"no request", base, "", "request: request line"},
		{"half a request", base, "GET /", `request: request line "GET /"`},
		{"no host", base, "GET / HTTP/1.1\n", "request: Host: there is no Host header"},
		{"binary header in JSON", base + "-json", "GET / HTTP/1.1\nHost: h\nA: \xff\n", "not UTF-8"},
	} {
		status, out, errs := runSign(tc.args, tc.request, exampleEnvironment())
		if status != 2 || out != "" || !strings.Contains(errs, tc.want) || strings.Count(errs, "\n") != 1 {
			t.Errorf("%s: status %d, %q, %q; want 2 and %q in one line", tc.name, status, out, errs, tc.want)
		}
	}
	status, _, errs := runSign(base, good, map[string]string{"AWS_ACCESS_KEY_ID": "AKIDEXAMPLE"})
	if status != 2 || !strings.Contains(errs, "AWS_SECRET_ACCESS_KEY") {
		t.Errorf("no secret: status %d, %q", status, errs)
	}
}

// What is printed holds neither the secret nor the signing key.
func TestSignKeepsTheSecret(t *testing.T) {
	for _, args := range []string{base, base + "-json", base + "-expires x", base + "-carrier query -expires 0"} {
		_, out, errs := runSign(args, "GET / HTTP/1.1\nHost: h\n", exampleEnvironment())
		if text := out + errs; text == "" || strings.Contains(text, "wJalr") {
			t.Errorf("%s: %q", args, text)
		}
	}
}

// An access key id of the wrong form may be the secret, exchanged: it is not repeated.
func TestSignKeepsExchangedKeys(t *testing.T) {
	env := map[string]string{"AWS_ACCESS_KEY_ID": testSecret, "AWS_SECRET_ACCESS_KEY": "AKIDEXAMPLE"}
	status, out, errs := runSign(base, "GET / HTTP/1.1\nHost: h\n", env)
	if status != 2 || out != "" || strings.Contains(errs, "wJalr") || !strings.Contains(errs, "exchanged") {
		t.Errorf("status %d, %q, %q", status, out, errs)
	}
}

// The environment holds a secret, never a signing key, even where it has 64 hex digits.
func TestSignTakesHexForASecret(t *testing.T) {
	secret := strings.Repeat("0123456789abcdef", 4)
	env := map[string]string{"AWS_ACCESS_KEY_ID": "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY": secret}
	status, out, errs := runSign(base+"-json", "GET / HTTP/1.1\nHost: h\n", env)
	var got signed
	if err := json.Unmarshal([]byte(out), &got); status != 0 || err != nil {
		t.Fatalf("status %d, %v, %s", status, err, errs)
	}
	want, err := sigv4.SignStringToSign(got.StringToSign, sigv4.SecretKey(secret))
	if err != nil || got.Signature != want {
		t.Errorf("signature %s, want %s; %v", got.Signature, want, err)
	}
}

// A body that JSON cannot hold comes as base64.
func TestSignBinaryBodyAsJSON(t *testing.T) {
	const request = "PUT / HTTP/1.1\nHost: h\n\n\xff\x00\xfe"
	status, out, errs := runSign(base+"-json", request, exampleEnvironment())
	var got signed
	if err := json.Unmarshal([]byte(out), &got); status != 0 || err != nil {
		t.Fatalf("status %d, %v, %s", status, err, errs)
	}
	if got.SignedRequest != "" || !strings.HasSuffix(string(got.SignedRequestBase64), "\n\n\xff\x00\xfe") || got.Signature == "" {
		t.Errorf("%+v", got)
	}
}

func TestDispatchWithoutACommandHelps(t *testing.T) {
	for _, args := range [][]string{nil, {"help"}} {
		var out, errs strings.Builder
		if status := dispatch(args, terminal{out: &out, err: &errs}); status != 2 || !strings.Contains(errs.String(), "sign ") {
			t.Errorf("%v: status %d, %q", args, status, errs.String())
		}
	}
	if status, _, errs := runSign("-h", "", nil); status != 0 || !strings.Contains(errs, "-carrier") {
		t.Errorf("-h: status %d, %q", status, errs)
	}
}

// A service that is not known gets the general rules, and the output says so; a known one does not.
func TestSignSaysThatRulesAreAssumed(t *testing.T) {
	const request = "GET / HTTP/1.1\nHost: h\n"
	for _, tc := range []struct {
		args string
		says bool
	}{
		{"-service nobody-knows", true},
		{"-service nobody-knows -encode once", true},
		{"-service nobody-knows -encode once -normalize off", false},
		{"-service dynamodb", false},
		{"-service s3", false},
	} {
		for _, format := range []string{"", "-json "} {
			status, out, errs := runSign(format+"-region r -time 20150830T123600Z "+tc.args, request, exampleEnvironment())
			if says := strings.Contains(out, "“nobody-knows” is not a service known here"); status != 0 || errs != "" || says != tc.says {
				t.Errorf("%s%s: status %d, %q, says it: %v", format, tc.args, status, errs, says)
			}
		}
	}
}

// Some services want a payload mode or a token of their own.
func TestSignTakesPayloadAndTokenFromTheService(t *testing.T) {
	const request = "POST / HTTP/1.1\nHost: h\n\nhello"
	const hello, empty = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
	environment := exampleEnvironment()
	environment["AWS_SESSION_TOKEN"] = "TOKEN"
	for _, tc := range []struct{ args, has, hasNot string }{
		{"-service aoss", `\nx-amz-content-sha256:` + hello + `\n`, "UNSIGNED"},
		{"-service vpc-lattice-svcs", `\nx-amz-content-sha256:UNSIGNED-PAYLOAD\n`, hello},
		{"-service vpc-lattice-svcs -payload empty", empty, "UNSIGNED"},
		{"-service es", hello, "x-amz-content-sha256"},
		{"-service iotdevicegateway -carrier query", `X-Amz-SignedHeaders=host\nhost:h`, `X-Amz-Security-Token=TOKEN&X-Amz-SignedHeaders`},
		{"-service iotdevicegateway", `\nx-amz-security-token:TOKEN\n`, "UNSIGNED"},
		{"-service iotdata -carrier query", `X-Amz-Security-Token=TOKEN&X-Amz-SignedHeaders`, "UNSIGNED"},
	} {
		status, out, errs := runSign("-json -region r -time 20150830T123600Z "+tc.args, request, environment)
		canonical, _, _ := strings.Cut(out, `"string_to_sign"`)
		if status != 0 || !strings.Contains(canonical, tc.has) || strings.Contains(canonical, tc.hasNot) {
			t.Errorf("%s: status %d, %s%s; want %q, without %q", tc.args, status, canonical, errs, tc.has, tc.hasNot)
		}
	}
}

// SigV4A: the deterministic signature of the suite's case get-vanilla.
func TestSignBySigV4A(t *testing.T) {
	const request = "GET / HTTP/1.1\nHost:example.amazonaws.com\n"
	const args = "-service service -region-set us-east-1 -time 20150830T123600Z -encode once -payload empty "
	for _, carrier := range []string{"header", "query -expires 3600"} {
		status, out, errs := runSign(args+"-json -carrier "+carrier, request, exampleEnvironment())
		var got map[string]string
		if err := json.Unmarshal([]byte(out), &got); status != 0 || err != nil {
			t.Fatalf("status %d, %v, %s", status, err, errs)
		}
		r, err := sigv4.ParseRequest(got["signed_request"])
		if err != nil {
			t.Fatal(err)
		}
		claim, err := sigv4.ParseClaim(r)
		if err != nil {
			t.Fatal(err)
		}
		pair, err := sigv4a.DeriveKeyPair(sigv4.Credentials{AccessKeyID: "AKIDEXAMPLE", Key: sigv4.SecretKey("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY")})
		if err != nil {
			t.Fatal(err)
		}
		v, err := sigv4a.Verify(r, claim, sigv4.Rules{EncodeTwice: true}, pair.Public(), sigv4.Theirs{})
		if err != nil || v.Departs != sigv4.StageNone || len(v.Checked) != 1 || claim.RegionSet != "us-east-1" {
			t.Errorf("%s: departs at %v, checked %v, %v\n%s", carrier, v.Departs, v.Checked, err, out)
		}
	}
	status, out, errs := runSign(args, request, exampleEnvironment())
	if status != 0 || !strings.Contains(out, "Private key") || strings.Contains(out, "7efc8c0e") {
		t.Errorf("status %d, %s\n%s", status, errs, out)
	}
	if status, _, errs := runSign(strings.Replace(args, "us-east-1", "us-east-1,", 1), request, exampleEnvironment()); status != 2 || !strings.Contains(errs, "region set") {
		t.Errorf("a region set with an empty region: status %d, %s", status, errs)
	}
}
