package paste

import (
	"strconv"
	"strings"

	"countersign/sigv4"
)

// sections are the titles in Postman's console, where it shows a request laid out. Its raw log is HTTP.
var sections = [...]string{"Request Headers", "Request Body", "Response Headers", "Response Body", "Network"}

// maxHead bounds the lines between an address and the first title: a status, a time, a size.
const maxHead = 8

// sectionAt is the title that stands alone in the line of a place, and where the line ends; "" for none.
// A mark of an open or closed part may stand before it, and a colon after it.
func sectionAt(s string, at int) (title string, end int) {
	end = lineEnd(s[:min(len(s), at+64)], at)
	line := strings.TrimSpace(s[at:end])
	for _, mark := range [...]string{"▼", "▾", "▶", "▸"} {
		line = strings.TrimSpace(strings.TrimPrefix(line, mark))
	}
	line = strings.TrimSuffix(line, ":")
	for _, title := range sections {
		if line == title {
			return title, end
		}
	}
	return "", end
}

func startsPostman(s string, at int) bool {
	if n := methodAt(s, at); n > 0 {
		return at+n < len(s) && s[at+n] == ' ' && hasScheme(s[at+n+1:min(len(s), at+n+9)])
	}
	if s[at] != 'R' || !strings.HasPrefix(s[at:], sections[0]) {
		return false
	}
	title, _ := sectionAt(s, at)
	return title != "" && (at == 0 || isSpace(s[at-1]) || s[at-1] >= 0x80)
}

// readPostman reads a request as Postman's console shows it: an address, and below it titles, each
// with lines of the form name: "value"; or one object with the titles as names.
func (p *parser) readPostman(at int) (end int, ok bool) {
	s := p.in.String
	c := postman{p: p, r: Request{Format: KindPostman}, answer: Response{Error: -1}}
	end = at
	if n := methodAt(s, at); n > 0 {
		line := lineEnd(s, at)
		from := at + n + 1
		to := from
		for to < line && !isSpace(s[to]) {
			to++
		}
		c.method, c.address = p.text(at, at+n), p.text(from, to)
		if strings.HasSuffix(s[from:to], ":") {
			if open := skipSpace(s, to); open < len(s) && s[open] == '{' {
				c.address = p.text(from, to-1)
				return c.object(at, open)
			}
		}
		c.status(s[to:line])
		end = nextLine(s, at)
		for range maxHead {
			if title, _ := sectionAt(s, end); title != "" {
				break
			}
			c.status(s[end:lineEnd(s, end)])
			end = nextLine(s, end)
		}
	}
	if title, _ := sectionAt(s, end); title == "" {
		return nextLine(s, at), false
	}
	for end < len(s) && !c.ended {
		title, line := sectionAt(s, end)
		if title == "" {
			break
		}
		end = c.section(title, min(line+1, len(s)))
	}
	if len(c.r.Headers) == 0 {
		return end, false
	}
	from, _ := trimmed(s, at, end)
	c.finish(from)
	p.claimLog(c.lastEnd(), end)
	return end, true
}

// lastEnd is the end of the section that was claimed last.
func (c *postman) lastEnd() int { return max(c.requestEnd, c.answerEnd) }

// postman is a request in Postman's console while it is read.
type postman struct {
	p               *parser
	r               Request
	method, address sigv4.Text
	requestEnd      int // where the request's last section ends
	answer          Response
	answerAt        int // where the answer's headers start, 0 for none
	answerEnd       int
	ended           bool // what follows is the body of the answer
	body            sigv4.Text
}

// status reads the status that a line before the first title starts with: "403", "403 Forbidden".
func (c *postman) status(line string) {
	word, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
	if n, err := strconv.Atoi(word); err == nil && len(word) == 3 && n >= 100 && n <= 599 && !strings.HasPrefix(rest, "ms") {
		c.answer.Status = n
	}
}

