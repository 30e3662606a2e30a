package diagnose

import (
	"unicode/utf8"

	"countersign/sigv4/internal/letters"
)

// pathUnicodeRule judges whether letters beyond ASCII are the same bytes on both sides.
func pathUnicodeRule() rule {
	return rule{
		name:   "path-unicode",
		causes: []string{"path-unicode-changed"},
		guide:  guideSteps + "#canonical-uri",
		sources: []Citation{
			{docSigning, "The path is encoded byte by byte, from its UTF-8 bytes."},
			{"https://www.unicode.org/reports/tr15/", "One letter can be written as one code point (NFC) or as a letter and a mark (NFD): other bytes, the same look."},
		},
		judge: judgePathUnicode,
	}
}

func judgePathUnicode(b *bench) []Finding {
	const line = "canonical URI"
	c := b.contrast
	if c == nil {
		return nil
	}
	mine, theirs, differs := c.line(line)
	if !differs {
		return nil
	}
	x, y := decoded(decoded(mine)), decoded(decoded(theirs))
	if x == y || decomposed(x) != decomposed(y) {
		return nil
	}
	f := b.finding(c, "path-unicode-changed", "The letters of the path are other bytes on the two sides", line, c.grade())
	f.Why += c.says(b, line) + " They look the same: one side has a letter as one code point, or in Latin-1, the other as a letter and a mark, or in UTF-8. macOS gives file names in the second form."
	f.Fixes = []Fix{
		{Do: "Bring names to one form before signing and before sending", On: "Python", Code: "key = unicodedata.normalize('NFC', key)"},
		{Do: "Bring names to one form before signing and before sending", On: "JavaScript", Code: "key = key.normalize('NFC')"},
	}
	return []Finding{f}
}

// decomposed writes letters as a letter and its mark. Latin-1 is read where a text is no UTF-8, and UTF-8
// that was encoded twice is undone.
func decomposed(s string) string {
	if !utf8.ValidString(s) {
		s = letters.FromLatin1(s)
	} else if raw, ok := letters.ToLatin1(s); ok && raw != s && utf8.ValidString(raw) {
		s = raw
	}
	return letters.Decomposed(s)
}
