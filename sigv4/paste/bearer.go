package paste

import (
	"strings"

	"countersign/sigv4"
)

// shortestBearer is shorter than tokens are, and longer than words that stand for one.
const shortestBearer = 32

// bearerToken is the range of the token behind the scheme Bearer (RFC 6750, 2.1), empty when none stands
// there.
func bearerToken(text string, at int) sigv4.Span {
	const scheme = "bearer "
	if !equalFold(text, at, scheme) || at > 0 && isWord(text[at-1]) {
		return sigv4.Span{}
	}
	start := at + len(scheme)
	end := start
	for end < len(text) && (isAlnum(text[end]) || strings.IndexByte("-._~+/=", text[end]) >= 0) {
		end++
	}
	if end-start < shortestBearer || !isMixed(text[start:end]) || isPlaceholder(text[start:end]) {
		return sigv4.Span{}
	}
	return sigv4.Span{Start: start, End: end}
}
