package paste

import (
	"strconv"
	"strings"

	"countersign/sigv4"
)

// dumps start the blocks of curl --trace-ascii that are read: "=> Send header, 381 bytes (0x17d)".
var dumps = [...]string{"=> Send header, ", "=> Send data, ", "<= Recv header, ", "<= Recv data, "}

func startsTrace(s string, at int) bool { return (at == 0 || s[at-1] == '\n') && dumpAt(s, at) != "" }

func dumpAt(s string, at int) string {
	for _, dump := range dumps {
		if strings.HasPrefix(s[at:], dump) {
			return dump
		}
	}
	return ""
}

// readTrace reads the head of a request or a response that curl --trace-ascii dumps, 64 bytes in a
// row. Of bodies only one without control characters and bytes above 0x7e can be had back: the
// others are written with dots in their places.
func (p *parser) readTrace(at int) (end int, ok bool) {
	s := p.in.String
	kind := dumpAt(s, at)
	w := rewrite(p.in)
	end = at
	for strings.HasPrefix(s[end:], kind) { // curl dumps each header of a response by itself
		end = p.readRows(w, nextLine(s, end))
	}
	text := w.text()
	inner := p.inner(text)
	found := false
	switch {
	case text.String == "":
	case kind == "=> Send header, " && startsRequest(text.String, 0):
		_, found = inner.readRequest(0)
	case kind == "<= Recv header, " && startsResponse(text.String, 0):
		_, found = inner.readResponse(0)
	case kind == "=> Send data, ":
		p.setDumped(text, strings.TrimPrefix(s[at:lineEnd(s, at)], kind))
	}
	if !found {
		p.claim(at, end, KindLog, 0)
		return end, true
	}
	p.ev = inner.ev
	p.claim(at, end, inner.blocks[0].kind, inner.blocks[0].index)
	return end, true
}

// readRows appends the rows "0040: text" of a dump from a place on, and returns where they end.
func (p *parser) readRows(w *rewriter, at int) (end int) {
	const row, prefix = 64, len("0000: ")
	s := p.in.String
	offset := 0
	for at+prefix <= len(s) && isHex(s[at:at+4]) && s[at+4:at+prefix] == ": " {
		number, err := strconv.ParseInt(s[at:at+4], 16, 32)
		line := lineEnd(s, at)
		if err != nil || int(number) < offset {
			return at
		}
		offset = int(number)
		next := min(line+1, len(s))
		w.copy(at+prefix, line)
		whole := line-at-prefix == row && strings.HasPrefix(s[next:], hexOffset(offset+row)+": ")
		if !whole && line < len(s) {
			w.copy(line, next)
		}
		at = next
	}
	return at
}

// hexOffset is an offset as curl writes it: at least four digits.
func hexOffset(n int) string {
	digits := strconv.FormatInt(int64(n), 16)
	return "0000"[:max(0, 4-len(digits))] + digits
}

// setDumped gives the last request the body that was dumped, if nothing of it was written as a dot.
func (p *parser) setDumped(text sigv4.Text, size string) {
	n := len(p.ev.Requests)
	size, _, _ = strings.Cut(size, " ")
	body := strings.TrimSuffix(text.String, "\n")
	if length, err := strconv.Atoi(size); n == 0 || err != nil || length != len(body) || strings.ContainsAny(body, ".\n") {
		return
	}
	r := &p.ev.Requests[n-1]
	if length, _ := headerValue(r.Headers, "content-length"); length != size || r.Body == Present {
		return
	}
	dumped := slice(text, 0, len(body))
	r.Body = Present
	r.Request.Body, r.BodyMap = []byte(dumped.String), dumped.Map
	r.Redacted = r.Redacted || strings.Contains(body, mask) && len(p.ev.Secrets) > 0
}
