// Command bench measures in the browser: signatures, the engine through one exported call each beside the signers that
// JavaScript has, in one page; and searches for a signer's mistake, in the engine alone and in the workbench. It
// prints the tables, and is run from the tree's root once the site is built. It needs npm, for the other signers and a
// bundler, and Chromium.
package main

import (
	"context"
	"flag"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/chromedp"

	"countersign/app/site"
)

// patience bounds the whole run in the browser.
const patience = 10 * time.Minute

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run() error {
	only := flag.String("only", "", "measure signatures or searches alone")
	rounds := flag.Int("rounds", 5, "how often each figure of a search is taken")
	flag.Parse()
	chromium, err := find("install Debian's package chromium", "chromium", "chromium-browser", "google-chrome")
	if err != nil {
		return err
	}
	if err := os.RemoveAll(work); err != nil {
		return err
	}
	if err := os.CopyFS(work, os.DirFS(sources)); err != nil {
		return fmt.Errorf("%w; run this from the tree's root", err)
	}
	if *only != "searches" {
		if err := signatures(chromium); err != nil {
			return err
		}
	}
	if *only != "signatures" {
		return searches(chromium, *rounds)
	}
	return nil
}

// signatures prints the table of the signers.
func signatures(chromium string) error {
	if err := build(); err != nil {
		return err
	}
	var measured []measurement
	version, err := browse(chromium, http.FileServer(http.Dir(work)), func(ctx context.Context, origin string) error {
		if err := chromedp.Do(ctx, chromedp.Navigate(origin+"/")); err != nil {
			return fmt.Errorf("opening the page: %w", err)
		}
		var err error
		measured, err = chromedp.Run(ctx, chromedp.Evaluate[[]measurement]("measure()", chromedp.EvalAwaitPromise))
		return err
	})
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

// searches prints the figures of the search for a mistake, in the engine alone and in the workbench of the built site.
func searches(chromium string, rounds int) error {
	if err := buildSearch(); err != nil {
		return err
	}
	pages := http.NewServeMux()
	pages.Handle("/", http.FileServer(http.Dir(work)))
	pages.Handle("/site/", http.StripPrefix("/site", site.Handler(os.DirFS(built))))
	var figures []figure
	version, err := browse(chromium, pages, func(ctx context.Context, origin string) error {
		engine, err := benchmarks(ctx, origin, rounds)
		if err != nil {
			return err
		}
		workbench, err := workbenchFigures(ctx, origin, rounds)
		figures = append(engine, workbench...)
		return err
	})
	if err != nil {
		return err
	}
	table, err := formatFigures(figures)
	if err != nil {
		return err
	}
	fmt.Printf("\nSearches in the browser (%s), median, least to most of %d rounds\n%s", version, rounds, table)
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

// browse serves pages to a Chromium with a fresh profile while use runs, and gives the browser's version.
func browse(chromium string, pages http.Handler, use func(ctx context.Context, origin string) error) (version string, err error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	defer listener.Close()
	go http.Serve(listener, isolated(pages)) // ends with the listener

	profile, err := os.MkdirTemp("", "countersign-bench-")
	if err != nil {
		return "", err
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
	if err := chromedp.Do(ctx); err != nil {
		return "", fmt.Errorf("starting Chromium: %w", err)
	}
	if err := use(ctx, "http://"+listener.Addr().String()); err != nil {
		return "", fmt.Errorf("measuring: %w", err)
	}
	about, err := chromedp.Call(ctx, browser.GetVersion, cdp.Empty{})
	if err != nil {
		return "", err
	}
	return about.Product, nil
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
