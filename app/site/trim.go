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
)

// edit replaces text that must stand exactly once in a file of go-app.
type edit struct{ file, old, new string }

// goAppEdits keep out of the WebAssembly module what it never runs and would weigh most: the HTTP
// handler with net/http, routes by regular expression, encryption, shared states, uuid with
// database/sql, net/url, events of the window, a type for every HTML element, actions, logs of a
// server, loops over any value, and package reflect.
// The next ones draw as soon as nothing waits to be handled: upstream waits for a ticker of 120 Hz.
// The last one mends attributes.Set, which switches on the value where it means the name, so that
// no attribute could be set to the empty text.
var goAppEdits = []edit{
	leftOut("pkg/app/http.go"),
	leftOut("pkg/app/resource.go"),
	leftOut("pkg/app/route.go"),
	leftOut("pkg/app/crypto.go"),
	leftOut("pkg/app/state.go"),
	leftOut("pkg/app/browser.go"),
	leftOut("pkg/app/html_gen.go"),
	leftOut("pkg/app/notfound.go"),
	leftOut("pkg/app/action.go"),
	leftOut("pkg/app/log.go"),
	leftOut("pkg/app/range.go"),
	leftOut("pkg/app/testing.go"),
	{"pkg/app/context.go", "\t\"github.com/google/uuid\"\n", ""},
	{"pkg/app/context.go", "uuid.NewString()", "newID()"},
	unmarshalled("pkg/app/context.go"),
	unmarshalled("pkg/app/engine.go"),
	unmarshalled("pkg/app/notification.go"),
	unmarshalled("pkg/app/storage.go"),
	unmarshalled("pkg/app/strings.go"),
	{"pkg/errors/errors.go", "package errors\n", "//go:build !wasm\n\npackage errors\n"},
	{"pkg/app/app.go", "\t\"reflect\"\n", ""},
	unreflected("pkg/app/engine.go"),
	{"pkg/app/event.go", "import \"reflect\"\n", "import reflect \"" + goApp + "/pkg/noreflect\"\n"},
	unreflected("pkg/app/node.go"),
	{"pkg/app/strings.go", "\t\"reflect\"\n", ""},
	{"pkg/app/app.go", "\t\"os\"\n", ""},
	{"pkg/app/app.go", "return os.Getenv(k)", "return \"\""},
	{"pkg/app/event.go", "reflect.ValueOf(h.goHandler).Pointer() == reflect.ValueOf(v.goHandler).Pointer()", "reflect.Function(h.goHandler) == reflect.Function(v.goHandler)"},
	{"pkg/app/node.go", "if elemValue := reflect.ValueOf(elem); elemValue.Kind() == reflect.Pointer && elemValue.IsNil() {", "if elem != nil && reflect.IsNil(elem) {"},
	{"pkg/app/node.go", "\n\t\tcase RangeLoop:\n\t\t\treplaceElemAt(i, elem.body()...)\n", ""},
	{"pkg/app/node.go", "\t\"io\"\n", ""},
	{"pkg/app/node.go", "\t\"time\"\n", ""},
	soleAddress("pkg/app/context.go"),
	soleAddress("pkg/app/engine.go"),
	soleAddress("pkg/app/js.go"),
	soleAddress("pkg/app/js_wasm.go"),
	soleAddress("pkg/app/page.go"),
	soleAddress("pkg/app/testing.go"),
	{"pkg/app/engine.go", "root = &notFound{}", "panic(errors.New(\"no component is routed at \" + path))"},
	{"pkg/app/engine.go", "document HTMLHtml", "document HTML"},
	{"pkg/app/engine.go", "\te.browser.HandleEvents(e.baseContext(), e.notifyComponentEvent)\n", ""},
	{"pkg/app/engine.go", "\tactiveFrameDuration := time.Second / time.Duration(framerate)\n", ""},
	{"pkg/app/engine.go", drawnByTicker, drawnAtOnce},
	{"pkg/app/component.go", "import (\n\t\"reflect\"\n\t\"strings\"\n\n\t\"github.com/maxence-charriere/go-app/v10/pkg/errors\"\n)\n", ""},
	{"pkg/app/node.go", "case *htmlElem, *htmlElemSelfClosing:", "case *htmlElem:"},
	{"pkg/app/attribute.go", "\tswitch v {\n\tcase \"cite\",", "\tswitch name {\n\tcase \"cite\","},
}

