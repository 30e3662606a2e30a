package iampolicy

import (
	"strconv"
	"strings"

	"countersign/sigv4"
)

// language2012 is the version of the language that has policy variables.
const language2012 = "2012-10-17"

// Policy is a policy document (IAM User Guide, "IAM JSON policy elements reference"): of an identity, a
// resource, a role's trust, an organization. Its texts may have maps to where they stand.
type Policy struct {
	Version, ID sigv4.Text // empty when not said; without a version it is the language of 2008, without policy variables
	Statements  []Statement
	Span        sigv4.Span
	Cut         bool // the text ends inside it: more statements, or a condition, may follow
}

// Statement is one statement of a policy. A list that is not there is nil, one that is empty is not.
type Statement struct {
	Sid, Effect             sigv4.Text // as written: "Allow", "Deny"; empty when not said
	Actions, NotActions     []sigv4.Text
	Resources, NotResources []sigv4.Text
	Principal, NotPrincipal sigv4.Span // of the whole value, empty for none
	Everyone                bool       // Principal is "*", or {"AWS": "*"}
	Condition               sigv4.Span // of the whole value, empty for none
	ConditionKeys           []string   // the first of those that Condition looks at
	Span                    sigv4.Span

	// The first element that is not as policies have it, and what was expected in its place: a list may
	// hold more than is read of it, an element that stands twice another value.
	Unread   sigv4.Span
	Expected string
}

// OfResource reports whether a statement names a principal, as only policies of a resource (and the trust
// policies of roles) do.
func (s *Statement) OfResource() bool {
	return s.Everyone || s.Principal.Len() > 0 || s.NotPrincipal.Len() > 0
}

// Problem is what IAM refuses in a policy.
type Problem struct {
	Statement int    // index, -1 for the policy as a whole
	Text      string // where it is, what was found there and what was expected: `Effect: found "allow", expected "Allow" or "Deny"`
}

// Check lists what IAM would refuse, in order of place. It does not look into Principal and Condition.
func Check(p *Policy) []Problem {
	var found []Problem
	if v := p.Version.String; v != "" && v != language2012 && v != "2008-10-17" {
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
		sid := s.Sid.String
		if sid != "" && sids[sid] {
			found = append(found, Problem{i, expected("Sid", sid, "one that no other statement has")})
		}
		sids[sid] = true
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
	switch effect := s.Effect.String; {
	case s.Expected != "":
		return "expected " + s.Expected
	case effect != "Allow" && effect != "Deny":
		return expected("Effect", effect, `"Allow" or "Deny"`)
	case (s.Actions == nil) == (s.NotActions == nil), len(s.Actions)+len(s.NotActions) == 0:
		return expected("Action", "", "one of Action and NotAction, with at least one action")
	case s.Resources != nil && s.NotResources != nil, s.Resources == nil && s.NotResources == nil && !s.OfResource():
		return expected("Resource", "", "one of Resource and NotResource")
	}
	for _, list := range [...][]sigv4.Text{s.Actions, s.NotActions} {
		for i := range list {
			if a := list[i].String; a != "*" && strings.Count(a, ":") != 1 {
				return expected("Action", a, "service:Action, or *")
			}
		}
	}
	for _, r := range s.Patterns() {
		if !isResource(r) && !(s.OfResource() && strings.HasPrefix(r, abbreviation)) {
			return expected("Resource", r, "an ARN, or *")
		}
	}
	return ""
}

// Patterns are those of Resource and of NotResource.
func (s *Statement) Patterns() []string {
	var out []string
	for _, list := range [...][]sigv4.Text{s.Resources, s.NotResources} {
		for i := range list {
			out = append(out, list[i].String)
		}
	}
	return out
}

// isResource reports whether a resource has the form of an ARN: six parts, or fewer where * ends the last.
func isResource(r string) bool {
	return r == "*" || strings.HasPrefix(r, "arn:") && (strings.Count(r, ":") >= 5 || strings.HasSuffix(r, "*"))
}
