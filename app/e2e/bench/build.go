package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"countersign/app/site"
)

// Paths from the tree's root: the folder that is built and served, the page's sources, the module.
const (
	work    = ".build/bench"
	sources = "app/e2e/bench/page"
	module  = "app/e2e"
	built   = "dist/site" // what ./build.sh build wrote
)

// build adds to the page's sources in the folder work: the packages of package-lock.json, the bundle, the engine and
// the toolchain's wasm_exec.js.
func build() error {
	npm, err := find("install Node.js with npm (Debian's packages nodejs and npm)", "npm")
	if err != nil {
		return err
	}
	input, err := json.Marshal(pageInput())
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(work, "input.json"), input, 0o644); err != nil {
		return err
	}
	if _, err := command(work, nil, npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"); err != nil {
		return err
	}
	if _, err := command(work, nil, "node_modules/.bin/esbuild", "bench.js", "--bundle", "--outfile=bundle.js",
		"--format=iife", "--platform=browser", "--target=esnext", "--log-level=warning",
		"--alias:crypto=./node.js", "--alias:url=./node.js", "--alias:querystring=querystring-es3"); err != nil {
		return err
	}
	engine, err := filepath.Abs(filepath.Join(work, "engine.wasm"))
	if err != nil {
		return err
	}
	if _, err := command(module, []string{"GOOS=js", "GOARCH=wasm", "GOWASM="},
		"go", "build", "-trimpath", "-ldflags=-s -w", "-o", engine, "./bench/engine"); err != nil {
		return err
	}
	return runtime()
}

// buildSearch adds the benchmarks of package forensics, compiled as the workbench has it.
func buildSearch() error {
	if _, err := os.Stat(filepath.Join(built, "app.wasm")); err != nil {
		return fmt.Errorf("%w: run ./build.sh build first", err)
	}
	args := []string{"test", "-c", "-trimpath", "-ldflags=-s -w", "-o", filepath.Join(work, "forensics.wasm")}
	if _, err := command(".", []string{"GOOS=js", "GOARCH=wasm", "GOWASM="}, "go", append(append(args, site.CompilerFlags()...), "./sigv4/forensics")...); err != nil {
		return err
	}
	return runtime()
}

// runtime adds the toolchain's wasm_exec.js.
func runtime() error {
	goroot, err := command(module, nil, "go", "env", "GOROOT")
	if err != nil {
		return err
	}
	source, err := os.ReadFile(filepath.Join(strings.TrimSpace(goroot), "lib", "wasm", "wasm_exec.js"))
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(work, "wasm_exec.js"), source, 0o644)
}

// command runs a program in dir and returns its standard output. An error holds what it wrote.
func command(dir string, env []string, name string, args ...string) (string, error) {
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), env...)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		return "", fmt.Errorf("%s %s: %w\n%s%s", filepath.Base(name), strings.Join(args, " "), err, stdout.Bytes(), stderr.Bytes())
	}
	return stdout.String(), nil
}
