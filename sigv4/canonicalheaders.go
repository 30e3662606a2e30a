package sigv4

import (
	"bytes"
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
		switch {
		case 'a' <= c && c <= 'z' || c == '-':
		case 'A' <= c && c <= 'Z':
			lower[i] = c + 'a' - 'A'
		case bad < 0 && !isToken(c):
			bad = i
		}
	}
	return Span{start, len(e.names.buf)}, bad
}

// addLine takes the name that lowerName has just appended into the signed headers.
func (e *engine) addLine(name Span, index int, written string) {
	upper := string(e.names.buf[name.Start:name.End]) != written
	e.lines = append(e.lines, line{name: name, index: index, upper: upper})
	if e.names.record {
		e.names.note(name.Len(), e.lines[len(e.lines)-1].nameSegment())
	}
}

// forgetName takes back what lowerName appended.
func (e *engine) forgetName(name Span) { e.names.buf = e.names.buf[:name.Start] }

// addAddedLine takes a header that signing adds into the signed headers.
func (e *engine) addAddedLine(index int, lowerName string) {
	start := len(e.names.buf)
	e.names.insert(lowerName, whyAdded)
	e.lines = append(e.lines, line{name: Span{start, len(e.names.buf)}, index: index, added: true})
}

// sortLines sorts the signed headers by name; those of one name stay in the order of the request.
func (e *engine) sortLines() {
	buf, lines := e.names.buf, e.lines
	name := func(i int) []byte { return buf[lines[i].name.Start:lines[i].name.End] }
	e.byName = rankNames(e.byName, len(lines), name)
	sortRanked(e.byName, name, func(a, b int) int { return a - b })
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
	for next < len(e.byName) && e.byName[i].low == e.byName[next].low && bytes.Equal(e.name(i), e.name(next)) {
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

// signedHeaders appends the names of the signed headers, joined with semicolons.
func (e *engine) signedHeaders(to *sink) {
	for i := 0; i < len(e.lines); i = e.nextName(i) {
		if i > 0 {
			to.insertByte(';', whySemicolon)
		}
		to.move(&e.names, e.line(i).name)
	}
}

// isHeaderSpace reports whether c is white space in a header value: space, tab and the line ends of a
// folded value. Other Unicode spaces are ordinary bytes.
func isHeaderSpace(c byte) bool {
	return c <= ' ' && (c == ' ' || c == '\t' || c == '\r' || c == '\n')
}

// headerValue appends a header value in canonical form.
func (s *sink) headerValue(src Source, value string) {
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

// sameName reports whether two header names are one, without case.
func sameName(a, b string) bool { return len(a) == len(b) && strings.EqualFold(a, b) }
