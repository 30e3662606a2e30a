package diagnose

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"countersign/sigv4"
	"countersign/sigv4/forensics"
	"countersign/sigv4/paste"
)

// section is a paste for one rule: see testdata/rules/README.md.
type section struct {
	file       string
	ko         bool
	rule       string
	cause      string
	confidence Confidence
	what       string
	key        string
	paste      string
}

func readSections(t testing.TB) []section {
	t.Helper()
	files, err := filepath.Glob("testdata/rules/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no data of rules: %v", err)
	}
	var out []section
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for i, text := range strings.Split("\n"+string(data), "\n== ") {
			if i == 0 {
				if strings.TrimSpace(text) != "" {
					t.Fatalf("%s: text before the first section: %q", name, text)
				}
				continue
			}
			out = append(out, readSection(t, filepath.Base(name), text))
		}
	}
	return out
}

func readSection(t testing.TB, file, text string) section {
	t.Helper()
	head, body, _ := strings.Cut(text, "\n")
	fields, what, ok := strings.Cut(head, " | ")
	words := strings.Fields(fields)
	s := section{file: file, what: what, paste: body}
	switch {
	case ok && len(words) == 2 && words[0] == "ok":
		s.rule = words[1]
	case ok && len(words) == 4 && words[0] == "ko":
		s.ko, s.rule, s.cause, s.confidence = true, words[1], words[2], Confidence(words[3])
	default:
		t.Fatalf("%s: header %q is neither \"ok RULE | WHAT\" nor \"ko RULE CAUSE CONFIDENCE | WHAT\"", file, head)
	}
	if key, rest, found := strings.Cut(body, "\n"); found && strings.HasPrefix(key, "@key ") {
		s.key, s.paste = strings.TrimPrefix(key, "@key "), rest
	}
	return s
}

func (s section) input(t testing.TB) Input {
	in := Input{Evidence: paste.Parse(s.paste), Key: sigv4.ParseKey(s.key)}
	if s.rule == "search" {
		search(t, &in)
	}
	return in
}

// search has the mistake looked for, where a search can find one, as far as two that are likely.
func search(t testing.TB, in *Input) {
	t.Helper()
	from, ok := Searchable(*in)
	if !ok {
		return
	}
	r, err := forensics.Search(from, forensics.Options{Report: func(p forensics.Progress) bool { return p.Cost <= 5 }})
	if err != nil {
		t.Fatal(err)
	}
	in.Search = &r
}

// TestRules runs every rule over its own data, and demands that there is enough of it.
func TestRules(t *testing.T) {
	sections := readSections(t)
	for _, r := range rules() {
		t.Run(r.name, func(t *testing.T) {
			oks := 0
			covered := map[string]bool{}
			for _, s := range sections {
				if s.rule != r.name {
					continue
				}
				in := s.input(t)
				if Diagnose(in).Unusable {
					t.Errorf("%s, %q: nothing in the paste was recognised, so nothing was checked", s.file, s.what)
				}
				found := r.judge(prepare(in))
				if !s.ko {
					oks++
					if len(found) > 0 {
						t.Errorf("%s, %q: names %s (%s)", s.file, s.what, found[0].Cause, found[0].Confidence)
					}
					continue
				}
				covered[s.cause] = true
				f, ok := findCause(found, s.cause)
				switch {
				case !ok:
					t.Errorf("%s, %q: does not name %s; found %s", s.file, s.what, s.cause, list(found))
				case f.Confidence != s.confidence:
					t.Errorf("%s, %q: %s is %s, want %s", s.file, s.what, s.cause, f.Confidence, s.confidence)
				default:
					checkFinding(t, s, f)
				}
			}
			if oks == 0 {
				t.Error("no data that passes: add a section \"ok " + r.name + "\"")
			}
			for _, cause := range r.causes {
				if !covered[cause] {
					t.Errorf("no data that fails for %s: add a section \"ko %s %s CONFIDENCE\"", cause, r.name, cause)
				}
			}
		})
	}
	names := map[string]bool{}
	for _, r := range rules() {
		if names[r.name] {
			t.Errorf("two rules are named %q", r.name)
		}
		names[r.name] = true
	}
	for _, s := range sections {
		if !names[s.rule] {
			t.Errorf("%s, %q: there is no rule %q", s.file, s.what, s.rule)
		}
	}
}

