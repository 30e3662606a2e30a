package docs

import (
	"path/filepath"
	"strings"
	"testing"
)

// A guide or page that is written but not listed would have no page.
func TestEveryTextIsListed(t *testing.T) {
	check(t, "guides", Guides())
	check(t, ".", Pages())
	causes, err := Causes()
	if err != nil {
		t.Fatal(err)
	}
	check(t, "causes", causes)
	for _, c := range causes {
		for _, section := range []string{"symptom", "why", "fix", "sources"} {
			if !strings.Contains(c.Markdown, "{#"+section+"}") {
				t.Errorf("causes/%s.md has no section %s", c.Name, section)
			}
		}
	}
}

func check(t *testing.T, dir string, list []Guide) {
	t.Helper()
	listed := map[string]bool{}
	for _, g := range list {
		listed[g.Name+".md"] = true
		if !strings.HasPrefix(g.Markdown, "# ") {
			t.Errorf("%s does not start with its title", g.Name)
		}
	}
	files, err := filepath.Glob(filepath.Join(dir, "*.md"))
	if err != nil {
		t.Fatal(err)
	}
	if len(files) != len(listed) || len(files) == 0 {
		t.Errorf("%d files in %s, %d listed", len(files), dir, len(listed))
	}
	for _, f := range files {
		if !listed[filepath.Base(f)] {
			t.Errorf("%s is not listed", f)
		}
	}
}

// A link in a sandboxed frame opens only with these two; a guess at one of them would not help.
func TestEmbeddingNamesWhatLinksNeed(t *testing.T) {
	for _, want := range []string{
		`sandbox="allow-scripts" referrerpolicy="no-referrer"`,
		`sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox"`,
	} {
		if !strings.Contains(embedIt, want) {
			t.Errorf("embed-it.md lacks %s", want)
		}
	}
}
