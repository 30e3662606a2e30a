package check

import "countersign/sigv4"

// Verdict is the result in a sentence.
func (r Result) Verdict() string {
	switch {
	case r.Departs >= 0:
		return "It departs at the " + r.Steps[r.Departs].Name + "."
	case r.Verified():
		return "The signature is the one that this " + r.Carrier + " calls for" + r.left() + "."
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

// left says what of the pieces behind the signature was not compared. A checksum in the trailer compares the
// data of chunks without signatures.
func (r Result) left() (words string) {
	for _, s := range r.Steps {
		switch {
		case s.Status == NotCompared && (s.Stage == sigv4.StageChunk || s.Stage == sigv4.StageMessage):
			words = "; its " + s.Name + " were not compared"
		case s.Status == Agrees && s.Stage == sigv4.StageTrailer:
			words = ""
		}
	}
	return words
}
