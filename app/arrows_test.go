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

// arrows lists, for each package, the packages of this module that it knows; through them it may know
// what they know. They point one way. If this test stands in the way, the code is in the wrong place: do
// not relax it.
var arrows = map[string][]string{
	"sigv4/internal/hostile": nil,
	"sigv4/internal/sealed":  nil,
	"sigv4/internal/letters": nil,
	"sigv4/internal/sha256":  nil,
	"sigv4/internal/p256":    {"sigv4/internal/sealed", "sigv4/internal/sha256"},
	"sigv4":                  {"sigv4/internal/sealed", "sigv4/internal/sha256"},
	"sigv4/endpoint":         {"sigv4"},
	"sigv4/sigv4a":           {"sigv4", "sigv4/internal/p256"},
	"sigv4/chunked":          {"sigv4"},
	"sigv4/eventstream":      {"sigv4"},
	"sigv4/postpolicy":       {"sigv4"},
	"sigv4/token":            {"sigv4"},
	"sigv4/iampolicy":        {"sigv4"},
	"sigv4/check":            {"sigv4/endpoint", "sigv4/sigv4a", "sigv4/chunked", "sigv4/eventstream", "sigv4/postpolicy", "sigv4/token"},
	"sigv4/paste":            {"sigv4/iampolicy"},
	"sigv4/forensics":        {"sigv4", "sigv4/internal/letters", "sigv4/internal/sha256"},
	"sigv4/diagnose":         {"sigv4/paste", "sigv4/check", "sigv4/forensics"},
	"sigv4/report":           {"sigv4/diagnose"},
	"sigv4/pastetest":        nil,
	"sigv4/sigv4test":        {"sigv4/endpoint", "sigv4/sigv4a", "sigv4/chunked", "sigv4/eventstream", "sigv4/postpolicy", "sigv4/token"},
	"sigv4/cmd/sigv4":        {"sigv4/report", "sigv4/check"},
	"docs":                   nil,
	"app/view":               {"sigv4/report", "sigv4/check"},
	"app/ui":                 {"app/view"},
	"app/cmd/client":         {"app/ui", "sigv4/sigv4test"},
	"app/site/smallfmt":      nil,
	"app/site":               {"app/view", "docs", "sigv4/sigv4test", "sigv4/pastetest"},
	"app/cmd/site":           {"app/site"},
}

// reachable are the packages that pkg knows, directly and through others.
func reachable(pkg string) map[string]bool {
	all := map[string]bool{}
	for _, next := range arrows[pkg] {
		all[next] = true
		for further := range reachable(next) {
			all[further] = true
		}
	}
	return all
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
	for pkg := range arrows {
		if !seen[pkg] {
			t.Errorf("arrows names %s, which does not exist", pkg)
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
		if _, listed := arrows[name]; !listed {
			t.Errorf("%s has no line in arrows: say what it may import", name)
			continue
		}
		may := reachable(name)
		seen[name] = true
		for _, dep := range list(t, env, "{{if not .Standard}}{{.ImportPath}}{{end}}", "-deps", pkg) {
			checked++
			if own, ok := strings.CutPrefix(dep, module); ok {
				if own != name && !may[own] {
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
