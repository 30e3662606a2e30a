package token

import (
	"slices"
	"strings"
	"testing"

	"countersign/sigv4"
)

func TestVerifySMTPPassword(t *testing.T) {
	const password = "BMXhUYlu5Z3gSXVQORxlVa7XPaz91aGWdfHxvkOZdWZ2" // eu-central-1, some+secret+key
	for _, tc := range []struct {
		key, region string
		departs     sigv4.Stage
		checked     int
	}{
		{"some+secret+key", "eu-central-1", sigv4.StageNone, 1},
		{"some+secret+key", "us-west-1", sigv4.StageSignature, 1},
		{"another+secret+key", "eu-central-1", sigv4.StageSignature, 1},
		{"", "eu-central-1", sigv4.StageNone, 0},
	} {
		v, err := VerifySMTPPassword(password, sigv4.SecretKey(tc.key), tc.region)
		if err != nil || v.Departs != tc.departs || len(v.Checked) != tc.checked || v.Derivation.StringToSign.String != "SendRawEmail" {
			t.Errorf("%s, %s: departs at %v, checked %v, %v", tc.key, tc.region, v.Departs, v.Checked, err)
		}
	}
	for _, bad := range []string{"", "x", exampleSecret, password + "A", password[:43], "A" + password[1:], strings.Repeat("C", 44), password + "\n", "AMXhUYlu5Z3gSXVQORxlVa7XPaz91aGWdfHxvkOZdWZ2"} {
		_, err := VerifySMTPPassword(bad, sigv4.SecretKey("some+secret+key"), "eu-central-1")
		field := "password"
		if bad == "" || strings.HasSuffix(bad, "\n") {
			field = "token"
		}
		refused(t, bad, Token{}, err, field)
		if bad != "" && bad != "x" && strings.Contains(err.Error(), bad) {
			t.Errorf("%q is repeated: %v", bad, err)
		}
	}
	for _, region := range []string{"", "a/b"} {
		_, err := VerifySMTPPassword(password, sigv4.SecretKey("some+secret+key"), region)
		refused(t, region, Token{}, err, "region")
	}
	_, err := VerifySMTPPassword(password, sigv4.SigningKey([32]byte{}), "eu-central-1")
	refused(t, "signing key", Token{}, err, "key")
}

func TestVerifyCodeCommit(t *testing.T) {
	r := CodeCommitRequest{terms(), "git-codecommit.us-east-1.amazonaws.com", "/v1/repos/r"}
	made, err := CodeCommit(r)
	if err != nil {
		t.Fatal(err)
	}
	d := made.Derivation()
	all := sigv4.Theirs{CanonicalRequest: d.CanonicalRequest.String, StringToSign: d.StringToSign.String, Signature: d.Signature}
	every := []sigv4.Stage{sigv4.StageCanonicalRequest, sigv4.StageStringToSign, sigv4.StageSignature}
	for _, tc := range []struct {
		name    string
		change  func(*CodeCommitRequest)
		given   sigv4.Theirs
		departs sigv4.Stage
		checked []sigv4.Stage
	}{
		{"secret", func(*CodeCommitRequest) {}, all, sigv4.StageNone, every},
		{"signing key", func(r *CodeCommitRequest) { r.Credentials.Key = d.Key.SigningKey() }, all, sigv4.StageNone, every},
		{"no key", func(r *CodeCommitRequest) { r.Credentials.Key = sigv4.Key{} }, all, sigv4.StageNone, every[:2]},
		{"another session token", func(r *CodeCommitRequest) { r.Credentials.SessionToken = "" }, all, sigv4.StageNone, every},
		{"another path", func(r *CodeCommitRequest) { r.Path += "x" }, all, sigv4.StageCanonicalRequest, every[:1]},
		{"another host", func(r *CodeCommitRequest) { r.Host = "h" }, all, sigv4.StageCanonicalRequest, every[:1]},
		{"another region", func(r *CodeCommitRequest) { r.Region = "eu-west-1" }, all, sigv4.StageStringToSign, every[:2]},
		{"another secret", func(r *CodeCommitRequest) { r.Credentials.Key = sigv4.SecretKey("x") }, all, sigv4.StageSignature, every},
		{"another signature in the log", func(*CodeCommitRequest) {}, sigv4.Theirs{Signature: "x"}, sigv4.StageSignature, every[2:]},
	} {
		request := r
		tc.change(&request)
		v, err := VerifyCodeCommit(made.Reveal(), request, tc.given)
		if err != nil || v.Departs != tc.departs || !slices.Equal(v.Checked, tc.checked) || (v.Departs == sigv4.StageNone) != (v.Expected == v.Found) {
			t.Errorf("%s: departs at %v, checked %v, expected %q, found %q, %v", tc.name, v.Departs, v.Checked, v.Expected, v.Found, err)
		}
	}
	for _, bad := range []string{"", "x", "20150830T123600", "20150830T123600Z", "20150830T123600.5Z" + d.Signature, "20151330T123600Z" + d.Signature,
		"20150830T123600Z" + d.Signature + "0", "20150830T123600Z" + d.Signature + "\n"} {
		_, err := VerifyCodeCommit(bad, r, sigv4.Theirs{})
		field := "password"
		if bad == "" || strings.HasSuffix(bad, "\n") {
			field = "token"
		}
		refused(t, bad, Token{}, err, field)
	}
	// the source maps cover what was changed in the texts
	for _, text := range []sigv4.Text{d.CanonicalRequest, d.StringToSign} {
		end := 0
		for _, s := range text.Map.Segments {
			if s.Here.Start != end {
				t.Errorf("a gap at %d of %q", end, text.String)
			}
			end = s.Here.End
			if s.Source.Part == sigv4.CanonicalPart && s.Src.End != len(d.CanonicalRequest.String) {
				t.Errorf("the hash stands for %v of %d bytes", s.Src, len(d.CanonicalRequest.String))
			}
		}
		if end != len(text.String) {
			t.Errorf("the map ends at %d of %d", end, len(text.String))
		}
	}
}

func TestCodeCommitUser(t *testing.T) {
	for _, tc := range []struct{ id, session, want, field string }{
		{"AKIDEXAMPLE", "", "AKIDEXAMPLE", ""},
		{"AKIDEXAMPLE", "a/b+=", "AKIDEXAMPLE%a/b+=", ""},
		{"", "", "", "access key id"},
		{"AKID\nEXAMPLE", "", "", "access key id"},
		{"AKIDEXAMPLE", "a b", "", "session token"},
	} {
		user, err := CodeCommitUser(sigv4.Credentials{AccessKeyID: tc.id, SessionToken: tc.session})
		if tc.field != "" {
			refused(t, tc.id, user, err, tc.field)
		} else if err != nil || user.Reveal() != tc.want {
			t.Errorf("got %s, %v", user.Reveal(), err)
		}
	}
}
