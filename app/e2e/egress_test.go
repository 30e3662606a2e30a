package e2e

import (
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// ownAssets is all that the home page and its workers may ask their site for.
var ownAssets = []string{
	"index.html", "tokens.css", "pages.css", "workbench.css",
	"start.js", "runtime.js", "guides.js", "examples.js", "host.js", "loader.js", "app.wasm",
}

// stored lists what a page has put away in any store that it has.
const stored = `(async () => [
	...Object.keys(localStorage).map((key) => "localStorage " + key),
	...Object.keys(sessionStorage).map((key) => "sessionStorage " + key),
	...(await indexedDB.databases()).map((db) => "IndexedDB " + db.name),
	...(await caches.keys()).map((name) => "cache " + name),
	...(await navigator.serviceWorker.getRegistrations()).map((r) => "service worker " + r.scope),
	...(await Array.fromAsync((await navigator.storage.getDirectory()).keys())).map((name) => "file " + name),
	...(document.cookie ? ["cookie " + document.cookie] : []),
])()`

// useEverything gives the page at the path a secret, uses all that the workbench has, and lists
// what the page must not have done: requests beyond its own assets, anything stored, the secret in
// an address.
func useEverything(t *testing.T, origin, path string) (violations, requests []string) {
	t.Helper()
	p := startProxy(t, origin)
	w := open(t, browser(t, p.flags()...), origin+path, false)
	w.ready()
	diagnosesAClock(w)
	opensTheGuide(w)
	provesWithASecret(w)
	broken, _ := signedWith(t, plain, "execute-api", vanillaSecret, "/prod/a%2520b/c", "/prod/a%2520b//c", "a=~1&", "a=%7e1&")
	w.paste(broken) // for the search, which has the secret
	w.wait(`document.querySelector("#corrected")`)
	w.wait(`(document.querySelector("#copy-diagnosis").click(), true)`)
	w.paste(vanilla + strings.Repeat("a line of a log that says nothing\n", 4000)) // for the worker
	w.wait(`document.querySelector("#paste").hidden && !document.querySelector(".status-line").innerText.includes("Reading")`)
	time.Sleep(500 * time.Millisecond) // what is sent late is sent too

	kept, err := chromedp.Run(w.frame, chromedp.Evaluate[[]string](stored, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range kept {
		violations = append(violations, "stored: "+name)
	}
	requests = p.requests()
	allowed := map[string]bool{"GET " + origin + path: true}
	for _, name := range ownAssets {
		allowed["GET "+origin+"/"+name] = true
	}
	for _, r := range append(requests, "GET "+eval[string](w, `location.href`)) {
		if !allowed[r] {
			violations = append(violations, "request: "+r)
		}
		if strings.Contains(r, vanillaSecret) || strings.Contains(r, "wJalr") {
			violations = append(violations, "secret: "+r)
		}
	}
	return violations, requests
}

func TestNothingLeavesThePage(t *testing.T) {
	origin := serveSite(t, nil)
	violations, requests := useEverything(t, origin, "/index.html")
	for _, v := range violations {
		t.Error(v)
	}
	// The proxy saw the traffic of the page and of its loader worker, or this test saw nothing.
	seen := strings.Join(requests, "\n")
	for _, name := range ownAssets {
		if !strings.Contains(seen, origin+"/"+name) {
			t.Errorf("the proxy did not see %s", name)
		}
	}
}

// leak does what a page must not: it sends a secret as it is typed, in three ways, and stores it.
const leak = `document.addEventListener("input", (event) => {
	if (event.target.id !== "secret") return;
	const address = "/collect?secret=" + encodeURIComponent(event.target.value);
	fetch(address).catch(() => {});
	navigator.sendBeacon(address + "&beacon");
	new Image().src = address + "&image";
	localStorage.setItem("secret", event.target.value);
});`

// unlock keeps host.js from adding its second policy.
const unlock = `document.head.append = () => {};`

// leaky serves the site with a page leaky.html: the home page with the script in its head and,
// unless policy says otherwise, without the policy.
func leaky(t *testing.T, script string, policy bool) string {
	t.Helper()
	home, err := os.ReadFile(filepath.Join(*dist, "site", "index.html"))
	if err != nil {
		t.Fatal(err)
	}
	page := strings.Replace(string(home), "</head>", `<script src="leak.js"></script></head>`, 1)
	if !policy {
		page = strings.Replace(page, `http-equiv="Content-Security-Policy"`, `name="no-policy"`, 1)
	}
	return serveSite(t, func(site http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			switch r.URL.Path {
			case "/leaky.html":
				w.Header().Set("Content-Type", "text/html; charset=utf-8")
				_, _ = w.Write([]byte(page))
			case "/leak.js":
				w.Header().Set("Content-Type", "text/javascript")
				_, _ = w.Write([]byte(script))
			default:
				site.ServeHTTP(w, r)
			}
		})
	})
}

// TestALeakIsSeen proves that the check above can fail, and that the page's first policy and the
// lock each stop what they are there to stop.
func TestALeakIsSeen(t *testing.T) {
	const sent = "/collect?secret=wJalr"
	for _, c := range []struct {
		name   string
		script string
		policy bool
		want   []string // leaks that must be seen; none other may be
	}{
		{"neither", unlock + leak, false, []string{"", "&beacon", "&image"}},
		{"policy", unlock + leak, true, nil},
		{"lock", leak, false, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			violations, _ := useEverything(t, leaky(t, c.script, c.policy), "/leaky.html")
			found := strings.Join(violations, "\n")
			if !strings.Contains(found, "stored: localStorage secret") {
				t.Errorf("what was stored was not seen in:\n%s", found)
			}
			for _, way := range []string{"", "&beacon", "&image"} {
				pattern := regexp.MustCompile(`(?m)^request: (GET|POST) \S+` + regexp.QuoteMeta(sent) + `[^&\s]*` + way + "$")
				if got, want := pattern.MatchString(found), slices.Contains(c.want, way); got != want {
					t.Errorf("leak %q: seen %t, want %t, in:\n%s", way, got, want, found)
				}
			}
			if secret := strings.Contains(found, "secret: "); secret != (len(c.want) > 0) {
				t.Errorf("a secret in an address: seen %t in:\n%s", secret, found)
			}
		})
	}
}
