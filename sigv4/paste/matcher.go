package paste

import (
	"strings"

	"countersign/sigv4"
)

// maxCapture bounds the length of a value.
const maxCapture = 2048

// capture is a value that a template found.
type capture struct {
	name     string
	from, to int
}

// openClasses are the bytes at which the values of the first classes end. Those up to partValue may be empty.
var openClasses = [...]string{textValue: "'\n", dtextValue: "\"\n", partValue: ",;:)\n", phraseValue: ".\n", lineValue: "\n"}

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
	for i := range openings {
		o := &openings[i]
		if text := o.pieces[0].text; len(text) > 1 && (at+1 == len(s) || s[at+1] != text[1] || !strings.HasPrefix(s[at:], text)) || o.alone && !startsAlone(s, at) {
			continue
		}
		if end, captures, ok = m.match(o.pieces[1:], s, at+len(o.pieces[0].text), m.scratch[:0]); ok && (end == len(s) || !isWord(s[end-1]) || !isWord(s[end])) {
			return o.index, end, captures, true
		}
	}
	return 0, 0, nil, false
}

// match matches the pieces of a pattern from a place of the text on, of which s is the part that counts.
// Each byte of s is looked at once for each piece at most: nothing is tried again.
func (m *matcher) match(pattern []piece, s string, at int, captures []capture) (int, []capture, bool) {
	for i := range pattern {
		switch piece := &pattern[i]; piece.kind {
		case literalPiece:
			if at == len(s) || s[at] != piece.text[0] || !strings.HasPrefix(s[at:], piece.text) {
				return 0, nil, false
			}
			at += len(piece.text)
		case spacePiece:
			next := skipSpace(s, at)
			for strings.HasPrefix(s[next:], noBreakSpace) {
				next = skipSpace(s, next+len(noBreakSpace))
			}
			if next == at {
				return 0, nil, false
			}
			at = next
		case valuePiece:
			end := -1
			if piece.class <= lineValue {
				if end = min(m.openEnd(piece.class, at), at+maxCapture, len(s)); end == at && piece.class >= phraseValue {
					end = -1
				}
			} else {
				end = valueEnd(piece.class, s, at)
			}
			if end < 0 {
				return 0, nil, false
			}
			captures = append(captures, capture{piece.text, at, end})
			at = end
		case optionalPiece:
			if end, more, ok := m.match(piece.inner, s, at, captures); ok {
				at, captures = end, more
			}
		case endPiece:
			return at, captures, endsAlone(s, at)
		}
	}
	return at, captures, true
}

// valueEnd is the end of the value of a class, none of openClasses, that starts at a place of s, -1 for none.
func valueEnd(class valueClass, s string, at int) int {
	end, limit := at, min(len(s), at+maxCapture)
	within := func(inside func(c byte) bool) {
		for end < limit && inside(s[end]) {
			end++
		}
	}
	switch class {
	case timeValue:
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
	case dateValue:
		zone := strings.Index(s[at:min(len(s), at+40)], "GMT")
		if zone < 0 {
			return -1
		}
		return at + zone + len("GMT")
	case stampValue:
		within(func(c byte) bool { return isAlnum(c) || c == ':' || c == '+' || c == '-' })
	case intValue:
		within(isDigit)
	case wordValue:
		within(func(c byte) bool { return isWord(c) || c == '-' })
	case solidValue:
		within(func(c byte) bool { return !isSpace(c) })
	}
	if end == at {
		return -1
	}
	return end
}

// openEnd is where a value of one of openClasses ends that starts at a place.
func (m *matcher) openEnd(class valueClass, at int) int {
	known := &m.ends[class]
	if at < known.from || at >= known.to {
		end := len(m.s)
		if i := strings.IndexAny(m.s[at:], openClasses[class]); i >= 0 {
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
