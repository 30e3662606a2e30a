package diagnose

import (
	"fmt"
	"strings"

	"countersign/sigv4/iampolicy"
)

// says is what the policies come to, in a sentence without its full stop.
func (c *policyCase) says() string {
	d := c.decision
	switch d.Outcome {
	case iampolicy.ExplicitDeny:
		return c.name(d.Statements[d.By]) + " denies " + c.call()
	case iampolicy.Allowed:
		return c.name(d.Statements[d.By]) + " allows " + c.call() + ", and none in the paste denies it"
	}
	what, and, text := c.call(), "", ""
	switch {
	case d.Outcome == iampolicy.ImplicitDeny:
		text, what, and = "No statement of the policy in the paste allows "+what, "it", ", and "
	case d.By >= 0:
		text, what, and = c.name(d.Statements[d.By])+" allows "+what, "it", ", but "
	}
	const most = 3
	for _, i := range d.Open[:min(most, len(d.Open))] {
		j, may := d.Statements[i], " may allow "
		if j.MayDeny {
			may = " may deny "
		}
		text += and + c.name(j) + may + what + ", which hangs on " + strings.Join(j.Open, " and on ")
		what, and = "it", "; "
	}
	if d.Cut && len(d.Open) == 0 {
		text += and + "a policy in the paste is cut off, and may say more of " + what
	}
	return text
}

// name names a statement, and whether it is of a resource's policy.
func (c *policyCase) name(j iampolicy.Judged) string {
	s := c.policies[j.Policy].Statements[j.Statement]
	name := fmt.Sprintf("Statement %d", j.Statement+1)
	if s.Sid != "" {
		name += " (Sid " + quoted(s.Sid, 0) + ")"
	}
	if len(c.policies) > 1 {
		name += fmt.Sprintf(" of policy %d", j.Policy+1)
	}
	if s.Principal != iampolicy.NoPrincipal {
		name += ", of a resource's policy,"
	}
	return name
}

func (c *policyCase) call() string {
	call := c.action + " on " + quoted(shownARN(c.arn), 0)
	if c.account != "" {
		call += ", if that is the account of the API"
	}
	return call
}

// near says which statements come close to allowing the call, and what they lack.
func (c *policyCase) near(b *bench) (text string, marks []Mark) {
	const most = 2
	for _, j := range c.decision.Statements {
		p := &c.policies[j.Policy]
		s, places := p.Statements[j.Statement], b.ev.Policies[j.Policy].Statements[j.Statement]
		if !j.MayAllow || len(marks) == most {
			continue
		}
		for i, r := range s.Resources {
			d := iampolicy.Departs(r, c.arn, p.Version == "2012-10-17")
			if j.Action != iampolicy.Yes || d.Part == "" {
				continue
			}
			want := "has " + quoted(d.Want, 0)
			if d.Want == "" {
				want = "ends before it"
			}
			text += fmt.Sprintf("%s allows it on another ARN: the %s is %s, and its Resource %s. ", c.name(j), d.Part, quoted(shownARN(d.Got), 0), want)
			marks = append(marks, markText(places.Resources[i], "", "another "+d.Part, true)...)
			break
		}
		for i, a := range s.Actions {
			service, _, _ := strings.Cut(strings.ToLower(a), ":")
			if j.Action == iampolicy.No && (service == "apigateway" || service == "execute-api") {
				text += fmt.Sprintf("%s allows %s, which is another action. ", c.name(j), quoted(a, 0))
				marks = append(marks, markText(places.Actions[i], "", "another action", true)...)
				break
			}
		}
	}
	return text, marks
}

// allow is a statement that allows the call.
func (c *policyCase) allow() string {
	resource := strings.NewReplacer(`"`, "?", `\`, "?").Replace(c.template())
	return `{"Effect": "Allow", "Action": "` + c.action + `", "Resource": "` + resource + `"}`
}

// template is the ARN with words for the reader to replace.
func (c *policyCase) template() string {
	parts := strings.SplitN(c.arn, ":", 6)
	if len(parts) == 6 && strings.Contains(parts[4], iampolicy.UnknownPart) {
		parts[4] = "ACCOUNT"
	}
	return strings.NewReplacer(iampolicy.UnknownPart, "*", iampolicy.UnknownRest, "*").Replace(strings.Join(parts, ":"))
}

// simulate has IAM say what decides.
func (c *policyCase) simulate() Fix {
	caller := "CALLER_ARN"
	if strings.Contains(c.caller, ":iam::") && !masked(c.caller) {
		caller = c.caller
	}
	return Fix{
		Do: "Ask IAM which statement decides", On: "AWS CLI",
		Detail: "It knows the policies of the caller and their boundaries, and evaluates conditions whose values it is given. The policy of the API itself stands in its settings.",
		Code:   "aws iam simulate-principal-policy --policy-source-arn " + shellQuote(caller) + " --action-names " + shellQuote(c.action) + " --resource-arns " + shellQuote(c.template()),
	}
}

// shellQuote puts a value between the quotes of a shell.
func shellQuote(s string) string { return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'" }
