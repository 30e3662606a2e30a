package sigv4

import (
	"strconv"
	"strings"
)

// Stage names a step of SigV4.
type Stage uint8

// The stages in the order in which a signature is made, and those of what is signed piece by piece.
const (
	StageNone Stage = iota
	StageRequest
	StageCanonicalRequest
	StageStringToSign
	StageSigningKey
	StageSignature
	StageChunk   // a chunk of an aws-chunked body
	StageTrailer // its trailing headers
	StagePolicy  // the policy of a browser upload
	StageMessage // a message of an event stream
	StageToken   // a token or password made from a signature
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
	case StageChunk:
		return "chunk"
	case StageTrailer:
		return "trailer"
	case StagePolicy:
		return "policy"
	case StageMessage:
		return "event message"
	case StageToken:
		return "token"
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

// NewError makes an Error about the byte of input at offset, -1 for the whole. A long input is cut to
// its first bytes; Offset goes on counting from the start of the whole.
func NewError(stage Stage, field, input string, offset int, why string) *Error {
	if len(input) > maxQuoted {
		input = strings.ToValidUTF8(input[:maxQuoted], "") + "…"
	}
	return &Error{stage, field, input, offset, why}
}

// failed makes an Error about input as a whole.
func failed(stage Stage, field, input, why string) *Error {
	return NewError(stage, field, input, -1, why)
}
