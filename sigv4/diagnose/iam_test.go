package diagnose

import (
	"strings"
	"testing"
	"time"

	"countersign/sigv4"
	"countersign/sigv4/paste"
)

// iamRequest is a signed request to API Gateway, as far as its form goes.
func iamRequest(method, target, host string) string {
	return method + " " + target + " HTTP/1.1\nHost: " + host + "\nX-Amz-Date: 20260315T120000Z\n" +
		"Authorization: AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20260315/us-east-1/execute-api/aws4_request, SignedHeaders=host;x-amz-date, Signature=0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\n\n"
}

// iamRefusal is API Gateway's answer to a call that a policy denies.
func iamRefusal(tail string) string {
	return `{"Message":"User: arn:aws:iam::123456789012:user/alice is not authorized to perform: execute-api:Invoke on resource: arn:aws:execute-api:us-east-1:********9012:abcdef1234/prod/GET/items` + tail + "\"}\n\n"
}

func iamDocument(statements ...string) string {
	return `{"Version": "2012-10-17", "Statement": [` + strings.Join(statements, ",\n") + "]}\n"
}

const (
	apiHost   = "abcdef1234.execute-api.us-east-1.amazonaws.com"
	allowAll  = `{"Sid": "All", "Effect": "Allow", "Action": "execute-api:Invoke", "Resource": "*"}`
	denyProd  = `{"Sid": "DenyProd", "Effect": "Deny", "Action": "execute-api:*", "Resource": "arn:aws:execute-api:us-east-1:123456789012:abcdef1234/prod/*"}`
	denyFrom  = `{"Effect": "Deny", "Action": "*", "Resource": "*", "Condition": {"NotIpAddress": {"aws:SourceIp": "203.0.113.0/24"}}}`
	allowDev  = `{"Effect": "Allow", "Action": "execute-api:Invoke", "Resource": "arn:aws:execute-api:us-east-1:123456789012:abcdef1234/dev/*"}`
	ofAPI     = `{"Effect": "Deny", "Principal": "*", "Action": "execute-api:Invoke", "Resource": "execute-api:/prod/*"}`
	allowUser = `{"Effect": "Allow", "Action": "execute-api:Invoke", "Resource": "arn:aws:execute-api:us-east-1:*:abcdef1234/prod/GET/${aws:username}"}`
)

