package oracle

import (
	"slices"
	"strings"
	"testing"

	"countersign/sigv4"
	"countersign/sigv4/diagnose"
)

// unserved are the servers that no test can start: Ceph's is no program for Go, and was asked by hand.
var unserved = map[string]bool{"Ceph": true}

// TestTolerancesAreServed: each server that is said to accept a mistake is asked.
func TestTolerancesAreServed(t *testing.T) {
	asked := map[string]bool{"versitygw": true, "MinIO": true} // TestTolerated, TestMinIO
	for _, known := range diagnose.Tolerances() {
		if !asked[known.Server] && !unserved[known.Server] {
			t.Errorf("%s is not asked", known.Server)
		}
	}
}

// TestTolerated sends versitygw the mistakes that it is said to accept.
func TestTolerated(t *testing.T) {
	s := startS3(t)
	makeBucket(t, s)
	tolerated(t, s, "versitygw")
}

// tolerated sends a server each mistake: those that it is said to accept, and those that only others are.
func tolerated(t *testing.T, s server, name string) {
	for _, c := range []struct {
		what, cause, servers string // that accept it
		mistake              func(t *testing.T, s server) sigv4.Request
	}{
		{"sorted by decoded names", "query-not-sorted", "versitygw MinIO", signedAsSent("list-type=2&%E1%88%B4=1")},
		{"values as sent", "query-not-sorted", "MinIO", signedAsSent("list-type=2&x=2&x=1")},
		{"as sent", "query-not-sorted", "", signedAsSent("prefix=a&list-type=2")},
		{"the day before", "scope-date-mismatch", "MinIO", func(t *testing.T, s server) sigv4.Request {
			a := attempt{Request: sign(t, request(s, "GET", "/"+bucket+"?list-type=2", ""), credentials(), s3Signing()), credentials: credentials(), signing: s3Signing()}
			anew(yesterday)(&a)
			return a.Request
		}},
	} {
		accepts := slices.Contains(strings.Fields(c.servers), name)
		if a := send(t, s.address, c.mistake(t, s)); (a.status == 200) != accepts {
			t.Errorf("%s: accepted, want %v: %s", c.what, accepts, a.raw)
		}
		known := slices.ContainsFunc(diagnose.Tolerances(), func(known diagnose.Tolerance) bool { return known.Server == name && known.Cause == c.cause })
		if accepts && !known {
			t.Errorf("%s: it is accepted, and no row says so", c.what)
		}
	}
}

// signedAsSent lists a bucket with a query that is signed as it stands, in no right order.
func signedAsSent(query string) func(t *testing.T, s server) sigv4.Request {
	return func(t *testing.T, s server) sigv4.Request {
		d, err := sigv4.Derive(request(s, "GET", "/"+bucket+"?"+query, ""), credentials(), s3Signing())
		if err != nil {
			t.Fatal(err)
		}
		canonicalRequest := strings.Replace(d.CanonicalRequest.String, "\n"+d.CanonicalQuery.String+"\n", "\n"+query+"\n", 1)
		text := d.StringToSign.String
		text = text[:len(text)-64] + sigv4.HashHex(canonicalRequest)
		signature, err := sigv4.SignStringToSign(text, credentials().Key)
		if err != nil || d.CanonicalQuery.String == query {
			t.Fatalf("%s is in order, or %v", query, err)
		}
		r := d.Signed
		for i, h := range r.Headers {
			r.Headers[i].Value = strings.Replace(h.Value, d.Signature, signature, 1)
		}
		return r
	}
}
