package site

import (
	"encoding/json"
	"go/ast"
	"go/constant"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// directives are those that package smallfmt knows and compares with Go's own.
var directives = regexp.MustCompile(`%(%|[vsdqxXT]|#U|0\d[xX]|\.1f|w)`)

// What the program prints is what the stand-in of package fmt can print: its functions, its
// directives, and operands that it reads without reflection.
func TestPrintsWhatTheStandInPrints(t *testing.T) {
	out, err := runGo("../..", nil, "list", "-deps", "-export", "-json=ImportPath,Dir,GoFiles,Export", "./app/ui", "./sigv4/sigv4test")
	if err != nil {
		t.Fatal(err)
	}
	type listed struct {
		ImportPath, Dir, Export string
		GoFiles                 []string
	}
	var own []listed
	exports := map[string]string{}
	for d := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p listed
		if err := d.Decode(&p); err == io.EOF {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		exports[p.ImportPath] = p.Export
		if strings.HasPrefix(p.ImportPath, "countersign/") {
			own = append(own, p)
		}
	}
	fset := token.NewFileSet()
	config := types.Config{Importer: importer.ForCompiler(fset, "gc", func(path string) (io.ReadCloser, error) { return os.Open(exports[path]) })}
	calls := 0
	for _, p := range own {
		var files []*ast.File
		for _, name := range p.GoFiles {
			file, err := parser.ParseFile(fset, filepath.Join(p.Dir, name), nil, parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			files = append(files, file)
		}
		info := &types.Info{Types: map[ast.Expr]types.TypeAndValue{}, Uses: map[*ast.Ident]types.Object{}}
		if _, err := config.Check(p.ImportPath, fset, files, info); err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			ast.Inspect(file, func(n ast.Node) bool {
				switch n := n.(type) {
				case *ast.CallExpr:
					if name, ok := fromFmt(info, n.Fun); ok {
						calls++
						if fault := printFault(info, name, n); fault != "" {
							t.Errorf("%s: %s", fset.Position(n.Pos()), fault)
						}
					}
				case *ast.SelectorExpr:
					if name, ok := fromFmt(info, n); ok && !slices.Contains([]string{"State", "Sprintf", "Sprint", "Errorf", "Fprintf"}, name) {
						t.Errorf("%s: package smallfmt has no %s", fset.Position(n.Pos()), name)
					}
				}
				return true
			})
		}
	}
	if calls < 50 {
		t.Errorf("only %d calls were read", calls)
	}
}

// fromFmt returns the name of what an expression takes from package fmt.
func fromFmt(info *types.Info, e ast.Expr) (name string, ok bool) {
	s, ok := e.(*ast.SelectorExpr)
	if !ok {
		return "", false
	}
	x, ok := s.X.(*ast.Ident)
	if !ok {
		return "", false
	}
	p, ok := info.Uses[x].(*types.PkgName)
	return s.Sel.Name, ok && p.Imported().Path() == "fmt"
}

// printFault returns what the stand-in does not print of a call, "" when there is nothing.
func printFault(info *types.Info, function string, call *ast.CallExpr) string {
	args := call.Args
	if function == "Fprintf" {
		args = args[1:]
	}
	format := ""
	if function != "Sprint" {
		value := info.Types[args[0]].Value
		if value == nil {
			return "the format is not constant"
		}
		format, args = constant.StringVal(value), args[1:]
		if rest := directives.ReplaceAllString(format, ""); strings.Contains(rest, "%") {
			return "package smallfmt does not know a directive of " + format
		}
	}
	for _, arg := range args {
		if typ := info.Types[arg].Type; !printable(typ) && format != "%T" {
			return "package smallfmt does not print a " + typ.String()
		}
	}
	return ""
}

func printable(typ types.Type) bool {
	if _, basic := typ.Underlying().(*types.Basic); basic || typ.String() == "[]byte" {
		return true
	}
	for _, method := range []string{"Format", "Error", "String"} {
		if found, _, _ := types.LookupFieldOrMethod(typ, false, nil, method); found != nil {
			return true
		}
	}
	return false
}
