package site

import (
	"os"
	"strings"
	"testing"

	"countersign/app/view"
	"countersign/docs"
	"countersign/sigv4/diagnose"
)

// Every cause has its page and every page its cause; the index leads to each, and the index of the
// guides to it.
func TestEveryCauseHasItsPage(t *testing.T) {
	site := os.DirFS(built(t, Config{}))
	index := read(t, site, "causes/index.html")
	written, err := docs.Causes()
	if err != nil {
		t.Fatal(err)
	}
	pages := map[string]bool{}
	for _, w := range written {
		pages[w.Name] = true
	}
	causes := diagnose.Causes()
	for _, c := range causes {
		if !pages[c.ID] {
			t.Errorf("docs/causes/%s.md is missing", c.ID)
			continue
		}
		delete(pages, c.ID)
		text := read(t, site, "causes/"+c.ID+".html")
		for _, want := range []string{`<h2 id="symptom">`, `<h2 id="why">`, `<h2 id="fix">`, `<h2 id="sources">`, `href="https://`} {
			if !strings.Contains(text, want) {
				t.Errorf("causes/%s.html lacks %s", c.ID, want)
			}
		}
		if strings.Contains(text, "<script") {
			t.Errorf("causes/%s.html has a script", c.ID)
		}
		for _, other := range c.SameEvidence {
			if !strings.Contains(text, `href="../causes/`+other+`.html"`) {
				t.Errorf("causes/%s.html does not lead to %s, which leaves the same evidence", c.ID, other)
			}
		}
		if !strings.Contains(index, `href="../causes/`+c.ID+`.html"`) {
			t.Errorf("the index does not lead to %s", c.ID)
		}
	}
	for name := range pages {
		t.Errorf("docs/causes/%s.md is the page of no cause", name)
	}
	if !strings.Contains(read(t, site, "guides/index.html"), `href="../causes/index.html"`) {
		t.Error("the index of the guides does not lead to that of the causes")
	}
	t.Logf("%d causes, %d pages", len(causes), len(written))
}

// What a finding in the workbench leads to is a page of the site.
func TestFindingsLeadToCausePages(t *testing.T) {
	site := os.DirFS(built(t, Config{}))
	for _, c := range diagnose.Causes() {
		read(t, site, view.CausePage(c.ID))
	}
}
