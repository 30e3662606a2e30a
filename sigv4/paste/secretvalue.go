package paste

import (
	"strings"

	"countersign/sigv4"
)

// wordAround is the identifier that holds the byte at, and the words after it that are written
// with spaces ("AWS Secret Access Key").
func wordAround(text string, at int) sigv4.Span {
	start, end := at, at
	for start > 0 && isWord(text[start-1]) && at-start < 64 {
		start--
	}
	for end < len(text) && (isWord(text[end]) || text[end] == '-') {
		end++
	}
	for _, next := range []string{" access", " key"} {
		if equalFold(text, end, next) {
			end += len(next)
		}
	}
	return sigv4.Span{Start: start, End: end}
}

// namedSecret is the range of the value that follows the name of a secret access key, empty when
// that is not what stands there.
func namedSecret(text string, name sigv4.Span) sigv4.Span {
	word := text[name.Start:min(name.End, name.Start+128)]
	named := endsName(word, "secretaccesskey") || endsName(word, "secretkey")
	if !named && !endsName(word, "secret") {
		return sigv4.Span{}
	}
	at := name.End
	if strings.HasPrefix(text[at:], " [") { // aws configure shows what it has in brackets
		if close := strings.IndexByte(text[at:min(len(text), at+40)], ']'); close > 0 {
			at += close
		}
	}
	if strings.HasPrefix(text[at:], " is ") {
		at += len(" is")
	}
	separated := strings.HasPrefix(text[name.Start:], "--") || strings.HasSuffix(text[:name.Start], "--")
	for at < len(text) && at < name.End+16 && strings.IndexByte("\"'`]\\", text[at]) >= 0 { // around the name
		at++
	}
	at = skipBlanks(text[:min(len(text), name.End+16)], at)
	if equalFold(text, at, "value=") { // of an element of a page
		at += len("value")
	}
	listed := at < len(text) && text[at] == ',' // of the arguments of a call, or of anything
	if at < len(text) && strings.IndexByte(":=>,", text[at]) >= 0 {
		separated = true
		at++
		for at < len(text) && at < name.End+32 && strings.IndexByte(" \t>=\\", text[at]) >= 0 {
			at++
		}
	}
	value, quoted := secretValue(text, at)
	bare := bareSecret(text, value)
	plain := text[bare.Start:bare.End]
	switch shaped := shapedSecret(text, bare.Start); {
	case shaped.Len() > 0 && shaped.End == bare.End:
		return value
	case !named: // other things are secret, too
		return sigv4.Span{}
	case !quoted && len(plain) > maxSecret:
		return sigv4.Span{}
	case quoted && isSpaced(plain):
		return value
	case isPlaceholder(plain), (listed || !quoted) && (len(plain) < 16 || !isMixed(plain)):
		return sigv4.Span{}
	case len(plain) < 8, !separated && len(plain) != secretLength:
		return sigv4.Span{}
	}
	return value
}

// endsName reports whether a name ends with a suffix in lower case, whatever joins its words.
func endsName(name, suffix string) bool {
	i := len(name)
	for n := len(suffix); n > 0; {
		if i--; i < 0 {
			return false
		}
		switch name[i] {
		case ' ', '_', '-':
			continue
		}
		if n--; name[i]|0x20 != suffix[n] {
			return false
		}
	}
	return true
}

// maxSecret is longer than secret access keys are, of other providers too.
const maxSecret = 128

// blankEdges are what a copy, a file or a store adds to a secret at its ends, as they are and as code writes
// them. A signer signs with them.
var blankEdges = [...]string{" ", "\t", "\r", "\n", noBreakSpace, "\ufeff", "\u200b", "\u200c", "\u200d", "\u2060", "\u200e", "\u200f",
	`\n`, `\r`, `\t`, `\u00a0`, `\u00A0`, `\xa0`, `\ufeff`, `\uFEFF`, `\u200b`, `\u200B`}

// bareSecret narrows the range of a secret by the blanks at its ends.
func bareSecret(text string, value sigv4.Span) sigv4.Span {
again:
	inner := text[value.Start:value.End]
	if n := len(inner); n > 0 && isAlnum(inner[0]) && isAlnum(inner[n-1]) && strings.IndexByte(inner[max(0, n-len(`\u00a0`)):], '\\') < 0 {
		return value
	}
	for _, edge := range blankEdges {
		inner = text[value.Start:value.End]
		if strings.HasPrefix(inner, edge) {
			value.Start += len(edge)
			goto again
		}
		if strings.HasSuffix(inner, edge) {
			value.End -= len(edge)
			goto again
		}
	}
	return value
}

// secretValue is the range of the value at a place, with the blanks at its ends: up to its closing quote, or
// where characters end that keys are made of.
func secretValue(text string, at int) (value sigv4.Span, quoted bool) {
	if at < len(text) && (text[at] == '"' || text[at] == '\'' || text[at] == '`') {
		return sigv4.Span{Start: at + 1, End: quotedEnd(text, at+1, text[at])}, true
	}
	end := skipInvisible(text, at)
	for end-at <= maxSecret && inKey(text, end) {
		end++
	}
	if after := skipInvisible(text, end); after == len(text) || isSpace(text[after]) {
		end = after
	}
	return sigv4.Span{Start: at, End: end}, false
}

// skipInvisible is the place behind the characters that no terminal and no shell takes for white space, though
// they look like it or like nothing.
func skipInvisible(text string, at int) int {
	for at < len(text) {
		n := invisibleAt(text, at)
		if strings.HasPrefix(text[at:], noBreakSpace) {
			n = len(noBreakSpace)
		}
		if n == 0 {
			break
		}
		at += n
	}
	return at
}

// quotedEnd is where the value ends that starts at a place behind a quote. A line break belongs to it only at
// its ends. One whose quote is never closed ends with its line, or before a character of control.
func quotedEnd(text string, from int, quote byte) int {
	end := from
	for end < len(text) && text[end] != quote && (text[end] >= ' ' || isSpace(text[end])) {
		if text[end] == '\n' {
			blank := strings.TrimSpace(text[from:end]) == ""
			if end = skipSpace(text, end); !blank || shapedSecret(text, end).Len() == 0 {
				break
			}
			continue
		}
		end++
	}
	if end == len(text) || text[end] != quote {
		for end = from; end < len(text) && text[end] >= ' '; end++ {
		}
		return end
	}
	for end > from && text[end-1] == '\\' { // the closing quote is escaped
		end--
	}
	return end
}

// isSpaced reports whether a value is a secret of whose pluses some became spaces.
func isSpaced(value string) bool {
	spaces := strings.Count(value, " ")
	joined := strings.ReplaceAll(value, " ", "+")
	return len(value) == secretLength && spaces > 0 && spaces < 4 && shapedSecret(joined, 0).Len() > 0 && strings.ContainsAny(value, "0123456789")
}

// isPlaceholder reports whether a value stands for a secret that the reader left out.
func isPlaceholder(value string) bool {
	return isMasked(value) || strings.ContainsAny(value, "$(){}<>[] ") || equalFold(value, 0, "your")
}

// isMixed reports whether a word is more than one kind of character, as generated keys are.
func isMixed(word string) bool {
	upper := strings.ContainsAny(word, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
	lower := strings.ContainsAny(word, "abcdefghijklmnopqrstuvwxyz")
	return upper && lower || strings.ContainsAny(word, "0123456789")
}
