package check

import (
	"encoding/base64"

	"countersign/sigv4"
	"countersign/sigv4/token"
)

// isSMTP knows the password by its form: 33 bytes in base64, of which the first is the version, 4.
func isSMTP(in *input) bool {
	if len(in.line) != 44 {
		return false
	}
	b, err := base64.StdEncoding.DecodeString(in.line)
	return err == nil && len(b) == 33 && b[0] == 4
}

func verifySMTP(in *input) (*verification, error) {
	host, _ := in.address()
	region := in.regionOf(host)
	if region == "" {
		return nil, sigv4.NewError(sigv4.StageToken, "region", "", -1,
			"an SMTP password is made for one region; give it, or the address of the server, email-smtp.REGION.amazonaws.com")
	}
	found, err := token.VerifySMTPPassword(in.line, in.Key, region)
	if err != nil {
		return nil, err
	}
	v := newVerification("SMTP password")
	v.Derivation = found.Derivation
	v.fact("region", cutText(region))
	v.assume("The region is the one that was given: the password does not say it.")
	v.step(sigv4.StageStringToSign, nameToSign, Agrees, "Every SMTP password signs the same word.")
	switch {
	case in.Key.IsZero():
		v.step(sigv4.StageSignature, nameSignature, NotCompared, needsKey)
	case found.Departs == sigv4.StageNone:
		v.step(sigv4.StageSignature, nameSignature, Agrees, "")
	default:
		v.depart(sigv4.StageSignature, nameSignature, shortSignature(found.Expected), shortSignature(found.Found),
			"The secret or the region is another.")
	}
	return v, nil
}
