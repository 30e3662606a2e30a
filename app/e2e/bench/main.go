// Command bench measures signatures in the browser: the engine through one exported call each, beside
// the signers that JavaScript has, in one page. It prints the table, and is run from the tree's root.
// It needs npm, for the other signers and a bundler, and Chromium.
package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/chromedp"
)

// patience bounds the whole run in the browser.
const patience = 5 * time.Minute

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run() error {
	chromium, err := find("install Debian's package chromium", "chromium", "chromium-browser", "google-chrome")
	if err != nil {
		return err
	}
	if err := build(); err != nil {
		return err
	}
	version, measured, err := measure(chromium)
	if err != nil {
		return err
	}
	table, err := format(measured)
	if err != nil {
		return err
	}
	fmt.Printf("Signatures in the browser (%s)\n%s", version, table)
	return nil
}

// find gives the path of the first program that there is.
func find(advice string, names ...string) (string, error) {
	for _, name := range names {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", fmt.Errorf("there is no %s here: %s", names[0], advice)
}

// measure opens the page in a Chromium with a fresh profile and gives the browser's version and what
// the page measured.
func measure(chromium string) (string, []measurement, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", nil, err
	}
	defer listener.Close()
	go http.Serve(listener, isolated(http.FileServer(http.Dir(work)))) // ends with the listener

	profile, err := os.MkdirTemp("", "countersign-bench-")
	if err != nil {
		return "", nil, err
	}
	defer os.RemoveAll(profile)
	ctx, cancelTimeout := context.WithTimeout(context.Background(), patience)
	defer cancelTimeout()
	ctx, cancelAllocator := chromedp.NewExecAllocator(ctx,
		chromedp.ExecPath(chromium),
		chromedp.UserDataDir(profile),
		chromedp.Flag("headless", "new"),
		chromedp.Flag("no-sandbox", true), // it runs the tree's own page, and containers have none to give
		chromedp.Flag("disable-gpu", true),
		chromedp.Flag("no-first-run", true),
		chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-sync", true),
		chromedp.Flag("disable-dev-shm-usage", true),
	)
	defer cancelAllocator()
	ctx, cancel := chromedp.NewContext(ctx)
	defer cancel()
	if err := chromedp.Do(ctx, chromedp.Navigate("http://"+listener.Addr().String()+"/")); err != nil {
		return "", nil, fmt.Errorf("opening the page: %w", err)
	}
	measured, err := chromedp.Run(ctx, chromedp.Evaluate[[]measurement]("measure()", chromedp.EvalAwaitPromise))
	if err != nil {
		return "", nil, fmt.Errorf("measuring: %w", err)
	}
	version, err := chromedp.Call(ctx, browser.GetVersion, cdp.Empty{})
	if err != nil {
		return "", nil, err
	}
	return version.Product, measured, nil
}

// isolated gives pages a clock of 5 microseconds instead of 100: browsers keep it for pages that share
// their process with no other site.
func isolated(pages http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cross-Origin-Opener-Policy", "same-origin")
		w.Header().Set("Cross-Origin-Embedder-Policy", "require-corp")
		pages.ServeHTTP(w, r)
	})
}
