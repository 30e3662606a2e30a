package paste

import (
	"strings"

	"countersign/sigv4"
)

// codes are the error codes about signatures, credentials and clocks. As bare words in plain text
// they mark an error; in bodies they tell AWS's errors from those of others.
var codes = [...]string{
	"SignatureDoesNotMatch", "InvalidSignatureException", "InvalidSignature", "SignatureMismatch",
	"IncompleteSignatureException", "IncompleteSignature",
	"RequestTimeTooSkewed", "RequestExpired", "ExpiredRequest", "RequestInTheFuture",
	"AuthorizationHeaderMalformed", "AuthorizationQueryParametersError", "AuthFailure",
	"MissingAuthenticationTokenException", "MissingAuthenticationToken", "MissingSecurityHeader",
	"UnrecognizedClientException", "InvalidClientTokenId", "InvalidAccessKeyId", "InvalidTokenId", "InvalidToken",
	"ExpiredTokenException", "ExpiredToken", "TokenRefreshRequired",
	"AccessDeniedException", "AccessDenied", "UnauthorizedOperation", "UnauthorizedException", "ForbiddenException",
	"OptInRequired", "SubscriptionRequiredException", "NotSignedUp",
	"XAmzContentSHA256Mismatch", "XAmzContentChecksumMismatch", "BadDigest", "InvalidDigest",
	"MalformedQueryString", "MalformedDate", "MissingFields", "XAdminUserNotFound", "MalformedPOSTRequest", "InvalidPolicyDocument",
	"IncompleteBody", "InvalidChunkSizeError", "MalformedTrailerError",
	"PermanentRedirect", "TemporaryRedirect", "KMSInvalidSignatureException",
}

const shortestCode = len("BadDigest")

// isCode reports whether a word is one of codes, or has the form of an exception's name.
func isCode(word string) bool {
	for _, c := range codes {
		if c == word {
			return true
		}
	}
	return len(word) > len("Exception") && strings.HasSuffix(word, "Exception") && isUpper(word[0]) && strings.IndexFunc(word, func(r rune) bool { return r > 127 || !isWord(byte(r)) }) < 0
}

// codeAt is the length of the code that stands at a place as a word of its own, 0 for none. PHP's
// and .NET's "Exception" after it counts as not said.
func codeAt(s string, at int) int {
	if !isUpper(s[at]) || at > 0 && isWord(s[at-1]) && !escapedNewline(s, at) || strings.HasSuffix(s[:at], "java.nio.file.") {
		return 0
	}
	end := at
	for end < len(s) && end-at < 48 && isWord(s[end]) {
		end++
	}
	if end-at < shortestCode {
		return 0
	}
	for _, c := range codes {
		if word := s[at:end]; word == c || strings.TrimSuffix(word, "Exception") == c {
			return len(c)
		}
	}
	return 0
}

// bareCode is a code without the namespace before '#' and the address after ':'.
func bareCode(t sigv4.Text) sigv4.Text {
	s := t.String
	from, to := strings.LastIndexByte(s, '#')+1, len(s)
	if colon := strings.IndexByte(s[from:], ':'); colon >= 0 {
		to = from + colon
	}
	from, to = trimmed(s, from, to)
	return slice(t, from, to)
}

// addError adds an error to the evidence, with the known sentences and the strings in its message.
func (p *parser) addError(e ServerError, from, to int) {
	e.Span = p.span(from, to)
	e.Response = -1
	e.Messages = knownSentences(e.Message)
	p.ev.Errors = append(p.ev.Errors, e)
	index := len(p.ev.Errors) - 1
	p.claim(from, to, e.Format, index)
	p.addStrings(e.Message, index)
}

// maxFields bounds the other members of an error body that are kept.
const maxFields = 64

func (e *ServerError) addField(name string, value sigv4.Text) {
	if len(e.Fields) < maxFields && name != "" {
		e.Fields = append(e.Fields, Field{name, value})
	}
}

// Field gives the value of the first field with a name, and whether there is one.
func (e ServerError) Field(name string) (sigv4.Text, bool) {
	for _, f := range e.Fields {
		if f.Name == name {
			return f.Value, true
		}
	}
	return sigv4.Text{}, false
}
