package sigv4

import (
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
)

// sequence makes requests that differ from the one before in one or two things only, as what a Signer keeps
// from one signature to the next would show there.
type sequence struct {
	*rand.Rand
	r Request
	c Credentials
	g Signing
}

// oneOf gives one of the choices.
func oneOf[T any](s *sequence, choices ...T) T { return choices[s.IntN(len(choices))] }

// The names of one list joined give the same bytes as those of the next.
var headerLists = [][]Header{
	{{"Host", "a"}, {"ab", "1"}, {"c", "2"}},
	{{"Host", "a"}, {"a", "1"}, {"bc", "2"}},
	{{"Host", "a"}, {"abc", "1"}},
	{{"Host", "a"}, {"abc", "1"}, {"ABC", " 2  3"}},
	{{"Hosta", "a"}, {"b", "1"}, {"c", "2"}, {"host", "b"}},
	{{"x-amz-content-sha256", "UNSIGNED-PAYLOAD"}, {"host", "a"}},
	{{"x-amz-content-sha256", "ab"}, {"host", "a"}},
	{{"host", "a"}, {"X-Amz-Security-Token", "older"}, {"X-Amz-Date", "older"}, {"Authorization", "older"}},
	{{"host", "a"}, {"User-Agent", "b"}, {"X-Amz-Region-Set", "*"}, {"Sec-WebSocket-Key", "k"}},
	{{"Host", "a"}, {"", "no name"}},
	{{"Host", "a"}, {"a b", "no such name"}},
	{{"no-host", "a"}},
	nil,
}

// change makes the next request.
func (s *sequence) change() {
	switch s.IntN(15) {
	case 0, 1, 2:
		s.r.Headers = slices.Clone(oneOf(s, headerLists...))
	case 3:
		for i := range s.r.Headers { // the names stay
			s.r.Headers[i].Value += oneOf(s, "", " ", "  x", "\t")
		}
	case 4:
		s.r.Target = oneOf(s, "/", "", "?", "/a?b=c&b=a&a=", "/a//../b?X-Amz-Date=old&x=%7e+y&X-Amz-Signature=old", "/?X-Amz-Content-Sha256=ab", "no slash", strings.Repeat("/a", 40)+strings.Repeat("?a", 40))
	case 5:
		s.r.Method = oneOf(s, "GET", "PUT", "", "G T")
	case 6:
		s.r.Body, s.r.PayloadHash = oneOf(s, nil, []byte("body")), oneOf(s, "", "", emptyHash, "no hash")
	case 7:
		s.c.SessionToken = oneOf(s, "", "token", "token/+==", "a b")
	case 8:
		s.c.AccessKeyID = oneOf(s, exampleID, exampleID+"2", "", "a/b")
	case 9:
		s.c.Key = oneOf(s, SecretKey(exampleSecret), SecretKey(exampleSecret+"2"), SigningKey([32]byte{1}), Key{})
	case 10:
		s.g.Time = oneOf(s, exampleTime, exampleTime.Add(time.Second), exampleTime.Add(time.Nanosecond), exampleTime.AddDate(0, 0, 1), exampleTime.In(time.FixedZone("", 3600)),
			time.Unix(year0, 0), time.Unix(year0-1, 0), time.Unix(year10000-1, 0), time.Unix(year10000, 0), time.Unix(0, 0), time.Unix(-1, 5), time.Time{})
	case 11:
		s.g.Region, s.g.Service = oneOf(s, "us-east-1", "us-east-", "eu-west-1", "", "a b"), oneOf(s, "s3", "1s3", "iam", "", "a/b")
	case 12:
		s.g.RegionSet = oneOf(s, "", "", "", "*")
	case 13:
		s.g.Carrier, s.g.Expires = oneOf(s, HeaderCarrier, QueryCarrier), oneOf(s, 60, 60, MaxExpires, 0)
	case 14:
		s.g.OmitSessionToken, s.g.Payload = s.IntN(2) == 0, PayloadMode(s.IntN(5))
		s.g.Rules = Rules{EncodeTwice: s.IntN(2) == 0, Normalize: s.IntN(2) == 0, ContentSHA256: s.IntN(2) == 0}
	}
}

