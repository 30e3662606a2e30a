package check

import (
	"encoding/base64"
	"slices"
	"strconv"
	"strings"

	"countersign/sigv4"
	"countersign/sigv4/endpoint"
	"countersign/sigv4/postpolicy"
)

// isForm knows an upload by a POST policy: a multipart body, and no signature in the request itself.
func isForm(in *input) bool {
	contentType := in.header("content-type")
	return in.requestErr == nil && hasScheme(contentType, "multipart/form-data") &&
		in.header("authorization") == "" && len(in.request.Body) > 0 && !strings.Contains(in.request.Target, "X-Amz-Signature=")
}

// verifyForm verifies the signature over the policy, and then holds the form against the policy, in the
// order in which S3 does.
func verifyForm(in *input) (*verification, error) {
	v := newVerification("form upload")
	body := string(in.request.Body)
	if in.noCR {
		length, err := strconv.Atoi(in.header("content-length"))
		if err != nil {
			length = -1
		}
		restored, ok := restoreForm(body, length)
		if body = restored; ok {
			v.assume("The line ends between the fields are taken to be CRLF: the text has lost its carriage returns.")
		} else {
			v.assume("The line ends between the fields are taken to be CRLF, and those inside values and file to be LF: the text has lost its carriage returns, so that the size of the file is uncertain.")
		}
	}
	form, err := postpolicy.ParseBody(in.header("content-type"), body)
	if err != nil {
		return nil, err
	}
	return in.form(v, form)
}

// VerifyForm verifies a form that was not sent yet, as Verify does one that was. address is where it is to be sent,
// "" where that is not known.
func VerifyForm(form postpolicy.Form, address string, o Options) (Result, error) {
	in := input{Options: o}
	in.request, _ = requestOf(address)
	v, err := in.form(newVerification("form upload"), form)
	if err != nil {
		return Result{}, withoutSecrets(err)
	}
	v.settle()
	return v.Result, nil
}

// form verifies the signature over the policy of a form, and the form against the policy.
func (in *input) form(v *verification, form postpolicy.Form) (*verification, error) {
	form.Bucket = bucketOf(in.header("host"), in.request.Target)
	found, err := postpolicy.Verify(form, in.Key, in.Theirs)
	if err != nil {
		return nil, err
	}
	in.formFacts(v, form, found)
	var text sigv4.TextBuilder
	text.Insert(found.StringToSign, "the field policy, as it was sent")
	v.Derivation = sigv4.Derivation{StringToSign: text.Text(), Key: found.Key, Signature: found.Signature}

	v.compare(sigv4.StageStringToSign, nameToSign, found.StringToSign, in.Theirs.StringToSign, notLogged)
	if holdsSecret(form, found.StringToSign) || holdsSecret(form, in.Theirs.StringToSign) {
		v.StringToSign = "(the policy in base64; not shown, for it may hold a session token or key)"
		if s := v.at(nameToSign); s.Status == Departs {
			s.Expected, s.Found, s.Note = "", "", "The policy is another than the one that was logged. It is not shown, for it may hold a session token or key."
		}
	}
	if in.Key.IsZero() {
		v.step(sigv4.StageSignature, nameSignature, NotCompared, needsKey)
	} else {
		signature, _ := form.Value("x-amz-signature")
		v.compareSignature(found.Signature, signature, in.Theirs.Signature)
	}
	return v, in.policy(v, form, found)
}

func (in *input) formFacts(v *verification, form postpolicy.Form, found postpolicy.Verification) {
	in.keyID(v, found.AccessKeyID)
	v.fact(nameScope, cutText(found.Scope.String()))
	v.fact("bucket", cutText(form.Bucket))
	for _, name := range [...]string{"key", "x-amz-date"} {
		value, _ := form.Value(name)
		v.fact(name, cutText(value))
	}
	if _, ok := form.Value("x-amz-security-token"); ok {
		v.fact("session token", "there, not shown")
	}
	if form.File != nil {
		v.fact("bytes of the file", strconv.FormatInt(form.File.Size, 10))
	}
}

// holdsSecret reports whether a policy may hold what is shown nowhere: the form has a field of such a name, or
// the policy names one, or it cannot be read.
func holdsSecret(form postpolicy.Form, policy string) bool {
	for _, name := range secretNames {
		if _, ok := form.Value(name); ok {
			return true
		}
	}
	document, err := base64.StdEncoding.DecodeString(policy)
	if err != nil {
		return true
	}
	lower := asciiLower(string(document))
	return slices.ContainsFunc(secretNames[:], func(name string) bool { return strings.Contains(lower, name) }) ||
		strings.Contains(lower, "\\u") // an escape may spell such a name
}

// policy holds the form against its policy. What the clock decides is a fact.
func (in *input) policy(v *verification, form postpolicy.Form, found postpolicy.Verification) error {
	const name = "policy"
	document, err := postpolicy.DecodePolicy(found.StringToSign)
	var p postpolicy.Policy
	if err == nil {
		p, err = postpolicy.ParsePolicy(document)
	}
	if e, ok := err.(*sigv4.Error); ok {
		v.depart(sigv4.StagePolicy, name, "", "", "S3 cannot read it: "+e.Field+": "+e.Why+".")
		return nil
	}
	v.fact("good until", p.Expiration.UTC().Format(sigv4.TimeFormat))
	region := in.regionOf(in.header("host"))
	findings, err := postpolicy.Check(form, p, postpolicy.Server{Time: in.Now, Region: region})
	if err != nil {
		return err
	}
	departs, undecided := 0, 0
	for _, f := range findings {
		isClock := f.Rule == postpolicy.NotExpired || f.Rule == postpolicy.NotTooOld
		switch {
		case isClock && f.Status == postpolicy.Fails:
			v.fact(f.Rule.String(), "past, at the time given")
		case isClock:
		case f.Status == postpolicy.Unknown:
			undecided++
		case f.Status == postpolicy.Fails:
			if departs++; departs == 1 {
				what := strings.TrimSpace(f.Rule.String() + " " + f.Name)
				v.depart(sigv4.StagePolicy, name+", "+cutText(what), f.Wanted, f.Found, capital(f.Why)+".")
			}
		}
	}
	switch {
	case departs > 1:
		v.fact("rules of the policy that fail", strconv.Itoa(departs))
	case departs == 0:
		note := ""
		if undecided > 0 {
			note = strconv.Itoa(undecided) + " of its rules are not decided by what is here."
		}
		v.step(sigv4.StagePolicy, name, Agrees, note)
	}
	return nil
}

// bucketOf reads the bucket from a host of S3, or from the path; "" where neither says it.
func bucketOf(host, target string) string {
	for _, s3 := range [...]string{".s3.", ".s3-"} {
		if bucket, _, found := strings.Cut(host, s3); found {
			return bucket
		}
	}
	if endpoint.Parse(host).Service != "s3" {
		return ""
	}
	path, _, _ := strings.Cut(strings.TrimPrefix(target, "/"), "?")
	bucket, _, _ := strings.Cut(path, "/")
	return bucket
}
