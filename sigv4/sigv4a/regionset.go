package sigv4a

import "strings"

// Covers reports whether a region set holds a region: names, with commas between them, in which "*"
// stands for any part.
func Covers(regionSet, region string) bool {
	for more := true; more; {
		var name string
		name, regionSet, more = strings.Cut(regionSet, ",")
		if matches(strings.TrimSpace(name), region) {
			return true
		}
	}
	return false
}

// matches compares text with a pattern in which "*" stands for any part: each piece between stars is
// looked for behind the one before it, so that the time stays linear in both for few stars.
func matches(pattern, text string) bool {
	first, rest, starred := strings.Cut(pattern, "*")
	if !starred {
		return pattern == text
	}
	text, found := strings.CutPrefix(text, first)
	for found {
		var piece string
		if piece, rest, starred = strings.Cut(rest, "*"); !starred {
			return strings.HasSuffix(text, piece)
		}
		var at int
		if at = strings.Index(text, piece); at < 0 {
			return false
		}
		text = text[at+len(piece):]
	}
	return false
}
