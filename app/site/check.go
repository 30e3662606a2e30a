package site

import (
	"cmp"
	"fmt"
	"io/fs"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
)

// Check reads every page of a built site and reports what is wrong with it, one line each:
// relative links and anchors that lead nowhere, absolute addresses of the site itself, scripts or
// styles in the page, missing head matter, ids used twice, more or fewer than one first heading.
func Check(site fs.FS, siteURL string) ([]string, error) {
	var documents []document
	err := fs.WalkDir(site, ".", func(name string, d fs.DirEntry, err error) error {
		if name == downloadDir && err == nil {
			return fs.SkipDir // not pages of the site
		}
		if err != nil || path.Ext(name) != ".html" {
			return err
		}
		text, err := fs.ReadFile(site, name)
		documents = append(documents, readDocument(name, string(text)))
		return err
	})
	if err != nil {
		return nil, err
	}
	if len(documents) == 0 {
		return nil, fmt.Errorf("there is no page to check")
	}
	held, err := readContents()
	if err != nil {
		return nil, err
	}
	c := checker{site: site, siteURL: siteURL, ids: map[string][]string{}}
	for _, d := range documents {
		c.ids[d.name] = d.ids
	}
	for _, e := range held.opened() {
		c.examples = append(c.examples, "example="+e.Name)
	}
	for _, d := range documents {
		c.page(d)
	}
	return c.faults, nil
}

// document is what the checks need to know of one page.
type document struct {
	name, text string
	elements   []element
	ids        []string
}

type element struct {
	tag        string
	attributes map[string]string
}

var (
	startTag  = regexp.MustCompile(`<([a-z][a-z0-9]*)((?:\s+[a-zA-Z:-]+(?:="[^"]*")?)*)\s*/?>`)
	attribute = regexp.MustCompile(`([a-zA-Z:-]+)(?:="([^"]*)")?`)
	// documentStart is what a page begins with: nothing may come before its policy.
	documentStart = regexp.MustCompile(`^<!doctype html>\n<html lang="en"[^>]*>\n<head>\n<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy"`)
	comment       = regexp.MustCompile(`(?s)<!--.*?-->`)
	unescape      = strings.NewReplacer("&amp;", "&", "&#39;", "'", "&#34;", `"`, "&lt;", "<", "&gt;", ">", "&#43;", "+")
)

// readDocument finds the elements of a page. It relies on how this package writes them: attributes
// in double quotes, every < of text escaped.
func readDocument(name, text string) document {
	d := document{name: name, text: comment.ReplaceAllString(text, "")}
	for _, m := range startTag.FindAllStringSubmatch(d.text, -1) {
		e := element{m[1], map[string]string{}}
		for _, a := range attribute.FindAllStringSubmatch(m[2], -1) {
			e.attributes[a[1]] = unescape.Replace(a[2])
		}
		if id, ok := e.attributes["id"]; ok {
			d.ids = append(d.ids, id)
		}
		d.elements = append(d.elements, e)
	}
	return d
}

type checker struct {
	site     fs.FS
	siteURL  string
	ids      map[string][]string // of every page
	examples []string            // fragments that open an example
	faults   []string
}

func (c *checker) fault(d document, format string, args ...any) {
	c.faults = append(c.faults, d.name+": "+fmt.Sprintf(format, args...))
}

func (c *checker) page(d document) {
	c.head(d)
	for i, id := range d.ids {
		if slices.Contains(d.ids[:i], id) {
			c.fault(d, "id %q is there twice", id)
		}
	}
	for _, e := range d.elements {
		for name, value := range e.attributes {
			switch {
			case name == "style" || strings.HasPrefix(name, "on"):
				c.fault(d, "<%s> has an inline %s", e.tag, name)
			case name == "href" && e.tag == "link" && e.attributes["rel"] == "canonical":
			case name == "href" || name == "src":
				c.link(d, value)
			case name == "aria-describedby" || name == "aria-labelledby" || name == "for":
				if !slices.Contains(d.ids, value) {
					c.fault(d, "%s=%q names no element", name, value)
				}
			}
		}
		if e.tag == "style" && d.name != missingPage || e.tag == "script" && e.attributes["src"] == "" {
			c.fault(d, "inline <%s>", e.tag)
		}
	}
}

// head checks what every page says of itself.
func (c *checker) head(d document) {
	if !documentStart.MatchString(d.text) {
		c.fault(d, "doctype, language, character set and policy do not come first")
	}
	if strings.Contains(d.text, "<title></title>") || !strings.Contains(d.text, "<title>") {
		c.fault(d, "no title")
	}
	headings, described := 0, false
	for _, e := range d.elements {
		switch {
		case e.tag == "h1":
			headings++
		case e.attributes["name"] == "description":
			described = e.attributes["content"] != ""
		case e.attributes["http-equiv"] == "Content-Security-Policy":
			policy := e.attributes["content"]
			if d.name == missingPage && policy == missingPolicy(heldStyle(d)) {
				continue
			}
			if policy != WorkbenchPolicy && policy != ReadingPolicy && policy != SearchPolicy {
				c.fault(d, "the policy is not one of the site's: %s", policy)
			}
		}
	}
	if headings != 1 {
		c.fault(d, "%d first headings", headings)
	}
	if !described {
		c.fault(d, "no description")
	}
}

// heldStyle is the text of a page's own style element.
func heldStyle(d document) string {
	_, rest, _ := strings.Cut(d.text, "<style>")
	style, _, _ := strings.Cut(rest, "</style>")
	return style
}

// link checks that an address leads somewhere: a file of the site and, in a page, an anchor of it.
func (c *checker) link(d document, address string) {
	u, err := url.Parse(address)
	switch {
	case err != nil:
		c.fault(d, "address %q: %v", address, err)
		return
	case u.Scheme == "data" && strings.HasPrefix(u.Opaque, "image/"): // the icon: it leads nowhere
		return
	case d.name == missingPage && !strings.HasPrefix(address, "#"):
		rest, ok := strings.CutPrefix(address, cmp.Or(c.siteURL, "/"))
		if !ok {
			c.fault(d, "address %q does not hold at every depth", address)
			return
		}
		u, _ = url.Parse(rest)
	case c.siteURL != "" && strings.HasPrefix(address, c.siteURL):
		c.fault(d, "absolute address of the site itself: %s", address)
		u, _ = url.Parse(strings.TrimPrefix(address, c.siteURL))
	case u.Scheme == "https":
		return
	case u.Scheme != "" || u.Host != "" || strings.HasPrefix(address, "/"):
		c.fault(d, "address %q is neither https nor relative", address)
		return
	}
	target := d.name
	if u.Path != "" {
		target = path.Join(path.Dir(d.name), u.Path)
	}
	info, err := fs.Stat(c.site, target)
	if err != nil || info.IsDir() {
		c.fault(d, "%s leads nowhere", address)
		return
	}
	if u.Fragment == "" || slices.Contains(c.ids[target], u.Fragment) {
		return
	}
	if target != "index.html" || !slices.Contains(c.examples, u.Fragment) {
		c.fault(d, "%s: no such anchor", address)
	}
}
