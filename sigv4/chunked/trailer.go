package chunked

import (
	"slices"
	"strconv"
	"strings"

	"countersign/sigv4"
)

// Trailer is what follows the final chunk.
type Trailer struct {
	Offset       int64          // of its first byte in the encoded body
	Headers      []sigv4.Header // in the order in which they are sent, without x-amz-trailer-signature
	Canonical    string         // what CanonicalTrailer gives
	StringToSign string         // empty where nothing is signed
	Signature    string         // without padding; empty where nothing is signed

	// LineFeeds says that lines were ended by LF with an empty line after the last, as minio-go
	// (v7.4.1) writes them and servers take them. Encode ends lines by CRLF, as AWS's SDKs do.
	LineFeeds bool

	// Expected is the right signature, where Verify can compute it.
	Expected string
}

const headerSignature = "x-amz-trailer-signature"

const (
	// MaxTrailers is the most trailing headers there may be. S3 takes one, a checksum.
	MaxTrailers = 100
	// maxTrailerLine is the longest line of the trailer, in bytes, its line end included. Checksums and
	// signatures take less than 200.
	maxTrailerLine = 8 << 10
)

// CanonicalTrailer is what the hash in the trailer's string to sign is made of: for each header, sorted
// by name, name in lower case, colon, value without outer white space and with single spaces, and a line
// feed. (aws-c-auth, source/aws_signing.c, treats them as it treats canonical headers.)
func CanonicalTrailer(headers []sigv4.Header) string {
	const end = "\x00" // of a name, while they are sorted: no byte sorts before it
	lines := make([]string, len(headers))
	for i, h := range headers {
		lines[i] = strings.ToLower(h.Name) + end + strings.Join(strings.FieldsFunc(h.Value, isSpace), " ") + "\n"
	}
	slices.Sort(lines)
	for i, line := range lines {
		lines[i] = strings.Replace(line, end, ":", 1)
	}
	return strings.Join(lines, "")
}

func isSpace(r rune) bool { return r == ' ' || r == '\t' }

// trailerFault says at which byte a line of the trailer is wrong, and why; "" where it is not. headers
// are those before it.
func trailerFault(headers []sigv4.Header, name, value string) (at int, why string) {
	for i := 0; i < len(name); i++ {
		if !isToken(name[i]) {
			return i, "the name of a header holds letters, digits and hyphens"
		}
	}
	for i := 0; i < len(value); i++ {
		if c := value[i]; c < ' ' && c != '\t' || c == 0x7f {
			return len(name) + 1 + i, "a value is one line without control characters"
		}
	}
	twice := func(h sigv4.Header) bool { return strings.EqualFold(h.Name, name) }
	switch {
	case name == "":
		return 0, "there is no name before the colon"
	case slices.ContainsFunc(headers, twice):
		return 0, "this header is in the trailer twice"
	case len(headers) == MaxTrailers:
		return 0, "there are more than " + strconv.Itoa(MaxTrailers) + " trailing headers"
	case len(name)+1+len(value)+len("\r\n") > maxTrailerLine:
		return maxTrailerLine, "the line is longer than " + strconv.Itoa(maxTrailerLine) + " bytes"
	}
	return -1, ""
}

// isToken reports whether c may stand in the name of a header (RFC 9110, section 5.6.2).
func isToken(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || strings.IndexByte("!#$%&'*+-.^_`|~", c) >= 0
}
