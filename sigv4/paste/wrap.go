package paste

import (
	"math/bits"
	"strings"

	"countersign/sigv4"
)

// lineStart is why the start of a line is none of the text.
const lineStart = "what a log writes before each line"

// A wrapping is what a system writes around each line of the output of programs: journald, syslog, a
// runner of containers. What a program wrote is read as if it stood by itself.
type wrapping struct {
	first    string // the bytes that a line can start with
	shortest int    // no line of that kind has fewer
	// line takes a line without its line break apart.
	line func(s string, at, end int) (wrappedLine, bool)
	// fits reports whether lines that follow one another are of that kind; nil: each by itself is.
	fits func(s string, lines []wrappedLine) bool
	// indented says that more lines of one message stand below its first, with blanks in the place of what
	// is written before that.
	indented bool
}

// A wrappedLine is a line of a log.
type wrappedLine struct {
	at, next       int // the line, with its line break
	from, to       int // what the program wrote
	name, instance sigv4.Span
	coding         coding
	joined         bool // the program wrote no line break behind it
	back           bool // it was sent, and not received
}

// A coding is how a log writes what a program wrote.
type coding uint8

const (
	asItStands    coding = iota
	jsonString           // with the escapes of JSON
	byteEscapes          // with those of C, bytes above 0x7e written \xhh
	doubledQuotes        // within quotes, which are doubled
)

// maxLayers bounds the wrappings that are undone one within the other: a runner's around a container's.
const maxLayers = 3

// unwrapped is a text without what systems write around the lines of programs.
func unwrapped(t sigv4.Text) sigv4.Text {
	for range maxLayers {
		u := unwrapper{w: rewrite(t), s: t.String}
		if u.read(); u.undone == 0 {
			break
		}
		u.w.copy(u.done, len(u.s))
		dropped := t.Map.Dropped
		t = u.w.text()
		t.Map.Dropped = append(dropped, t.Map.Dropped...)
	}
	return t
}

// unwrapper reads a text once.
type unwrapper struct {
	w      *rewriter
	s      string
	done   int // up to where the text was taken
	undone int // lines
	closed int // no envelope starts before this place
}

func (u *unwrapper) read() {
	for at := 0; at < len(u.s) && u.undone < maxRelined; {
		set := wrapStarts[u.s[at]]
		if set == 0 {
			at = nextLine(u.s, at)
			continue
		}
		if end := u.envelope(at, set>>len(wrappings) != 0); end > at {
			at = end
			continue
		}
		k, line := wrappingAt(u.s, at)
		if k < 0 {
			at = line.next
			continue
		}
		lines := u.run(k, line)
		if fits := wrappings[k].fits; fits == nil || fits(u.s, lines) {
			u.take(lines)
		}
		at = lines[len(lines)-1].next
	}
}

// wrapStarts are, for each byte, the wrappings whose lines can start with it, a bit for each, and a bit more for
// the envelopes.
var wrapStarts = func() (sets [256]uint16) {
	for i, k := range wrappings {
		for _, c := range []byte(k.first) {
			sets[c] |= 1 << i
		}
	}
	for _, c := range []byte(envelopeStarts) {
		sets[c] |= 1 << len(wrappings)
	}
	return sets
}()

// envelope takes what one of envelopes holds at a place, where one may start.
func (u *unwrapper) envelope(at int, may bool) (end int) {
	for _, open := range envelopes {
		if !may || at < u.closed {
			break
		}
		lines, end := open(u.s, at)
		if len(lines) > 0 {
			u.take(lines)
			return end
		}
		u.closed = max(u.closed, end)
	}
	return at
}

// wrappingAt finds the wrapping of the line at a place, -1 for none.
func wrappingAt(s string, at int) (kind int, line wrappedLine) {
	end := lineEnd(s, at)
	for set := wrapStarts[s[at]] & (1<<len(wrappings) - 1); set != 0; set &= set - 1 {
		kind := bits.TrailingZeros16(set)
		if end-at < wrappings[kind].shortest {
			continue
		}
		if line, ok := wrappings[kind].lineAt(s, at, end); ok {
			return kind, line
		}
	}
	return -1, wrappedLine{next: min(end+1, len(s))}
}

