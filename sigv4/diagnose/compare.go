package diagnose

import (
	"strings"
	"unicode/utf8"

	"countersign/sigv4"
	"countersign/sigv4/paste"
)

// compareAll sets side by side what is there of the canonical requests and, where these agree or
// are missing, of the strings to sign.
func (b *bench) compareAll() {
	var canonical, toSign []column
	addCanonical := func(name string, c *paste.CanonicalRequest) {
		if c != nil {
			canonical = append(canonical, column{name, c.Text, canonicalLines(c.Text.String), c.PayloadHash.Len() == 0})
		}
	}
	addToSign := func(name string, s *paste.StringToSign) {
		if s != nil {
			toSign = append(toSign, column{name, s.Text, toSignLines(s.Text.String), s.Hash.Len() == 0})
		}
	}
	if len(b.sent) > 0 {
		d := b.sent[0]
		canonical = append(canonical, column{"sent", d.canonical, canonicalLines(d.canonical.String), false})
		toSign = append(toSign, column{"sent", d.toSign, toSignLines(d.toSign.String), false})
	}
	if d := b.deriveArrived(); d != nil {
		canonical = append(canonical, column{"arrived", d.canonical, canonicalLines(d.canonical.String), false})
	}
	addCanonical("client", b.client)
	addCanonical("first", b.first)
	addCanonical("second", b.second)
	if !b.serverEdited() {
		addCanonical("server", b.server)
	}
	addToSign("client", b.clientToSign)
	addToSign("first", b.firstToSign)
	addToSign("second", b.secondToSign)
	addToSign("server", b.serverToSign)
	if len(canonical) > 1 {
		b.canonical = compare(sigv4.StageCanonicalRequest, canonical)
	}
	if len(toSign) > 1 && (b.canonical == nil || b.canonical.Departs < 0) {
		b.toSign = compare(sigv4.StageStringToSign, toSign)
	}
}

// compare aligns the columns by the names of their lines. The last column gives the order: it is
// the server's, where there is one. It is linear in the length of the texts.
func compare(stage sigv4.Stage, columns []column) *Comparison {
	c := &Comparison{Stage: stage, Departs: -1}
	for _, col := range columns {
		c.Sides = append(c.Sides, ComparedSide{Name: col.name, Text: col.text})
	}
	rows, reordered := align(columns)
	for _, r := range rows {
		c.Lines = append(c.Lines, r.line(columns))
	}
	if reordered {
		c.Lines = append(c.Lines, orderLine(columns))
	}
	for i, l := range c.Lines {
		if !l.Same {
			c.Departs = i
			break
		}
	}
	if c.Departs < 0 {
		if l, differs := breaksLine(columns); differs {
			c.Departs = len(c.Lines)
			c.Lines = append(c.Lines, l)
		}
	}
	return c
}

// row is one aligned line: for each column the index of its line, -1 for none.
type row struct {
	name, part string
	at         []int
}

// key tells lines of one name apart by their count.
type key struct {
	name string
	nth  int
}

// align pairs the lines of all columns by name. Lines that the last column lacks come after the line
// that they follow in their own. reordered is true when a column has common headers in another order.
func align(columns []column) (rows []row, reordered bool) {
	base := columns[len(columns)-1]
	place := map[key]int{}
	counts := map[string]int{}
	for i, l := range base.lines {
		r := row{l.name, l.part, filled(len(columns))}
		r.at[len(columns)-1] = i
		place[key{l.name, counts[l.name]}] = i
		counts[l.name]++
		rows = append(rows, r)
	}
	after := make([][]row, len(rows)+1) // rows to insert behind the base row before this index
	extra := map[key]row{}
	for n := range columns[:len(columns)-1] {
		seen := map[string]int{}
		last := 0
		for i, l := range columns[n].lines {
			k := key{l.name, seen[l.name]}
			seen[l.name]++
			if at, ok := place[k]; ok {
				rows[at].at[n] = i
				reordered = reordered || at+1 < last
				last = max(last, at+1)
				continue
			}
			if r, ok := extra[k]; ok {
				r.at[n] = i
				continue
			}
			r := row{l.name, l.part, filled(len(columns))}
			r.at[n] = i
			extra[k] = r
			after[last] = append(after[last], r)
		}
	}
	merged := append([]row(nil), after[0]...)
	for i, r := range rows {
		merged = append(merged, r)
		merged = append(merged, after[i+1]...)
	}
	return merged, reordered
}

