package forensics

import "strings"

// What encoders leave as it is, beside letters and digits.
const (
	unreservedBytes = "-._~" // RFC 3986: right
	componentBytes  = "-._~!'()*"
	uriBytes        = "-._~!'()*;,/?:@&=+$#"
	goPathBytes     = "-._~$&+=:@"
	javaBytes       = "-._*" // a space becomes a plus
	phpOldBytes     = "-._"  // rawurlencode before PHP 5.3, and many of hand
)

// escaped writes every byte but letters, digits and those of keep as an escape.
func escaped(text, keep, digits string) string {
	var b strings.Builder
	for i := range len(text) {
		if c := text[i]; isWord(c) && c != '_' || strings.IndexByte(keep, c) >= 0 {
			b.WriteByte(c)
		} else {
			b.WriteByte('%')
			b.WriteByte(digits[c>>4])
			b.WriteByte(digits[c&15])
		}
	}
	return b.String()
}

// unescaped undoes the escapes of a text once. What is no escape stays.
func unescaped(text string) string {
	if strings.IndexByte(text, '%') < 0 {
		return text
	}
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		if text[i] == '%' && i+2 < len(text) {
			high, low := strings.IndexByte(lowerHex, text[i+1]|0x20), strings.IndexByte(lowerHex, text[i+2]|0x20)
			if high >= 0 && low >= 0 {
				b.WriteByte(byte(high<<4 | low))
				i += 2
				continue
			}
		}
		b.WriteByte(text[i])
	}
	return b.String()
}

// escapesIn writes the escapes of a text in lower-case hex.
func lowerEscapes(text string) string {
	out := []byte(text)
	for i := 0; i+2 < len(out); i++ {
		if out[i] == '%' {
			copy(out[i+1:i+3], strings.ToLower(text[i+1:i+3]))
			i += 2
		}
	}
	return string(out)
}

// quoted sets a value that a mistake has into quotation marks, shortened.
func quoted(value string) string {
	const most = 120
	if value == "" {
		return "nothing"
	}
	if len(value) > most {
		value = value[:most] + "…"
	}
	return "“" + strings.NewReplacer("\n", `\n`, "\r", `\r`, "\t", `\t`).Replace(value) + "”"
}
