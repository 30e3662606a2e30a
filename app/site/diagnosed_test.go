package site

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"countersign/sigv4"
	"countersign/sigv4/diagnose"
	"countersign/sigv4/paste"
)

// What the workbench makes of each example is what its title and the guides promise.
func TestExamplesAreDiagnosed(t *testing.T) {
	want := map[string]struct {
		confidence diagnose.Confidence // of the verdict
		cause      string              // of the best finding, "" for none
		says       string              // in the verdict
		wrong      bool
	}{
		"clock-apigw":      {diagnose.Certain, "clock-skew", "9 min 26 s", true},
		"clock-dynamodb":   {diagnose.Certain, "clock-time-zone", "59 min 43 s", true},
		"clock-s3":         {diagnose.Certain, "clock-skew", "23 min 8 s", true},
		"server-strings":   {diagnose.Certain, "", "another signature", true},
		"query-not-sorted": {diagnose.Certain, "query-not-sorted", "not sorted", true},
		"signed-request":   {diagnose.Undecided, "", "signed request", false},

		"payload-changed": {diagnose.Certain, "payload-changed", "body", true},
		"s3-mismatch":     {diagnose.Certain, "secret-wrong", "another signature", true},

		"host-not-signed":    {diagnose.Certain, "host-not-signed", "not among the signed headers", true},
		"parameters-missing": {diagnose.Certain, "authorization-malformed", "lacks parts", true},
		"not-key-value":      {diagnose.Certain, "authorization-malformed", "", true},
		"algorithm":          {diagnose.Certain, "algorithm-unsupported", "", true},
		"date-form":          {diagnose.Certain, "timestamp-format", "", true},
		"header-absent":      {diagnose.Certain, "signed-header-missing", "", true},

		"scope-region":    {diagnose.Certain, "scope-region-wrong", "us-east-1", true},
		"scope-service":   {diagnose.Certain, "scope-service-wrong", "", true},
		"scope-date":      {diagnose.Certain, "scope-date-mismatch", "", true},
		"scope-elements":  {diagnose.Certain, "scope-malformed", "", true},
		"scope-s3-region": {diagnose.Certain, "scope-region-wrong", "us-east-1", true},

		"family-time":          {diagnose.Certain, "clock-skew", "19 min 26 s", true},
		"family-credentials":   {diagnose.Likely, "secret-wrong", "secret", true},
		"family-scope":         {diagnose.Certain, "scope-service-wrong", "“apigateway”", true},
		"family-authorization": {diagnose.Certain, "authorization-malformed", "cannot be read", true},
		"family-host":          {diagnose.Certain, "host-rewritten-by-proxy", "host", true},
		"family-method":        {diagnose.Proved, "method-mismatch", "method", true},
		"family-path":          {diagnose.Proved, "path-encoding-count", "encoded twice", true},
		"family-query":         {diagnose.Certain, "query-changed-after-signing", "once more", true},
		"family-headers":       {diagnose.Certain, "unsigned-amz-header", "must be signed", true},
		"family-payload":       {diagnose.Likely, "payload-changed", "body", true},
		"family-signer":        {diagnose.Proved, "canonical-request-format", "put together wrongly", true},
		"family-evidence":      {diagnose.Certain, "evidence-edited", "differ", true},

		"family-not-a-signature-problem": {diagnose.Likely, "api-route-not-found", "no such route", true},
	}
	examples, err := Examples()
	if err != nil {
		t.Fatal(err)
	}
	if len(examples) != len(want) {
		t.Errorf("%d examples, %d expectations", len(examples), len(want))
	}
	for _, e := range examples {
		w, ok := want[e.Name]
		d := diagnose.Diagnose(diagnose.Input{Evidence: paste.Parse(e.Paste)})
		cause := ""
		if len(d.Findings) > 0 {
			cause = d.Findings[0].Cause
		}
		if !ok || d.Verdict.Confidence != w.confidence || cause != w.cause || d.Wrong != w.wrong ||
			!strings.Contains(d.Verdict.Sentence, w.says) {
			t.Errorf("%s: %s, %q, cause %q, wrong %v; want %+v", e.Name, d.Verdict.Confidence, d.Verdict.Sentence, cause, d.Wrong, w)
		}
	}
}

// With the secret of the examples, what their titles promise is proved.
func TestExamplesWithTheirSecret(t *testing.T) {
	for name, cause := range map[string]string{"signed-request": "signature-valid", "payload-changed": "payload-changed"} {
		d := diagnose.Diagnose(diagnose.Input{Evidence: paste.Parse(exampleNamed(t, name)), Key: sigv4.SecretKey(exampleSecret)})
		if d.Verdict.Confidence != diagnose.Proved || len(d.Findings) == 0 || d.Findings[0].Cause != cause {
			t.Errorf("%s with its secret: %+v", name, d.Verdict)
		}
	}
}

func exampleNamed(t *testing.T, name string) string {
	t.Helper()
	examples, err := Examples()
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range examples {
		if e.Name == name {
			return e.Paste
		}
	}
	t.Fatalf("no example is called %q", name)
	return ""
}

// Every section that a rule sends the reader to is there. The rules' files are read as text, so
// that no way of naming a section is missed.
func TestRulesPointToSections(t *testing.T) {
	guides, err := Guides()
	if err != nil {
		t.Fatal(err)
	}
	sections := map[string]bool{}
	for _, g := range guides {
		for _, s := range g.Sections {
			sections[g.Path+"#"+s.ID] = true
		}
	}
	files, err := filepath.Glob("../../sigv4/diagnose/*.go")
	if err != nil {
		t.Fatal(err)
	}
	all, err := os.ReadFile("../../sigv4/diagnose/rules.go")
	if err != nil {
		t.Fatal(err)
	}
	var names []string // guideSteps + " and what it stands for
	for _, m := range regexp.MustCompile(`(guide[A-Z]\w*) += ("guides/[^"]*)"`).FindAllStringSubmatch(string(all), -1) {
		names = append(names, m[1]+` + "`, m[2])
	}
	if len(names) < 4 {
		t.Fatalf("rules.go names %q", names)
	}
	constants := strings.NewReplacer(names...)
	reference := regexp.MustCompile(`"(guides/[^"]*#[^"]*)"`)
	unknown := regexp.MustCompile(`guide[A-Z]\w* \+ "`)
	found := 0
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		resolved := constants.Replace(string(text))
		if left := unknown.FindString(resolved); left != "" {
			t.Errorf("%s: %s is not named in rules.go", filepath.Base(name), left)
		}
		for _, m := range reference.FindAllStringSubmatch(resolved, -1) {
			found++
			if !sections[m[1]] {
				t.Errorf("%s names %s, which no guide has", filepath.Base(name), m[1])
			}
		}
	}
	if found < 10 {
		t.Errorf("only %d references found", found)
	}
}
