package diagnose

import (
	"slices"
	"strings"
)

// headerChangedRule judges whether a signed header has another value on the other side.
func headerChangedRule() rule {
	return rule{
		name:   "signed-header-changed",
		causes: []string{"signed-header-changed", "signed-header-missing"},
		guide:  guideSteps + "#canonical-headers",
		sources: []Citation{
			{docSigning, "Each signed header is in the canonical request with the value that arrives."},
			{docTroubleshooting, "Proxies and clients that change signed headers make the signatures differ."},
		},
		judge: judgeHeaderChanged,
	}
}

func judgeHeaderChanged(b *bench) []Finding {
	c := b.contrast
	if c == nil {
		return b.oftenChanged()
	}
	var changed, missing []ComparedLine
	for _, l := range c.differing {
		mine, theirs := l.Cells[c.mine], l.Cells[c.theirs]
		name, isHeader := strings.CutPrefix(l.Name, "header ")
		switch {
		case !isHeader, mine.Absent, theirs.Absent, writtenOtherwise(name, mine.Text, theirs.Text):
		case headerValue(mine.Text) != "" && headerValue(theirs.Text) == "":
			missing = append(missing, l)
		default:
			changed = append(changed, l)
		}
	}
	var out []Finding
	if len(changed) > 0 {
		out = append(out, b.changedHeaders(c, changed))
	}
	if len(missing) > 0 {
		out = append(out, b.emptyHeaders(c, missing))
	}
	return out
}

// changedHeaders is about headers with another value; the first is shown, the others are named.
func (b *bench) changedHeaders(c *contrast, lines []ComparedLine) Finding {
	line, name := lines[0].Name, headerNames(lines[:1])
	f := b.finding(c, "signed-header-changed", "The signed header "+name+" has another value than it was signed with", line, c.grade())
	own, other := headerValue(f.Found), headerValue(f.Expected)
	if strings.Contains(other, own) || strings.Contains(own, other) {
		f.Confidence = atMost(f.Confidence, Likely) // a value may have been joined or cut by whoever wrote the text
		f.Test = "Look at the header as it leaves and as it arrives: which of the two values has it?"
	}
	f.Why += c.says(b, line) + changedBy(name)
	if len(lines) > 1 {
		f.Why += " The same goes for " + headerNames(lines[1:]) + "."
	}
	f.Fixes = headerFixes(name)
	return f
}

// emptyHeaders is about headers that were signed with a value and stand empty on the other side.
func (b *bench) emptyHeaders(c *contrast, lines []ComparedLine) Finding {
	line := lines[0].Name
	f := b.finding(c, "signed-header-missing", "The signed header "+headerNames(lines[:1])+" did not arrive", line, atMost(c.most, Likely))
	f.Why += c.says(b, line) + " An empty value is what is written where a header does not arrive: the client or a proxy dropped it."
	if len(lines) > 1 {
		f.Why += " The same goes for " + headerNames(lines[1:]) + "."
	}
	f.Fixes = headerFixes(headerNames(lines[:1]))
	return f
}

// headerNames lists the names of the headers of some lines, as many as fit into a sentence.
func headerNames(lines []ComparedLine) string {
	const most = 8
	var names []string
	for _, l := range lines[:min(len(lines), most)] {
		name, _ := strings.CutPrefix(l.Name, "header ")
		names = append(names, name)
	}
	if len(lines) > most {
		names = append(names, "and more")
	}
	return strings.Join(names, ", ")
}

// writtenOtherwise reports whether a header line has a cause of its own: Host, the hash of the
// payload, white space, upper case in the name, letters beyond ASCII, the time of signing, the length.
func writtenOtherwise(name, mine, theirs string) bool {
	switch name {
	case "host", "x-amz-content-sha256", "x-amz-date", "date", "content-length":
		return true
	}
	if strings.Join(strings.Fields(mine), "") == strings.Join(strings.Fields(theirs), "") {
		return true
	}
	if mine[:strings.IndexByte(mine, ':')] != theirs[:strings.IndexByte(theirs, ':')] {
		return true
	}
	for i := range len(mine) {
		if mine[i] >= 0x80 {
			return true
		}
	}
	return false
}

// oftenChanged judges a request that signs headers which clients and proxies are known to change,
// where the server says only that signatures differ.
func (b *bench) oftenChanged() []Finding {
	if b.server != nil || b.client != nil || !b.mismatch() && !b.maybeMismatch() || b.verified() {
		return nil
	}
	var names []string
	missing := b.missingHeaders() // have a cause of their own
	signed, marks := b.signedNames()
	for _, name := range signed {
		name = strings.ToLower(name)
		if name != "content-type" && name != "content-length" && changedBy(name) != "" && !slices.Contains(missing, name) && len(names) < 8 {
			names = append(names, name)
		}
	}
	if len(names) == 0 || b.notReproduced() {
		return nil
	}
	return []Finding{{
		Cause: "signed-header-changed", Title: "Headers are signed that are often changed on the way: " + strings.Join(names, ", "), Confidence: Possible,
		Why:   "SignedHeaders names " + quoted(strings.Join(names, ", "), 0) + "." + changedBy(names[0]) + " Then the server computes the signature from another value.",
		Test:  "Take them out of the signature, or send without the proxy: if the request is accepted, it is this.",
		Marks: marks,
		Fixes: headerFixes(names[0]),
	}}
}

// headerValue is what stands behind the colon of a canonical header.
func headerValue(line string) string {
	_, value, _ := strings.Cut(line, ":")
	return strings.TrimSpace(value)
}

func headerFixes(name string) []Fix {
	fixes := []Fix{{
		Do:     "Leave the header out of the signature, or keep its value until it arrives",
		Detail: "Sign only what arrives as it was signed: host, x-amz- headers and content-type. Add tracing and other headers after signing.",
	}}
	switch name {
	case "accept-encoding":
		fixes = append(fixes, Fix{Do: "Keep the header out of the signature", On: "Go", Detail: "aws-sdk-go-v2 signs accept-encoding. Through a proxy that rewrites it, take it off before signing and put it back after.", Code: "o.APIOptions = append(o.APIOptions, ignoreSigningHeader(\"Accept-Encoding\"))"})
	case "content-type":
		fixes = append(fixes, Fix{Do: "Set Content-Type before signing, in its final form", Detail: "With its charset, and for multipart/form-data with its boundary: build the body first, then sign what the HTTP client will send."})
	}
	return fixes
}
