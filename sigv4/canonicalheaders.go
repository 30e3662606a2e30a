package sigv4

import (
	"bytes"
	"encoding/binary"
	"strings"
)

// line is one header that is signed. Its lower-case name lies in engine.names, and a colon after it.
type line struct {
	name  Span
	again bool // the header before it, once sorted, has the same name
	index int  // of Request.Headers, or of engine.added when added is set
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

// rankLine appends a line, whose name e.names ends with, to be sorted by it.
func (e *engine) rankLine(l line) {
	e.names.insertByte(':', whyColon)
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
	for i := range e.byName {
		l := e.line(i)
		l.again = i > 0 && e.byName[i-1].sameRank(e.byName[i]) && bytes.Equal(e.name(i-1), e.name(i))
		if l.again {
			continue
		}
		if i > 0 {
			e.signed.insertByte(';', whySemicolon)
		}
		e.signed.move(&e.names, l.name)
	}
}

// line is the signed header at place i of the sorted ones.
func (e *engine) line(i int) *line { return &e.lines[e.byName[i].at] }

// name is its lower-case name.
func (e *engine) name(i int) []byte {
	l := e.line(i)
	return e.names.buf[l.name.Start:l.name.End]
}

// canonicalHeaders appends the canonical headers, each line with its newline: names in lower case and
// sorted, values trimmed, runs of white space as one space, values of one name joined with commas.
func (e *engine) canonicalHeaders(r *Request) {
	for i := range e.byName {
		l := e.line(i)
		if l.again {
			e.canonical.insertByte(',', whyComma)
		} else {
			if i > 0 {
				e.canonical.insertByte('\n', whyLine)
			}
			e.canonical.move(&e.names, Span{l.name.Start, l.name.End + len(":")})
		}
		if l.added {
			e.canonical.move(&e.values, e.added[l.index].value)
		} else {
			e.canonical.headerValue(Source{HeaderValue, l.index}, r.Headers[l.index].Value)
		}
	}
	if len(e.byName) > 0 {
		e.canonical.insertByte('\n', whyLine)
	}
}

// headerValue appends a header value in canonical form.
func (s *sink) headerValue(src Source, value string) {
	if !s.record && isCanonicalValue(value) {
		s.buf = append(s.buf, value...)
		return
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
// none but single spaces in it. It may say no of a value with other control characters.
func isCanonicalValue(value string) bool {
	n := len(value)
	if n >= 8 {
		found := upToSpace(value[n-8:])
		for i := 0; i < n-8; i += 8 {
			found |= upToSpace(value[i:])
		}
		if found == 0 {
			return true
		}
	}
	if n > 0 && (value[0] <= ' ' || value[n-1] <= ' ') {
		return false
	}
	for i := range n {
		if c := value[i]; c <= ' ' && (c != ' ' || value[i+1] <= ' ') {
			return false
		}
	}
	return true
}

// upToSpace is not zero when one of the first eight bytes is a space or less: taking '!' away borrows into
// no byte's top bit unless the byte had that bit already.
func upToSpace(text string) uint64 {
	const each = 0x0101010101010101
	eight := binary.LittleEndian.Uint64([]byte(text[:8]))
	return (eight - each*'!') &^ eight & (each * 0x80)
}

// sameName reports whether two header names are one, without case.
func sameName(a, b string) bool { return len(a) == len(b) && strings.EqualFold(a, b) }
