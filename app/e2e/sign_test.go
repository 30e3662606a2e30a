package e2e

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// signReady opens the Sign page and waits for the program.
func signReady(t *testing.T, address string) tab {
	t.Helper()
	w := open(t, browser(t), address, false)
	w.wait(`document.querySelector(".island .steps")`)
	return w
}

// documented is the signature of the documentation's example, which the page starts with.
const documented = "5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7"

func TestSign(t *testing.T) {
	for name, address := range map[string]string{
		"http":   serveSite(t, nil) + "/sign.html",
		"bundle": fileAddress(t, filepath.Join(unzipped(t), "countersign", "sign.html")),
	} {
		t.Run(name, func(t *testing.T) {
			w := signReady(t, address)
			signature := `[...document.querySelectorAll(".steps > li")][4].querySelector("code").innerText`
			w.wait(signature + ` === "` + documented + `"`)

			// Each key signs anew; half-typed input says what is wrong beside its field, and keeps the rest.
			w.into("#url", "https://bucket.s3.eu-west-1.amazonaws.com/my file")
			w.wait(`document.querySelector("#verdict").innerText.includes("Signed for s3 in eu-west-1")`)
			w.wait(signature + ` !== "` + documented + `"`)
			w.into("#url", "bucket.s3.eu-west-1.amazonaws.com/")
			w.wait(`document.querySelector("#url-error").innerText.includes("https://") && document.querySelector(".stale")`)
			w.wait(`document.querySelector("#url").getAttribute("aria-invalid") === "true"`)
			w.into("#url", "https://iam.amazonaws.com/?Action=ListUsers&Version=2010-05-08")
			w.wait(signature + ` === "` + documented + `" && !document.querySelector(".stale")`)

			// By keyboard: a part, what it comes from, what explains it.
			w.tabTo(`[data-piece]`)
			w.keys(kb.ArrowRight)
			w.wait(`document.querySelector(".piece.here") === document.activeElement && document.querySelector(".piece.to")`)
			w.wait(`document.querySelector("#trace").innerText.includes("Comes from: URL") && document.querySelector("#url").closest(".field.from")`)
			w.keys(kb.Enter)
			w.wait(`document.activeElement.id === "guide-title"`)

			// A presigned URL is a choice away.
			eval[bool](w, `(() => {
				const carrier = document.querySelector("#carrier");
				carrier.value = "query";
				return carrier.dispatchEvent(new Event("input", { bubbles: true }));
			})()`)
			w.wait(`document.querySelector(".exports").innerText.includes("X-Amz-Signature=") && !document.querySelector("#expires").disabled`)
		})
	}
}

// A secret that was typed is nowhere in the document, in an address or in a store, and the page asks
// for nothing beyond its own assets.
func TestSignKeepsTheSecret(t *testing.T) {
	const secret = "PlantedSecret0123456789PlantedSecret01234"
	origin := serveSite(t, nil)
	p := startProxy(t, origin)
	w := open(t, browser(t, p.flags()...), origin+"/sign.html", false)
	w.wait(`document.querySelector(".island .steps")`)
	w.into("#secret", secret)
	w.into("#token", secret+"Token")
	w.wait(`document.querySelector(".steps").innerText.includes("X-Amz-Security-Token")`)
	w.wait(`document.querySelector("#when").value === "now"`) // and not the example's year
	for range 3 {
		w.tabTo(`[data-action="copy"], [data-action="reveal"]`)
		w.keys(kb.Enter + kb.Tab)
	}
	time.Sleep(500 * time.Millisecond) // what is sent late is sent too

	if html := eval[string](w, `document.documentElement.outerHTML + location.href`); strings.Contains(html, "PlantedSecret") {
		t.Error("the secret is in the document or its address")
	}
	kept, err := chromedp.Run(w.frame, chromedp.Evaluate[[]string](stored, chromedp.EvalAwaitPromise))
	if err != nil || len(kept) > 0 {
		t.Errorf("stored: %v %v", kept, err)
	}
	allowed := []string{"GET " + origin + "/sign.html", "GET " + origin + "/sign.css", "GET " + origin + "/verify.css"}
	for _, name := range ownAssets {
		allowed = append(allowed, "GET "+origin+"/"+name)
	}
	requests := p.requests()
	for _, r := range requests {
		if !slices.Contains(allowed, r) {
			t.Errorf("request: %s", r)
		}
	}
	if !slices.Contains(requests, "GET "+origin+"/sign.css") || !slices.Contains(requests, "GET "+origin+"/app.wasm") {
		t.Errorf("the proxy saw only %v", requests)
	}
	if kind := eval[string](w, `["#secret", "#token"].map((id) => document.querySelector(id)).map((e) => e.type + e.autocomplete + e.name + (e.form ? "form" : "")).join()`); kind != "passwordoff,passwordoff" {
		t.Errorf("the fields are %s", kind)
	}
}

func TestSignIsNarrow(t *testing.T) {
	w := open(t, browser(t), serveSite(t, nil)+"/sign.html", false)
	narrow(w)
	w.wait(`document.querySelector(".island .steps")`)
	fits(w, "the Sign page")
	w.into("#url", "https://bucket.s3.eu-west-1.amazonaws.com/"+strings.Repeat("unbroken", 40))
	w.wait(`document.querySelector("#verdict").innerText.includes("s3")`)
	fits(w, "a long URL")
	w.into("#url", strings.Repeat("unbroken", 40))
	w.wait(`document.querySelector("#url-error").innerText.includes("https://")`)
	fits(w, "an error")
}

// TestSignSpeed prints how long a key in the URL field takes to change the page.
func TestSignSpeed(t *testing.T) {
	w := signReady(t, serveSite(t, nil)+"/sign.html")
	eval[bool](w, `(() => {
		window.times = [];
		let start = 0;
		document.querySelector("#url").addEventListener("input", () => { start = performance.now(); }, true);
		new MutationObserver(() => {
			if (start) times.push(performance.now() - start);
			start = 0;
		}).observe(document.querySelector(".steps"), { subtree: true, childList: true, characterData: true, attributes: true });
		return true;
	})()`)
	w.focus("#url")
	w.keys(kb.End)
	const count = 100
	for i := range count {
		w.keys(string(rune('a' + i%26)))
		time.Sleep(40 * time.Millisecond)
	}
	times := eval[[]float64](w, `times`)
	if len(times) < count/2 {
		t.Fatalf("%d keys changed the page %d times", count, len(times))
	}
	slices.Sort(times)
	t.Logf("key in the URL field to changed steps: p50 %.1f ms, p95 %.1f ms (%d keys, %d elements)",
		times[len(times)/2], times[len(times)*95/100], len(times), eval[int](w, `document.querySelectorAll(".island *").length`))
}
