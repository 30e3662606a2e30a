package diagnose

import "strings"

// maskWords are what people and tools write in the place of a value, in any case.
var maskWords = [...]string{"REDACTED", "XXXX", "REMOVED", "HIDDEN", "SNIP", "YOUR", "MASKED", "OMITTED", "ACCESS_KEY", "ACCESSKEY", "%3C", "%2A"}

// masked reports whether a person or a tool put something in place of a value.
func masked(s string) bool {
	for i := range len(s) {
		switch s[i] {
		case '<', '>', '*', '{', '}', '[', ']':
			return true
		case '.':
			if strings.HasPrefix(s[i:], "...") {
				return true
			}
		case "…"[0]:
			if strings.HasPrefix(s[i:], "…") {
				return true
			}
		case 'R', 'r', 'X', 'x', 'H', 'h', 'S', 's', 'Y', 'y', 'M', 'm', 'O', 'o', 'A', 'a', '%':
			for _, word := range maskWords {
				if word[0] == s[i]&^0x20 || word[0] == s[i] {
					if len(s)-i >= len(word) && strings.EqualFold(s[i:i+len(word)], word) {
						return true
					}
				}
			}
		}
	}
	return false
}

// unexpanded reports whether a value holds a variable or a command of a shell, which was not sent so.
func unexpanded(s string) bool { return strings.ContainsAny(s, "$`") }

// agree reports whether two lines are equal, as far as nothing in them was masked.
func agree(a, b string) bool {
	if a == b {
		return true
	}
	for _, pair := range [...][2]string{{a, b}, {b, a}} {
		before, after, ok := cutMask(pair[0])
		if ok && len(pair[1]) >= len(before)+len(after) && strings.HasPrefix(pair[1], before) && strings.HasSuffix(pair[1], after) {
			return true
		}
		if _, _, otherMasked := cutMask(pair[1]); ok && otherMasked {
			return true // both masked: nothing can be said
		}
	}
	return false
}

// cutMask gives what stands before the first and behind the last mask of a line.
func cutMask(s string) (before, after string, ok bool) {
	for _, m := range [...]string{"…", "...", "***", "REDACTED", "[removed]", "<", "XXXX"} {
		if at := strings.Index(s, m); at >= 0 && (!ok || at < len(before)) {
			before, ok = s[:at], true
		}
	}
	if !ok {
		return "", "", false
	}
	last := 0
	for _, m := range [...]string{"…", "...", "***", "REDACTED", "[removed]", ">", "XXXX"} {
		if at := strings.LastIndex(s, m); at >= 0 {
			last = max(last, at+len(m))
		}
	}
	return before, s[max(last, len(before)):], true
}
