// Package app_test holds the tree's architecture: which package may know which.
package app_test

import (
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

const module = "countersign/"

// arrows lists, for each package, the packages of this module that it may import, directly or not.
// They point one way. If this test stands in the way, the code is in the wrong place: do not relax it.
var arrows = []struct {
	pkg string
	may []string
}{
	{"sigv4", nil},
	{"sigv4/endpoint", []string{"sigv4"}},
	{"sigv4/paste", []string{"sigv4"}},
	{"sigv4/diagnose", []string{"sigv4", "sigv4/endpoint", "sigv4/paste"}},
	{"sigv4/report", []string{"sigv4", "sigv4/endpoint", "sigv4/paste", "sigv4/diagnose"}},
	{"sigv4/eventstream", []string{"sigv4"}},
	{"sigv4/sigv4test", []string{"sigv4", "sigv4/endpoint", "sigv4/eventstream"}},
	{"sigv4/cmd/sigv4", []string{"sigv4", "sigv4/endpoint", "sigv4/paste", "sigv4/diagnose", "sigv4/report"}},
	{"docs", nil},
	{"app/view", []string{"sigv4", "sigv4/endpoint", "sigv4/paste", "sigv4/diagnose", "sigv4/report"}},
	{"app/ui", []string{"sigv4", "sigv4/endpoint", "sigv4/paste", "sigv4/diagnose", "sigv4/report", "app/view"}},
	{"app/cmd/client", []string{"sigv4", "sigv4/endpoint", "sigv4/paste", "sigv4/diagnose", "sigv4/report", "sigv4/eventstream", "sigv4/sigv4test", "app/view", "app/ui"}},
	{"app/site", []string{"sigv4", "sigv4/endpoint", "sigv4/paste", "sigv4/diagnose", "sigv4/report", "sigv4/eventstream", "sigv4/sigv4test", "app/view", "docs"}},
	{"app/cmd/site", []string{"sigv4", "sigv4/endpoint", "sigv4/paste", "sigv4/diagnose", "sigv4/report", "sigv4/eventstream", "sigv4/sigv4test", "app/view", "app/site", "docs"}},
}

// outside lists, by folder, what may be imported from outside this module and the standard library.
var outside = []struct{ under, may string }{
	{"sigv4", ""},
	{"docs", ""},
	{"app/view", ""},
	{"app/ui", "github.com/maxence-charriere/go-app/"},
	{"app/cmd/client", "github.com/maxence-charriere/go-app/"},
	{"app/site", "github.com/yuin/goldmark github.com/andybalholm/brotli"},
	{"app/cmd/site", "github.com/yuin/goldmark github.com/andybalholm/brotli"},
}

// banned are standard packages that must not reach the engine: the browser's, the network's, and
// those too heavy for the wasm.
var banned = []string{"net/http", "syscall/js", "html/template", "text/template", "encoding/xml", "regexp"}

// platforms are the two that the tree is built for: some packages exist only in the browser.
var platforms = [][]string{nil, {"GOOS=js", "GOARCH=wasm"}}

func TestArrows(t *testing.T) {
	seen := map[string]bool{}
	for _, env := range platforms {
		checkArrows(t, env, seen)
	}
	for _, a := range arrows {
		if !seen[a.pkg] {
			t.Errorf("arrows names %s, which does not exist", a.pkg)
		}
	}
}

func checkArrows(t *testing.T, env []string, seen map[string]bool) {
	checked := 0
	for _, pkg := range list(t, env, "{{.ImportPath}}", "../...") {
		name := strings.TrimPrefix(pkg, module)
		if pkg == module+"app" { // this test
			continue
		}
		i := slices.IndexFunc(arrows, func(a struct {
			pkg string
			may []string
		}) bool {
			return a.pkg == name
		})
		if i < 0 {
			t.Errorf("%s has no line in arrows: say what it may import", name)
			continue
		}
		seen[name] = true
		for _, dep := range list(t, env, "{{if not .Standard}}{{.ImportPath}}{{end}}", "-deps", pkg) {
			checked++
			if own, ok := strings.CutPrefix(dep, module); ok {
				if own != name && !slices.Contains(arrows[i].may, own) {
					t.Errorf("%s must not know %s", name, own)
				}
			} else if !allowed(t, env, name, dep) {
				t.Errorf("%s must not import %s", name, dep)
			}
		}
	}
	if checked < len(arrows) {
		t.Fatalf("%v: only %d imports were checked", env, checked)
	}
}

func TestEngineStaysLight(t *testing.T) {
	checked := 0
	for _, pkg := range list(t, nil, "{{.ImportPath}}", "../sigv4", "../sigv4/endpoint", "../sigv4/paste", "../sigv4/diagnose", "../sigv4/report", "../app/view") {
		for _, dep := range list(t, nil, "{{.ImportPath}}", "-deps", pkg) {
			checked++
			if slices.Contains(banned, dep) {
				t.Errorf("%s must not import %s", pkg, dep)
			}
		}
	}
	if checked == 0 {
		t.Fatal("nothing was checked")
	}
}

// allowed reports whether a package may reach dep: what its folder names, and what that needs itself.
func allowed(t *testing.T, env []string, name, dep string) bool {
	for _, o := range outside {
		if name != o.under && !strings.HasPrefix(name, o.under+"/") {
			continue
		}
		for _, prefix := range strings.Fields(o.may) {
			if strings.HasPrefix(dep, prefix) {
				return true
			}
		}
		imports := list(t, env, "{{range .Imports}}{{.}} {{end}}", module+name)
		return o.may != "" && !slices.Contains(imports, dep)
	}
	return false
}

func list(t *testing.T, env []string, format string, args ...string) []string {
	t.Helper()
	cmd := exec.Command("go", append([]string{"list", "-f", format}, args...)...)
	cmd.Env = append(os.Environ(), env...)
	out, err := cmd.Output()
	if err != nil {
		if e, ok := err.(*exec.ExitError); ok {
			t.Fatalf("%v: %v\n%s", cmd.Args, err, e.Stderr)
		}
		t.Fatal(err)
	}
	return strings.Fields(string(out))
}