// lineAt takes the line that ends at a place apart.
func (k *wrapping) lineAt(s string, at, end int) (line wrappedLine, ok bool) {
	to := end
	if to > at && s[to-1] == '\r' {
		to--
	}
	line, ok = k.line(s, at, to)
	line.at, line.next = at, min(end+1, len(s))
	return line, ok
}

// run is the lines of a kind that follow a first one.
func (u *unwrapper) run(kind int, line wrappedLine) []wrappedLine {
	k := &wrappings[kind]
	lines := []wrappedLine{line}
	for first := line; line.next < len(u.s) && u.undone+len(lines) < maxRelined; lines = append(lines, line) {
		end := lineEnd(u.s, line.next)
		if wrapStarts[u.s[line.next]]>>kind&1 != 0 && end-line.next >= k.shortest {
			if next, ok := k.lineAt(u.s, line.next, end); ok {
				line, first = next, next
				continue
			}
		}
		width := first.from - first.at
		if !k.indented || width == 0 || skipBlanks(u.s, line.next)-line.next < width {
			return lines
		} else {
			line = wrappedLine{at: line.next, next: nextLine(u.s, end), from: line.next + width, to: end, name: first.name, instance: first.instance}
		}
	}
	return lines
}

// take takes what programs wrote in lines of a log. What several instances of a program wrote at a time is
// set apart.
func (u *unwrapper) take(lines []wrappedLine) {
	u.w.copy(u.done, lines[0].at)
	u.done = lines[len(lines)-1].next
	u.undone += len(lines)
	if !interleaved(u.s, lines) {
		u.takeLines(lines)
		return
	}
	place := map[string]int{}
	var apart [][]wrappedLine
	for i := range lines {
		program := lines[i].program(u.s)
		n, known := place[program]
		if !known {
			n = len(apart)
			place[program], apart = n, append(apart, nil)
		}
		apart[n] = append(apart[n], lines[i])
	}
	for _, own := range apart {
		u.takeLines(own)
	}
}

// takeLines takes lines of one program, or of several that did not write at a time. Where an answer follows a
// body without a line break at its end, they are set apart.
func (u *unwrapper) takeLines(lines []wrappedLine) {
	open, back := false, false
	for i := range lines {
		l := &lines[i]
		if l.from < l.to {
			if open && l.back != back {
				u.w.insert("\n", "the other side goes on")
			}
			open, back = l.coding == byteEscapes && !strings.HasSuffix(u.s[l.from:l.to], `\n`), l.back
		}
		u.takeLine(l)
	}
}

// program is the name and the instance of the program that wrote a line.
func (l *wrappedLine) program(s string) string {
	return s[l.name.Start:l.name.End] + "\x00" + s[l.instance.Start:l.instance.End]
}

// interleaved reports whether two instances of a program write in turn.
func interleaved(s string, lines []wrappedLine) bool {
	ended := map[string]bool{}
	last := map[string]string{} // the instance that wrote last, by program
	for i := range lines {
		name, program := s[lines[i].name.Start:lines[i].name.End], lines[i].program(s)
		if before, known := last[name]; known && before != program {
			ended[before] = true
		}
		if last[name] = program; ended[program] {
			return true
		}
	}
	return false
}

func (u *unwrapper) takeLine(l *wrappedLine) {
	u.w.drop(l.at, l.from, lineStart)
	switch l.coding {
	case asItStands:
		u.w.copy(l.from, l.to)
	case jsonString:
		u.w.unescape(l.from, l.to)
	case byteEscapes:
		u.w.unescapePython(l.from, l.to)
	case doubledQuotes:
		u.w.unescapeQuotes(l.from, l.to)
	}
	end := lineEnd(u.s[:l.next], l.to)
	ended := l.coding != asItStands && strings.HasSuffix(u.s[l.from:l.to], `\n`)
	switch {
	case end == l.next && l.coding != asItStands && !l.joined && !ended:
		u.w.insert("\n", "an event is a line")
		u.w.drop(l.to, l.next, lineStart)
	case l.joined || ended || end == l.next:
		u.w.drop(l.to, l.next, lineStart)
	default:
		if end > l.to && u.s[end-1] == '\r' {
			end--
		}
		u.w.drop(l.to, end, lineStart)
		u.w.copy(end, l.next)
	}
}
