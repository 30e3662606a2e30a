package site

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

const (
	goApp        = "github.com/maxence-charriere/go-app/v10"
	goAppVersion = "v10.1.11"
	uuidPackage  = "github.com/google/uuid"
)

// edit replaces text that must stand exactly once in a file of go-app.
type edit struct{ file, old, new string }

// goAppEdits keep the server half of go-app, and with it net/http, out of the WebAssembly module.
// The last one mends attributes.Set, which switches on the value where it means the name, so that
// no attribute can be set to the empty text.
var goAppEdits = []edit{
	{"pkg/app/http.go", "package app\n", "//go:build !wasm\n\npackage app\n"},
	{"pkg/app/resource.go", "package app\n", "//go:build !wasm\n\npackage app\n"},
	{"pkg/app/attribute.go", "\tswitch v {\n\tcase \"cite\",", "\tswitch name {\n\tcase \"cite\","},
}

// goAppStub declares what the rest of the package still names when the two files are left out.
const goAppStub = `//go:build wasm

package app

// Handler stands for the HTTP handler, which is no part of a WebAssembly module.
type Handler struct{}

func clientResourceResolver(string) func(string) string {
	return func(location string) string { return location }
}
`

// trimGoApp writes to root/.build what the WebAssembly build needs in place of the released
// go-app: go-app/ with the edits applied, and a go.mod that puts it in. A path inside the tree
// keeps the module's bytes the same in every folder.
func trimGoApp(root string) (modfile string, err error) {
	module, err := findModule(root, goApp)
	if err != nil {
		return "", err
	}
	if module.Version != goAppVersion {
		return "", fmt.Errorf("trim go-app: go.mod asks for %s, the edits are made for %s: read what changed upstream, then adapt app/site/trim.go", module.Version, goAppVersion)
	}
	uuid, err := findModule(root, uuidPackage)
	if err != nil {
		return "", err
	}
	build := filepath.Join(root, ".build")
	target := filepath.Join(build, "go-app")
	if err := os.RemoveAll(target); err != nil {
		return "", err
	}
	for _, dir := range []string{"pkg/app", "pkg/errors"} {
		if err := copySources(filepath.Join(module.Dir, dir), filepath.Join(target, dir)); err != nil {
			return "", fmt.Errorf("trim go-app: %w", err)
		}
	}
	for _, e := range goAppEdits {
		if err := e.apply(target); err != nil {
			return "", fmt.Errorf("trim go-app %s: %w", goAppVersion, err)
		}
	}
	if err := os.WriteFile(filepath.Join(target, "pkg/app/stub_wasm.go"), []byte(goAppStub), 0o644); err != nil {
		return "", err
	}
	gomod := fmt.Sprintf("module %s\n\ngo 1.23.0\n\nrequire %s %s\n", goApp, uuidPackage, uuid.Version)
	if err := os.WriteFile(filepath.Join(target, "go.mod"), []byte(gomod), 0o644); err != nil {
		return "", err
	}
	return writeModfile(root, build)
}

// writeModfile copies go.mod and go.sum to build and adds the replacement.
func writeModfile(root, build string) (string, error) {
	gomod, err := os.ReadFile(filepath.Join(root, "go.mod"))
	if err != nil {
		return "", err
	}
	gosum, err := os.ReadFile(filepath.Join(root, "go.sum"))
	if err != nil {
		return "", err
	}
	gomod = append(gomod, "\nreplace "+goApp+" => ./.build/go-app\n"...)
	modfile := filepath.Join(build, "go.mod")
	if err := os.WriteFile(modfile, gomod, 0o644); err != nil {
		return "", err
	}
	return modfile, os.WriteFile(filepath.Join(build, "go.sum"), gosum, 0o644)
}

// apply makes the edit in the tree under dir. It fails unless the old text is there exactly once.
func (e edit) apply(dir string) error {
	path := filepath.Join(dir, e.file)
	source, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	if n := strings.Count(string(source), e.old); n != 1 {
		return fmt.Errorf("%s: expected %q once, found it %d times", e.file, e.old, n)
	}
	return os.WriteFile(path, []byte(strings.Replace(string(source), e.old, e.new, 1)), 0o644)
}

// copySources copies the Go files of one package, its tests left out.
func copySources(from, to string) error {
	files, err := filepath.Glob(filepath.Join(from, "*.go"))
	if err != nil {
		return err
	}
	if len(files) == 0 {
		return fmt.Errorf("%s holds no Go files", from)
	}
	if err := os.MkdirAll(to, 0o755); err != nil {
		return err
	}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		source, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(to, filepath.Base(file)), source, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// module is what "go list -m -json" says about a module.
type module struct {
	Version string
	Dir     string
}

// findModule returns where the module that root's go.mod selects lies, downloading it when needed.
func findModule(root, path string) (module, error) {
	if _, err := runGo(root, nil, "mod", "download", path); err != nil {
		return module{}, err
	}
	out, err := runGo(root, nil, "list", "-m", "-json", path)
	if err != nil {
		return module{}, err
	}
	var m module
	if err := json.Unmarshal(out, &m); err != nil {
		return module{}, fmt.Errorf("go list -m %s: %w", path, err)
	}
	return m, nil
}
