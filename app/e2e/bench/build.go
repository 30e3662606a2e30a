package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// Paths from the tree's root: the folder that is built and served, the page's sources, the module.
const (
	work   = ".build/bench"
	page   = "app/e2e/bench/page"
	module = "app/e2e"
)

// build fills the folder work: the page's sources, the packages of package-lock.json, the bundle, the
// engine and the toolchain's wasm_exec.js.
func build() error {
	npm, err := find("install Node.js with npm (Debian's packages nodejs and npm)", "npm")
	if err != nil {
		return err
	}
	if err := os.RemoveAll(work); err != nil {
		return err
	}
	if err := os.CopyFS(work, os.DirFS(page)); err != nil {
		return fmt.Errorf("%w; run this from the tree's root", err)
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
	goroot, err := command(module, nil, "go", "env", "GOROOT")
	if err != nil {
		return err
	}
	runtime, err := os.ReadFile(filepath.Join(strings.TrimSpace(goroot), "lib", "wasm", "wasm_exec.js"))
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(work, "wasm_exec.js"), runtime, 0o644)
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
