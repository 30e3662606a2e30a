package chunked

import (
	"strings"

	"countersign/sigv4"
)

// Mode says how an aws-chunked body is signed.
type Mode uint8

// The modes, each with its word for x-amz-content-sha256 (Amazon S3 API Reference, "Authenticating
// Requests: Using the Authorization Header").
const (
	NoMode          Mode = iota // none: the body is not aws-chunked
	Signed                      // STREAMING-AWS4-HMAC-SHA256-PAYLOAD
	SignedTrailer               // STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER
	ECDSA                       // STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD
	ECDSATrailer                // STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER
	UnsignedTrailer             // STREAMING-UNSIGNED-PAYLOAD-TRAILER
)

// What the words of the modes, and the first lines of the strings to sign, are made of.
const (
	streaming      = "STREAMING-"
	algorithmHMAC  = sigv4.Algorithm
	algorithmECDSA = "AWS4-ECDSA-P256-SHA256"
	forPayload     = "-PAYLOAD"
	forTrailer     = "-TRAILER"
)

// ParseMode reads the value of x-amz-content-sha256. The error is of type *sigv4.Error.
func ParseMode(word string) (Mode, error) {
	for m := Signed; m <= UnsignedTrailer; m++ {
		if m.String() == word {
			return m, nil
		}
	}
	why := "it names no way of sending an aws-chunked body; the words are STREAMING-AWS4-HMAC-SHA256-PAYLOAD and the like"
	switch {
	case word == "":
		why = "there is none; an aws-chunked body needs this header with a word such as STREAMING-AWS4-HMAC-SHA256-PAYLOAD"
	case strings.HasSuffix(word, "-EVENTS"):
		why = "this is an event stream, not an aws-chunked body"
	}
	return NoMode, sigv4.NewError(sigv4.StageRequest, headerHash, word, -1, why)
}

// String is the mode's word, "" for NoMode.
func (m Mode) String() string {
	switch m {
	case Signed, SignedTrailer, ECDSA, ECDSATrailer:
		word := streaming + m.algorithm() + forPayload
		if m.HasTrailer() {
			word += forTrailer
		}
		return word
	case UnsignedTrailer:
		return streaming + "UNSIGNED" + forPayload + forTrailer
	}
	return ""
}

// IsSigned reports whether every chunk has a signature, and the trailer too where there is one.
func (m Mode) IsSigned() bool { return Signed <= m && m <= ECDSATrailer }

// IsECDSA reports whether the signatures are those of SigV4A.
func (m Mode) IsECDSA() bool { return m == ECDSA || m == ECDSATrailer }

// HasTrailer reports whether trailing headers follow the final chunk.
func (m Mode) HasTrailer() bool {
	return m == SignedTrailer || m == ECDSATrailer || m == UnsignedTrailer
}

// algorithm is the algorithm of the request's own signature.
func (m Mode) algorithm() string {
	if m.IsECDSA() {
		return algorithmECDSA
	}
	return algorithmHMAC
}

// check refuses what is no mode.
func (m Mode) check() error {
	if m.String() == "" {
		return sigv4.NewError(sigv4.StageRequest, "mode", "", -1, "there is none; it is what x-amz-content-sha256 says")
	}
	return nil
}

// SignatureLength is the number of characters that a signature takes in the body: 64 hex digits, or 144
// for ECDSA, whose signatures vary in length and are padded with "*" so that the length of the body is
// known beforehand (aws-c-auth, source/aws_signing.c). It is 0 where nothing is signed.
func (m Mode) SignatureLength() int {
	switch {
	case m.IsECDSA():
		return 144
	case m.IsSigned():
		return 64
	}
	return 0
}

// pad brings a signature to the length that it takes in the body.
func (m Mode) pad(signature string) string {
	return signature + strings.Repeat("*", max(0, m.SignatureLength()-len(signature)))
}

// unpad takes the padding off a signature. Where it is no signature of this mode, at is the first byte
// that is wrong and why says what was expected.
func (m Mode) unpad(text string) (signature string, at int, why string) {
	signature, length := text, m.SignatureLength()
	if m.IsECDSA() {
		signature = strings.TrimRight(text, "*")
	}
	for i := 0; i < len(signature); i++ {
		if c := signature[i]; !('0' <= c && c <= '9' || 'a' <= c && c <= 'f') {
			return "", i, "a signature is written in lower-case hex digits"
		}
	}
	switch {
	case !m.IsECDSA() && len(text) != length:
		return "", min(len(text), length), "a signature has 64 hex digits"
	case m.IsECDSA() && (signature == "" || len(signature)%2 != 0 || len(text) > length):
		return "", min(len(text), length), "a signature has at most 144 hex digits, an even number, and is padded with * at its end"
	}
	return signature, -1, ""
}
