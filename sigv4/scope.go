package sigv4

import (
	"strings"
	"time"
)

// The names of the algorithms of SigV4 and SigV4A, as the string to sign and the claim state them.
const (
	Algorithm      = "AWS4-HMAC-SHA256"
	AlgorithmECDSA = "AWS4-ECDSA-P256-SHA256"
)

// Terminator ends every credential scope.
const Terminator = "aws4_request"

// TimeFormat is the layout of X-Amz-Date, for package time: ISO 8601 basic, UTC.
const TimeFormat = "20060102T150405Z"

// Scope is a credential scope, Date/Region/Service/Terminator; in SigV4A, whose signatures hold in
// several regions, Date/Service/Terminator.
type Scope struct {
	Date, Region, Service, Terminator string

	NoRegion bool // SigV4A: Region is empty and stands nowhere
}

// String is the scope as the string to sign holds it.
func (s Scope) String() string {
	if s.NoRegion {
		return s.Date + "/" + s.Service + "/" + s.Terminator
	}
	return s.Date + "/" + s.Region + "/" + s.Service + "/" + s.Terminator
}

// parseScope reads a credential scope of SigV4: exactly four parts.
func parseScope(text string) (Scope, bool) {
	parts := strings.Split(text, "/")
	if len(parts) != 4 {
		return Scope{}, false
	}
	return Scope{Date: parts[0], Region: parts[1], Service: parts[2], Terminator: parts[3]}, true
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
