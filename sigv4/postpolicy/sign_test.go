package postpolicy

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"countersign/sigv4"
)

func TestSignReplacesOlderConditions(t *testing.T) {
	p := Policy{noon, []Condition{
		{Field: "X-Amz-Date", Value: "20000101T000000Z"},
		{Field: "bucket", Value: "b", Object: true},
		{Field: "x-amz-security-token", Value: "old", Object: true},
		{Operator: StartsWith, Field: "x-amz-credential", Value: "AKIDEXAMPLE/"},
	}}
	before := slices.Clone(p.Conditions)
	s, err := Sign(p, temporary, signedAt.In(time.FixedZone("", 3600)), "us-east-1")
	if err != nil {
		t.Fatal(err)
	}
	want := with(`{"bucket":"b"},{"x-amz-algorithm":"AWS4-HMAC-SHA256"},` +
		`{"x-amz-credential":"AKIAIOSFODNN7EXAMPLE/20151229/us-east-1/s3/aws4_request"},` +
		`{"x-amz-date":"20151229T235959Z"},{"x-amz-security-token":"` + token + `"}`)
	if s.Document != want {
		t.Errorf("got  %s\nwant %s", s.Document, want)
	}
	if !slices.Equal(before, p.Conditions) {
		t.Error("the policy was changed")
	}
	lasting := temporary
	lasting.SessionToken = ""
	if s, err = Sign(p, lasting, signedAt, "us-east-1"); err != nil || !strings.Contains(s.Document, `{"x-amz-security-token":"old"}`) {
		t.Errorf("a condition on a token that is not ours: %s, %v", s.Document, err)
	}
}

// A signing key signs as the secret does, and no key as far as the string to sign.
func TestSignKeys(t *testing.T) {
	secret, err := Sign(Policy{Expiration: noon}, temporary, signedAt, "us-east-1")
	if err != nil {
		t.Fatal(err)
	}
	c := temporary
	c.Key = secret.Key.SigningKey()
	derived, err := Sign(Policy{Expiration: noon}, c, signedAt, "us-east-1")
	if err != nil || derived.Signature != secret.Signature || len(secret.Signature) != 64 {
		t.Errorf("the signing key gives %q (%v), the secret %q", derived.Signature, err, secret.Signature)
	}
	if v, err := Verify(Form{Fields: secret.Fields}, c.Key, sigv4.Theirs{}); err != nil || v.Departs != sigv4.StageNone || len(v.Checked) != 1 {
		t.Errorf("verified with the signing key: %v, %v", v.Departs, err)
	}
	c.Key = sigv4.Key{}
	none, err := Sign(Policy{Expiration: noon}, c, signedAt, "us-east-1")
	if err != nil || none.Signature != "" || !none.Key.IsZero() || none.StringToSign != secret.StringToSign ||
		!slices.Equal(none.Fields, secret.Fields[:len(secret.Fields)-1]) {
		t.Errorf("without a key: %v, %v", none.Fields, err)
	}
}