// Nothing of one request shows in the signatures of the next: one Signer gives what Derive gives afresh, the
// same errors too, and one Verifier what Verify gives.
func TestSequenceEqualsDerive(t *testing.T) {
	const seed, length = 4, 60_000
	s := &sequence{Rand: rand.New(rand.NewPCG(seed, seed)), c: exampleCredentials(), g: Signing{Time: exampleTime, Region: "us-east-1", Service: "s3", Expires: 60}}
	s.r = Request{Method: "GET", Target: "/", Headers: headerLists[0]}
	var signer Signer
	var verifier Verifier
	signatures, refusals := 0, 0
	for i := range length {
		s.change()
		if s.IntN(4) == 0 {
			s.change()
		}
		if s.IntN(8) == 0 { // back to what can be signed
			s.r.Method, s.r.Target, s.r.Headers, s.r.PayloadHash = "GET", "/a?b", slices.Clone(headerLists[s.IntN(9)]), ""
			s.c.AccessKeyID, s.c.SessionToken, s.c.Key = exampleID, "", SecretKey(exampleSecret)
			s.g.Time, s.g.Region, s.g.Service, s.g.RegionSet, s.g.Expires, s.g.Payload = exampleTime, "us-east-1", "s3", "", 60, PayloadAuto
		}
		if s.c.Key.IsZero() || s.g.RegionSet != "" { // Derive stops before the key, a Signer does not begin
			if _, err := signer.AppendHeaders(nil, s.r, s.c, s.g); err == nil {
				t.Fatalf("%d: signed without a key for SigV4", i)
			}
			continue
		}
		d, err := Derive(s.r, s.c, s.g)
		var got []byte
		var gotErr error
		want := ""
		if s.g.Carrier == QueryCarrier {
			got, gotErr = signer.AppendTarget(nil, s.r, s.c, s.g)
			want = d.Signed.Target
		} else {
			got, gotErr = signer.AppendHeaders(nil, s.r, s.c, s.g)
			for _, h := range d.Signed.Headers[max(0, len(d.Signed.Headers)-1-len(signer.sealed.Open().engine.added)):] {
				want += h.Name + ": " + h.Value + "\r\n"
			}
		}
		if (err == nil) != (gotErr == nil) || err != nil && err.Error() != gotErr.Error() {
			t.Fatalf("%d: Derive says %v, the Signer %v\n%q %+v", i, err, gotErr, s.r, s.g)
		}
		if err != nil {
			refusals++
			continue
		}
		if signatures++; string(got) != want {
			t.Fatalf("%d: the Signer gives %q, Derive %q", i, got, want)
		}
		checkVerifier(t, &verifier, s, d.Signed)
	}
	if signatures < length/10 || refusals < length/10 {
		t.Errorf("only %d signatures and %d refusals", signatures, refusals)
	}
}

// checkVerifier fails unless verifier says of r, and of r with a change, what Verify says.
func checkVerifier(t *testing.T, verifier *Verifier, s *sequence, r Request) {
	t.Helper()
	switch s.IntN(4) {
	case 0:
		r.Method = "DELETE"
	case 1:
		r.Headers = append(slices.Clone(r.Headers), oneOf(s, Header{"Host", "b"}, Header{"Authorization", "AWS4-"}, Header{"unsigned", ""}, Header{"X-Amz-Date", "older"}))
	}
	c, err := ParseClaim(r)
	want := false
	if err == nil {
		var v Verification
		v, err = Verify(r, c, s.g.Rules, s.c.Key, Theirs{})
		want = err == nil && v.Departs == StageNone
	}
	got, gotErr := verifier.Verify(r, s.g.Rules, s.c.Key)
	if got != want || (err == nil) != (gotErr == nil) || err != nil && err.Error() != gotErr.Error() {
		t.Fatalf("the Verifier says %v (%v), Verify %v (%v)\n%q", got, gotErr, want, err, r)
	}
	var e *Error
	if gotErr != nil && !errors.As(gotErr, &e) {
		t.Fatalf("the error is no *Error: %v", gotErr)
	}
}
