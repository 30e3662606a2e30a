package diagnose

import (
	"strings"

	"countersign/sigv4"
)

// A paste often holds pieces that belong to no whole request: SignedHeaders copied from a log, a header
// or two, a line of an access log. They are read where no request says the same.

// piece is a value that stands in the paste under a name.
type piece struct {
	name, value string
	span        sigv4.Span // of the value
}

// mark marks the value.
func (p piece) mark(part, note string) []Mark {
	if p.span.Len() <= 0 {
		return nil
	}
	return []Mark{{Span: p.span, Part: part, Note: note, Bad: true}}
}

// maxPieces bounds how many lines of a paste are read as pieces.
const maxPieces = 512

// looseSignedHeaders finds the last SignedHeaders in a text, of a header or of a query.
func looseSignedHeaders(text string) (piece, bool) {
	const name = "SignedHeaders="
	at := strings.LastIndex(text, name)
	if at < 0 {
		return piece{}, false
	}
	at += len(name)
	end := at
	for end < len(text) && end-at < 2048 && strings.IndexByte(", \t\r\n&\"'<\\", text[end]) < 0 {
		end++
	}
	p := piece{name: "SignedHeaders", value: text[at:end], span: sigv4.Span{Start: at, End: end}}
	return p, p.value != ""
}

// signedNames are the names in SignedHeaders, of the request or, where there is none that can be read,
// of a piece in the paste. Nothing is given where something was masked.
func (b *bench) signedNames() (names []string, marks []Mark) {
	if b.claimed {
		if masked(strings.Join(b.claim.SignedHeaders, ";")) {
			return nil, nil
		}
		return b.claim.SignedHeaders, markSource(b.request, b.claim.Where.Source, b.claim.Where.SignedHeaders, "headers", "the signed headers", true)
	}
	p, ok := looseSignedHeaders(b.ev.Text)
	if !ok || masked(p.value) || unexpanded(p.value) {
		return nil, nil
	}
	list := strings.NewReplacer("%3B", ";", "%3b", ";").Replace(p.value)
	names = strings.Split(strings.Trim(list, ";"), ";")
	if !signsHost(names) {
		return nil, nil // a name in somebody's code, and not a list
	}
	return names, p.mark("headers", "the signed headers")
}

// lines gives the lines of a text with their places, the first maxPieces of them.
func lines(text string) []piece {
	var out []piece
	for start := 0; start < len(text) && len(out) < maxPieces; {
		end := len(text)
		if n := strings.IndexByte(text[start:], '\n'); n >= 0 {
			end = start + n
		}
		line := strings.TrimSuffix(text[start:end], "\r")
		out = append(out, piece{value: line, span: sigv4.Span{Start: start, End: start + len(line)}})
		start = end + 1
	}
	return out
}

// looseHeaders are the lines of a text that have the form of a header, "Name: value".
func looseHeaders(text string) []piece {
	var out []piece
	for _, l := range lines(text) {
		at := strings.Index(l.value, ":")
		if at < 2 || at > 64 || !isToken(l.value[:at]) || strings.HasPrefix(l.value[at:], "://") {
			continue
		}
		value := strings.TrimSpace(l.value[at+1:])
		start := l.span.Start + at + 1 + strings.Index(l.value[at+1:], value)
		out = append(out, piece{l.value[:at], value, sigv4.Span{Start: start, End: start + len(value)}})
	}
	return out
}

// looseHeader finds a header by its name, of the request or of a piece.
func (b *bench) looseHeader(name string) (piece, bool) {
	for _, h := range looseHeaders(b.ev.Text) {
		if strings.EqualFold(h.name, name) {
			return h, true
		}
	}
	return piece{}, false
}

// isToken reports whether s can be the name of a header.
func isToken(s string) bool {
	for i := range len(s) {
		if c := s[i]; !unreserved(c) || c == '~' {
			return false
		}
	}
	return s != ""
}

// looseURLs are the addresses in a text, without what follows them.
func looseURLs(text string) []piece {
	var out []piece
	for at := 0; len(out) < maxPieces; {
		n := strings.Index(text[at:], "://")
		if n < 0 {
			return out
		}
		colon := at + n
		start, end := colon, colon+3
		for start > at && text[start-1] >= 'a' && text[start-1] <= 'z' {
			start--
		}
		for end < len(text) && text[end] > ' ' && strings.IndexByte("\"'<>`", text[end]) < 0 {
			end++
		}
		if start < colon && end > colon+3 {
			out = append(out, piece{text[start:colon], text[colon+3 : end], sigv4.Span{Start: colon + 3, End: end}})
		}
		at = end
	}
	return out
}

// hostOf is the host of an address without its scheme.
func hostOf(address string) string {
	if n := strings.IndexAny(address, "/?#"); n >= 0 {
		return address[:n]
	}
	return address
}

// formFault grades a fault that shows in what was signed and makes the signatures differ: certain,
// unless the server's answer is about something else.
func (b *bench) formFault() (Confidence, string) {
	if b.saysAnything() && !b.mismatch() {
		return Possible, mendAndSend
	}
	return Certain, ""
}

const mendAndSend = "Mend this and send again: if it was not the cause, the answer stays the same."

// verified reports whether the signature is known to be right: a key made it, or the server took it.
func (b *bench) verified() bool {
	_, made := b.proven(func(t keyTrial) bool { return t.overSent })
	return made || b.accepted()
}

// clientsOwn grades a fault in a text that is taken for the signer's.
func (b *bench) clientsOwn() (Confidence, string) {
	if b.assumedClient {
		return Likely, "Is this your signer's own text? Then it is this."
	}
	return Certain, ""
}
