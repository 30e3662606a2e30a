package site

import (
	"html"
	"os"
	"strings"
	"testing"
)

const exampleSite = "https://example.org/countersign/"

// Absolute addresses are there when the site's own is known, and only then.
func TestPublicAddress(t *testing.T) {
	for _, test := range []struct {
		siteURL string
		page    string
		want    []string
		not     []string
	}{
		{"", "index.html", nil, []string{`rel="canonical"`, `property="og:`, exampleSite}},
		{"", "404.html", []string{`href="/index.html"`, "<style>", "shorten the address"}, []string{`href="index.html"`, `rel="stylesheet"`}},
		{exampleSite, "index.html", []string{`<link rel="canonical" href="` + exampleSite + `">`, `<meta property="og:url" content="` + exampleSite + `">`}, nil},
		{exampleSite, "guides/signature-expired.html", []string{`<link rel="canonical" href="` + exampleSite + `guides/signature-expired.html">`,
			`<meta property="og:title" content="“Signature expired”: which clock is wrong? · Countersign">`}, nil},
		// Served under any address, so its own links cannot be relative.
		{exampleSite, "404.html", []string{`href="` + exampleSite + `index.html"`, "<style>", `content="noindex"`}, []string{`rel="canonical"`, `rel="stylesheet"`, "shorten the address"}},
		{exampleSite, "embed.html", []string{`content="noindex"`}, []string{`rel="canonical"`}},
	} {
		page := read(t, os.DirFS(built(t, Config{SiteURL: test.siteURL})), test.page)
		for _, s := range test.want {
			if !strings.Contains(page, s) {
				t.Errorf("%s with address %q lacks %s", test.page, test.siteURL, s)
			}
		}
		for _, s := range test.not {
			if strings.Contains(page, s) {
				t.Errorf("%s with address %q has %s", test.page, test.siteURL, s)
			}
		}
	}
	for siteURL, want := range map[string]bool{"": false, exampleSite: true} {
		_, err := os.Stat(built(t, Config{SiteURL: siteURL}) + "/sitemap.xml")
		if (err == nil) != want {
			t.Errorf("with address %q: sitemap.xml: %v", siteURL, err)
		}
	}
}

// The paste box is a real one before the program is there, and what the page says needs no script.
func TestWorkbenchPagesBeforeTheProgram(t *testing.T) {
	site := os.DirFS(built(t, Config{}))
	for _, name := range []string{"index.html", "embed.html"} {
		page := read(t, site, name)
		for _, want := range []string{
			`<label class="label" for="paste">What you have</label>`,
			`<textarea class="box" id="paste"`,
			`<noscript>`,
			`<a href="guides/signature-expired.html">`,
			`content="` + html.EscapeString(WorkbenchPolicy) + `"`,
		} {
			if strings.Count(page, want) == 0 {
				t.Errorf("%s lacks %s", name, want)
			}
		}
	}
	if embed := read(t, site, "embed.html"); strings.Contains(embed, "<header") || !strings.Contains(embed, `data-edition="widget"`) ||
		!strings.Contains(embed, `id="full-tool" href="index.html"`) {
		t.Error("embed.html is not the workbench alone, with the way to the full tool")
	}
}

// What a page says of its program, and the links that need it, go away where it does not run.
func TestWhatNeedsTheProgramIsMarked(t *testing.T) {
	site := os.DirFS(built(t, Config{}))
	for name, sentences := range map[string][]string{
		"index.html": {`<p class="detail needs-program">Paste the error answer`, `<a class="needs-program" href="#example=family-time">`},
		"embed.html": {`<p class="detail needs-program">Paste the error answer`},
		"sign.html":  {`<p class="detail needs-program">The page’s program is being loaded.`},
	} {
		page := read(t, site, name)
		for _, s := range sentences {
			if !strings.Contains(page, s) {
				t.Errorf("%s lacks %s", name, s)
			}
		}
		if strings.Contains(page, "appears here at once") {
			t.Errorf("%s promises a verdict at once before its program is there", name)
		}
	}
	style := read(t, site, "pages.css")
	for _, rule := range []string{
		`@media (scripting: none) { .needs-program { display: none; } }`,
		`main:has(> #workbench > [role="alert"]) .needs-program { display: none; }`,
	} {
		if !strings.Contains(style, rule) {
			t.Errorf("pages.css lacks %s", rule)
		}
	}
}

// Forced colours draw transparent borders, so all entries of the navigation would look current.
func TestOnlyTheCurrentEntryIsUnderlined(t *testing.T) {
	style := read(t, os.DirFS("../../web"), "pages.css")
	_, forced, _ := strings.Cut(style, "@media (forced-colors: active)")
	all := strings.Index(forced, "header.site nav a { border-bottom-color: Canvas; }")
	current := strings.Index(forced, "header.site nav a[aria-current] { border-bottom-color: LinkText; }")
	if all < 0 || current < all {
		t.Error("pages.css does not hide the transparent borders of the navigation in forced colours")
	}
}

// A page to read runs no script, loads no wasm, and makes no claim that needs the workbench's lock.
func TestReadingPagesRunNothing(t *testing.T) {
	site := os.DirFS(built(t, Config{Version: "1.2.3", Commit: "<abc>"}))
	for _, name := range []string{"guides/index.html", "guides/signature-expired.html", "guides/sigv4-step-by-step.html", "404.html"} {
		page := read(t, site, name)
		if strings.Contains(page, "<script") || strings.Contains(page, "wasm") || strings.Contains(page, "cannot send") ||
			name != missingPage && !strings.Contains(page, html.EscapeString(ReadingPolicy)) {
			t.Errorf("%s is not a page for reading only", name)
		}
		if !strings.Contains(page, "Countersign 1.2.3, commit <code>&lt;abc&gt;</code>") {
			t.Errorf("%s does not say its version and commit", name)
		}
	}
}

// The pages with a test of the reader's own say what they do without scripts, wait with their button
// until the script is there, and run under the workbench's own policy: that is what they test.
func TestTrialPages(t *testing.T) {
	site := os.DirFS(built(t, Config{Version: "1.2.3", Commit: "abc"}))
	for name, want := range map[string][]string{
		"privacy.html":  {`id="egress-start" disabled`, `<script src="egress.js" defer>`, `<tbody id="egress-results">`, "What the policy does not stop", `href="offline.html"`},
		"selftest.html": {`id="selftest-start" disabled`, `<script src="selftest.js" defer>`, `<script src="runtime.js" defer>`, `<tbody id="selftest-results">`, "<dd>1.2.3, commit <code>abc</code></dd>"},
	} {
		page := read(t, site, name)
		for _, s := range append(want, "<noscript>", `role="status"`, html.EscapeString(WorkbenchPolicy)) {
			if !strings.Contains(page, s) {
				t.Errorf("%s lacks %s", name, s)
			}
		}
	}
}

// Every page but the widget's leads to the pages about the tool.
func TestFooter(t *testing.T) {
	site := os.DirFS(built(t, Config{}))
	for _, name := range walk(t, site) {
		if !strings.HasSuffix(name, ".html") || name == "embed.html" || strings.HasPrefix(name, downloadDir+"/") {
			continue
		}
		page, way := read(t, site, name), root(name)
		if name == missingPage {
			way = "/"
		}
		for _, to := range []string{"privacy", "selftest", "offline", "embed-it", "host", "licences"} {
			if !strings.Contains(page, `<a href="`+way+to+`.html">`) {
				t.Errorf("%s does not lead to %s.html", name, to)
			}
		}
	}
}
