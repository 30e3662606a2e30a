package paste

import (
	"slices"
	"strings"

	"countersign/sigv4"
)

// readXML reads an error body of the query and S3 protocols, or passes by what is none of AWS's.
func (p *parser) readXML(at int) (end int, ok bool) {
	d := p.readDocument(at)
	switch {
	case d.html:
		return d.end, p.passBy(at, d.end, "an HTML page")
	case len(d.leaves) == 0:
		if d.end > at && len(d.names) > 0 {
			p.pass(at, d.end, "XML without an error of AWS")
		}
		return d.end, d.end > at && len(d.names) > 0
	}
	e := ServerError{Format: KindXMLError}
	texts := map[string]sigv4.Text{}
	for _, leaf := range d.leaves {
		if leaf.name == "AuthenticationErrorDetail" {
			p.pass(at, d.end, "an error of Azure, not of AWS")
			return d.end, true
		}
		known := slices.Contains(knownElements[:], leaf.name)
		if !known && len(e.Fields) == maxFields {
			continue
		}
		value := decodeXML(p.in, leaf.from, leaf.to)
		if _, seen := texts[leaf.name]; known && !seen {
			texts[leaf.name] = value
		}
		switch {
		case leaf.name == "Code":
			if e.Code.String == "" {
				e.Code = bareCode(value)
			}
		case leaf.name == "Message":
			if e.Message.String == "" {
				e.Message = value
			}
		case !isElement(leaf.name):
			e.addField(leaf.name, value)
		}
	}
	if strings.Contains(e.Message.String, "\nRequestId:") && strings.Contains(e.Message.String, "\nTime:") {
		p.pass(at, d.end, "an error of Azure, not of AWS")
		return d.end, true
	}
	if !hasElementOfAWS(texts) {
		return d.end, p.passBy(at, d.end, "XML without an error of AWS")
	}
	p.addError(e, at, d.end)
	index := len(p.ev.Errors) - 1
	p.addElements(texts, index)
	return d.end, true
}

// knownElements are those of AWS's errors that tell something of a signature.
var knownElements = [...]string{"Code", "Message", "CanonicalRequest", "CanonicalRequestBytes", "StringToSign", "StringToSignBytes",
	"RequestTime", "ServerTime", "HeadersNotSigned", "SignatureProvided", "AWSAccessKeyId"}

// hasElementOfAWS reports whether one of the elements is of AWS's errors.
func hasElementOfAWS(texts map[string]sigv4.Text) bool {
	for _, name := range knownElements {
		if texts[name].String != "" {
			return true
		}
	}
	return false
}

// addElements adds the canonical request and the string to sign that the elements of an error hold.
// What is neither (SigV2's, a policy in base64, digits that are cut short) becomes a field.
func (p *parser) addElements(texts map[string]sigv4.Text, err int) {
	e := &p.ev.Errors[err]
	for _, name := range [...]string{"CanonicalRequest", "StringToSign"} {
		text, digits := texts[name], texts[name+"Bytes"]
		decoded, whole := unhex(digits)
		if digits.String != "" && !whole {
			e.addField(name+"Bytes", digits)
		}
		added := false
		if name == "CanonicalRequest" {
			added = p.addCanonicalElement(text, decoded, err)
		} else {
			added = p.addStringElement(text, decoded, err)
		}
		if !added && text.String != "" {
			e.addField(name, text)
		}
	}
}

// fromBytes is what it takes to read a text from its twin in hexadecimal digits, which no terminal
// and no browser has changed. Where both say the same the text is kept: its bytes can be read.
const fromBytes = "read from the bytes in hexadecimal"

func (p *parser) addCanonicalElement(text, decoded sigv4.Text, err int) bool {
	c, end, ok := canonicalIn(text)
	if d, whole, there := canonicalIn(decoded); there && (!ok || d.Text.String != c.Text.String) {
		c, text, end, ok = d, decoded, whole, true
		c.Repair = joinWords(c.Repair, fromBytes)
	}
	if !ok {
		return false
	}
	from, _ := trimmed(text.String, 0, len(text.String))
	c.Label, c.Side, c.Error, c.Span = "CanonicalRequest", Server, err, sourceSpan(text, from, end)
	p.ev.CanonicalRequests = append(p.ev.CanonicalRequests, c)
	return true
}

func (p *parser) addStringElement(text, decoded sigv4.Text, err int) bool {
	c, end, ok := stringToSignIn(text)
	if d, whole, there := stringToSignIn(decoded); there && (!ok || d.Text.String != c.Text.String) {
		c, text, end, ok = d, decoded, whole, true
		c.Repair = joinWords(c.Repair, fromBytes)
	}
	if !ok {
		return false
	}
	from, _ := trimmed(text.String, 0, len(text.String))
	c.Label, c.Side, c.Error, c.Span = "StringToSign", Server, err, sourceSpan(text, from, end)
	p.ev.StringsToSign = append(p.ev.StringsToSign, c)
	return true
}

// canonicalIn reads the canonical request that a text starts with.
func canonicalIn(t sigv4.Text) (c CanonicalRequest, end int, ok bool) {
	from, to := trimmed(t.String, 0, len(t.String))
	if from == to || !isUpper(t.String[from]) {
		return c, 0, false
	}
	return canonicalAt(t, from, true)
}

// stringToSignIn reads the string to sign that a text starts with.
func stringToSignIn(t sigv4.Text) (c StringToSign, end int, ok bool) {
	from, to := trimmed(t.String, 0, len(t.String))
	if from == to || !startsStringToSign(t.String, from) {
		return c, 0, false
	}
	return stringToSignAt(t, from)
}

func joinWords(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + ", " + b
}

// unhex reads pairs of hexadecimal digits set apart by white space.
func unhex(t sigv4.Text) (sigv4.Text, bool) {
	s := t.String
	decoded := make([]byte, 0, len(s)/3+1)
	segments := make([]sigv4.Segment, 0, len(s)/3+1)
	for at := skipSpace(s, 0); at < len(s); at = skipSpace(s, at+2) {
		if at+2 > len(s) || !isHex(s[at:at+2]) {
			return sigv4.Text{}, false
		}
		here := sigv4.Span{Start: len(decoded), End: len(decoded) + 1}
		segments = append(segments, sigv4.Segment{Here: here, Src: sourceSpan(t, at, at+2)})
		decoded = append(decoded, hexDigit(s[at])<<4|hexDigit(s[at+1]))
	}
	return sigv4.Text{String: string(decoded), Map: sigv4.Map{Segments: segments}}, true
}

func hexDigit(c byte) byte {
	if isDigit(c) {
		return c - '0'
	}
	return c | 0x20 - 'a' + 10
}
