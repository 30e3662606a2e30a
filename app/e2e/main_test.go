// Package e2e drives the built deliveries in a real Chromium: the site over http, the offline
// bundle and the single file over file:, the widget in a sandboxed frame.
package e2e

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"countersign/app/site"
)

// dist is where the deliveries under test lie.
var dist = flag.String("dist", "", "test the deliveries in this directory instead of building them")

func TestMain(m *testing.M) {
	flag.Parse()
	os.Exit(run(m))
}

func run(m *testing.M) int {
	if *dist == "" {
		dir, err := os.MkdirTemp("", "countersign-e2e-")
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
		defer os.RemoveAll(dir)
		root, err := filepath.Abs("../..")
		if err == nil {
			err = site.Deliver(root, dir, site.Config{Version: "test"}, os.Stdout)
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
		*dist = dir
	}
	return m.Run()
}
