package check_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"countersign/sigv4"
	"countersign/sigv4/check"
	"countersign/sigv4/sigv4a"
	"countersign/sigv4/token"
)

func TestRefusals(t *testing.T) {
	git := must(token.CodeCommit(token.CodeCommitRequest{Terms: terms, Host: "git-codecommit.us-east-1.amazonaws.com", Path: "/v1/repos/r"})).Reveal()
	eks := must(token.EKS(token.EKSRequest{Terms: terms, Cluster: "demo", Expires: 60})).Reveal()
	for name, c := range map[string]struct {
		text  string
		in    check.Options
		field string
	}{
		"nothing":                       {"", check.Options{}, "text"},
		"a secret":                      {secret, check.Options{}, "text"},
		"words":                         {"why does it not work\nat all", check.Options{}, "request line"},
		"too long":                      {strings.Repeat("a", check.MaxText+1), check.Options{}, "text"},
		"unsigned request":              {"GET / HTTP/1.1\nHost: a\n\n", check.Options{}, "Authorization"},
		"unsigned URL":                  {"https://example.com/", check.Options{}, "Authorization"},
		"URL without a host":            {"https:///?X-Amz-Signature=0", check.Options{}, "URL"},
		"URL with more headers":         {strings.Replace(presigned(), "SignedHeaders=host", "SignedHeaders=host%3Brange", 1), check.Options{}, "SignedHeaders"},
		"secret in place of the key id": {strings.Replace(table(), keyID, secret, 1), check.Options{}, "Credential"},
		"no date":                       {strings.Replace(table(), "X-Amz-Date", "X-Date", 1), check.Options{}, "X-Amz-Date"},
		"EKS without the cluster":       {eks, check.Options{}, "cluster"},
		"EKS damaged":                   {eks + "=", check.Options{Cluster: "demo"}, "token"},
		"git without the address":       {git, check.Options{}, "address"},
		"SMTP without the region":       {must(token.SMTPPassword(credentials.Key, "us-east-1")).Reveal(), check.Options{}, "region"},
		"form without a policy":         {strings.Replace(form(), `name="policy"`, `name="x-policy"`, 1), check.Options{}, "policy"},
	} {
		t.Run(name, func(t *testing.T) {
			c.in.Key = sigv4.SecretKey(secret)
			_, err := check.Verify(c.text, c.in)
			var e *sigv4.Error
			if !errors.As(err, &e) || e.Field != c.field || e.Why == "" {
				t.Fatalf("%v; want an error about %s", err, c.field)
			}
			if strings.Contains(err.Error(), secret) || strings.Contains(err.Error(), sessionToken) {
				t.Errorf("it tells a secret: %v", err)
			}
		})
	}
}

// What a signature by SigV4A cannot be verified with is no departure.
func TestECDSAKeys(t *testing.T) {
	pair := must(sigv4a.DeriveKeyPair(credentials))
	for name, c := range map[string]struct {
		in     check.Options
		status check.Status
	}{
		"public key":  {check.Options{PublicKey: pair.Public()}, check.Agrees},
		"signing key": {check.Options{Key: sigv4.SigningKey([32]byte{1})}, check.NotCompared},
		"none":        {check.Options{}, check.NotCompared},
	} {
		r := checked(t, global(), c.in)
		i := slices.IndexFunc(r.Steps, func(s check.Step) bool { return s.Name == "signature" })
		if r.Steps[i].Status != c.status || r.Departs >= 0 {
			t.Errorf("%s: %+v", name, r.Steps)
		}
	}
	for _, signature := range []string{"Signature=zz", "Signature=00"} {
		r := checked(t, strings.Replace(global(), "Signature=", signature, 1), check.Options{PublicKey: pair.Public()})
		if r.Departs < 0 || r.Steps[r.Departs].Name != "signature" {
			t.Errorf("%s: %+v", signature, r.Steps)
		}
	}
}

