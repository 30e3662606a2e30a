package site

import (
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// built builds the site into a fresh folder, with empty files in place of the scripts that the
// asset preparation adds.
func built(t *testing.T, c Config) string {
	t.Helper()
	c.Out, c.Web, c.Licences = t.TempDir(), "../../web", insideLicences(t)
	if c.Version == "" {
		c.Version, c.Commit = "0.1", "0123abc"
	}
	if err := Build(c); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Join(c.Out, downloadDir), 0o755); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"download/countersign-offline.zip", "download/countersign.html", "download/SHA256SUMS", "start.js", "runtime.js", "host.js", "egress.js", "selftest.js", "search.js", "workbench.css"} {
		name = filepath.Join(c.Out, name)
		if _, err := os.Stat(name); os.IsNotExist(err) {
			if err := os.WriteFile(name, nil, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	return c.Out
}

var readLicences = sync.OnceValues(func() ([]Licence, error) { return Licences("../..") })

// insideLicences are the licences of a real build.
func insideLicences(t *testing.T) []Licence {
	t.Helper()
	list, err := readLicences()
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func TestBuildIsReproducible(t *testing.T) {
	first, second := os.DirFS(built(t, Config{})), os.DirFS(built(t, Config{}))
	names := walk(t, first)
	if len(names) < 8 {
		t.Fatalf("only %d files", len(names))
	}
	for _, name := range names {
		a, b := read(t, first, name), read(t, second, name)
		if a != b {
			t.Errorf("%s differs between two builds", name)
		}
	}
}

func TestBuildRefusesAnAddressThatCannotBePrefixed(t *testing.T) {
	for _, address := range []string{"https://example.org", "example.org/", "http://example.org/", "https:///x/", "https://a b/", "/x/"} {
		if err := Build(Config{Out: t.TempDir(), Web: "../../web", SiteURL: address}); err == nil || !strings.Contains(err.Error(), "SITE_URL") {
			t.Errorf("%q: %v", address, err)
		}
	}
}
