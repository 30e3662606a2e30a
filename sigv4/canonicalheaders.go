package sigv4

import (
	"bytes"
	"encoding/binary"
	"strings"
)

// line is one header that is signed. Its lower-case name lies in engine.names.
type line struct {
	name  Span
	index int // of Request.Headers, or of engine.added when added is set
	added bool
	upper bool // the request writes the name with upper-case letters
}

// nameSegment is where the name's bytes come from.
func (l *line) nameSegment() Segment {
	if l.added {
		return Segment{Source: Source{Part: Inserted}, Why: whyAdded}
	}
	return Segment{Source: Source{HeaderName, l.index}, Src: Span{0, l.name.Len()}, Recoded: l.upper}
}

// changesOnTheWay reports whether proxies, load balancers or HTTP libraries set or rewrite a header
// after signing, so that signing it would break the signature. Every other header is signed.
// aws-sdk-go-v2 (v1.47.7, aws/signer/internal/v4/headers.go) leaves out authorization, expect,
// transfer-encoding, user-agent and x-amzn-trace-id; the others follow from the same reasons.
func changesOnTheWay(name []byte) bool {
	switch string(name) {
	case "authorization": // carries the signature itself
		return true
	case "connection", "keep-alive", "proxy-authorization", "proxy-connection", "te", "trailer",
		"transfer-encoding", "upgrade":
		return true // belong to one connection, not to the request (RFC 9110, section 7.6.1)
	case "expect": // taken off by whoever answers 100 Continue (RFC 9110, section 10.1.1)
		return true
	case "user-agent": // rewritten by proxies and browsers
		return true
	case "x-amzn-trace-id": // set by load balancers (Elastic Load Balancing guide, "Request tracing")
		return true
	}
	// set by the WebSocket library during the handshake (RFC 6455, section 4.1)
	const webSocket = "sec-websocket-"
	return len(name) >= len(webSocket) && string(name[:len(webSocket)]) == webSocket
}

// lowerName appends the lower-case form of a header name to e.names, without recording it, and gives
// the offset of its first byte that no header name may hold, or -1.
func (e *engine) lowerName(name string) (Span, int) {
	start := len(e.names.buf)
	e.names.buf = append(e.names.buf, name...)
	lower, bad := e.names.buf[start:], -1
	for i, c := range lower {
		l := lowered[c]
		if l == 0 {
			l = c
			if bad < 0 {
				bad = i
			}
		}
		lower[i] = l
	}
	return Span{start, len(e.names.buf)}, bad
}

// addLine takes the name that lowerName has just appended into the signed headers.
func (e *engine) addLine(name Span, index int, written string) {
	l := line{name: name, index: index}
	if e.names.record {
		l.upper = string(e.names.buf[name.Start:name.End]) != written
		e.names.note(name.Len(), l.nameSegment())
	}
	e.rankLine(l)
}

// rankLine appends a line, to be sorted by its name.
func (e *engine) rankLine(l line) {
	high, low := rank(e.names.buf[l.name.Start:l.name.End])
	e.byName = append(e.byName, ranked{high, low, len(e.lines)})
	e.lines = append(e.lines, l)
}

// forgetName takes back what lowerName appended.
func (e *engine) forgetName(name Span) { e.names.buf = e.names.buf[:name.Start] }

// addAddedLine takes a header that signing adds into the signed headers.
func (e *engine) addAddedLine(index int, lowerName string) {
	start := len(e.names.buf)
	e.names.insert(lowerName, whyAdded)
	e.rankLine(line{name: Span{start, len(e.names.buf)}, index: index, added: true})
}

// sortLines sorts the signed headers by name, those of one name in the order of the request, and joins their names.
func (e *engine) sortLines() {
	buf, lines := e.names.buf, e.lines
	name := func(i int) []byte { return buf[lines[i].name.Start:lines[i].name.End] }
	sortRanked(e.byName, &e.spare, name, func(a, b int) int { return a - b })
	e.joinNames()
}

