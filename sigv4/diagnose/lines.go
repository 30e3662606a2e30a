package diagnose

import (
	"strings"

	"countersign/sigv4"
)

// column is one side of a comparison, split into lines.
type column struct {
	name  string
	text  sigv4.Text
	lines []textLine
	cut   bool // the paste ends before the text does: what is missing is not known to be missing
}

// textLine is a line of a text with the name that the specification gives it.
type textLine struct {
	name, part string
	span       sigv4.Span
}

// spans splits a text at its newlines.
func spans(text string) []sigv4.Span {
	var out []sigv4.Span
	start := 0
	for i := range len(text) {
		if text[i] == '\n' {
			out = append(out, sigv4.Span{Start: start, End: i})
			start = i + 1
		}
	}
	return append(out, sigv4.Span{Start: start, End: len(text)})
}

// canonicalLines names the lines of a canonical request. It takes any text: what has no name is
// named by its place.
func canonicalLines(text string) []textLine {
	first := [...]textLine{{"method", "method", sigv4.Span{}}, {"canonical URI", "path", sigv4.Span{}}, {"canonical query string", "query", sigv4.Span{}}}
	var out []textLine
	all := spans(text)
	i := 0
	for ; i < len(first) && i < len(all); i++ {
		first[i].span = all[i]
		out = append(out, first[i])
	}
	for ; i < len(all) && all[i].Len() > 0 && isHeaderLine(text[all[i].Start:all[i].End]); i++ {
		line := text[all[i].Start:all[i].End]
		name := strings.ToLower(strings.TrimRight(line[:strings.IndexByte(line, ':')], " "))
		out = append(out, textLine{"header " + name, "headers", all[i]})
	}
	if i < len(all) && all[i].Len() == 0 {
		i++
	}
	for _, named := range [...]textLine{{"signed headers", "headers", sigv4.Span{}}, {"payload hash", "payload", sigv4.Span{}}} {
		if i < len(all) {
			named.span = all[i]
			out = append(out, named)
			i++
		}
	}
	for ; i < len(all); i++ {
		out = append(out, textLine{"after the payload hash", "payload", all[i]})
	}
	return out
}

// isHeaderLine reports whether a line is "name:value".
func isHeaderLine(line string) bool {
	at := strings.IndexByte(line, ':')
	return at > 0 && !strings.ContainsAny(line[:at], ";/?")
}

// toSignLines names the lines of a string to sign.
func toSignLines(text string) []textLine {
	names := [...][2]string{{"algorithm", "signature"}, {"time", "time"}, {"credential scope", "scope"}, {"hash of the canonical request", "payload"}}
	var out []textLine
	for i, s := range spans(text) {
		if i < len(names) {
			out = append(out, textLine{names[i][0], names[i][1], s})
		} else {
			out = append(out, textLine{"after the hash", "payload", s})
		}
	}
	return out
}

// separated reports whether the one line that has no name, the empty one, is there.
func (c column) separated() bool {
	return strings.Count(c.text.String, "\n")+1 > len(c.lines)
}
