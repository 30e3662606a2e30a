package paste

import "strings"

// signatureLabels are what logs write before the signature that a client made: botocore and
// scripts, curl, the SDK for C++.
var signatureLabels = [...]string{"Signature:", "Signature - ", "Final computed signing hash:"}

func startsSignature(s string, at int) bool {
	if s[at] != 'S' && s[at] != 'F' || at > 0 && (isWord(s[at-1]) || s[at-1] == '-') {
		return false
	}
	return signatureLabelAt(s, at) != ""
}

func signatureLabelAt(s string, at int) string {
	for _, label := range signatureLabels {
		if strings.HasPrefix(s[at:], label) {
			return label
		}
	}
	return ""
}

// readSignature reads a label and the 64 hexadecimal digits after it, in the same line or the next.
func (p *parser) readSignature(at int) (end int, ok bool) {
	s := p.in.String
	label := signatureLabelAt(s, at)
	from := skipBlanks(s, at+len(label))
	from = skipBlanks(s, from+newlineAt(s, from))
	end = from
	for end < len(s) && end-from <= 64 && isWord(s[end]) {
		end++
	}
	if end-from != 64 || !isHex(s[from:end]) {
		return max(end, at+1), false
	}
	value := Signature{Value: p.text(from, end), Label: strings.TrimSpace(label), Span: p.span(from, end)}
	p.ev.Signatures = append(p.ev.Signatures, value)
	p.claim(at, end, KindSignature, len(p.ev.Signatures)-1)
	return end, true
}
