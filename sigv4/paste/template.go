package paste

import (
	"strings"

	"countersign/sigv4"
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

// maxCapture bounds the length of a value.
const maxCapture = 2048

// capture is a value that a template found.
type capture struct {
	name     string
	from, to int
}

// A sentenceTable says which of its templates can start with which byte, and with which word.
type sentenceTable struct {
	table   []template
	byFirst [256][]opening
}

// opening is how the sentence with an index in the table starts, up to what varies.
type opening struct {
	index int
	text  string
}

func newSentenceTable(table []template) *sentenceTable {
	t := &sentenceTable{table: table}
	for i, x := range table {
		text := strings.TrimPrefix(x.pattern, "^")
		if end := strings.IndexAny(text, " {[$"); end >= 0 {
			text = text[:end]
		}
		t.byFirst[text[0]] = append(t.byFirst[text[0]], opening{i, text})
	}
	return t
}

// openClasses are the classes whose values go on up to one of some bytes, however far that is.
var openClasses = [...]struct {
	name, ends string
	empty      bool // no byte is a value, too
}{
	{"text", "'\n", true}, {"dtext", "\"\n", true}, {"part", ",;:)\n", true}, {"phrase", ".\n", false}, {"line", "\n", false},
}

// matcher finds the sentences of a table in one text.
type matcher struct {
	*sentenceTable
	s       string
	ends    [len(openClasses)]valueRange
	scratch []capture
}

// valueRange is where values of a class that start anywhere in [from, to) end: before byte to-1. So a
// text that announces many values and ends none is read once.
type valueRange struct{ from, to int }

// in is a matcher of a text.
func (t *sentenceTable) in(s string) *matcher {
	return &matcher{sentenceTable: t, s: s, scratch: make([]capture, 0, 8)}
}

// at matches the sentences that start at a place of the text and end before another one, and gives the
// first in the order of the table. The captures are good until the next call.
func (m *matcher) at(at, to int) (index, end int, captures []capture, ok bool) {
	s := m.s[:to]
	openings := m.byFirst[s[at]]
	if len(openings) == 0 || at > 0 && isWord(s[at-1]) && isWord(s[at]) && !escapedNewline(s, at) {
		return 0, 0, nil, false
	}
	for _, o := range openings {
		if !strings.HasPrefix(s[at:], o.text) {
			continue
		}
		pattern := m.table[o.index].pattern
		if pattern[0] == '^' {
			if pattern = pattern[1:]; !startsAlone(s, at) {
				continue
			}
		}
		if end, captures, ok = m.template(pattern, s, at, m.scratch[:0]); ok && (end == len(s) || !isWord(s[end-1]) || !isWord(s[end])) {
			return o.index, end, captures, true
		}
	}
	return 0, 0, nil, false
}

// template matches a pattern from a place of the text on, of which s is the part that counts. Each byte
// of s is looked at once for each part of the pattern at most: nothing is tried again.
func (m *matcher) template(pattern, s string, at int, captures []capture) (int, []capture, bool) {
	for pattern != "" {
		switch c := pattern[0]; {
		case c == ' ':
			next := skipSpace(s, at)
			for strings.HasPrefix(s[next:], "\u00a0") { // no-break space
				next = skipSpace(s, next+len("\u00a0"))
			}
			if next == at {
				return 0, nil, false
			}
			at, pattern = next, strings.TrimLeft(pattern, " ")
		case c == '{':
			close := strings.IndexByte(pattern, '}')
			name, class, _ := strings.Cut(pattern[1:close], ":")
			end := m.valueEnd(class, s, at)
			if end < 0 {
				return 0, nil, false
			}
			captures = append(captures, capture{name, at, end})
			at, pattern = end, pattern[close+1:]
		case c == '[':
			close := strings.IndexByte(pattern, ']')
			if end, more, ok := m.template(pattern[1:close], s, at, captures); ok {
				at, captures = end, more
			}
			pattern = pattern[close+1:]
		case c == '$' && len(pattern) == 1:
			return at, captures, endsAlone(s, at)
		default:
			if at >= len(s) || s[at] != c {
				return 0, nil, false
			}
			at, pattern = at+1, pattern[1:]
		}
	}
	return at, captures, true
}

// valueEnd is the end of the value of a class that starts at a place of s, -1 for none.
func (m *matcher) valueEnd(class, s string, at int) int {
	end, limit := at, min(len(s), at+maxCapture)
	for i, open := range openClasses {
		if open.name != class {
			continue
		}
		if end = min(m.openEnd(i, at), limit); end == at && !open.empty {
			return -1
		}
		return end
	}
	within := func(inside func(c byte) bool) {
		for end < limit && inside(s[end]) {
			end++
		}
	}
	switch class {
	case "time":
		if at+16 <= len(s) && isTime(s[at:at+16]) {
			return at + 16
		}
		limit = min(limit, at+40)
		within(func(c byte) bool {
			return !isSpace(c) && strings.IndexByte("\"'\\(),;", c) < 0 && (c != '<' || end == at)
		})
		if value := s[at:end]; value == "" || !isDigit(value[0]) && !isMasked(value) {
			return -1
		} else if !strings.HasSuffix(value, "...") {
			end = at + len(strings.TrimRight(value, "."))
		}
	case "date":
		zone := strings.Index(s[at:min(len(s), at+40)], "GMT")
		if zone < 0 {
			return -1
		}
		return at + zone + len("GMT")
	case "stamp":
		within(func(c byte) bool { return isAlnum(c) || c == ':' || c == '+' || c == '-' })
	case "int":
		within(isDigit)
	case "word":
		within(func(c byte) bool { return isWord(c) || c == '-' })
	case "solid":
		within(func(c byte) bool { return !isSpace(c) })
	}
	if end == at {
		return -1
	}
	return end
}

// openEnd is where a value of one of openClasses ends that starts at a place.
func (m *matcher) openEnd(class, at int) int {
	known := &m.ends[class]
	if at < known.from || at >= known.to {
		end := len(m.s)
		if i := strings.IndexAny(m.s[at:], openClasses[class].ends); i >= 0 {
			end = at + i
		}
		*known = valueRange{at, end + 1}
	}
	return known.to - 1
}

// isTime reports whether s is a time as SigV4 writes it, YYYYMMDD'T'HHMMSS'Z'.
func isTime(s string) bool {
	if len(s) != 16 || s[8] != 'T' || s[15] != 'Z' {
		return false
	}
	for i := range 15 {
		if i != 8 && !isDigit(s[i]) {
			return false
		}
	}
	return true
}

// startsAlone reports whether nothing but white space precedes at in its line.
func startsAlone(s string, at int) bool {
	for at > 0 && (s[at-1] == ' ' || s[at-1] == '\t') {
		at--
	}
	return at == 0 || s[at-1] == '\n'
}

// endsAlone reports whether nothing but white space and a full stop follows at in its line.
func endsAlone(s string, at int) bool {
	if at < len(s) && s[at] == '.' {
		at++
	}
	at = skipBlanks(s, at)
	return at == len(s) || s[at] == '\n' || s[at] == '\r'
}

// knownSentences finds the sentences of servers in a message.
func knownSentences(message sigv4.Text) []Message {
	s := message.String
	m := messagesTable.in(s)
	var found []Message
	for at := 0; at < len(s); {
		i, end, captures, ok := m.at(at, len(s))
		if !ok {
			at++
			continue
		}
		found = append(found, Message{
			ID:       m.table[i].id,
			Span:     sigv4.Span{Start: at, End: end},
			Captures: captured(message, captures),
		})
		at = max(end, at+1)
	}
	return found
}

func captured(t sigv4.Text, captures []capture) []Field {
	fields := make([]Field, len(captures))
	for i, c := range captures {
		fields[i] = Field{c.name, slice(t, c.from, c.to)}
	}
	return fields
}

// Capture gives the value of the capture with a name, and whether there is one.
func (m Message) Capture(name string) (sigv4.Text, bool) {
	for _, c := range m.Captures {
		if c.Name == name {
			return c.Value, true
		}
	}
	return sigv4.Text{}, false
}
