package e2e

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// without serves the site as if the named files were not there.
func without(t *testing.T, names ...string) string {
	t.Helper()
	return serveSite(t, func(site http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			for _, name := range names {
				if r.URL.Path == "/"+name {
					http.NotFound(w, r)
					return
				}
			}
			site.ServeHTTP(w, r)
		})
	})
}

// before opens an address in a document in which the script has run first.
func before(t *testing.T, script, address string) tab {
	t.Helper()
	w := open(t, browser(t), "about:blank", false)
	if _, err := chromedp.Call(w.page, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: script}); err != nil {
		t.Fatal(err)
	}
	if err := chromedp.Do(w.page, chromedp.Navigate(address)); err != nil {
		t.Fatal(err)
	}
	return w
}

// guided expects a readable message and a way to the guides.
func guided(w tab, words string) {
	w.Helper()
	w.wait(`document.querySelector("#workbench [role=alert]")`)
	if got := eval[string](w, `document.querySelector("#workbench [role=alert]").innerText`); !strings.Contains(got, words) {
		w.Errorf("the message is %q, without %q", got, words)
	}
	if !eval[bool](w, `[...document.querySelectorAll("a[href*='guides/']")].some((a) => a.checkVisibility())`) {
		w.Error("no way leads to the guides")
	}
}

func TestWithoutWebAssembly(t *testing.T) {
	guided(before(t, `delete window.WebAssembly`, serveSite(t, nil)+"/index.html"), "too old")
}

func TestWithoutDecompression(t *testing.T) {
	// Over http nothing has to be unpacked: it works all the same.
	w := before(t, `delete window.DecompressionStream`, serveSite(t, nil)+"/index.html")
	w.ready()
	single := "file://" + absolute(t, filepath.Join(*dist, "countersign.html"))
	guided(before(t, `delete window.DecompressionStream`, single), "too old")
}

func TestBrowserThatCannotReadTheHost(t *testing.T) {
	origin := serveSite(t, func(site http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/host.js" {
				w.Header().Set("Content-Type", "text/javascript")
				_, _ = w.Write([]byte("this is not; JavaScript {"))
				return
			}
			site.ServeHTTP(w, r)
		})
	})
	w := open(t, browser(t), origin+"/index.html", false)
	guided(w, "too old")
	if len(w.faults.heard()) == 0 {
		t.Error("a script that cannot be read is no fault: faults are not heard")
	}
}

func TestMissingParts(t *testing.T) {
	for _, c := range []struct {
		missing []string
		words   string
	}{
		{[]string{"app.wasm", "wasm.js"}, "could not be loaded"},
		{[]string{"runtime.js"}, "runtime.js could not be loaded"},
		{[]string{"host.js"}, "could not be loaded"},
	} {
		t.Run(strings.Join(c.missing, " "), func(t *testing.T) {
			w := open(t, browser(t), without(t, c.missing...)+"/index.html", false)
			guided(w, c.words)
			if eval[bool](w, `document.querySelector("#workbench").innerText.includes("verdict appears here")`) {
				t.Error("the page still promises a verdict")
			}
			if eval[bool](w, `[...document.querySelectorAll("a[href*='#example=']")].some((a) => a.checkVisibility())`) {
				t.Error("examples are offered that nothing can open")
			}
		})
	}
	t.Run("Sign", func(t *testing.T) {
		w := open(t, browser(t), without(t, "app.wasm", "wasm.js")+"/sign.html", false)
		guided(w, "could not be loaded")
		if eval[bool](w, `document.querySelector("#workbench").innerText.includes("being loaded")`) {
			t.Error("the page still says that it loads")
		}
	})
	t.Run("guides.js", func(t *testing.T) {
		w := open(t, browser(t), without(t, "guides.js")+"/index.html", false)
		w.ready()
		diagnosesAClock(w)
		if eval[bool](w, `[...document.querySelectorAll("[data-action=guide]")].some((b) => b.checkVisibility())`) {
			t.Error("a button leads to a guide that is not there")
		}
	})
}

// TestInlinedModuleStepsIn takes away, one at a time, what the loader worker needs.
func TestInlinedModuleStepsIn(t *testing.T) {
	for _, missing := range []string{"loader.js", "app.wasm"} {
		t.Run(missing, func(t *testing.T) {
			w := open(t, browser(t), without(t, missing)+"/index.html", false)
			w.ready()
			diagnosesAClock(w)
		})
	}
	t.Run("one policy for everything", func(t *testing.T) {
		origin := serveSite(t, func(site http.Handler) http.Handler {
			return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				site.ServeHTTP(samePolicy{w}, r)
			})
		})
		w := open(t, browser(t), origin+"/index.html", false)
		w.ready()
		if !eval[bool](w, `"countersignWasm" in window`) {
			t.Error("the module came by another way")
		}
		diagnosesAClock(w)
	})
}

// samePolicy is a host that sends the strictest policy with every file.
type samePolicy struct{ http.ResponseWriter }

func (w samePolicy) WriteHeader(status int) {
	w.Header().Set("Content-Security-Policy", "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; "+
		"img-src data:; worker-src 'self' blob:; connect-src 'none'")
	w.ResponseWriter.WriteHeader(status)
}

func TestWithoutJavaScript(t *testing.T) {
	w := open(t, browser(t), "about:blank", false)
	if _, err := chromedp.Call(w.page, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}); err != nil {
		t.Fatal(err)
	}
	origin := serveSite(t, nil)
	for _, address := range []string{origin + "/index.html", origin + "/embed.html", "file://" + absolute(t, filepath.Join(*dist, "countersign.html"))} {
		if err := chromedp.Do(w.page, chromedp.Navigate(address)); err != nil {
			t.Fatal(err)
		}
		text := textOf(t, w, "body")
		if !strings.Contains(text, "JavaScript is off") {
			t.Errorf("%s does not say that it needs JavaScript:\n%s", address, text)
		}
		if strings.Contains(text, "the verdict appears here") || strings.Contains(text, "Signed earlier than") {
			t.Errorf("%s offers what needs JavaScript:\n%s", address, text)
		}
	}
	if err := chromedp.Do(w.page, chromedp.Navigate(origin+"/index.html")); err != nil {
		t.Fatal(err)
	}
	if text := textOf(t, w, ".by-cause"); !strings.Contains(text, "The clock of the machine that signs is wrong") {
		t.Errorf("the home page does not lead to the causes: %s", text)
	}
	if err := chromedp.Do(w.page, chromedp.Navigate(origin+"/guides/signature-expired.html")); err != nil {
		t.Fatal(err)
	}
	if text := textOf(t, w, "main"); len(text) < 2000 {
		t.Errorf("the guide has %d characters without JavaScript", len(text))
	}
}

// textOf is the text of an element. Just after a navigation the element found may be one of the page
// before, which is gone when it is asked; then it is looked for again.
func textOf(t *testing.T, w tab, selector string) string {
	t.Helper()
	for deadline := time.Now().Add(10 * time.Second); ; time.Sleep(50 * time.Millisecond) {
		text, err := chromedp.Run(w.page, chromedp.Text(chromedp.CSS(selector)))
		if err == nil {
			return text
		}
		if !strings.Contains(err.Error(), "No node") || time.Now().After(deadline) {
			t.Fatal(err)
		}
	}
}

func absolute(t *testing.T, path string) string {
	t.Helper()
	path, err := filepath.Abs(path)
	if err == nil {
		_, err = os.Stat(path)
	}
	if err != nil {
		t.Fatal(err)
	}
	return path
}
