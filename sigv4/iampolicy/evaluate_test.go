package iampolicy

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"countersign/sigv4"
)

const (
	invoke = "execute-api:Invoke"
	items  = "arn:aws:execute-api:us-east-1:123456789012:abcdef1234/prod/GET/items"
	stages = "arn:aws:execute-api:us-east-1:123456789012:abcdef1234/"
)

// texts are texts without a place.
func texts(all ...string) []sigv4.Text {
	out := []sigv4.Text{}
	for _, s := range all {
		out = append(out, sigv4.Text{String: s})
	}
	return out
}

// somewhere is a place in a policy of which only counts that it is there.
var somewhere = sigv4.Span{End: 1}

// statement is one with an effect, an action and a resource.
func statement(effect, action, resource string) Statement {
	return Statement{Effect: sigv4.Text{String: effect}, Actions: texts(action), Resources: texts(resource)}
}

func policy(statements ...Statement) Policy {
	return Policy{Version: sigv4.Text{String: "2012-10-17"}, Statements: statements}
}

// with changes a statement.
func with(s Statement, change func(*Statement)) Statement {
	change(&s)
	return s
}

// summary is a decision in a line: "allowed by 0", "undecided, by 0, open 1: its Condition".
func summary(d *Decision) string {
	out := [...]string{"undecided", "allowed", "explicit deny", "implicit deny"}[d.Outcome]
	if d.By >= 0 {
		out += fmt.Sprintf(" by %d", d.By)
	}
	for _, i := range d.Open {
		out += fmt.Sprintf(", open %d: %s", i, strings.Join(d.Statements[i].Open, "; "))
	}
	if d.Cut {
		out += ", cut"
	}
	return out
}

