package paste

import (
	"strings"

	"countersign/sigv4"
)

// readXML reads an error body of the query and S3 protocols, or passes by what is none of AWS's.
func (p *parser) readXML(at int) (end int, ok bool) {
	d := p.readDocument(at)
	switch {
	case d.html:
		p.pass(at, d.end, "an HTML page")
		return d.end, true
	case len(d.leaves) == 0:
		if d.end > at && len(d.names) > 0 {
			p.pass(at, d.end, "XML without an error of AWS")
		}
		return d.end, d.end > at && len(d.names) > 0
	}
	e := ServerError{Format: KindXMLError}
	texts := map[string]sigv4.Text{}
	for _, leaf := range d.leaves {
		value := decodeXML(p.in, leaf.from, leaf.to)
		_, seen := texts[leaf.name]
		if !seen {
			texts[leaf.name] = value
		}
		switch leaf.name {
		case "AuthenticationErrorDetail":
			p.pass(at, d.end, "an error of Azure, not of AWS")
			return d.end, true
		case "Code":
			if e.Code.String == "" {
				e.Code = bareCode(value)
			}
		case "Message":
			if e.Message.String == "" {
				e.Message = value
			}
		case "CanonicalRequest", "CanonicalRequestBytes", "StringToSign", "StringToSignBytes":
		default:
			e.addField(leaf.name, value)
		}
	}
	if strings.Contains(e.Message.String, "\nRequestId:") && strings.Contains(e.Message.String, "\nTime:") {
		p.pass(at, d.end, "an error of Azure, not of AWS")
		return d.end, true
	}
	canonical, canonicalRepair := e.preferBytes("CanonicalRequest", texts)
	toSign, toSignRepair := e.preferBytes("StringToSign", texts)
	if e.Code.String == "" && e.Message.String == "" && canonical.String == "" && toSign.String == "" && !hasClock(e) {
		p.pass(at, d.end, "XML without an error of AWS")
		return d.end, true
	}
	p.addError(e, at, d.end)
	index := len(p.ev.Errors) - 1
	if !p.addCanonicalElement(canonical, canonicalRepair, index) && canonical.String != "" {
		p.ev.Errors[index].addField("CanonicalRequest", canonical)
	}
	if !p.addStringElement(toSign, toSignRepair, index) && toSign.String != "" { // SigV2's, or a policy in base64
		p.ev.Errors[index].addField("StringToSign", toSign)
	}
	return d.end, true
}

func hasClock(e ServerError) bool {
	_, request := e.Field("RequestTime")
	_, server := e.Field("ServerTime")
	_, unsigned := e.Field("HeadersNotSigned")
	return request || server || unsigned
}

// addCanonicalElement adds the canonical request that an element holds, if it holds one.
func (p *parser) addCanonicalElement(t sigv4.Text, repair string, err int) bool {
	from, _ := trimmed(t.String, 0, len(t.String))
	if from == len(t.String) || !isUpper(t.String[from]) {
		return false
	}
	if _, ok := p.addCanonical(t, from, Server, err); !ok {
		return false
	}
	c := &p.ev.CanonicalRequests[len(p.ev.CanonicalRequests)-1]
	c.Label, c.Repair = "CanonicalRequest", joinWords(c.Repair, repair)
	return true
}

// addStringElement adds the string to sign that an element holds, if it holds one of SigV4.
func (p *parser) addStringElement(t sigv4.Text, repair string, err int) bool {
	from, _ := trimmed(t.String, 0, len(t.String))
	if from == len(t.String) || !startsStringToSign(t.String, from) {
		return false
	}
	if _, ok := p.addStringToSign(t, from, Server, err); !ok {
		return false
	}
	c := &p.ev.StringsToSign[len(p.ev.StringsToSign)-1]
	c.Label, c.Repair = "StringToSign", joinWords(c.Repair, repair)
	return true
}

func joinWords(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + ", " + b
}

// preferBytes chooses between an element and its twin in hexadecimal digits, which no terminal and
// no browser has changed. The text is kept where both say the same: its bytes can be read.
// Digits that are cut short become a field.
func (e *ServerError) preferBytes(name string, texts map[string]sigv4.Text) (sigv4.Text, string) {
	text, digits := texts[name], texts[name+"Bytes"]
	if digits.String == "" {
		return text, ""
	}
	decoded, ok := unhex(digits)
	if !ok {
		e.addField(name+"Bytes", digits)
	}
	if !ok || decoded.String == text.String {
		return text, ""
	}
	return decoded, "read from the bytes in hexadecimal"
}

// unhex reads pairs of hexadecimal digits set apart by white space.
func unhex(t sigv4.Text) (sigv4.Text, bool) {
	s := t.String
	w := rewrite(t)
	for at := skipSpace(s, 0); at < len(s); at = skipSpace(s, at+2) {
		if at+2 > len(s) || !isHex(s[at:at+2]) {
			return sigv4.Text{}, false
		}
		w.replace(at, at+2, string([]byte{hexDigit(s[at])<<4 | hexDigit(s[at+1])}))
	}
	return w.text(), true
}

func hexDigit(c byte) byte {
	if isDigit(c) {
		return c - '0'
	}
	return c | 0x20 - 'a' + 10
}
