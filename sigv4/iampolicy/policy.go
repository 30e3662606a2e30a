package iampolicy

import (
	"strconv"
	"strings"
)

// Policy is a policy document.
type Policy struct {
	Version    string // "" when not said: the language of 2008, without policy variables
	Statements []Statement
	Cut        bool // its text ends too early: more statements, or a condition, may follow
}

// Statement is one statement. A list that is not there is nil.
type Statement struct {
	Sid, Effect             string
	Actions, NotActions     []string
	Resources, NotResources []string
	Principal               Principal
	Condition               bool
	ConditionKeys           []string // that Condition looks at, as far as they are known
	Unread                  string   // what of it could not be read, and what was expected there; "" for nothing
}

// Principal says whom a statement is about.
type Principal uint8

// Whom a statement can be about. Only policies of a resource (and the trust policies of roles) say it.
const (
	NoPrincipal    Principal = iota // whoever the policy belongs to
	Everyone                        // "*"
	NamedPrincipal                  // Principal or NotPrincipal names some: not evaluated
)

// Problem is what IAM refuses in a policy.
type Problem struct {
	Statement int    // index, -1 for the policy as a whole
	Element   string // "Effect"
	Found     string // as written, "" for nothing
	Expected  string // "“Allow” or “Deny”"
}

// String says where the problem is, what was found there, and what was expected.
func (p Problem) String() string {
	where := p.Element
	if p.Statement >= 0 {
		where = "Statement " + strconv.Itoa(p.Statement+1)
		if p.Element != "" {
			where += ", " + p.Element
		}
	}
	if p.Found != "" {
		const most = 80
		found := strconv.QuoteToASCII(p.Found[:min(most, len(p.Found))])
		if len(p.Found) > most {
			found += "…"
		}
		return where + ": found " + found + ", expected " + p.Expected
	}
	return where + ": expected " + p.Expected
}

// Check lists what IAM would refuse, in order of place. It does not look into Principal and Condition.
func Check(p *Policy) []Problem {
	var found []Problem
	switch p.Version {
	case "", "2012-10-17", "2008-10-17":
	default:
		found = append(found, Problem{-1, "Version", p.Version, "2012-10-17 or 2008-10-17"})
	}
	if len(p.Statements) == 0 && !p.Cut {
		found = append(found, Problem{-1, "Statement", "", "at least one statement"})
	}
	sids := map[string]bool{}
	for i := range p.Statements {
		s := &p.Statements[i]
		if element, what, expected := s.problem(); expected != "" && !(p.Cut && i == len(p.Statements)-1) {
			found = append(found, Problem{i, element, what, expected})
		}
		if s.Sid != "" && sids[s.Sid] {
			found = append(found, Problem{i, "Sid", s.Sid, "one that no other statement of the policy has"})
		}
		sids[s.Sid] = true
	}
	return found
}

// problem is the first thing that IAM would refuse in a statement.
func (s *Statement) problem() (element, found, expected string) {
	switch {
	case s.Unread != "":
		return "", "", s.Unread
	case s.Effect != "Allow" && s.Effect != "Deny":
		return "Effect", s.Effect, "“Allow” or “Deny”"
	case (s.Actions == nil) == (s.NotActions == nil):
		return "Action", "", "one of Action and NotAction"
	case len(s.Actions)+len(s.NotActions) == 0:
		return "Action", "", "at least one action"
	case s.Resources != nil && s.NotResources != nil, s.Resources == nil && s.NotResources == nil && s.Principal == NoPrincipal:
		return "Resource", "", "one of Resource and NotResource"
	}
	for _, a := range append(s.Actions[:len(s.Actions):len(s.Actions)], s.NotActions...) {
		if a != "*" && strings.Count(a, ":") != 1 {
			return "Action", a, "service:Action, or *"
		}
	}
	for _, r := range s.Patterns() {
		if !isResource(r) && !(s.Principal != NoPrincipal && strings.HasPrefix(r, abbreviation)) {
			return "Resource", r, "an ARN, or *"
		}
	}
	return "", "", ""
}

// Patterns are those of Resource and of NotResource.
func (s *Statement) Patterns() []string {
	return append(s.Resources[:len(s.Resources):len(s.Resources)], s.NotResources...)
}

// isResource reports whether a resource has the form of an ARN: six parts, or fewer where * ends the last.
func isResource(r string) bool {
	return r == "*" || strings.HasPrefix(r, "arn:") && (strings.Count(r, ":") >= 5 || strings.HasSuffix(r, "*"))
}
