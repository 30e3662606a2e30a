package defective

import (
	"slices"
	"testing"

	"countersign/sigv4/internal/oracle/inject"
)

// mistakes are those of the injector that do what the signers did.
var mistakes = map[string]string{
	"curl-unsorted": "query-unsorted", "curl-path": "path-as-sent", "curl-valueless": "query-without-equals",
	"smithy-inner-spaces": "header-values-not-collapsed", "smithy-decoded-order": "query-sorted-decoded",
	"minio-duplicates": "query-sorted-by-name-only", "awscurl": "query-sent-encoded-again",
}

// TestSamples: what each signer sent, now or when it was recorded, is wrong, and the named mistake, among whose causes are the sample's, makes
// that signature.
func TestSamples(t *testing.T) {
	samples, err := Samples()
	if err != nil {
		t.Fatal(err)
	}
	before, err := curlBefore()
	if err != nil {
		t.Fatal(err)
	}
	if len(samples) != len(mistakes) || len(before) != len(commands) {
		t.Errorf("%d samples and %d recorded ones of curl, want %d and %d", len(samples), len(before), len(mistakes), len(commands))
	}
	samples = append(samples, before...)
	for _, s := range samples {
		t.Logf("%s, %s: live %t", s.Signer, s.Name, s.Live)
		r, signature, err := inject.Read(s.Raw, s.Secret)
		if err != nil {
			t.Errorf("%s, %s: %v", s.Signer, s.Name, err)
			continue
		}
		right, _ := r.SignatureWith()
		wrong, err := r.SignatureWith(mistakes[s.Name])
		if err != nil || right == signature || wrong != signature {
			t.Errorf("%s, %s: the signature is %s; right is %s, with %s it is %s (%v)\n%s", s.Signer, s.Name, signature, right, mistakes[s.Name], wrong, err, s.Raw)
		}
		at := slices.IndexFunc(inject.Mistakes(), func(m inject.Mistake) bool { return m.ID == mistakes[s.Name] })
		if at < 0 || slices.ContainsFunc(s.Causes, func(cause string) bool { return !slices.Contains(inject.Mistakes()[at].Causes, cause) }) {
			t.Errorf("%s, %s: %v are not the causes of %s", s.Signer, s.Name, s.Causes, mistakes[s.Name])
		}
	}
}
