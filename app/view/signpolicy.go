package view

import (
	"slices"
	"strings"
	"time"

	"countersign/sigv4"
	"countersign/sigv4/postpolicy"
)

// signedPolicy is a browser upload: the policy with its signature, and the form.
type signedPolicy struct {
	postpolicy.Signed
	form     postpolicy.Form
	findings []postpolicy.Finding
}

// signPolicy makes the policy of the form and signs it.
func (w *signDrawing) signPolicy() error {
	form := postpolicy.Form{Bucket: w.bucket()}
	if form.Bucket == "" {
		return sigv4.NewError(sigv4.StageRequest, "target", "", -1, "it names no bucket: give https://bucket.s3.region.amazonaws.com/ or https://host/bucket")
	}
	if err := w.readForm(&form); err != nil {
		return err
	}
	signed, err := w.signConditions(form)
	if err != nil {
		return err
	}
	form.Fields = append(form.Fields, signed.Fields...)
	w.policy = signedPolicy{Signed: signed, form: form}
	w.d.Key, w.d.Signature, w.scope = signed.Key, signed.Signature, signed.Scope.String()
	w.policy.findings, err = postpolicy.Check(form, signed.Policy, postpolicy.Server{Time: w.in.settings.Time, Region: w.in.settings.Region})
	return err
}

// bucket is that of the URL: in the host's name or the first segment of the path.
func (w *signDrawing) bucket() string {
	if at := strings.Index(w.in.authority, ".s3"); at > 0 {
		return w.in.authority[:at]
	}
	path, _, _ := strings.Cut(strings.TrimPrefix(w.in.request.Target, "/"), "?")
	path, _, _ = strings.Cut(path, "/")
	return path
}

// readForm reads the form's fields. Those that signing makes are left to it.
func (w *signDrawing) readForm(form *postpolicy.Form) error {
	made := []string{"policy", "x-amz-algorithm", "x-amz-credential", "x-amz-date", "x-amz-signature", tokenName}
	for _, line := range strings.Split(w.state.Field(FieldForm), "\n") {
		line = strings.TrimSuffix(line, "\r")
		name, value, found := strings.Cut(line, ":")
		switch {
		case strings.TrimSpace(line) == "":
		case !found:
			return sigv4.NewError(sigv4.StageRequest, "form field", tail(line), -1, "it has no colon: write name: value")
		case !slices.Contains(made, strings.ToLower(name)):
			form.Fields = append(form.Fields, postpolicy.Field{Name: name, Value: strings.TrimPrefix(value, " ")})
		}
	}
	return nil
}

// signConditions signs a whole policy byte for byte, or makes one of conditions: the reader's, or what
// the form's fields hold.
func (w *signDrawing) signConditions(form postpolicy.Form) (postpolicy.Signed, error) {
	c, s := w.in.credentials, w.in.settings
	written := w.state.Field(FieldConditions)
	if strings.HasPrefix(strings.TrimSpace(written), "{") {
		return postpolicy.SignDocument(written, c, s.Time, s.Region)
	}
	if s.Expires < 1 {
		return postpolicy.Signed{}, sigv4.NewError(sigv4.StagePolicy, "X-Amz-Expires", w.state.Field(FieldExpires), -1, "give the policy’s life in whole seconds, 1 or more")
	}
	p := postpolicy.Policy{Expiration: s.Time.Add(time.Duration(s.Expires) * time.Second)}
	if strings.TrimSpace(written) == "" {
		p.Conditions = conditionsOf(form)
		return postpolicy.Sign(p, c, s.Time, s.Region)
	}
	before := `{"expiration":"2000-01-01T00:00:00.000Z","conditions":`
	parsed, err := postpolicy.ParsePolicy(before + written + "}")
	if e, ok := err.(*sigv4.Error); ok {
		inside := *e
		inside.Offset = max(e.Offset-len(before), 0)
		return postpolicy.Signed{}, &inside
	}
	p.Conditions = parsed.Conditions
	return postpolicy.Sign(p, c, s.Time, s.Region)
}

// conditionsOf are conditions that a form meets: its values, and as far as the file's name.
func conditionsOf(form postpolicy.Form) []postpolicy.Condition {
	list := []postpolicy.Condition{{Field: "bucket", Value: form.Bucket, Object: true}}
	for _, f := range form.Fields {
		if before, _, named := strings.Cut(f.Value, "${filename}"); named {
			list = append(list, postpolicy.Condition{Operator: postpolicy.StartsWith, Field: f.Name, Value: before})
			continue
		}
		list = append(list, postpolicy.Condition{Field: f.Name, Value: f.Value, Object: true})
	}
	return list
}
