package iampolicy

import (
	"strconv"
	"strings"
)

// language2012 is the version of the language that has policy variables.
const language2012 = "2012-10-17"

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
	Text      string // where it is, what was found there and what was expected: `Effect: found "allow", expected "Allow" or "Deny"`
}

// Check lists what IAM would refuse, in order of place. It does not look into Principal and Condition.
func Check(p *Policy) []Problem {
	var found []Problem
	if v := p.Version; v != "" && v != language2012 && v != "2008-10-17" {
		found = append(found, Problem{-1, expected("Version", v, "2012-10-17 or 2008-10-17")})
	}
	if len(p.Statements) == 0 && !p.Cut {
		found = append(found, Problem{-1, expected("Statement", "", "at least one")})
	}
	sids := map[string]bool{}
	for i := range p.Statements {
		s := &p.Statements[i]
		if text := s.problem(); text != "" && !(p.Cut && i == len(p.Statements)-1) {
			found = append(found, Problem{i, text})
		}
		if s.Sid != "" && sids[s.Sid] {
			found = append(found, Problem{i, expected("Sid", s.Sid, "one that no other statement has")})
		}
		sids[s.Sid] = true
	}
	return found
}

// expected words a problem.
func expected(element, found, expected string) string {
	if found != "" {
		const most = 80
		element += ": found " + strconv.QuoteToASCII(found[:min(most, len(found))]) + ", expected "
	} else {
		element += ": expected "
	}
	return element + expected
}

// problem is the first thing that IAM would refuse in a statement.
func (s *Statement) problem() string {
	switch {
	case s.Unread != "":
		return "expected " + s.Unread
	case s.Effect != "Allow" && s.Effect != "Deny":
		return expected("Effect", s.Effect, `"Allow" or "Deny"`)
	case (s.Actions == nil) == (s.NotActions == nil), len(s.Actions)+len(s.NotActions) == 0:
		return expected("Action", "", "one of Action and NotAction, with at least one action")
	case s.Resources != nil && s.NotResources != nil, s.Resources == nil && s.NotResources == nil && s.Principal == NoPrincipal:
		return expected("Resource", "", "one of Resource and NotResource")
	}
	for _, a := range append(s.Actions[:len(s.Actions):len(s.Actions)], s.NotActions...) {
		if a != "*" && strings.Count(a, ":") != 1 {
			return expected("Action", a, "service:Action, or *")
		}
	}
	for _, r := range s.Patterns() {
		if !isResource(r) && !(s.Principal != NoPrincipal && strings.HasPrefix(r, abbreviation)) {
			return expected("Resource", r, "an ARN, or *")
		}
	}
	return ""
}

// Patterns are those of Resource and of NotResource.
func (s *Statement) Patterns() []string {
	return append(s.Resources[:len(s.Resources):len(s.Resources)], s.NotResources...)
}

// isResource reports whether a resource has the form of an ARN: six parts, or fewer where * ends the last.
func isResource(r string) bool {
	return r == "*" || strings.HasPrefix(r, "arn:") && (strings.Count(r, ":") >= 5 || strings.HasSuffix(r, "*"))
}
