package diagnose

import (
	"strconv"
	"strings"

	"countersign/sigv4"
	"countersign/sigv4/iampolicy"
)

// iamPolicyRule judges a call of API Gateway by the IAM policies that stand beside it.
func iamPolicyRule() rule {
	return rule{
		name:   "iam-policy",
		causes: []string{"iam-policy-denied"},
		guide:  guideCodes + "#near-misses",
		sources: []Citation{
			{"https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html", "An explicit deny in any policy wins over every allow; what no policy allows is denied."},
			{"https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-control-access-using-iam-policies-to-invoke-api.html", "The action execute-api:Invoke, and the ARN of a method: region, account, API, stage, method and path."},
			{"https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html", "How * and ? match in a Resource."},
		},
		judge: judgeIAMPolicy,
	}
}

func judgeIAMPolicy(b *bench) []Finding {
	c := b.policies
	if c == nil || c.caller == "anonymous" || b.accepted() || b.notReproduced() || !c.refused && !b.mayBeRefusedByPolicy() {
		return nil
	}
	f := Finding{Cause: "iam-policy-denied", Confidence: Certain, Title: c.says(), Marks: c.mark()}
	fix := Fix{
		Do: "Look for the policy that decides", Detail: "The caller's and its groups', the API's, the organization's, a boundary, a session's. IAM evaluates the caller's, with conditions whose values it is given.",
		On: "AWS CLI", Code: c.simulate(),
	}
	because := "A policy is looked at only once the signature is accepted, so nothing here speaks against the signature."
	switch {
	case c.refused:
		because = "This is no signature problem: the server knows who is calling, which it can only after it accepted the signature."
	case b.verified():
		because = "This is no signature problem: the signature is right."
	}
	explicit, implicit := strings.Contains(c.tail, "explicit deny"), strings.HasPrefix(c.tail, "because no ")
	switch d := c.decision; {
	case d.Outcome == iampolicy.ExplicitDeny && !implicit:
		f.Why = "It covers this action and this ARN, it has no condition, and a deny wins over every allow. " + because
		if !explicit {
			f.Why += " It decides if the policy applies to this caller, which the paste does not show."
		}
		fix = Fix{Do: "Change that statement, if the call is meant to be allowed", Detail: "Narrow it so that it leaves this ARN out. A statement that allows the call is needed too."}
		switch {
		case c.account != "" && !c.refused:
			f.Confidence, f.Test = Likely, "See in which account the API is: the policy names "+c.account[1:]+"."
		case !c.firm:
			f.Confidence, f.Test = Likely, "See whether the path starts with the stage: for the stage $default of an HTTP API it does not, and the ARN is another."
		}
	case d.Outcome == iampolicy.ImplicitDeny && !explicit:
		near, marks := c.near()
		if !c.refused && (near == "" || !c.firm) {
			return nil
		}
		f.Why = near + "What no statement allows is denied. " + because
		f.Marks = append(marks, c.called...)
		fix = Fix{Do: "Allow the action on this ARN", Detail: "In a policy of the caller; for an API of another account, in the API's own policy as well.", Code: c.allow()}
		if !c.refused {
			f.Confidence, f.Test = Likely, "Look for another policy that allows it. If there is none, it is this."
		}
	case !c.refused:
		return nil
	default:
		f.Why = "The server denies the call. "
		switch {
		case d.Outcome == iampolicy.Undecided, len(d.Open) > 0:
			f.Why += "What is not evaluated decides, another policy does, or this one is not the caller's. "
		case d.Outcome == iampolicy.ImplicitDeny:
			f.Why += "It names an explicit deny: another policy denies. "
		default:
			f.Why += "So another policy decides, or the one in the paste is not the caller's. "
		}
		f.Why += because
		f.Marks = append(f.Marks, c.called...)
	}
	f.Fixes = []Fix{fix}
	if c.refused && c.tail != "" {
		f.Why += " The server's reason is " + quoted(c.tail, 0) + "."
	}
	return []Finding{f}
}

// mayBeRefusedByPolicy reports whether a policy may be why the request was, or will be, refused: nothing else
// is known of an answer.
func (b *bench) mayBeRefusedByPolicy() bool {
	if b.difference() != nil {
		return false
	}
	if _, ok := b.says("apigw.http_api_forbidden"); ok {
		return true
	}
	return len(b.ev.Errors) == 0 && b.server == nil && b.serverToSign == nil && (b.response == nil || b.response.Status == 403)
}

// policyFacts says what the policies come to where no finding does, and what IAM would refuse in them.
func policyFacts(b *bench) []Fact {
	c := b.policies
	if c == nil {
		return nil
	}
	var facts []Fact
	if len(judgeIAMPolicy(b)) == 0 {
		facts = append(facts, Fact{c.says() + ".", Certain, c.mark()})
	}
	const most = 4
	for i := range c.policies {
		policy := &c.policies[i]
		for _, problem := range iampolicy.Check(policy) {
			if len(facts) == most {
				return facts
			}
			where, span := "", policy.Span
			if at := problem.Statement; at >= 0 {
				where, span = "Statement "+strconv.Itoa(at+1)+", ", policy.Statements[at].Span
				if policy.Statements[at].Unread.Len() > 0 {
					span = policy.Statements[at].Unread
				}
			}
			facts = append(facts, Fact{"IAM would refuse this policy: " + where + problem.Text + ".", Certain, []Mark{{Span: span, Note: "not as policies have it", Bad: true}}})
		}
	}
	return facts
}

// mark marks the statements that the decision rests on.
func (c *policyCase) mark() []Mark {
	d := c.decision
	var marks []Mark
	if d.By >= 0 {
		j, bad := &d.Statements[d.By], d.Outcome == iampolicy.ExplicitDeny
		s := &c.policies[j.Policy].Statements[j.Statement]
		marks = markText(s.Effect, "", "decides", bad)
		marks = append(marks, markElement(s.Actions, s.NotActions, j.ActionAt, "covers the action", bad)...)
		marks = append(marks, markElement(s.Resources, s.NotResources, j.ResourceAt, "covers the ARN", bad)...)
	}
	for _, i := range d.Open {
		s := &c.policies[d.Statements[i].Policy].Statements[d.Statements[i].Statement]
		m := Mark{Span: s.Span, Note: "not evaluated"}
		if s.Condition.Len() > 0 {
			m.Span = s.Condition
		}
		marks = append(marks, m)
	}
	return marks
}

// markElement marks the element of a list that matches. Of its opposite, the first stands for all.
func markElement(list, not []sigv4.Text, at int, note string, bad bool) []Mark {
	switch {
	case list != nil && at >= 0:
		return markText(list[at], "", note, bad)
	case len(not) > 0:
		return markText(not[0], "", "leaves it in", bad)
	}
	return nil
}
