package paste

import (
	"strings"

	"countersign/sigv4"
)

// quotes are the marks that mail, Markdown, Terraform and curl -v put before each line.
var quotes = [...]string{"> ", ">", "< ", "│ ", "│"}

// clean makes the text that the formats read: the paste without its secrets, and without quotation
// marks and the indentation of code blocks before lines that hold something a format may read.
func clean(text string, secrets []Secret) sigv4.Text {
	whole := sigv4.Span{End: len(text)}
	in := sigv4.Text{String: text}
	if text != "" {
		in.Map.Segments = []sigv4.Segment{{Here: whole, Src: whole}}
	}
	w := rewrite(in)
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
	from := 0
	if strings.HasPrefix(text, "\ufeff") {
		w.drop(0, 3, "byte order mark")
		from = 3
	}
	for at := from; at < len(text); {
		if indent := indentAt(text, at); indent != "" {
			for end := indentedRun(text, at, indent); at < end; at = nextLine(text, at) {
				if strings.HasPrefix(text[at:], indent) {
					copyTo(from, at)
					from = at + len(indent)
					w.drop(at, from, "indentation")
				}
			}
			continue
		}
		if quoteAt(text, at) == "" {
			at = nextLine(text, at)
			continue
		}
		end, worth := quotedRun(text, at)
		for ; worth && at < end; at = nextLine(text, at) {
			copyTo(from, at)
			from = at + len(quoteAt(text, at))
			w.drop(at, from, "quotation mark")
		}
		at = end
	}
	copyTo(from, len(text))
	return w.text()
}

// quoteAt is the quotation mark at the start of a line, "" for none.
func quoteAt(text string, at int) string {
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
		worth = worth || quote[0] > '>' || startsLine(text, skipBlanks(text, at+len(quote))) // the box of Terraform always is
		at = end
	}
	return end, worth
}

// indentAt is the indentation of a line that starts a block of indented lines to read: a request, a
// response or a string to sign. Objects and elements read the same with it.
func indentAt(text string, at int) string {
	end := skipBlanks(text, at)
	if end == at || end == len(text) || text[end] == '{' || text[end] == '<' || text[end] == '$' || !startsLine(text, end) {
		return ""
	}
	return text[at:end]
}

// indentedRun is the end of the lines from a place on that have an indentation, or are blank.
func indentedRun(text string, at int, indent string) int {
	end := at
	for at < len(text) && (strings.HasPrefix(text[at:], indent) || strings.TrimSpace(text[at:lineEnd(text, at)]) == "") {
		at = nextLine(text, at)
		end = at
	}
	return end
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
	}
	return methodAt(text, at) > 0 || strings.HasPrefix(text[at:], "AWS4-") || strings.HasPrefix(text[at:], "'Host'") ||
		strings.HasPrefix(text[at:], "Signature ") || strings.HasPrefix(text[at:], "Error: ")
}
