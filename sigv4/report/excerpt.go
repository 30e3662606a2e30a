package report

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"countersign/sigv4"
	"countersign/sigv4/diagnose"
)

// The size of an excerpt: terminals are 80 columns wide, and a finding is about a few lines.
const (
	maxLines   = 6
	maxColumns = 72
)

// excerpt shows the lines of the paste that marks lie in, with ^^^^ under the marked bytes.
func (r Report) excerpt(marks []diagnose.Mark) []string {
	var out []string
	shown := 0
	number, start := 1, 0
	for start <= len(r.text) && shown < maxLines {
		next := r.nextMarked(marks, start)
		if next < 0 {
			break
		}
		at := start + strings.LastIndexByte(r.text[start:next], '\n') + 1
		number += strings.Count(r.text[start:at], "\n")
		end := len(r.text)
		if n := strings.IndexByte(r.text[at:], '\n'); n >= 0 {
			end = at + n
		}
		out = append(out, r.markedLine(number, sigv4.Span{Start: at, End: end}, marks)...)
		shown++
		start = end + 1
		number++
	}
	return out
}

// nextMarked gives the first marked byte at or behind start, -1 when there is none.
func (r Report) nextMarked(marks []diagnose.Mark, start int) int {
	next := -1
	for _, m := range marks {
		at := max(m.Span.Start, start)
		if at < m.Span.End && at < len(r.text) && (next < 0 || at < next) {
			next = at
		}
	}
	return next
}

// markedLine shows one line, cut around its first mark when it is long.
func (r Report) markedLine(number int, line sigv4.Span, marks []diagnose.Mark) []string {
	first := line.End
	for _, m := range marks {
		if m.Span.Start < line.End && m.Span.End > line.Start {
			first = min(first, max(m.Span.Start, line.Start))
		}
	}
	from, to := line.Start, line.End
	if line.Len() > maxColumns {
		from = max(line.Start, min(first-maxColumns/4, line.End-maxColumns))
		to = min(line.End, from+maxColumns)
		for from > line.Start && !utf8.RuneStart(r.text[from]) {
			from--
		}
		for to < line.End && !utf8.RuneStart(r.text[to]) {
			to++
		}
	}
	label := strconv.Itoa(number) + " | "
	blank := strings.Repeat(" ", len(label)-2) + "| "
	var shown, under, notes strings.Builder
	if from > line.Start {
		shown.WriteString("…")
		under.WriteByte(' ')
	}
	for i := from; i < to; {
		c, width := utf8.DecodeRuneInString(r.text[i:to])
		shown.WriteString(drawn(c, width))
		if marked(marks, i) {
			under.WriteByte('^')
		} else {
			under.WriteByte(' ')
		}
		i += width
	}
	if to < line.End {
		shown.WriteString("…")
	}
	for _, m := range marks {
		if m.Note != "" && m.Span.Start < to && m.Span.End > from {
			if notes.Len() > 0 {
				notes.WriteString(", ")
			}
			notes.WriteString(m.Note)
		}
	}
	carets := strings.TrimRight(under.String(), " ")
	if notes.Len() > 0 {
		carets += " " + notes.String()
	}
	return []string{label + shown.String(), blank + carets}
}

func marked(marks []diagnose.Mark, at int) bool {
	for _, m := range marks {
		if at >= m.Span.Start && at < m.Span.End {
			return true
		}
	}
	return false
}

// drawn shows a rune in one column, also one that cannot be seen or would steer the terminal.
func drawn(c rune, width int) string {
	switch {
	case c == '\r':
		return "␍"
	case c == '\t':
		return "⇥"
	case c == utf8.RuneError && width == 1:
		return "�"
	case c == 0x7F:
		return "␡"
	case c < 0x20:
		return string(rune(0x2400 + c))
	case c >= 0x80 && c < 0xA0, c == 0xAD, c >= 0x200B && c <= 0x200F, c >= 0x2028 && c <= 0x202E, c >= 0x2060 && c <= 0x206F, c == 0xFEFF, c == 0xA0:
		return "·"
	}
	return string(c)
}
