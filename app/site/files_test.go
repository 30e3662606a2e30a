package site

import (
	"io/fs"
	"testing"
)

// walk lists the files of a built site.
func walk(t *testing.T, site fs.FS) []string {
	t.Helper()
	var names []string
	err := fs.WalkDir(site, ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			names = append(names, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

func read(t *testing.T, site fs.FS, name string) string {
	t.Helper()
	text, err := fs.ReadFile(site, name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
