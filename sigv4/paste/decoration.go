package paste

import (
	"strings"

	"countersign/sigv4"
)

// maxDecorated bounds the marks that are undone: a terminal's log has some thousands.
const maxDecorated = 10000

// invisible are the characters without width that web pages and editors put at the start of a line.
var invisible = [...]string{"\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u200e", "\u200f"}

const noBreakSpace = "\u00a0"

// prepare is the text that the formats read, and the secrets in it, whose spans are of the paste.
func prepare(text string) (sigv4.Text, []Secret) {
	bare := undecorated(text)
	t := unwrapped(bare)
	secrets := findSecrets(t.String)
	var outside []Secret // in what is left out of the text and still in the paste
	if len(t.String) < len(bare.String) {
		outside = findSecrets(bare.String)
		secrets = withRepeats(t.String, secrets, bare.String, outside)
	}
	in := unfollowed(clean(t, secrets))
	for i := range secrets {
		secrets[i].locate(t)
	}
	for i := range outside {
		outside[i].locate(bare)
	}
	return in, inOrder(append(secrets, outside...))
}

// locate gives a secret its place in the paste.
func (s *Secret) locate(in sigv4.Text) {
	bare := bareSecret(in.String, s.Span)
	s.Bare, s.Span = sourceSpan(in, bare.Start, bare.End), sourceSpan(in, s.Span.Start, s.Span.End)
}

// undecorated is a text without the colours of a terminal, without invisible characters at the starts
// of lines, and with spaces for the no-break spaces of a page that shows a command or a request line.
// Elsewhere such characters may be what is wrong, and stay.
func undecorated(text string) sigv4.Text {
	t := sigv4.Text{String: text}
	if text == "" {
		return t
	}
	whole := sigv4.Span{End: len(text)}
	t.Map.Segments = []sigv4.Segment{{Here: whole, Src: whole}}
	if strings.IndexByte(text, 0x1b) < 0 && !strings.Contains(text, noBreakSpace) && !strings.Contains(text, "\n\ufeff") && !strings.Contains(text, "\xe2\x80") && !strings.Contains(text, "\u2060") {
		return t
	}
	w, from := rewrite(t), 0
	start, spaced := true, false // only blanks stand before in the line; its no-break spaces are spaces
	for i, undone := 0, 0; i < len(text) && undone < maxDecorated; {
		n, to := 0, ""
		switch c := text[i]; {
		case c == 0x1b:
			n = controlAt(text, i)
		case start && c >= 0x80 && (i > 0 || !strings.HasPrefix(text, "\ufeff")): // clean drops a byte order mark
			n = invisibleAt(text, i)
		}
		if n == 0 && (start || spaced) && strings.HasPrefix(text[i:], noBreakSpace) {
			n, to = len(noBreakSpace), " "
		}
		if n > 0 {
			w.copy(from, i)
			if to != "" {
				w.replace(i, i+n, to)
			} else {
				w.drop(i, i+n, "what a terminal or a page shows with")
			}
			undone++
			i += n
			from = i
			continue
		}
		switch c := text[i]; {
		case c == '\n':
			start, spaced = true, false
		case start && c != ' ' && c != '\t' && c != '\r':
			start, spaced = false, isPageCommand(text, i)
		}
		i++
	}
	w.copy(from, len(text))
	return w.text()
}

// controlAt is the length of the control sequence of a terminal at a place (ECMA-48, 5.4; operating system commands too), 0 for none.
func controlAt(text string, at int) int {
	end := at + 2
	switch {
	case strings.HasPrefix(text[at:], "\x1b["):
		for end < len(text) && end-at < 64 && text[end] >= 0x20 && text[end] < 0x40 {
			end++
		}
		if end < len(text) && text[end] >= 0x40 && text[end] < 0x7f {
			return end + 1 - at
		}
	case strings.HasPrefix(text[at:], "\x1b]"):
		for end < len(text) && end-at < 256 && text[end] >= 0x20 {
			end++
		}
		switch {
		case end < len(text) && text[end] == '\a':
			return end + 1 - at
		case strings.HasPrefix(text[end:], "\x1b\\"):
			return end + 2 - at
		}
	}
	return 0
}

func invisibleAt(text string, at int) int {
	for _, c := range invisible {
		if strings.HasPrefix(text[at:], c) {
			return len(c)
		}
	}
	return 0
}

// isPageCommand reports whether a line starts, at a place, with a word of a command or of HTTP that a
// no-break space follows: no shell and no server takes one for a space.
func isPageCommand(text string, at int) bool {
	if strings.HasPrefix(text[at:], "$"+noBreakSpace) {
		return true
	}
	end := at
	for end < len(text) && end-at < 24 && text[end] > ' ' && text[end] < 0x80 {
		end++
	}
	if !strings.HasPrefix(text[end:], noBreakSpace) {
		return false
	}
	word := text[at:end]
	if word == "" {
		return false
	}
	for _, m := range methods {
		if m == word {
			return true
		}
	}
	return word == "curl" || word == "curl.exe" || word[:1] == "-" || strings.HasPrefix(word, "HTTP/") || webCommandAt(word+" ", 0) > 0
}
