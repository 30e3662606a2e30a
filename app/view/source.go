package view

import (
	"cmp"
	"slices"
	"sort"
	"strconv"
	"unicode/utf8"

	"countersign/sigv4"
	"countersign/sigv4/diagnose"
)

// source is the paste, ready to be quoted line by line with marks on it and its secrets hidden.
type source struct {
	text   string
	starts []int // of each line
	hidden secrets
	hues   []diagnose.Mark // below all marks: which part of a signature a byte is
}

func newSource(pasted string, hidden secrets) source {
	s := source{text: pasted, starts: []int{0}, hidden: hidden}
	for i := range len(pasted) {
		if pasted[i] == '\n' {
			s.starts = append(s.starts, i+1)
		}
	}
	return s
}

// lineOf gives the line, from 0, that the byte at i lies on.
func (s source) lineOf(i int) int {
	return sort.SearchInts(s.starts, i+1) - 1
}

// line gives the range of a line without its newline.
func (s source) line(i int) sigv4.Span {
	end := len(s.text)
	if i+1 < len(s.starts) {
		end = s.starts[i+1] - 1
	}
	return sigv4.Span{Start: s.starts[i], End: end}
}

// lines says the lines of a span in words.
func (s source) lines(span sigv4.Span) string {
	span = s.clamp(span)
	last := max(span.Start, span.End-1)
	return lineRange(s.lineOf(span.Start)+1, s.lineOf(last)+1)
}

// clamp puts a span inside the text and widens it to whole characters.
func (s source) clamp(span sigv4.Span) sigv4.Span {
	start := min(max(span.Start, 0), len(s.text))
	end := min(max(span.End, start), len(s.text))
	for start > 0 && start < len(s.text) && end-start < utf8.UTFMax && !utf8.RuneStart(s.text[start]) {
		start--
	}
	for n := 0; n < utf8.UTFMax && end < len(s.text) && end > start && !utf8.RuneStart(s.text[end]); n++ {
		end++
	}
	return sigv4.Span{Start: start, End: end}
}

// The most that is drawn of a line before the middle is left out, and around a mark in a longer one.
const (
	wholeLine  = 1500
	aroundMark = 120
	wholeMark  = 400
)

// drawLine draws one line of the paste: marks as mark elements, secrets hidden, the parts far from
// any mark left out when it is very long.
func (s source) drawLine(i int, marks []diagnose.Mark) []Node {
	line := s.line(i)
	marks = s.on(line, marks)
	cuts := []int{line.Start, line.End}
	for _, m := range marks {
		cuts = append(cuts, m.Span.Start, m.Span.End)
	}
	hues := s.on(line, s.hues)
	for _, h := range hues {
		cuts = append(cuts, h.Span.Start, h.Span.End)
	}
	for _, h := range s.hidden.spans {
		if h.Start < line.End && h.End > line.Start {
			cuts = append(cuts, max(h.Start, line.Start), min(h.End, line.End))
		}
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)

	var nodes []Node
	masked := false
	for k := 0; k+1 < len(cuts); k++ {
		piece := sigv4.Span{Start: cuts[k], End: cuts[k+1]}
		if s.hidden.covers(piece.Start) {
			if !masked {
				nodes = append(nodes, el("span", "secret", text(mask)).with("title", "a secret, not shown"))
			}
			masked = true
			continue
		}
		masked = false
		if m := covering(marks, piece.Start); m != nil {
			nodes = append(nodes, markNode(*m, s.pieces(piece, wholeMark, m.Bad)...))
			continue
		}
		limit := wholeLine
		if line.Len() > wholeLine {
			limit = 2 * aroundMark
		}
		drawn := s.pieces(piece, limit, false)
		if h := covering(hues, piece.Start); h != nil {
			drawn = []Node{el("span", partClass(h.Part), drawn...).with("title", partWords[h.Part])}
		}
		nodes = append(nodes, drawn...)
	}
	return nodes
}

// pieces draws a range of a line, its middle left out beyond limit.
func (s source) pieces(p sigv4.Span, limit int, loud bool) []Node {
	if p.Len() <= limit {
		return visible(s.text[p.Start:p.End], loud)
	}
	head := s.clamp(sigv4.Span{Start: p.Start, End: p.Start + limit/2})
	tail := s.clamp(sigv4.Span{Start: p.End - limit/2, End: p.End})
	nodes := visible(s.text[head.Start:head.End], loud)
	nodes = append(nodes, el("span", "gap", text(" … "+size(tail.Start-head.End)+" … ")))
	return append(nodes, visible(s.text[tail.Start:tail.End], loud)...)
}

