package diagnose

import (
	"strings"
	"unicode/utf8"
)

// invisible names a rune that a reader cannot see, "" for one that can be seen.
func invisible(r rune, bad bool) string {
	switch {
	case bad:
		return "a byte that is not UTF-8"
	case r == '\t':
		return "a tab"
	case r == '\r':
		return "a carriage return (CR)"
	case r == '\n':
		return "a newline"
	case r == 0:
		return "a NUL byte"
	case r == 0xA0:
		return "a no-break space (U+00A0)"
	case r == 0xAD:
		return "a soft hyphen (U+00AD)"
	case r == 0x200B:
		return "a zero-width space (U+200B)"
	case r == 0x200C || r == 0x200D:
		return "a zero-width joiner"
	case r == 0xFEFF:
		return "a byte order mark (U+FEFF)"
	case r == 0x2028 || r == 0x2029:
		return "a Unicode line separator"
	case r < 0x20 || r == 0x7F:
		return "a control character"
	}
	return ""
}

// invisibles names what cannot be seen in s, each kind once, in order; a space counts at its end
// and its start.
func invisibles(s string) []string {
	var names []string
	add := func(name string) {
		for _, n := range names {
			if n == name {
				return
			}
		}
		names = append(names, name)
	}
	if strings.HasPrefix(s, " ") {
		add("a leading space")
	}
	for i, r := range s {
		bad := false
		if r == utf8.RuneError {
			_, width := utf8.DecodeRuneInString(s[i:])
			bad = width == 1
		}
		if name := invisible(r, bad); name != "" {
			add(name)
		}
	}
	if strings.HasSuffix(s, " ") {
		add("a trailing space")
	}
	return names
}

// maxQuote bounds what is quoted of one value.
const maxQuote = 120

// quoted quotes a value as it stands, with what cannot be seen written as an escape; long values
// are cut around the byte at.
func quoted(s string, at int) string {
	start, end := 0, len(s)
	if len(s) > maxQuote {
		start = max(0, min(at-maxQuote/3, len(s)-maxQuote))
		end = min(len(s), start+maxQuote)
		for start > 0 && !utf8.RuneStart(s[start]) {
			start--
		}
		for end < len(s) && !utf8.RuneStart(s[end]) {
			end++
		}
	}
	var b strings.Builder
	b.WriteString("“")
	if start > 0 {
		b.WriteString("…")
	}
	for i := start; i < end; {
		r, width := utf8.DecodeRuneInString(s[i:end])
		bad := r == utf8.RuneError && width == 1
		if invisible(r, bad) != "" {
			writeEscape(&b, s[i:i+width], r, bad)
		} else {
			b.WriteString(s[i : i+width])
		}
		i += width
	}
	if end < len(s) {
		b.WriteString("…")
	}
	b.WriteString("”")
	return b.String()
}

// writeEscape writes a rune that cannot be seen: \r, \t, \n, \x00 or \u00a0.
func writeEscape(b *strings.Builder, raw string, r rune, bad bool) {
	const hex = "0123456789abcdef"
	switch {
	case r == '\t':
		b.WriteString(`\t`)
	case r == '\r':
		b.WriteString(`\r`)
	case r == '\n':
		b.WriteString(`\n`)
	case bad || r < 0x80:
		b.WriteString(`\x`)
		b.WriteByte(hex[raw[0]>>4])
		b.WriteByte(hex[raw[0]&15])
	default:
		b.WriteString(`\u`)
		for shift := 12; shift >= 0; shift -= 4 {
			b.WriteByte(hex[r>>shift&15])
		}
	}
}
