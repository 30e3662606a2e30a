package p256

import "strconv"

// Error says what of an input was not as it must be. It never holds a key.
type Error struct {
	Field  string // "signature", "public key" or "private key"
	Offset int    // byte of the input where it goes wrong, -1 when it is the whole
	Why    string // what was expected
}

// Error is one line: field, offset and what was expected.
func (e *Error) Error() string {
	if e.Offset < 0 {
		return e.Field + ": " + e.Why
	}
	return e.Field + " at byte " + strconv.Itoa(e.Offset) + ": " + e.Why
}