func TestIAMPolicyVerdicts(t *testing.T) {
	const (
		masked = "execute-api:Invoke on “arn:aws:execute-api:us-east-1:…9012:abcdef1234/prod/GET/items”"
		owned  = "execute-api:Invoke on “arn:aws:execute-api:us-east-1:123456789012:abcdef1234/prod/GET/items”, if that is the account of the API"
		alone  = "This is a signed request, and nothing in it is wrong by itself."
	)
	request := iamRequest("GET", "/prod/items", apiHost)
	for _, c := range []struct{ name, text, sentence, says string }{
		{"a deny", iamRefusal(" with an explicit deny") + iamDocument(allowAll, denyProd), "Statement 2 (Sid “DenyProd”) denies " + owned + ".", "This is no signature problem: the server knows who is calling"},
		{"a deny alone", iamRefusal(" with an explicit deny") + iamDocument(denyProd), "Statement 1 (Sid “DenyProd”) denies " + owned + ".", "a deny wins over every allow"},
		{"another order", iamDocument(allowAll, denyProd) + iamRefusal(" with an explicit deny"), "Statement 2 (Sid “DenyProd”) denies " + owned + ".", ""},
		{"a policy of the API", iamRefusal(" with an explicit deny") + iamDocument(ofAPI), "Statement 1, of a resource's policy, denies " + masked + ".", ""},
		{"two policies", iamRefusal(" with an explicit deny") + iamDocument(allowAll) + "\n" + iamDocument(ofAPI), "Statement 1 of policy 2, of a resource's policy, denies " + masked + ".", ""},
		{"a deny, and the server says otherwise", iamRefusal(" because no identity-based policy allows the execute-api:Invoke action") + iamDocument(denyProd), "Statement 1 (Sid “DenyProd”) denies " + owned + ".", "So another policy decides"},
		{"no allow", iamRefusal("") + iamDocument(allowDev), "No statement of the policy in the paste allows " + masked + ".", "Statement 1 allows it on another ARN: the stage is “prod”, and its Resource has “dev”."},
		{"no allow, and the server says otherwise", iamRefusal(" with an explicit deny") + iamDocument(allowDev), "No statement of the policy in the paste allows " + masked + ".", "another policy denies"},
		{"a condition", iamRefusal(" with an explicit deny") + iamDocument(allowAll, denyFrom), "Statement 1 (Sid “All”) allows " + masked + ", but Statement 2 may deny it, which hangs on its Condition on aws:SourceIp (not evaluated).", "What is not evaluated decides"},
		{"a condition and no allow", iamRefusal(" with an explicit deny") + iamDocument(denyFrom), "No statement of the policy in the paste allows " + masked + ", and Statement 1 may deny it, which hangs on its Condition on aws:SourceIp (not evaluated).", "What is not evaluated decides"},
		{"a variable", iamRefusal("") + iamDocument(allowUser), "Statement 1 may allow " + masked + ", which hangs on a policy variable in its Resource (not evaluated).", ""},
		{"an allow", iamRefusal("") + iamDocument(allowAll), "Statement 1 (Sid “All”) allows " + masked + ", and none in the paste denies it.", "So another policy decides"},
		{"cut off", iamRefusal("") + `{"Version": "2012-10-17", "Statement": [` + allowAll + `, {"Effect": "De`, "Statement 1 (Sid “All”) allows " + masked + ", but Statement 2 may deny it, which hangs on how its text goes on.", ""},

		{"a request", request + iamDocument(allowAll, denyProd), "Statement 2 (Sid “DenyProd”) denies " + owned + ".", "It decides if the policy applies to this caller"},
		{"a request that is allowed", request + iamDocument(allowAll), alone, "Statement 1 (Sid “All”) allows execute-api:Invoke on “arn:aws:execute-api:us-east-1:…:abcdef1234/prod/GET/items”, and none in the paste denies it."},
		{"a request and a condition", request + iamDocument(allowAll, denyFrom), alone, "but Statement 2 may deny it, which hangs on its Condition on aws:SourceIp (not evaluated)."},
		{"a request, and nothing of this", request + iamDocument(`{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}`), alone, "No statement of the policy in the paste allows execute-api:Invoke"},
		{"an effect in small letters", request + iamDocument(strings.Replace(allowAll, "Allow", "allow", 1)), alone, "IAM would refuse this policy: Statement 1, Effect: found \"allow\", expected \"Allow\" or \"Deny\"."},
		{"a function", request + iamDocument(strings.Replace(allowAll, `"*"`, `{"Fn::Sub": "x"}`, 1)), alone, "Statement 1, expected a string or a list of strings for Resource."},

		{"a policy alone", iamDocument(allowAll), "Nothing here bears on a signature.", "The paste is an IAM policy."},
	} {
		ev := paste.Parse(c.text)
		d := Diagnose(Input{Evidence: ev})
		if d.Verdict.Sentence != c.sentence {
			t.Errorf("%s: %q, want %q", c.name, d.Verdict.Sentence, c.sentence)
		}
		said := d.Verdict.Detail
		for _, f := range d.Established {
			said += "\n" + f.Fact
			for _, m := range f.Marks {
				if m.Span.Start < 0 || m.Span.Len() <= 0 || m.Span.End > len(c.text) {
					t.Errorf("%s: a fact is marked at %+v", c.name, m.Span)
				}
			}
		}
		if !strings.Contains(said, c.says) {
			t.Errorf("%s: %q is not in %q", c.name, c.says, said)
		}
	}
}

// TestIAMPolicyMarks: the statement that decides is marked where it was pasted.
func TestIAMPolicyMarks(t *testing.T) {
	text := iamRefusal(" with an explicit deny") + iamDocument(allowAll, denyProd)
	f := Diagnose(Input{Evidence: paste.Parse(text)}).Findings[0]
	var got []string
	for _, m := range f.Marks {
		got = append(got, text[m.Span.Start:m.Span.End])
	}
	if want := "Deny|execute-api:*|arn:aws:execute-api:us-east-1:123456789012:abcdef1234/prod/*"; strings.Join(got, "|") != want {
		t.Errorf("marked %q", got)
	}
	f = Diagnose(Input{Evidence: paste.Parse(iamRefusal("") + iamDocument(allowDev))}).Findings[0]
	if code := f.Fixes[0].Code; code != `{"Effect": "Allow", "Action": "execute-api:Invoke", "Resource": "arn:aws:execute-api:us-east-1:ACCOUNT:abcdef1234/prod/GET/items"}` {
		t.Errorf("the statement to add is %s", code)
	}
	f = Diagnose(Input{Evidence: paste.Parse(iamRefusal("") + iamDocument(allowAll))}).Findings[0]
	if code := f.Fixes[0].Code; code != "aws iam simulate-principal-policy --policy-source-arn CALLER_ARN --action-names execute-api:Invoke --resource-arns 'arn:aws:execute-api:us-east-1:ACCOUNT:abcdef1234/prod/GET/items'" {
		t.Errorf("the command is %s", code)
	}
}

