package site

import (
	"bytes"
	"cmp"
	"embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"os"
	"path/filepath"
	"regexp"

	"countersign/app/view"
)

//go:embed templates/*.html
var templateFiles embed.FS

// missingPage is what a host answers with for an address that has no page.
const missingPage = "404.html"

// page is what the templates see.
type page struct {
	Path        string // relative to the site's root, with slashes
	Template    string
	Title       string // of the document
	Description string
	Section     string       // which entry of the navigation is current
	Twin        string       // path of the JSON that says the same, "" for none
	Runs        bool         // the workbench, or a test of it, runs on it
	First       string       // a script that runs before all else, while the page is still being read
	Scripts     []string     // those that run when it has been read, in this order
	Bare        bool         // without the site's header and footer
	Style       template.CSS // held by the page itself; empty when it links the site's style sheets

	Guides    []view.Guide
	Families  []causeFamily // on the index of the causes
	Errors    []errorGroup  // on the index of the codes
	Index     []searchGroup // on the search page
	Guide     *guidePage
	Downloads []string // names in downloadDir; on the page about the offline deliveries
	Offers    []offer  // on the home page

	Config Config
}

// Policy is the page's Content-Security-Policy.
func (p page) Policy() string {
	switch {
	case p.Runs:
		return WorkbenchPolicy
	case p.Path == missingPage:
		return missingPolicy(string(p.Style))
	case p.Scripts != nil:
		return SearchPolicy
	}
	return ReadingPolicy
}

// Root is the relative way from the page to the site's root, "" or "../". The page for missing
// addresses is served under any of them, so it names the public address, or where that is not known
// the root of the host.
func (p page) Root() string {
	if p.Path == missingPage {
		return cmp.Or(p.Config.SiteURL, "/")
	}
	return root(p.Path)
}

// Canonical is the page's public address, empty when the site's is not known.
func (p page) Canonical() string {
	if p.Config.SiteURL == "" {
		return ""
	}
	if p.Path == "index.html" {
		return p.Config.SiteURL
	}
	return p.Config.SiteURL + p.Path
}

// guidePage is a guide with its sections drawn.
type guidePage struct {
	view.Guide
	Sections []drawnSection
}

type drawnSection struct {
	ID, Title string
	Level     int
	Body      template.HTML
}

// hostScript gets the workbench's program. It begins before the page is read, because nothing takes longer.
const hostScript = "host.js"

// workbenchScripts are what the workbench runs on besides.
var workbenchScripts = []string{"start.js", "runtime.js", "guides.js", "examples.js"}

// pages lists every page of the site.
func pages(c Config, held contents) ([]page, error) {
	style, err := missingStyle(c)
	if err != nil {
		return nil, err
	}
	list := []page{
		{Path: "index.html", Template: "home", Section: "diagnose", Runs: true, First: hostScript, Scripts: workbenchScripts,
			Title:       "Countersign: why did AWS reject this signature?",
			Description: "Paste what AWS answered and what you sent. Countersign finds out why the signature was rejected, proves it where it can, and shows the fix. All in your browser: the page cannot send anything."},
		{Path: "sign.html", Template: "sign", Section: "sign", Runs: true, First: hostScript, Scripts: []string{"start.js", "runtime.js", "guides.js"},
			Title:       "Sign a request with Signature Version 4, step by step · Countersign",
			Description: "Sign an AWS request in your browser, with a header or as a presigned URL, and see every step: canonical request, string to sign, signing key, signature. Copy it as curl, HTTP, Go, Python or JavaScript."},
		{Path: "embed.html", Template: "embed", Section: "diagnose", Runs: true, First: hostScript, Scripts: workbenchScripts, Bare: true,
			Title:       "Countersign workbench",
			Description: "The Countersign workbench alone, for a frame in another page."},
		{Path: "guides/index.html", Template: "guides", Section: "guides",
			Title:       "Guides · Countersign",
			Description: "Troubleshooting guides for AWS Signature Version 4: what each message means, how to find the cause, how to fix it."},
		{Path: "selftest.html", Template: "selftest", Runs: true, Scripts: []string{"runtime.js", "knownanswers.js", "selftest.js"},
			Title:       "Self-test · Countersign",
			Description: "Run all known answers of Signature Version 4 through Countersign’s engine, in your own browser."},
		{Path: missingPage, Template: "missing", Style: style,
			Title:       "Page not found · Countersign",
			Description: "There is no page at this address."},
	}
	for _, g := range held.guides {
		drawn, err := drawGuide(g)
		if err != nil {
			return nil, err
		}
		list = append(list, page{Path: g.Path, Template: "guide", Section: "guides",
			Title: g.Title + " · Countersign", Description: g.Summary, Guide: drawn})
	}
	if list[0].Offers, err = offers(held.causes); err != nil {
		return nil, err
	}
	if list, err = addErrors(list, held.errors); err != nil {
		return nil, err
	}
	if list, err = addCauses(list, held.causes); err != nil {
		return nil, err
	}
	texts, err := texts(c.Licences)
	if err != nil {
		return nil, err
	}
	for _, g := range texts {
		drawn, err := drawGuide(g)
		if err != nil {
			return nil, err
		}
		p := page{Path: g.Path, Template: "guide", Title: g.Title + " · Countersign", Description: g.Summary, Guide: drawn}
		switch g.Path {
		case "privacy.html":
			p.Template, p.Runs, p.Scripts = "privacy", true, []string{"egress.js"}
		case "offline.html":
			p.Downloads = downloads
		}
		list = append(list, p)
	}
	list = append(list, searchPage(list))
	for i := range list {
		list[i].Config, list[i].Guides = c, held.guides
	}
	return list, nil
}

