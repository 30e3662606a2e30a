package sigv4

import (
	"strings"
	"time"
)

// Algorithm is the name of SigV4's algorithm, as the string to sign and the claim state it.
const Algorithm = "AWS4-HMAC-SHA256"

// Terminator ends every credential scope.
const Terminator = "aws4_request"

// TimeFormat is the layout of X-Amz-Date, for package time: ISO 8601 basic, UTC.
const TimeFormat = "20060102T150405Z"

// Scope is a credential scope, Date/Region/Service/Terminator.
type Scope struct {
	Date, Region, Service, Terminator string
}

// String is the scope as the string to sign holds it.
func (s Scope) String() string {
	return s.Date + "/" + s.Region + "/" + s.Service + "/" + s.Terminator
}

// parseScope reads a credential scope: exactly four parts.
func parseScope(text string) (Scope, bool) {
	parts := strings.Split(text, "/")
	if len(parts) != 4 {
		return Scope{}, false
	}
	return Scope{parts[0], parts[1], parts[2], parts[3]}, true
}

// appendTime appends t in TimeFormat; t is in UTC with a year of four digits.
func appendTime(dst []byte, t time.Time) []byte {
	year, month, day := t.Date()
	hour, minute, second := t.Clock()
	dst = appendTwo(appendTwo(dst, year/100), year%100)
	dst = append(appendTwo(appendTwo(dst, int(month)), day), 'T')
	return append(appendTwo(appendTwo(appendTwo(dst, hour), minute), second), 'Z')
}

// appendTwo appends n, 0 to 99, as two digits.
func appendTwo(dst []byte, n int) []byte {
	return append(dst, '0'+byte(n/10), '0'+byte(n%10))
}
