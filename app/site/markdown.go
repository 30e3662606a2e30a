package site

import (
	"bytes"
	"cmp"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"countersign/app/view"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// parseGuide reads the Markdown of one guide. page is the path of its page, relative to the site's
// root. An error starts with the line that it is about.
func parseGuide(page string, source []byte) (view.Guide, error) {
	markdown := goldmark.New(
		goldmark.WithExtensions(extension.Table),
		goldmark.WithParserOptions(parser.WithHeadingAttribute()),
	)
	r := reader{page: page, source: source}
	g := view.Guide{Path: page}
	seen := map[string]bool{}
	for n := markdown.Parser().Parse(text.NewReader(source)).FirstChild(); n != nil; n = n.NextSibling() {
		h, isHeading := n.(*ast.Heading)
		switch {
		case g.Title == "":
			if !isHeading || h.Level != 1 {
				return g, r.fail(n, "a guide starts with its title")
			}
			g.Title = r.plain(n)
		case g.Summary == "":
			if n.Kind() != ast.KindParagraph {
				return g, r.fail(n, "the title is followed by one paragraph, the summary")
			}
			g.Summary = r.plain(n)
		case isHeading:
			id, ok := h.AttributeString("id")
			if !ok || h.Level < 2 || h.Level > 3 {
				return g, r.fail(n, "a heading has level 2 or 3 and an anchor: ## Title {#anchor}")
			}
			s := view.Section{ID: string(id.([]byte)), Level: h.Level, Title: r.plain(n)}
			if seen[s.ID] {
				return g, r.fail(n, "the anchor "+s.ID+" is there twice")
			}
			seen[s.ID] = true
			g.Sections = append(g.Sections, s)
		default:
			if len(g.Sections) == 0 {
				g.Sections = []view.Section{{}}
			}
			nodes, err := r.block(n)
			if err != nil {
				return g, err
			}
			s := &g.Sections[len(g.Sections)-1]
			s.Body = append(s.Body, nameRegions(nodes, cmp.Or(s.Title, g.Title))...)
		}
	}
	return g, nil
}

// nameRegions names the tables that scroll by what they are about, for the list of regions that a
// screen reader gives.
func nameRegions(nodes []view.Node, about string) []view.Node {
	for i, n := range nodes {
		if slices.Contains(n.Attrs, view.Attr{Name: "role", Value: "region"}) {
			nodes[i].Attrs = append(n.Attrs, view.Attr{Name: "aria-label", Value: "Table: " + about})
		}
		nameRegions(n.Children, about)
	}
	return nodes
}

// reader turns goldmark's tree into element trees.
type reader struct {
	page   string
	source []byte
}

// fail is an error that names the line on which n starts.
func (r reader) fail(n ast.Node, why string) error {
	for m := n; m != nil; m = m.Parent() {
		at := m.Pos()
		if m.Type() == ast.TypeBlock && m.Lines().Len() > 0 {
			at = m.Lines().At(0).Start
		}
		if at >= 0 {
			return fmt.Errorf("%d: %s", 1+bytes.Count(r.source[:at], []byte("\n")), why)
		}
	}
	return fmt.Errorf("1: %s", why)
}

// plain is the text of a heading or the summary, without emphasis.
func (r reader) plain(n ast.Node) string {
	var b strings.Builder
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			b.WriteString(r.text(c))
			if c.SoftLineBreak() {
				b.WriteByte(' ')
			}
		default:
			b.WriteString(r.plain(c))
		}
	}
	return b.String()
}

func (r reader) blocks(n ast.Node) ([]view.Node, error) {
	var nodes []view.Node
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		more, err := r.block(c)
		if err != nil {
			return nil, err
		}
		nodes = append(nodes, more...)
	}
	return nodes, nil
}

func (r reader) block(n ast.Node) ([]view.Node, error) {
	switch n := n.(type) {
	case *ast.Paragraph:
		return r.wrap("p", n, r.inlines)
	case *ast.TextBlock: // the text of a list item without blank lines
		return r.inlines(n)
	case *ast.Blockquote:
		return r.wrap("blockquote", n, r.blocks)
	case *ast.ListItem:
		return r.wrap("li", n, r.blocks)
	case *ast.List:
		if !n.IsOrdered() {
			return r.wrap("ul", n, r.blocks)
		}
		list, err := r.wrap("ol", n, r.blocks)
		if err == nil && n.Start != 1 {
			list[0].Attrs = []view.Attr{{Name: "start", Value: strconv.Itoa(n.Start)}}
		}
		return list, err
	case *ast.ThematicBreak:
		return []view.Node{{Tag: "hr"}}, nil
	case *ast.FencedCodeBlock:
		return r.fence(n)
	case *extast.Table:
		return r.table(n)
	}
	return nil, r.fail(n, "guides do not use this kind of block: "+n.Kind().String())
}

