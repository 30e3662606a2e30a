package paste

import (
	"strconv"
	"strings"
)

// curlNotes start the lines that curl -v writes about the connection, behind "* ".
var curlNotes = [...]string{"aws_sigv4:", "Trying ", "Connected to ", "Established connection", "Connection #", "connect to ", "Failed to connect",
	"using HTTP", "Using HTTP", "Server auth using", "Request completely sent", "upload completely sent", "We are completely uploaded",
	"Mark bundle", "Host ", "ALPN", "TLS", "SSL", "Server certificate", "Closing ", "closing ", "Issue another request", "[HTTP/2]", "shutting down", "Re-using", "Found bundle"}

// startsNotes reports whether one of those lines starts at a place, or "{ [735 bytes data]".
func startsNotes(s string, at int) bool {
	return (at == 0 || s[at-1] == '\n') && isNote(s, at)
}

func isNote(s string, at int) bool {
	return at+1 < len(s) && s[at+1] == ' ' && (s[at] == '*' || (s[at] == '{' || s[at] == '}') && strings.HasPrefix(s[at+2:], "[") && strings.Contains(s[at:min(len(s), at+40)], " bytes data]"))
}

// readNotes passes by the notes of curl -v, up to one that holds what bears on a signature.
func (p *parser) readNotes(at int) (end int, ok bool) {
	s := p.in.String
	known := false
	for end = at; end < len(s) && isNote(s, end); end = nextLine(s, end) {
		note := skipBlanks(s, end+1)
		if s[end] != '*' {
			known = true
			continue
		}
		for _, start := range curlNotes {
			known = known || strings.HasPrefix(s[note:], start)
		}
		const signer = "aws_sigv4: "
		if rest := s[note:]; strings.HasPrefix(rest, signer) {
			if strings.HasPrefix(rest[len(signer):], "Signature") {
				note += len(signer)
			}
			p.claim(at, note, KindLog, 0)
			return note, true
		}
	}
	if known {
		p.claim(at, end, KindLog, 0)
	}
	return end, known
}

// adoptBodies gives a request that curl -v shows the body in the command above it, where both are the
// same request and the length agrees: curl sends what -d says.
func (p *parser) adoptBodies() {
	for i := 1; i < len(p.ev.Requests); i++ {
		r, command := &p.ev.Requests[i], &p.ev.Requests[i-1]
		length, _ := headerValue(r.Headers, "content-length")
		if r.Body != Unknown || r.Format != KindHTTPRequest || command.Format != KindCurl || command.Body != Present ||
			r.Method != command.Method || r.Target != command.Target || r.Host != command.Host || length != strconv.Itoa(len(command.Request.Body)) {
			continue
		}
		r.Body, r.Request.Body, r.BodyMap = Present, command.Request.Body, command.BodyMap
		r.Redacted = r.Redacted || command.Redacted
	}
}

// apart reports whether the lines of a request are quoted as curl -v does, and the line at body is
// not: what it prints there is not what was sent.
func (p *parser) apart(at, body int) bool {
	quoted := func(at int) bool {
		before := strings.TrimSuffix(p.ev.Text[:p.span(at, at+1).Start], " ")
		return before == ">" || strings.HasSuffix(before, "\n>")
	}
	return at < len(p.in.String) && quoted(at) && (body >= len(p.in.String) || !quoted(body))
}
