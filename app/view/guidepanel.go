package view

import (
	"slices"
	"strings"
)

// Guides are all guides, and where the site's root lies from the page that draws them.
type Guides struct {
	List []Guide
	Root string // relative prefix: "", "../", or "#" where the guides are not files of their own
}

// firstGuide is what the panel shows before there is a finding.
const firstGuide = "guides/signature-expired.html"

// find gives a guide and the index of the section that path#section names: the first section where
// it names none, ok false where there is no such guide.
func (g Guides) find(ref string) (guide Guide, section int, ok bool) {
	path, id, _ := strings.Cut(ref, "#")
	i := slices.IndexFunc(g.List, func(x Guide) bool { return x.Path == path })
	if i < 0 || len(g.List[i].Sections) == 0 {
		return Guide{}, 0, false
	}
	guide = g.List[i]
	section = slices.IndexFunc(guide.Sections, func(s Section) bool { return s.ID == id })
	return guide, max(section, 0), true
}

// Panel draws the section of a guide that ref, path#section, names, with ways to the sections
// beside it and to the whole page.
func (g Guides) Panel(ref string) []Node {
	guide, at, ok := g.find(ref)
	if !ok {
		if guide, at, ok = g.find(firstGuide); !ok {
			return nil
		}
	}
	s := guide.Sections[at]
	title := s.Title
	if title == "" {
		title = guide.Title
	}
	nodes := []Node{
		el("p", "label", text("Guide")),
		el("h2", "", text(title)).withID("guide-title").with("tabindex", "-1"),
	}
	if title != guide.Title {
		nodes = append(nodes, el("p", "from", text(guide.Title)))
	}
	nodes = append(nodes, el("div", "guide-body", g.links(s.body())...))
	return append(nodes, g.ways(guide, at)...)
}

// ways are the buttons to the sections before and after, and the link to the whole page.
func (g Guides) ways(guide Guide, at int) []Node {
	var ways []Node
	way := func(i int, word string) {
		if i < 0 || i >= len(guide.Sections) {
			return
		}
		s := guide.Sections[i]
		title := s.Title
		if title == "" {
			title = guide.Title
		}
		ways = append(ways, button("link", ActGuide, guide.Path+"#"+s.ID, text(word+" "+title)))
	}
	way(at-1, "←")
	way(at+1, "→")
	nodes := []Node{el("p", "ways", ways...)}
	if g.Root != "#" {
		nodes = append(nodes, el("p", "whole", el("a", "", text("The whole guide")).
			with("href", g.Root+guide.Path+"#"+guide.Sections[at].ID)))
	}
	return nodes
}

// links makes the addresses in a guide fit for the page: sections of guides open in the panel,
// other pages of the site are reached from its root.
func (g Guides) links(nodes []Node) []Node {
	out := slices.Clone(nodes)
	for i, n := range out {
		n.Children = g.links(n.Children)
		n.ID = "" // the sections of the page itself have the ids
		if n.Tag == "a" {
			n = g.link(n)
		}
		out[i] = n
	}
	return out
}

func (g Guides) link(n Node) Node {
	href := n.attr("href")
	if strings.HasPrefix(href, "https://") {
		return Node{Tag: "a", Class: n.Class, Text: n.Text, Children: n.Children,
			Attrs: external(href, "").Attrs}
	}
	if _, _, ok := g.find(href); ok {
		b := button(joinWords(n.Class, "link"), ActGuide, href, n.Children...)
		b.Text = n.Text
		return b
	}
	n.Attrs = []Attr{{"href", g.Root + href}}
	return n
}