func filled(n int) []int {
	at := make([]int, n)
	for i := range at {
		at[i] = -1
	}
	return at
}

// line makes the cells of a row and marks the bytes in which they differ from the last cell there is.
func (r row) line(columns []column) ComparedLine {
	l := ComparedLine{Name: r.name, Part: r.part, Same: true}
	ref := -1
	for n, at := range r.at {
		cell := Cell{Absent: at < 0}
		if at >= 0 {
			cell.Span = columns[n].lines[at].span
			cell.Text = columns[n].text.String[cell.Span.Start:cell.Span.End]
			ref = n
		}
		l.Cells = append(l.Cells, cell)
	}
	for n := range l.Cells {
		switch c := &l.Cells[n]; {
		case n == ref:
		case c.Absent:
			l.Same = l.Same && columns[n].cut
		case agree(c.Text, l.Cells[ref].Text):
		default:
			l.Same = false
			mine, theirs := differing(c.Text, l.Cells[ref].Text)
			c.Differs = []sigv4.Span{mine}
			if l.Cells[ref].Differs == nil {
				l.Cells[ref].Differs = []sigv4.Span{theirs}
			}
		}
	}
	return l
}

// differing gives the ranges of a and b between their common start and their common end.
func differing(a, b string) (sigv4.Span, sigv4.Span) {
	start := 0
	for start < len(a) && start < len(b) && a[start] == b[start] {
		start++
	}
	for start > 0 && (start < len(a) && !utf8.RuneStart(a[start]) || start < len(b) && !utf8.RuneStart(b[start])) {
		start--
	}
	enda, endb := len(a), len(b)
	for enda > start && endb > start && a[enda-1] == b[endb-1] {
		enda--
		endb--
	}
	for enda < len(a) && !utf8.RuneStart(a[enda]) {
		enda++
		endb++
	}
	return sigv4.Span{Start: start, End: enda}, sigv4.Span{Start: start, End: endb}
}

// orderLine sets the order of the headers side by side.
func orderLine(columns []column) ComparedLine {
	l := ComparedLine{Name: "order of the headers", Part: "headers"}
	for _, col := range columns {
		var names []string
		var span sigv4.Span
		for _, line := range col.lines {
			if name, ok := strings.CutPrefix(line.name, "header "); ok {
				if len(names) == 0 {
					span = line.span
				}
				span.End = line.span.End
				names = append(names, name)
			}
		}
		l.Cells = append(l.Cells, Cell{Text: strings.Join(names, ";"), Span: span})
	}
	ref := len(l.Cells) - 1
	for n := range l.Cells[:ref] {
		mine, theirs := differing(l.Cells[n].Text, l.Cells[ref].Text)
		l.Cells[n].Differs = []sigv4.Span{mine}
		l.Cells[ref].Differs = []sigv4.Span{theirs}
	}
	return l
}

// breaksLine tells texts apart that agree in every named line but not as a whole: the empty line
// between headers and signed headers is there on one side only.
func breaksLine(columns []column) (ComparedLine, bool) {
	l := ComparedLine{Name: "empty line before the signed headers", Part: "headers"}
	differs := false
	ref := columns[len(columns)-1]
	for _, col := range columns {
		text := "missing"
		if col.separated() {
			text = "there"
		}
		l.Cells = append(l.Cells, Cell{Text: text})
		differs = differs || !col.cut && !ref.cut && col.separated() != ref.separated()
	}
	return l, differs
}
