package paste

import (
	"strconv"
	"strings"
)

func startsResponse(s string, at int) bool {
	return strings.HasPrefix(s[at:], "HTTP/") && at+5 < len(s) && isDigit(s[at+5]) && (atLineStart(s, at) || s[at-1] == ' ')
}

// readResponse reads a status line and headers. What its body holds is found by the other formats.
func (p *parser) readResponse(at int) (end int, ok bool) {
	s := p.in.String
	line := lineEnd(s, at)
	fields := strings.Fields(s[at:min(line, at+64)])
	if len(fields) < 2 {
		return line, false
	}
	status, err := strconv.Atoi(fields[1])
	if err != nil || status < 100 || status > 599 || !atLineStart(s, at) && !p.headerFollows(line) {
		return line, false
	}
	h := p.readHeaders(nextLine(s, at))
	r := Response{Status: status, Headers: h.headers, ValueMaps: h.values, Span: p.span(at, h.end), Error: -1}
	p.ev.Responses = append(p.ev.Responses, r)
	p.claim(at, h.end, KindHTTPResponse, len(p.ev.Responses)-1)
	return h.end, true
}
