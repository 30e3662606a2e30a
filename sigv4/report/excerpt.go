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

// excerpt shows the lines of the paste that marks lie in, with ^^^^ under the marked bytes. Of a
// long line it shows the pieces around the marks.
func (r Report) excerpt(marks []diagnose.Mark) []string {
	var out []string
	number, counted := 1, 0 // the line that byte counted lies in
	shown := 0              // end of what was shown
	for range maxLines {
		next := r.nextMarked(marks, shown)
		if next < 0 {
			break
		}
		line := r.lineAt(next)
		number += strings.Count(r.text[counted:line.Start], "\n")
		counted = line.Start
		piece := line
		if line.Len() > maxColumns {
			piece = r.pieceAround(next, line, shown)
		}
		out = append(out, r.drawPiece(number, piece, line, marks)...)
		shown = piece.End
	}
	return out
}

// lineAt gives the line that a byte lies in, without its newline.
func (r Report) lineAt(at int) sigv4.Span {
	line := sigv4.Span{Start: strings.LastIndexByte(r.text[:at], '\n') + 1, End: len(r.text)}
	if n := strings.IndexByte(r.text[at:], '\n'); n >= 0 {
		line.End = at + n
	}
	return line
}

// pieceAround cuts a piece out of a line, with the byte at in its first quarter, and not before from.
func (r Report) pieceAround(at int, line sigv4.Span, from int) sigv4.Span {
	start := max(line.Start, min(at-maxColumns/4, line.End-maxColumns), from)
	end := min(line.End, start+maxColumns)
	for start > line.Start && !utf8.RuneStart(r.text[start]) {
		start--
	}
	for end < line.End && !utf8.RuneStart(r.text[end]) {
		end++
	}
	return sigv4.Span{Start: start, End: end}
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

// drawPiece draws a piece of a line, and under it the marks with their notes.
func (r Report) drawPiece(number int, piece, line sigv4.Span, marks []diagnose.Mark) []string {
	label := strconv.Itoa(number) + " | "
	blank := strings.Repeat(" ", len(label)-2) + "| "
	var shown, under strings.Builder
	if piece.Start > line.Start {
		shown.WriteString("…")
		under.WriteByte(' ')
	}
	for i := piece.Start; i < piece.End; {
		c, width := utf8.DecodeRuneInString(r.text[i:piece.End])
		shown.WriteString(drawn(c, width))
		if marked(marks, i) {
			under.WriteByte('^')
		} else {
			under.WriteByte(' ')
		}
		i += width
	}
	if piece.End < line.End {
		shown.WriteString("…")
	}
	var notes []string
	for _, m := range marks {
		if m.Note != "" && m.Span.Start < piece.End && m.Span.End > piece.Start && !seen(notes, m.Note) {
			notes = append(notes, m.Note)
		}
	}
	carets := strings.TrimRight(under.String(), " ") + " " + strings.Join(notes, "; ")
	return []string{label + shown.String(), blank + strings.TrimRight(carets, " ")}
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
