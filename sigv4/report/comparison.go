package report

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"countersign/sigv4"
	"countersign/sigv4/diagnose"
)

// comparison shows the lines in which the sides differ, one below the other, with ^^^^ under the
// bytes that differ. Lines that agree are counted.
func (r Report) comparison(b *strings.Builder, c diagnose.Comparison) {
	if c.Departs < 0 {
		return
	}
	stage := "canonical request"
	if c.Stage == sigv4.StageStringToSign {
		stage = "string to sign"
	}
	heading(b, "Where the "+stage+" differs")
	same, shown := 0, 0
	for _, l := range c.Lines {
		switch {
		case l.Same:
			same++
		case shown < maxLines:
			shown++
			r.differingLine(b, c, l)
		}
	}
	if rest := len(c.Lines) - same - shown; rest > 0 {
		b.WriteString("  " + strconv.Itoa(rest) + " more lines differ\n")
	}
	if same > 0 {
		b.WriteString("  " + strconv.Itoa(same) + " lines agree\n")
	}
}

func (r Report) differingLine(b *strings.Builder, c diagnose.Comparison, l diagnose.ComparedLine) {
	b.WriteString("  " + steady(r.clean(l.Name)) + "\n")
	var names []string
	for _, s := range c.Sides {
		names = append(names, s.Name)
	}
	r.cells(b, names, l.Cells)
}

// cells draws what each side has, one below the other.
func (r Report) cells(b *strings.Builder, names []string, cells []diagnose.Cell) {
	for n, cell := range cells {
		label := "    " + names[n] + strings.Repeat(" ", max(1, 8-len(names[n])))
		if cell.Absent {
			b.WriteString(label + "(not there)\n")
			continue
		}
		text, under := r.cell(cell)
		b.WriteString(label + text + "\n")
		if under != "" {
			b.WriteString(strings.Repeat(" ", len(label)) + under + "\n")
		}
	}
}

// cell draws a cell's text, cut around its first difference, and the marks under it.
func (r Report) cell(cell diagnose.Cell) (text, under string) {
	hidden := r.veil(cell.Text)
	piece := Report{text: hidden}
	span := sigv4.Span{End: len(hidden)}
	if len(hidden) > maxColumns {
		first := 0
		if len(cell.Differs) > 0 {
			first = min(cell.Differs[0].Start, len(hidden)-1)
		}
		span = piece.pieceAround(first, span, 0)
	}
	var t, u strings.Builder
	if span.Start > 0 {
		t.WriteString("…")
		u.WriteByte(' ')
	}
	for i := span.Start; i < span.End; {
		c, width := utf8.DecodeRuneInString(piece.text[i:span.End])
		t.WriteString(drawn(c, width))
		u.WriteByte(caret(cell.Differs, i))
		i += width
	}
	if span.End < len(hidden) {
		t.WriteString("…")
	}
	for _, d := range cell.Differs { // nothing here where the other side has something
		if d.Len() == 0 && d.Start == span.End {
			u.WriteByte('^')
		}
	}
	return t.String(), strings.TrimRight(u.String(), " ")
}

func caret(spans []sigv4.Span, at int) byte {
	for _, s := range spans {
		if at >= s.Start && at < s.End || s.Len() == 0 && at == s.Start {
			return '^'
		}
	}
	return ' '
}
