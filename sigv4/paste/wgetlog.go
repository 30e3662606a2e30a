package paste

import (
	"strconv"
	"strings"

	"countersign/sigv4"
)

// A log of Wget -d has what was sent and received between such lines.
const (
	wgetSent      = "---request begin---\n"
	wgetSentEnd   = "---request end---\n"
	wgetAnswer    = "---response begin---\n"
	wgetAnswerEnd = "---response end---\n"
	wgetBody      = "[BODY data: "
	wgetSkipped   = "Skipping "
)

// wgetNotes start the lines that Wget writes besides, those of -d among them.
var wgetNotes = [...]string{"DEBUG output created by Wget", "HTTP request sent, awaiting response", "Setting --", "Reading HSTS entries from ", "URI encoding = ",
	"Connecting to ", "Resolving ", "Created socket ", "Releasing 0x", "Deleting unused 0x", "Caching ", "Registered socket ", "Reusing existing connection to ",
	"Closed fd ", "Initiating SSL handshake", "Handshake successful", "Loaded CA certificate", "[writing BODY file ", "[Needn't fallback ", wgetSkipped}

func startsWgetLog(s string, at int) bool {
	switch s[at] {
	case '-':
		return strings.HasPrefix(s[at:], wgetSent) || strings.HasPrefix(s[at:], wgetAnswer) || isWgetNote(s, at)
	case 'D', 'H', 'S':
		return strings.HasPrefix(s[at:], wgetNotes[0]) || strings.HasPrefix(s[at:], wgetNotes[1]) || strings.HasPrefix(s[at:], wgetNotes[2])
	}
	return isDigit(s[at]) && isWgetNote(s, at)
}

// readWgetLog reads a request or the head of an answer, or passes by the lines around them.
func (p *parser) readWgetLog(at int) (end int, ok bool) {
	s := p.in.String
	switch {
	case strings.HasPrefix(s[at:], wgetSent):
		return p.readWgetPart(at, len(wgetSent), wgetSentEnd)
	case strings.HasPrefix(s[at:], wgetAnswer):
		end, ok = p.readWgetPart(at, len(wgetAnswer), wgetAnswerEnd)
	default:
		end, ok = at, true
	}
	from := end
	if form(s, end, "000 ") && end > at { // the status again
		end = nextLine(s, end)
	}
	for end < len(s) && ok && (isWgetNote(s, end) || newlineAt(s, end) > 0) {
		if strings.HasPrefix(s[end:], wgetSkipped) {
			p.claimLog(from, end)
			from = p.readSkipped(end)
			end = from
			continue
		}
		end = nextLine(s, end)
	}
	if ok {
		p.claimLog(from, end)
	}
	return max(end, at+1), ok && end > at
}

// isWgetNote reports whether a line is one of Wget's own: one of wgetNotes, "--2026-03-15 12:00:00--  http://h/",
// or "2026-03-15 12:00:00 ERROR 403: Forbidden.".
func isWgetNote(s string, at int) bool {
	const stamp, failed = "0000-00-00 00:00:00", " ERROR "
	if isDigit(s[at]) {
		return form(s, at, stamp) && strings.HasPrefix(s[at+len(stamp):], failed)
	}
	for _, note := range wgetNotes {
		if strings.HasPrefix(s[at:], note) {
			return true
		}
	}
	return form(s, at, "--"+stamp+"--  ")
}

// readSkipped reads the body of an answer that Wget did not want: "Skipping 9 bytes of body: [<Error/>] done.".
func (p *parser) readSkipped(at int) (end int) {
	const opening, closing = " bytes of body: [", "] done.\n"
	s := p.in.String
	line := s[at:lineEnd(s, at)]
	i := strings.Index(line, opening)
	if i < 0 {
		return nextLine(s, at)
	}
	from := at + i + len(opening)
	size, _ := strconv.Atoi(line[len(wgetSkipped):i])
	to := min(from+max(size, 0), len(s))
	if !strings.HasPrefix(s[to:], closing) { // of another length
		p.claimLog(at, from)
		return from
	}
	p.claimLog(at, from)
	if kind, index, ok := p.readErrorBody(p.text(from, to)); ok {
		p.claim(from, to, kind, index)
	}
	end = to + len(closing)
	p.claimLog(to, end)
	return end
}

// readWgetPart reads what stands between two of those lines, and the body below a request.
func (p *parser) readWgetPart(at, mark int, closing string) (end int, ok bool) {
	s := p.in.String
	from := at + mark
	to := strings.Index(s[from:], "\n---re")
	if to < 0 {
		return len(s), false
	}
	if to += from + 1; !strings.HasPrefix(s[to:], closing) {
		return to, false
	}
	end = to + len(closing)
	body := sigv4.Span{}
	if strings.HasPrefix(s[end:], wgetBody) {
		if close := strings.LastIndexByte(s[end:lineEnd(s, end)], ']'); close > 0 {
			body = sigv4.Span{Start: end + len(wgetBody), End: end + close}
			end = nextLine(s, end)
		}
	}
	requests := len(p.ev.Requests)
	p.readInner(p.text(from, to), at, end)
	if len(p.ev.Requests) > requests {
		if r := &p.ev.Requests[requests]; body.Len() > 0 {
			p.setText(r, p.text(body.Start, body.End), "")
		} else if r.Body == Present {
			r.Body, r.Request.Body, r.BodyMap = Unknown, nil, sigv4.Map{}
		}
	}
	return end, true
}