func TestEvaluate(t *testing.T) {
	allow, deny := statement("Allow", invoke, "*"), statement("Deny", invoke, stages+"prod/*")
	condition := func(s *Statement) {
		s.Condition, s.ConditionKeys = somewhere, []string{"aws:SourceIp", "aws:PrincipalTag/team"}
	}
	named := func(s *Statement) { s.Principal = somewhere }
	masked := "arn:aws:execute-api:us-east-1:" + UnknownPart + "9012:abcdef1234/prod/GET/items"
	for _, c := range []struct {
		name, arn string
		policy    Policy
		want      string
	}{
		{"an allow", items, policy(allow), "allowed by 0"},
		{"a deny", items, policy(deny), "explicit deny by 0"},
		{"a deny behind an allow", items, policy(allow, deny), "explicit deny by 1"},
		{"a deny before an allow", items, policy(deny, allow), "explicit deny by 0"},
		{"the first of two denies", items, policy(allow, deny, deny), "explicit deny by 1"},
		{"the first of two allows", items, policy(statement("Allow", "s3:*", "*"), allow, allow), "allowed by 1"},
		{"another stage", items, policy(statement("Allow", invoke, stages+"dev/*")), "implicit deny"},
		{"a deny of another stage", items, policy(allow, statement("Deny", invoke, stages+"dev/*")), "allowed by 0"},
		{"another action", items, policy(statement("Allow", "apigateway:*", "*")), "implicit deny"},
		{"nothing", items, policy(), "implicit deny"},
		{"no policy's text to its end", items, Policy{Version: sigv4.Text{String: "2012-10-17"}, Cut: true}, "undecided, cut"},

		{"NotAction of another", items, policy(Statement{Effect: sigv4.Text{String: "Deny"}, NotActions: texts("iam:*"), Resources: texts("*")}), "explicit deny by 0"},
		{"NotAction of this", items, policy(allow, Statement{Effect: sigv4.Text{String: "Deny"}, NotActions: texts("iam:*", "execute-api:*"), Resources: texts("*")}), "allowed by 0"},
		{"NotResource of another", items, policy(allow, Statement{Effect: sigv4.Text{String: "Deny"}, Actions: texts("*"), NotResources: texts(stages + "dev/*")}), "explicit deny by 1"},
		{"NotResource of this", items, policy(allow, Statement{Effect: sigv4.Text{String: "Deny"}, Actions: texts("*"), NotResources: texts(stages + "prod/*")}), "allowed by 0"},
		{"NotResource of an account that is not known", masked, policy(allow, Statement{Effect: sigv4.Text{String: "Deny"}, Actions: texts("*"), NotResources: texts(stages + "prod/*")}), "undecided by 0, open 1: what is not known of the request's ARN"},

		{"a deny with a condition", items, policy(allow, with(deny, condition)), "undecided by 0, open 1: its Condition on aws:SourceIp, aws:PrincipalTag/team (not evaluated)"},
		{"an allow with a condition", items, policy(with(allow, condition)), "undecided, open 0: its Condition on aws:SourceIp, aws:PrincipalTag/team (not evaluated)"},
		{"both", items, policy(with(allow, condition), with(deny, condition)), "undecided, open 0: its Condition on aws:SourceIp, aws:PrincipalTag/team (not evaluated), open 1: its Condition on aws:SourceIp, aws:PrincipalTag/team (not evaluated)"},
		{"a condition on a deny of what nothing allows", items, policy(with(deny, condition)), "implicit deny, open 0: its Condition on aws:SourceIp, aws:PrincipalTag/team (not evaluated)"},
		{"a condition beside a plain deny", items, policy(with(deny, condition), deny), "explicit deny by 1"},
		{"a condition beside a plain allow", items, policy(with(allow, condition), allow), "allowed by 1"},
		{"a condition on what does not match", items, policy(allow, with(statement("Deny", invoke, stages+"dev/*"), condition)), "allowed by 0"},

		{"everyone", items, policy(with(allow, func(s *Statement) { s.Principal, s.Everyone = somewhere, true })), "allowed by 0"},
		{"a principal", items, policy(with(allow, named)), "undecided, open 0: its Principal (not evaluated)"},
		{"a principal with a condition", items, policy(with(with(allow, named), condition)), "undecided, open 0: its Principal (not evaluated); its Condition on aws:SourceIp, aws:PrincipalTag/team (not evaluated)"},
		{"the resource that the policy belongs to", items, policy(Statement{Effect: sigv4.Text{String: "Allow"}, Actions: texts(invoke), Principal: somewhere, Everyone: true}), "undecided, open 0: the resource that the policy belongs to"},
		{"the short form", items, policy(with(statement("Deny", invoke, "execute-api:/prod/GET/*"), func(s *Statement) { s.Principal, s.Everyone = somewhere, true })), "explicit deny by 0"},

		{"a variable", items, policy(statement("Allow", invoke, stages+"prod/GET/${aws:username}")), "undecided, open 0: a policy variable in its Resource (not evaluated)"},
		{"a variable elsewhere", items, policy(statement("Allow", invoke, stages+"dev/GET/${aws:username}")), "implicit deny"},
		{"no variable in 2008", items, Policy{Statements: []Statement{statement("Allow", invoke, stages+"prod/GET/${aws:username}")}}, "implicit deny"},
		{"a masked account", masked, policy(deny), "implicit deny, open 0: what is not known of the request's ARN"},
		{"a masked account that may be it", masked, policy(allow, deny), "undecided by 0, open 1: what is not known of the request's ARN"},
		{"a masked account, any account", masked, policy(statement("Deny", invoke, "arn:aws:execute-api:*:*:abcdef1234/*")), "explicit deny by 0"},
		{"* over a colon", items, policy(statement("Allow", invoke, "arn:*34/prod/*")), "undecided, open 0: its Resource"},

		{"effect in small letters", items, policy(statement("allow", invoke, "*")), "undecided, open 0: what it was meant to say"},
		{"an effect that is none", items, policy(statement("Permit", invoke, "*")), "undecided, open 0: what it was meant to say"},
		{"no action", items, policy(Statement{Effect: sigv4.Text{String: "Deny"}, Resources: texts("*")}, allow), "undecided by 1, open 0: what it was meant to say"},
		{"what could not be read", items, policy(with(statement("Deny", invoke, stages+"dev/*"), func(s *Statement) { s.Expected = "a string" }), allow), "undecided by 1, open 0: what it was meant to say"},
		{"the text ends in a deny", items, Policy{Cut: true, Statements: []Statement{allow, deny}}, "undecided by 0, open 1: how its text goes on, cut"},
		{"the text ends in what may be a list", items, Policy{Cut: true, Statements: []Statement{statement("Allow", "s3:*", "*")}}, "undecided, open 0: how its text goes on, cut"},
		{"the text ends behind a deny", items, Policy{Cut: true, Statements: []Statement{deny, allow}}, "explicit deny by 0"},
	} {
		d := Evaluate(invoke, c.arn, []Policy{c.policy})
		if got := summary(d); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

func TestEvaluateSeveral(t *testing.T) {
	allow, deny := policy(statement("Allow", "s3:*", "*"), statement("Allow", invoke, "*")), policy(statement("Deny", "*", "*"))
	d := Evaluate(invoke, items, []Policy{allow, deny})
	if by := d.Statements[d.By]; d.Outcome != ExplicitDeny || by.Policy != 1 || by.Statement != 0 || by.ActionAt != 0 || by.ResourceAt != 0 {
		t.Errorf("%s: %+v", summary(d), by)
	}
	if d = Evaluate(invoke, items, []Policy{allow}); d.Statements[d.By].Statement != 1 {
		t.Errorf("%s", summary(d))
	}
	if d = Evaluate(invoke, items, nil); d.Outcome != ImplicitDeny || d.By != -1 {
		t.Errorf("no policy: %s", summary(d))
	}
}

// TestEvaluateIsBounded: a policy that is made to be slow is given up, and nothing wrong is said of it.
func TestEvaluateIsBounded(t *testing.T) {
	arn := "arn:aws:execute-api:us-east-1:123456789012:a/" + strings.Repeat("a", maxPattern-60)
	slow := statement("Deny", invoke, strings.Repeat("*a", maxPattern/2-1)+"b")
	var p Policy
	for range 500 {
		p.Statements = append(p.Statements, slow)
	}
	p.Statements = append(p.Statements, statement("Deny", invoke, arn))
	start := time.Now()
	d := Evaluate(invoke, arn, []Policy{p})
	if d.Outcome != ImplicitDeny || d.Statements[500].Applies != Unsure {
		t.Errorf("%v, the last statement %+v", d.Outcome, d.Statements[500])
	}
	t.Logf("%d bytes of patterns in %v", len(p.Statements)*maxPattern, time.Since(start))
}

func TestCheck(t *testing.T) {
	resource := func(r string) Policy { return policy(statement("Allow", invoke, r)) }
	for _, c := range []struct {
		name   string
		policy Policy
		want   string
	}{
		{"sound", policy(statement("Allow", "*", "*"), statement("Deny", invoke, items)), ""},
		{"sound, without version", Policy{Statements: []Statement{statement("Allow", "*", "arn:aws:s3:*")}}, ""},
		{"sound, of a resource", policy(Statement{Effect: sigv4.Text{String: "Allow"}, Actions: texts(invoke), Resources: texts("execute-api:/*"), Principal: somewhere, Everyone: true}), ""},
		{"sound, of a role", policy(Statement{Effect: sigv4.Text{String: "Allow"}, Actions: texts("sts:AssumeRole"), Principal: somewhere}), ""},
		{"a version", Policy{Version: sigv4.Text{String: "2012-10-18"}, Statements: []Statement{statement("Allow", "*", "*")}}, `Version: found "2012-10-18", expected 2012-10-17 or 2008-10-17`},
		{"nothing", policy(), "Statement: expected at least one"},
		{"an effect", policy(statement("Allow", "*", "*"), statement("deny", "*", "*")), `Statement 2, Effect: found "deny", expected "Allow" or "Deny"`},
		{"no effect", policy(statement("", "*", "*")), "Statement 1, Effect: expected \"Allow\" or \"Deny\""},
		{"no action", policy(Statement{Effect: sigv4.Text{String: "Allow"}, Resources: texts("*")}), "Statement 1, Action: expected one of Action and NotAction, with at least one action"},
		{"two actions", policy(with(statement("Allow", "*", "*"), func(s *Statement) { s.NotActions = texts("s3:*") })), "Statement 1, Action: expected one of Action and NotAction, with at least one action"},
		{"an empty list", policy(Statement{Effect: sigv4.Text{String: "Allow"}, Actions: texts(), Resources: texts("*")}), "Statement 1, Action: expected one of Action and NotAction, with at least one action"},
		{"no service", policy(statement("Allow", "Invoke", "*")), `Statement 1, Action: found "Invoke", expected service:Action, or *`},
		{"no resource", policy(Statement{Effect: sigv4.Text{String: "Allow"}, Actions: texts("*")}), "Statement 1, Resource: expected one of Resource and NotResource"},
		{"a URL", resource("https://a.execute-api.us-east-1.amazonaws.com/prod"), `Statement 1, Resource: found "https://a.execute-api.us-east-1.amazonaws.com/prod", expected an ARN, or *`},
		{"a short ARN", resource("arn:aws:execute-api"), `Statement 1, Resource: found "arn:aws:execute-api", expected an ARN, or *`},
		{"the short form without principal", resource("execute-api:/*"), `Statement 1, Resource: found "execute-api:/*", expected an ARN, or *`},
		{"a long text", resource(strings.Repeat("ü", 90)), `Statement 1, Resource: found "` + strings.Repeat(`\u00fc`, 40) + `", expected an ARN, or *`},
		{"a Sid twice", policy(with(statement("Allow", "*", "*"), func(s *Statement) { s.Sid.String = "A" }), with(statement("Deny", "*", "*"), func(s *Statement) { s.Sid.String = "A" })), `Statement 2, Sid: found "A", expected one that no other statement has`},
		{"unread", policy(with(statement("Allow", "*", "*"), func(s *Statement) { s.Expected = "a string or a list of strings" })), "Statement 1, expected a string or a list of strings"},
		{"cut", Policy{Cut: true, Statements: []Statement{{Effect: sigv4.Text{String: "Allow"}}}}, ""},
	} {
		var got []string
		for _, p := range Check(&c.policy) {
			if p.Statement >= 0 {
				p.Text = fmt.Sprintf("Statement %d, %s", p.Statement+1, p.Text)
			}
			got = append(got, p.Text)
		}
		if strings.Join(got, "\n") != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestDeparts(t *testing.T) {
	for _, c := range []struct{ pattern, want string }{
		{stages + "dev/*", "stage dev prod"}, {stages + "prod/POST/items", "method POST GET"}, {stages + "*/GET/orders", "path orders items"},
		{stages + "prod", "method  GET"}, {stages[:len(stages)-1], "stage  prod"}, {stages + "prod/GET", "path  items"},
		{"arn:aws:execute-api:eu-west-1:*:*", "region eu-west-1 us-east-1"}, {"arn:aws-cn:execute-api:*", "partition aws-cn aws"},
		{"arn:aws:apigateway:*", "service apigateway execute-api"}, {"arn:aws:execute-api:us-east-1:210987654321:*", "account 210987654321 123456789012"},
		{"arn:aws:execute-api:us-east-1:123456789012:other/*", "API other abcdef1234"}, {stages + "prod/GET//items", "path /items items"},
		{"execute-api:/dev/*", "stage dev prod"}, {stages + "dev/${aws:username}", "  "}, {"x*", "prefix x* arn"}, {"arn:aws:execute-api:*", "  "},
	} {
		part, want, got := Departs(c.pattern, items, true)
		if got := part + " " + want + " " + got; got != c.want {
			t.Errorf("%s: %q, want %q", c.pattern, got, c.want)
		}
	}
}
