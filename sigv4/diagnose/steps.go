package diagnose

import "countersign/sigv4"

// Steps is one request brought through SigV4, as far as the paste allows: what a reader follows to
// see where a value comes from.
type Steps struct {
	Whose            string     // "sent": recomputed from the request; "server" or "client": as pasted
	CanonicalRequest []StepLine // empty when it is not there
	StringToSign     []StepLine
	Hash             string // hex SHA-256 of the canonical request, "" without one
	Signature        string // that was sent, "" when the paste does not show it whole
	Recomputed       string // the given key's signature of the string to sign, "" without a key
}

// StepLine is a line of a step with its standard term and its part of the signature.
type StepLine struct {
	Name, Part, Text string
}

// steps takes the request as pasted, else the server's texts, else the client's.
func (b *bench) steps() *Steps {
	s := Steps{Signature: b.signature()}
	var canonical, toSign string
	switch {
	case len(b.sent) > 0:
		s.Whose, canonical, toSign = "sent", b.sent[0].canonical.String, b.sent[0].toSign.String
	case b.server != nil || b.serverToSign != nil:
		s.Whose = "server"
		if b.server != nil {
			canonical = b.server.Text.String
		}
		if b.serverToSign != nil {
			toSign = b.serverToSign.Text.String
		}
	case b.client != nil || b.clientToSign != nil:
		s.Whose = "client"
		if b.client != nil {
			canonical = b.client.Text.String
		}
		if b.clientToSign != nil {
			toSign = b.clientToSign.Text.String
		}
	default:
		return nil
	}
	s.CanonicalRequest = stepLines(canonical, canonicalLines)
	s.StringToSign = stepLines(toSign, toSignLines)
	if canonical != "" {
		s.Hash = sigv4.HashHex(canonical)
	}
	if toSign != "" && !b.in.Key.IsZero() {
		if signature, err := sigv4.SignStringToSign(toSign, b.in.Key); err == nil {
			s.Recomputed = signature
		}
	}
	return &s
}

// stepLines gives every line of a text, those that split does not name included: the empty one
// that ends the canonical headers.
func stepLines(text string, split func(string) []textLine) []StepLine {
	if text == "" {
		return nil
	}
	named := split(text)
	var lines []StepLine
	for _, span := range spans(text) {
		line := StepLine{Name: "empty line", Text: text[span.Start:span.End]}
		if len(named) > 0 && named[0].span == span {
			line.Name, line.Part = named[0].name, named[0].part
			named = named[1:]
		}
		lines = append(lines, line)
	}
	return lines
}
