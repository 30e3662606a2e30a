package e2e

import (
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// narrow makes the page 320 CSS pixels wide, which is 1280 at 400 % zoom.
func narrow(w tab) {
	w.Helper()
	metrics := emulation.SetDeviceMetricsOverrideParams{Width: 320, Height: 640, DeviceScaleFactor: 1}
	if _, err := chromedp.Call(w.page, emulation.SetDeviceMetricsOverride, metrics); err != nil {
		w.Fatal(err)
	}
	w.wait(`innerWidth === 320`)
}

// fits fails when the page would have to be scrolled sideways, and names what sticks out.
func fits(w tab, what string) {
	w.Helper()
	out := eval[string](w, `(() => {
		const root = document.documentElement;
		if (root.scrollWidth <= 320) return "";
		const wide = [...document.querySelectorAll("body *")].filter((e) => e.getBoundingClientRect().right > 320.5);
		return root.scrollWidth + " px: " + wide.slice(-5).map((e) => e.tagName + "." + e.className + "#" + e.id).join(", ");
	})()`)
	if out != "" {
		w.Errorf("%s is wider than 320 px: %s", what, out)
	}
}

func TestNarrow(t *testing.T) {
	origin := serveSite(t, nil)
	browser := browser(t)
	for _, path := range []string{"/index.html", "/embed.html"} {
		t.Run(path, func(t *testing.T) {
			w := open(t, browser, origin+path, false)
			narrow(w)
			w.ready()
			fits(w, "the empty workbench")
			diagnosesAClock(w)
			fits(w, "a clock diagnosis")
			provesWithASecret(w)
			fits(w, "a proof")
			w.paste(rewritten)
			w.wait(`document.querySelector("#transit")`)
			eval[bool](w, `(document.querySelectorAll(".island details").forEach((d) => d.open = true), true)`)
			fits(w, "what changed on the way")
			w.paste(hostile)
			w.wait(`document.querySelector("#verdict").innerText.length > 0`)
			fits(w, "bad input")
		})
	}
	for _, path := range []string{"/guides/index.html", "/guides/signature-expired.html", "/guides/sigv4-step-by-step.html", "/404.html",
		"/errors/index.html", "/errors/SignatureDoesNotMatch.html", "/errors/AuthorizationQueryParametersError.html", "/search.html"} {
		t.Run(path, func(t *testing.T) {
			w := open(t, browser, origin+path, false)
			narrow(w)
			w.wait(`document.querySelector("h1")`)
			fits(w, path)
		})
	}
}
