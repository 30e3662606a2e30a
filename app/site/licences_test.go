package site

import (
	"html"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Every module that the build links is listed with its licence, and those that only help to build
// are listed without.
func TestLicences(t *testing.T) {
	imports, err := WasmImports("../..")
	if err != nil {
		t.Fatal(err)
	}
	list := insideLicences(t)
	find := func(id string) Licence {
		for _, l := range list {
			if l.ID == id {
				return l
			}
		}
		t.Errorf("%s is not listed", id)
		return Licence{}
	}
	modules := map[string]bool{}
	for _, path := range imports {
		first, _, _ := strings.Cut(path, "/")
		if !strings.Contains(first, ".") {
			continue // ours, or the standard library's
		}
		parts := strings.Split(path, "/")
		modules[parts[2]] = true
	}
	if len(modules) == 0 {
		t.Fatal("the module links nothing from outside, not even go-app")
	}
	for name := range modules {
		if l := find(name); !strings.Contains(l.Text, "Permission is hereby granted") && !strings.Contains(l.Text, "Redistribution") {
			t.Errorf("the licence of %s is not one: %.80q", name, l.Text)
		}
	}
	if l := find("go"); !strings.Contains(l.Text, "The Go Authors") || !strings.HasPrefix(l.Name, "Go 1.") {
		t.Errorf("the licence of Go: %s, %.80q", l.Name, l.Text)
	}
	if l := find("vectors"); !strings.Contains(l.Text, "Apache License") || !strings.Contains(l.Text, "END OF TERMS AND CONDITIONS") {
		t.Errorf("the licence of the test vectors: %.80q", l.Text)
	}
	for _, name := range []string{"goldmark", "brotli"} {
		if l := find(name); l.Text != "" || !strings.Contains(l.Use, "Nothing of it is inside") {
			t.Errorf("%s: %+v", name, l)
		}
	}
	page := read(t, os.DirFS(built(t, Config{})), "licences.html")
	for _, l := range list {
		if !strings.Contains(page, html.EscapeString(l.Text)) || !strings.Contains(page, `<h2 id="`+l.ID+`">`) {
			t.Errorf("the page does not show the licence of %s", l.Name)
		}
	}
}

func TestAMissingLicenceIsAnError(t *testing.T) {
	dir := t.TempDir()
	if _, err := licenceFile(dir); err == nil {
		t.Error("a module without a licence passes")
	}
	if err := os.WriteFile(filepath.Join(dir, "LICENSE"), []byte("All yours."), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := licenceFile(dir); err == nil {
		t.Error("a file that names nobody's copyright passes")
	}
	if err := Build(Config{Out: t.TempDir(), Web: "../../web"}); err == nil || !strings.Contains(err.Error(), "licences") {
		t.Errorf("a site without licences: %v", err)
	}
}
