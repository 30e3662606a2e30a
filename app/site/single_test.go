package site

import (
	"crypto/sha256"
	"encoding/base64"
	"html"
	"regexp"
	"strings"
	"testing"
)

func TestSingleFileAllowsExactlyWhatItHolds(t *testing.T) {
	dir, _ := prepared(t)
	data, err := singleFile(Config{Out: dir, Licences: insideLicences(t)})
	if err != nil {
		t.Fatal(err)
	}
	page := string(data)
	policy := regexp.MustCompile(`Content-Security-Policy" content="([^"]*)"`).FindStringSubmatch(page)
	if policy == nil {
		t.Fatal("the single file has no policy")
	}
	allowed := html.UnescapeString(policy[1])
	if strings.Contains(allowed, "'self'") || strings.Contains(allowed, "unsafe-inline") {
		t.Errorf("the policy allows more than the digests: %s", allowed)
	}
	held := 0
	for _, tag := range []string{"script", "style"} {
		for _, m := range regexp.MustCompile(`(?s)<`+tag+`>(.*?)</`+tag+`>`).FindAllStringSubmatch(page, -1) {
			sum := sha256.Sum256([]byte(m[1]))
			held++
			if !strings.Contains(allowed, "'sha256-"+base64.StdEncoding.EncodeToString(sum[:])+"'") {
				t.Errorf("the policy does not allow the %s that begins %.60q", tag, m[1])
			}
		}
	}
	if allowing := strings.Count(allowed, "'sha256-"); held != allowing || held < 8 {
		t.Errorf("%d scripts and styles held, %d allowed", held, allowing)
	}
}

func TestSingleFileLinksStayInside(t *testing.T) {
	dir, _ := prepared(t)
	data, err := singleFile(Config{Out: dir, Licences: insideLicences(t)})
	if err != nil {
		t.Fatal(err)
	}
	markup, _, _ := strings.Cut(string(data), "<script>")
	ids := map[string]bool{}
	for _, m := range regexp.MustCompile(` id="([^"]*)"`).FindAllStringSubmatch(markup, -1) {
		if ids[m[1]] {
			t.Errorf("the id %s is there twice", m[1])
		}
		ids[m[1]] = true
	}
	inside := 0
	for _, m := range anyLink.FindAllStringSubmatch(markup, -1) {
		fragment, ok := strings.CutPrefix(m[2], "#")
		if !ok || strings.HasPrefix(fragment, "example=") {
			continue
		}
		inside++
		if !ids[html.UnescapeString(fragment)] {
			t.Errorf("nothing has the id that %s leads to", m[2])
		}
	}
	if inside < 10 {
		t.Errorf("only %d links within the file", inside)
	}
	if _, err := inward(`<a href="host.html">`, []string{"offline.html"}); err == nil {
		t.Error("a link out of the file passed")
	}
}

// The tests that a reader can start are pages of the site. The single file may speak of them only as such.
func TestSingleFileDescribesNoTestThatItLacks(t *testing.T) {
	dir, _ := prepared(t)
	data, err := singleFile(Config{Out: dir, Licences: insideLicences(t)})
	if err != nil {
		t.Fatal(err)
	}
	markup, _, _ := strings.Cut(string(data), "<script>")
	for _, want := range []string{`<html lang="en" data-edition="single">`, `html[data-edition="single"] .cause-page { display: none; }`} {
		if !strings.Contains(string(data), want) {
			t.Errorf("lacks %s: it has no pages of causes to lead to", want)
		}
	}
	for _, not := range []string{"egress-start", "selftest.html", "and a test that tries", "forbids it, and a test", `class="site-only"`, `class="online"`} {
		if strings.Contains(markup, not) {
			t.Errorf("the single file has %q", not)
		}
	}
	if opened, closed := strings.Count(markup, "<li>")+strings.Count(markup, "<li "), strings.Count(markup, "</li>"); opened != closed {
		t.Errorf("%d list items begin, %d end", opened, closed)
	}
	for _, want := range []string{"in the site and the bundle a test on this page tries every way out", "On the new site, run the Self-test"} {
		if !strings.Contains(markup, want) {
			t.Errorf("the single file lacks %q", want)
		}
	}
}
