package e2e

import (
	"context"
	"os"
	"os/exec"
	"testing"
	"time"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
)

// patience bounds a whole test in the browser, and a single wait within it.
const (
	patience     = 3 * time.Minute
	waitPatience = 20 * time.Second
)

// browser starts a Chromium with a fresh profile that ends with the test.
func browser(t *testing.T, options ...chromedp.ExecAllocatorOption) context.Context {
	t.Helper()
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if found, err := exec.LookPath(name); err == nil {
			path = found
			break
		}
	}
	if path == "" {
		t.Fatal("no Chromium here: install Debian's package chromium")
	}
	profile := t.TempDir()
	options = append([]chromedp.ExecAllocatorOption{
		chromedp.ExecPath(path),
		chromedp.UserDataDir(profile),
		chromedp.Flag("headless", "new"),
		chromedp.Flag("no-sandbox", os.Geteuid() == 0),
		chromedp.Flag("disable-gpu", true),
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("no-first-run", true),
		chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-sync", true),
		chromedp.Flag("disable-dev-shm-usage", true),
		chromedp.WindowSize(1280, 900),
	}, options...)
	ctx, cancelTimeout := context.WithTimeout(context.Background(), patience)
	t.Cleanup(cancelTimeout)
	ctx, cancelAllocator := chromedp.NewExecAllocator(ctx, options...)
	t.Cleanup(cancelAllocator)
	ctx, cancel := chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	if err := chromedp.Do(ctx); err != nil {
		t.Fatalf("starting Chromium: %v", err)
	}
	return ctx
}

// tab is a page that holds a workbench. Keys go to the page; the workbench's own document is
// another target when the workbench is in a frame.
type tab struct {
	*testing.T
	page, frame context.Context
}

// open opens an address in a new tab. framed tells that the workbench is in a frame of it.
func open(t *testing.T, browser context.Context, address string, framed bool) tab {
	t.Helper()
	page, cancel := chromedp.NewContext(browser)
	t.Cleanup(cancel)
	if err := chromedp.Do(page, chromedp.Navigate(address)); err != nil {
		t.Fatalf("opening %s: %v", address, err)
	}
	if !framed {
		return tab{t, page, page}
	}
	var id target.ID
	for deadline := time.Now().Add(waitPatience); id == ""; time.Sleep(50 * time.Millisecond) {
		targets, err := chromedp.Targets(page)
		if err != nil {
			t.Fatal(err)
		}
		for _, info := range targets {
			if info.Type == "iframe" {
				id = info.TargetID
			}
		}
		if time.Now().After(deadline) {
			t.Fatalf("%s: its frame did not appear", address)
		}
	}
	frame, cancelFrame := chromedp.NewContext(page, chromedp.WithTargetID(id))
	t.Cleanup(cancelFrame)
	return tab{t, page, frame}
}

// eval evaluates JavaScript in the workbench's document.
func eval[V any](t tab, script string) V {
	t.Helper()
	value, err := chromedp.Run(t.frame, chromedp.Evaluate[V](script))
	if err != nil {
		t.Fatalf("%s: %v", script, err)
	}
	return value
}

// wait waits until the JavaScript condition holds in the workbench's document.
func (t tab) wait(condition string) {
	t.Helper()
	for deadline := time.Now().Add(waitPatience); ; time.Sleep(20 * time.Millisecond) {
		ok, err := chromedp.Run(t.frame, chromedp.Evaluate[bool]("!!("+condition+")"))
		if err == nil && ok {
			return
		}
		if time.Now().After(deadline) {
			text, _ := chromedp.Run(t.frame, chromedp.Evaluate[string]("document.body.innerText.slice(0, 3000)"))
			t.Fatalf("still not so: %s (%v). The page says:\n%s", condition, err, text)
		}
	}
}

// keys presses keys, as chromedp's kb package writes them.
func (t tab) keys(keys string) {
	t.Helper()
	if err := chromedp.Do(t.page, chromedp.KeyEvent(keys)); err != nil {
		t.Fatal(err)
	}
}

// command presses Ctrl and a letter, with the editing command that it means.
func (t tab) command(letter byte, name string) {
	t.Helper()
	key := input.DispatchKeyEventParams{
		Type:                  input.DispatchKeyEventTypeRawKeyDown,
		Modifiers:             2, // Ctrl
		Key:                   string(letter),
		Code:                  "Key" + string(letter-'a'+'A'),
		WindowsVirtualKeyCode: int64(letter - 'a' + 'A'),
		Commands:              []string{name},
	}
	if _, err := chromedp.Call(t.page, input.DispatchKeyEvent, key); err != nil {
		t.Fatal(err)
	}
	key.Type, key.Commands = input.DispatchKeyEventTypeKeyUp, nil
	if _, err := chromedp.Call(t.page, input.DispatchKeyEvent, key); err != nil {
		t.Fatal(err)
	}
}
