package paste

import "testing"

func TestBearerTokens(t *testing.T) {
	const token = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJleGFtcGxlIn0.c2lnbmF0dXJl"
	for text, want := range map[string]string{
		"GET / HTTP/1.1\nHost: h.example\nAuthorization: Bearer " + token + "\n":                                        token,
		"curl -H 'authorization: bearer " + token + "' https://h.example/":                                              token,
		`{"message": "'Bearer ` + token + `' not a valid key=value pair (missing equal-sign) in Authorization header"}`: token,
		"Authorization: Bearer <token>":                  "",
		"Authorization: Bearer YOUR_TOKEN":               "",
		"the bearer of this letter is here":              "",
		"Authorization: Bearer ****************":         "",
		"Authorization: Bearer eyJhbGciOiJub25lIn0.e30.": "",
		"forbearer " + token:                             "",
	} {
		ev := parsed(t, text)
		got := ""
		if len(ev.Secrets) == 1 {
			got = ev.in(ev.Secrets[0].Span)
		}
		if got != want {
			t.Errorf("%q: %q is masked, want %q", text, got, want)
		}
	}
}

// Secrets in what tools log of their settings and of the answers of STS.
func TestLoggedSecrets(t *testing.T) {
	for _, text := range []string{
		"RCLONE_CONFIG_S3R_SECRET_ACCESS_KEY=" + exampleSecret + " rclone lsd s3r:",
		`2026/03/15 12:00:00 DEBUG : Setting secret_access_key="` + exampleSecret + `" for "s3r" from environment variable RCLONE_CONFIG_S3R_SECRET_ACCESS_KEY`,
		"Response body:\nb'<AssumeRoleResponse><Credentials><AccessKeyId>ASIAIOSFODNN7EXAMPLE</AccessKeyId><SecretAccessKey>" + exampleSecret + "</SecretAccessKey></Credentials></AssumeRoleResponse>'",
		`-> "{\"Credentials\":{\"SecretAccessKey\":\"` + exampleSecret + `\"}}"`,
		"DEBUG: ConfigParser: secret_key->" + exampleSecret,
		" 'secret_key': '" + exampleSecret + "',\n 'session_token': None,",
	} {
		ev := parsed(t, text)
		if len(ev.Secrets) != 1 || ev.in(ev.Secrets[0].Span) != exampleSecret {
			t.Errorf("%q: %+v", text, ev.Secrets)
		}
	}
}
