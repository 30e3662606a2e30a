package forensics

import (
	"encoding/base64"
	"encoding/hex"
	"strings"
	"testing"
	"time"

	"countersign/sigv4"
)

const secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"

// signedAs is the input of a search for a request that was signed rightly.
func signedAs(t testing.TB, r sigv4.Request, g sigv4.Signing) Input {
	t.Helper()
	d, err := sigv4.Derive(r, sigv4.Credentials{AccessKeyID: "AKIDEXAMPLE", Key: sigv4.SecretKey(secret)}, g)
	if err != nil {
		t.Fatal(err)
	}
	c, err := sigv4.ParseClaim(d.Signed)
	if err != nil {
		t.Fatal(err)
	}
	return Input{Request: d.Signed, Claim: c, Rules: g.Rules, Key: sigv4.SecretKey(secret),
		Regions: []string{"us-west-2", "eu-west-1"}, Services: []string{"iam", "s3", "sts", "execute-api"}}
}

func signed(t testing.TB, raw, service string, rules sigv4.Rules) Input {
	t.Helper()
	r, err := sigv4.ParseRequest(raw)
	if err != nil {
		t.Fatal(err)
	}
	return signedAs(t, r, sigv4.Signing{Time: signingTime, Region: "us-east-1", Service: service, Rules: rules})
}

var signingTime = time.Date(2015, 8, 30, 12, 36, 0, 0, time.UTC)

var general = sigv4.Rules{EncodeTwice: true, Normalize: true}

const post = "POST /prod/a%20b?b=2&a=1&c HTTP/1.1\r\nHost: example.amazonaws.com\r\nContent-Type: application/json\r\nX-Amz-Meta: a  b\r\n\r\n{\"a\": 1}"

func TestRight(t *testing.T) {
	in := signed(t, post, "execute-api", general)
	r, err := Search(in, Options{})
	if err != nil || len(r.Found) == 0 || len(r.Found[0].Mistakes) != 0 {
		t.Fatalf("%+v, %v", r, err)
	}
}

// A secret of which nothing is known ends the search with nothing found, and says how much was excluded.
func TestNothing(t *testing.T) {
	in := signed(t, "GET / HTTP/1.1\r\nHost: a.example.com\r\n\r\n", "execute-api", general)
	in.Claim.Signature = strings.Repeat("0123456789abcdef", 4)
	in.Regions, in.Services = in.Regions[:1], in.Services[:1] // TestScopes has them all
	r, err := Search(in, Options{})
	if err != nil || len(r.Found) > 0 || !r.Complete || r.Tried < 1_000_000 {
		t.Errorf("%+v, %v", r, err)
	}
}

// A search ends when its reader says so.
func TestEnd(t *testing.T) {
	in := signed(t, post, "execute-api", general)
	in.Claim.Signature = strings.Repeat("0123456789abcdef", 4)
	told := 0
	r, err := Search(in, Options{Report: func(p Progress) bool { told++; return told < 3 }})
	if err != nil || r.Complete || told != 3 || r.Tried > 4*tellEvery {
		t.Errorf("%+v, %v, told %d", r, err, told)
	}
}

func base64Of(digits string) string {
	raw, _ := hex.DecodeString(digits)
	return base64.StdEncoding.EncodeToString(raw)
}

// The hash of each canonical request is that of its text, though it shares its beginning with the one before.
func TestSharedHashes(t *testing.T) {
	in := richInput(t, general)
	s, err := dissect(&in)
	if err != nil {
		t.Fatal(err)
	}
	var c canonicals
	c.build(s)
	checked := 0
	check := func(h *canonical) bool {
		checked++
		if text := c.compose(nil, h); hashOf(text) != string(h.hex[:]) {
			t.Fatalf("%v: %s is not the hash of %q", h.chosen, h.hex, text)
		}
		return true
	}
	for _, cost := range []int{0, 2, 4, 3} {
		for i := range c.of(cost) {
			check(&c.of(cost)[i])
		}
	}
	c.visit = func(h *canonical) bool { return check(h) && checked < 50_000 }
	c.triples(6)
	if checked < 20_000 {
		t.Errorf("only %d were checked", checked)
	}
}
