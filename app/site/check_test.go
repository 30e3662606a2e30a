package site

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestCheckOfTheBuiltSite(t *testing.T) {
	for _, c := range []Config{{}, {SiteURL: "https://example.org/countersign/"}} {
		faults, err := Check(os.DirFS(built(t, c)), c.SiteURL)
		if err != nil || len(faults) > 0 {
			t.Errorf("with address %q: %v\n%s", c.SiteURL, err, strings.Join(faults, "\n"))
		}
	}
}

// Every fault that Check looks for is put into a page of a real build, and must be found.
func TestCheckFindsFaults(t *testing.T) {
	const address = "https://example.org/countersign/"
	dir := built(t, Config{SiteURL: address})
	name := filepath.Join(dir, "guides", "signature-expired.html")
	original, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	end := func(s string) [2]string { return [2]string{"</article>", s + "</article>"} }
	for _, test := range []struct {
		name    string
		replace [2]string
		want    string
	}{
		{"a page that is not there", end(`<a href="nothing.html">x</a>`), "nothing.html leads nowhere"},
		{"a folder", end(`<a href="../guides">x</a>`), "../guides leads nowhere"},
		{"an anchor that is not there", end(`<a href="sigv4-step-by-step.html#nothing">x</a>`), "#nothing: no such anchor"},
		{"an anchor of the page itself", end(`<a href="#nothing">x</a>`), "#nothing: no such anchor"},
		{"an example that is not there", end(`<a href="../index.html#example=nothing">x</a>`), "no such anchor"},
		{"an absolute path", end(`<a href="/index.html">x</a>`), "neither https nor relative"},
		{"an absolute own link", end(`<a href="` + address + `index.html">x</a>`), "absolute address of the site itself"},
		{"an insecure link", end(`<a href="http://example.com/">x</a>`), "neither https nor relative"},
		{"an inline script", end(`<script>x()</script>`), "inline <script>"},
		{"an inline style", end(`<style>p{}</style>`), "inline <style>"},
		{"a style attribute", end(`<p style="color:red">x</p>`), "inline style"},
		{"a handler", end(`<p onclick="x()">x</p>`), "inline onclick"},
		{"an id twice", end(`<p id="linux">x</p>`), `id "linux" is there twice`},
		{"a label for nothing", end(`<label for="nothing">x</label>`), `for="nothing" names no element`},
		{"a second h1", end(`<h1>x</h1>`), "2 first headings"},
		{"no language", [2]string{` lang="en"`, ""}, "do not come first"},
		{"no title", [2]string{"<title>", "<x-title>"}, "no title"},
		{"no description", [2]string{`name="description"`, `name="x"`}, "no description"},
		{"another policy", [2]string{"default-src &#39;none&#39;", "default-src *"}, "not one of the site's"},
		{"a page in an address", [2]string{"data:image/", "data:text/"}, "neither https nor relative"},
		{"a missing style sheet", [2]string{"../pages.css", "../nothing.css"}, "../nothing.css leads nowhere"},
	} {
		broken := strings.Replace(string(original), test.replace[0], test.replace[1], 1)
		if broken == string(original) {
			t.Fatalf("%s: the page has no %q", test.name, test.replace[0])
		}
		if err := os.WriteFile(name, []byte(broken), 0o644); err != nil {
			t.Fatal(err)
		}
		faults, err := Check(os.DirFS(dir), address)
		if err != nil || len(faults) != 1 || !strings.Contains(faults[0], test.want) ||
			!strings.HasPrefix(faults[0], "guides/signature-expired.html: ") {
			t.Errorf("%s: got %q, %v; want %q", test.name, faults, err, test.want)
		}
	}
	if _, err := Check(os.DirFS(t.TempDir()), ""); err == nil {
		t.Error("an empty folder passes")
	}
}

// The page for missing addresses has to hold at every depth, under a policy that allows its own style only.
func TestCheckOfTheMissingPage(t *testing.T) {
	for siteURL, way := range map[string]string{"": "/", exampleSite: exampleSite} {
		dir := built(t, Config{SiteURL: siteURL})
		name := filepath.Join(dir, missingPage)
		original, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, test := range []struct{ old, new, want string }{
			{`href="` + way + `index.html"`, `href="index.html"`, `address "index.html" does not hold at every depth`},
			{`href="` + way + `index.html"`, `href="` + way + `nothing.html"`, "nothing.html leads nowhere"},
			{"<style>", "<style> ", "not one of the site's"},
		} {
			broken := strings.Replace(string(original), test.old, test.new, 1)
			if err := os.WriteFile(name, []byte(broken), 0o644); err != nil {
				t.Fatal(err)
			}
			faults, err := Check(os.DirFS(dir), siteURL)
			if err != nil || len(faults) != 1 || !strings.Contains(faults[0], test.want) {
				t.Errorf("with address %q: got %q, %v; want %q", siteURL, faults, err, test.want)
			}
		}
	}
}
