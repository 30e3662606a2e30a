package report

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"countersign/sigv4"
	"countersign/sigv4/diagnose"
	"countersign/sigv4/paste"
)

var update = flag.Bool("update", false, "write the golden files anew")

const secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"

func reportOn(text, key string, secrets ...string) Report {
	in := diagnose.Input{Evidence: paste.Parse(text), Key: sigv4.ParseKey(key)}
	return New(in, diagnose.Diagnose(in), append(secrets, key)...)
}

// TestGolden compares the reports on the pastes in testdata, in all forms.
// After a deliberate change: go test ./sigv4/report -update, and read the difference.
func TestGolden(t *testing.T) {
	pastes, err := filepath.Glob("testdata/*.paste")
	if err != nil || len(pastes) < 3 {
		t.Fatalf("%d pastes: %v", len(pastes), err)
	}
	for _, name := range pastes {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		r := reportOn(string(text), "")
		asJSON, err := r.JSON()
		if err != nil {
			t.Fatal(err)
		}
		base := strings.TrimSuffix(name, ".paste")
		golden(t, base+".txt", r.Text())
		golden(t, base+".md", r.Markdown())
		golden(t, base+".json", string(asJSON)+"\n")
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(name, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s: the report changed; got\n%s", name, got)
	}
}

// TestJSONShape holds the field names and that no list is null.
func TestJSONShape(t *testing.T) {
	for _, text := range []string{"", "InvalidSignatureException", "Signature expired: 20170517T062414Z is now earlier than 20170517T062840Z (20170517T063340Z - 5 min.)"} {
		out, err := reportOn(text, "").JSON()
		if err != nil {
			t.Fatal(err)
		}
		var got map[string]json.RawMessage
		if err := json.Unmarshal(out, &got); err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{"established", "findings", "transit", "ruled_out", "paste_next", "parts"} {
			if !strings.HasPrefix(string(got[name]), "[") {
				t.Errorf("%q: %s is %s, want a list", text, name, got[name])
			}
		}
		if len(got) != 7 || !strings.HasPrefix(string(got["verdict"]), `{"sentence":"`) {
			t.Errorf("%q: %s", text, out)
		}
	}
	out, err := reportOn("InvalidSignatureException", "").JSONWithID(json.RawMessage(`"a"`))
	if err != nil || !strings.HasPrefix(string(out), `{"id":"a","verdict":{`) {
		t.Errorf("with id: %s, %v", out, err)
	}
}

// TestNothingSecretIsWritten plants secrets in every place that a paste can hold them, and looks for
// them in every form of report.
func TestNothingSecretIsWritten(t *testing.T) {
	const (
		token = "IQoJb3JpZ2luX2VjEXAMPLETOKEN//////////wEaCXVzLWVhc3QtMSJHMEUCIQD+EXAMPLE="
		key   = "f5e5be75fde0a8e23b3206cc1a73b0d677f948a1e0fe441bce125172be1075fa"
	)
	encoded := percentEncoded(token)
	curl := "curl -u AKIDEXAMPLE:" + secret + " --aws-sigv4 aws:amz:us-east-1:execute-api -H 'X-Amz-Security-Token: " + token + "' https://abcdef1234.execute-api.us-east-1.amazonaws.com/items\n"
	request := "GET /items?X-Amz-Security-Token=" + encoded + "&X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIDEXAMPLE%2F20260315%2Fus-east-1%2Fexecute-api&X-Amz-Date=20260315T120000Z&X-Amz-Expires=60&X-Amz-SignedHeaders=x-amz-date&X-Amz-Signature=00 HTTP/1.1\nHost: abcdef1234.execute-api.eu-west-1.amazonaws.com\nX-Amz-Security-Token: " + token + "\n\n"
	canonical := func(name string) string {
		return name + ":\nGET\n/items\nkey=" + key + "&secret=" + percentEncoded(secret) + "\nhost:" + name + "\nx-amz-security-token:" + token + name + "\n\nhost;x-amz-security-token\ne3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\n\n"
	}
	variables := "export AWS_SECRET_ACCESS_KEY=" + secret + "\nexport AWS_SESSION_TOKEN=" + token + "\n"
	mismatch := "\n\nThe request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method.\n"
	scope := "\n{\"message\":\"Credential should be scoped to a valid region, not '" + secret + "'. \"}\n"
	for _, c := range []struct{ what, text string }{
		{"curl", curl + mismatch},
		{"request", request},
		{"canonical requests", canonical("client") + "The Canonical String for this request should have been\n" + canonical("server")},
		{"variables", variables + mismatch},
		{"in an error", scope},
		{"all", curl + request + canonical("client") + canonical("server") + variables + mismatch + scope},
	} {
		for _, given := range []string{secret, key} {
			in := diagnose.Input{Evidence: paste.Parse(c.text), Key: sigv4.ParseKey(given), Token: token}
			r := New(in, diagnose.Diagnose(in), secret, key)
			asJSON, err := r.JSON()
			if err != nil {
				t.Fatal(err)
			}
			for form, out := range map[string]string{"text": r.Text(), "JSON": string(asJSON), "Markdown": r.Markdown()} {
				if len(out) < 100 {
					t.Errorf("%s, %s: nothing to look through: %q", c.what, form, out)
				}
				plain := strings.NewReplacer(`\/`, "/", `\u0026`, "&", `\`, "").Replace(out)
				for _, planted := range []string{secret, percentEncoded(secret), key, token, encoded, token[:40], secret[:20]} {
					if strings.Contains(out, planted) || strings.Contains(plain, planted) {
						t.Errorf("%s, %s: holds %s…", c.what, form, planted[:6])
					}
				}
			}
		}
	}
}

// TestTheSearchForSecretsCanFail proves that the test above would see one.
func TestTheSearchForSecretsCanFail(t *testing.T) {
	in := diagnose.Input{Evidence: paste.Parse("Credential should be scoped to a valid region, not '" + secret + "'")}
	r := New(in, diagnose.Diagnose(in)) // the secret is not said to be one
	if !strings.Contains(r.Text(), secret) {
		t.Error("the server's value is not quoted, so that nothing can be found in it")
	}
}

func TestMarkdownShortensKeyIDs(t *testing.T) {
	r := reportOn("InvalidClientTokenId: The security token included in the request is invalid.", "")
	for in, want := range map[string]string{
		"AKIAIOSFODNN7EXAMPLE":         "AKIA…MPLE",
		"(ASIAIOSFODNN7EXAMPLE/2015)":  "(ASIA…MPLE/2015)",
		"AKIDEXAMPLE":                  "AKIDEXAMPLE",
		"XAKIAIOSFODNN7EXAMPLE":        "XAKIAIOSFODNN7EXAMPLE",
		"AKIA":                         "AKIA",
		"é AKIAIOSFODNN7EXAMPLE, über": "é AKIA…MPLE, über",
	} {
		if got := r.shorten(in); got != want {
			t.Errorf("shorten(%q) = %q, want %q", in, got, want)
		}
	}
}

// TestMarkdownIsNoMarkup: what a paste holds stays text.
func TestMarkdownIsNoMarkup(t *testing.T) {
	for _, value := range []string{"<script>alert(1)</script>[x](http://example.com)", "``` <script>[x](y)", "`a` <script>`[x](y)", "\\<script>\\[x](y)"} {
		out := reportOn("Credential should be scoped to a valid region, not '"+value+"'", "").Markdown()
		var plain strings.Builder // without escaped bytes
		for i := 0; i < len(out); i++ {
			if out[i] == '\\' {
				i++
				continue
			}
			plain.WriteByte(out[i])
		}
		if got := plain.String(); strings.Contains(got, "<script") || strings.Contains(got, "[x") || strings.Contains(got, "``") {
			t.Errorf("the value %q stands as markup:\n%s", value, out)
		}
		if !strings.Contains(out, "script") {
			t.Errorf("the value %q is not quoted", value)
		}
	}
}

// TestTextSteersNoTerminal: control bytes of a paste are drawn, not sent.
func TestTextSteersNoTerminal(t *testing.T) {
	text := "GET /a\x1b[31mred\u202e HTTP/1.1\nHost: abcdef1234.execute-api.eu-west-1.amazonaws.com\x9b\nX-Amz-Date: 20260315T120000Z\nAuthorization: AWS4-HMAC-SHA256 Credential=\x1b]0;title\x07/20260315/us-east-1/execute-api/aws4_request, SignedHeaders=x-amz-date, Signature=00\n\n"
	for _, c := range reportOn(text, "").Text() {
		if c < 0x20 && c != '\n' || c >= 0x7F && c < 0xA0 || c == 0x202E {
			t.Errorf("the report holds %U", c)
		}
	}
}

func TestExcerptMarksLongLines(t *testing.T) {
	line := strings.Repeat("a", 300) + "BAD" + strings.Repeat("b", 300) + "WORSE" + strings.Repeat("c", 100)
	r := Report{text: "first\n" + line + "\nlast"}
	out := r.excerpt([]diagnose.Mark{
		{Span: sigv4.Span{Start: 306, End: 309}, Note: "found"},
		{Span: sigv4.Span{Start: 609, End: 614}, Note: "found too"},
	})
	if len(out) != 4 || !strings.Contains(out[0], "BAD") || !strings.Contains(out[2], "WORSE") {
		t.Fatalf("excerpt:\n%s", strings.Join(out, "\n"))
	}
	for i, word := range map[int]string{0: "BAD", 2: "WORSE"} {
		if !strings.HasPrefix(out[i], "2 | ") {
			t.Errorf("line number: %s", out[i])
		}
		at := len([]rune(out[i][:strings.Index(out[i], word)]))
		under := []rune(out[i+1])
		if string(under[at:at+len(word)]) != strings.Repeat("^", len(word)) || under[at-1] == '^' || under[at+len(word)] == '^' {
			t.Errorf("the marks are not under the word:\n%s\n%s", out[i], out[i+1])
		}
	}
}

// TestTokenOfAForm: the session token of a form is hidden where it stands, and in the policy that holds it too.
func TestTokenOfAForm(t *testing.T) {
	const token, policy = "IQoJb3JpZ2luX2VjEXAMPLETOKEN", "eyJjb25kaXRpb25zIjpbeyJ4LWFtei1zZWN1cml0eS10b2tlbiI6IklRb0oifV19"
	for _, text := range []string{
		`{"url":"https://b.s3.amazonaws.com/","fields":{"policy":"` + policy + `","x-amz-credential":"AKIDEXAMPLE/20260315/us-east-1/s3/aws4_request","x-amz-signature":"0","x-amz-security-token":"` + token + `"}}`,
		`<form><input name="policy" value="` + policy + `"><input name="x-amz-security-token" value="` + token + `"><input name="x-amz-signature" value="0"></form>`,
		"curl https://b.s3.amazonaws.com/ -F policy=" + policy + " -F 'x-amz-security-token=" + token + "' -F x-amz-signature=0",
	} {
		in := diagnose.Input{Evidence: paste.Parse(text)}
		r := New(in, diagnose.Diagnose(in))
		if veiled := r.veil(text); strings.Contains(veiled, token) || strings.Contains(veiled, policy) || r.clean(token+policy) != "[hidden][hidden]" {
			t.Errorf("not hidden: %s", veiled)
		}
	}
}
