package sigv4test

import (
	"fmt"

	"countersign/sigv4"
)

// Exception says where a published answer is wrong.
type Exception struct {
	Why    string // what is wrong with the answer, and how that is known
	Step   string // the step that departs, as a Failure names it
	InFact string // what the engine gives there
}

// newException reads the exception of a case from the lines "exception" and "departs" and the section
// "header: in fact" or "query: in fact", nil when there is none.
func newException(head, sections map[string]string, prefix string) (*Exception, error) {
	e := Exception{head["exception"], head["departs"], sections[prefix+"in fact"]}
	if e == (Exception{}) {
		return nil, nil
	}
	if e.Why == "" || e.Step == "" || e.InFact == "" {
		return nil, fmt.Errorf("an exception has the lines exception and departs and the section %sin fact", prefix)
	}
	return &e, nil
}

// check gives nothing when failures, those of the case, are what the exception says.
func (e *Exception) check(name string, failures []Failure) []Failure {
	if len(failures) == 0 {
		return []Failure{{Case: name, Step: e.Step + ", which is said to depart", Stage: sigv4.StageNone, Want: e.InFact, Got: "the published answer"}}
	}
	if f := failures[0]; f.Step != e.Step || f.Got != e.InFact {
		return []Failure{{name, f.Step + ", as an exception", f.Stage, e.InFact, f.Got, firstDifference(e.InFact, f.Got)}}
	}
	return nil
}
