package e2e

import (
	"path/filepath"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// readable are the ways in which the pages beside the workbench reach a reader: the root of each.
func readable(t *testing.T) map[string]string {
	t.Helper()
	return map[string]string{
		"http":   serveSite(t, nil),
		"bundle": fileAddress(t, filepath.Join(unzipped(t), "countersign")),
	}
}

const firstResult = `document.querySelector("#search-results a")`

// finds waits until an address is among the first few results.
func finds(w tab, address string) {
	w.Helper()
	w.wait(`[...document.querySelectorAll("#search-results a")].slice(0, 5).some((a) => a.getAttribute("href") === ` + quote(address) + `)`)
}

// A pasted message leads to the page of its code, by keyboard alone, and from there into the workbench, which says what
// the page says.
func TestSearch(t *testing.T) {
	for name, root := range readable(t) {
		t.Run(name, func(t *testing.T) {
			w := open(t, browser(t), root+"/search.html", false)
			w.wait(`document.querySelector("#search").checkVisibility() && document.querySelector("#search-index").checkVisibility()`)
			const files = `performance.getEntriesByType("resource").map((e) => e.name).join()`
			w.wait(`document.readyState === "complete"`)
			loaded := eval[string](w, files)
			w.tabTo("#search-for")
			w.into("#search-for", "The authorization header is malformed; the region 'eu-west-1' is wrong; expecting 'eu-west-2'")
			finds(w, "errors/AuthorizationHeaderMalformed.html#s3-region-wrong")
			w.wait(`!document.querySelector("#search-index").checkVisibility() && /^\d+ found/.test(document.querySelector("#search-said").innerText)`)
			w.press(kb.ArrowDown)
			w.wait(`document.activeElement === ` + firstResult)
			w.press(kb.ArrowUp)
			w.wait(`document.activeElement.id === "search-for"`)

			for query, want := range map[string]string{
				"SignatureDoesNotMatch": "errors/SignatureDoesNotMatch.html",
				"clock drift":           "causes/clock-skew.html",
				"wsl":                   "guides/signature-expired.html#wsl",
				"two authentications":   "causes/two-auth-mechanisms.html",
			} {
				w.into("#search-for", query)
				finds(w, want)
			}
			w.into("#search-for", "xyzzy")
			w.wait(`document.querySelector("#search-said").innerText.startsWith("Nothing found") && !document.querySelector("#search-results").checkVisibility()`)
			if now := eval[string](w, files); now != loaded {
				t.Errorf("searching loads files: before %s, then %s", loaded, now)
			}

			w.into("#search-for", "KMSInvalidSignatureException")
			w.press(kb.Enter)
			w.wait(`location.pathname.endsWith("/errors/KMSInvalidSignatureException.html")`)
			shown := eval[string](w, `(() => {
				const said = document.querySelector("figure.example figcaption");
				return said.innerText.slice(said.querySelector("b").innerText.length, -said.querySelector("a").innerText.length).trim();
			})()`)
			click(w, "figure.example figcaption a")
			w.ready()
			w.wait(`document.querySelector("#verdict h1").innerText === ` + quote(shown))
			w.wait(`document.querySelector('a[href="errors/KMSInvalidSignatureException.html"]')`)
			for _, fault := range w.faults.heard() {
				t.Error(fault)
			}
		})
	}
}

// The lists are searched in place, and what is typed there does not leave them.
func TestListsAreSearched(t *testing.T) {
	origin := serveSite(t, nil)
	browser := browser(t)
	for path, want := range map[string]string{
		"/errors/index.html": "../errors/RequestTimeTooSkewed.html",
		"/causes/index.html": "../causes/clock-skew.html",
	} {
		w := open(t, browser, origin+path, false)
		w.into("#search-for", "clock skew")
		finds(w, want)
		w.command('a', "selectAll")
		w.keys(kb.Delete)
		w.wait(`document.querySelector("#search-index").checkVisibility() && !document.querySelector("#search-results").checkVisibility()`)
	}
}

// Without scripts there is no field that does nothing, and the whole list.
func TestSearchWithoutScripts(t *testing.T) {
	w := open(t, browser(t), "about:blank", false)
	if _, err := chromedp.Call(w.page, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}); err != nil {
		t.Fatal(err)
	}
	if err := chromedp.Do(w.page, chromedp.Navigate(serveSite(t, nil)+"/search.html")); err != nil {
		t.Fatal(err)
	}
	w.wait(`!document.querySelector("#search").checkVisibility() && document.querySelectorAll("#search-index li").length > 250`)
	w.wait(`document.querySelector('#search-index a[href="errors/SignatureDoesNotMatch.html"]').checkVisibility()`)
}
