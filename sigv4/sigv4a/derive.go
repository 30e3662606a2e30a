package sigv4a

import "countersign/sigv4"

// Derive signs r with a key pair and keeps every intermediate value, as sigv4.Derive does. s.RegionSet
// must be given; s.Region and c.Key are not read. With a zero pair the derivation stops at the string to
// sign. Derivation.Key stays zero: SigV4A has no key chain. The error is of type *sigv4.Error.
func Derive(r sigv4.Request, c sigv4.Credentials, pair KeyPair, s sigv4.Signing) (sigv4.Derivation, error) {
	if s.RegionSet == "" {
		return sigv4.Derivation{}, sigv4.NewError(sigv4.StageRequest, "region set", "", -1,
			"there is none; name the regions that the signature is for, with commas between them, or * for all")
	}
	c.Key = sigv4.Key{}
	d, err := sigv4.Derive(r, c, s)
	if err != nil || pair.IsZero() {
		return d, err
	}
	signature, err := pair.SignStringToSign(d.StringToSign.String)
	if err != nil {
		return sigv4.Derivation{}, err
	}
	return d.WithSignature(signature), nil
}

// Verify compares stage by stage what was given with what r calls for, as sigv4.Verify does, and verifies
// the signatures under key: the claim's, and given.Signature where there is one. A signature cannot be
// recomputed, so that Expected stays empty at that stage. With a zero key no signature is verified: see
// Checked. The error is of type *sigv4.Error.
func Verify(r sigv4.Request, c sigv4.Claim, rules sigv4.Rules, key PublicKey, given sigv4.Theirs) (sigv4.Verification, error) {
	if c.Algorithm != sigv4.AlgorithmECDSA {
		return sigv4.Verification{}, sigv4.NewError(sigv4.StageStringToSign, "algorithm", c.Algorithm, -1,
			"a claim of SigV4A names "+sigv4.AlgorithmECDSA+"; package sigv4 verifies the others")
	}
	v, err := sigv4.Verify(r, c, rules, sigv4.Key{}, given)
	if err != nil || v.Departs != sigv4.StageNone || key == (PublicKey{}) {
		return v, err
	}
	for _, signature := range []string{given.Signature, c.Signature} {
		if signature == "" || v.Departs != sigv4.StageNone {
			continue
		}
		ok, err := VerifyStringToSign(v.Derivation.StringToSign.String, signature, key)
		if err != nil {
			return sigv4.Verification{}, err
		}
		if n := len(v.Checked); n == 0 || v.Checked[n-1] != sigv4.StageSignature {
			v.Checked = append(v.Checked, sigv4.StageSignature)
		}
		if !ok {
			v.Departs, v.Found = sigv4.StageSignature, signature
		}
	}
	return v, nil
}
