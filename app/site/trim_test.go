package site

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestEditFailsWhenUpstreamChanged(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "file.go")
	for _, c := range []struct {
		source, want string
		ok           bool
	}{
		{"package app\n\nvar a int\n", "package web\n\nvar a int\n", true},
		{"package other\n", "", false},
		{"package app\npackage app\n", "", false},
	} {
		if err := os.WriteFile(path, []byte(c.source), 0o644); err != nil {
			t.Fatal(err)
		}
		err := edit{"file.go", "package app\n", "package web\n"}.apply(dir)
		if !c.ok {
			if err == nil || !strings.Contains(err.Error(), "file.go") {
				t.Errorf("%q: error %v", c.source, err)
			}
			continue
		}
		got, readErr := os.ReadFile(path)
		if err != nil || readErr != nil || string(got) != c.want {
			t.Errorf("%q became %q, %v, %v", c.source, got, err, readErr)
		}
	}
}
