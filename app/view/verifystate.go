package view

import (
	"time"

	"countersign/sigv4"
	"countersign/sigv4/check"
)

// The fields of the Sign page's other half, Verify, by the ids of their controls. The credentials are those
// of the Sign page.
const (
	FieldVerify = "verify-text"
	FieldLogged = "verify-logged"
	FieldAbout  = "verify-about"
)

// VerifyFields are the controls of Verify, in their order.
var VerifyFields = []string{FieldVerify, FieldLogged, FieldAbout}

// The actions of Verify.
const (
	ActMode          = "mode"           // arg: "sign" or "verify"
	ActVerifyExample = "verify-example" // fills in the documentation's example
	ActVerifyClear   = "verify-clear"
)

// maxVerified is the longest text that is verified at every key, in bytes.
const maxVerified = 4 << 20

// VerifyState is what the reader has given to be verified, and what came of it. The zero VerifyState is not
// shown.
type VerifyState struct {
	On    bool // Verify is shown, and not Sign
	text  map[string]string
	left  int // characters of a paste that were not taken
	Model VerifyModel
}

// Field gives the text of a field as it was pasted.
func (v *VerifyState) Field(id string) string { return v.text[id] }

// Type takes what a box shows now; pasted is what was pasted into it just now, with its carriage returns, and
// caret the place behind it.
func (v *VerifyState) Type(id, shown, pasted string, caret int) {
	v.set(id, Edited(v.text[id], shown, pasted, caret))
}

func (v *VerifyState) set(id, value string) {
	if v.text == nil {
		v.text = map[string]string{}
	}
	v.text[id] = value
	if id == FieldVerify {
		v.left = 0
	}
}

// LeaveOut says that a paste had so many characters more.
func (v *VerifyState) LeaveOut(characters int) { v.left = characters }

// Clear empties the fields.
func (v *VerifyState) Clear() { v.text, v.left = nil, 0 }

// Example fills in the request that the documentation signs.
func (v *VerifyState) Example() {
	v.Clear()
	v.set(FieldVerify, "GET /?Action=ListUsers&Version=2010-05-08 HTTP/1.1\r\nHost: iam.amazonaws.com\r\n"+
		"Content-Type: application/x-www-form-urlencoded; charset=utf-8\r\nX-Amz-Date: 20150830T123600Z\r\n"+
		"Authorization: AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request, "+
		"SignedHeaders=content-type;host;x-amz-date, Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7\r\n\r\n")
}

// Update verifies what the fields hold with the credentials of s. now is the time of the reader's clock.
func (v *VerifyState) Update(s *SignState, now time.Time) {
	if v.On {
		v.Model = v.verify(s, now)
	}
}

// options are what is known besides the text, but for the key.
func (v *VerifyState) options(now time.Time) check.Options {
	o := check.Options{Now: now, Cluster: v.text[FieldAbout], Address: v.text[FieldAbout]}
	if logged := v.text[FieldLogged]; isToSign(logged) {
		o.Theirs.StringToSign = logged
	} else {
		o.Theirs.CanonicalRequest = logged
	}
	return o
}

// isToSign tells a string to sign from a canonical request: its first line names the algorithm.
func isToSign(text string) bool { return len(text) > 5 && text[:5] == "AWS4-" }

// verifyKey is the key to verify with. While the secret is the documentation's it is the one of the access
// key that the text names; unused says why it is none: the text is of somebody else.
func (s *SignState) verifyKey(keyID string) (key sigv4.Key, unused string) {
	if s.ExampleSecret() == "" {
		return sigv4.ParseKey(s.secretText()), ""
	}
	if documented := documentedSecret(keyID); documented != "" && !s.own {
		return sigv4.SecretKey(documented), ""
	} else if documented == "" && keyID != "" {
		return key, "The secret in the field is the one of AWS’s documentation, and the text is of another access key: give the secret that belongs to it, and the signature is computed and compared."
	}
	return sigv4.SecretKey(s.secretText()), ""
}

// Save gives what a new run needs to go on, behind what SignState.Save gave.
func (v *VerifyState) Save(sign string) string {
	var p packer
	p.text(sign)
	mode := "sign"
	if v.On {
		mode = "verify"
	}
	p.text(mode)
	for _, id := range VerifyFields {
		p.text(v.text[id])
	}
	return string(p.out)
}

// Restore takes up what Save gave, and gives back what is SignState's. Anything else changes nothing.
func (v *VerifyState) Restore(saved string) (sign string) {
	u := unpacker{in: saved}
	sign = u.text()
	on := u.text() == "verify"
	text := map[string]string{}
	for _, id := range VerifyFields {
		text[id] = u.text()
	}
	if u.bad {
		return ""
	}
	v.On, v.text = on, text
	return sign
}
