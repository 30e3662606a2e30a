package paste

import (
	"strconv"
	"strings"

	"countersign/sigv4"
)

// A wireForm is how a client writes the bytes it sent and received: quoted, a line or more in each row.
type wireForm struct {
	sent, received string
	brackets       bool // line ends are written [\r][\n], and nothing else is escaped
}

// wireForms are Ruby's Net::HTTP (set_debug_output), Apache HttpClient (org.apache.http.wire) in its
// versions 4 and 5, and 3, and Python's http.client (debuglevel).
var wireForms = [...]wireForm{
	{`<- "`, `-> "`, false},
	{`>> "`, `<< "`, true},
	{`send: b'`, `reply: '`, false},
	{`send: b"`, `reply: '`, false},
}

// maxWireHead bounds what a log writes before a row: its head, and the name of a connection.
const maxWireHead = 300

// wireAt is the form of the row at the start of a line, whether it was sent, and where its quoted text
// starts. With a form given, it is a row of that form only.
func wireAt(s string, at int, only *wireForm) (form *wireForm, sent bool, from int) {
	if at >= len(s) || at > 0 && s[at-1] != '\n' {
		return nil, false, at
	}
	if c := s[at]; strings.IndexByte("<-srhSm[", c) < 0 && !isDigit(c) && levelAt(s, at) == 0 { // neither a mark nor a log's head
		return nil, false, at
	}
	head := s[at:min(len(s), at+maxWireHead)]
	if end := strings.IndexByte(head, '\n'); end >= 0 {
		head = head[:end]
	}
	for i := range wireForms {
		f := &wireForms[i]
		if only != nil && f != only {
			continue
		}
		for _, mark := range [...]string{f.sent, f.received} {
			where := 0
			if f.brackets {
				where = strings.Index(head, mark)
			}
			if where < 0 || !strings.HasPrefix(head[where:], mark) || where > 0 && logHead(s, at) == 0 && !strings.HasPrefix(head, "http-outgoing") {
				continue
			}
			return f, mark == f.sent, at + where + len(mark)
		}
	}
	return nil, false, at
}

func startsWire(s string, at int) bool {
	f, _, _ := wireAt(s, at, nil)
	return f != nil || (at == 0 || s[at-1] == '\n') && strings.IndexByte(noteStarts, s[at]) >= 0 && wireNote(s[at:lineEnd(s, at)])
}

// readWire reads the rows of a request with its body, of the head of an answer, or of its body, and gives
// what they say to the formats for it.
func (p *parser) readWire(at int) (end int, ok bool) {
	s := p.in.String
	f, sent, _ := wireAt(s, at, nil)
	w := rewrite(p.in)
	end = at
	if f == nil {
		for end < len(s) && wireNote(s[end:lineEnd(s, end)]) {
			end = nextLine(s, end)
		}
		if end > at {
			p.claim(at, end, KindLog, 0)
		}
		return max(end, at+1), end > at
	}
	for rows := 0; end < len(s); rows++ {
		next, same, from := wireAt(s, end, f)
		line := lineEnd(s, end)
		if next == nil {
			if n := p.wireHeader(f, w, end, line); n > 0 && !sent && rows > 0 {
				end = n
				continue
			}
			break
		}
		if same != sent || rows > 0 && startsMessage(s, from) {
			break
		}
		to := line
		if last := strings.LastIndexByte(s[from:line], s[from-1]); last >= 0 {
			to = from + last
		}
		f.undo(w, from, to)
		end = min(line+1, len(s))
		if row := s[from:to]; !sent && (row == `\r\n` || row == `[\r][\n]`) {
			break // the head of an answer is over
		}
	}
	p.readInner(w.text(), at, end)
	return end, true
}

// wireHeader appends a header of an answer as Python's http.client prints it: "header: Date: …". It
// returns where the next line starts, 0 for no such line.
func (p *parser) wireHeader(f *wireForm, w *rewriter, at, line int) int {
	const mark = "header: "
	s := p.in.String
	if f.received != "reply: '" || !strings.HasPrefix(s[at:line], mark) {
		return 0
	}
	end := min(line+1, len(s))
	w.copy(at+len(mark), end)
	return end
}

// noteStarts are the bytes that such lines start with.
const noteStarts = "orsRCS"

// wireNote reports whether a line tells of the connection, as Ruby's Net::HTTP does: "reading 2245 bytes...".
func wireNote(line string) bool {
	if line == "" || strings.IndexByte(noteStarts, line[0]) < 0 {
		return false
	}
	line = strings.TrimSuffix(line, "\r")
	for _, note := range [...]string{"opening connection to ", "starting SSL for ", "reading ", "read ", "Conn "} {
		if rest, ok := strings.CutPrefix(line, note); ok && (strings.HasSuffix(rest, "...") || strings.HasSuffix(rest, " bytes") || note == "Conn ") {
			return true
		}
	}
	return line == "opened" || strings.HasPrefix(line, "SSL established")
}

// startsMessage reports whether another request or answer starts with a row.
func startsMessage(s string, from int) bool {
	if strings.HasPrefix(s[from:], "HTTP/1") {
		return true
	}
	return methodAt(s, from) > 0 && strings.Contains(s[from:lineEnd(s, from)], " HTTP/1")
}

// undo appends bytes [from, to) as they were on the wire.
func (f *wireForm) undo(w *rewriter, from, to int) {
	if !f.brackets {
		w.unescapePython(from, to)
		return
	}
	s := w.in.String
	start := from
	for i := from; i < to; i++ {
		text, n := bracketByte(s[i:to])
		if n == 0 {
			continue
		}
		w.copy(start, i)
		w.replace(i, i+n, text)
		i += n - 1
		start = i + 1
	}
	w.copy(start, to)
}

// bracketByte is the byte that [\r], [\n] or [0xe2] stands for, and its length.
func bracketByte(s string) (string, int) {
	switch {
	case s[0] != '[':
	case strings.HasPrefix(s, `[\r]`):
		return "\r", 4
	case strings.HasPrefix(s, `[\n]`):
		return "\n", 4
	case strings.HasPrefix(s, "[0x"):
		if end := strings.IndexByte(s[:min(len(s), 7)], ']'); end > 3 {
			if n, err := strconv.ParseUint(s[3:end], 16, 8); err == nil {
				return string([]byte{byte(n)}), end + 1
			}
		}
	}
	return "", 0
}

// readInner reads a request, the head of an answer or a body that was written in another form than its
// own, and claims [from, to) for it: for the log where it is none of them.
func (p *parser) readInner(text sigv4.Text, from, to int) (found bool) {
	s := text.String
	start := skipSpace(s, 0)
	inner := p.inner(text)
	switch {
	case start == len(s):
	case startsResponse(s, start):
		inner.readResponse(start)
	case startsRequest(s, start):
		inner.readRequest(start)
		inner.readBodies()
	case startsJSON(s, start):
		inner.readJSON(start)
	case startsXML(s, start):
		inner.readXML(start)
	}
	p.ev = inner.ev
	kind, index := KindLog, 0
	if len(inner.blocks) > 0 && inner.blocks[0].kind != KindUnrecognized {
		kind, index, found = inner.blocks[0].kind, inner.blocks[0].index, true
	}
	p.claim(from, to, kind, index)
	return found
}
