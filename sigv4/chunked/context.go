package chunked

import (
	"strings"

	"countersign/sigv4"
)

// Context is what all strings to sign of a body share.
type Context struct {
	Time  string // X-Amz-Date of the request, in sigv4.TimeFormat
	Scope string // its credential scope: date/region/service/aws4_request, without the region for ECDSA
	Seed  string // its signature, which the first chunk chains on, in hex
}

// ContextOf takes the context of a body from what its request says of its signature. The error is of
// type *sigv4.Error.
func ContextOf(m Mode, c sigv4.Claim) (Context, error) {
	context := Context{Time: c.Date, Scope: c.Scope.String(), Seed: c.Signature}
	return context, context.check(m)
}

// check refuses what no string to sign can be made of.
func (c Context) check(m Mode) error {
	if err := m.check(); err != nil || !m.IsSigned() {
		return err
	}
	if len(c.Time) != len(sigv4.TimeFormat) || strings.Contains(c.Time, "\n") {
		return sigv4.NewError(sigv4.StageStringToSign, "X-Amz-Date", c.Time, -1, "it is written as 20130524T000000Z")
	}
	if c.Scope == "" || strings.Contains(c.Scope, "\n") {
		return sigv4.NewError(sigv4.StageStringToSign, "credential scope", c.Scope, -1, "it is one line such as 20130524/us-east-1/s3/aws4_request")
	}
	if _, at, why := m.unpad(c.Seed); why != "" {
		return sigv4.NewError(sigv4.StageSignature, "seed signature", c.Seed, at, why)
	}
	return nil
}

// ChunkStringToSign is the string to sign of a chunk: six lines, the last without an end. previous is
// the signature of the chunk before, the seed signature for the first; hash is the SHA-256 of the
// chunk's data in hex (Amazon S3 API Reference, "Signature Calculations for the Authorization Header:
// Transferring Payload in Multiple Chunks", "Calculating the chunk signature"). Padding of an ECDSA
// signature is not signed (aws-c-auth, source/aws_signing.c).
func (c Context) ChunkStringToSign(m Mode, previous, hash string) string {
	return m.algorithm() + forPayload + "\n" + c.Time + "\n" + c.Scope + "\n" + strings.TrimRight(previous, "*") + "\n" + emptyHash + "\n" + hash
}

// emptyHash is the SHA-256 of no bytes. It stands for headers that a chunk might have had.
const emptyHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

// TrailerStringToSign is the string to sign of the trailing headers: five lines, the last without an
// end. previous is the signature of the final chunk; canonical is what CanonicalTrailer gives (Amazon S3
// API Reference, "Signature calculations for trailing headers (chunked uploads)").
func (c Context) TrailerStringToSign(m Mode, previous, canonical string) string {
	return m.algorithm() + forTrailer + "\n" + c.Time + "\n" + c.Scope + "\n" + strings.TrimRight(previous, "*") + "\n" + sigv4.HashHex(canonical)
}

// Sign gives the signature of a string to sign, in hex. Package sigv4's is HMAC; a signature of SigV4A
// is made the same way from the same strings.
type Sign func(stringToSign string) (string, error)

// HMAC signs with a secret access key or a signing key. The signing key is derived once, for the scope.
// Without a key, signing gives an error of type *sigv4.Error.
func HMAC(key sigv4.Key, scope sigv4.Scope) Sign {
	signing := sigv4.DeriveKeys(key, scope).SigningKey()
	return func(stringToSign string) (string, error) { return sigv4.SignStringToSign(stringToSign, signing) }
}

// Check judges the signature of a string to sign, in hex without padding. expected is the right one
// where it can be computed; of an ECDSA signature one can only know whether it is right.
type Check func(stringToSign, signature string) (expected string, ok bool, err error)

// Recompute checks by signing again. It fits HMAC, where a string to sign has one signature.
func Recompute(sign Sign) Check {
	return func(stringToSign, signature string) (string, bool, error) {
		expected, err := sign(stringToSign)
		return expected, err == nil && sigv4.Equal(expected, signature), err
	}
}