func TestSignRefuses(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*Policy, *sigv4.Credentials, *time.Time, *string)
		field  string
	}{
		{"no time", func(_ *Policy, _ *sigv4.Credentials, at *time.Time, _ *string) { *at = time.Time{} }, "x-amz-date"},
		{"year of five digits", func(_ *Policy, _ *sigv4.Credentials, at *time.Time, _ *string) { *at = at.AddDate(9000, 0, 0) }, "x-amz-date"},
		{"year before", func(_ *Policy, _ *sigv4.Credentials, at *time.Time, _ *string) { *at = at.AddDate(-3000, 0, 0) }, "x-amz-date"},
		{"no access key id", func(_ *Policy, c *sigv4.Credentials, _ *time.Time, _ *string) { c.AccessKeyID = "" }, "access key id"},
		{"secret as the id", func(_ *Policy, c *sigv4.Credentials, _ *time.Time, _ *string) {
			c.AccessKeyID = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
		}, "access key id"},
		{"no region", func(_ *Policy, _ *sigv4.Credentials, _ *time.Time, region *string) { *region = "" }, "region"},
		{"region with a slash", func(_ *Policy, _ *sigv4.Credentials, _ *time.Time, region *string) { *region = "us/east" }, "region"},
		{"token with a line end", func(_ *Policy, c *sigv4.Credentials, _ *time.Time, _ *string) { c.SessionToken += "\n" }, "session token"},
		{"unknown operator", func(p *Policy, _ *sigv4.Credentials, _ *time.Time, _ *string) { p.Conditions[0].Operator = 3 }, "condition 1"},
		{"empty field", func(p *Policy, _ *sigv4.Credentials, _ *time.Time, _ *string) { p.Conditions[0].Field = "" }, "condition 1"},
		{"not UTF-8", func(p *Policy, _ *sigv4.Credentials, _ *time.Time, _ *string) { p.Conditions[0].Value = "\xff" }, "condition 1"},
		{"size below zero", func(p *Policy, _ *sigv4.Credentials, _ *time.Time, _ *string) {
			p.Conditions[0] = Condition{Operator: ContentLengthRange, Min: -1}
		}, "condition 1"},
		{"expiration of five digits", func(p *Policy, _ *sigv4.Credentials, _ *time.Time, _ *string) {
			p.Expiration = p.Expiration.AddDate(9000, 0, 0)
		}, "expiration"},
		{"too long", func(p *Policy, _ *sigv4.Credentials, _ *time.Time, _ *string) {
			p.Conditions[0].Value = strings.Repeat("x", MaxPolicy)
		}, "policy"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, credentials, at, region := Policy{noon, []Condition{{Field: "acl"}}}, temporary, signedAt, "us-east-1"
			c.change(&p, &credentials, &at, &region)
			_, err := Sign(p, credentials, at, region)
			var e *sigv4.Error
			if !errors.As(err, &e) || e.Field != c.field || e.Stage != sigv4.StagePolicy {
				t.Fatalf("got %v, want an error about %s", err, c.field)
			}
			if strings.Contains(err.Error(), token) || strings.Contains(err.Error(), "wJalr") {
				t.Errorf("the error tells a secret: %v", err)
			}
		})
	}
}

func TestVerify(t *testing.T) {
	right := upload(t)
	policy, _ := right.Value("policy")
	signature, _ := right.Value("x-amz-signature")
	wrong := strings.Repeat("0", 64)
	for _, c := range []struct {
		name    string
		change  func(Form)
		key     sigv4.Key
		given   sigv4.Theirs
		departs sigv4.Stage
		found   string
		checked []sigv4.Stage
	}{
		{"right", nil, key, sigv4.Theirs{}, sigv4.StageNone, "", []sigv4.Stage{sigv4.StageSignature}},
		{"right, everything given", nil, key, sigv4.Theirs{StringToSign: policy, Signature: signature}, sigv4.StageNone, "",
			[]sigv4.Stage{sigv4.StageStringToSign, sigv4.StageSignature}},
		{"no key", nil, sigv4.Key{}, sigv4.Theirs{Signature: wrong}, sigv4.StageNone, "", nil},
		{"no key, string to sign given", nil, sigv4.Key{}, sigv4.Theirs{StringToSign: policy + "A"}, sigv4.StageStringToSign, policy + "A",
			[]sigv4.Stage{sigv4.StageStringToSign}},
		{"another secret", nil, sigv4.SecretKey("x"), sigv4.Theirs{}, sigv4.StageSignature, signature, []sigv4.Stage{sigv4.StageSignature}},
		{"policy changed", func(f Form) { f.set("policy", "eyJ9") }, key, sigv4.Theirs{}, sigv4.StageSignature, signature,
			[]sigv4.Stage{sigv4.StageSignature}},
		{"policy changed, the signed one is given", func(f Form) { f.set("policy", "eyJ9") }, key, sigv4.Theirs{StringToSign: policy},
			sigv4.StageStringToSign, policy, []sigv4.Stage{sigv4.StageStringToSign}},
		{"scope changed", func(f Form) { f.set("x-amz-credential", "AKIAIOSFODNN7EXAMPLE/20151229/eu-west-1/s3/aws4_request") }, key,
			sigv4.Theirs{}, sigv4.StageSignature, signature, []sigv4.Stage{sigv4.StageSignature}},
		{"signature changed", func(f Form) { f.set("x-amz-signature", wrong) }, key, sigv4.Theirs{}, sigv4.StageSignature, wrong,
			[]sigv4.Stage{sigv4.StageSignature}},
		{"no signature", func(f Form) { f.set("x-amz-signature", "") }, key, sigv4.Theirs{}, sigv4.StageSignature, "",
			[]sigv4.Stage{sigv4.StageSignature}},
		{"another signature given", nil, key, sigv4.Theirs{Signature: wrong}, sigv4.StageSignature, wrong, []sigv4.Stage{sigv4.StageSignature}},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := upload(t)
			if c.change != nil {
				c.change(f)
			}
			v, err := Verify(f, c.key, c.given)
			if err != nil {
				t.Fatal(err)
			}
			if v.Departs != c.departs || v.Found != c.found || !slices.Equal(v.Checked, c.checked) {
				t.Errorf("departs at %v, found %q, checked %v", v.Departs, v.Found, v.Checked)
			}
			if v.Departs != sigv4.StageNone && v.Expected == v.Found {
				t.Error("it departs from itself")
			}
		})
	}
}

