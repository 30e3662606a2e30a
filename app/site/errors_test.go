package site

import (
	"html"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"countersign/app/view"
	"countersign/sigv4/diagnose"
	"countersign/sigv4/paste"
	"countersign/sigv4/pastetest"
)

// Every code of the catalogue has its page, with all its answers and statuses; the index leads to each,
// the navigation to the index, and what the workbench leads to is there.
func TestEveryCodeHasItsPage(t *testing.T) {
	site := os.DirFS(built(t, Config{}))
	index := read(t, site, "errors/index.html")
	seen := map[string]bool{}
	for _, a := range diagnose.Catalogue() {
		for _, c := range a.Codes {
			name := "errors/" + c.Code + ".html"
			if c.Code == "" {
				name = "errors/no-code.html"
			} else if got := view.ErrorPage(c.Code); got != name {
				t.Errorf("the workbench leads from %s to %q, its page is %s", c.Code, got, name)
			}
			page := read(t, site, name)
			for _, want := range []string{`<h2 id="meaning">`, `<h2 id="do">`, `<h2 id="messages">`, `<h2 id="sources">`,
				`<h3 id="` + strings.Map(func(r rune) rune {
					if r == '.' || r == '_' {
						return '-'
					}
					return r
				}, a.ID) + `">` + html.EscapeString(a.Title) + `</h3>`,
				"<dt>HTTP " + strconv.Itoa(c.Status) + "</dt>", `aria-current="true">Errors</a>`} {
				if !strings.Contains(page, want) {
					t.Errorf("%s lacks %s", name, want)
				}
			}
			if strings.Contains(page, "<script") {
				t.Errorf("%s has a script", name)
			}
			if !strings.Contains(index, `href="../`+name+`"`) {
				t.Errorf("the index does not lead to %s", name)
			}
			seen[name] = true
		}
	}
	for _, name := range walk(t, site) {
		if strings.HasPrefix(name, "errors/") && strings.HasSuffix(name, ".html") && name != "errors/index.html" && !seen[name] {
			t.Errorf("%s is the page of no code", name)
		}
	}
	for _, code := range []string{"", "NoSuchKey", "Signature", "AccessDenied AccessDeniedException"} {
		if got := view.ErrorPage(code); got != "" {
			t.Errorf("the workbench leads from %q to %s", code, got)
		}
	}
	if home := read(t, site, "index.html"); !strings.Contains(home, `href="errors/index.html"`) || !strings.Contains(home, `href="search.html"`) {
		t.Error("the navigation leads to no errors, or to no search")
	}
	t.Logf("%d codes", len(seen))
}

var (
	shownMessage = regexp.MustCompile(`(?s)<figure class="example"><pre>\n<code>(.*?)</code></pre><figcaption><b>(\w+):</b> (.*?) <a href="\.\./index\.html#example=([\w-]+)">Open in the workbench</a>`)
	markedField  = regexp.MustCompile(`(?s)<mark title="[^"]+">(.*?)</mark>`)
)

// shownIn is what a reader sees of markup.
func shownIn(markup string) string { return html.UnescapeString(anyTag.ReplaceAllString(markup, "")) }

