package paste

import (
	"strings"

	"countersign/sigv4"
)

// startsForensic reports whether a line of the forensic log of Apache (mod_log_forensic) starts at a place:
// "+id|GET /path HTTP/1.1|Host:h.example|…" with the request and all its headers, or "-id" when it was answered.
func startsForensic(s string, at int) bool {
	const longest = 64
	end := at + 1
	for end < len(s) && end-at < longest && (isWord(s[end]) || strings.IndexByte("-@:", s[end]) >= 0) {
		end++
	}
	switch {
	case end == at+1:
		return false
	case s[at] == '+':
		return end < len(s) && s[end] == '|' && methodAt(s, end+1) > 0
	}
	return s[at] == '-' && isWord(s[at+1]) && end-at > 16 && (end == len(s) || newlineAt(s, end) > 0)
}

// readForensic reads the lines of a forensic log. Those that bear on no signature are passed by.
func (p *parser) readForensic(at int) (end int, ok bool) {
	s := p.in.String
	for end = at; end < len(s) && (s[end] == '+' || s[end] == '-') && startsForensic(s, end); end = nextLine(s, end) {
		line := lineEnd(s, end)
		r, ok := p.forensicRequest(end, line)
		if !ok {
			continue
		}
		if end > at {
			p.claim(at, end, KindLog, 0)
		}
		p.addRequest(r, end, line)
		return line, true
	}
	p.claim(at, end, KindLog, 0)
	return max(end, at+1), end > at
}

// forensicRequest reads the request in the line from at to end.
func (p *parser) forensicRequest(at, end int) (r Request, ok bool) {
	s := p.in.String
	r = Request{Format: KindAccessLog, OtherHeaders: Absent}
	var h headBlock
	signed := false
	for i := 0; at < end && len(h.headers) < maxHeaders; i++ {
		to := end
		if bar := strings.IndexByte(s[at:end], '|'); bar >= 0 {
			to = at + bar
		}
		colon := strings.IndexByte(s[at:to], ':')
		switch {
		case i == 0: // the id
		case i == 1:
			line := p.percentDecoded(at, to)
			method := strings.IndexByte(line.String, ' ')
			version := strings.LastIndex(line.String, " HTTP/")
			if method <= 0 || version <= method {
				return r, false
			}
			verb := slice(line, 0, method)
			r.Method, r.MethodMap = verb.String, verb.Map
			setTarget(&r, slice(line, method+1, version))
			signed = presignedFormat(r.Target) != ""
		case colon > 0:
			name, value := p.percentDecoded(at, at+colon), p.percentDecoded(at+colon+1, to)
			h.add(name, value)
			signed = signed || strings.HasPrefix(value.String, "AWS") && strings.EqualFold(name.String, "Authorization") || equalFold(name.String, 0, "x-amz-")
		}
		at = to + 1
	}
	p.setHeaders(&r, &h)
	r.Cut = false
	r.Redacted = r.Redacted || isMasked(r.Target)
	if _, said := headerValue(r.Headers, "content-length"); !said && bodilessMethod(r.Method) {
		r.Body = Absent
	}
	return r, signed
}

// percentDecoded is bytes [from, to) of the cleaned text with each %xx undone.
func (p *parser) percentDecoded(from, to int) sigv4.Text {
	s, w, start := p.in.String, rewrite(p.in), from
	for i := from; i+3 <= to; i++ {
		if s[i] == '%' && isHex(s[i+1:i+3]) {
			w.copy(start, i)
			w.replace(i, i+3, string([]byte{hexDigit(s[i+1])<<4 | hexDigit(s[i+2])}))
			start, i = i+3, i+2
		}
	}
	w.copy(start, to)
	return w.text()
}
