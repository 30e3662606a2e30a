package view

import (
	"fmt"
	"unicode"
	"unicode/utf8"
)

// visible draws s so that nothing in it can hide: control characters, bidirectional controls,
// zero-width characters and bytes that are no UTF-8 always become signs with a title. Where every
// byte counts, loud draws white space too.
func visible(s string, loud bool) []Node {
	var nodes []Node
	plain := 0 // start of the run not drawn yet
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		sign, title := signFor(r, n, s[i], loud)
		if sign != "" {
			if plain < i {
				nodes = append(nodes, text(s[plain:i]))
			}
			nodes = append(nodes, el("span", "invisible", text(sign)).with("title", title))
			plain = i + n
		}
		i += n
	}
	if plain < len(s) {
		nodes = append(nodes, text(s[plain:]))
	}
	return nodes
}

// signFor gives the sign and the name of a character that does not show itself, "" for one that does.
func signFor(r rune, n int, first byte, loud bool) (sign, title string) {
	switch {
	case r == utf8.RuneError && n == 1:
		return fmt.Sprintf("⟨%02X⟩", first), fmt.Sprintf("byte 0x%02X, not UTF-8", first)
	case r == ' ' && loud:
		return "·", "space (0x20)"
	case r == '\t' && loud:
		return "⇥", "tab (0x09)"
	case r == '\r' && loud:
		return "␍", "carriage return (0x0D)"
	case r == '\n' && loud:
		return "␊", "newline (0x0A)"
	case r == ' ', r == '\t', r == '\r', r == '\n':
		return "", ""
	case r < 0x20:
		return string(rune(0x2400) + r), fmt.Sprintf("control character 0x%02X", r)
	case r == 0x7f:
		return "␡", "delete (0x7F)"
	case r == 0xa0:
		return "⍽", "no-break space (U+00A0)"
	case r > 0x7f && (unicode.Is(unicode.C, r) || unicode.Is(unicode.Z, r)):
		return fmt.Sprintf("⟨U+%04X⟩", r), fmt.Sprintf("invisible character U+%04X", r)
	}
	return "", ""
}
