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
	for _, folder := range []struct {
		name     string
		list     func() ([]Guide, error)
		sections string
	}{{"causes", Causes, "symptom why fix sources"}, {"errors", Errors, "meaning do"}} {
		list, err := folder.list()
		if err != nil {
			t.Fatal(err)
		}
		check(t, folder.name, list)
		for _, g := range list {
			for section := range strings.FieldsSeq(folder.sections) {
				if !strings.Contains(g.Markdown, "{#"+section+"}") {
					t.Errorf("%s/%s.md has no section %s", folder.name, g.Name, section)
				}
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
