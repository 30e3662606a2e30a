package token

import (
	"encoding/base64"
	"encoding/hex"
	"strconv"

	"countersign/sigv4"
)

const (
	smtpVersion = 4 // the first byte of the password
	smtpMessage = "SendRawEmail"
	smtpDate    = "11111111" // in the key derivation, whatever the day
)

// SMTPPassword makes the password of the SMTP interface of Amazon SES in a region from a secret access
// key; the user name is the access key id. Its bytes are a version, 4, and the HMAC of "SendRawEmail"
// under the signing key of 11111111/region/ses/aws4_request, in base64 (Amazon SES Developer Guide,
// "Obtaining Amazon SES SMTP credentials"). In the derivation there is no canonical request, and the
// string to sign is that word.
//
// A signing key that came derived is refused: it was made for a day. The error is of type *sigv4.Error.
func SMTPPassword(key sigv4.Key, region string) (Token, error) {
	if key.IsZero() {
		return Token{}, sigv4.NewError(sigv4.StageSigningKey, "key", "", -1, "there is none; give the secret access key")
	}
	d, err := smtpDerivation(key, region)
	if err != nil {
		return Token{}, err
	}
	mac, err := hex.DecodeString(d.Signature)
	if err != nil {
		return Token{}, refuse("signature", "", -1, "it is not hex")
	}
	return newToken(base64.StdEncoding.EncodeToString(append([]byte{smtpVersion}, mac...)), d,
		"The user name is the access key id.",
		"Good in this region only, until the access key is deleted. Temporary credentials cannot be used."), nil
}

// smtpDerivation gives the steps; with a zero key, those that need none.
func smtpDerivation(key sigv4.Key, region string) (sigv4.Derivation, error) {
	if key.IsDerived() {
		return sigv4.Derivation{}, sigv4.NewError(sigv4.StageSigningKey, "key", "", -1,
			"a signing key is good for its own date only, and this password is derived with "+smtpDate+"; give the secret access key")
	}
	if err := checkRegion(region); err != nil {
		return sigv4.Derivation{}, err
	}
	d := sigv4.Derivation{StringToSign: insertedText(smtpMessage, "the message that every SMTP password signs")}
	if key.IsZero() {
		return d, nil
	}
	d.Key = sigv4.DeriveKeys(key, sigv4.Scope{Date: smtpDate, Region: region, Service: "ses", Terminator: sigv4.Terminator})
	var err error
	d.Signature, err = sigv4.SignStringToSign(smtpMessage, d.Key.SigningKey())
	return d, err
}

// VerifySMTPPassword recomputes an SMTP password. It departs at the signature when key or region are
// others. The error, of type *sigv4.Error, says what the password is instead.
func VerifySMTPPassword(password string, key sigv4.Key, region string) (sigv4.Verification, error) {
	if err := checkText(password); err != nil {
		return sigv4.Verification{}, err
	}
	b, err := base64.StdEncoding.Strict().DecodeString(password)
	switch {
	case err != nil || len(b) != 33:
		return sigv4.Verification{}, refuse("password", "", -1, "it is 44 bytes of base64: a version and 32 bytes. A secret access key has 40")
	case b[0] != smtpVersion:
		return sigv4.Verification{}, refuse("password", "version "+strconv.Itoa(int(b[0])), -1, "the version is 4; make the password anew")
	}
	d, err := smtpDerivation(key, region)
	if err != nil {
		return sigv4.Verification{}, err
	}
	return compare(d, hex.EncodeToString(b[1:]), sigv4.Theirs{}), nil
}