// markNode is a mark: its part by hue and underline, and in words on its title.
func markNode(m diagnose.Mark, children ...Node) Node {
	class := partClass(m.Part)
	if m.Bad {
		class = joinWords(class, "bad")
	}
	n := el("mark", class, children...)
	title := partWords[m.Part]
	if m.Note != "" {
		if title != "" {
			title += ": "
		}
		title += m.Note
	}
	if title != "" {
		n = n.with("title", title)
	}
	return n
}

func joinWords(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + " " + b
}

// marksPerLine bounds the work for a line: more marks than anybody can read are not drawn.
const marksPerLine = 64

// on gives the marks that lie on a line, cut to it, the more important first.
func (s source) on(line sigv4.Span, marks []diagnose.Mark) []diagnose.Mark {
	var here []diagnose.Mark
	for _, m := range marks {
		m.Span = s.clamp(m.Span)
		m.Span.Start, m.Span.End = max(m.Span.Start, line.Start), min(m.Span.End, line.End)
		if m.Span.Start < m.Span.End && len(here) < marksPerLine {
			here = append(here, m)
		}
	}
	slices.SortStableFunc(here, func(a, b diagnose.Mark) int {
		if a.Bad != b.Bad {
			if a.Bad {
				return -1
			}
			return 1
		}
		return cmp.Compare(a.Span.Len(), b.Span.Len()) // the narrower says more
	})
	return here
}

func covering(marks []diagnose.Mark, at int) *diagnose.Mark {
	for i := range marks {
		if marks[i].Span.Start <= at && at < marks[i].Span.End {
			return &marks[i]
		}
	}
	return nil
}

// excerpt draws lines of the paste with their numbers: those that are wanted, and a word for the
// lines left out between them. Below a line stand the notes of the marks that end on it.
func (s source) excerpt(wanted []int, marks []diagnose.Mark, notes bool) Node {
	var rows []Node
	last := -1
	for _, i := range wanted {
		if i > last+1 && len(rows) > 0 {
			rows = append(rows, el("span", "gap", text("… "+count(int64(i-last-1), "line", "lines")+" not shown\n")))
		}
		last = i
		rows = append(rows, el("span", "line",
			el("span", "no", text(strconv.Itoa(i+1))).with("aria-hidden", "true"),
			el("span", "code", append(s.drawLine(i, marks), text("\n"))...)).with("data-line", strconv.Itoa(i+1)))
		if notes {
			rows = append(rows, s.notesOn(i, marks)...)
		}
	}
	return el("pre", "excerpt", rows...)
}

// notesOn draws, like a compiler, what is to be said of the marks that end on a line.
func (s source) notesOn(i int, marks []diagnose.Mark) []Node {
	var rows []Node
	line := s.line(i)
	for _, m := range marks {
		m.Span = s.clamp(m.Span)
		if m.Note == "" || m.Span.End < line.Start || m.Span.End > line.End || len(rows) == marksPerLine {
			continue
		}
		class := "note"
		if m.Bad {
			class = "note bad"
		}
		sample := s.text[max(m.Span.Start, line.Start):m.Span.End]
		if m.Span.Len() > 40 || s.hidden.covers(m.Span.Start) {
			sample = ""
		}
		row := []Node{text("└ ")}
		if sample != "" {
			row = append(row, el("span", partClass(m.Part), visible(sample, true)...), text(" "))
		}
		rows = append(rows, el("span", class, append(row, text(m.Note+"\n"))...))
	}
	return rows
}

// around picks the lines that marks lie on, with context lines on both sides, at most limit lines.
func (s source) around(marks []diagnose.Mark, context, limit int) []int {
	var wanted []int
	for _, m := range marks {
		span := s.clamp(m.Span)
		first := s.lineOf(span.Start)
		last := s.lineOf(max(span.Start, span.End-1))
		for i := max(0, first-context); i <= min(len(s.starts)-1, last+context) && i < first+limit; i++ {
			wanted = append(wanted, i)
		}
	}
	slices.Sort(wanted)
	wanted = slices.Compact(wanted)
	return wanted[:min(len(wanted), limit)]
}
