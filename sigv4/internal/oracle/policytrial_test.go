package oracle

import (
	"slices"
	"testing"
	"time"

	"countersign/sigv4"
	"countersign/sigv4/postpolicy"
)

// policyTrial is an upload: a policy, the form that goes with it, and what is done wrong.
type policyTrial struct {
	credentials sigv4.Credentials
	region      string
	at          time.Time
	policy      postpolicy.Policy
	form        postpolicy.Form // without the fields of the signature
	content     string
}

func newPolicyTrial() *policyTrial {
	return &policyTrial{
		credentials: credentials(), region: region, at: time.Now(),
		policy: postpolicy.Policy{Expiration: time.Now().Add(10 * time.Minute), Conditions: []postpolicy.Condition{
			{Field: "bucket", Value: bucket, Object: true},
			{Operator: postpolicy.StartsWith, Field: "key", Value: "user/"},
		}},
		form:    postpolicy.Form{Bucket: bucket, Fields: []postpolicy.Field{{Name: "key", Value: "user/a b.txt"}}},
		content: "hello\r\n--world",
	}
}

// field adds a field and a condition on it.
func (x *policyTrial) field(name, value string, condition postpolicy.Condition) {
	condition.Field = name
	x.form.Fields = append(x.form.Fields, postpolicy.Field{Name: name, Value: value})
	x.policy.Conditions = append(x.policy.Conditions, condition)
}

// sign completes the form.
func (x *policyTrial) sign(t *testing.T) {
	t.Helper()
	signed, err := postpolicy.Sign(x.policy, x.credentials, x.at, x.region)
	if err != nil {
		t.Fatal(err)
	}
	x.form.Fields = append(x.form.Fields, signed.Fields...)
}

// send uploads the form, and gives it as it was read from the body that was sent.
func (x *policyTrial) send(t *testing.T, s server) (answer, postpolicy.Form) {
	t.Helper()
	x.form.File = &postpolicy.File{Name: "a.txt", Named: true}
	contentType, body, err := postpolicy.Body(x.form, []byte(x.content))
	if err != nil {
		t.Fatal(err)
	}
	form, err := postpolicy.ParseBody(contentType, string(body))
	if err != nil {
		t.Fatal(err)
	}
	form.Bucket = x.form.Bucket
	r := request(s, "POST", "/"+bucket, string(body), sigv4.Header{Name: "Content-Type", Value: contentType})
	return send(t, s.address, r), form
}

// without takes a field off.
func without(name string) func(*policyTrial) {
	return func(x *policyTrial) {
		x.form.Fields = slices.DeleteFunc(x.form.Fields, func(f postpolicy.Field) bool { return f.Name == name })
	}
}

// judgeForm gives what Verify and Check find wrong with a form that is sent now.
func judgeForm(t *testing.T, form postpolicy.Form, region string) (departs sigv4.Stage, failed []postpolicy.Finding) {
	t.Helper()
	v, err := postpolicy.Verify(form, sigv4.SecretKey(secret), sigv4.Theirs{})
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Contains(v.Checked, sigv4.StageSignature) {
		t.Fatal("the signature was not compared")
	}
	policy, err := form.Policy()
	if err != nil {
		t.Fatal(err)
	}
	findings, err := postpolicy.Check(form, policy, postpolicy.Server{Time: time.Now(), Stated: true, Region: region})
	if err != nil {
		t.Fatal(err)
	}
	return v.Departs, postpolicy.Failed(findings)
}

func acceptedByUs(t *testing.T, form postpolicy.Form, region string) {
	t.Helper()
	departs, failed := judgeForm(t, form, region)
	if departs != sigv4.StageNone {
		t.Errorf("the signature departs at %v", departs)
	}
	for _, f := range failed {
		t.Errorf("%v %s fails: found %q, wanted %q: %s", f.Rule, f.Name, f.Found, f.Wanted, f.Why)
	}
}
