package check

import (
	"slices"

	"countersign/sigv4"
	"countersign/sigv4/token"
)

// verifyToken goes through the stages of a presigned token. users are parameters that name who connects.
func (in *input) verifyToken(carrier string, p token.Parsed, users ...string) (*verification, error) {
	v := newVerification(carrier)
	c := p.Claim()
	in.claimFacts(v, p.Request(), c)
	for _, name := range users {
		v.fact(name, cutText(p.Param(name)))
	}
	found, err := p.Verify(in.Key, in.Theirs)
	if err != nil {
		return nil, err
	}
	v.Derivation = found.Derivation
	for _, s := range [...]struct {
		stage sigv4.Stage
		name  string
	}{{sigv4.StageCanonicalRequest, nameCanonical}, {sigv4.StageStringToSign, nameToSign}} {
		switch {
		case found.Departs == s.stage:
			v.depart(s.stage, s.name, found.Expected, found.Found, v.whyToken(found.Expected))
		case slices.Contains(found.Checked, s.stage):
			v.step(s.stage, s.name, Agrees, "")
		default:
			v.step(s.stage, s.name, NotCompared, notLogged)
		}
	}
	v.tokenSignature(in, found.Derivation.Signature, c.Signature)
	return v, nil
}

// whyToken says what a token is compared with, where that is not a text that was logged.
func (v *verification) whyToken(expected string) string {
	if d := v.Derivation; expected == d.CanonicalRequest.String || expected == d.StringToSign.String {
		return ""
	}
	return "The service asks for this, whatever the signature is."
}

// tokenSignature compares a signature that lets whoever has it connect: only its first digits are told.
func (v *verification) tokenSignature(in *input, expected, found string) {
	if in.Key.IsZero() || expected == "" {
		why := needsKey
		if !in.Key.IsZero() {
			why = "None can be computed while the canonical request departs."
		}
		v.step(sigv4.StageSignature, nameSignature, NotCompared, why)
		return
	}
	v.compareSignature(expected, found, in.Theirs.Signature)
	s := v.at(nameSignature)
	s.Expected, s.Found = shortSignature(s.Expected), shortSignature(s.Found)
}
