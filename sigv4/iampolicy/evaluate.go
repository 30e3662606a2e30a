package iampolicy

import (
	"strings"

	"countersign/sigv4"
)

// Outcome is what policies come to.
type Outcome uint8

// The outcomes.
const (
	Undecided    Outcome = iota // it hangs on what is not evaluated
	Allowed                     // a statement allows, and none denies
	ExplicitDeny                // a statement denies
	ImplicitDeny                // no statement applies
)

// Decision is what some policies say of an action on a resource.
type Decision struct {
	Outcome    Outcome
	By         int      // index in Statements of the one that decides, -1 for none; of an Undecided, the one that allows unless an open one denies
	Open       []int    // indexes of those that an Undecided hangs on; of an ImplicitDeny, of those that may deny as well
	Cut        bool     // an Undecided hangs on how a policy goes on whose text ends too early
	Statements []Judged // all, in order
}

// Judged is one statement, set against an action on a resource.
type Judged struct {
	Policy, Statement    int
	MayAllow, MayDeny    bool // by its Effect; both when that is unclear
	Action, Resource     Answer
	Applies              Answer   // all of it
	ActionAt, ResourceAt int      // the element of the list that matches best, -1 for none; of NotAction or NotResource, the one that is excluded
	Open                 []string // what an Unsure hangs on: "its Condition on aws:SourceIp (not evaluated)"
}

// maxWork bounds the comparisons of one Evaluate, in bytes of patterns times bytes of texts: fifty policies as
// long as they may be, and an ARN of usual length. Of what is beyond, nothing is sure.
const maxWork = 1 << 26

// Evaluate says what policies come to for an action on a resource, as if all of them applied to the caller, and
// no others. In arn, UnknownPart and UnknownRest stand for what is not known.
func Evaluate(action, arn string, policies []Policy) *Decision {
	e := evaluation{action: action, arn: arn, left: maxWork}
	d := &Decision{By: -1}
	allow, cut := -1, false
	var openAllows, openDenies []int
	for i := range policies {
		p := &policies[i]
		cut = cut || p.Cut
		for k := range p.Statements {
			at := len(d.Statements)
			d.Statements = append(d.Statements, Judged{Policy: i, Statement: k})
			j := &d.Statements[at]
			e.judge(p, j)
			switch {
			case j.Applies == Yes && j.MayDeny && d.Outcome != ExplicitDeny:
				d.Outcome, d.By = ExplicitDeny, at
			case j.Applies == Yes && j.MayAllow && allow < 0:
				allow = at
			case j.Applies == Unsure && j.MayDeny:
				openDenies = append(openDenies, at)
			case j.Applies == Unsure:
				openAllows = append(openAllows, at)
			}
		}
	}
	switch {
	case d.Outcome == ExplicitDeny:
	case allow >= 0 && len(openDenies) == 0 && !cut:
		d.Outcome, d.By = Allowed, allow
	case allow >= 0:
		d.By, d.Open, d.Cut = allow, openDenies, cut
	case len(openAllows) == 0 && !mayAllow(d.Statements, openDenies) && !cut:
		d.Outcome, d.Open = ImplicitDeny, openDenies
	default:
		d.Open, d.Cut = append(openAllows, openDenies...), cut
	}
	return d
}

// mayAllow reports whether one of some statements may allow, its Effect being unclear.
func mayAllow(all []Judged, some []int) bool {
	for _, i := range some {
		if all[i].MayAllow {
			return true
		}
	}
	return false
}

const notEvaluated = " (not evaluated)"

type evaluation struct {
	action, arn string
	left        int // of maxWork
}

// judge fills in a statement of a policy.
func (e *evaluation) judge(p *Policy, j *Judged) {
	s := &p.Statements[j.Statement]
	j.MayAllow, j.MayDeny = !strings.EqualFold(s.Effect.String, "Deny"), !strings.EqualFold(s.Effect.String, "Allow")
	variables := p.Version.String == language2012
	j.Action, j.ActionAt = e.either(s.Actions, s.NotActions, e.action, MatchAction)
	j.Resource, j.ResourceAt = e.either(s.Resources, s.NotResources, e.arn, func(pattern, arn string) Answer { return MatchResource(pattern, arn, variables) })
	cut := p.Cut && j.Statement == len(p.Statements)-1
	if s.Expected != "" || cut { // a list may hold more than is known of it
		j.Action, j.Resource = Unsure, Unsure
	}
	j.Applies = min(j.Action, j.Resource)
	open := func(what string) {
		j.Open = append(j.Open, what)
		j.Applies = min(j.Applies, Unsure)
	}
	switch {
	case cut:
		open("how its text goes on")
	case s.problem() != "":
		open("what it was meant to say")
	default:
		if j.Action == Unsure {
			open("its Action")
		}
		if j.Resource == Unsure {
			open(e.resourceOpen(s, variables))
		}
	}
	if s.OfResource() && !s.Everyone {
		open("its Principal" + notEvaluated)
	}
	if s.Condition.Len() > 0 {
		what := "its Condition"
		if len(s.ConditionKeys) > 0 {
			what += " on " + strings.Join(s.ConditionKeys, ", ")
		}
		open(what + notEvaluated)
	}
}

// resourceOpen says what it hangs on whether a statement is about the resource.
func (e *evaluation) resourceOpen(s *Statement, variables bool) string {
	for _, r := range s.Patterns() {
		if variables && strings.Contains(r, "${") && MatchResource(r, e.arn, true) == Unsure {
			return "a policy variable in its Resource" + notEvaluated
		}
	}
	switch {
	case s.Resources == nil && s.NotResources == nil:
		return "the resource that the policy belongs to"
	case strings.ContainsAny(e.arn, UnknownPart+UnknownRest):
		return "what is not known of the request's ARN"
	}
	return "its Resource"
}

// either matches a text with the patterns of an element, or with none of those of its opposite.
func (e *evaluation) either(list, not []sigv4.Text, text string, match func(pattern, text string) Answer) (answer Answer, at int) {
	switch {
	case list == nil && not == nil, list != nil && not != nil:
		return Unsure, -1
	case list != nil:
		return e.best(list, text, match)
	}
	answer, at = e.best(not, text, match)
	return Yes - answer, at
}

// best is the best answer of some patterns, and the first that gives it.
func (e *evaluation) best(patterns []sigv4.Text, text string, match func(pattern, text string) Answer) (answer Answer, at int) {
	at = -1
	for i := range patterns {
		pattern, got := patterns[i].String, Unsure
		if e.left -= 2 * len(text) * min(len(pattern), maxPattern); e.left >= 0 {
			got = match(pattern, text)
		}
		if got > answer {
			answer, at = got, i
		}
		if answer == Yes {
			break
		}
	}
	return answer, at
}