// Time decides nothing: it is told.
func TestFacts(t *testing.T) {
	o := check.Options{Key: sigv4.SecretKey(secret), AccessKeyID: "AKIDOTHER", Now: noon.Add(25 * time.Hour)}
	r := checked(t, presigned(), o)
	for name, want := range map[string]string{
		"access key id": keyID, "credential scope": "20150830/us-east-1/s3/aws4_request", "signed headers": "host",
		"session token": "there, not shown", "signed at": "20150830T123600Z", "good until": "20150831T123600Z",
		"expired": "1h0m0s ago",
	} {
		if !slices.Contains(r.Facts, check.Fact{Name: name, Value: want}) {
			t.Errorf("no fact %s: %s in %v", name, want, r.Facts)
		}
	}
	if !r.Verified() || !strings.Contains(strings.Join(r.Assumed, " "), "not the one in the text") {
		t.Errorf("verified %v, assumed %q", r.Verified(), r.Assumed)
	}
	r = checked(t, form(), o)
	if !r.Verified() || !slices.Contains(r.Facts, check.Fact{Name: "expiration", Value: "past, at the time given"}) {
		t.Errorf("form: verified %v, facts %v", r.Verified(), r.Facts)
	}
	r = checked(t, signed(request("GET", "/", "storage.example.com", ""), "mystery", credentials), check.Options{})
	if len(r.Assumed) == 0 || !strings.Contains(r.Assumed[0], "mystery") {
		t.Errorf("an unknown service: %q", r.Assumed)
	}
	if got := checked(t, strings.Replace(table(), "aws4_request", "aws4_request", 1), check.Options{}).CanonicalRequest; !strings.Contains(got, "x-amz-security-token:••••\n") {
		t.Errorf("canonical request %q", got)
	}
}

// Two tokens that differ are both hidden, and that they differ is said.
func TestHiddenDifference(t *testing.T) {
	logged := checked(t, table(), check.Options{}).Derivation.CanonicalRequest.String
	r := checked(t, table(), check.Options{Theirs: sigv4.Theirs{CanonicalRequest: strings.Replace(logged, sessionToken, "OTHER"+sessionToken, 1) + "\r\n"}})
	if r.Departs < 0 || !strings.Contains(r.Steps[r.Departs].Note, "not shown") {
		t.Errorf("%+v", r.Steps)
	}
	noSecret(t, r, "")
	r = checked(t, table(), check.Options{Theirs: sigv4.Theirs{CanonicalRequest: strings.ReplaceAll(logged, "\n", "\r\n") + "\r\n"}})
	if r.Departs >= 0 || r.Steps[1].Status != check.Agrees {
		t.Errorf("CRLF: %+v", r.Steps)
	}
	r = checked(t, table(), check.Options{Theirs: sigv4.Theirs{CanonicalRequest: " \n", StringToSign: "\n"}})
	if r.Departs >= 0 || r.Steps[1].Status != check.NotCompared {
		t.Errorf("white space: %+v", r.Steps)
	}
}

func FuzzVerify(f *testing.F) {
	for _, c := range carriers() {
		if len(c.text) < 10_000 { // the others are as long as S3's smallest chunks ask
			f.Add(c.text, c.in.Address, c.in.Cluster)
		}
	}
	f.Add("PUT / HTTP/1.1\nx-amz-content-sha256: STREAMING-UNSIGNED-PAYLOAD-TRAILER\nAuthorization: AWS4-HMAC-SHA256 Credential=a/b/c/d/e, SignedHeaders=host, Signature=0\nHost: a\nX-Amz-Date: 20150830T123600Z\n\n1\na\n0\nx:y\n\n", "", "")
	f.Fuzz(func(t *testing.T, text, address, cluster string) {
		r, err := check.Verify(text, check.Options{Key: sigv4.SecretKey(secret), Address: address, Cluster: cluster, Now: noon})
		var e *sigv4.Error
		if err != nil && !errors.As(err, &e) {
			t.Fatalf("an error of type %T: %v", err, err)
		}
		if err != nil {
			return
		}
		if r.Departs >= len(r.Steps) || r.Carrier == "" || len(r.Steps) == 0 {
			t.Fatalf("%+v", r)
		}
		for i, s := range r.Steps {
			if (s.Status == check.Departs) && (r.Departs < 0 || i < r.Departs) {
				t.Fatalf("an earlier stage departs: %+v", r.Steps)
			}
		}
	})
}
