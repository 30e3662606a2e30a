package paste

import (
	"fmt"
	"strings"
	"testing"
)

const exampleSecret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"

func TestSecrets(t *testing.T) {
	for name, c := range map[string]struct{ text, keyID string }{
		"environment":         {"export AWS_ACCESS_KEY_ID=AKIDEXAMPLE\nexport AWS_SECRET_ACCESS_KEY=" + exampleSecret + "\n", "AKIDEXAMPLE"},
		"credentials file":    {"[default]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = " + exampleSecret + "\n", "AKIAIOSFODNN7EXAMPLE"},
		"JSON":                {`{"Credentials":{"AccessKeyId":"ASIAIOSFODNN7EXAMPLE","SecretAccessKey":"` + exampleSecret + `","SessionToken":"x"}}`, "ASIAIOSFODNN7EXAMPLE"},
		"XML":                 {"<SecretAccessKey>" + exampleSecret + "</SecretAccessKey>", ""},
		"Python":              {"{'access_key': 'AKIDEXAMPLE',\n 'secret_key': '" + exampleSecret + "'}", "AKIDEXAMPLE"},
		"JavaScript":          {"{ accessKeyId: 'AKIDEXAMPLE', secretAccessKey: '" + exampleSecret + "' }", "AKIDEXAMPLE"},
		"an option":           {"awscurl --secret_key " + exampleSecret + " http://h/", ""},
		"rclone":              {`Setting secret_access_key="` + exampleSecret + `" for "s3r" from environment variable RCLONE_CONFIG_S3R_SECRET_ACCESS_KEY`, ""},
		"aws configure":       {"AWS Access Key ID [None]: AKIDEXAMPLE\nAWS Secret Access Key [None]: " + exampleSecret, "AKIDEXAMPLE"},
		"aws configure set":   {"aws configure set aws_secret_access_key " + exampleSecret, ""},
		"curl -u":             {"curl -u AKIDEXAMPLE:" + exampleSecret + " --aws-sigv4 aws:amz http://h.example/", "AKIDEXAMPLE"},
		"curl --user=":        {"curl --user=AKIDEXAMPLE:" + exampleSecret + " http://h.example/", "AKIDEXAMPLE"},
		"curl --user quoted":  {"curl --user \"AKIDEXAMPLE:" + exampleSecret + "\" http://h.example/", "AKIDEXAMPLE"},
		"in a header":         {"GET / HTTP/1.1\nHost: a\nSecretAccessKey: " + exampleSecret + "\n\n", ""},
		"in a Credential":     {"GET / HTTP/1.1\nHost: a\nAuthorization: AWS4-HMAC-SHA256 Credential=" + exampleSecret + "/20150830/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0\n\n", ""},
		"in an id's element":  {"<Error><Code>InvalidAccessKeyId</Code><Message>x</Message><AWSAccessKeyId>" + exampleSecret + "</AWSAccessKeyId></Error>", ""},
		"in an id's variable": {"AWS_ACCESS_KEY_ID=" + exampleSecret + "\n", ""},
		"PHP":                 {"'key' => 'AKIDEXAMPLE',\n'secret' => '" + exampleSecret + "',", "AKIDEXAMPLE"},
		"a short name":        {"secret: '" + exampleSecret + "'", ""},
		"a short name of AWS": {"aws_secret: " + exampleSecret, ""},
		"a query":             {"secret=" + exampleSecret + "&x=y", ""},
		"a sentence":          {"my secret access key is " + exampleSecret + ".", ""},
		"a hanging name":      {strings.Repeat("AWS_SECRET_ACCESS_KEY=", 20) + "\nAWS_SECRET_ACCESS_KEY=" + exampleSecret, ""},
		"in a body":           {"POST / HTTP/1.1\nHost: a\n\n{\"SecretAccessKey\":\"" + exampleSecret + "\"}", ""},
	} {
		ev := parsed(t, c.text)
		if len(ev.Secrets) != 1 {
			t.Errorf("%s: %d secrets", name, len(ev.Secrets))
			continue
		}
		if s := ev.Secrets[0]; ev.in(s.Span) != exampleSecret || s.AccessKeyID != c.keyID {
			t.Errorf("%s: the secret lies at %v, key %q", name, s.Span, s.AccessKeyID)
		}
		if want := strings.HasPrefix(name, "in a Credential") || strings.HasPrefix(name, "in an id's"); ev.Secrets[0].Swapped != want {
			t.Errorf("%s: in the place of a key id %v, want %v", name, !want, want)
		}
		ev.Text = ""
		if strings.Contains(fmt.Sprintf("%+v", ev), exampleSecret) {
			t.Errorf("%s: the evidence repeats the secret", name)
		}
		for _, r := range ev.Requests {
			if strings.Contains(c.text, "HTTP/1.1") && !r.Redacted {
				t.Errorf("%s: a request that holds a secret is not marked as redacted", name)
			}
		}
	}
}

func TestSecretAgain(t *testing.T) {
	ev := parsed(t, "AWS_SECRET_ACCESS_KEY="+exampleSecret+"\nGET /?key="+exampleSecret+" HTTP/1.1\nHost: a\n\n")
	if len(ev.Secrets) != 2 || ev.in(ev.Secrets[1].Span) != exampleSecret {
		t.Fatalf("secrets %v", ev.Secrets)
	}
	if r := ev.Requests[0]; r.Target != "/?key=***" || !r.Redacted {
		t.Errorf("target %q, redacted %v", r.Target, r.Redacted)
	}
}

