package check

import (
	"countersign/sigv4"
	"countersign/sigv4/sigv4a"
)

// publicKey gives the key that verifies signatures of SigV4A. why says why there is none.
func (in *input) publicKey(accessKeyID string) (key sigv4a.PublicKey, why string) {
	switch {
	case in.PublicKey != (sigv4a.PublicKey{}):
		return in.PublicKey, ""
	case in.Key.IsZero():
		return key, "No secret access key was given; with one, or with the public key, the signature is verified."
	case in.Key.IsDerived():
		return key, "A signing key of SigV4 cannot stand for the secret, from which SigV4A derives its key pair."
	}
	pair, err := sigv4a.DeriveKeyPair(sigv4.Credentials{AccessKeyID: accessKeyID, Key: in.Key})
	if err != nil {
		return key, "No key pair can be derived: the text names no access key id."
	}
	return pair.Public(), ""
}

// ecdsaSignature verifies a signature of SigV4A, which cannot be computed again.
func (in *input) ecdsaSignature(v *verification, r sigv4.Request, c sigv4.Claim) error {
	key, why := in.publicKey(c.AccessKeyID)
	if why != "" {
		v.step(sigv4.StageSignature, nameSignature, NotCompared, why)
		return nil
	}
	ok, err := sigv4a.VerifyStringToSign(v.Derivation.StringToSign.String, c.Signature, key)
	if e, isError := err.(*sigv4.Error); isError && e.Stage != sigv4.StageSignature {
		return e // the public key that was given is none
	}
	switch {
	case ok:
		v.step(sigv4.StageSignature, nameSignature, Agrees, "It is one of the many that are right; SigV4A can only verify.")
	case err != nil:
		v.depart(sigv4.StageSignature, nameSignature, "", c.Signature, "It is no signature of SigV4A, which is DER in hex.")
	default:
		v.depart(sigv4.StageSignature, nameSignature, "", c.Signature, "")
	}
	return nil
}
