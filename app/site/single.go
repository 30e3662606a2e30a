package site

import (
	"bytes"
	"fmt"
	"html"
	"html/template"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"countersign/app/view"
)

var (
	styleLink  = regexp.MustCompile(`<link rel="stylesheet" href="([^"]+)">\n?`)
	scriptLink = regexp.MustCompile(`<script src="([^"]+)"(?: defer)?></script>\n?`)
	siteOnly   = regexp.MustCompile(`<li class="site-only".*?</li>\n?|<a class="site-only".*?</a>\n?|<span class="site-only".*?</span>`)
	anyLink    = regexp.MustCompile(` (href|src)="([^"]*)"`)
)

// singleFile is the home page with everything inside: styles, scripts, the module, the
// guides. 'self' means nothing for a page that is one file, so its policy names the digests of
// what it holds. A guide keeps its address as the id of its element: guides/x.html#y is then
// reached by #guides/x.html#y, by the browser alone.
func singleFile(c Config) ([]byte, error) {
	home, err := os.ReadFile(filepath.Join(c.Out, "index.html"))
	if err != nil {
		return nil, err
	}
	guides, pages, err := inlinedTexts(c)
	if err != nil {
		return nil, err
	}
	styles, styleSums, err := inlined(c.Out, "style", linked(styleLink, home))
	if err != nil {
		return nil, err
	}
	// The module comes before host.js, which looks for it.
	names := linked(scriptLink, home)
	if len(names) == 0 || names[0] != hostScript {
		return nil, fmt.Errorf("index.html: %s is not the first of its scripts: %q", hostScript, names)
	}
	names = append(names[1:], "wasm.js", hostScript)
	scripts, scriptSums, err := inlined(c.Out, "script", names)
	if err != nil {
		return nil, err
	}

	page := styleLink.ReplaceAllString(string(home), "")
	page = scriptLink.ReplaceAllString(page, "")
	page = siteOnly.ReplaceAllString(page, "")
	policy := strings.NewReplacer(
		"script-src 'self'", "script-src "+scriptSums,
		"style-src 'self'", "style-src "+styleSums,
		"worker-src 'self' blob:", "worker-src blob:").Replace(WorkbenchPolicy)
	for _, r := range []struct{ old, new string }{
		{html.EscapeString(WorkbenchPolicy), policy},
		{`<html lang="en">`, `<html lang="en" data-edition="single">`},
		{"</head>", styles + "</head>"},
		{"</main>", guides + "</main>"},
	} {
		if n := strings.Count(page, r.old); n != 1 {
			return nil, fmt.Errorf("index.html: expected %q once, found it %d times", r.old, n)
		}
		page = strings.Replace(page, r.old, r.new, 1)
	}
	if page, err = inward(page, pages); err != nil {
		return nil, err
	}
	// The scripts come last, after the check of links, which is for markup.
	return []byte(strings.Replace(page, "</body>", scripts+"</body>", 1)), nil
}

// linked lists the files that a page's elements of one kind load.
func linked(kind *regexp.Regexp, page []byte) []string {
	var names []string
	for _, m := range kind.FindAllSubmatch(page, -1) {
		names = append(names, string(m[1]))
	}
	return names
}

// inlined puts files into elements of the given tag; sums are the source expressions that allow them.
func inlined(dir, tag string, names []string) (elements, sums string, err error) {
	var b strings.Builder
	var list []string
	for _, name := range names {
		source, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			return "", "", err
		}
		if bytes.Contains(bytes.ToLower(source), []byte("</"+tag)) {
			return "", "", fmt.Errorf("%s holds </%s, which would end its element", name, tag)
		}
		fmt.Fprintf(&b, "<%s>%s</%s>\n", tag, source, tag)
		list = append(list, digestSource(source))
	}
	if len(list) == 0 {
		return "", "", fmt.Errorf("index.html loads no %s", tag)
	}
	return b.String(), strings.Join(list, " "), nil
}

// inlinedTexts draws the guides and the pages about the tool for the single file, and lists the paths
// of the latter.
func inlinedTexts(c Config) (html string, pages []string, err error) {
	guides, err := Guides()
	if err != nil {
		return "", nil, err
	}
	about, err := texts(c.Licences)
	if err != nil {
		return "", nil, err
	}
	for _, g := range about {
		pages = append(pages, g.Path)
	}
	var drawn []*guidePage
	for _, g := range append(guides, about...) {
		sections := make([]view.Section, len(g.Sections))
		for i, s := range g.Sections {
			if s.ID != "" {
				s.ID = g.Path + "#" + s.ID
			}
			s.Body = underPath(g.Path, s.Body)
			sections[i] = s
		}
		path := g.Path
		g.Path, g.Sections = "index.html", sections
		d, err := drawGuide(g)
		if err != nil {
			return "", nil, err
		}
		d.Path = path
		drawn = append(drawn, d)
	}
	templates, err := template.New("").ParseFS(templateFiles, "templates/single.html")
	if err != nil {
		return "", nil, err
	}
	var b strings.Builder
	err = templates.ExecuteTemplate(&b, "inlined-guides", drawn)
	return b.String(), pages, err
}

// underPath puts a guide's path before the ids in its trees, so that they differ between guides.
func underPath(path string, nodes []view.Node) []view.Node {
	out := make([]view.Node, len(nodes))
	for i, n := range nodes {
		if n.ID != "" {
			n.ID = path + "#" + n.ID
		}
		n.Children = underPath(path, n.Children)
		out[i] = n
	}
	return out
}

// inward turns links to the site's pages into links within the single file.
// pages are the paths of those that lie beside index.html and are inside.
func inward(page string, pages []string) (string, error) {
	var err error
	page = anyLink.ReplaceAllStringFunc(page, func(link string) string {
		m := anyLink.FindStringSubmatch(link)
		switch name, address := m[1], m[2]; {
		case name == "href" && (strings.HasPrefix(address, "#") || strings.HasPrefix(address, "https:") || strings.HasPrefix(address, "data:")):
			return link
		case name == "href" && strings.HasPrefix(address, "guides/"):
			return ` href="#` + address + `"`
		case name == "href" && slices.Contains(pages, strings.Split(address, "#")[0]):
			return ` href="#` + address + `"`
		case name == "href" && address == "index.html":
			return ` href="#main"`
		default:
			err = fmt.Errorf("%s=%q leads out of the single file", name, address)
			return link
		}
	})
	return page, err
}
