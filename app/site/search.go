package site

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"countersign/app/view"
)

// searchScripts are what the pages that can be searched run on.
var searchScripts = []string{"searchindex.js", "search.js"}

// searchGroup is a kind of page on the search page.
type searchGroup struct {
	Name    string
	Entries []searchEntry
}

// searchEntry is a page or a section that can be found.
type searchEntry struct {
	Path  string // with the anchor of a section
	Title string
	Where string // the page that a section is on
	Says  string
	words string // of its text, each once
}

// searchPage lists what can be found on the given pages: all that are there to be read, by kind, with the
// sections that one may be looking for.
func searchPage(list []page) page {
	groups := []searchGroup{{Name: "Error codes"}, {Name: "Guides"}, {Name: "Causes"}, {Name: "About the tool"}}
	for _, p := range list {
		kind := &groups[3]
		if p.Guide == nil {
			if p.Runs && !p.Bare {
				kind.Entries = append(kind.Entries, searchEntry{Path: p.Path, Title: strings.TrimSuffix(p.Title, " · Countersign"), Says: p.Description})
			}
			continue
		}
		switch {
		case strings.HasPrefix(p.Path, "errors/"):
			kind = &groups[0]
		case strings.HasPrefix(p.Path, "guides/"):
			kind = &groups[1]
		case strings.HasPrefix(p.Path, "causes/"):
			kind = &groups[2]
		}
		kind.Entries = append(kind.Entries, entriesOf(p)...)
	}
	return page{Path: "search.html", Template: "search", Section: "search", Index: groups, Scripts: searchScripts,
		Title:       "Search error codes, causes and guides · Countersign",
		Description: "Search every AWS signature error code, its messages, every cause and every guide, in the page itself: nothing that is typed leaves it."}
}

// entriesOf gives the entries of a page: itself, and its sections that are about something of their own.
// The words of these are not repeated: search.js counts them for the page as well.
func entriesOf(p page) []searchEntry {
	where, _, _ := strings.Cut(p.Guide.Title, ": ") // of a code's page, the code
	whole := searchEntry{Path: p.Path, Title: p.Guide.Title, Says: p.Guide.Summary}
	var text strings.Builder
	var sections []searchEntry
	for _, s := range p.Guide.Guide.Sections {
		body := s.Title + " " + plainText(s.Body)
		switch {
		case derived(s):
		case ownSection(p, s):
			sections = append(sections, searchEntry{Path: p.Path + "#" + s.ID, Title: s.Title, Where: where, words: wordsOf(body)})
		default:
			text.WriteString(body + " ")
		}
	}
	whole.words = wordsOf(text.String())
	return append([]searchEntry{whole}, sections...)
}

// derived reports whether a section only repeats what other pages are about.
func derived(s view.Section) bool {
	return slices.Contains([]string{"causes", "order", "next", "errors", "alike", "sources"}, s.ID) || strings.HasPrefix(s.ID, "order-")
}

// ownSection reports whether a section is worth an entry: every one of a guide, and the answers on the
// page of a code. The sections of other pages have the same titles everywhere, or are about the tool.
func ownSection(p page, s view.Section) bool {
	return strings.HasPrefix(p.Path, "errors/") && s.Level == 3 || strings.HasPrefix(p.Path, "guides/") && s.ID != ""
}

// wordsOf lists the words of a text in lower case, each once, sorted. Of names in one word, such as
// SignatureDoesNotMatch, it has the parts as well. search.js does the same to titles. Hashes and times are
// left out.
func wordsOf(text string) string {
	var words []string
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) }) {
		if len(word) > 8 && strings.ContainsAny(word, "0123456789") {
			continue
		}
		words = append(words, strings.ToLower(word))
		if parts := humps(word); len(parts) > 1 {
			words = append(words, parts...)
		}
	}
	slices.Sort(words)
	return strings.Join(slices.Compact(words), " ")
}

// humps cuts a word before each capital that does not follow one.
func humps(word string) []string {
	var parts []string
	start, before := 0, 'A'
	for i, r := range word {
		if unicode.IsUpper(r) && !unicode.IsUpper(before) {
			parts = append(parts, strings.ToLower(word[start:i]))
			start = i
		}
		before = r
	}
	return append(parts, strings.ToLower(word[start:]))
}

// writeSearchIndex writes searchindex.js: a line for each entry of the search page, its path, a tab, its words.
func writeSearchIndex(out string, list []page) error {
	var b strings.Builder
	for _, p := range list {
		for _, g := range p.Index {
			for _, e := range g.Entries {
				b.WriteString(e.Path + "\t" + e.words + "\n")
			}
		}
	}
	script, err := dataScript("countersignWords", b.String())
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(out, "searchindex.js"), script, 0o644)
}