// section reads what stands below a title, up to the next one.
func (c *postman) section(title string, at int) (end int) {
	s := c.p.in.String
	if title == "Response Body" {
		c.ended = true
		return at
	}
	for end = at; end < len(s); end = nextLine(s, end) {
		if next, _ := sectionAt(s, end); next != "" {
			break
		}
		if title == "Request Body" || title == "Network" {
			continue
		}
		name, value, ok := c.line(end)
		if !ok {
			break
		}
		if title == "Request Headers" {
			c.r.setHeader(name, value)
		} else {
			c.answer.Headers = append(c.answer.Headers, sigv4.Header{Name: name.String, Value: value.String})
			c.answer.ValueMaps = append(c.answer.ValueMaps, value.Map)
		}
	}
	switch from, to := trimmed(s, at, end); title {
	case "Request Body":
		c.body = c.p.text(from, to)
		c.requestEnd = max(c.requestEnd, to)
	case "Request Headers":
		c.requestEnd = max(c.requestEnd, to)
	case "Response Headers":
		c.answerAt, c.answerEnd = from, to
	}
	return end
}

// line reads name: "value", with or without the quotation marks.
func (c *postman) line(at int) (name, value sigv4.Text, ok bool) {
	s := c.p.in.String
	line := lineEnd(s, at)
	from := skipBlanks(s, at)
	nameEnd, colon := headerName(s[:line], from)
	if colon < 0 || len(c.r.Headers) == maxHeaders || len(c.answer.Headers) == maxHeaders {
		return name, value, false
	}
	valueFrom, valueTo := trimmed(s, colon+1, line)
	if valueTo-valueFrom > 1 && s[valueFrom] == '"' && s[valueTo-1] == '"' {
		return c.p.text(from, nameEnd), unquote(c.p.in, valueFrom+1, valueTo-1), true
	}
	return c.p.text(from, nameEnd), c.p.text(valueFrom, valueTo), true
}

// object reads the form with one object behind the address.
func (c *postman) object(at, open int) (end int, ok bool) {
	s := c.p.in.String
	root, end, ok := readTree(s, open)
	if !ok || root.member(s, sections[0]) == nil {
		return end, false
	}
	c.p.setFetchHeaders(&c.r, root.member(s, "Request Headers"))
	c.r.Cut = root.cut
	c.requestEnd = end
	if body := root.member(s, "Request Body"); body.is(stringNode) {
		c.body = unquote(c.p.in, body.from, body.to)
	} else if body != nil {
		c.body = c.p.text(body.from, body.to)
	}
	if headers := root.member(s, "Response Headers"); headers.is(objectNode) {
		for i := range headers.kids {
			if k := &headers.kids[i]; k.kind == stringNode {
				value := unquote(c.p.in, k.from, k.to)
				c.answer.Headers = append(c.answer.Headers, sigv4.Header{Name: s[k.nameFrom:k.nameTo], Value: value.String})
				c.answer.ValueMaps = append(c.answer.ValueMaps, value.Map)
			}
		}
		c.answerAt, c.answerEnd = headers.from, headers.to
	}
	c.finish(at)
	if answer := root.member(s, "Response Body"); answer != nil {
		body := c.p.text(answer.from, answer.to)
		if answer.kind == stringNode {
			body = unquote(c.p.in, answer.from, answer.to)
		}
		if kind, index, ok := c.p.readErrorBody(body); ok {
			from, to := answer.whole(s)
			c.p.claim(from, to, kind, index)
		}
	}
	return end, true
}

// finish adds the request and the answer.
func (c *postman) finish(at int) {
	p, r := c.p, &c.r
	r.Method, r.MethodMap = c.method.String, c.method.Map
	_, hosted := headerValue(r.Headers, "host")
	if c.address.String != "" {
		r.setAddress(c.address, "Postman sends that of the address")
	} else {
		r.Host, _ = headerValue(r.Headers, "host")
	}
	if hosted && !r.Cut {
		r.OtherHeaders = Absent
	}
	_, counted := headerValue(r.Headers, "content-length")
	switch {
	case c.body.String != "":
		p.setText(r, c.body, "Postman may show it laid out anew")
	case !counted && bodilessMethod(r.Method) && !r.Cut:
		r.Body = Absent
	}
	p.addRequest(*r, at, c.requestEnd)
	if c.answerAt == 0 || len(c.answer.Headers) == 0 {
		return
	}
	p.claimLog(c.requestEnd, c.answerAt)
	c.answer.Span = p.span(c.answerAt, c.answerEnd)
	p.ev.Responses = append(p.ev.Responses, c.answer)
	p.claim(c.answerAt, c.answerEnd, KindHTTPResponse, len(p.ev.Responses)-1)
}
