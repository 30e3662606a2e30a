package postpolicy

import (
	"fmt"
	"io"
	"strings"

	"countersign/sigv4"
)

// Verification says where the signature of a form departs from the one that its policy calls for.
type Verification struct {
	AccessKeyID  string
	Scope        sigv4.Scope
	StringToSign string         // the field policy as found
	Key          sigv4.KeyChain // zero when there was no key
	Signature    string         // that the policy calls for; empty when there was no key

	Departs  sigv4.Stage   // the first stage that differs; StageNone: everything that was compared agrees
	Expected string        // at the stage that departs: what the form calls for
	Found    string        // what was given
	Checked  []sigv4.Stage // the stages that were compared, as far as the first that differs
}

// Format keeps every verb from printing the policy, which may hold a session token, and the keys.
func (v Verification) Format(f fmt.State, _ rune) {
	io.WriteString(f, "[verification for "+v.AccessKeyID+"/"+v.Scope.String()+"]")
}

// MarshalText keeps encoders from writing the same.
func (v Verification) MarshalText() ([]byte, error) { return []byte(fmt.Sprint(v)), nil }

// Verify computes the signature over the field policy as found, for the scope that x-amz-credential
// names, as S3 does before it decodes the policy. It compares, in this order, what is given: a string
// to sign (S3's refusal tells the policy that arrived), a signature, and the form's x-amz-signature.
//
// With a zero key no signature is compared, so that StageNone says nothing about it: see Checked. What
// the policy demands is not looked at: see Check. The error, of type *sigv4.Error, says which field is
// missing or cannot be read.
func Verify(f Form, key sigv4.Key, given sigv4.Theirs) (Verification, error) {
	if err := f.check(); err != nil {
		return Verification{}, err
	}
	var v Verification
	values := map[string]string{}
	for _, name := range [...]string{fieldPolicy, fieldCredential, fieldSignature} {
		i := f.index(name)
		if i < 0 {
			return Verification{}, missing(name)
		}
		values[name] = f.Fields[i].Value
	}
	parts := strings.Split(values[fieldCredential], "/")
	if len(parts) != 5 {
		return Verification{}, sigv4.NewError(sigv4.StageRequest, fieldCredential, "", -1, credentialForm) // it may be the secret: not repeated
	}
	v.AccessKeyID = parts[0]
	v.Scope = sigv4.Scope{Date: parts[1], Region: parts[2], Service: parts[3], Terminator: parts[4]}
	v.StringToSign = values[fieldPolicy]
	if given.StringToSign != "" {
		v.compare(sigv4.StageStringToSign, v.StringToSign, given.StringToSign)
	}
	if key.IsZero() {
		return v, nil
	}
	v.Key = sigv4.DeriveKeys(key, v.Scope)
	var err error
	if v.Signature, err = sigv4.SignStringToSign(v.StringToSign, v.Key.SigningKey()); err != nil {
		return Verification{}, err
	}
	if given.Signature != "" {
		v.compare(sigv4.StageSignature, v.Signature, given.Signature)
	}
	v.compare(sigv4.StageSignature, v.Signature, values[fieldSignature])
	return v, nil
}

const credentialForm = "it has five parts between slashes, access-key-id/date/region/s3/aws4_request"

// compare notes whether found departs at stage, unless an earlier stage does.
func (v *Verification) compare(stage sigv4.Stage, expected, found string) {
	if v.Departs != sigv4.StageNone {
		return
	}
	if n := len(v.Checked); n == 0 || v.Checked[n-1] != stage {
		v.Checked = append(v.Checked, stage)
	}
	if !sigv4.Equal(expected, found) {
		v.Departs, v.Expected, v.Found = stage, expected, found
	}
}
