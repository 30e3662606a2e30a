// Package letters writes letters beyond ASCII in the other forms in which they are met: composed and
// decomposed (Unicode Standard Annex 15), and Latin-1 for UTF-8.
package letters

import (
	"strings"
	"unicode/utf8"
)

// accents lists letters as one code point, as a letter and its mark: those of Latin-1, and some of
// Latin Extended-A. It is enough to tell a form from another; it does not normalise text.
const accents = "ÀA\u0300ÁA\u0301ÂA\u0302ÃA\u0303ÄA\u0308ÅA\u030aÇC\u0327ÈE\u0300ÉE\u0301ÊE\u0302ËE\u0308ÌI\u0300ÍI\u0301ÎI\u0302ÏI\u0308ÑN\u0303ÒO\u0300ÓO\u0301ÔO\u0302ÕO\u0303ÖO\u0308ÙU\u0300ÚU\u0301ÛU\u0302ÜU\u0308ÝY\u0301" +
	"àa\u0300áa\u0301âa\u0302ãa\u0303äa\u0308åa\u030açc\u0327èe\u0300ée\u0301êe\u0302ëe\u0308ìi\u0300íi\u0301îi\u0302ïi\u0308ñn\u0303òo\u0300óo\u0301ôo\u0302õo\u0303öo\u0308ùu\u0300úu\u0301ûu\u0302üu\u0308ýy\u0301ÿy\u0308" +
	"ĄA\u0328ąa\u0328ĆC\u0301ćc\u0301ČC\u030cčc\u030cĎD\u030cďd\u030cĘE\u0328ęe\u0328ĚE\u030cěe\u030cĞG\u0306ğg\u0306ŃN\u0301ńn\u0301ŇN\u030cňn\u030cŐO\u030bőo\u030bŘR\u030cřr\u030cŚS\u0301śs\u0301ŞS\u0327şs\u0327ŠS\u030cšs\u030cŤT\u030cťt\u030cŮU\u030aůu\u030aŰU\u030bűu\u030bŹZ\u0301źz\u0301ŻZ\u0307żz\u0307ŽZ\u030cžz\u030c"

// Decomposed writes each letter of accents as a letter and its mark (NFD).
func Decomposed(text string) string {
	var b strings.Builder
	for _, r := range text {
		b.WriteString(parts(r))
	}
	return b.String()
}

// Composed writes each letter of accents as one code point (NFC).
func Composed(text string) string {
	runes := []rune(accents)
	for i := 0; i+2 < len(runes); i += 3 {
		text = strings.ReplaceAll(text, string(runes[i+1:i+3]), string(runes[i]))
	}
	return text
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

// FromLatin1 reads each byte as a letter of Latin-1.
func FromLatin1(text string) string {
	out := make([]rune, 0, len(text))
	for i := range len(text) {
		out = append(out, rune(text[i]))
	}
	return string(out)
}

// ToLatin1 writes UTF-8 as Latin-1. It is false where a letter is beyond it, or text is no UTF-8.
func ToLatin1(text string) (string, bool) {
	out := make([]byte, 0, len(text))
	for _, r := range text {
		if r > 0xFF {
			return "", false
		}
		out = append(out, byte(r))
	}
	return string(out), utf8.ValidString(text)
}
