package paste

import (
	"strings"

	"countersign/sigv4"
)

// quotes are the marks that mail, Markdown, Terraform and curl -v put before each line.
var quotes = [...]string{"> ", ">", "< ", "│ ", "│"}

// clean makes the text that the formats read: a text without its secrets, and without quotation
// marks and the indentation of code blocks before lines that hold something a format may read.
func clean(in sigv4.Text, secrets []Secret) sigv4.Text {
	text, w := in.String, rewrite(in)
	hidden := 0
	copyTo := func(from, to int) {
		for ; hidden < len(secrets) && secrets[hidden].Span.End <= to; hidden++ {
			span := secrets[hidden].Span
			w.copy(from, span.Start)
			w.replace(span.Start, span.End, mask)
			from = span.End
		}
		w.copy(from, to)
	}
	from, undone := 0, 0
	if strings.HasPrefix(text, "\ufeff") {
		w.drop(0, 3, "byte order mark")
		from = 3
	}
	for at := from; at < len(text); {
		if indent := indentAt(text, at); indent != "" {
			for end := indentedRun(text, at, indent); at < end; at = nextLine(text, at) {
				if n := indentation(text, at, indent); n > 0 && undone < maxRelined {
					undone++
					copyTo(from, at)
					from = at + n
					w.drop(at, from, map[bool]string{true: lineStart, false: "indentation"}[indent[0] == '['])
				}
			}
			continue
		}
		if quoteAt(text, at) == "" {
			at = nextLine(text, at)
			continue
		}
		end, worth := quotedRun(text, at)
		for ; worth && at < end && undone < maxRelined; at = nextLine(text, at) {
			undone++
			copyTo(from, at)
			from = at + len(quoteAt(text, at))
			w.drop(at, from, "quotation mark")
		}
		at = end
	}
	if from == 0 && len(secrets) == 0 {
		return relined(in)
	}
	copyTo(from, len(text))
	return relined(w.text())
}

// maxRelined bounds the lines of a text of which something is left out or joined anew: a log of a
// megabyte has some ten thousand.
const maxRelined = 1 << 14

// relined is a text with the line breaks that its way into the paste changed: carriage returns alone,
// and each one doubled.
func relined(t sigv4.Text) sigv4.Text {
	s, w, from := t.String, rewrite(t), 0
	switch {
	case strings.Count(s, "\r") > maxRelined || strings.Count(s, "\n") > maxRelined:
		return t
	case strings.IndexByte(s, '\n') < 0 && strings.IndexByte(s, '\r') >= 0:
		for i := range len(s) {
			if s[i] == '\r' {
				w.copy(from, i)
				w.replace(i, i+1, "\n")
				from = i + 1
			}
		}
	case doubled(s):
		for i := 0; i < len(s); i++ {
			if n := newlineAt(s, i); n > 0 {
				w.copy(from, i+n)
				from = i + n + newlineAt(s, i+n)
				w.drop(i+n, from, "a doubled line break")
				i = from - 1
			}
		}
	default:
		return t
	}
	w.copy(from, len(s))
	return w.text()
}

// doubled reports whether all line breaks of a text are doubled, those of empty lines too.
func doubled(s string) bool {
	few, most := 6, 0
	for at := strings.IndexByte(s, '\n'); at >= 0 && at < len(s); at = lineEnd(s, at) {
		run := 0
		for at < len(s) && (s[at] == '\n' || s[at] == '\r') {
			if s[at] == '\n' {
				run++
			}
			at++
		}
		if run%2 != 0 && at < len(s) {
			return false
		}
		few, most = few-1, max(most, run)
	}
	return few <= 0 && most >= 4
}

// quoteAt is the quotation mark at the start of a line, "" for none.
func quoteAt(text string, at int) string {
	if c := text[at]; c != '>' && c != '<' && c != "│"[0] {
		return ""
	}
	for _, q := range quotes {
		if strings.HasPrefix(text[at:], q) {
			return q
		}
	}
	return ""
}

// quotedRun is the end of the quoted lines from a place on, and whether one of them starts
// something that a format may read.
func quotedRun(text string, at int) (end int, worth bool) {
	for at < len(text) {
		quote := quoteAt(text, at)
		if quote == "" {
			break
		}
		end = nextLine(text, at)
		worth = worth || quote[0] > '>' || startsLine(text, skipBlanks(text, at+len(quote))) || hasScheme(text[at+len(quote):]) // the box of Terraform always is
		at = end
	}
	return end, worth
}

// indentAt is the indentation of a line that starts a block of indented lines to read: a request, a
// response or a string to sign. Objects and elements read the same with it.
func indentAt(text string, at int) string {
	end := skipBlanks(text, at)
	if prefix := prefixAt(text, at); prefix != "" {
		return prefix
	}
	if end == at || end == len(text) || text[end] == '{' || text[end] == '<' || text[end] == '$' || !startsLine(text, end) {
		return ""
	}
	return text[at:end]
}

// prefixAt is what a log writes before a method that stands alone in its line and before the path in
// the next one: "[INFO] ", "" for nothing of that form.
func prefixAt(text string, at int) string {
	if text[at] != '[' {
		return ""
	}
	end := skipBlanks(text, at+strings.IndexByte(text[at:min(len(text), at+40)], ']')+1)
	if prefix, next := text[at:end], nextLine(text, end); len(prefix) > 1 && methodAt(text, end) > 0 && next < len(text) && strings.HasPrefix(text[next:], prefix+"/") {
		return prefix
	}
	return ""
}

// indentedRun is the end of the lines from a place on that have an indentation, or are blank.
func indentedRun(text string, at int, indent string) int {
	end := at
	for at < len(text) && (indentation(text, at, indent) > 0 || strings.TrimSpace(text[at:lineEnd(text, at)]) == "") {
		at = nextLine(text, at)
		end = at
	}
	return end
}

// indentation is the length of an indentation at the start of a line, 0 for none. In an empty line its
// own blanks may be missing.
func indentation(text string, at int, indent string) int {
	if strings.HasPrefix(text[at:], indent) {
		return len(indent)
	}
	if bare := strings.TrimRight(indent, " \t"); bare != "" && strings.HasPrefix(text[at:], bare) && newlineAt(text, at+len(bare)) > 0 {
		return len(bare)
	}
	return 0
}

// startsLine reports whether a line from at on looks like the start of a format.
func startsLine(text string, at int) bool {
	if at >= len(text) {
		return false
	}
	switch text[at] {
	case '{', '<', '$':
		return true
	case 'c':
		return strings.HasPrefix(text[at:], "curl ")
	case 'H':
		return strings.HasPrefix(text[at:], "HTTP/") || methodAt(text, at) > 0
	case 'f':
		return strings.HasPrefix(text[at:], fetchCall)
	case 'I', 'i':
		return webCommandAt(text, at) > 0
	}
	if text[at] == '\'' || text[at] == '"' {
		at++
	}
	return at < len(text) && methodAt(text, at) > 0 || strings.HasPrefix(text[at:], "AWS4-") || strings.HasPrefix(text[at:], "Host' must") || strings.HasPrefix(text[at:], "Host' or") ||
		strings.HasPrefix(text[at:], "Signature ") || strings.HasPrefix(text[at:], "Error: ")
}
