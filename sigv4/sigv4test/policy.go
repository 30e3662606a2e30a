package sigv4test

import (
	"errors"
	"strings"
	"time"

	"countersign/sigv4"
	"countersign/sigv4/postpolicy"
)

// policySteps signs the policy of a browser upload, and checks the form that goes with it. Lines:
// access-key-id, secret, time, region, bucket; line-ends is CRLF, the line ends of the policy. The
// section policy is the document, form has its fields, "name: value" each, without policy and
// signature.
func policySteps(f *file) ([]Step, error) {
	at, err := time.Parse(sigv4.TimeFormat, f.line("time"))
	if err != nil {
		return nil, err
	}
	if f.line("line-ends") != "CRLF" {
		return nil, errors.New("line-ends is CRLF")
	}
	credentials := sigv4.Credentials{AccessKeyID: f.line("access-key-id"), Key: sigv4.SecretKey(f.line("secret"))}
	document := strings.ReplaceAll(f.section("policy"), "\n", "\r\n")
	signed, err := postpolicy.SignDocument(document, credentials, at, f.line("region"))
	if err != nil {
		return nil, err
	}
	form := postpolicy.Form{Bucket: f.line("bucket")}
	for _, line := range strings.Split(f.section("form"), "\n") {
		name, value, _ := strings.Cut(line, ": ")
		form.Fields = append(form.Fields, postpolicy.Field{Name: name, Value: value})
	}
	steps := []Step{
		{"string to sign", sigv4.StageStringToSign, f.section("string to sign"), signed.StringToSign},
		{"signature", sigv4.StageSignature, f.section("signature"), signed.Signature},
	}
	for _, field := range signed.Fields {
		switch field.Name {
		case "policy", "x-amz-signature":
			form.Fields = append(form.Fields, field)
		default:
			stated, _ := form.Value(field.Name)
			steps = append(steps, Step{field.Name, sigv4.StagePolicy, stated, field.Value})
		}
	}
	v, err := postpolicy.Verify(form, credentials.Key, sigv4.Theirs{})
	if err != nil {
		return nil, err
	}
	findings, err := postpolicy.Check(form, signed.Policy, postpolicy.Server{Time: at, Stated: true, Region: f.line("region")})
	if err != nil {
		return nil, err
	}
	refused := ""
	for _, failed := range postpolicy.Failed(findings) {
		refused += failed.Rule.String() + " " + failed.Name + " fails\n"
	}
	return append(steps,
		Step{"verifying", sigv4.StageSignature, sigv4.StageNone.String(), v.Departs.String()},
		Step{"form", sigv4.StagePolicy, "", refused}), nil
}
