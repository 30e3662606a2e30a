package check

import "countersign/sigv4"

// Status is the outcome of a stage.
type Status uint8

// The outcomes.
const (
	NotCompared Status = iota // Step.Note says why
	Agrees
	Departs
)

// String is the outcome in words.
func (s Status) String() string {
	switch s {
	case Agrees:
		return "agrees"
	case Departs:
		return "departs"
	}
	return "not compared"
}

// Step is a stage and its outcome.
type Step struct {
	Stage           sigv4.Stage
	Name            string // the standard term
	Status          Status
	Expected, Found string // of a stage that departs; Expected is empty where it cannot be known
	Note            string // why it was not compared, or what follows from it: sentences
}

// verification is a Result while it is made. What adds to it is not inlined: a call is a fifth of the code that
// it would be at each of many places.
type verification struct{ Result }

func newVerification(carrier string) *verification {
	return &verification{Result{Carrier: carrier, Departs: -1}}
}

//go:noinline
func (v *verification) step(stage sigv4.Stage, name string, status Status, note string) {
	v.Steps = append(v.Steps, Step{Stage: stage, Name: name, Status: status, Note: note})
}

// compare notes whether found departs at a stage. why says what is missing where found is empty.
//
//go:noinline
func (v *verification) compare(stage sigv4.Stage, name, expected, found, why string) {
	switch {
	case found == "" || expected == "":
		v.step(stage, name, NotCompared, why)
	case sigv4.Equal(expected, found):
		v.step(stage, name, Agrees, "")
	default:
		v.depart(stage, name, expected, found, "")
	}
}

// depart notes that a stage departs.
//
//go:noinline
func (v *verification) depart(stage sigv4.Stage, name, expected, found, note string) {
	s := Step{Stage: stage, Name: name, Status: Departs, Note: note}
	s.Expected, s.Found = hidden(expected), hidden(found)
	if s.Expected == s.Found && s.Expected != "" {
		s.Note = "They differ in a token or key, which is not shown."
	}
	v.Steps = append(v.Steps, s)
}

//go:noinline
func (v *verification) fact(name, value string) {
	if value != "" {
		v.Facts = append(v.Facts, Fact{name, value})
	}
}

//go:noinline
func (v *verification) assume(sentence string) {
	if sentence != "" {
		v.Assumed = append(v.Assumed, sentence)
	}
}

// at is the step of that name, nil when there is none.
//
//go:noinline
func (v *verification) at(name string) *Step {
	for i := range v.Steps {
		if v.Steps[i].Name == name {
			return &v.Steps[i]
		}
	}
	return nil
}

// The names of the stages that nearly all carriers have.
const (
	namePayload   = "payload hash"
	nameCanonical = "canonical request"
	nameScope     = "credential scope"
	nameToSign    = "string to sign"
	nameSignature = "signature"
)

// settle draws what follows from the stages for each other, and finds the first that departs.
func (v *verification) settle() {
	signature := v.at(nameSignature)
	for _, name := range [...]string{nameCanonical, nameToSign} {
		s := v.at(name)
		if s == nil || signature == nil {
			continue
		}
		if signature.Status == Agrees && s.Status == NotCompared {
			s.Status, s.Note = Agrees, "The signature covers it."
		}
		if signature.Status == Agrees && s.Status == Departs && s.Note == "" {
			s.Note = "The signature agrees: the one that was logged is of another request."
		}
	}
	if signature != nil && signature.Status == Departs && signature.Note == "" {
		signature.Note = v.whySignature()
	}
	for i, s := range v.Steps {
		if s.Status == Departs {
			v.Result.Departs = i
			break
		}
	}
	v.CanonicalRequest = hidden(v.Derivation.CanonicalRequest.String)
	if v.StringToSign == "" {
		v.StringToSign = v.Derivation.StringToSign.String
	}
}

// whySignature says what a signature that departs may come from, by the stages before it.
func (v *verification) whySignature() string {
	agrees := func(name string) bool { s := v.at(name); return s != nil && s.Status == Agrees }
	departs := func(name string) bool { s := v.at(name); return s != nil && s.Status == Departs }
	switch {
	case departs(namePayload) || departs(nameCanonical) || departs(nameScope) || departs(nameToSign):
		return "It cannot agree while a stage before it departs."
	case agrees(nameToSign):
		return "The string to sign agrees, so the key is another: another secret, or a signing key of another date, region or service."
	case agrees(nameCanonical):
		return "The canonical request agrees: the time, the credential scope or the secret is another."
	}
	return "What is signed was changed after it was signed, or the secret is another. The canonical request or the string to sign that the client logged would tell which."
}