// TestSecretWithBlanks: what looks like a blank at an end of a quoted value was signed with, and must not
// show the rest. A shell and a file of settings take no tab for a part of a bare word, but a no-break space.
func TestSecretWithBlanks(t *testing.T) {
	const opens, name = "export AWS_ACCESS_KEY_ID=AKIDEXAMPLE\n", "AKIDEXAMPLE"
	for _, blank := range []string{" ", "  ", "\t", "\r", "\n", "\r\n", " \t\r", noBreakSpace, "\ufeff", "\u200b", " " + noBreakSpace, `\n`, `\t`, `\u00a0`} {
		for _, value := range []string{exampleSecret + blank, blank + exampleSecret, blank + exampleSecret + blank} {
			for form, text := range map[string]string{
				"a shell's":  opens + "export AWS_SECRET_ACCESS_KEY=\"" + value + "\"\n",
				"a file's":   opens + "aws_secret_access_key = '" + value + "'\n",
				"JSON's":     `{"AccessKeyId": "AKIDEXAMPLE", "SecretAccessKey": "` + value + `"}`,
				"PHP's":      "'key' => 'AKIDEXAMPLE',\n'secret' => '" + value + "',",
				"an option":  "awscurl --access_key AKIDEXAMPLE --secret_key \"" + value + "\" http://h/",
				"curl's":     "curl --user 'AKIDEXAMPLE:" + value + "' http://h.example/",
				"and again":  opens + "export AWS_SECRET_ACCESS_KEY=\"" + value + "\"\nand " + exampleSecret + " again",
				"in capital": opens + "SECRET_KEY: `" + value + "`\n",
			} {
				ev := parsed(t, text)
				if len(ev.Secrets) != strings.Count(text, exampleSecret) || ev.in(ev.Secrets[0].Span) != value || ev.Secrets[0].AccessKeyID != name {
					t.Errorf("%s, %q: secrets %v", form, value, ev.Secrets)
				}
				if strings.Contains(fmt.Sprintf("%+v", ev.Requests), exampleSecret) {
					t.Errorf("%s, %q: the request repeats it", form, value)
				}
			}
		}
	}
	for text, want := range map[string]string{
		"AWS_SECRET_ACCESS_KEY=" + exampleSecret + noBreakSpace + "\n":      exampleSecret + noBreakSpace,
		"AWS_SECRET_ACCESS_KEY=\ufeff" + exampleSecret + "\n":               "\ufeff" + exampleSecret,
		"AWS_SECRET_ACCESS_KEY=" + exampleSecret + "\u200b":                 exampleSecret + "\u200b",
		"AWS_SECRET_ACCESS_KEY=" + exampleSecret + "\t\n":                   exampleSecret,
		"AWS_SECRET_ACCESS_KEY=" + exampleSecret + "\r\nX=y\r\n":            exampleSecret,
		"my secret access key is " + exampleSecret + noBreakSpace + "– see": exampleSecret,
		"AWS_SECRET_ACCESS_KEY=\"" + exampleSecret + "\t\nand more":         exampleSecret,                              // never closed
		"AWS_SECRET_ACCESS_KEY='wJalrXUtnFEMI/K7MDENG bPxRfiCYEXAMPLEKEY'":  "wJalrXUtnFEMI/K7MDENG bPxRfiCYEXAMPLEKEY", // a plus became a space
		"the secret key, 'so says the Manual of our Operator team'":         "",
	} {
		ev, got := parsed(t, text), ""
		if len(ev.Secrets) > 0 {
			got = ev.in(ev.Secrets[0].Span)
		}
		if got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestNoSecrets(t *testing.T) {
	for _, text := range []string{
		"Check your AWS Secret Access Key and signing method.",
		"aws_secret_access_key = <your secret>", "AWS_SECRET_ACCESS_KEY=$SECRET", `AWS_SECRET_ACCESS_KEY="         "`, "AWS_SECRET_ACCESS_KEY=****************", "secretAccessKey: process.env.SECRET",
		"secret_access_key=REDACTED", "curl -u user: http://h/", "curl -u '<key>:<secret>' http://h/", "curl -u \"$KEY:$SECRET\" http://h/", "sort -u file", "curl --user-agent me:abcdefghij http://h/",
		"Credential=0123456789abcdef0123456789abcdef01234567/20260315/us-east-1/s3/aws4_request", "Credential=AKIAIOSFODNN7EXAMPLE/20260315/us-east-1/s3/aws4_request",
		"secret: '0123456789abcdef0123456789abcdef01234567'", "secret=correct horse battery staple, and forty more letters", "the secret is correcthorsebatterystaple", "secret: " + exampleSecret + "AndMore",
		"aws_access_key_id=0123456789abcdef0123456789abcdef01234567", "<AWSAccessKeyId>AKIAIOSFODNN7EXAMPLE</AWSAccessKeyId>", strings.Repeat("AWS_SECRET_ACCESS_KEY=", 20),
		"secret", "the secret is safe with me, it is not here at all",
	} {
		if ev := parsed(t, text); len(ev.Secrets) != 0 {
			t.Errorf("%q: %q is taken for a secret", text, ev.in(ev.Secrets[0].Span))
		}
	}
}
