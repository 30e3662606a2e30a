package forensics

import (
	"fmt"
	"strings"
	"testing"

	"countersign/sigv4"
	"countersign/sigv4/endpoint"
)

// withScopes gives an input all regions and services.
func withScopes(in Input) Input {
	in.Regions, in.Services = endpoint.Regions(), endpoint.SigningNames()
	return in
}

// forged signs an input's canonical request for a scope of its own, with a secret of its own.
func forged(t testing.TB, in *Input, date, region, service, secret string) {
	t.Helper()
	s, err := dissect(in)
	if err != nil {
		t.Fatal(err)
	}
	key := rightKey(s)
	key.secret, key.steps = secret, [4]string{date, region, service, sigv4.Terminator}
	signing, _ := key.derive()
	in.Claim.Signature = fmt.Sprintf("%x", hmac([]byte(signing), []byte(s.right.StringToSign.String)))
}

// A key of another date, region and service, of a secret that was mangled, is found: all four at once in the last pass,
// three before.
func TestScopes(t *testing.T) {
	for _, c := range []struct{ date, region, service, secret, want string }{
		{"20150829", "eusc-de-east-1", "wafv2", secret + "\n", "secret-blank key-date key-region key-service"},
		{"20150831", "eu-west-1", "sqs", secret + " ", "secret-blank key-date key-region key-service"},
	} {
		in := withScopes(signed(t, post, "execute-api", general))
		forged(t, &in, c.date, c.region, c.service, c.secret)
		s, err := dissect(&in)
		if err != nil {
			t.Fatal(err)
		}
		h := newHunt(s, Options{})
		h.scopes()
		if len(h.result.Found) != 1 || ids(h.result.Found[0]) != c.want {
			t.Errorf("%s: %+v", c.want, h.result.Found)
		}
	}
}

// What is near is tried first, the rest after it, and nothing twice.
func TestScopesOnce(t *testing.T) {
	in := withScopes(signed(t, post, "execute-api", general))
	in.Regions, in.Services = in.Regions[10:20], in.Services[70:100]
	in.Claim.Signature = strings.Repeat("0123456789abcdef", 4)
	s, err := dissect(&in)
	if err != nil {
		t.Fatal(err)
	}
	h := newHunt(s, Options{})
	h.scopes()
	p := h.product()
	if all := uint64(len(p.secrets) * len(p.dates) * len(p.regions) * len(p.services)); h.result.Tried != all || all < 20_000 {
		t.Errorf("%d were tried of %d", h.result.Tried, all)
	}
}

func ids(f Found) string {
	var out []string
	for _, m := range f.Mistakes {
		out = append(out, m.ID)
	}
	return strings.Join(out, " ")
}

// A signer that signs for another region has it in key and string to sign, by one mistake, beside which there may be two.
func TestLinkedAmongThree(t *testing.T) {
	in := signed(t, "GET /?b=2&a=1 HTTP/1.1\r\nHost: a.example.com\r\n\r\n", "execute-api", general)
	s, err := dissect(&in)
	if err != nil {
		t.Fatal(err)
	}
	text := s.right.StringToSign.String
	text = text[:len(text)-64] + hashOf([]byte(strings.Replace(s.right.CanonicalRequest.String, s.right.CanonicalQuery.String, "b=2&a=1", 1)))
	text = strings.Replace(text, "us-east-1", "eu-west-1", 1)
	key := rightKey(s)
	key.secret, key.steps[regionStep] = "\""+secret+"\"", "eu-west-1"
	signing, _ := key.derive()
	in.Claim.Signature = fmt.Sprintf("%x", hmac([]byte(signing), []byte(text)))
	r, err := Search(in, Options{})
	if err != nil || len(r.Found) == 0 || ids(r.Found[0]) != "query-order secret-quoted key-region" || r.Found[0].StringToSign != text {
		t.Errorf("%+v, %v", r.Found, err)
	}
}

// BenchmarkScopes tries all regions with all services, dates and likely forms of the secret; BenchmarkNearScopes what
// comes first of them.
func BenchmarkScopes(b *testing.B) {
	benchmarkScopes(b, farScope)
}

func BenchmarkNearScopes(b *testing.B) {
	benchmarkScopes(b, nearScope)
}

func benchmarkScopes(b *testing.B, most int) {
	in := withScopes(signed(b, post, "execute-api", general))
	in.Claim.Signature = strings.Repeat("0123456789abcdef", 4)
	s, err := dissect(&in)
	if err != nil {
		b.Fatal(err)
	}
	h := newHunt(s, Options{})
	p := h.product()
	b.ReportAllocs()
	for b.Loop() {
		h.eachScope(&p, 0, most)
	}
	b.ReportMetric(float64(h.result.Tried)/float64(b.N), "hypotheses/op")
}
