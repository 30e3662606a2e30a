package paste

import (
	"fmt"
	"strings"
	"testing"

	"countersign/sigv4"
	"countersign/sigv4/iampolicy"
)

// policySummary is a policy in a line: "2012-10-17: Allow s3:GetObject on arn:…, conditions".
func policySummary(p iampolicy.Policy) string {
	var out []string
	list := func(word string, texts []sigv4.Text) string {
		if texts == nil {
			return ""
		}
		var values []string
		for _, t := range texts {
			values = append(values, t.String)
		}
		return " " + word + strings.Join(values, "+")
	}
	for _, s := range p.Statements {
		line := s.Effect.String + list("", s.Actions) + list("not ", s.NotActions) + list("on ", s.Resources) + list("not on ", s.NotResources)
		if s.Principal.Len() > 0 {
			line += " by principal"
		}
		if s.Condition.Len() > 0 {
			line += " if"
		}
		out = append(out, line)
	}
	return p.Version.String + ": " + strings.Join(out, "; ")
}

func TestPolicies(t *testing.T) {
	const allow = `{"Version": "2012-10-17", "Statement": [{"Sid": "A", "Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": "arn:aws:s3:::b/*", "Condition": {"StringEquals": {"a": "b"}}}]}`
	for _, c := range []struct{ name, text, want string }{
		{"a list", allow, "2012-10-17: Allow s3:GetObject+s3:PutObject on arn:aws:s3:::b/* if"},
		{"one statement", `{"Statement": {"Effect": "Deny", "NotAction": "iam:*", "NotResource": ["a", "b"]}}`, ": Deny not iam:* not on a+b"},
		{"several", `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"},{"Effect":"Deny","Action":[],"Resource":"*"}]}`, "2012-10-17: Allow * on *; Deny  on *"},
		{"a trust policy", `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}]}`, "2012-10-17: Allow sts:AssumeRole by principal"},
		{"without Effect", `{"Statement":[{"Action":"*","Resource":"*"}]}`, ":  * on *"},
		{"a statement alone", `{"Effect":"Allow","Action":"s3:*","Resource":"*"}`, ": Allow s3:* on *"},
		{"in an answer", "{\n  \"PolicyVersion\": {\n    \"Document\": " + allow + ",\n    \"VersionId\": \"v1\"\n  }\n}", "2012-10-17: Allow s3:GetObject+s3:PutObject on arn:aws:s3:::b/* if"},
		{"in a string", `{"Policy": "` + strings.ReplaceAll(allow, `"`, `\"`) + `"}`, "2012-10-17: Allow s3:GetObject+s3:PutObject on arn:aws:s3:::b/* if"},
		{"in Python", strings.ReplaceAll(allow, `"`, "'"), "2012-10-17: Allow s3:GetObject+s3:PutObject on arn:aws:s3:::b/* if"},
		{"names in small letters", strings.NewReplacer("Statement", "statement", "Effect", "effect", "Action", "action").Replace(allow), "2012-10-17: Allow s3:GetObject+s3:PutObject on arn:aws:s3:::b/* if"},
		{"in lines", strings.ReplaceAll(allow, ", ", ",\r\n    "), "2012-10-17: Allow s3:GetObject+s3:PutObject on arn:aws:s3:::b/* if"},
		{"in a fence", "my policy:\n```json\n" + allow + "\n```\nand it fails", "2012-10-17: Allow s3:GetObject+s3:PutObject on arn:aws:s3:::b/* if"},
		{"of CloudFormation", `{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": {"Fn::Sub": "arn:${AWS::Partition}:s3:::b"}}]}`, "2012-10-17: Allow s3:* on "},
		{"cut", allow[:strings.Index(allow, ", \"Condition")], "2012-10-17: Allow s3:GetObject+s3:PutObject on arn:aws:s3:::b/*"},
		{"an upload's policy", `{"expiration":"2026-01-01T00:00:00Z","conditions":[{"bucket":"b"}]}`, ""},
		{"another statement", `{"Statement":[{"a":1}]}`, ""},
		{"an event", `{"Action":"Notify","Effect":"none"}`, ""},
		{"nothing", `{"Statement":`, ""},
	} {
		ev := parsed(t, c.text)
		got := ""
		if len(ev.Policies) == 1 {
			got = policySummary(ev.Policies[0])
		}
		if got != c.want || len(ev.Errors) != 0 || len(ev.Requests) != 0 {
			t.Errorf("%s: %q, parts %v", c.name, got, ev.Parts)
		}
		if len(ev.Policies) == 1 && ev.Policies[0].Cut != (c.name == "cut") {
			t.Errorf("%s: cut %v", c.name, ev.Policies[0].Cut)
		}
	}
}

func TestPolicyPlaces(t *testing.T) {
	text := "{\"Policy\": \"{\\\"Statement\\\":[{\\\"Effect\\\":\\\"Deny\\\",\\\"Action\\\":\\\"s3:*\\\",\\\"Resource\\\":\\\"*\\\",\\\"Condition\\\":{\\\"Bool\\\":1}}]}\"}\n" +
		`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","NotResource":"a","Condition":{"Bool":1}}]}`
	ev := parsed(t, text)
	first := strings.Index(text, "\n") + 1
	wantPlaces(t, "two", ev, place{KindUnrecognized, 0, 10}, place{KindPolicy, 11, first - 2}, place{KindUnrecognized, first - 2, first - 1}, place{KindPolicy, first, len(text)})
	for i, want := range []string{`{\"Bool\":1}`, `{"Bool":1}`} {
		s := ev.Policies[i].Statements[0]
		if got := ev.in(s.Condition); got != want {
			t.Errorf("condition %d lies at %q", i, got)
		}
		if got := fmt.Sprint(whereIs(ev, s.Actions[0].String, s.Actions[0].Map, "s3:*"), " ", whereIs(ev, s.Effect.String, s.Effect.Map, s.Effect.String)); got != "s3:* "+s.Effect.String {
			t.Errorf("action and effect %d lie at %q", i, got)
		}
		if got := ev.in(s.Span); got[0] != '{' || got[len(got)-1] != '}' {
			t.Errorf("statement %d lies at %q", i, got)
		}
	}
}

