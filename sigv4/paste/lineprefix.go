package paste

import (
	"strings"

	"countersign/sigv4"
)

// lineStart is why the start of a line is none of the text.
const lineStart = "what a log writes before each line"

// withoutLinePrefix is a text without what a runner writes before each line of a program's output: the time,
// as GitHub Actions does, or a name and a bar, as docker compose does. Every line has to have it.
func withoutLinePrefix(t sigv4.Text) sigv4.Text {
	const fewest = 3
	s := t.String
	first := linePrefix(s, 0, "")
	if first == 0 {
		return t
	}
	prefix := ""
	if s[first-2] == '|' {
		prefix = s[:first]
	}
	lines := 0
	for at := 0; at < len(s); at = nextLine(s, at) {
		if linePrefix(s, at, prefix) == 0 && strings.TrimSpace(s[at:lineEnd(s, at)]) != "" {
			return t
		}
		lines++
	}
	if lines < fewest || lines > maxRelined {
		return t
	}
	w := rewrite(t)
	for at := 0; at < len(s); at = nextLine(s, at) {
		n := linePrefix(s, at, prefix)
		w.drop(at, at+n, lineStart)
		w.copy(at+n, nextLine(s, at))
	}
	return w.text()
}

// linePrefix is the length of what stands before a line: of that prefix when one is given, whose blanks at
// its end may be missing in an empty line.
func linePrefix(s string, at int, prefix string) int {
	const stamp, longest = "0000-00-00T00:00:00.0000000Z", 64
	if prefix != "" {
		return indentation(s, at, prefix)
	}
	if form(s, at, stamp) {
		end := at + len(stamp)
		if end < len(s) && s[end] == ' ' {
			return len(stamp) + 1
		}
		if end == len(s) || newlineAt(s, end) > 0 {
			return len(stamp)
		}
		return 0
	}
	if at > 0 {
		return 0
	}
	name := 0
	for name < min(len(s), longest) && (isWord(s[name]) || s[name] == '-' || s[name] == '.') {
		name++
	}
	if bar := skipBlanks(s, name); name > 0 && bar > name && strings.HasPrefix(s[bar:], "| ") {
		return bar + len("| ")
	}
	return 0
}
