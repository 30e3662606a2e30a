package paste

import (
	"strings"

	"countersign/sigv4"
)

// shortestToken is less than any token or password that a scheme of HTTP carries.
const shortestToken = 8

// otherToken is the range of what an Authorization header carries for another scheme than AWS's
// (RFC 6750 Bearer, RFC 7617 Basic), or curl's --oauth2-bearer; empty when that is not at a place.
func otherToken(text string, at int) sigv4.Span {
	const header, option = "authorization", "--oauth2-bearer"
	end := at + len(header)
	switch {
	case equalFold(text, at, header):
		for end < len(text) && end-at < len(header)+16 && strings.IndexByte(" \t\"'`=:,>\\^", text[end]) >= 0 {
			end++
		}
		switch {
		case equalFold(text, end, "bearer "):
			end += len("bearer ")
		case equalFold(text, end, "basic "):
			end += len("basic ")
		default:
			return sigv4.Span{}
		}
	case strings.HasPrefix(text[at:], option):
		end = at + len(option)
		for end < len(text) && strings.IndexByte(" =\"'", text[end]) >= 0 {
			end++
		}
	default:
		return sigv4.Span{}
	}
	start := end
	for end < len(text) && (inKey(text, end) || text[end] == '.' || text[end] == '~') {
		end++
	}
	if end-start < shortestToken || isPlaceholder(text[start:end]) {
		return sigv4.Span{}
	}
	return sigv4.Span{Start: start, End: end}
}
