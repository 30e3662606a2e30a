package paste

import (
	"strconv"
	"strings"

	"countersign/sigv4"
)

// layers start what Wireshark and tshark -V print of a packet: its first line, and those of HTTP.
const (
	frameLayer = "Frame "
	httpLayer  = "Hypertext Transfer Protocol"
	http2Layer = "HyperText Transfer Protocol 2"
)

func startsPackets(s string, at int) bool {
	if s[at] != 'H' && s[at] != 'F' && !isUpper(s[at]) || at > 0 && s[at-1] != '\n' {
		return false
	}
	return strings.HasPrefix(s[at:], httpLayer) || strings.HasPrefix(s[at:], http2Layer) || isFrame(s, at) || isWireHead(s, at)
}

// isFrame reports whether the line of a packet's number starts at a place: "Frame 4: 512 bytes on wire".
func isFrame(s string, at int) bool {
	return strings.HasPrefix(s[at:], frameLayer) && strings.Contains(s[at:min(len(s), at+60)], " bytes on wire")
}

// isWireHead reports whether a request line or a status line is at a place whose line end is written out.
func isWireHead(s string, at int) bool {
	if methodAt(s, at) == 0 && !strings.HasPrefix(s[at:], "HTTP/1") {
		return false
	}
	end := lineEnd(s[:min(len(s), at+maxWireLine)], at)
	return writtenEnd(s, at, end) < end && strings.Contains(s[at:end], "HTTP/1")
}

// maxWireLine bounds a line of HTTP in a packet's details: Wireshark cuts lines of more than 240 characters.
const maxWireLine = 1024

// readPackets reads the details of packets: what leads to HTTP is passed by, and a head of HTTP gives a
// request or a response, with the body when it is printed as text.
func (p *parser) readPackets(at int) (end int, ok bool) {
	s := p.in.String
	if isFrame(s, at) {
		for end = nextLine(s, at); end < len(s) && !startsPackets(s, end) && strings.TrimSpace(s[end:lineEnd(s, end)]) != ""; {
			end = nextLine(s, end)
		}
		p.claimLog(at, end)
		return end, true
	}
	d := packet{p: p, w: rewrite(p.in)}
	if strings.HasPrefix(s[at:], http2Layer) {
		end = d.readHTTP2(nextLine(s, at))
	} else {
		end = at
		if strings.HasPrefix(s[at:], httpLayer) {
			end = nextLine(s, at)
		}
		end = d.readHead(end)
	}
	head := d.w.text()
	inner := p.inner(head)
	switch {
	case head.String == "":
		return max(end, at+1), false
	case startsResponse(head.String, 0):
		_, ok = inner.readResponse(0)
	case startsRequest(head.String, 0):
		_, ok = inner.readRequest(0)
	}
	if !ok {
		return max(end, at+1), false
	}
	p.ev = inner.ev
	end = d.readRest(end)
	d.add(at, end, inner.blocks[0])
	return end, true
}

// packet is a head of HTTP in a packet's details while it is read.
type packet struct {
	p         *parser
	w         *rewriter
	truncated bool   // Wireshark cut a line
	scheme    string // of the full URI
	size      int    // of the body, as it is printed
	body      sigv4.Text
	bodyFrom  int // the lines of the body
	bodyTo    int
}

// add claims what was read, and gives it its body.
func (d *packet) add(at, end int, b block) {
	p := d.p
	whole := d.body.String != "" && d.size == len(d.body.String)
	p.claim(at, end, b.kind, b.index)
	if b.kind == KindHTTPResponse {
		p.ev.Responses[b.index].Span = p.span(at, end)
		if kind, index, ok := p.readErrorBody(d.body); ok {
			p.claim(d.bodyFrom, d.bodyTo, kind, index)
		}
		return
	}
	r := &p.ev.Requests[b.index]
	r.Span = p.span(at, end)
	r.Redacted = r.Redacted || d.truncated
	r.Scheme = d.scheme
	if whole && r.Body == Unknown {
		p.setText(r, d.body, "")
	}
}

// readHead takes the lines whose ends are written out, up to the empty one.
func (d *packet) readHead(at int) (end int) {
	s := d.p.in.String
	started := false
	for end = at; end < len(s); end = nextLine(s, end) {
		line := lineEnd(s, end)
		from, to := trimmed(s, end, line)
		written := writtenEnd(s, from, to)
		switch {
		case from == to, from > at && startsPackets(s, end) && started:
			return end
		case written == to, s[from] == '[' && !strings.HasPrefix(s[from:], "[truncated]"):
			continue // what Wireshark says of it
		case from == written:
			d.w.replace(from, to, "\n")
			return nextLine(s, end)
		}
		started = true
		d.takeLine(from, written)
		d.w.replace(written, to, "\n")
	}
	return end
}

