package e2e

import (
	"crypto/sha256"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"countersign/sigv4/sigv4test"
)

// trial opens a page with a test of the reader's own, starts the test and gives its verdict.
func trial(t *testing.T, w tab, name string) (verdict, class string) {
	t.Helper()
	w.wait(`!document.querySelector("#` + name + `-start").disabled`)
	w.keysOn("#" + name + "-start")
	w.wait(`["good", "mixed", "bad"].includes(document.querySelector("#` + name + `-verdict").className)`)
	return eval[string](w, `document.querySelector("#`+name+`-verdict").innerText`),
		eval[string](w, `document.querySelector("#`+name+`-verdict").className`)
}

// keysOn presses the button with the keyboard.
func (t tab) keysOn(selector string) {
	t.Helper()
	t.focus(selector)
	t.keys("\r")
}

// The self-test runs every known answer, over http and from a file, and names the program that ran.
func TestSelfTest(t *testing.T) {
	wasm, err := os.ReadFile(filepath.Join(*dist, "site", "app.wasm"))
	if err != nil {
		t.Fatal(err)
	}
	browser := browser(t)
	for name, address := range map[string]string{
		"http":   serveSite(t, nil) + "/selftest.html",
		"bundle": fileAddress(t, filepath.Join(unzipped(t), "countersign", "selftest.html")),
	} {
		t.Run(name, func(t *testing.T) {
			w := open(t, browser, address, false)
			verdict, class := trial(t, w, "selftest")
			count := len(sigv4test.Cases())
			if class != "good" || !strings.HasPrefix(verdict, fmt.Sprintf("All %d known answers", count)) {
				t.Errorf("%s: %s", class, verdict)
			}
			if n := eval[int](w, `document.querySelectorAll("#selftest-results tr").length`); n != count {
				t.Errorf("%d rows for %d answers", n, count)
			}
			digest := eval[string](w, `document.querySelector("#selftest-digest").innerText`)
			if want := fmt.Sprintf("%x", sha256.Sum256(wasm)); digest != want {
				t.Errorf("digest %s, want %s", digest, want)
			}
			for _, fault := range w.faults.heard() {
				t.Error(fault)
			}
		})
	}
}

// An answer with one digit changed must be reported, first of all, at its own step.
func TestSelfTestFindsAWrongAnswer(t *testing.T) {
	// The signature of get-vanilla and its kin, by AWS's suite, in the section that states it alone.
	const signature = `header: signature --\\n5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31`
	origin := serveSite(t, changed("/knownanswers.js", signature, strings.Replace(signature, "n5f", "n5e", 1)))
	w := open(t, browser(t), origin+"/selftest.html", false)
	verdict, class := trial(t, w, "selftest")
	if first := eval[string](w, `document.querySelector("#selftest-results tr").innerText`); class != "bad" ||
		!strings.Contains(verdict, "are not reproduced") || !strings.Contains(first, "Departs at the signature: ") || !strings.Contains(first, "at byte 1:") {
		t.Errorf("%s: %s\n%s", class, verdict, first)
	}
}

// changed serves one file of the site with a text replaced everywhere.
func changed(file string, pairs ...string) func(http.Handler) http.Handler {
	return func(site http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path != file {
				site.ServeHTTP(w, r)
				return
			}
			answer := httptest.NewRecorder()
			site.ServeHTTP(answer, r)
			w.Header().Set("Content-Type", answer.Header().Get("Content-Type"))
			fmt.Fprint(w, strings.NewReplacer(pairs...).Replace(answer.Body.String()))
		})
	}
}

// The egress self-test finds every way out closed by the policy, over http and from a file.
func TestEgressSelfTest(t *testing.T) {
	browser := browser(t)
	for name, address := range map[string]string{
		"http":   serveSite(t, nil) + "/privacy.html",
		"bundle": fileAddress(t, filepath.Join(unzipped(t), "countersign", "privacy.html")),
	} {
		t.Run(name, func(t *testing.T) {
			w := open(t, browser, address, false)
			verdict, class := trial(t, w, "egress")
			if class == "bad" || name == "http" && class != "good" || !strings.HasPrefix(verdict, "Nothing got out") {
				t.Errorf("%s: %s", class, verdict)
			}
			if open := eval[string](w, `[...document.querySelectorAll(".outcome-through")].map((row) => row.innerText).join("; ")`); open != "" {
				t.Errorf("open: %s", open)
			}
			if n := eval[int](w, `document.querySelectorAll("#egress-results tr").length`); n < 15 {
				t.Errorf("only %d ways out were tried", n)
			}
		})
	}
}

// Without policy and lock the same page must say that it is open: a test that cannot fail proves nothing.
func TestEgressSelfTestSeesAnOpenPage(t *testing.T) {
	noPolicy := changed("/privacy.html", `http-equiv="Content-Security-Policy"`, `name="nothing"`)
	noLock := changed("/egress.js", "\nlock();", "")
	origin := serveSite(t, func(site http.Handler) http.Handler { return noPolicy(noLock(site)) })
	w := open(t, browser(t), origin+"/privacy.html", false)
	verdict, class := trial(t, w, "egress")
	if class != "bad" || !strings.Contains(verdict, "ways out are open") {
		t.Errorf("%s: %s", class, verdict)
	}
	for _, way := range []string{"fetch", "XMLHttpRequest", "sendBeacon", "Image", "Frame", "Form", "fetch in a blob worker"} {
		row := fmt.Sprintf(`[...document.querySelectorAll(".outcome-through th")].some((head) => head.innerText === %s)`, quote(way))
		if !eval[bool](w, row) {
			t.Errorf("%s is not reported as open", way)
		}
	}
}

func TestTextPagesAreNarrow(t *testing.T) {
	origin := serveSite(t, nil)
	browser := browser(t)
	for _, name := range []string{"privacy", "selftest", "offline", "embed-it", "host", "licences", "guides/signature-errors", "guides/credential-scope"} {
		t.Run(name, func(t *testing.T) {
			w := open(t, browser, origin+"/"+name+".html", false)
			narrow(w)
			w.wait(`document.querySelector("h1")`)
			fits(w, name)
			if name == "privacy" {
				trial(t, w, "egress")
				fits(w, "the egress self-test")
			}
			if name == "selftest" {
				trial(t, w, "selftest")
				fits(w, "the self-test")
			}
		})
	}
}
