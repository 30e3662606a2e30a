package iampolicy_test

import (
	"fmt"

	"countersign/sigv4"
	"countersign/sigv4/iampolicy"
)

func ExampleEvaluate() {
	policy := iampolicy.Policy{
		Version: sigv4.Text{String: "2012-10-17"},
		Statements: []iampolicy.Statement{
			{Effect: sigv4.Text{String: "Allow"}, Actions: []sigv4.Text{{String: "execute-api:Invoke"}}, Resources: []sigv4.Text{{String: "*"}}},
			{Sid: sigv4.Text{String: "DenyProd"}, Effect: sigv4.Text{String: "Deny"}, Actions: []sigv4.Text{{String: "execute-api:*"}}, Resources: []sigv4.Text{{String: "arn:aws:execute-api:us-east-1:*:abcdef1234/prod/*"}}},
		},
	}
	// Nothing says whose account the API is in.
	arn := "arn:aws:execute-api:us-east-1:" + iampolicy.UnknownPart + ":abcdef1234/prod/GET/items"
	d := iampolicy.Evaluate("execute-api:Invoke", arn, []iampolicy.Policy{policy})
	fmt.Println(d.Outcome == iampolicy.ExplicitDeny, policy.Statements[d.Statements[d.By].Statement].Sid.String)
	// Output: true DenyProd
}

func ExampleEvaluate_undecided() {
	policy := iampolicy.Policy{Statements: []iampolicy.Statement{{
		Effect: sigv4.Text{String: "Allow"}, Actions: []sigv4.Text{{String: "execute-api:Invoke"}}, Resources: []sigv4.Text{{String: "*"}},
		Condition: sigv4.Span{End: 1}, ConditionKeys: []string{"aws:SourceIp"},
	}}}
	d := iampolicy.Evaluate("execute-api:Invoke", "arn:aws:execute-api:us-east-1:123456789012:abcdef1234/prod/GET/items", []iampolicy.Policy{policy})
	fmt.Println(d.Outcome == iampolicy.Undecided, d.Statements[d.Open[0]].Open)
	// Output: true [its Condition on aws:SourceIp (not evaluated)]
}

func ExampleCheck() {
	policy := iampolicy.Policy{Statements: []iampolicy.Statement{{Effect: sigv4.Text{String: "allow"}, Actions: []sigv4.Text{{String: "*"}}, Resources: []sigv4.Text{{String: "*"}}}}}
	for _, problem := range iampolicy.Check(&policy) {
		fmt.Println(problem.Statement, problem.Text)
	}
	// Output: 0 Effect: found "allow", expected "Allow" or "Deny"
}

func ExampleDeparts() {
	part, want, got := iampolicy.Departs(
		"arn:aws:execute-api:us-east-1:123456789012:abcdef1234/dev/*",
		"arn:aws:execute-api:us-east-1:123456789012:abcdef1234/prod/GET/items", true)
	fmt.Println(part, want, got)
	// Output: stage dev prod
}
