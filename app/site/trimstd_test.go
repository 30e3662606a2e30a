package site

import (
	"encoding/json"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"testing"
)

// The toolchain at hand has every file that is replaced, and every line that is edited, once.
func TestTrimStd(t *testing.T) {
	root := t.TempDir()
	if err := trimStd(root); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(root, overlay))
	if err != nil {
		t.Fatal(err)
	}
	var list struct{ Replace map[string]string }
	if err := json.Unmarshal(text, &list); err != nil {
		t.Fatal(err)
	}
	for from, to := range list.Replace {
		before, err := parser.ParseFile(token.NewFileSet(), from, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Errorf("what is replaced: %v", err)
			continue
		}
		after, err := parser.ParseFile(token.NewFileSet(), filepath.Join(root, to), nil, parser.SkipObjectResolution)
		if err != nil {
			t.Errorf("what stands for it: %v", err)
		} else if before.Name.Name != after.Name.Name {
			t.Errorf("package %s stands for %s", after.Name, before.Name)
		}
	}
	files := map[string]bool{}
	for _, e := range stdEdits {
		files[e.file] = true
	}
	if want := len(files) + len(stdStandIns); len(list.Replace) != want {
		t.Errorf("%d files are replaced, want %d", len(list.Replace), want)
	}
}
