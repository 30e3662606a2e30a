package diagnose

import (
	"encoding/hex"
	"strings"

	"countersign/sigv4"
)

// headerASCIIRule judges headers whose values hold bytes beyond ASCII.
func headerASCIIRule() rule {
	return rule{
		name:   "header-ascii",
		causes: []string{"header-non-ascii"},
		guide:  guideSteps + "#canonical-headers",
		sources: []Citation{
			{"https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html", "Metadata sent as HTTP headers is US-ASCII; other characters come back encoded as RFC 2047 has it."},
			{"https://www.rfc-editor.org/rfc/rfc9110#section-5.5", "Field values are visible ASCII; what other bytes mean is not defined."},
		},
		judge: judgeHeaderASCII,
	}
}

func judgeHeaderASCII(b *bench) []Finding {
	f := Finding{
		Cause: "header-non-ascii", Title: "A signed header holds letters beyond ASCII",
		Fixes: []Fix{
			{Do: "Encode the value to ASCII before it is set", Detail: "Escape it as a URL is escaped, or in base64, and decode it where it is read. Then signer, HTTP client and server see the same bytes.", On: "Python", Code: "metadata = {'name': urllib.parse.quote(name)}"},
			{Do: "Encode the value to ASCII before it is set", On: "JavaScript", Code: "{ 'x-amz-meta-name': encodeURIComponent(name) }"},
		},
	}
	if c := b.contrast; c != nil {
		for _, l := range c.differing {
			name, isHeader := strings.CutPrefix(l.Name, "header ")
			mine, theirs := l.Cells[c.mine], l.Cells[c.theirs]
			if isHeader && !mine.Absent && !theirs.Absent && (beyondASCII(mine.Text) >= 0 || beyondASCII(theirs.Text) >= 0) {
				own := f
				f = b.finding(c, own.Cause, "The header "+name+" holds letters beyond ASCII", l.Name, c.grade())
				f.Fixes = own.Fixes
				f.Why += c.says(b, l.Name) + " " + asciiWords
				return []Finding{f}
			}
		}
		return nil
	}
	if p, raw, ok := b.printedBytes(); ok {
		at := beyondASCII(raw)
		f.Found = raw[at:min(len(raw), at+24)]
		f.Marks = p.mark("headers", "bytes beyond ASCII")
		f.Confidence, f.Test = Likely, mendAndSend
		f.Why = "The bytes that the server printed hold letters beyond ASCII. " + asciiWords
		if twiceUTF8(raw[at:]) {
			f.Confidence, f.Test = Certain, ""
			f.Why = "The bytes that the server printed hold UTF-8 that was encoded as UTF-8 once more: each letter beyond ASCII came as two. " + asciiWords
		}
		return []Finding{f}
	}
	names, _ := b.signedNames()
	if b.request == nil || b.verified() || !b.mismatch() && !b.maybeMismatch() {
		return nil
	}
	for i, h := range b.request.Headers {
		at := beyondASCII(h.Value)
		if at < 0 || masked(h.Value) || !hasName(names, h.Name) {
			continue
		}
		f.Confidence, f.Found = Likely, h.Value
		f.Title = "The signed header " + quoted(strings.ToLower(h.Name), 0) + " holds letters beyond ASCII"
		f.Why = "Its value is " + quoted(h.Value, at) + ". " + asciiWords
		f.Test = "Send the header with ASCII letters only: if the request is accepted, it is this."
		f.Marks = markSource(b.request, sigv4.Source{Part: sigv4.HeaderValue, Index: i}, trimmed(h.Value), "headers", "beyond ASCII", true)
		return []Finding{f}
	}
	return nil
}

const asciiWords = "Signers and HTTP clients turn such letters into bytes in different ways (UTF-8, Latin-1, UTF-8 twice), so that other bytes arrive than were signed."

func beyondASCII(s string) int {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return i
		}
	}
	return -1
}

// twiceUTF8 reports whether bytes are those of UTF-8 read as Latin-1 and written as UTF-8 again.
func twiceUTF8(s string) bool {
	return len(s) >= 4 && (s[0] == 0xC3 || s[0] == 0xC2) && (s[2] == 0xC2 || s[2] == 0xC3) && s[1] >= 0x80 && s[3] >= 0x80
}

// printedBytes finds the bytes that S3 prints of the text that it signed, where a header's value in
// them is not ASCII.
func (b *bench) printedBytes() (piece, string, bool) {
	for _, name := range [...]string{"StringToSignBytes>", "CanonicalRequestBytes>"} {
		at := strings.Index(b.ev.Text, name)
		if at < 0 {
			continue
		}
		at += len(name)
		end := at
		var raw []byte
		for _, word := range strings.Fields(b.ev.Text[at:min(len(b.ev.Text), at+maxBytesPrinted)]) {
			c, err := hex.DecodeString(word)
			if err != nil || len(c) != 1 {
				if strings.Trim(word, ".…") == "" {
					continue // cut out
				}
				break
			}
			raw = append(raw, c[0])
		}
		for end < len(b.ev.Text) && end < at+maxBytesPrinted && b.ev.Text[end] != '<' {
			end++
		}
		if beyondASCII(string(raw)) >= 0 {
			return piece{strings.TrimSuffix(name, ">"), "", sigv4.Span{Start: at, End: end}}, string(raw), true
		}
	}
	return piece{}, "", false
}

// maxBytesPrinted bounds what is read of printed bytes: three characters for each.
const maxBytesPrinted = 64 << 10