// takeLine takes a line without Wireshark's mark of one that it cut.
func (d *packet) takeLine(from, to int) {
	const mark = "[truncated]"
	s := d.p.in.String
	if strings.HasPrefix(s[from:to], mark) {
		d.truncated = true
		d.w.drop(from, from+len(mark), "a mark of Wireshark")
		from += len(mark)
	}
	for _, mark := range [...]string{" […]:", " [truncated]:"} {
		if i := strings.Index(s[from:min(to, from+80)], mark); i >= 0 {
			d.truncated = true
			d.w.copy(from, from+i)
			d.w.drop(from+i, from+i+len(mark)-1, "a mark of Wireshark")
			from += i + len(mark) - 1
		}
	}
	d.w.copy(from, to)
}

// readHTTP2 takes the header fields of HTTP/2 and writes them as a head of HTTP/1.
func (d *packet) readHTTP2(at int) (end int) {
	const field = "Header: "
	s := d.p.in.String
	special := map[string]sigv4.Span{}
	var fields []sigv4.Span
	for end = at; end < len(s) && len(fields) < maxHeaders; end = nextLine(s, end) {
		from, to := trimmed(s, end, lineEnd(s, end))
		if from == to || startsPackets(s, end) {
			break
		}
		if !strings.HasPrefix(s[from:to], field) {
			continue
		}
		from += len(field)
		if s[from] != ':' {
			fields = append(fields, sigv4.Span{Start: from, End: to})
		} else if name, value, ok := strings.Cut(s[from:to], ": "); ok {
			special[name] = sigv4.Span{Start: to - len(value), End: to}
		}
	}
	const why = "HTTP/2 has no request line"
	take := func(name string) { d.w.copy(special[name].Start, special[name].End) }
	switch {
	case special[":method"].Len() > 0 && special[":path"].Len() > 0:
		take(":method")
		d.w.insert(" ", why)
		take(":path")
		d.w.insert(" HTTP/2\n", why)
		if special[":authority"].Len() > 0 {
			d.w.insert("Host: ", "HTTP/2 names it :authority")
			take(":authority")
			d.w.insert("\n", why)
		}
		d.scheme = s[special[":scheme"].Start:special[":scheme"].End]
	case special[":status"].Len() > 0:
		d.w.insert("HTTP/2 ", why)
		take(":status")
		d.w.insert("\n", why)
	default:
		return end
	}
	for _, f := range fields {
		d.takeLine(f.Start, f.End)
		d.w.insert("\n", why)
	}
	d.w.insert("\n", why)
	return end
}

// readRest takes what follows a head: what Wireshark says of it, the size of the body, and its text.
func (d *packet) readRest(at int) (end int) {
	const size, text, uri = "File Data: ", "Line-based text data", "[Full request URI: "
	s := d.p.in.String
	for end = at; end < len(s); end = nextLine(s, end) {
		from, to := trimmed(s, end, lineEnd(s, end))
		line := s[from:to]
		switch {
		case strings.HasPrefix(line, size):
			digits, _, _ := strings.Cut(line[len(size):], " ")
			d.size, _ = strconv.Atoi(digits)
		case strings.HasPrefix(line, text):
			return d.readText(nextLine(s, end))
		case strings.HasPrefix(line, uri):
			d.scheme, _, _ = strings.Cut(strings.ToLower(line[len(uri):]), "://")
		case !strings.HasPrefix(line, "["):
			return end
		}
	}
	return end
}

// readText takes the indented lines of a body. A line break of the body is written out as \n or \r\n.
func (d *packet) readText(at int) (end int) {
	s := d.p.in.String
	indent := skipBlanks(s, at) - at
	w := rewrite(d.p.in)
	d.bodyFrom = at
	for end = at; end < len(s) && indent > 0 && skipBlanks(s, end)-end >= indent; {
		line := lineEnd(s, end)
		from, to := end+indent, line
		if to > from && s[to-1] == '\r' {
			to--
		}
		next := nextLine(s, end)
		d.bodyTo, end = to, next
		switch text := s[from:to]; {
		case strings.HasSuffix(text, `\r\n`):
			w.copy(from, to-4)
			w.replace(to-4, to, "\r\n")
		case strings.HasSuffix(text, `\n`):
			w.copy(from, to-2)
			w.replace(to-2, to, "\n")
		default:
			w.copy(from, to)
			d.body = w.text()
			return end
		}
	}
	d.body = w.text()
	return end
}