// goAppFunctions replace whole functions of go-app: those that read any value by reflection, and what
// only tests and servers call.
var goAppFunctions = []edit{
	{"pkg/app/app.go", "func NewZeroComponentFactory(", ""},
	{"pkg/app/component.go", "func (c *Compo) Render() UI {", ""}, // every component here draws itself
	{"pkg/app/component.go", "func (c *Compo) ValueTo(", ""},
	{"pkg/app/node.go", "func HTMLString(", ""},
	{"pkg/app/node.go", "func PrintHTML(", ""},
	{"pkg/app/node.go", "func canUpdateValue(", ""},
	{"pkg/app/node.go", "func (m nodeManager) updateComponent(", adoptingUpdate},
	{"pkg/app/strings.go", "func stringTo(", ""},
}

// leftOut keeps a file from the WebAssembly build.
func leftOut(file string) edit {
	return edit{file, "package app\n", "//go:build !wasm\n\npackage app\n"}
}

// soleAddress gives a file noURL in the place of net/url.
func soleAddress(file string) edit {
	return edit{file, "\t\"net/url\"\n", "\turl \"" + goApp + "/pkg/nourl\"\n"}
}

// unmarshalled gives a file noJSON in the place of encoding/json.
func unmarshalled(file string) edit {
	return edit{file, "\t\"encoding/json\"\n", "\tjson \"" + goApp + "/pkg/nojson\"\n"}
}

// unreflected gives a file noReflect in the place of reflect.
func unreflected(file string) edit {
	return edit{file, "\t\"reflect\"\n", "\treflect \"" + goApp + "/pkg/noreflect\"\n"}
}

// modfile is the go.mod of the WebAssembly build, seen from the root of the tree.
const modfile = ".build/go.mod"

// trimGoApp writes to root/.build what the WebAssembly build needs in place of the released
// go-app: go-app/ with the edits applied, and the modfile that puts it in. A path inside the tree
// keeps the module's bytes the same in every folder.
func trimGoApp(root string) error {
	module, err := findModule(root, goApp)
	if err != nil {
		return err
	}
	if module.Version != goAppVersion {
		return fmt.Errorf("trim go-app: go.mod asks for %s, the edits are made for %s: read what changed upstream, then adapt app/site/trim.go", module.Version, goAppVersion)
	}
	target := filepath.Join(root, ".build", "go-app")
	if err := os.RemoveAll(target); err != nil {
		return err
	}
	for _, dir := range []string{"pkg/app", "pkg/errors"} {
		if err := copySources(filepath.Join(module.Dir, dir), filepath.Join(target, dir)); err != nil {
			return fmt.Errorf("trim go-app: %w", err)
		}
	}
	for _, e := range goAppEdits {
		if err := e.apply(target); err != nil {
			return fmt.Errorf("trim go-app %s: %w", goAppVersion, err)
		}
	}
	for _, e := range goAppFunctions {
		if err := e.replaceFunction(target); err != nil {
			return fmt.Errorf("trim go-app %s: %w", goAppVersion, err)
		}
	}
	for _, stand := range standIns {
		if err := writeFile(filepath.Join(target, stand.file), []byte(stand.source)); err != nil {
			return err
		}
	}
	gomod := "module " + goApp + "\n\ngo 1.23.0\n"
	if err := os.WriteFile(filepath.Join(target, "go.mod"), []byte(gomod), 0o644); err != nil {
		return err
	}
	return writeModfile(root)
}

// writeModfile copies go.mod and go.sum and adds the replacement.
func writeModfile(root string) error {
	gomod, err := os.ReadFile(filepath.Join(root, "go.mod"))
	if err != nil {
		return err
	}
	gosum, err := os.ReadFile(filepath.Join(root, "go.sum"))
	if err != nil {
		return err
	}
	gomod = append(gomod, "\nreplace "+goApp+" => ./.build/go-app\n"...)
	if err := os.WriteFile(filepath.Join(root, modfile), gomod, 0o644); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(root, ".build", "go.sum"), gosum, 0o644)
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

// replaceFunction makes the edit where old is the start of a function's first line and stands for all of
// the function.
func (e edit) replaceFunction(dir string) error {
	source, err := os.ReadFile(filepath.Join(dir, e.file))
	if err != nil {
		return err
	}
	_, function, found := strings.Cut(string(source), "\n"+e.old)
	body, _, ended := strings.Cut(function, "\n}\n")
	if !found || !ended {
		return fmt.Errorf("%s: no function starts with %q", e.file, e.old)
	}
	e.old += body + "\n}\n"
	return e.apply(dir)
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
