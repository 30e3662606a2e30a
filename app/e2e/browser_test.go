package e2e

import (
	"context"
	"encoding/json"
	"fmt"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
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
		chromedp.Flag("no-sandbox", true), // it runs the tree's own pages, and containers have none to give
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
	faults      *faults
}

// faults are the errors that a document reports: exceptions, and what the browser refuses or misses.
type faults struct {
	mu   sync.Mutex
	list []string
}

func (f *faults) hear(event any) {
	f.mu.Lock()
	defer f.mu.Unlock()
	switch e := event.(type) {
	case *runtime.EventExceptionThrown:
		f.list = append(f.list, "exception: "+e.ExceptionDetails.Text+" "+e.ExceptionDetails.URL)
	case *log.EventEntryAdded:
		if e.Entry.Level == log.EntryLevelError && !strings.Contains(e.Entry.Text, "data:,") { // the page trying its own policy
			f.list = append(f.list, string(e.Entry.Source)+": "+e.Entry.Text+" "+e.Entry.URL)
		}
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.ConsoleAPICalledTypeError && len(e.Args) > 0 {
			f.list = append(f.list, "console: "+string(e.Args[0].Value))
		}
	}
}

// listening gives a tab whose document's faults are heard from now on.
func listening(t *testing.T, page, frame context.Context) tab {
	t.Helper()
	w := tab{t, page, frame, &faults{}}
	if err := chromedp.Listen(frame, w.faults.hear); err != nil {
		t.Fatal(err)
	}
	return w
}

// heard lists the faults so far.
func (f *faults) heard() []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return append([]string(nil), f.list...)
}

// open opens an address in a new tab. framed tells that the workbench is in a frame of it.
func open(t *testing.T, browser context.Context, address string, framed bool) tab {
	t.Helper()
	page, cancel := chromedp.NewContext(browser)
	t.Cleanup(cancel)
	w := listening(t, page, page)
	if err := chromedp.Do(page, chromedp.Navigate(address)); err != nil {
		t.Fatalf("opening %s: %v", address, err)
	}
	if !framed {
		return w
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
	return listening(t, page, frame)
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
	t.waitFor(condition, waitPatience)
}

// waitLong waits for what takes long: a whole search.
func (t tab) waitLong(condition string) {
	t.Helper()
	t.waitFor(condition, patience-waitPatience)
}

func (t tab) waitFor(condition string, patience time.Duration) {
	t.Helper()
	frame, cancel := context.WithTimeout(t.frame, patience+time.Second) // a page that hangs answers nothing
	defer cancel()
	for deadline := time.Now().Add(patience); ; time.Sleep(20 * time.Millisecond) {
		ok, err := chromedp.Run(frame, chromedp.Evaluate[bool]("!!("+condition+")"))
		if err == nil && ok {
			return
		}
		if time.Now().After(deadline) {
			text, _ := chromedp.Run(frame, chromedp.Evaluate[string]("document.body.innerText.slice(0, 3000)"))
			t.Fatalf("still not so: %s (%v). The page says:\n%s", condition, err, text)
		}
	}
}

// ready waits for the running workbench, in the place of the page's own box.
func (t tab) ready() {
	t.Helper()
	t.wait(`document.querySelector(".island #paste")`)
}

// focus puts the focus into an element of the workbench.
func (t tab) focus(selector string) {
	t.Helper()
	t.wait(fmt.Sprintf(`(document.querySelector(%[1]q).focus(), document.activeElement === document.querySelector(%[1]q))`, selector))
}

// paste puts text on the clipboard and pastes it over all that the box holds, as a reader does.
func (t tab) paste(text string) {
	t.Helper()
	t.clipboard(quote(text))
	t.focus("#paste")
	t.command('a', "selectAll")
	t.command('v', "paste")
}

// quote gives text as a JavaScript string.
func quote(text string) string {
	quoted, _ := json.Marshal(text) // strings always can be
	return string(quoted)
}

// into replaces the text of a field by typing.
func (t tab) into(selector, text string) {
	t.Helper()
	t.focus(selector)
	t.command('a', "selectAll")
	if _, err := chromedp.Call(t.page, input.InsertText, input.InsertTextParams{Text: text}); err != nil {
		t.Fatal(err)
	}
}

// clipboard puts the text that a JavaScript expression gives on the clipboard, carriage returns
// included, by copying in a tab of its own.
func (t tab) clipboard(expression string) {
	t.Helper()
	helper, cancel := chromedp.NewContext(t.page)
	defer cancel()
	ready := chromedp.Evaluate[bool](`document.addEventListener("copy", (event) => {
		event.clipboardData.setData("text/plain", ` + expression + `);
		event.preventDefault();
	}), true`)
	if _, err := chromedp.Run(helper, ready); err != nil {
		t.Fatal(err)
	}
	tab{T: t.T, page: helper, frame: helper}.command('c', "copy")
	if err := chromedp.Do(t.page, bringToFront); err != nil {
		t.Fatal(err)
	}
}

var bringToFront = chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
	_, err := chromedp.Call(ctx, page.BringToFront, cdp.Empty{})
	return err
})

// keys presses keys, as chromedp's kb package writes them.
func (t tab) keys(keys string) {
	t.Helper()
	if err := chromedp.Do(t.page, chromedp.KeyEvent(keys)); err != nil {
		t.Fatal(err)
	}
}

// press presses one key with modifiers.
func (t tab) press(key string, modifiers ...chromedp.Modifier) {
	t.Helper()
	if err := chromedp.Do(t.page, chromedp.KeyEvent(key, chromedp.KeyModifiers(modifiers...))); err != nil {
		t.Fatal(err)
	}
}

// tabTo presses Tab until the focus is on an element that the selector matches.
func (t tab) tabTo(selector string) {
	t.Helper()
	for range 120 {
		if eval[bool](t, "document.activeElement.matches("+quote(selector)+")") {
			return
		}
		t.keys(kb.Tab)
	}
	t.Fatalf("Tab does not lead to %s", selector)
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