// checkFinding demands what a reader needs of every finding.
func checkFinding(t *testing.T, s section, f Finding) {
	t.Helper()
	if f.Title == "" || f.Why == "" || len(f.Fixes) == 0 {
		t.Errorf("%s, %q: title %q, why %q, %d fixes", s.file, s.what, f.Title, f.Why, len(f.Fixes))
	}
	if rank(f.Confidence) > rank(Certain) && f.Test == "" {
		t.Errorf("%s, %q: %s is only %s and has no test that would decide it", s.file, s.what, f.Cause, f.Confidence)
	}
	if f.Guide != "" {
		checkGuide(t, s.file+", "+s.what, f.Guide)
	}
	for _, x := range f.Fixes {
		if x.Do == "" || x.Detail == "" && x.Code == "" {
			t.Errorf("%s, %q: fix %+v says nothing", s.file, s.what, x)
		}
	}
	if len(f.Marks) == 0 {
		t.Errorf("%s, %q: %s marks nothing in the paste", s.file, s.what, f.Cause)
	}
	for _, m := range f.Marks {
		if m.Span.Start < 0 || m.Span.End > len(s.paste) || m.Span.Len() <= 0 {
			t.Errorf("%s, %q: mark %+v lies outside the paste of %d bytes", s.file, s.what, m, len(s.paste))
		}
	}
	if strings.Contains(f.Why+f.Title+f.Test, "{") && !strings.Contains(s.paste, "{") {
		t.Errorf("%s, %q: a name was not filled in: %s %s", s.file, s.what, f.Title, f.Why)
	}
}

// TestRulesAreDocumented demands a citation, a guide and known causes of every rule.
func TestRulesAreDocumented(t *testing.T) {
	known := map[string]bool{}
	for _, c := range Causes() {
		if known[c.ID] {
			t.Errorf("cause %s stands twice in the table", c.ID)
		}
		known[c.ID] = true
		if c.Meaning == "" || c.Family == "" {
			t.Errorf("cause %s has no meaning or no family", c.ID)
		}
	}
	for _, c := range Causes() {
		for _, other := range c.SameEvidence {
			if !known[other] {
				t.Errorf("cause %s leaves the same evidence as %s, which is not in the table", c.ID, other)
			}
		}
	}
	for _, r := range rules() {
		if len(r.causes) == 0 || len(r.sources) == 0 {
			t.Errorf("rule %s: %d causes, %d sources", r.name, len(r.causes), len(r.sources))
		}
		for _, c := range r.causes {
			if !known[c] {
				t.Errorf("rule %s: cause %q is not in the table", r.name, c)
			}
		}
		for _, s := range r.sources {
			if !strings.HasPrefix(s.Address, "https://") || s.Says == "" {
				t.Errorf("rule %s: source %+v", r.name, s)
			}
		}
		checkGuide(t, r.name, r.guide)
	}
	for _, s := range checks() {
		for _, c := range s.Causes {
			if !known[c] {
				t.Errorf("ruled-out cause %q is not in the table", c)
			}
		}
	}
}

// checkGuide demands that the section of the guide is there: its Markdown names it {#section}.
func checkGuide(t *testing.T, who, guide string) {
	t.Helper()
	page, section, _ := strings.Cut(guide, "#")
	text, err := os.ReadFile(filepath.Join("../../docs", strings.TrimSuffix(page, ".html")+".md"))
	if err != nil || section == "" || !strings.Contains(string(text), "{#"+section+"}") {
		t.Errorf("%s: there is no section %q (%v)", who, guide, err)
	}
}

func findCause(findings []Finding, cause string) (Finding, bool) {
	for _, f := range findings {
		if f.Cause == cause {
			return f, true
		}
	}
	return Finding{}, false
}

func list(findings []Finding) string {
	var names []string
	for _, f := range findings {
		names = append(names, f.Cause+" "+string(f.Confidence))
	}
	if len(names) == 0 {
		return "nothing"
	}
	return strings.Join(names, ", ")
}
