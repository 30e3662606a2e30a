package iampolicy

import (
	"strings"
	"testing"

	"countersign/sigv4"
)

// fill puts a text in place of what is not known.
func fill(arn, part, rest string) string {
	return strings.NewReplacer(UnknownPart, part, UnknownRest, rest).Replace(arn)
}

// known takes out of a text what stands for the unknown, and a part's ends if it is a part.
func known(text string, part bool) string {
	text = fill(text, "", "")
	if part {
		text = strings.NewReplacer(":", "", "/", "").Replace(text)
	}
	return text
}

// globs is the plain reading of * and ?, without regard to colons.
func globs(pattern, text string) bool {
	star, mark, p := -1, 0, 0
	for t := 0; t < len(text); {
		switch {
		case p < len(pattern) && pattern[p] == '*':
			star, mark = p, t
			p++
		case p < len(pattern) && (pattern[p] == '?' || pattern[p] == text[t]):
			p++
			t++
		case star >= 0:
			mark++
			p, t = star+1, mark
		default:
			return false
		}
	}
	return strings.Trim(pattern[p:], "*") == ""
}

// FuzzMatch: whatever stands where the ARN is not known, Yes and No stay true.
func FuzzMatch(f *testing.F) {
	for _, seed := range [][4]string{
		{"arn:aws:execute-api:*:123456789012:a/*", "arn:aws:execute-api:us-east-1:\x00:a/prod/GET/\x01", "123456789012", "items"},
		{"*:?:*b", "a:\x00:\x01", "x", "b:b"}, {"a*:*", "\x01", "", "ab:"}, {"*a*a?", "aaaa\x00", "a", ""}, {"", "\x00\x01", "", ""},
	} {
		f.Add(seed[0], seed[1], seed[2], seed[3])
	}
	f.Fuzz(func(t *testing.T, pattern, arn, part, rest string) {
		answer := MatchResource(pattern, arn, false)
		if len(pattern) > maxPattern || len(arn) > maxPattern || strings.HasPrefix(pattern, abbreviation) {
			return
		}
		full := fill(arn, known(part, true), known(rest, false))
		if answer != Unsure && globs(pattern, full) != (answer == Yes) {
			t.Fatalf("%q with %q is %d, and with %q it is not", pattern, arn, answer, full)
		}
		if len(full) > maxPattern {
			return
		}
		if again := MatchResource(pattern, full, false); answer != Unsure && again != answer && again != Unsure {
			t.Fatalf("%q with %q is %d, with %q %d", pattern, arn, answer, full, again)
		}
		if lower := strings.ToLower(pattern); MatchAction(pattern, full) != match(tokens(lower, false), strings.ToLower(full)) {
			t.Fatalf("the case of %q counts", pattern)
		}
	})
}

// FuzzEvaluate: what is decided stays decided, whatever stands where the ARN is not known; a deny of everything
// wins; and all that is said of statements lies in the policy.
func FuzzEvaluate(f *testing.F) {
	f.Add("Allow", "execute-api:Invoke", "arn:aws:execute-api:*:*:a/*", "Deny", "execute-api:*", "arn:aws:execute-api:us-east-1:1:a/${aws:username}/*", "arn:aws:execute-api:us-east-1:\x00:a/prod/GET/\x01", "1", uint16(0))
	f.Add("Allow", "*", "*", "deny", "iam:*", "x", "arn:aws:execute-api:us-east-1:1:a/prod/GET/", "", uint16(0xffff))
	f.Fuzz(func(t *testing.T, effect1, action1, resource1, effect2, action2, resource2, arn, filling string, flags uint16) {
		var p Policy
		p.Version.String = [...]string{"", "2012-10-17"}[flags&1]
		p.Cut = flags>>1&7 == 7
		for i, s := range [...][3]string{{effect1, action1, resource1}, {effect2, action2, resource2}} {
			bits := flags >> (4 + 6*i)
			one := Statement{Effect: sigv4.Text{String: s[0]}, Everyone: bits&3 == 1, Principal: sigv4.Span{End: int(bits & 1)}, NotPrincipal: sigv4.Span{End: int(bits >> 1 & 1)}, Condition: sigv4.Span{End: int(bits >> 2 & (bits >> 3) & 1)}}
			actions, resources := &one.Actions, &one.Resources
			if bits>>4&1 == 1 {
				actions = &one.NotActions
			}
			if bits>>5&1 == 1 {
				resources = &one.NotResources
			}
			*actions, *resources = texts(strings.Split(s[1], ",")...), texts(strings.Split(s[2], ",")...)
			p.Statements = append(p.Statements, one)
		}
		d := Evaluate("execute-api:Invoke", arn, []Policy{p})
		if len(d.Statements) != 2 || d.By >= 2 || (d.By < 0) != (d.Outcome == ImplicitDeny || d.Outcome == Undecided && d.By < 0) {
			t.Fatalf("%+v", d)
		}
		if d.Outcome == Undecided && len(d.Open) == 0 && !d.Cut {
			t.Fatalf("undecided for no reason: %+v", d)
		}
		for _, j := range d.Statements {
			if (j.Applies == Unsure) != (len(j.Open) > 0 && min(j.Action, j.Resource) != No) || j.Applies > min(j.Action, j.Resource) {
				t.Fatalf("%+v", j)
			}
		}
		full := Evaluate("execute-api:Invoke", fill(arn, known(filling, true), known(filling, false)), []Policy{p})
		if d.Outcome != Undecided && full.Outcome != d.Outcome && full.Outcome != Undecided {
			t.Fatalf("%v with %q, %v with %q", d.Outcome, arn, full.Outcome, filling)
		}
		denied := Evaluate("execute-api:Invoke", arn, []Policy{p, policy(statement("Deny", "*", "*"))})
		if denied.Outcome != ExplicitDeny {
			t.Fatalf("a deny of all: %+v", denied)
		}
		for _, problem := range Check(&p) {
			if problem.Text == "" || problem.Statement >= 2 {
				t.Fatalf("%+v", problem)
			}
		}
	})
}