// missingStyle is the style of the page for missing addresses. A link to a style sheet would hold at
// one depth only.
func missingStyle(c Config) (template.CSS, error) {
	var b bytes.Buffer
	for _, name := range []string{"tokens.css", "pages.css"} {
		text, err := os.ReadFile(filepath.Join(c.Web, name))
		if err != nil {
			return "", err
		}
		b.Write(text)
	}
	return template.CSS(b.String()), nil
}

// pageIcon is the icon as an address that holds it. A browser gets the icon of a link late, and again: from a
// page that has locked itself by then it would be refused.
func pageIcon(c Config) (template.URL, error) {
	icon, err := os.ReadFile(filepath.Join(c.Web, "favicon.svg"))
	if err != nil {
		return "", err
	}
	return template.URL("data:image/svg+xml;base64," + base64.StdEncoding.EncodeToString(icon)), nil
}

func drawGuide(g view.Guide) (*guidePage, error) {
	drawn := &guidePage{Guide: g}
	for _, s := range g.Sections {
		body, err := Render(g.Path, s.Body)
		if err != nil {
			return nil, err
		}
		drawn.Sections = append(drawn.Sections, drawnSection{s.ID, s.Title, s.Level, body})
	}
	return drawn, nil
}

// breakable lets a title break within a long name, where a new word starts in it.
func breakable(title string) template.HTML {
	return template.HTML(hump.ReplaceAllString(template.HTMLEscapeString(title), "$1<wbr>$2"))
}

// hump is where a word starts in a name of several: SignatureDoesNotMatch.
var hump = regexp.MustCompile(`([a-z0-9])([A-Z])`)

// writePages draws every page and, when the site's address is known, the sitemap.
func writePages(c Config, held contents) error {
	icon, err := pageIcon(c)
	if err != nil {
		return err
	}
	templates, err := template.New("").Funcs(template.FuncMap{
		"breakable": breakable,
		"icon":      func() template.URL { return icon },
	}).ParseFS(templateFiles, "templates/*.html")
	if err != nil {
		return err
	}
	list, err := pages(c, held)
	if err != nil {
		return err
	}
	if err := writeSearchIndex(c.Out, list); err != nil {
		return err
	}
	for _, p := range list {
		var b bytes.Buffer
		if err := templates.ExecuteTemplate(&b, p.Template, p); err != nil {
			return fmt.Errorf("%s: %w", p.Path, err)
		}
		if err := os.WriteFile(filepath.Join(c.Out, filepath.FromSlash(p.Path)), b.Bytes(), 0o644); err != nil {
			return err
		}
	}
	return writeSitemap(c, list)
}

// writeSitemap writes sitemap.xml and robots.txt, which must name absolute addresses and so are
// only there when the site's address is known.
func writeSitemap(c Config, list []page) error {
	if c.SiteURL == "" {
		return nil
	}
	var b bytes.Buffer
	b.WriteString("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n")
	for _, p := range list {
		if p.Bare || p.Path == missingPage {
			continue
		}
		fmt.Fprintf(&b, "<url><loc>%s</loc></url>\n", template.HTMLEscapeString(p.Canonical()))
	}
	b.WriteString("</urlset>\n")
	if err := os.WriteFile(filepath.Join(c.Out, "sitemap.xml"), b.Bytes(), 0o644); err != nil {
		return err
	}
	robots := "User-agent: *\nAllow: /\nSitemap: " + c.SiteURL + "sitemap.xml\n"
	return os.WriteFile(filepath.Join(c.Out, "robots.txt"), []byte(robots), 0o644)
}
