package site

import (
	"html"
	"os"
	"regexp"
	"strings"
	"testing"
)

func TestWordsOf(t *testing.T) {
	for text, want := range map[string]string{
		"":                                      "",
		"SignatureDoesNotMatch":                 "does match not signature signaturedoesnotmatch",
		"X-Amz-Date: the date":                  "amz date the x",
		"XAmzContentSHA256Mismatch, KMS, boto3": "boto3 kms",
		"“café’s” 604800 sha256":                "604800 café s sha256",
		"20260315T120000Z e3b0c44298fc1c14":     "",
	} {
		if got := wordsOf(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// Without its script, the search page lists every page that can be read; with it, each entry has words.
func TestSearchPage(t *testing.T) {
	site := os.DirFS(built(t, Config{}))
	page := read(t, site, "search.html")
	for _, want := range []string{`<div class="search" id="search" role="search" data-root="" hidden>`, `<label for="search-for">`, `role="status"`,
		`<script src="searchindex.js" defer></script>`, `<script src="search.js" defer></script>`, html.EscapeString(SearchPolicy)} {
		if !strings.Contains(page, want) {
			t.Errorf("search.html lacks %s", want)
		}
	}
	if !strings.Contains(SearchPolicy, "connect-src 'none'") || !strings.Contains(SearchPolicy, "script-src 'self';") || !strings.Contains(SearchPolicy, "trusted-types 'none'") {
		t.Errorf("the policy of the search page is %s", SearchPolicy)
	}
	page, _, _ = strings.Cut(page, "<footer")
	listed := map[string]bool{}
	for _, m := range regexp.MustCompile(`<li><a href="([^"]+)">`).FindAllStringSubmatch(page, -1) {
		if listed[m[1]] {
			t.Errorf("%s is listed twice", m[1])
		}
		listed[m[1]] = true
	}
	for _, name := range walk(t, site) {
		switch {
		case !strings.HasSuffix(name, ".html"), strings.HasSuffix(name, "/index.html"), strings.HasPrefix(name, downloadDir+"/"),
			name == missingPage, name == "embed.html", name == "search.html":
		case !listed[name]:
			t.Errorf("search.html does not list %s", name)
		}
	}
	words := map[string]string{}
	for line := range strings.Lines(value(t, read(t, site, "searchindex.js"), "countersignWords")) {
		path, list, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		if !ok || !listed[path] {
			t.Errorf("the index has %q, the page does not", path)
		}
		words[path] = list
	}
	if len(words) != len(listed) || len(words) < 250 {
		t.Errorf("%d entries listed, %d with words", len(listed), len(words))
	}
	// Each message is found by its own words.
	for path, message := range map[string]string{
		"errors/SignatureDoesNotMatch.html#s3-mismatch":                 "check your key and signing method",
		"errors/AuthorizationHeaderMalformed.html#s3-region-wrong":      "the region is wrong expecting",
		"errors/AccessDenied.html#s3-presign-expired":                   "request has expired",
		"guides/signature-expired.html#wsl":                             "hwclock wsl",
		"causes/clock-skew.html":                                        "timedatectl wsl drift",
		"errors/InvalidSignatureException.html#coral-signature-expired": "signature expired is now earlier than",
	} {
		for word := range strings.FieldsSeq(message) {
			if !strings.Contains(" "+words[path]+" ", " "+word+" ") {
				t.Errorf("%s is not found by %q", path, word)
			}
		}
	}
}

// The lists of codes and of causes can be searched in place, and need no script to be whole.
func TestListsCanBeSearched(t *testing.T) {
	site := os.DirFS(built(t, Config{}))
	for _, name := range []string{"errors/index.html", "causes/index.html"} {
		page := read(t, site, name)
		for _, want := range []string{`<script src="../search.js" defer></script>`, `data-root="../" hidden>`, `id="search-index"`, html.EscapeString(SearchPolicy)} {
			if !strings.Contains(page, want) {
				t.Errorf("%s lacks %s", name, want)
			}
		}
	}
}