// Every message on a page opens as an answer with the page's code, says there what is shown, carries what
// is marked, and is judged as is said below it. Every recorded message is on some page.
func TestErrorMessages(t *testing.T) {
	dir := built(t, Config{})
	site := os.DirFS(dir)
	pastes := map[string]string{}
	for _, e := range view.UnpackExamples(value(t, read(t, site, "examples.js"), "countersignExamples")) {
		pastes[e.Name] = e.Paste
	}
	shown := map[string]bool{}
	total := 0
	for _, code := range codes() {
		for _, m := range shownMessage.FindAllStringSubmatch(read(t, site, errorPath(code)), -1) {
			total++
			said, verdict, name := shownIn(m[1]), strings.ToLower(m[2])+" "+shownIn(m[3]), m[4]
			shown[said] = true
			open := pastes[name]
			if open == "" || !strings.HasPrefix(name, errorName(code)+"-") {
				t.Errorf("%s: %q opens nothing of this page", errorPath(code), name)
				continue
			}
			ev := paste.Parse(open)
			if len(ev.Errors) == 0 {
				t.Errorf("%s: no error is read from %q", name, open)
				continue
			}
			e := ev.Errors[0]
			bare := strings.TrimRight(open, "\n") == said // a body, or what an SDK says of none
			if got := strings.TrimRight(e.Message.String, "\n"); !bare && (got != said || e.Code.String != code) {
				t.Errorf("%s: %q is read as %q with code %q", name, said, got, e.Code.String)
			}
			if d := diagnose.Diagnose(diagnose.Input{Evidence: ev}); verdict != string(d.Verdict.Confidence)+" "+d.Verdict.Sentence {
				t.Errorf("%s: shown as %q, is %s %q", name, verdict, d.Verdict.Confidence, d.Verdict.Sentence)
			}
			checkMarks(t, name, m[1], ev)
		}
	}
	recorded, err := pastetest.Answers()
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range recorded {
		if !shown[strings.TrimRight(r.Text, "\n")] {
			t.Errorf("%s, %q is on no page", r.ID, r.Text)
		}
	}
	t.Logf("%d messages recorded, shown %d times", len(recorded), total)
}

// checkMarks holds the marked fields of a message against what is read from the answer that holds it.
func checkMarks(t *testing.T, name, markup string, ev paste.Evidence) {
	t.Helper()
	known := map[string]bool{}
	for _, e := range ev.Errors {
		for _, m := range e.Messages {
			for _, c := range m.Captures {
				known[c.Value.String] = true
			}
		}
	}
	for _, c := range ev.CanonicalRequests {
		known[c.Text.String] = true
	}
	for _, s := range ev.StringsToSign {
		known[s.Text.String] = true
	}
	for _, m := range markedField.FindAllStringSubmatch(markup, -1) {
		marked := shownIn(m[1])
		whole := strings.ReplaceAll(strings.ReplaceAll(marked, "  ", "\n\n"), " ", "\n") // collapsed texts are mended when they are read
		if !known[marked] && !known[whole] {
			t.Errorf("%s: %q is marked, and not read", name, marked)
		}
	}
}

// The causes under an answer are those that its messages are diagnosed with, and each leads back.
func TestErrorsAndCausesLeadToEachOther(t *testing.T) {
	held, err := readContents()
	if err != nil {
		t.Fatal(err)
	}
	site := os.DirFS(built(t, Config{}))
	pointed := 0
	for _, g := range held.errors {
		for _, p := range g.Pages {
			page := read(t, site, p.Guide.Path)
			for _, a := range p.Answers {
				for _, m := range a.Messages {
					for _, f := range diagnose.Diagnose(diagnose.Input{Evidence: paste.Parse(m.Example.Paste)}).Findings {
						pointed++
						_, rest, _ := strings.Cut(page, `<h3 id="`+answerID(a.ID)+`">`)
						section, _, _ := strings.Cut(rest, "<h")
						if !strings.Contains(section, `href="../causes/`+f.Cause+`.html"`) {
							t.Errorf("%s: %s does not lead to %s", p.Guide.Path, a.ID, f.Cause)
						}
						if back := `href="../` + p.Guide.Path + "#" + answerID(a.ID) + `"`; !strings.Contains(read(t, site, view.CausePage(f.Cause)), back) {
							t.Errorf("causes/%s.html lacks %s", f.Cause, back)
						}
					}
				}
			}
		}
	}
	// A differing signature names no cause, and leaves open what a server cannot see.
	open := read(t, site, "causes/path-encoding-count.html")
	for _, code := range []string{"SignatureDoesNotMatch", "InvalidSignatureException"} {
		if !strings.Contains(open, `href="../errors/`+code+`.html#`) {
			t.Errorf("causes/path-encoding-count.html does not lead to %s", code)
		}
	}
	if pointed < 150 {
		t.Errorf("only %d findings", pointed)
	}
}

