package view

import (
	"strconv"
	"strings"

	"countersign/sigv4"
)

// Trees, jobs and models travel packed between the build, the page and its worker: a text as its
// length in bytes, a colon and itself; a number as itself and a semicolon; a list as its length and
// its elements. JSON would do as well, but encoding/json would be a twentieth of the WebAssembly
// module. Texts are made valid UTF-8 on the way, so that JavaScript strings carry them unchanged.

type packer struct{ out []byte }

func (p *packer) num(n int) {
	p.out = append(strconv.AppendInt(p.out, int64(n), 10), ';')
}

func (p *packer) flag(b bool) {
	n := 0
	if b {
		n = 1
	}
	p.num(n)
}

func (p *packer) text(s string) {
	s = strings.ToValidUTF8(s, "\uFFFD")
	p.out = append(strconv.AppendInt(p.out, int64(len(s)), 10), ':')
	p.out = append(p.out, s...)
}

func (p *packer) texts(list []string) {
	p.num(len(list))
	for _, s := range list {
		p.text(s)
	}
}

func (p *packer) node(n Node) {
	p.text(n.Tag)
	p.text(n.Class)
	p.text(n.ID)
	p.text(n.Text)
	p.num(len(n.Attrs))
	for _, a := range n.Attrs {
		p.text(a.Name)
		p.text(a.Value)
	}
	p.nodes(n.Children)
}

func (p *packer) nodes(list []Node) {
	p.num(len(list))
	for _, n := range list {
		p.node(n)
	}
}

// unpacker reads what a packer wrote. Of anything else it reads zero values and says bad.
type unpacker struct {
	in  string
	bad bool
}

// maxDepth bounds how deep a tree can be.
const maxDepth = 200

func (u *unpacker) until(mark byte) int {
	i := strings.IndexByte(u.in[:min(len(u.in), 21)], mark)
	if i < 0 {
		u.bad, u.in = true, ""
		return 0
	}
	n, err := strconv.Atoi(u.in[:i])
	u.bad = u.bad || err != nil
	u.in = u.in[i+1:]
	return n
}

func (u *unpacker) num() int { return u.until(';') }

func (u *unpacker) text() string {
	n := u.until(':')
	if n < 0 || n > len(u.in) {
		u.bad, u.in = true, ""
		return ""
	}
	s := u.in[:n]
	u.in = u.in[n:]
	return s
}

// count is the length of a list: each element takes at least two bytes.
func (u *unpacker) count() int {
	n := u.num()
	if n < 0 || n > len(u.in)/2 {
		u.bad, u.in = true, ""
		return 0
	}
	return n
}

func (u *unpacker) texts() []string {
	var list []string
	for n := u.count(); n > 0 && !u.bad; n-- {
		list = append(list, u.text())
	}
	return list
}

func (u *unpacker) node(depth int) Node {
	n := Node{Tag: u.text(), Class: u.text(), ID: u.text(), Text: u.text()}
	for k := u.count(); k > 0 && !u.bad; k-- {
		n.Attrs = append(n.Attrs, Attr{u.text(), u.text()})
	}
	n.Children = u.nodes(depth + 1)
	return n
}

func (u *unpacker) nodes(depth int) []Node {
	if depth > maxDepth {
		u.bad, u.in = true, ""
		return nil
	}
	var list []Node
	for n := u.count(); n > 0 && !u.bad; n-- {
		list = append(list, u.node(depth))
	}
	return list
}

// PackGuides packs the guides for the page.
func PackGuides(guides []Guide) string {
	var p packer
	p.num(len(guides))
	for _, g := range guides {
		p.text(g.Path)
		p.text(g.Title)
		p.text(g.Summary)
		p.num(len(g.Sections))
		for _, s := range g.Sections {
			p.text(s.ID)
			p.num(s.Level)
			p.text(s.Title)
			var body packer
			body.nodes(s.Body)
			p.text(string(body.out))
		}
	}
	return string(p.out)
}

// UnpackGuides reads what PackGuides gave, the bodies of the sections only when they are drawn. Of anything else
// it gives none.
func UnpackGuides(packed string) []Guide {
	u := unpacker{in: packed}
	var guides []Guide
	for n := u.count(); n > 0 && !u.bad; n-- {
		g := Guide{Path: u.text(), Title: u.text(), Summary: u.text()}
		for k := u.count(); k > 0 && !u.bad; k-- {
			g.Sections = append(g.Sections, Section{ID: u.text(), Level: u.num(), Title: u.text(), packed: u.text()})
		}
		guides = append(guides, g)
	}
	if u.bad {
		return nil
	}
	return guides
}

// Example is something to paste into the workbench. None holds a secret.
type Example struct {
	Name   string // in the address of the page: #example=NAME
	Family string // of the cause that it shows; "" for one that only links open: the menu does not offer it
	Title  string
	Format string // what is pasted: "curl -v"
	Paste  string
}

// PackExamples packs the examples for the page.
func PackExamples(examples []Example) string {
	var p packer
	p.num(len(examples))
	for _, e := range examples {
		for _, text := range []string{e.Name, e.Family, e.Title, e.Format, e.Paste} {
			p.text(text)
		}
	}
	return string(p.out)
}

// UnpackExamples reads what PackExamples gave. Of anything else it gives none.
func UnpackExamples(packed string) []Example {
	u := unpacker{in: packed}
	var examples []Example
	for n := u.count(); n > 0 && !u.bad; n-- {
		examples = append(examples, Example{u.text(), u.text(), u.text(), u.text(), u.text()})
	}
	if u.bad {
		return nil
	}
	return examples
}

// Pack packs a model for the page.
func (m Model) Pack() string {
	var p packer
	p.nodes(m.Verdict)
	p.nodes(m.Answer)
	p.node(m.Chips)
	p.node(m.Recognised)
	p.nodes(m.Notices)
	p.texts(m.Copies)
	p.num(len(m.Spans))
	for _, s := range m.Spans {
		p.num(s.Start)
		p.num(s.End)
	}
	p.texts(m.KeyIDs)
	p.text(m.Report())
	p.text(m.Guide)
	p.flag(m.Answered)
	p.text(m.Seeks)
	return string(p.out)
}

// UnpackModel reads what Model.Pack gave; ok is false for anything else.
func UnpackModel(packed string) (m Model, ok bool) {
	u := unpacker{in: packed}
	m.Verdict, m.Answer = u.nodes(0), u.nodes(0)
	m.Chips, m.Recognised = u.node(0), u.node(0)
	m.Notices, m.Copies = u.nodes(0), u.texts()
	for n := u.count(); n > 0 && !u.bad; n-- {
		m.Spans = append(m.Spans, sigv4.Span{Start: u.num(), End: u.num()})
	}
	m.KeyIDs = u.texts()
	if report := u.text(); report != "" {
		m.report = func() string { return report }
	}
	m.Guide = u.text()
	m.Answered, m.Seeks = u.num() == 1, u.text()
	return m, !u.bad && u.in == ""
}
