package sigv4a

import (
	"encoding/hex"

	"countersign/sigv4"
	"countersign/sigv4/internal/p256"
	"countersign/sigv4/internal/sha256"
)

// MaxSignature is the longest signature in hex digits. Where a signature must have a fixed length, as in
// the chunks of an upload, shorter ones are filled up to it.
const MaxSignature = 2 * p256.MaxDER

// SignStringToSign gives the signature of a string to sign, or of any text that is signed in its place:
// hex, of DER. The same text and key give the same signature. The error is of type *sigv4.Error.
func (k KeyPair) SignStringToSign(stringToSign string) (string, error) {
	if k.IsZero() {
		return "", sigv4.NewError(sigv4.StageSigningKey, "key pair", "", -1, "there is none; derive it from the credentials")
	}
	var der [p256.MaxDER]byte
	signature := p256.Sign(k.private, sha256.Sum256([]byte(stringToSign)))
	return hex.EncodeToString(p256.AppendDER(der[:0], signature)), nil
}

// VerifyStringToSign reports whether signature, as SignStringToSign gives it and in either case of the
// digits, is one of stringToSign under key. The error is of type *sigv4.Error: the signature is none of
// any text.
func VerifyStringToSign(stringToSign, signature string, key PublicKey) (bool, error) {
	if err := key.Check(); err != nil {
		return false, sigv4.NewError(sigv4.StageSigningKey, "public key", "", -1, "it is no point of the curve P-256")
	}
	refused := func(at int, why string) (bool, error) {
		return false, sigv4.NewError(sigv4.StageSignature, "Signature", signature, at, why)
	}
	if len(signature) > MaxSignature {
		return refused(MaxSignature, "a signature of SigV4A has at most 144 hex digits")
	}
	der, err := hex.DecodeString(signature)
	if err != nil {
		return refused(2*len(der), "a signature of SigV4A is hex digits, two for each byte of DER")
	}
	parsed, err := p256.ParseDER(der)
	if err != nil {
		at, why := -1, err.Error()
		if e, ok := err.(*p256.Error); ok {
			at, why = 2*max(e.Offset, 0), e.Why
		}
		return refused(at, "a signature is DER, in hex: "+why)
	}
	return p256.Verify(key, sha256.Sum256([]byte(stringToSign)), parsed), nil
}

// Check gives the check of package chunked for signatures under key. No signature is expected, since
// none can be recomputed.
func Check(key PublicKey) func(stringToSign, signature string) (expected string, ok bool, err error) {
	return func(stringToSign, signature string) (string, bool, error) {
		ok, err := VerifyStringToSign(stringToSign, signature, key)
		return "", ok, err
	}
}
