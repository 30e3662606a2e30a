package app_test

import (
	"go/ast"
	"go/doc"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// exampled are the packages whose users write a signer from their documentation.
var exampled = []string{"sigv4", "sigv4/sigv4a", "sigv4/chunked", "sigv4/eventstream", "sigv4/postpolicy", "sigv4/token", "sigv4/endpoint"}

// selfExplaining are methods that implement an interface of the standard library.
var selfExplaining = []string{"Error", "Format", "MarshalText", "String", "Write", "Unwrap"}

// TestEveryFunctionIsInAnExample holds the documentation to showing each public function and method in
// an Example whose output is compared: one of its own, or one that calls it.
func TestEveryFunctionIsInAnExample(t *testing.T) {
	for _, pkg := range exampled {
		p := documentation(t, pkg)
		called := map[string]bool{}
		for _, example := range allExamples(p) {
			if strings.TrimSpace(example.Output) == "" {
				t.Errorf("%s: the Example %s prints nothing that is compared", pkg, example.Name)
			}
			ast.Inspect(example.Code, func(n ast.Node) bool {
				if name, ok := n.(*ast.Ident); ok {
					called[name.Name] = true
				}
				return true
			})
		}
		checked := 0
		check := func(of string, functions []*doc.Func) {
			for _, f := range functions {
				checked++
				if !called[f.Name] && !slices.Contains(selfExplaining, f.Name) {
					t.Errorf("%s: no Example shows %s%s", pkg, of, f.Name)
				}
			}
		}
		check("", p.Funcs)
		for _, typ := range p.Types {
			check("", typ.Funcs)
			check(typ.Name+".", typ.Methods)
		}
		if checked == 0 {
			t.Errorf("%s: nothing was checked", pkg)
		}
	}
}

// documentation reads a package with its tests.
func documentation(t *testing.T, pkg string) *doc.Package {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("..", filepath.FromSlash(pkg), "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	set := token.NewFileSet()
	var parsed []*ast.File
	for _, file := range files {
		f, err := parser.ParseFile(set, file, nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		parsed = append(parsed, f)
	}
	p, err := doc.NewFromFiles(set, parsed, module+pkg)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func allExamples(p *doc.Package) []*doc.Example {
	all := slices.Clone(p.Examples)
	for _, f := range p.Funcs {
		all = append(all, f.Examples...)
	}
	for _, typ := range p.Types {
		all = append(all, typ.Examples...)
		for _, f := range append(slices.Clone(typ.Funcs), typ.Methods...) {
			all = append(all, f.Examples...)
		}
	}
	return all
}