// What is no signature problem is said to be none, and nothing else is.
func TestNoSignatureProblem(t *testing.T) {
	site := os.DirFS(built(t, Config{}))
	beside, all := map[string]int{}, map[string]int{}
	for _, a := range diagnose.Catalogue() {
		var seen []string
		for _, c := range a.Codes {
			if slices.Contains(seen, c.Code) {
				continue
			}
			seen = append(seen, c.Code)
			all[c.Code]++
			if a.NotSignature {
				beside[c.Code]++
			}
		}
	}
	for code, n := range all {
		page := read(t, site, errorPath(code))
		if got := strings.Contains(page, "<b>This is no signature problem.</b>"); got != (beside[code] == n) {
			t.Errorf("%s: is called no signature problem: %v", code, got)
		}
		if got := strings.Count(page, "<strong>No signature problem.</strong>"); got != beside[code] {
			t.Errorf("%s: %d answers are called no signature problem, want %d", code, got, beside[code])
		}
	}
}

// The order of checks of AWS, on the page of a code that stands in the middle of it.
func TestOrderOfChecksOnThePage(t *testing.T) {
	page := read(t, os.DirFS(built(t, Config{})), "errors/ExpiredTokenException.html")
	_, order, ok := strings.Cut(page, `<h3 id="order-aws">`)
	order, _, _ = strings.Cut(order, "</ol>")
	here := strings.Index(order, "<strong>The session token is good and has not expired</strong>: else this code")
	if !ok || here < 0 {
		t.Fatalf("the step is not marked: %s", order)
	}
	before, after := order[:here], order[here:]
	for _, cause := range []string{"host-not-signed", "clock-skew", "scope-region-wrong"} {
		if !strings.Contains(before, `href="../causes/`+cause+`.html"`) {
			t.Errorf("%s is not ruled out", cause)
		}
	}
	if strings.Contains(after, "rules out") || !strings.Contains(after, `href="../errors/SignatureDoesNotMatch.html"`) {
		t.Errorf("what comes later: %s", after)
	}
}

// Two pages of one title or description cannot be told apart where only these are seen.
func TestTitlesAndDescriptionsAreUnique(t *testing.T) {
	site := os.DirFS(built(t, Config{}))
	for _, what := range []*regexp.Regexp{regexp.MustCompile(`<title>([^<]*)</title>`), regexp.MustCompile(`<meta name="description" content="([^"]*)">`)} {
		seen := map[string]string{}
		for _, name := range walk(t, site) {
			if !strings.HasSuffix(name, ".html") || strings.HasPrefix(name, downloadDir+"/") {
				continue
			}
			m := what.FindStringSubmatch(read(t, site, name))
			if m == nil || seen[m[1]] != "" {
				t.Errorf("%s and %s have the same %s: %q", name, seen[m[1]], what, m)
				continue
			}
			seen[m[1]] = name
		}
	}
}

// A page without the data that it needs does not come about.
func TestErrorPagesRefuse(t *testing.T) {
	for _, p := range []errorPage{
		{Answers: []codeAnswer{{Answer: diagnose.Answer{ID: "x", Codes: []diagnose.AnswerCode{{Code: "X", Status: 400, Protocols: []string{"morse"}}}}}}},
		{Answers: []codeAnswer{{Answer: diagnose.Answer{ID: "x"}, Messages: []codeMessage{{Text: "a", Fields: []messageField{{Name: "colour"}}, Diagnosis: diagnose.Diagnose(diagnose.Input{})}}}}},
	} {
		if err := p.draw(); err == nil || !strings.Contains(err.Error(), "has no words in errorwords.go") {
			t.Errorf("%+v is drawn: %v", p.Answers, err)
		}
	}
}
