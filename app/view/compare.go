package view

import (
	"slices"
	"strconv"
	"strings"

	"countersign/sigv4/diagnose"
)

// maxRows bounds the lines of a comparison that are drawn; those that differ come first.
const maxRows = 120

// sideWords name the columns of a comparison.
var sideWords = map[string]string{
	"sent":    "As sent",
	"arrived": "As arrived",
	"client":  "Your client",
	"server":  "The server",

	"expected": "Expected",
	"found":    "Found",
}

func sideWord(name string) string {
	if w, ok := sideWords[name]; ok {
		return w
	}
	return name
}

// comparison draws the sides of one stage, line by line, the bytes that differ marked.
func (w *drawing) comparison(index int, c diagnose.Comparison) Node {
	head := []Node{el("th", "", text("Line")).with("scope", "col")}
	for _, s := range c.Sides {
		head = append(head, el("th", "", text(sideWord(s.Name))).with("scope", "col"))
	}
	wanted := rowsWanted(c)
	var rows []Node
	last := -1
	for _, i := range wanted {
		if i > last+1 {
			rows = append(rows, gapRow(i-last-1, len(head)))
		}
		last = i
		rows = append(rows, w.comparedRow(i, c))
	}
	if rest := len(c.Lines) - 1 - last; rest > 0 {
		rows = append(rows, gapRow(rest, len(head)))
	}
	id := "compare-" + strconv.Itoa(index)
	title := capital(c.Stage.String()) + ", line by line"
	table := el("div", "scroll", el("table", "compare",
		el("thead", "", el("tr", "", head...)),
		el("tbody", "", rows...),
	).with("aria-labelledby", id)).with("tabindex", "0").with("role", "region").with("aria-labelledby", id)
	if c.Departs < 0 || c.Departs >= len(c.Lines) {
		return section(id, title, el("details", "", el("summary", "why", text("Every line is the same")), table))
	}
	summary := "The first difference is in line " + lineNumber(c, c.Departs) + ", the " + c.Lines[c.Departs].Name + "."
	return section(id, title, el("p", "why", text(summary)), table)
}

// lineNumber counts a line in the text of the last side that has it, as the verdict does: the empty
// line of a canonical request counts, but is no line of the comparison.
func lineNumber(c diagnose.Comparison, i int) string {
	for k := len(c.Lines[i].Cells) - 1; k >= 0; k-- {
		if cell := c.Lines[i].Cells[k]; !cell.Absent && k < len(c.Sides) {
			before := c.Sides[k].Text.String[:min(cell.Span.Start, len(c.Sides[k].Text.String))]
			return strconv.Itoa(strings.Count(before, "\n") + 1)
		}
	}
	return ""
}

// rowsWanted picks the lines that are drawn: all, or of very many those that differ and the first ones.
func rowsWanted(c diagnose.Comparison) []int {
	var wanted []int
	for i, l := range c.Lines {
		if !l.Same && len(wanted) < maxRows/2 {
			wanted = append(wanted, i)
		}
	}
	for i, l := range c.Lines {
		if (l.Same || !slices.Contains(wanted, i)) && len(wanted) < maxRows {
			wanted = append(wanted, i)
		}
	}
	slices.Sort(wanted)
	return wanted
}

func gapRow(n, columns int) Node {
	return el("tr", "gap", el("td", "", text("… "+count(int64(n), "line", "lines")+" not shown")).
		with("colspan", strconv.Itoa(columns)))
}

func (w *drawing) comparedRow(i int, c diagnose.Comparison) Node {
	l := c.Lines[i]
	class := ""
	if !l.Same {
		class = "differs"
	}
	if i == c.Departs {
		class = joinWords(class, "departs")
	}
	cells := []Node{el("th", partClass(l.Part),
		el("span", "no", text(lineNumber(c, i))), text(" "+l.Name)).with("scope", "row")}
	for k, cell := range l.Cells {
		side := ""
		if k < len(c.Sides) {
			side = sideWord(c.Sides[k].Name)
		}
		cells = append(cells, el("td", "", w.comparedCell(cell, l)...).with("data-side", side))
	}
	return el("tr", class, cells...)
}

// comparedCell draws one side of a line. In a line that differs no byte may hide.
func (w *drawing) comparedCell(cell diagnose.Cell, l diagnose.ComparedLine) []Node {
	switch {
	case cell.Absent:
		return []Node{el("i", "absent", text("not there"))}
	case cell.Text == "":
		return []Node{el("i", "absent", text("empty"))}
	}
	if hidden := w.hide(cell.Text); l.Same || hidden != cell.Text {
		return []Node{el("code", partClass(l.Part), shortened(hidden)...)}
	}
	src := newSource(cell.Text, secrets{})
	var nodes []Node
	at := 0
	draw := func(end int, differs bool) {
		if at >= end {
			return
		}
		piece := src.pieces(spanOf(at, end), wholeMark, differs)
		if differs {
			nodes = append(nodes, el("mark", "bad", piece...).with("title", "differs"))
		} else {
			nodes = append(nodes, piece...)
		}
		at = end
	}
	for _, span := range cell.Differs[:min(len(cell.Differs), marksPerLine)] {
		span = src.clamp(span)
		draw(max(at, span.Start), false)
		draw(span.End, true)
	}
	draw(len(cell.Text), false)
	return []Node{el("code", partClass(l.Part), nodes...)}
}

// shortened draws a text that is the same on all sides: a hash loses its middle, which focus and
// copying bring back, and a long line its own.
func shortened(s string) []Node {
	if isHash(s) {
		return []Node{hash(s)}
	}
	src := newSource(s, secrets{})
	return src.pieces(spanOf(0, len(s)), wholeMark, false)
}

// hash draws 64 hex digits shortened in the middle, with the whole on focus and when copied.
func hash(s string) Node {
	return el("span", "hash",
		el("span", "", text(s[:8])), el("span", "middle", text(s[8:56])), el("span", "", text(s[56:])),
	).with("tabindex", "0").with("title", s)
}

func isHash(s string) bool {
	if len(s) != 64 {
		return false
	}
	for i := range len(s) {
		if (s[i] < '0' || s[i] > '9') && (s[i] < 'a' || s[i] > 'f') {
			return false
		}
	}
	return true
}

// guideSteps is the guide that goes through the steps.
const guideSteps = "guides/sigv4-step-by-step.html"
