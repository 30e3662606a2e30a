package postpolicy

import (
	"encoding/base64"
	"fmt"
	"io"
	"strings"
	"time"

	"countersign/sigv4"
)

// Signed is a policy with its signature, and every step on the way.
type Signed struct {
	Policy       Policy
	Document     string         // the policy in JSON
	StringToSign string         // the document in base64: unlike in a request, no hash of it
	Scope        sigv4.Scope    // service s3
	Key          sigv4.KeyChain // zero when there was no key
	Signature    string         // 64 hex digits; empty when there was no key
	// Fields are to be added to the form, before the file: policy, x-amz-algorithm, x-amz-credential,
	// x-amz-date, x-amz-security-token (with temporary credentials), x-amz-signature (with a key).
	Fields []Field
}

// Format keeps every verb from printing the policy, which may hold a session token, and the keys.
func (s Signed) Format(f fmt.State, _ rune) {
	io.WriteString(f, "[policy signed for "+s.Scope.String()+"]")
}

// MarshalText keeps encoders from writing the same.
func (s Signed) MarshalText() ([]byte, error) { return []byte(fmt.Sprint(s)), nil }

// Sign completes a policy and signs it: conditions for the fields of the signature are added at its
// end, in the place of those that it has from an older one. p is not changed.
//
// at is the time of signing, in any zone; region is the bucket's. The key may be a secret access key or
// the signing key of that day and region, for service s3. With a zero key the policy is completed and
// not signed. The error is of type *sigv4.Error.
func Sign(p Policy, c sigv4.Credentials, at time.Time, region string) (Signed, error) {
	credential, date, err := claim(c, at, region)
	if err != nil {
		return Signed{}, err
	}
	own := []Condition{
		{Field: fieldAlgorithm, Value: sigv4.Algorithm, Object: true},
		{Field: fieldCredential, Value: credential, Object: true},
		{Field: fieldDate, Value: date, Object: true},
	}
	if c.SessionToken != "" {
		own = append(own, Condition{Field: fieldToken, Value: c.SessionToken, Object: true})
	}
	complete := Policy{Expiration: p.Expiration}
	for _, condition := range p.Conditions {
		if !sets(own, condition.Field) {
			complete.Conditions = append(complete.Conditions, condition)
		}
	}
	complete.Conditions = append(complete.Conditions, own...)
	return SignDocument(complete.Document(), c, at, region)
}

// sets reports whether one of the conditions is about the field.
func sets(conditions []Condition, field string) bool {
	for _, c := range conditions {
		if strings.EqualFold(c.Field, field) {
			return true
		}
	}
	return false
}

// SignDocument signs a policy document as it stands, byte for byte. It must be a policy, but what it
// demands is not compared with what is signed: see Check. The rest is as with Sign.
func SignDocument(document string, c sigv4.Credentials, at time.Time, region string) (Signed, error) {
	credential, date, err := claim(c, at, region)
	if err != nil {
		return Signed{}, err
	}
	s := Signed{Document: document, Scope: sigv4.Scope{Date: date[:8], Region: region, Service: "s3", Terminator: sigv4.Terminator}}
	if s.Policy, err = ParsePolicy(document); err != nil {
		return Signed{}, err
	}
	s.StringToSign = base64.StdEncoding.EncodeToString([]byte(document))
	s.Fields = []Field{
		{Name: fieldPolicy, Value: s.StringToSign},
		{Name: fieldAlgorithm, Value: sigv4.Algorithm},
		{Name: fieldCredential, Value: credential},
		{Name: fieldDate, Value: date},
	}
	if c.SessionToken != "" {
		s.Fields = append(s.Fields, Field{Name: fieldToken, Value: c.SessionToken})
	}
	if c.Key.IsZero() {
		return s, nil
	}
	s.Key = sigv4.DeriveKeys(c.Key, s.Scope)
	if s.Signature, err = sigv4.SignStringToSign(s.StringToSign, s.Key.SigningKey()); err != nil {
		return Signed{}, err
	}
	s.Fields = append(s.Fields, Field{Name: fieldSignature, Value: s.Signature})
	return s, nil
}

// claim gives the values of x-amz-credential and x-amz-date.
func claim(c sigv4.Credentials, at time.Time, region string) (credential, date string, err error) {
	at = at.UTC()
	switch {
	case at.IsZero():
		return "", "", sigv4.NewError(sigv4.StagePolicy, fieldDate, "", -1, "there is no time to sign with; give one")
	case at.Year() < 0 || at.Year() > 9999:
		return "", "", sigv4.NewError(sigv4.StagePolicy, fieldDate, at.String(), -1, "a year has four digits")
	}
	if i := badByte(c.AccessKeyID); i >= 0 { // it may be the secret: not repeated
		return "", "", sigv4.NewError(sigv4.StagePolicy, "access key id", "", i,
			"it holds letters and digits: no space, slash or comma; are id and secret exchanged?")
	}
	if i := badByte(region); i >= 0 {
		return "", "", sigv4.NewError(sigv4.StagePolicy, "region", region, i, "it holds letters, digits and hyphens: no space, slash or comma")
	}
	for i, char := range []byte(c.SessionToken) {
		if char <= ' ' || char >= 0x7f {
			return "", "", sigv4.NewError(sigv4.StagePolicy, "session token", "", i,
				"a session token has neither spaces nor line ends; copy it again as one line")
		}
	}
	date = at.Format(sigv4.TimeFormat)
	return c.AccessKeyID + "/" + date[:8] + "/" + region + "/s3/" + sigv4.Terminator, date, nil
}

// badByte is the first byte of a part of a credential that would break its grammar, -1 when there is
// none. An empty part breaks it at once.
func badByte(part string) int {
	for i, c := range []byte(part) {
		if c <= ' ' || c >= 0x7f || c == '/' || c == ',' {
			return i
		}
	}
	if part == "" {
		return 0
	}
	return -1
}
