package e2e

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"countersign/app/site"
)

// TestBuildIsReproducible builds two copies of the tree, in folders of different depth, and expects
// the same digests.
func TestBuildIsReproducible(t *testing.T) {
	var sums []string
	for _, dir := range []string{"a", "some/what/deeper"} {
		root := filepath.Join(t.TempDir(), filepath.FromSlash(dir))
		copyTree(t, "../..", root)
		build := exec.Command("./build.sh", "build")
		build.Dir = root
		if out, err := build.CombinedOutput(); err != nil {
			t.Fatalf("./build.sh build: %v\n%s", err, out)
		}
		list, err := os.ReadFile(filepath.Join(root, "dist", "SHA256SUMS"))
		if err != nil {
			t.Fatal(err)
		}
		sums = append(sums, string(list))
	}
	if sums[0] != sums[1] {
		t.Errorf("two builds differ:\n%s\n%s", sums[0], sums[1])
	}
	for _, name := range []string{"  countersign.html\n", "  countersign-offline.zip\n", "  site/app.wasm\n", "  site/index.html\n"} {
		if !strings.Contains(sums[0], name) {
			t.Errorf("SHA256SUMS does not name %q", name)
		}
	}
}

// copyTree copies the sources, without what git and the build keep.
func copyTree(t *testing.T, from, to string) {
	t.Helper()
	err := filepath.WalkDir(from, func(path string, d os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		relative, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		if slices.Contains([]string{".git", ".build", "dist"}, relative) {
			if d.IsDir() {
				return filepath.SkipDir
			}
			return nil
		}
		target := filepath.Join(to, relative)
		if d.IsDir() {
			return os.MkdirAll(target, 0o755)
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		return os.WriteFile(target, data, info.Mode().Perm())
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestWhatTheModuleLinks reads the packages of the WebAssembly build.
func TestWhatTheModuleLinks(t *testing.T) {
	imports, err := site.WasmImports("../..")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"net/http", "html/template", "text/template", "regexp", "crypto/tls", "database/sql/driver", "net/url", "github.com/google/uuid", "os", "encoding/json"} {
		if slices.Contains(imports, name) {
			t.Errorf("app.wasm links %s", name)
		}
	}
	for _, name := range imports {
		if strings.HasPrefix(name, "github.com/yuin/goldmark") || strings.HasPrefix(name, "countersign/app/site") || strings.HasPrefix(name, "countersign/docs") {
			t.Errorf("app.wasm links %s", name)
		}
	}
	for _, name := range []string{"countersign/app/ui", "countersign/sigv4", "github.com/maxence-charriere/go-app/v10/pkg/app"} {
		if !slices.Contains(imports, name) {
			t.Errorf("app.wasm does not link %s: this list is not that of its packages", name)
		}
	}
}

// TestModuleHoldsNoTraces looks for names of functions and files. Texts that the module needs show
// that it can be searched.
func TestModuleHoldsNoTraces(t *testing.T) {
	module, err := os.ReadFile(filepath.Join(*dist, "site", "app.wasm"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"app.nodeManager.mountHTML", "runtime.gcStart", "pkg/app/node.go", "runtime/panic.go"} {
		if bytes.Contains(module, []byte(name)) {
			t.Errorf("app.wasm holds the name %s", name)
		}
	}
	for _, text := range []string{"AWS4-HMAC-SHA256", "What was recognised"} {
		if !bytes.Contains(module, []byte(text)) {
			t.Errorf("app.wasm does not hold %q: this is not the module", text)
		}
	}
}
