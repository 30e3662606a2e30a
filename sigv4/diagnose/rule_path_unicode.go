package diagnose

import (
	"strings"
	"unicode/utf8"
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

// accents lists letters as one code point, as a letter and its mark: those of Latin-1, and some of
// Latin Extended-A. It is enough to tell a form from another; it does not normalise text.
const accents = "ÀA\u0300ÁA\u0301ÂA\u0302ÃA\u0303ÄA\u0308ÅA\u030aÇC\u0327ÈE\u0300ÉE\u0301ÊE\u0302ËE\u0308ÌI\u0300ÍI\u0301ÎI\u0302ÏI\u0308ÑN\u0303ÒO\u0300ÓO\u0301ÔO\u0302ÕO\u0303ÖO\u0308ÙU\u0300ÚU\u0301ÛU\u0302ÜU\u0308ÝY\u0301" +
	"àa\u0300áa\u0301âa\u0302ãa\u0303äa\u0308åa\u030açc\u0327èe\u0300ée\u0301êe\u0302ëe\u0308ìi\u0300íi\u0301îi\u0302ïi\u0308ñn\u0303òo\u0300óo\u0301ôo\u0302õo\u0303öo\u0308ùu\u0300úu\u0301ûu\u0302üu\u0308ýy\u0301ÿy\u0308" +
	"ĄA\u0328ąa\u0328ĆC\u0301ćc\u0301ČC\u030cčc\u030cĎD\u030cďd\u030cĘE\u0328ęe\u0328ĚE\u030cěe\u030cĞG\u0306ğg\u0306ŃN\u0301ńn\u0301ŇN\u030cňn\u030cŐO\u030bőo\u030bŘR\u030cřr\u030cŚS\u0301śs\u0301ŞS\u0327şs\u0327ŠS\u030cšs\u030cŤT\u030cťt\u030cŮU\u030aůu\u030aŰU\u030bűu\u030bŹZ\u0301źz\u0301ŻZ\u0307żz\u0307ŽZ\u030cžz\u030c"

// decomposed writes each letter of accents as a letter and its mark. Latin-1 is read where a text is no
// UTF-8, and UTF-8 that was encoded twice is undone.
func decomposed(s string) string {
	if !utf8.ValidString(s) {
		s = fromLatin1(s)
	} else if raw, ok := toLatin1(s); ok && raw != s && utf8.ValidString(raw) {
		s = raw
	}
	var b strings.Builder
	for _, r := range s {
		b.WriteString(parts(r))
	}
	return b.String()
}

func parts(r rune) string {
	if r < 0xC0 || r > 0x17F {
		return string(r)
	}
	runes := []rune(accents)
	for i := 0; i+2 < len(runes); i += 3 {
		if runes[i] == r {
			return string(runes[i+1 : i+3])
		}
	}
	return string(r)
}

func fromLatin1(s string) string {
	out := make([]rune, 0, len(s))
	for i := range len(s) {
		out = append(out, rune(s[i]))
	}
	return string(out)
}

func toLatin1(s string) (string, bool) {
	out := make([]byte, 0, len(s))
	for _, r := range s {
		if r > 0xFF {
			return "", false
		}
		out = append(out, byte(r))
	}
	return string(out), true
}
