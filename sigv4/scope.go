package sigv4

import "strings"

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
func (s Scope) String() string { return string(s.appendTo(nil)) }

func (s Scope) appendTo(dst []byte) []byte {
	dst = append(append(dst, s.Date...), '/')
	if !s.NoRegion {
		dst = append(append(dst, s.Region...), '/')
	}
	return append(append(append(dst, s.Service...), '/'), s.Terminator...)
}

// parseScope reads a credential scope of SigV4: exactly four parts.
func parseScope(text string) (Scope, bool) {
	parts := strings.Split(text, "/")
	if len(parts) != 4 {
		return Scope{}, false
	}
	return Scope{Date: parts[0], Region: parts[1], Service: parts[2], Terminator: parts[3]}, true
}

// The seconds since 1970 at which the years 0 and 10000 begin.
const (
	year0     = -62_167_219_200
	year10000 = 253_402_300_800
)

// fourDigitYear reports whether a time in seconds since 1970 lies in a year that has four digits.
func fourDigitYear(seconds int64) bool { return year0 <= seconds && seconds < year10000 }

// appendTime appends a time in TimeFormat, in seconds since 1970 and in a year of four digits. The days
// are counted in years that begin in March, so that a leap day ends one, from the year -400 on.
func appendTime(dst []byte, seconds int64) []byte {
	const day = 24 * 60 * 60
	const inFourCenturies, inACentury, inFourYears = 146_097, 36_524, 1_461 // days
	seconds -= year0
	days, left := int(seconds/day)+inFourCenturies-60, int(seconds%day) // 60 days from January to March
	fourCenturies := days / inFourCenturies
	days %= inFourCenturies
	year := (days - days/(inFourYears-1) + days/inACentury - days/(inFourCenturies-1)) / 365
	days -= 365*year + year/4 - year/100
	year += 400*fourCenturies - 400
	month := (5*days + 2) / 153 // 153 days in each five months
	dayOfMonth := days - (153*month+2)/5 + 1
	if month += 3; month > 12 {
		month -= 12
		year++
	}
	dst = appendTwo(appendTwo(dst, year/100), year%100)
	dst = append(appendTwo(appendTwo(dst, month), dayOfMonth), 'T')
	return append(appendTwo(appendTwo(appendTwo(dst, left/3600), left/60%60), left%60), 'Z')
}

// appendTwo appends n, 0 to 99, as two digits.
func appendTwo(dst []byte, n int) []byte {
	return append(dst, '0'+byte(n/10), '0'+byte(n%10))
}
