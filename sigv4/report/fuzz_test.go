package report

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"
)

// FuzzReport: any paste can be written in all forms; no form steers a terminal or holds the given secret.
func FuzzReport(f *testing.F) {
	pastes, err := filepath.Glob("testdata/*.paste")
	if err != nil || len(pastes) == 0 {
		f.Fatal("no pastes to start from")
	}
	for _, name := range pastes {
		text, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(text))
	}
	f.Add("curl -u AKIDEXAMPLE:" + secret + " 'https://bucket.s3.eu-west-1.amazonaws.com/?X-Amz-Security-Token=" + strings.Repeat("A", 40) + "'")
	f.Add("Credential should be scoped to a valid region, not '`<" + secret + "'")
	f.Fuzz(func(t *testing.T, text string) {
		r := reportOn(text, secret)
		asJSON, err := r.JSON()
		if err != nil || !json.Valid(asJSON) {
			t.Errorf("JSON: %v", err)
		}
		plain := r.Text()
		for _, c := range plain {
			if c < 0x20 && c != '\n' || c >= 0x7F && c < 0xA0 {
				t.Errorf("the text holds %U", c)
			}
		}
		if !utf8.ValidString(plain) {
			t.Error("the text is not UTF-8")
		}
		for form, out := range map[string]string{"text": plain, "JSON": string(asJSON), "Markdown": r.Markdown()} {
			if strings.Contains(out, secret) {
				t.Errorf("%s holds the secret", form)
			}
		}
	})
}
