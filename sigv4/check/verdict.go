package check

// Verdict is the result in a sentence.
func (r Result) Verdict() string {
	switch {
	case r.Departs >= 0:
		return "It departs at the " + r.Steps[r.Departs].Name + "."
	case r.Verified():
		return "The signature is the one that this " + r.Carrier + " calls for."
	}
	return "Nothing departs, but no signature was compared."
}

// Reason says what follows for the stage that departs or, where no signature was compared, why not. It is ""
// where there is nothing to add.
func (r Result) Reason() string {
	if r.Departs >= 0 {
		return r.Steps[r.Departs].Note
	}
	v := verification{r}
	if s := v.at(nameSignature); s != nil && s.Status == NotCompared {
		return s.Note
	}
	return ""
}