// line is the signed header at place i of the sorted ones.
func (e *engine) line(i int) *line { return &e.lines[e.byName[i].at] }

// name is its lower-case name.
func (e *engine) name(i int) []byte {
	l := e.line(i)
	return e.names.buf[l.name.Start:l.name.End]
}

// nextName is the place of the first signed header after i that has another name.
func (e *engine) nextName(i int) int {
	next := i + 1
	for next < len(e.byName) && e.byName[i].sameRank(e.byName[next]) && bytes.Equal(e.name(i), e.name(next)) {
		next++
	}
	return next
}

// canonicalHeaders appends the canonical headers, each line with its newline: names in lower case and
// sorted, values trimmed, runs of white space as one space, values of one name joined with commas.
func (e *engine) canonicalHeaders(r *Request) {
	for i := 0; i < len(e.byName); {
		next := e.nextName(i)
		e.canonical.move(&e.names, e.line(i).name)
		e.canonical.insertByte(':', whyColon)
		for j := i; j < next; j++ {
			if j > i {
				e.canonical.insertByte(',', whyComma)
			}
			if l := e.line(j); l.added {
				e.canonical.move(&e.values, e.added[l.index].value)
			} else {
				e.canonical.headerValue(Source{HeaderValue, l.index}, r.Headers[l.index].Value)
			}
		}
		e.canonical.insertByte('\n', whyLine)
		i = next
	}
}

// joinNames writes the signed headers' line: their names, with semicolons between.
func (e *engine) joinNames() {
	for i := 0; i < len(e.lines); i = e.nextName(i) {
		if i > 0 {
			e.signed.insertByte(';', whySemicolon)
		}
		e.signed.move(&e.names, e.line(i).name)
	}
}

// headerValue appends a header value in canonical form.
func (s *sink) headerValue(src Source, value string) {
	if !s.record {
		start := len(s.buf)
		s.buf = append(s.buf, value...)
		if isCanonicalValue(s.buf[start:]) {
			return
		}
		s.buf = s.buf[:start]
	}
	start, end := 0, len(value)
	for start < end && isHeaderSpace(value[start]) {
		start++
	}
	for end > start && isHeaderSpace(value[end-1]) {
		end--
	}
	s.drop(src, Span{0, start}, whySpaces)
	for i := start; i < end; {
		run := i
		for i < end && (!isHeaderSpace(value[i]) || value[i] == ' ' && !isHeaderSpace(value[i+1])) {
			i++ // value[end-1] is no space, so there is a byte after each space
		}
		s.copy(src, run, value[run:i])
		run = i
		for i < end && isHeaderSpace(value[i]) {
			i++
		}
		switch {
		case i == run:
		case value[run] == ' ':
			s.copy(src, run, " ")
			s.drop(src, Span{run + 1, i}, whySpaces)
		default:
			s.replace(src, Span{run, i}, " ")
		}
	}
	s.drop(src, Span{end, len(value)}, whySpaces)
}

// isCanonicalValue reports that a header value is canonical as it stands: no white space at its ends and
// none but single spaces in it. It looks at eight bytes at once, and may say no of a value that is.
func isCanonicalValue(value []byte) bool {
	n := len(value)
	if n > 0 && (value[0] <= ' ' || value[n-1] <= ' ') {
		return false
	}
	for i := 0; i < n; i++ {
		if n-i >= 8 && noneUpToSpace(binary.LittleEndian.Uint64(value[i:])) {
			i += 7
			continue
		}
		if c := value[i]; c <= ' ' && (c != ' ' || value[i+1] <= ' ') {
			return false
		}
	}
	return true
}

// noneUpToSpace reports that none of eight bytes is a space or less: taking '!' away borrows into no
// byte's top bit unless the byte had that bit already.
func noneUpToSpace(eight uint64) bool {
	const each = 0x0101010101010101
	return (eight-each*'!')&^eight&(each*0x80) == 0
}

// sameName reports whether two header names are one, without case.
func sameName(a, b string) bool { return len(a) == len(b) && strings.EqualFold(a, b) }
