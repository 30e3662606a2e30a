package paste

import (
	"strings"

	"countersign/sigv4"
)

// headBlock is the headers of a request or a response.
type headBlock struct {
	headers       []sigv4.Header
	names, values []sigv4.Map
	end           int  // of the last header line
	complete      bool // a blank line follows, or the text ends after it
	body          int  // where the body starts when complete
}

// add appends a header.
func (h *headBlock) add(name, value sigv4.Text) {
	h.headers = append(h.headers, sigv4.Header{Name: name.String, Value: value.String})
	h.names, h.values = append(h.names, name.Map), append(h.values, value.Map)
}

// Bounds of what is read of one request or response: no server takes more.
const (
	maxHeaders = 2000
	maxFolds   = 256 // lines that one header is folded into
)

// readHeaders reads name: value lines up to a blank line, or to a line that is no header.
// Folded lines join with one space (RFC 9112, 5.2).
func (p *parser) readHeaders(at int) headBlock {
	s := p.in.String
	h := headBlock{end: at}
	for at < len(s) {
		if len(h.headers) == maxHeaders {
			return h
		}
		line := lineEnd(s, at)
		if strings.TrimSpace(s[at:writtenEnd(s, at, line)]) == "" {
			h.complete, h.body = true, min(line+1, len(s))
			if writtenEnd(s, at, line) < line {
				h.end = h.body
			}
			return h
		}
		nameEnd, colon := headerName(s, at)
		if colon < 0 {
			return h
		}
		w := rewrite(p.in)
		written := writtenEnd(s, at, line)
		from, to := trimmed(s, min(colon+1, written), written)
		w.copy(from, to)
		w.drop(written, line, "line end written out")
		for folds := 0; folds < maxFolds && line+1 < len(s) && (s[line+1] == ' ' || s[line+1] == '\t'); folds++ {
			next := lineEnd(s, line+1)
			foldFrom, foldTo := trimmed(s, line+1, next)
			if foldFrom == foldTo {
				break
			}
			w.replace(to, foldFrom, " ")
			w.copy(foldFrom, foldTo)
			to, line = foldTo, next
		}
		name, value := p.text(at, nameEnd), w.text()
		h.headers = append(h.headers, sigv4.Header{Name: name.String, Value: value.String})
		h.names, h.values = append(h.names, name.Map), append(h.values, value.Map)
		h.end = min(line+1, len(s))
		at = h.end
	}
	h.complete, h.body = true, len(s)
	return h
}

// writtenEnd is the end of a line without the characters \r\n that Wireshark writes for its line end.
func writtenEnd(s string, at, line int) int {
	const written = `\r\n`
	if text := strings.TrimRight(s[at:line], " \t\r"); strings.HasSuffix(text, written) {
		return at + len(text) - len(written)
	}
	return line
}

// isCut reports whether a text ends inside the headers: in a name, or in a value whose form tells
// where it ends.
func (p *parser) isCut(h headBlock) bool {
	s := p.in.String
	if h.end < len(s) {
		end, _ := headerName(s, h.end)
		return end > h.end && end == len(s)
	}
	n := len(h.headers)
	if n == 0 || !h.complete {
		return false
	}
	switch last := h.headers[n-1]; {
	case strings.HasPrefix(last.Value, "AWS4-") && !strings.Contains(last.Value, "Signature="):
		return !isMasked(last.Value) && !strings.HasSuffix(s, "\n\n")
	case s[len(s)-1] == '\n':
		return false
	case strings.HasPrefix(last.Value, "AWS4-"):
		_, signature, _ := strings.Cut(last.Value, "Signature=")
		return len(signature) < 64 && isHex(signature)
	case strings.EqualFold(last.Name, "X-Amz-Date"):
		return len(last.Value) < len("20260315T120000Z") && !isMasked(last.Value)
	default:
		return last.Value == ""
	}
}

// headerName finds the name that starts a header line, and its colon; the colon is -1 for no header line.
func headerName(s string, at int) (end, colon int) {
	end = at
	for end < len(s) && isToken(s[end]) {
		end++
	}
	if colon = skipBlanks(s, end); end == at || colon >= len(s) || s[colon] != ':' || strings.HasPrefix(s[colon:], "://") {
		return end, -1
	}
	return end, colon
}

func headerValue(headers []sigv4.Header, lower string) (string, bool) {
	for _, h := range headers {
		if strings.EqualFold(h.Name, lower) {
			return h.Value, true
		}
	}
	return "", false
}

// startsHeaders reports whether a line may be the first of headers that stand without a request line.
func startsHeaders(s string, at int) bool {
	if !isAlnum(s[at]) || at > 0 && s[at-1] != '\n' {
		return false
	}
	end, colon := headerName(s[:min(len(s), at+64)], at)
	return colon == end
}

// readLoneHeaders reads headers that were copied without their request line. One of them has to
// carry a signature, or be a header of AWS.
func (p *parser) readLoneHeaders(at int) (end int, ok bool) {
	s := p.in.String
	signed := false
	for end = at; end < len(s); end = nextLine(s, end) {
		_, colon := headerName(s, end)
		if colon < 0 {
			break
		}
		line := s[end:lineEnd(s, end)]
		if end == at && strings.HasSuffix(strings.TrimSpace(line), " HTTP/1.1") { // a request line behind a log's prefix
			return nextLine(s, end), false
		}
		value := strings.TrimSpace(s[colon+1 : end+len(line)])
		signed = signed || strings.HasPrefix(value, "AWS4-") || equalFold(line, 0, "x-amz-date")
	}
	if !signed {
		return max(end, at+1), false
	}
	h := p.readHeaders(at)
	r := Request{Format: KindHTTPRequest, Response: -1, Error: -1}
	p.setHeaders(&r, &h)
	_, end = trimmed(p.in.String, at, h.end)
	r.Span = p.span(at, end)
	p.ev.Requests = append(p.ev.Requests, r)
	p.claim(at, end, KindHTTPRequest, len(p.ev.Requests)-1)
	return end, true
}

// setHeaders gives a request its headers, and its host when none is known from the target.
func (p *parser) setHeaders(r *Request, h *headBlock) {
	r.Cut = p.isCut(*h)
	h.complete = h.complete && !r.Cut
	r.Headers, r.NameMaps, r.ValueMaps = h.headers, h.names, h.values
	r.Implied = make([]bool, len(r.Headers))
	if host, ok := headerValue(r.Headers, "host"); ok {
		r.Host = host
	}
	r.Expands = make([]bool, len(r.Headers))
	for i, header := range r.Headers {
		r.Redacted = r.Redacted || isMasked(header.Value)
		r.Expands[i] = hasVariable(header.Value)
	}
}

// hasVariable reports whether a value names a variable whose value is not in the paste: $DATE, ${DATE}, $(date).
func hasVariable(value string) bool {
	for {
		i := strings.IndexByte(value, '$')
		if i < 0 || i+1 == len(value) {
			return false
		}
		value = value[i+1:]
		if c := value[0]; isWord(c) && !isDigit(c) || c == '{' || c == '(' {
			return true
		}
	}
}
