package diagnose

import (
	"strconv"
	"strings"

	"countersign/sigv4/iampolicy"
)

// says is what the policies come to, in a sentence without its full stop.
func (c *policyCase) says() string {
	d := c.decision
	text, what, and := "", c.call(), ", but "
	switch {
	case d.Outcome == iampolicy.ImplicitDeny:
		text, and = "No statement of the policy in the paste allows ", ", and "
	case d.Outcome == iampolicy.ExplicitDeny:
		text = c.name(&d.Statements[d.By]) + " denies "
	case d.By >= 0:
		text = c.name(&d.Statements[d.By]) + " allows "
	default:
		and = ""
	}
	if text != "" {
		text, what = text+what, "it"
	}
	const most = 3
	for _, i := range d.Open[:min(most, len(d.Open))] {
		j, may := &d.Statements[i], " may allow "
		if j.MayDeny {
			may = " may deny "
		}
		text += and + c.name(j) + may + what + ", which hangs on " + strings.Join(j.Open, " and on ")
		what, and = "it", "; "
	}
	switch {
	case d.Outcome == iampolicy.Allowed:
		text += ", and none in the paste denies it"
	case d.Cut && len(d.Open) == 0:
		text += and + "a policy in the paste is cut off, and may say more of " + what
	}
	return text
}

// name names a statement, and whether it is of a resource's policy.
func (c *policyCase) name(j *iampolicy.Judged) string {
	s := &c.policies[j.Policy].Statements[j.Statement]
	name := "Statement " + strconv.Itoa(j.Statement+1)
	if s.Sid.String != "" {
		name += " (Sid " + quoted(s.Sid.String, 0) + ")"
	}
	if len(c.policies) > 1 {
		name += " of policy " + strconv.Itoa(j.Policy+1)
	}
	if s.OfResource() {
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
func (c *policyCase) near() (text string, marks []Mark) {
	const most = 2
	for i := range c.decision.Statements {
		j := &c.decision.Statements[i]
		p := &c.policies[j.Policy]
		s := &p.Statements[j.Statement]
		if !j.MayAllow || len(marks) == most {
			continue
		}
		if j.Action == iampolicy.Yes && len(s.Resources) > 0 {
			part, want, got := iampolicy.Departs(s.Resources[0].String, c.arn, p.Version.String == "2012-10-17")
			if part == "" {
				continue
			}
			has := "has " + quoted(want, 0)
			if want == "" {
				has = "ends before it"
			}
			text += c.name(j) + " allows it on another ARN: the " + part + " is " + quoted(shownARN(got), 0) + ", and its Resource " + has + ". "
			marks = append(marks, markText(s.Resources[0], "", "another "+part, true)...)
		} else if j.Action == iampolicy.No && len(s.Actions) > 0 {
			service, _, _ := strings.Cut(strings.ToLower(s.Actions[0].String), ":")
			if service == "apigateway" || service == "execute-api" {
				text += c.name(j) + " allows " + quoted(s.Actions[0].String, 0) + ", which is another action. "
				marks = append(marks, markText(s.Actions[0], "", "another action", true)...)
			}
		}
	}
	return text, marks
}

// template is the ARN with words for the reader to replace. It goes between quotes.
func (c *policyCase) template() string {
	before, account, after := cutAccount(c.arn)
	if strings.Contains(account, iampolicy.UnknownPart) {
		account = ":ACCOUNT"
	}
	return strings.NewReplacer(iampolicy.UnknownPart, "*", iampolicy.UnknownRest, "*", "'", "?", `"`, "?", `\`, "?").Replace(before + account + after)
}

// allow is a statement that allows the call.
func (c *policyCase) allow() string {
	return `{"Effect": "Allow", "Action": "` + c.action + `", "Resource": "` + c.template() + `"}`
}

// simulate has IAM say what decides.
func (c *policyCase) simulate() string {
	return "aws iam simulate-principal-policy --policy-source-arn CALLER_ARN --action-names " + c.action + " --resource-arns '" + c.template() + "'"
}
