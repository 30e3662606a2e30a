package site

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
)

// clientPackage is the program that becomes app.wasm.
const clientPackage = "./app/cmd/client"

// notInlined are the packages that read, judge and draw, once for each paste: functions inlined
// there weigh more than they gain, as they do in what seldom runs at all. The engine, cryptography
// and the runtime stay as they are.
var notInlined = []string{
	"countersign/app/...", "countersign/sigv4/check", "countersign/sigv4/chunked", "countersign/sigv4/diagnose", "countersign/sigv4/endpoint", "countersign/sigv4/eventstream",
	"countersign/sigv4/forensics", "countersign/sigv4/internal/letters",
	"countersign/sigv4/paste", "countersign/sigv4/postpolicy", "countersign/sigv4/report", "countersign/sigv4/sigv4test", "countersign/sigv4/token",
	"github.com/...", "encoding/json", "net/...", "context", "fmt", "io/...", "os", "reflect", "strings", "syscall", "time",
}

// BuildWasm compiles the client under root, the folder of go.mod, with the trimmed go-app.
// The same sources and toolchain give the same bytes, in whatever folder they lie.
func BuildWasm(root string) ([]byte, error) { return BuildProgram(root, clientPackage) }

// BuildProgram compiles a package of the tree as BuildWasm does the client.
func BuildProgram(root, program string) ([]byte, error) {
	if err := checkToolchain(root); err != nil {
		return nil, err
	}
	if err := trimGoApp(root); err != nil {
		return nil, err
	}
	if err := trimStd(root); err != nil {
		return nil, err
	}
	out := ".build/" + path.Base(program) + ".wasm"
	args := []string{"build", "-modfile=" + modfile, "-overlay=" + overlay, "-trimpath", "-buildvcs=false", "-ldflags=-s -w", "-o", out}
	args = append(args, CompilerFlags()...)
	if _, err := runGo(root, wasmEnv(), append(args, program)...); err != nil {
		return nil, err
	}
	module, err := os.ReadFile(filepath.Join(root, out))
	if err != nil {
		return nil, err
	}
	return packModule(module)
}

// packModule leaves out of a module that the Go linker wrote what it can run without.
func packModule(module []byte) ([]byte, error) {
	resumable, err := readResumable(module)
	if err != nil {
		return nil, err
	}
	imports, err := countImports(module)
	if err != nil {
		return nil, err
	}
	code, err := section(module, codeSection)
	if err != nil {
		return nil, err
	}
	if code, err = straighten(code); err != nil {
		return nil, err
	}
	module, err = editData(module, func(memory []byte) error {
		var changed map[int]renumbered
		if code, changed, err = renumber(code, memory, resumable, imports); err != nil {
			return err
		}
		if err := dropTraces(memory, changed); err != nil {
			return err
		}
		return foldRecords(memory)
	})
	if err != nil {
		return nil, err
	}
	return editSection(module, codeSection, func([]byte) ([]byte, error) { return code, nil })
}

// CompilerFlags are the flags with which the packages of the module are compiled.
func CompilerFlags() []string {
	var flags []string
	for _, pattern := range notInlined {
		flags = append(flags, "-gcflags="+pattern+"=-l")
	}
	return flags
}

// checkToolchain fails unless the toolchain is of the Go release whose runtime dropTraces is made for.
func checkToolchain(root string) error {
	version, err := runGo(root, nil, "env", "GOVERSION")
	if err != nil {
		return err
	}
	return checkRelease(strings.TrimSpace(string(version)))
}

func checkRelease(version string) error {
	if version != tracesRelease && !strings.HasPrefix(version, tracesRelease+".") {
		return fmt.Errorf("the toolchain is %s, app/site/traces.go is made for %s: read what the runtime uses now, then adapt it", version, tracesRelease)
	}
	return nil
}

// WasmImports lists the import paths that the WebAssembly module links.
func WasmImports(root string) ([]string, error) {
	if err := trimGoApp(root); err != nil {
		return nil, err
	}
	if err := trimStd(root); err != nil {
		return nil, err
	}
	out, err := runGo(root, wasmEnv(), "list", "-modfile="+modfile, "-overlay="+overlay, "-deps", clientPackage)
	return strings.Fields(string(out)), err
}

// wasmEnv is the environment of the WebAssembly build; GOFLAGS and the like must not reach its bytes.
func wasmEnv() []string {
	return []string{"GOOS=js", "GOARCH=wasm", "GOFLAGS=", "GOWASM=", "GOEXPERIMENT=", "CGO_ENABLED=0", "GOWORK=off"}
}

// runtimeJS returns the toolchain's own wasm_exec.js as a function of the window it sees.
// The name fs is free in that file: without a binding here the text of a panic would be lost.
func runtimeJS(root string) ([]byte, error) {
	goroot, err := runGo(root, nil, "env", "GOROOT")
	if err != nil {
		return nil, err
	}
	source, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(goroot)), "lib", "wasm", "wasm_exec.js"))
	if err != nil {
		return nil, err
	}
	for _, want := range []string{"globalThis.Go = class", "globalThis.fs = {", "\t\t\t\t\t\tfs.writeSync(", "this._scheduledTimeouts = new Map();"} {
		if n := bytes.Count(source, []byte(want)); n != 1 {
			return nil, fmt.Errorf("wasm_exec.js: expected %q once, found it %d times: adapt app/site/wasm.go", want, n)
		}
	}
	var b bytes.Buffer
	b.WriteString("// Go's wasm_exec.js, wrapped so that its window is an argument.\nfunction countersignGo(globalThis) {\nlet fs;\n")
	b.Write(source)
	b.WriteString("\nfs = globalThis.fs;\nreturn globalThis.Go;\n}\n")
	return b.Bytes(), nil
}

// runGo runs the go command in root and returns its standard output. An error holds what it wrote
// to standard error.
func runGo(root string, env []string, args ...string) ([]byte, error) {
	cmd := exec.Command("go", args...)
	cmd.Dir = root
	cmd.Env = append(os.Environ(), env...)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("go %s: %w\n%s", strings.Join(args, " "), err, stderr.Bytes())
	}
	return out, nil
}
