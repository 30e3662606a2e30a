package site

import (
	"fmt"
	"html"
	"html/template"
	"net/url"
	"strings"

	"countersign/app/view"
)

// tags lists the elements that a page may draw. true: the element is void and has no end tag.
var tags = map[string]bool{
	"a": false, "b": false, "blockquote": false, "br": true, "code": false, "dd": false, "div": false,
	"dl": false, "dt": false, "em": false, "figcaption": false, "figure": false, "h2": false, "h3": false,
	"h4": false, "hr": true, "i": false, "kbd": false, "li": false, "mark": false, "ol": false, "p": false,
	"pre": false, "section": false, "small": false, "span": false, "strong": false, "sub": false,
	"sup": false, "table": false, "tbody": false, "td": false, "th": false, "thead": false,
	"time": false, "tr": false, "ul": false,
	"circle": false, "g": false, "line": false, "path": false, "rect": false, "svg": false, "text": false,
	"title": false, "tspan": false,
}

// attributes lists the attributes that a page may draw. None can run code or style; href is
// checked apart.
var attributes = map[string]bool{
	"aria-describedby": true, "aria-hidden": true, "aria-label": true, "aria-labelledby": true,
	"colspan": true, "datetime": true, "href": true, "lang": true, "rel": true, "role": true,
	"scope": true, "start": true, "tabindex": true, "title": true,
	"cx": true, "cy": true, "d": true, "dx": true, "dy": true, "fill": true, "height": true,
	"preserveAspectRatio": true, "r": true, "rx": true, "stroke": true, "stroke-width": true,
	"text-anchor": true, "transform": true, "viewBox": true, "width": true, "x": true, "x1": true,
	"x2": true, "y": true, "y1": true, "y2": true,
}

// Render draws element trees as HTML for the page at the given path (relative to the site's root,
// with slashes). It refuses elements, attributes and addresses that are not listed.
func Render(page string, nodes []view.Node) (template.HTML, error) {
	var b strings.Builder
	for _, n := range nodes {
		if err := render(&b, page, n); err != nil {
			return "", fmt.Errorf("%s: %w", page, err)
		}
	}
	return template.HTML(b.String()), nil
}

func render(b *strings.Builder, page string, n view.Node) error {
	if n.Tag == "" {
		b.WriteString(html.EscapeString(n.Text))
		return nil
	}
	void, known := tags[n.Tag]
	if !known {
		return fmt.Errorf("element <%s> is not one that pages draw", n.Tag)
	}
	b.WriteString("<" + n.Tag)
	attr := func(name, value string) { b.WriteString(" " + name + `="` + html.EscapeString(value) + `"`) }
	if n.ID != "" {
		attr("id", n.ID)
	}
	if n.Class != "" {
		attr("class", n.Class)
	}
	for _, a := range n.Attrs {
		if !attributes[a.Name] {
			return fmt.Errorf("attribute %s of <%s> is not one that pages draw", a.Name, n.Tag)
		}
		value := a.Value
		if a.Name == "href" {
			var err error
			if value, err = href(page, a.Value); err != nil {
				return err
			}
		}
		attr(a.Name, value)
	}
	b.WriteString(">")
	if void {
		if n.Text != "" || len(n.Children) > 0 {
			return fmt.Errorf("<%s> cannot hold anything", n.Tag)
		}
		return nil
	}
	if n.Tag == "pre" {
		b.WriteString("\n") // the parser drops the first newline after <pre>: give it this one
	}
	b.WriteString(html.EscapeString(n.Text))
	for _, c := range n.Children {
		if err := render(b, page, c); err != nil {
			return err
		}
	}
	b.WriteString("</" + n.Tag + ">")
	return nil
}

// href turns an address relative to the site's root into one relative to page. Addresses on the
// web stay as they are; every other scheme is refused.
func href(page, address string) (string, error) {
	u, err := url.Parse(address)
	if err != nil {
		return "", err
	}
	switch {
	case u.Scheme == "https":
		return address, nil
	case u.Scheme != "" || u.Host != "" || strings.HasPrefix(address, "/"):
		return "", fmt.Errorf("address %q is neither https nor relative to the site", address)
	case u.Path == page && u.Fragment != "":
		return "#" + u.EscapedFragment(), nil
	case u.Path == "":
		return "", fmt.Errorf("address %q does not name its page", address)
	}
	return root(page) + address, nil
}

// root is the way from a page to the site's root: "" or "../" once for each folder.
func root(page string) string { return strings.Repeat("../", strings.Count(page, "/")) }
