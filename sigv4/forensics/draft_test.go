package forensics

import (
	"testing"

	"countersign/sigv4/sigv4test"
)

// Under no change every draft writes what the engine derives, for each request of the known answers.
func TestDraftsAreRight(t *testing.T) {
	checked := 0
	for _, c := range sigv4test.Cases() {
		if c.Request.Method == "" || c.Verify || c.Signing.RegionSet != "" || c.Exception != nil || c.Signing.Region == "" {
			continue
		}
		in := signedAs(t, c.Request, c.Signing)
		s, err := dissect(&in)
		if err != nil {
			t.Fatalf("%s: %v", c.Name, err)
		}
		checked++
		sayWrong := func(part, got, want string) {
			if got != want {
				t.Errorf("%s, %s:\n%q, want\n%q", c.Name, part, got, want)
			}
		}
		path, query, headers, payload := rightPath(s), rightQuery(s), rightHeaders(s), rightPayload(s)
		text, _ := path.render()
		sayWrong("path", text, s.right.CanonicalURI.String)
		text, _ = query.render()
		sayWrong("query", text, s.right.CanonicalQuery.String)
		text, split := headers.render()
		sayWrong("headers", text[:split], s.right.CanonicalHeaders.String)
		sayWrong("signed headers", text[split:], s.right.SignedHeaders.String)
		if text, _ = payload.render(); !in.Rules.ContentSHA256 && in.Request.PayloadHash == "" {
			sayWrong("payload hash", text, s.right.PayloadHash.String)
		}
		h := newHunt(s, Options{})
		h.canonicals.of(0)
		sayWrong("canonical request", string(h.compose(&canonical{})), s.right.CanonicalRequest.String)
	}
	if checked < 100 {
		t.Errorf("only %d requests were checked", checked)
	}
}
