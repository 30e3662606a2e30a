package site

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"countersign/app/view"
	"countersign/docs"
)

// Licence is that of one part which is not ours.
type Licence struct {
	ID, Name string // anchor and title
	Use      string // what is used of it, and where; one sentence
	Text     string // in full; empty for what is used when building and is not inside
}

// Licences reads the licences of everything that the deliveries hold: of each module that the
// WebAssembly module really links, from the module cache; of Go; of the test vectors. A module
// without a licence file is an error. root is the folder of go.mod.
func Licences(root string) ([]Licence, error) {
	goLicence, err := licenceOfGo(root)
	if err != nil {
		return nil, err
	}
	if err := trimGoApp(root); err != nil {
		return nil, err
	}
	const format = "-f={{with .Module}}{{if not .Main}}{{.Path}}{{end}}{{end}}"
	inside, err := runGo(root, wasmEnv(), "list", "-modfile="+modfile, "-deps", format, clientPackage)
	if err != nil {
		return nil, err
	}
	building, err := runGo(root, nil, "list", "-deps", format, "./app/cmd/site")
	if err != nil {
		return nil, err
	}
	list := []Licence{goLicence}
	for _, path := range sortedWords(inside) {
		l, err := licenceOfModule(root, path)
		if err != nil {
			return nil, err
		}
		l.Use = "Linked into app.wasm, as the Go module " + path + "; parts that a page without network cannot use are left out."
		list = append(list, l)
	}
	list = append(list, Licence{"vectors", "Test vectors of AWS’s signers",
		"The known answers of the Self-test page are taken from awslabs/aws-c-auth (Copyright Amazon.com, Inc. or its affiliates), boto/botocore, aws/aws-sdk-go-v2, aws/aws-iot-device-sdk-js, aws/smithy-go, smithy-lang/smithy-kotlin and smithy-lang/smithy-rs, all under the Apache License 2.0, and from AWS’s documentation. They are restated in another form.",
		docs.ApacheLicence})
	for _, path := range sortedWords(building) {
		l, err := licenceOfModule(root, path)
		if err != nil {
			return nil, err
		}
		l.Use, l.Text = "Used on the building machine only, as the Go module "+path+". Nothing of it is inside.", ""
		list = append(list, l)
	}
	return list, nil
}

func sortedWords(text []byte) []string {
	words := strings.Fields(string(text))
	slices.Sort(words)
	return slices.Compact(words)
}

// licenceOfGo is the licence of the toolchain whose runtime and library are linked in.
func licenceOfGo(root string) (Licence, error) {
	out, err := runGo(root, nil, "env", "GOROOT", "GOVERSION")
	if err != nil {
		return Licence{}, err
	}
	words := strings.Fields(string(out))
	if len(words) != 2 {
		return Licence{}, fmt.Errorf("go env: %q is not GOROOT and GOVERSION", out)
	}
	text, err := licenceFile(words[0])
	return Licence{"go", "Go " + strings.TrimPrefix(words[1], "go"),
		"Its runtime and standard library are linked into app.wasm, and its wasm_exec.js is in runtime.js.", text}, err
}

// licenceOfModule reads the licence of the version that go.mod selects.
func licenceOfModule(root, path string) (Licence, error) {
	m, err := findModule(root, path)
	if err != nil {
		return Licence{}, err
	}
	text, err := licenceFile(m.Dir)
	parts := strings.Split(path, "/")
	name := parts[len(parts)-1]
	if len(parts) > 3 { // the last part is a major version
		name = parts[2]
	}
	return Licence{name, name + " " + m.Version, "", text}, err
}

// licenceFile reads the licence in a folder. There must be one.
func licenceFile(dir string) (string, error) {
	for _, name := range []string{"LICENSE", "LICENSE.txt", "LICENSE.md", "LICENCE", "COPYING"} {
		text, err := os.ReadFile(filepath.Join(dir, name))
		if err == nil && strings.Contains(strings.ToLower(string(text)), "copyright") {
			return strings.TrimSpace(string(text)), nil
		}
	}
	return "", fmt.Errorf("no licence file in %s: find out under which terms this may be passed on", filepath.Base(dir))
}

// licencesPage is the page that shows them.
func licencesPage(list []Licence) view.Guide {
	g := view.Guide{Path: "licences.html", Title: "Licences of what is inside",
		Summary: "Countersign is built from the parts below. The list is made when the site is built, from what the build really links."}
	for _, l := range list {
		body := []view.Node{{Tag: "p", Text: l.Use}}
		if l.Text != "" {
			pre := code(view.Node{Text: l.Text})
			pre.Attrs = []view.Attr{{Name: "tabindex", Value: "0"}}
			body = append(body, pre)
		}
		g.Sections = append(g.Sections, view.Section{ID: l.ID, Level: 2, Title: l.Name, Body: body})
	}
	return g
}
