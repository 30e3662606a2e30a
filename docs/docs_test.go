package docs

import (
	"os"
	"strings"
	"testing"
)

// A guide that is written but not listed would have no page.
func TestEveryGuideIsListed(t *testing.T) {
	listed := map[string]bool{}
	for _, g := range Guides() {
		listed[g.Name+".md"] = true
		if !strings.HasPrefix(g.Markdown, "# ") {
			t.Errorf("guide %s does not start with its title", g.Name)
		}
	}
	files, err := os.ReadDir("guides")
	if err != nil {
		t.Fatal(err)
	}
	if len(files) != len(listed) {
		t.Errorf("%d files in guides/, %d guides listed", len(files), len(listed))
	}
	for _, f := range files {
		if !listed[f.Name()] {
			t.Errorf("guides/%s is not listed in Guides", f.Name())
		}
	}
}
