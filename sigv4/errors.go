package sigv4

import (
	"strconv"
	"strings"
)

// Stage names a step of SigV4.
type Stage uint8

// The stages in the order in which a signature is made.
const (
	StageNone Stage = iota
	StageRequest
	StageCanonicalRequest
	StageStringToSign
	StageSigningKey
	StageSignature
)

// String is the stage's standard name in lower case.
func (s Stage) String() string {
	switch s {
	case StageRequest:
		return "request"
	case StageCanonicalRequest:
		return "canonical request"
	case StageStringToSign:
		return "string to sign"
	case StageSigningKey:
		return "signing key"
	case StageSignature:
		return "signature"
	}
	return "no stage"
}

// Error says which stage could not go on, with what input, and what to do.
type Error struct {
	Stage  Stage
	Field  string // the standard term: "method", "X-Amz-Expires", "Credential" ...
	Input  string // quoted as found, shortened; never a secret
	Offset int    // byte of Input where it goes wrong, -1 when it is the whole
	Why    string // what was expected
}

// Error is one line: stage, field, the input quoted, and what was expected.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(e.Stage.String() + ": " + e.Field)
	if e.Input != "" {
		b.WriteString(" " + strconv.Quote(e.Input))
	}
	if e.Offset >= 0 {
		b.WriteString(" at byte " + strconv.Itoa(e.Offset))
	}
	return b.String() + ": " + e.Why
}

// maxQuoted is how much of an input an error repeats: enough to find it, short enough for one line.
const maxQuoted = 200

// failed makes an Error about input as a whole.
func failed(stage Stage, field, input, why string) *Error {
	return failedAt(stage, field, input, -1, why)
}

// failedAt makes an Error about the byte of input at offset. A long input is cut to its first bytes;
// Offset goes on counting from the start of the whole.
func failedAt(stage Stage, field, input string, offset int, why string) *Error {
	if len(input) > maxQuoted {
		input = strings.ToValidUTF8(input[:maxQuoted], "") + "…"
	}
	return &Error{stage, field, input, offset, why}
}
