package paste

import "strings"

// isMasked reports whether a value holds a mark that a person or a tool put in the place of what
// it hid: ***, …, ..., XXXX, REDACTED, [removed], <your-key>, {{HOST}}, $TOKEN.
func isMasked(value string) bool {
	for at := 0; at < len(value); at++ {
		rest := value[at:]
		switch value[at] {
		case '*', '.':
			if strings.HasPrefix(rest, "***") || strings.HasPrefix(rest, "...") {
				return true
			}
		case 0xe2:
			if strings.HasPrefix(rest, "…") || strings.HasPrefix(rest, "•••") {
				return true
			}
		case 'x', 'X':
			if strings.HasPrefix(rest, "xxxx") || strings.HasPrefix(rest, "XXXX") {
				return true
			}
		case 'r', 'R', 's', 'S':
			if equalFold(value, at, "redacted") || equalFold(value, at, "removed") && bracketed(value, at) || equalFold(value, at, "snip") && bracketed(value, at) {
				return true
			}
		case '{':
			if strings.HasPrefix(rest, "{{") {
				return true
			}
		case '<':
			if end := strings.IndexByte(rest[:min(len(rest), 64)], '>'); end > 1 && isPhrase(rest[1:end]) {
				return true
			}
		case '[':
			if end := strings.IndexByte(rest[:min(len(rest), 32)], ']'); end > 2 && rest[1:end] == strings.ToUpper(rest[1:end]) && isPhrase(rest[1:end]) && !isHex(rest[1:end]) {
				return true
			}
		}
	}
	return false
}

func bracketed(value string, at int) bool {
	return at > 0 && strings.IndexByte("[<({*", value[at-1]) >= 0
}

// isPhrase reports whether s is words: letters, and the marks that join them.
func isPhrase(s string) bool {
	letter := false
	for i := range len(s) {
		c := s[i]
		letter = letter || isAlnum(c) && !isDigit(c)
		if !isWord(c) && c != ' ' && c != '-' && c != '.' {
			return false
		}
	}
	return letter
}