// TestPolicyParts: what a statement is judged by, and what of it cannot be read.
func TestPolicyParts(t *testing.T) {
	for _, c := range []struct{ name, text, keys, unread, expected string }{
		{"a condition", `{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"IpAddress":{"aws:SourceIp":"1.2.3.4"},"Bool":{"a":true,"b":1}}}]}`, "aws:SourceIp a b", "", ""},
		{"many keys", `{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"Bool":{"a":1,"b":1,"c":1,"d":1,"e":1,"f":1,"g":1}}}]}`, "a b c d e f", "", ""},
		{"a key too long", `{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"Bool":{"` + strings.Repeat("a", 129) + `":1,"b":1}}}]}`, "b", "", ""},
		{"a condition that is none", `{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*","Condition":["a",{"b":1}]}]}`, "", "", ""},
		{"a list with more than strings", `{"Statement":[{"Effect":"Allow","Action":"*","Resource":["a",{"Ref":"b"}]}]}`, "", `["a",{"Ref":"b"}]`, "a string or a list of strings for Resource"},
		{"a function", `{"Statement":[{"Effect":"Allow","NotAction":{"Fn::Sub":"x"},"Resource":"*"}]}`, "", `{"Fn::Sub":"x"}`, "a string or a list of strings for NotAction"},
		{"twice", `{"Statement":[{"Effect":"Allow","action":"a:b","Action":"c:d","Resource":"*"}]}`, "", `"c:d"`, "action once, and it stands twice"},
		{"an effect in words", `{"Statement":[{"Effect":Allow,"Action":"*","Resource":"*"}]}`, "", `Allow`, "a string for Effect"},
	} {
		ev := parsed(t, c.text)
		if len(ev.Policies) != 1 {
			t.Errorf("%s: parts %v", c.name, ev.Parts)
			continue
		}
		s := ev.Policies[0].Statements[0]
		if got := strings.Join(s.ConditionKeys, " "); got != c.keys || ev.in(s.Unread) != c.unread || s.Expected != c.expected {
			t.Errorf("%s: keys %q, unread %q, expected %q", c.name, got, ev.in(s.Unread), s.Expected)
		}
	}
	for principal, want := range map[string]bool{
		`"*"`: true, `{"AWS":"*"}`: true, `{"AWS":["*"]}`: true, `{"AWS":"arn:aws:iam::123456789012:root"}`: false, `{"Service":"*"}`: false, `["a","*"]`: false, `{}`: false,
	} {
		ev := parsed(t, `{"Statement":[{"Effect":"Allow","Principal":`+principal+`,"Action":"*","Resource":"*"}]}`)
		if got := ev.Policies[0].Statements[0].Everyone; got != want {
			t.Errorf("%s: everyone %v", principal, got)
		}
	}
	ev := parsed(t, `{"Statement":["x",{"Fn::If":[]},{"Effect":"Deny","Action":"*","Resource":"*"}]}`)
	if s := ev.Policies[0].Statements; len(s) != 3 || s[2].Effect.String != "Deny" || s[0].Expected == "" || s[1].Expected != "" {
		t.Errorf("statements that are none: %+v", s)
	}
}

// TestPolicyBesideRequest: a policy below a request is its body only where the request says so.
func TestPolicyBesideRequest(t *testing.T) {
	const policy = `{"Statement":{"Effect":"Allow","Action":"execute-api:Invoke","Resource":"*"}}`
	for _, c := range []struct {
		name, text string
		body       bool
	}{
		{"GET", "GET /a HTTP/1.1\nHost: h.example\n\n" + policy, false},
		{"POST", "POST /a HTTP/1.1\nHost: h.example\n\n" + policy + "\n", false},
		{"POST, with text before it", "POST /a HTTP/1.1\nHost: h.example\n\n\nthe policy:\n\n" + policy + "\n", false},
		{"a body before it", "POST /a HTTP/1.1\nHost: h.example\nContent-Length: 2\n\n{}\n\n" + policy, false},
		{"a length", fmt.Sprintf("POST /a HTTP/1.1\nHost: h.example\nContent-Length: %d\n\n%s", len(policy), policy), true},
		{"another length", "POST /a HTTP/1.1\nHost: h.example\nContent-Length: 7\n\n" + policy, true},
		{"S3's", "PUT /?policy HTTP/1.1\nHost: b.s3.amazonaws.com\n\n" + policy, true},
		{"around a policy", "POST /a HTTP/1.1\nHost: h.example\n\n{\"PolicyDocument\":" + policy + "}", true},
	} {
		ev := parsed(t, c.text)
		if len(ev.Requests) != 1 || (len(ev.Policies) == 0) != c.body || (string(ev.Requests[0].Request.Body) == policy) != (c.body && c.name != "around a policy") {
			t.Errorf("%s: %d policies, body %q", c.name, len(ev.Policies), ev.Requests[0].Request.Body)
		}
	}
}
