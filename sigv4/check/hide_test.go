package check_test

import (
	"encoding/base64"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"countersign/sigv4"
	"countersign/sigv4/check"
)

// posted is an upload by a form whose policy has one condition more, and one field more where field is given.
func posted(condition, field, value string) string {
	part := func(name, value string) string {
		return "--b\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n"
	}
	policy := base64.StdEncoding.EncodeToString([]byte(`{"expiration":"2016-01-01T00:00:00Z","conditions":[{"bucket":"b"},{"key":"k"},` +
		`{"x-amz-algorithm":"AWS4-HMAC-SHA256"},["starts-with","$x-amz-credential",""],{"x-amz-date":"20150830T123600Z"},` + condition))
	scope := sigv4.Scope{Date: "20150830", Region: "us-east-1", Service: "s3", Terminator: sigv4.Terminator}
	text := "POST / HTTP/1.1\r\nHost: b.s3.amazonaws.com\r\nContent-Type: multipart/form-data; boundary=b\r\n\r\n" +
		part("key", "k") + part("x-amz-algorithm", sigv4.Algorithm) + part("x-amz-credential", keyID+"/"+scope.String()) + part("x-amz-date", "20150830T123600Z")
	if field != "" {
		text += part(field, value)
	}
	signature := must(sigv4.SignStringToSign(policy, sigv4.DeriveKeys(credentials.Key, scope).SigningKey()))
	return text + part("policy", policy) + part("x-amz-signature", signature) + part("file", "hello") + "--b--\r\n"
}

// Tokens and keys that stand where they are not looked for are hidden too: in a policy whose field was left
// out, behind an ampersand in a header, in a URL within a URL.
func TestHiddenPlaces(t *testing.T) {
	const customerKey = "x-amz-server-side-encryption-customer-key"
	in := func(header, target string) string {
		text := strings.Replace(table(), "POST / HTTP/1.1\n", "POST "+target+" HTTP/1.1\n"+header+"\n", 1)
		return strings.Replace(text, ";x-amz-target", ";x-amz-target;x-more", 1)
	}
	for name, text := range map[string]string{
		"policy, no field":            posted(`{"x-amz-security-token":"`+sessionToken+`"}]}`, "", ""),
		"policy, another token":       posted(`{"x-amz-security-token":"`+sessionToken+`"}]}`, "x-amz-security-token", sessionToken+"2"),
		"policy, capitals":            posted(`{"X-Amz-Security-Token":"`+sessionToken+`"}]}`, "", ""),
		"policy, escapes":             posted(`{"\u0078-amz-security-token":"`+sessionToken+`"}]}`, "", ""),
		"policy that cannot be read":  posted(`{"x-amz-security-token":"`+sessionToken, "", ""),
		"customer's key, no field":    posted(`{"`+customerKey+`":"`+sessionToken+`"}]}`, "", ""),
		"customer's key, another key": posted(`{"`+customerKey+`":"`+sessionToken+`"}]}`, customerKey, sessionToken+"2"),
		"behind an ampersand":         strings.Replace(table(), sessionToken, "a&"+sessionToken, 1),
		"in a URL in a parameter":     in("X-More: 1", "/?url=https%3A%2F%2Fexample.com%2F%3FX-Amz-Security-Token%3D"+sessionToken),
		"in a URL in a path":          in("X-More: 1", "/%3FX-Amz-Security-Token="+sessionToken),
		"in a URL in a header":        in("X-More: https://example.com/?X-Amz-Security-Token="+sessionToken, "/"),
	} {
		for _, theirs := range []sigv4.Theirs{{}, {StringToSign: "another", CanonicalRequest: "another"}} {
			r := checked(t, text, check.Options{Key: credentials.Key, Theirs: theirs})
			noSecret(t, r, "")
			for _, word := range regexp.MustCompile("[A-Za-z0-9+/]{24,}").FindAllString(fmt.Sprintf("%+v", r), -1) {
				decoded, _ := base64.RawStdEncoding.DecodeString(word)
				if strings.Contains(string(decoded), sessionToken) {
					t.Errorf("%s: the token is shown in base64", name)
				}
			}
		}
	}
	r := checked(t, posted(`{"acl":"private"}]}`, "acl", "private"), check.Options{Key: credentials.Key})
	if !r.Verified() || strings.Contains(r.StringToSign, "not shown") {
		t.Errorf("a policy without secrets: %q, %+v", r.StringToSign, r.Steps)
	}
	logged := checked(t, posted(`{"x-amz-security-token":"`+sessionToken+`"}]}`, "", ""), check.Options{}).Derivation.StringToSign.String
	r = checked(t, posted(`{"acl":"private"}]}`, "acl", "private"), check.Options{Key: credentials.Key, Theirs: sigv4.Theirs{StringToSign: logged}})
	if r.Departs < 0 || strings.Contains(fmt.Sprintf("%+v", r), logged) {
		t.Errorf("a token in the policy that was logged: %+v", r)
	}
}