func TestVerifyRefuses(t *testing.T) {
	for _, name := range []string{"policy", "x-amz-credential", "x-amz-signature"} {
		f := upload(t)
		f.drop(name)
		_, err := Verify(f, key, sigv4.Theirs{})
		var e *sigv4.Error
		if !errors.As(err, &e) || e.Field != name {
			t.Errorf("without %s: %v", name, err)
		}
	}
	f := upload(t)
	f.set("x-amz-credential", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")
	_, err := Verify(f, key, sigv4.Theirs{})
	var e *sigv4.Error
	if !errors.As(err, &e) || e.Field != "x-amz-credential" || strings.Contains(err.Error(), "wJalr") {
		t.Errorf("a secret as the credential: %v", err)
	}
}

// No fmt verb, encoder, finding or error tells a session token or a key, nor the base64 that holds it.
func TestSecretsAreNotShown(t *testing.T) {
	f := upload(t)
	p := carried(t, f)
	s, err := Sign(p, temporary, signedAt, "us-east-1")
	if err != nil {
		t.Fatal(err)
	}
	v, err := Verify(f, key, sigv4.Theirs{})
	if err != nil {
		t.Fatal(err)
	}
	p.Conditions[8].Value += "x"
	findings, err := Check(f, p, myServer)
	if err != nil {
		t.Fatal(err)
	}
	policy, _ := f.Value("policy")
	secrets := []string{token, policy, s.StringToSign, s.Key.Reveal()[3]}
	all := []any{f, &f, f.Fields, p, &p, p.Conditions, s, &s, v, &v, findings, []any{f, p, s, v}, map[string]any{"s": s, "f": f}}
	for _, value := range all {
		texts := []string{}
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d", "%t"} {
			texts = append(texts, fmt.Sprintf(verb, value))
		}
		encoded, err := json.Marshal(value)
		if err != nil {
			t.Errorf("%T: %v", value, err)
		}
		for _, text := range append(texts, string(encoded)) {
			for _, secret := range secrets {
				if strings.Contains(text, secret) || strings.Contains(text, fmt.Sprintf("%x", secret)) {
					t.Errorf("%T shows a secret: %.200s", value, text)
				}
			}
		}
	}
	for cut := range len(s.Document) {
		if _, err := ParsePolicy(s.Document[:cut]); err == nil || strings.Contains(err.Error(), token[:8]) {
			t.Fatalf("cut at %d: %v", cut, err)
		}
	}
}