// wrap puts the children of n, read by read, into one element.
func (r reader) wrap(tag string, n ast.Node, read func(ast.Node) ([]view.Node, error)) ([]view.Node, error) {
	children, err := read(n)
	return []view.Node{{Tag: tag, Children: children}}, err
}

// fence reads a fenced block: one that the engine fills in, or text that stands as it is.
func (r reader) fence(n *ast.FencedCodeBlock) ([]view.Node, error) {
	var info string
	if n.Info != nil {
		info = string(n.Info.Segment.Value(r.source))
	}
	body := string(n.Lines().Value(r.source))
	kind, args, _ := strings.Cut(info, " ")
	nodes, computed, err := fill(kind, args)
	switch {
	case err != nil:
		return nil, r.fail(n, err.Error())
	case computed && body != "":
		return nil, r.fail(n, "the engine fills this block: leave it empty")
	case computed:
		return nodes, nil
	}
	pre := code(view.Node{Text: strings.TrimSuffix(body, "\n")})
	pre.Attrs = []view.Attr{{Name: "tabindex", Value: "0"}} // it may be wider than the page
	return []view.Node{pre}, nil
}

func (r reader) table(n *extast.Table) ([]view.Node, error) {
	table := view.Node{Tag: "table"}
	var body view.Node
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		_, isHead := row.(*extast.TableHeader)
		tr := view.Node{Tag: "tr"}
		for c := row.FirstChild(); c != nil; c = c.NextSibling() {
			children, err := r.inlines(c)
			if err != nil {
				return nil, err
			}
			cell := view.Node{Tag: "td", Children: children}
			switch {
			case isHead:
				cell.Tag, cell.Attrs = "th", []view.Attr{{Name: "scope", Value: "col"}}
			case len(tr.Children) == 0:
				cell.Tag, cell.Attrs = "th", []view.Attr{{Name: "scope", Value: "row"}}
			}
			tr.Children = append(tr.Children, cell)
		}
		if isHead {
			table.Children = append(table.Children, view.Node{Tag: "thead", Children: []view.Node{tr}})
			continue
		}
		body.Children = append(body.Children, tr)
	}
	body.Tag = "tbody"
	table.Children = append(table.Children, body)
	return []view.Node{scroller(table)}, nil
}

func (r reader) inlines(n ast.Node) ([]view.Node, error) {
	var nodes []view.Node
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		more, err := r.inline(c)
		if err != nil {
			return nil, err
		}
		nodes = append(nodes, more...)
	}
	return nodes, nil
}

// text is what a run of text reads: goldmark leaves the backslash of an escape in it. In code a backslash is one.
func (r reader) text(n *ast.Text) string {
	value := n.Segment.Value(r.source)
	if _, code := n.Parent().(*ast.CodeSpan); code {
		return string(value)
	}
	return string(util.UnescapePunctuations(value))
}

func (r reader) inline(n ast.Node) ([]view.Node, error) {
	switch n := n.(type) {
	case *ast.Text:
		s := r.text(n)
		switch {
		case n.HardLineBreak():
			return []view.Node{{Text: s}, {Tag: "br"}}, nil
		case n.SoftLineBreak():
			s += "\n"
		}
		return []view.Node{{Text: s}}, nil
	case *ast.CodeSpan:
		return []view.Node{{Tag: "code", Text: r.plain(n)}}, nil
	case *ast.Emphasis:
		if n.Level == 1 {
			return r.wrap("em", n, r.inlines)
		}
		return r.wrap("strong", n, r.inlines)
	case *ast.Link:
		children, err := r.inlines(n)
		return []view.Node{r.link(string(n.Destination), children)}, err
	case *ast.AutoLink:
		address := string(n.URL(r.source))
		return []view.Node{r.link(address, []view.Node{{Text: address}})}, nil
	}
	return nil, r.fail(n, "guides do not use this kind of text: "+n.Kind().String())
}

// link makes an address in a guide relative to the site's root: anchors of the page itself, other
// guides by their Markdown file, pages by their way from the guide. Addresses on the web stay.
func (r reader) link(address string, children []view.Node) view.Node {
	a := view.Node{Tag: "a", Children: children}
	if strings.Contains(address, "://") {
		a.Attrs = []view.Attr{{Name: "href", Value: address}, {Name: "rel", Value: "noreferrer"}}
		return a
	}
	file, fragment, hasFragment := strings.Cut(address, "#")
	if file == "" {
		file = r.page
	} else {
		file = path.Join(path.Dir(r.page), file)
	}
	if strings.HasSuffix(file, ".md") {
		file = strings.TrimSuffix(file, ".md") + ".html"
	}
	if hasFragment {
		file += "#" + fragment
	}
	a.Attrs = []view.Attr{{Name: "href", Value: file}}
	return a
}
