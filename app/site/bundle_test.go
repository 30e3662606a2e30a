package site

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"crypto/rand"
	"encoding/base64"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
)

// smallWasm is the shortest valid module.
var smallWasm = []byte("\x00asm\x01\x00\x00\x00")

// prepared is a built site with its assets, the module being smallWasm.
func prepared(t *testing.T) (dir string, log string) {
	t.Helper()
	dir = built(t, Config{})
	var b strings.Builder
	if err := writeAssets("../..", Config{Out: dir, Web: "../../web"}, smallWasm, &b); err != nil {
		t.Fatal(err)
	}
	return dir, b.String()
}

func TestAssetsHoldTheModuleInEveryForm(t *testing.T) {
	dir, log := prepared(t)
	site := os.DirFS(dir)
	if want := "app.wasm: 8 bytes raw"; !strings.HasPrefix(log, want) {
		t.Errorf("log %q does not begin with %q", log, want)
	}
	inlined := strings.TrimSuffix(strings.TrimPrefix(read(t, site, "wasm.js"), `window.countersignWasm = "`), "\";\n")
	packed, err := base64.StdEncoding.DecodeString(inlined)
	if err != nil {
		t.Fatal(err)
	}
	for name, packed := range map[string]string{"wasm.js": string(packed), "app.wasm.gz": read(t, site, "app.wasm.gz")} {
		r, err := gzip.NewReader(strings.NewReader(packed))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if got, err := io.ReadAll(r); err != nil || !bytes.Equal(got, smallWasm) {
			t.Errorf("%s unpacks to %q, %v", name, got, err)
		}
	}
	got, err := io.ReadAll(brotli.NewReader(strings.NewReader(read(t, site, "app.wasm.br"))))
	if err != nil || !bytes.Equal(got, smallWasm) {
		t.Errorf("app.wasm.br unpacks to %q, %v", got, err)
	}
}

func TestAssetsRefuseAHeavyModule(t *testing.T) {
	heavy := make([]byte, wasmLimit+50_000)
	rand.Read(heavy)
	err := writeAssets("../..", Config{Out: t.TempDir(), Web: "../../web"}, heavy, io.Discard)
	if err == nil || !strings.Contains(err.Error(), "brotli") {
		t.Errorf("a module above the limit gave %v", err)
	}
}

func TestOfflineBundleIsTheSiteWithoutWhatNeedsAServer(t *testing.T) {
	dir, _ := prepared(t)
	site := os.DirFS(dir)
	first, err := offlineBundle(site)
	if err != nil {
		t.Fatal(err)
	}
	// Other modification times must not show.
	if err := os.Chtimes(filepath.Join(dir, "index.html"), fixedTime, fixedTime); err != nil {
		t.Fatal(err)
	}
	second, err := offlineBundle(site)
	if err != nil || !bytes.Equal(first, second) {
		t.Errorf("the same site gave two bundles, %v", err)
	}
	r, err := zip.NewReader(bytes.NewReader(first), int64(len(first)))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range r.File {
		name, ok := strings.CutPrefix(f.Name, "countersign/")
		if !ok {
			t.Errorf("%s is not in the bundle's one folder", f.Name)
		}
		names = append(names, name)
		data, err := fs.ReadFile(r, f.Name)
		page := read(t, site, name)
		if name == "offline.html" { // what is downloaded holds no downloads
			before, rest, ok := strings.Cut(page, `<p class="online">`)
			_, after, _ := strings.Cut(rest, "</p>\n")
			if page = before + after; !ok || strings.Contains(page, "download/") {
				t.Error("offline.html leads to downloads elsewhere than in its one paragraph, or nowhere")
			}
		}
		if err != nil || string(data) != page {
			t.Errorf("%s differs from the site's, %v", f.Name, err)
		}
	}
	var want []string
	for _, name := range walk(t, site) {
		if path.Dir(name) != downloadDir && !slices.Contains([]string{"app.wasm", "app.wasm.br", "app.wasm.gz", "loader.js", missingPage}, name) {
			want = append(want, name)
		}
	}
	if !slices.Equal(names, want) {
		t.Errorf("the bundle holds %q, want %q", names, want)
	}
}

// A visitor of the site gets the offline deliveries there, and the list that names them.
func TestDownloads(t *testing.T) {
	dist, site := t.TempDir(), t.TempDir()
	texts := map[string]string{"countersign-offline.zip": "a", "countersign.html": "b", "SHA256SUMS": "c"}
	for name, text := range texts {
		if err := os.WriteFile(filepath.Join(dist, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := publishDownloads(dist, site); err != nil {
		t.Fatal(err)
	}
	for name, text := range texts {
		if got := read(t, os.DirFS(site), "download/"+name); got != text {
			t.Errorf("%s holds %q, want %q", name, got, text)
		}
	}
	page := read(t, os.DirFS(built(t, Config{})), "offline.html")
	for _, name := range downloads {
		if want := `<a href="download/` + name + `" download>` + name + `</a>`; !strings.Contains(page, want) {
			t.Errorf("offline.html lacks %s", want)
		}
	}
	if err := publishDownloads(t.TempDir(), site); err == nil {
		t.Error("a delivery that is missing passes")
	}
}

func TestSumsAreReadBySha256sum(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"b", "a", "sub/c"} {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(name), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for range 2 { // the second time the list is there already, and is no part of itself
		if err := writeSums(dir); err != nil {
			t.Fatal(err)
		}
	}
	// Digests by sha256sum of the texts "a", "b" and "sub/c".
	want := "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb  a\n" +
		"3e23e8160039594a33894f6564e1b1348bbd7a0088d42c4acb73eeaed59c009d  b\n"
	if got := read(t, os.DirFS(dir), sumsFile); !strings.HasPrefix(got, want) || strings.Count(got, "\n") != 3 || !strings.HasSuffix(got, "  sub/c\n") {
		t.Errorf("SHA256SUMS is\n%s", got)
	}
}
