package e2e

import (
	"net/http"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestTheRealWindowIsLeftAlone expects none of what go-app does to a window that it owns.
func TestTheRealWindowIsLeftAlone(t *testing.T) {
	w := before(t, `try { localStorage.setItem("theirs", "not JSON {"); localStorage.setItem("/go-app/old", '{"ExpiresAt":"2001-01-01T00:00:00Z"}') } catch {}`,
		serveSite(t, nil)+"/index.html")
	w.ready()
	diagnosesAClock(w)
	for script, want := range map[string]string{
		`String([onclick, onpopstate, onresize])`:                         ",,",
		`Object.keys(window).filter((k) => k.startsWith("goapp")).join()`: "",
		`localStorage.getItem("theirs")`:                                  "not JSON {",
		`Object.keys(localStorage).sort().join()`:                         "/go-app/old,theirs",
		`String(sessionStorage.length)`:                                   "0",
		`document.title`:                                                  "Countersign: why did AWS reject this signature?",
		`location.hash + location.search`:                                 "",
		`typeof Go`:                                                       "undefined",
	} {
		if got := eval[string](w, script); got != want {
			t.Errorf("%s is %q, want %q", script, got, want)
		}
	}
	// A link is still the browser's own: go-app would have caught the click.
	w.wait(`(document.querySelector("a[href*='guides/signature-expired.html']").click(), true)`)
	w.wait(`location.pathname === "/guides/signature-expired.html" && document.readyState === "complete"`)
}

// TestTypedBeforeTheProgramCame holds the module back, types, and expects the text, the selection
// and the focus where they were.
func TestTypedBeforeTheProgramCame(t *testing.T) {
	release := make(chan struct{})
	origin := serveSite(t, func(site http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/app.wasm" {
				<-release
			}
			site.ServeHTTP(w, r)
		})
	})
	w := open(t, browser(t), origin+"/index.html", false)
	w.wait(`document.querySelector("#paste")`)
	w.paste(clockAnswer)
	eval[bool](w, `(document.querySelector("#paste").setSelectionRange(9, 12), true)`)
	close(release)
	w.ready()
	w.wait(`document.querySelector(".finding")`)
	w.wait(`document.activeElement.id === "paste"`)
	if got, want := eval[string](w, `document.querySelector("#paste").value`), shown(clockAnswer); got != want {
		t.Errorf("the box holds %q, want %q", got, want)
	}
	if got := eval[string](w, `document.activeElement.selectionStart + "-" + document.activeElement.selectionEnd`); got != "9-12" {
		t.Errorf("the selection is %s", got)
	}
}

func TestExampleInTheAddress(t *testing.T) {
	for _, d := range deliveries(t)[:3] {
		t.Run(d.name, func(t *testing.T) {
			w := open(t, browser(t), d.address+"#example=clock-apigw", false)
			w.ready()
			w.wait(`document.querySelector(".finding")`)
			w.wait(`(location.hash = "#example=clock-s3", true)`)
			w.wait(`document.querySelector("#paste").value.includes("RequestTimeTooSkewed")`)
		})
	}
}

// TestSecretIsForgotten leaves the page by a link and comes back.
func TestSecretIsForgotten(t *testing.T) {
	w := open(t, browser(t), deliveries(t)[0].address, false)
	w.ready()
	provesWithASecret(w)
	eval[bool](w, `(window.stayed = true)`)
	eval[bool](w, `(dispatchEvent(new PageTransitionEvent("pagehide", { persisted: true })), true)`)
	w.wait(`document.querySelector("#secret").value === ""`)
	w.wait(`!document.querySelector("#verdict").innerText.toLowerCase().includes("proved")`)
}

// TestWidgetTalk expects the height from the frame, nothing that was typed in any message, and a
// colour scheme taken from the page around it and from nobody else.
func TestWidgetTalk(t *testing.T) {
	d := deliveries(t)[3]
	w := open(t, browser(t), d.address, true)
	w.ready()
	around := tab{T: t, page: w.page, frame: w.page}
	eval[bool](around, `(window.heard = [], addEventListener("message", (event) => heard.push(event.data)), true)`)
	diagnosesAClock(w)
	provesWithASecret(w)
	around.wait(`heard.length > 0`)
	heard := eval[string](around, `JSON.stringify(heard)`)
	for _, piece := range []string{"wJalr", "20260315", "Signature", "AKID"} {
		if strings.Contains(heard, piece) {
			t.Errorf("a message holds %q: %s", piece, heard)
		}
	}
	if !eval[bool](around, `heard.every((m) => Object.keys(m).join() === "type,height" && m.type === "countersign:height" && m.height > 100)`) {
		t.Errorf("messages: %s", heard)
	}
	eval[bool](around, `(document.querySelector("iframe").contentWindow.postMessage({ type: "countersign:theme", theme: "dark" }, "*"), true)`)
	w.wait(`document.documentElement.dataset.theme === "dark"`)
	eval[bool](around, `(document.querySelector("iframe").contentWindow.postMessage({ type: "countersign:paste", text: "x", theme: "<b>" }, "*"), true)`)
	eval[bool](w, `(postMessage({ type: "countersign:theme", theme: "light" }, "*"), true)`)
	if err := chromedp.Do(w.page, chromedp.Sleep(waitPatience/100)); err != nil {
		t.Fatal(err)
	}
	if got := eval[string](w, `document.documentElement.dataset.theme`); got != "dark" {
		t.Errorf("another sender set the theme to %q", got)
	}
}

// TestLongPasteIsReadInAWorker expects a worker for a long paste, under the page's own policy, and
// that a short paste right behind it is what is shown.
func TestLongPasteIsReadInAWorker(t *testing.T) {
	for _, d := range deliveries(t)[:3] {
		t.Run(d.name, func(t *testing.T) {
			w := before(t, `window.workers = [];
				window.Worker = class extends Worker {
					constructor(address) { super(address); workers.push(String(address)); }
				};`, d.address)
			w.ready()
			w.paste(clockAnswer + "\r\n\r\n" + strings.Repeat("a line of a log that says nothing\n", 4000))
			w.wait(`document.querySelector(".finding")`)
			if workers := eval[string](w, `workers.at(-1)`); !strings.HasPrefix(workers, "blob:") {
				t.Errorf("the last worker started is %q", workers)
			}
			eval[bool](w, `(document.querySelector("[data-action=clear]").click(), true)`)
			w.wait(`!document.querySelector("#paste").hidden`)
			w.paste(clockAnswer + "\r\n\r\n" + strings.Repeat("a line of a log that says nothing\n", 20000))
			eval[bool](w, `(document.querySelector("[data-action=clear]").click(), true)`)
			w.wait(`!document.querySelector("#paste").hidden`)
			w.paste(vanilla)
			w.wait(`document.querySelector(".chip")`)
			if err := chromedp.Do(w.page, chromedp.Sleep(waitPatience/20)); err != nil {
				t.Fatal(err)
			}
			if eval[bool](w, `document.querySelector(".answer").innerText.includes("9 min 26 s")`) {
				t.Error("the answer to an earlier paste is shown")
			}
		})
	}
}
