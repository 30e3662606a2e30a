package diagnose

import (
	"encoding/json"
	"fmt"
	"html"
	"strings"
	"testing"
	"time"

	"countersign/sigv4"
	"countersign/sigv4/check"
	"countersign/sigv4/paste"
	"countersign/sigv4/postpolicy"
)

const formAddress = "https://examplebucket.s3.us-east-1.amazonaws.com/"

// pastedForms are a form with a policy as it stands before it is sent: as an SDK gives it, in a page, in a command.
func pastedForms(c sigv4.Credentials) map[string]string {
	p := postpolicy.Policy{Expiration: carrierTime.Add(time.Hour), Conditions: []postpolicy.Condition{
		{Field: "bucket", Value: "examplebucket", Object: true}, {Operator: postpolicy.StartsWith, Field: "key", Value: "user/"}, {Field: "acl", Value: "private", Object: true},
		{Operator: postpolicy.ContentLengthRange, Min: 1, Max: 1 << 20},
	}}
	s := must(postpolicy.Sign(p, c, carrierTime, "us-east-1"))
	fields, page, curl := map[string]string{}, "", "curl"
	for _, f := range append([]postpolicy.Field{{Name: "key", Value: "user/${filename}"}, {Name: "acl", Value: "private"}}, s.Fields...) {
		fields[f.Name] = f.Value
		page += fmt.Sprintf("  <input type=\"hidden\" name=%q value=\"%s\">\n", f.Name, html.EscapeString(f.Value))
		curl += " \\\n  -F '" + f.Name + "=" + f.Value + "'"
	}
	boto3, err := json.Marshal(map[string]any{"url": formAddress, "fields": fields})
	if err != nil {
		panic(err)
	}
	return map[string]string{
		"boto3": "s3.generate_presigned_post gives\n" + string(boto3) + "\n",
		"page":  "<form action=\"" + formAddress + "\" method=\"post\" enctype=\"multipart/form-data\">\n" + page + "  <input type=\"file\" name=\"file\">\n</form>\n",
		"curl":  curl + " \\\n  -F file=@photo.jpg " + formAddress + "\n",
	}
}

// TestPastedForms: a form that was not sent yet is verified as one that was, by its signature and against its policy.
func TestPastedForms(t *testing.T) {
	const refused = "\n<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>\n"
	for _, credentials := range []sigv4.Credentials{longLived, temporary} {
		for name, text := range pastedForms(credentials) {
			changed := strings.NewReplacer("user/$", "home/$").Replace(text)
			for _, c := range []struct {
				what, text, secret, cause string
				confidence                Confidence
				says                      string
			}{
				{"sound", text, exampleSecret, "signature-valid", Proved, "is right for this secret"},
				{"no secret", text, "", "", Undecided, "nothing in it is wrong"},
				{"another secret", text, "another" + exampleSecret, "", Proved, "does not make the signature"},
				{"another key", changed, "", "post-policy-mismatch", Certain, "does not satisfy its policy"},
				{"another key, refused", changed + refused, exampleSecret, "post-policy-mismatch", Certain, "does not satisfy its policy"},
			} {
				ev := paste.Parse(c.text)
				if ids := AccessKeyIDs(ev); len(ids) != 1 || ids[0] != credentials.AccessKeyID {
					t.Errorf("%s, %s: names the keys %q", name, c.what, ids)
				}
				d := Diagnose(Input{Evidence: ev, Key: sigv4.ParseKey(c.secret)})
				cause, confidence, said := "", d.Verdict.Confidence, d.Verdict.Sentence+d.Verdict.Detail
				if len(d.Findings) > 0 {
					f := d.Findings[0]
					cause, confidence, said = f.Cause, f.Confidence, said+f.Title
					if f.Cause == "post-policy-mismatch" && (len(f.Marks) != 1 || c.text[f.Marks[0].Span.Start:f.Marks[0].Span.End] != "home/${filename}") {
						t.Errorf("%s, %s: marks %v", name, c.what, f.Marks)
					}
				}
				if cause != c.cause || confidence != c.confidence || !strings.Contains(said, c.says) {
					t.Errorf("%s, %s: names %s; %s (%s)", name, c.what, list(d.Findings), d.Verdict.Sentence, d.Verdict.Confidence)
				}
				all := fmt.Sprintf("%+v %+v %+v %+v", d.Verdict, d.Findings, d.Established, d.PasteNext)
				if token := credentials.SessionToken; token != "" && strings.Contains(all, token) || strings.Contains(all, exampleSecret) {
					t.Errorf("%s, %s: a secret is repeated: %s", name, c.what, all)
				}
			}
			r, err := Verify(text, check.Options{Key: longLived.Key})
			if err != nil || !r.Verified() || r.Carrier != "form upload" {
				t.Errorf("%s: %v, %+v", name, err, r.Steps)
			}
		}
	}
	if _, err := Verify("curl https://h/ -F policy=a -F x-amz-credential=b", check.Options{}); err == nil || !strings.Contains(err.Error(), "x-amz-credential") && !strings.Contains(err.Error(), "x-amz-signature") {
		t.Errorf("a form without a signature: %v", err)
	}
	if _, err := Verify("curl https://h/ -F policy=$P -F x-amz-signature=b", check.Options{}); err == nil {
		t.Error("a form is verified of which a part is not there")
	}
}
