package e2e

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"
)

// foreignPage serves, from an origin of its own, a page with the element of the site at address, under a
// policy that allows the scripts and frames of that origin and nothing else.
func foreignPage(t *testing.T, address, attributes string) string {
	t.Helper()
	site, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Content-Security-Policy", fmt.Sprintf(
			"default-src 'none'; script-src %[1]s; frame-src %[1]s; require-trusted-types-for 'script'", "http://"+site.Host))
		fmt.Fprintf(w, `<!doctype html><html lang="en"><title>A wiki page</title><link rel="icon" href="data:,"><h1>A wiki page</h1>
<script src="%s/widget.js" defer></script>
<countersign-workbench %s><a href="%s/">Open Countersign</a></countersign-workbench><p>After it</p>`, address, attributes, address)
	}))
	t.Cleanup(server.Close)
	return server.URL
}

// around is the page around the frame.
func around(w tab) tab { return tab{w.T, w.page, w.page, w.faults} }

// The element makes a sandboxed frame on a strict page, in the scheme asked for, as high as what it shows.
func TestWidget(t *testing.T) {
	origin := serveSite(t, nil)
	w := open(t, browser(t), foreignPage(t, origin, `theme="dark" title="Why was it refused?"`), true)
	w.ready()
	page := around(w)
	if got := eval[string](page, `(() => {
		const frame = document.querySelector("countersign-workbench > iframe");
		return [frame.getAttribute("sandbox"), frame.src, frame.title].join(" | ");
	})()`); got != "allow-scripts | "+origin+"/embed.html | Why was it refused?" {
		t.Errorf("the frame: %s", got)
	}
	w.wait(`document.documentElement.dataset.theme === "dark"`)
	if eval[string](w, `self.origin`) != "null" {
		t.Error("the frame has an origin")
	}
	height := func() int { return eval[int](page, `document.querySelector("iframe").clientHeight`) }
	fitted := func(what string) {
		t.Helper()
		// clientHeight of the frame is the height of what is in it.
		w.wait(`Math.abs(innerHeight - Math.ceil(document.body.getBoundingClientRect().height)) <= 1 || innerHeight === 320`)
		if inside := eval[int](w, `innerHeight`); inside != height() {
			t.Errorf("%s: %d px inside, %d px outside", what, inside, height())
		}
	}
	fitted("empty")
	empty := height()
	diagnosesAClock(w)
	fitted("with a diagnosis")
	if full := height(); full <= empty {
		t.Errorf("%d px with a diagnosis, %d px without", full, empty)
	}
	w.into("#paste", "")
	w.wait(`!document.querySelector(".finding")`)
	page.wait(fmt.Sprintf(`document.querySelector("iframe").clientHeight <= %d`, empty+40))
	fitted("empty again")

	eval[bool](page, `(document.querySelector("countersign-workbench").setAttribute("theme", "light"), true)`)
	w.wait(`document.documentElement.dataset.theme === "light"`)
	eval[bool](page, `(document.querySelector("countersign-workbench").setAttribute("height", "500"), true)`)
	page.wait(`document.querySelector("iframe").clientHeight === 500`)
	// Another window's word about the height must not count.
	eval[bool](page, `(document.querySelector("countersign-workbench").removeAttribute("height"), postMessage({ type: "countersign:height", height: 4000 }, "*"), true)`)
	page.wait(`document.querySelector("iframe").clientHeight < 4000`)
	for _, fault := range w.faults.heard() {
		t.Error(fault)
	}
}

// An example and a scheme can be named in a bare address, for places that take nothing else.
func TestEmbedOptionsInTheAddress(t *testing.T) {
	origin := serveSite(t, nil)
	w := open(t, browser(t), frameAround(t, origin+"/embed.html#theme=dark&example=scope-region"), true)
	w.ready()
	w.wait(`document.querySelector("#paste").value.includes("us-east-1")`)
	w.wait(`document.documentElement.dataset.theme === "dark"`)
	w.wait(`document.querySelector(".finding")`)
}

// Under a path of its own, with nothing above it, every part of the site is found.
func TestSubPath(t *testing.T) {
	const path = "/tools/sigv4"
	origin := serveSite(t, func(site http.Handler) http.Handler {
		mux := http.NewServeMux()
		mux.Handle(path+"/", http.StripPrefix(path, site))
		return mux
	})
	browser := browser(t)
	w := open(t, browser, origin+path+"/", false)
	w.ready()
	diagnosesAClock(w)
	w = open(t, browser, origin+path+"/selftest.html", false)
	if verdict, class := trial(t, w, "selftest"); class != "good" {
		t.Error(verdict)
	}
	w = open(t, browser, origin+path+"/privacy.html", false)
	if verdict, class := trial(t, w, "egress"); class != "good" {
		t.Error(verdict)
	}
	w = open(t, browser, foreignPage(t, origin+path, ""), true)
	w.ready()
	diagnosesAClock(w)
}
