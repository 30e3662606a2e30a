package forensics

import (
	"strings"
	"unicode/utf8"

	"countersign/sigv4/internal/letters"
)

// charsets are the forms in which letters beyond ASCII are met. write is false where a text cannot be written so.
var charsets = [...]struct {
	name  string
	write func(string) (string, bool)
}{
	{"composed letters (NFC)", func(t string) (string, bool) { return letters.Composed(t), true }},
	{"letters and marks apart (NFD)", func(t string) (string, bool) { return letters.Decomposed(t), true }},
	{"Latin-1", letters.ToLatin1},
	{"UTF-8 from Latin-1", func(t string) (string, bool) { return letters.FromLatin1(t), !utf8.ValidString(t) }},
	{"UTF-8 twice", func(t string) (string, bool) { return letters.FromLatin1(t), utf8.ValidString(t) }},
	{"UTF-8 once, for twice", func(t string) (string, bool) {
		raw, ok := letters.ToLatin1(t)
		return raw, ok && utf8.ValidString(raw)
	}},
	{"question marks", func(t string) (string, bool) {
		return strings.Map(func(r rune) rune {
			if r >= utf8.RuneSelf {
				return '?'
			}
			return r
		}, t), true
	}},
	{"UTF-16, little end first", func(t string) (string, bool) { return utf16(t, false), true }},
	{"UTF-16, big end first", func(t string) (string, bool) { return utf16(t, true), true }},
}

// utf16 writes a text in UTF-16, without a byte order mark.
func utf16(text string, bigFirst bool) string {
	var b strings.Builder
	unit := func(u uint16) {
		high, low := byte(u>>8), byte(u)
		if !bigFirst {
			high, low = low, high
		}
		b.WriteByte(high)
		b.WriteByte(low)
	}
	for _, r := range text {
		if r >= 0x10000 {
			r -= 0x10000
			unit(0xD800 + uint16(r>>10))
			unit(0xDC00 + uint16(r&0x3FF))
			continue
		}
		unit(uint16(r))
	}
	return b.String()
}
