package paste

import (
	"strings"

	"countersign/sigv4"
)

// methods are the methods that are recognised without "HTTP/" after the target.
var methods = [...]string{"GET", "PUT", "POST", "HEAD", "DELETE", "PATCH", "OPTIONS"}

// methodAt is the length of the method that stands at a place as a word of its own, 0 for none.
func methodAt(s string, at int) int {
	if at >= len(s) || !isUpper(s[at]) || at > 0 && (isWord(s[at-1]) || s[at-1] == '-') && !escapedNewline(s, at) {
		return 0
	}
	for _, m := range methods {
		if strings.HasPrefix(s[at:], m) {
			if end := at + len(m); end == len(s) || isSpace(s[end]) || s[end] == '\\' {
				return len(m)
			}
		}
	}
	return 0
}

// escapedNewline reports whether a newline written as \n ends before at.
func escapedNewline(s string, at int) bool { return at > 1 && s[at-1] == 'n' && s[at-2] == '\\' }

// atLineStart reports whether only white space, a prompt or a quote precedes at in its line.
func atLineStart(s string, at int) bool {
	for at > 0 && (s[at-1] == ' ' || s[at-1] == '\t' || s[at-1] == '$' || s[at-1] == '`' || s[at-1] == '"' || s[at-1] == '\'') {
		at--
	}
	return at == 0 || s[at-1] == '\n'
}

func startsRequest(s string, at int) bool {
	if lowerMethodAt(s, at) {
		return true
	}
	if !isUpper(s[at]) || at > 0 && !isSpace(s[at-1]) && s[at-1] != '`' || !atLineStart(s, at) && methodAt(s, at) == 0 {
		return false
	}
	n := 0
	for at+n < len(s) && n < 32 && (isUpper(s[at+n]) || s[at+n] == '-') {
		n++
	}
	return n > 1 && at+n+1 < len(s) && s[at+n] == ' ' && s[at+n+1] > ' '
}

// lowerMethodAt reports whether a line starts with a method in small letters, and a path and a version
// follow it. No server takes it for the method.
func lowerMethodAt(s string, at int) bool {
	if !isAlnum(s[at]) || isUpper(s[at]) || !startsAlone(s, at) {
		return false
	}
	for _, m := range methods {
		if end := at + len(m); m[0]|0x20 == s[at] && equalFold(s, at, strings.ToLower(m)) && strings.HasPrefix(s[end:], " /") {
			return strings.Contains(s[end:lineEnd(s, end)], " HTTP/")
		}
	}
	return false
}

// readRequest reads a request line, headers and, where its length is known, the body.
func (p *parser) readRequest(at int) (end int, ok bool) {
	s := p.in.String
	line := lineEnd(s, at)
	target := at + strings.IndexByte(s[at:line], ' ') + 1
	last := writtenEnd(s, target, line)
	for last > target && (isSpace(s[last-1]) || s[last-1] == '`') {
		last--
	}
	targetEnd, version := last, strings.LastIndex(s[target:last], " HTTP/")
	if version >= 0 && last-target-version <= len(" HTTP/1.1") {
		targetEnd = target + version
	} else if version = -1; !p.bareRequestLine(target, last, line) {
		return line, false
	}
	if !atLineStart(s, at) && (version < 0 || !p.headerFollows(line)) { // behind a log's prefix
		return line, false
	}
	if target >= targetEnd {
		return line, false
	}
	r := Request{Format: KindHTTPRequest, Response: -1, Error: -1}
	method := p.text(at, target-1)
	r.Method, r.MethodMap = method.String, method.Map
	setTarget(&r, p.text(target, targetEnd))

	h := p.readHeaders(nextLine(s, at))
	p.setHeaders(&r, &h)
	if _, hosted := headerValue(r.Headers, "host"); version >= 0 && h.complete && hosted {
		r.OtherHeaders = Absent
	}
	r.Redacted = r.Redacted || isMasked(r.Target)
	end = p.sizedBody(&r, h, at)
	r.Span = p.span(at, end)
	p.ev.Requests = append(p.ev.Requests, r)
	p.claim(at, end, KindHTTPRequest, len(p.ev.Requests)-1)
	return end, true
}

// bareRequestLine reports whether a line without "HTTP/" is a request line: its target has no
// spaces and is an absolute address, or a path with a header in the next line.
func (p *parser) bareRequestLine(target, last, line int) bool {
	s := p.in.String
	if target >= last || strings.IndexByte(s[target:last], ' ') >= 0 || methodBefore(s, target) == 0 {
		return false
	}
	if hasScheme(s[target:last]) {
		return true
	}
	return s[target] == '/' && p.headerFollows(line)
}

// headerFollows reports whether a header stands in the line after the one that ends at a place.
func (p *parser) headerFollows(line int) bool {
	next := min(line+1, len(p.in.String))
	_, colon := headerName(p.in.String, next)
	return colon > next
}

func methodBefore(s string, target int) int {
	start := target - 1
	for start > 0 && isUpper(s[start-1]) {
		start--
	}
	return methodAt(s, start)
}

func hasScheme(target string) bool {
	return equalFold(target, 0, "https://") || equalFold(target, 0, "http://") || equalFold(target, 0, "wss://")
}

// setTarget splits an absolute address into scheme, host and the target in origin form; a target
// that is in origin form already stays as it is. A fragment is not sent and left out.
func setTarget(r *Request, t sigv4.Text) {
	s := t.String
	from, to := 0, len(s)
	w := rewrite(t)
	if i := strings.Index(s, "://"); i > 0 && hasScheme(s) {
		if fragment := strings.IndexByte(s, '#'); fragment >= 0 {
			to = fragment
		}
		r.Scheme = strings.ToLower(s[:i])
		from = i + len("://")
		host := from
		for from < to && s[from] != '/' && s[from] != '?' {
			from++
		}
		if user := strings.LastIndexByte(s[host:from], '@'); user >= 0 {
			host += user + 1
		}
		r.Host = s[host:from]
		w.drop(0, from, "scheme and host")
		if from == to || s[from] == '?' {
			w.insert("/", "an empty path is sent as /")
		}
	}
	w.copy(from, to)
	w.drop(to, len(s), "a fragment is not sent")
	origin := w.text()
	r.Target, r.TargetMap = origin.String, origin.Map
}
