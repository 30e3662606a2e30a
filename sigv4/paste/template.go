package paste

import (
	"slices"
	"strings"
)

// A template is a sentence that a server writes, with what varies in it:
//
//	white space   any run of white space, no-break spaces among it
//	{name:class}  a value, kept under that name
//	[…]           a part that may be missing
//	^ $           at the ends: the sentence is the whole message, or in plain text the whole line
//
// The classes of values: time (20260315T120000Z, another form of it, or a mask), int, word (letters, digits, _ and -), text (up to
// the next ' or line break), dtext (the same with "), date (Sun, 15 Mar 2026 11:00:00 GMT), stamp
// (2026-03-15T11:00:00Z), solid (no white space), part (up to the next , ; : ) or line break), phrase (up to the next full stop or line break) and line
// (the rest of the line).
type template struct {
	id      string
	pattern string
}

// A valueClass is the class of a value. Those up to lineValue go on up to one of some bytes, however far
// that is.
type valueClass uint8

const (
	textValue valueClass = iota
	dtextValue
	partValue
	phraseValue
	lineValue
	timeValue
	dateValue
	stampValue
	intValue
	wordValue
	solidValue
)

var valueClasses = [...]string{
	textValue: "text", dtextValue: "dtext", partValue: "part", phraseValue: "phrase", lineValue: "line", timeValue: "time",
	dateValue: "date", stampValue: "stamp", intValue: "int", wordValue: "word", solidValue: "solid",
}

// A piece is what a pattern is made of.
type piece struct {
	kind  pieceKind
	text  string // that stands there, or the name of a value
	class valueClass
	inner []piece
}

type pieceKind uint8

const (
	literalPiece pieceKind = iota
	spacePiece             // white space
	valuePiece
	optionalPiece // inner may be missing
	endPiece      // the end of the message or the line
)

// pieces takes a pattern apart.
func pieces(pattern string) (out []piece) {
	for pattern != "" {
		switch c := pattern[0]; {
		case c == ' ':
			out = append(out, piece{kind: spacePiece})
			pattern = strings.TrimLeft(pattern, " ")
		case c == '{':
			value, rest, _ := strings.Cut(pattern[1:], "}")
			name, class, _ := strings.Cut(value, ":")
			out = append(out, piece{kind: valuePiece, text: name, class: valueClass(slices.Index(valueClasses[:], class))})
			pattern = rest
		case c == '[':
			inner, rest, _ := strings.Cut(pattern[1:], "]")
			out = append(out, piece{kind: optionalPiece, inner: pieces(inner)})
			pattern = rest
		case c == '$' && len(pattern) == 1:
			out = append(out, piece{kind: endPiece})
			pattern = ""
		default:
			end := 1 + strings.IndexAny(pattern[1:], " {[$")
			if end == 0 {
				end = len(pattern)
			}
			out = append(out, piece{kind: literalPiece, text: pattern[:end]})
			pattern = pattern[end:]
		}
	}
	return out
}

// A sentenceTable says which of its templates can start with which byte.
type sentenceTable struct {
	table   []template
	byFirst [256][]opening
}

// opening is a template that starts with a byte: its index, what it is made of, and whether nothing may
// stand before it.
type opening struct {
	index  int
	pieces []piece
	alone  bool
}

func newSentenceTable(table []template) *sentenceTable {
	t := &sentenceTable{table: table}
	for i, x := range table {
		pattern, alone := strings.CutPrefix(x.pattern, "^")
		t.byFirst[pattern[0]] = append(t.byFirst[pattern[0]], opening{i, pieces(pattern), alone})
	}
	return t
}
