package paste

import (
	"strings"

	"countersign/sigv4"
)

// What cannot be seen of a paste, and is none of what was logged or sent.
const (
	escapeByte     = "\x1b"
	noBreakSpace   = "\u00a0"
	zeroWidthSpace = "\u200b"
	wordJoiner     = "\u2060"
	colour         = "a colour of the terminal"
)

// maxDecorations bounds what is undone: a log in colour has a few in each line.
const maxDecorations = 50000

// undecorated is a paste without the colours of terminals, and with plain spaces for the no-break spaces and
// none for the zero-width ones at the start of a line, where a page or an editor put them. Within a line
// they stay: there they may be what was sent.
func undecorated(text string) sigv4.Text {
	whole := sigv4.Span{End: len(text)}
	in := sigv4.Text{String: text}
	if text != "" {
		in.Map.Segments = []sigv4.Segment{{Here: whole, Src: whole}}
	}
	marks := 0
	for _, mark := range [...]string{escapeByte, noBreakSpace, zeroWidthSpace, wordJoiner} {
		marks += strings.Count(text, mark)
	}
	if marks == 0 || marks > maxDecorations {
		return in
	}
	w := rewrite(in)
	from := 0
	lineStart := true
	for at := 0; at < len(text); {
		if n := escapeSequence(text, at); n > 0 {
			w.copy(from, at)
			w.drop(at, at+n, colour)
			at += n
			from = at
			continue
		}
		n := 0
		switch {
		case !lineStart:
		case strings.HasPrefix(text[at:], noBreakSpace):
			n = len(noBreakSpace)
			w.copy(from, at)
			w.replace(at, at+n, " ")
		case strings.HasPrefix(text[at:], zeroWidthSpace), strings.HasPrefix(text[at:], wordJoiner):
			n = len(zeroWidthSpace)
			w.copy(from, at)
			w.drop(at, at+n, "a space without width")
		}
		if n > 0 {
			at += n
			from = at
			continue
		}
		lineStart = text[at] == '\n' || lineStart && (text[at] == ' ' || text[at] == '\t')
		at++
	}
	w.copy(from, len(text))
	return w.text()
}

// escapeSequence is the length of the sequence for a colour, a cursor or a title that starts at a place
// (ECMA-48, 5.4 and 5.6), 0 for none.
func escapeSequence(text string, at int) int {
	const longest = 128
	if text[at] != escapeByte[0] || at+1 == len(text) {
		return 0
	}
	rest := text[at+2 : min(len(text), at+longest)]
	switch text[at+1] {
	case '[':
		for i := range len(rest) {
			if c := rest[i]; c >= '@' && c <= '~' {
				return 2 + i + 1
			} else if c < ' ' || c > '?' {
				return 0
			}
		}
	case ']':
		for i := range len(rest) {
			switch {
			case rest[i] == '\a':
				return 2 + i + 1
			case strings.HasPrefix(rest[i:], "\x1b\\"):
				return 2 + i + 2
			case rest[i] == '\n':
				return 0
			}
		}
	}
	return 0
}

// inPaste is the secrets of a text at their places in the paste.
func inPaste(secrets []Secret, t sigv4.Text) []Secret {
	for i := range secrets {
		secrets[i].Span = sourceSpan(t, secrets[i].Span.Start, secrets[i].Span.End)
	}
	return secrets
}