func TestARNOfRequest(t *testing.T) {
	presigned := "https://" + apiHost + "/prod/items?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20260315%2Fus-east-1%2Fexecute-api%2Faws4_request&X-Amz-Date=20260315T120000Z&X-Amz-Expires=60&X-Amz-SignedHeaders=host&X-Amz-Signature=0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
	for _, c := range []struct{ name, text, want string }{
		{"a method", iamRequest("PUT", "/prod/items/7?a=/b", apiHost), "execute-api:Invoke on “arn:aws:execute-api:us-east-1:…:abcdef1234/prod/PUT/items/7”"},
		{"the root", iamRequest("GET", "/prod", apiHost), "execute-api:Invoke on “arn:aws:execute-api:us-east-1:…:abcdef1234/prod/GET/”"},
		{"escapes", iamRequest("GET", "/prod/a%20b", apiHost), "execute-api:Invoke on “arn:aws:execute-api:us-east-1:…:abcdef1234/prod/GET/a…b”"},
		{"dot segments", iamRequest("GET", "/prod/a/../b", apiHost), "execute-api:Invoke on “arn:aws:execute-api:us-east-1:…:abcdef1234/prod/GET/…”"},
		{"China", iamRequest("GET", "/prod/a", "abcdef1234.execute-api.cn-north-1.amazonaws.com.cn"), "execute-api:Invoke on “arn:aws-cn:execute-api:cn-north-1:…:abcdef1234/prod/GET/a”"},
		{"behind an endpoint", iamRequest("GET", "/prod/a", "abcdef1234-vpce-0a1b.execute-api.us-east-1.amazonaws.com"), "execute-api:Invoke on “arn:aws:execute-api:us-east-1:…:abcdef1234/prod/GET/a”"},
		{"an endpoint's name", iamRequest("GET", "/prod/a", "vpce-0a1b-2c3d.execute-api.us-east-1.vpce.amazonaws.com"), "execute-api:Invoke on “arn:aws:execute-api:us-east-1:…:…/prod/GET/a”"},
		{"a domain of one's own", iamRequest("GET", "/v1/items", "api.example.com"), "execute-api:Invoke on “arn:…:execute-api:us-east-1:…:…/…/GET/…”"},
		{"a connection", iamRequest("POST", "/prod/@connections/abc=", apiHost), "execute-api:ManageConnections on “arn:aws:execute-api:us-east-1:…:abcdef1234/prod/POST/@connections/abc=”"},
		{"a presigned URL", presigned, "execute-api:Invoke on “arn:aws:execute-api:us-east-1:…:abcdef1234/prod/…/items”"},
		{"a WebSocket", strings.Replace(strings.Replace(presigned, "https:", "wss:", 1), "/items", "", 1), "execute-api:Invoke on “arn:aws:execute-api:us-east-1:…:abcdef1234/prod/$connect”"},
	} {
		b := prepare(Input{Evidence: paste.Parse(c.text + "\n\n" + iamDocument(allowAll))})
		if b.policies == nil {
			t.Errorf("%s: no call", c.name)
		} else if got := b.policies.call(); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

// TestNoFalseAlarmBesideAPolicy: a sound request beside a policy that allows it, or says nothing of it, has
// nothing wrong, whatever it carries and wherever the policy stands.
func TestNoFalseAlarmBesideAPolicy(t *testing.T) {
	policies := []string{
		iamDocument(allowAll), iamDocument(`{"Effect": "Allow", "Action": ["execute-api:*"], "Resource": ["arn:aws:execute-api:us-east-1:*:abcdef1234/*"]}`),
		iamDocument(allowAll, denyFrom), iamDocument(allowAll, `{"Effect": "Deny", "NotAction": "execute-api:*", "Resource": "*"}`),
		iamDocument(`{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}`),
		iamDocument(`{"Effect": "Allow", "Principal": {"Service": "apigateway.amazonaws.com"}, "Action": "sts:AssumeRole"}`),
	}
	tried := 0
	for _, r := range soundRequests() {
		d, err := sigv4.Derive(r.request, r.credentials, r.signing)
		if err != nil {
			t.Fatal(err)
		}
		length := ""
		if r.request.Body != nil {
			length = "\n\n"
		}
		raw := d.Signed.Raw()
		for i, policy := range policies {
			text := policy + "\n" + raw
			if i%2 == 0 && (len(r.request.Body) == 0 || strings.Contains(raw, "Content-Length")) {
				text = raw + length + "\n" + policy
			}
			for _, in := range []Input{{Evidence: paste.Parse(text), Key: r.credentials.Key}, {Evidence: paste.Parse(text)}} {
				tried++
				for _, f := range Diagnose(in).Findings {
					if f.Cause != "signature-valid" {
						t.Errorf("%s, policy %d: names %s (%s): %s", r.what, i, f.Cause, f.Confidence, f.Why)
					}
				}
			}
		}
	}
	t.Logf("%d pastes", tried)
}

// TestManyPolicies: a paste full of policies is judged in time, and a policy that decides nothing adds little.
func TestManyPolicies(t *testing.T) {
	slow := `{"Effect": "Deny", "Action": "*", "Resource": "` + strings.Repeat("*a", 1000) + `b"}`
	text := iamRefusal("")
	for len(text) < 900<<10 {
		text += iamDocument(slow, slow, slow, slow)
	}
	start := time.Now()
	d := Diagnose(Input{Evidence: paste.Parse(text)})
	t.Logf("%d bytes in %v", len(text), time.Since(start))
	if len(d.Findings) == 0 || len(d.Verdict.Sentence) > 2000 {
		t.Errorf("%d findings, a verdict of %d bytes", len(d.Findings), len(d.Verdict.Sentence))
	}
}
