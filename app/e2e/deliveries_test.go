package e2e

import (
	"archive/zip"
	"fmt"
	"html"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"countersign/app/site"
)

// delivery is one way in which the workbench reaches a reader.
type delivery struct {
	name    string
	address string
	framed  bool // the workbench is in a frame of the page at the address
}

// deliveries are all of them, ready to be opened.
func deliveries(t *testing.T) []delivery {
	t.Helper()
	server := serveSite(t, nil)
	return []delivery{
		{"http", server + "/index.html", false},
		{"bundle", fileAddress(t, filepath.Join(unzipped(t), "countersign", "index.html")), false},
		{"single file", fileAddress(t, filepath.Join(*dist, "countersign.html")), false},
		{"sandboxed frame", frameAround(t, server+"/embed.html"), true},
	}
}

// serveSite serves the built site on loopback and gives its origin. wrap, when there, stands
// before the site's own handler.
func serveSite(t *testing.T, wrap func(http.Handler) http.Handler) string {
	t.Helper()
	handler := site.Handler(os.DirFS(filepath.Join(*dist, "site")))
	if wrap != nil {
		handler = wrap(handler)
	}
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	return server.URL
}

// frameAround serves, from an origin of its own, a page that frames the address as strictly as it can.
func frameAround(t *testing.T, address string) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprintf(w, `<!doctype html><html lang="en"><title>A wiki page</title><h1>A wiki page</h1>
<iframe sandbox="allow-scripts" title="Countersign" width="1000" height="750" src="%s"></iframe>`, html.EscapeString(address))
	}))
	t.Cleanup(server.Close)
	return server.URL
}

// unzipped unpacks the offline bundle.
func unzipped(t *testing.T) string {
	t.Helper()
	r, err := zip.OpenReader(filepath.Join(*dist, "countersign-offline.zip"))
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	dir := t.TempDir()
	for _, f := range r.File {
		if !filepath.IsLocal(f.Name) {
			t.Fatalf("the bundle holds %q", f.Name)
		}
		name := filepath.Join(dir, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(in)
		if err == nil {
			err = os.WriteFile(name, data, 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func fileAddress(t *testing.T, path string) string {
	t.Helper()
	absolute, err := filepath.Abs(path)
	if err != nil {
		t.Fatal(err)
	}
	return "file://" + strings.ReplaceAll(filepath.ToSlash(absolute), " ", "%20")
}
