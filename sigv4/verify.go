package sigv4

// Theirs holds the values that a client's log (or a server) shows, each empty when unknown.
type Theirs struct {
	CanonicalRequest, StringToSign, Signature string
}

// Verification says where a signature departs from the one that the request calls for.
type Verification struct {
	Derivation Derivation
	Departs    Stage   // the first stage that differs; StageNone: everything that was given agrees
	Expected   string  // at the stage that departs: what the request calls for
	Found      string  // what was given
	Checked    []Stage // the stages that were compared, as far as the first that differs
}

// Verify compares stage by stage what was given (the claim's signature always) with the derivation.
// With a zero key no signature is compared, so that StageNone says nothing about it: see Checked.
// The error is Rederive's.
func Verify(r Request, c Claim, rules Rules, key Key, given Theirs) (Verification, error) {
	d, err := Rederive(r, c, rules, key)
	if err != nil {
		return Verification{}, err
	}
	v := Verification{Derivation: d}
	v.compare(StageCanonicalRequest, d.CanonicalRequest.String, given.CanonicalRequest)
	v.compare(StageStringToSign, d.StringToSign.String, given.StringToSign)
	if !key.IsZero() {
		v.compare(StageSignature, d.Signature, given.Signature)
		v.compare(StageSignature, d.Signature, c.Signature)
	}
	return v, nil
}

// compare notes whether found departs at stage, unless an earlier stage does or nothing was given.
func (v *Verification) compare(stage Stage, expected, found string) {
	if v.Departs != StageNone || found == "" {
		return
	}
	if n := len(v.Checked); n == 0 || v.Checked[n-1] != stage {
		v.Checked = append(v.Checked, stage)
	}
	if !Equal(expected, found) {
		v.Departs, v.Expected, v.Found = stage, expected, found
	}
}
