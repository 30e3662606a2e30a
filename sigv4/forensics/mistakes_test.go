package forensics

import (
	"strings"
	"testing"

	"countersign/sigv4"
)

// rich is a request in which most mistakes make a difference.
const rich = "POST /prod/caf%C3%A9%20+%2B/a%2Fb//c/?b=2&a=%7e+x%20y%2B&a=1&c&d=&X=1%2f&%C3%A9=caf%C3%A9 HTTP/1.1\r\n" +
	"Host: bucket.example.amazonaws.com:443\r\nContent-Type: application/json\r\nX-Amz-Meta: a  \"b  c\" \r\nX-Amz-Meta: caf\u00e9\r\n" +
	"Accept-Encoding: gzip\r\nX-Forwarded-Host: api.example.com\r\nContent-Length: 20\r\n\r\n{\"b\": 1,\r\n\"a\": \"caf\u00e9\"}"

func richInput(t testing.TB, rules sigv4.Rules) Input {
	in := signed(t, rich, "execute-api", rules)
	in.Hosts = []string{"api.example.org"}
	in.Keys = []sigv4.Key{sigv4.SecretKey("another")}
	return in
}

// All mistakes are listed, each is said in full, and each is tried in some request.
func TestMistakes(t *testing.T) {
	tried := map[string]bool{signatureBase64.ID: true, signatureUpper.ID: true, signatureCut.ID: true, signatureHashed.ID: true} // TestSignatureForms
	families := map[string]bool{}
	for _, f := range Families() {
		families[f.Name] = true
	}
	dropped := richInput(t, general)
	dropped.Claim.SignedHeaders = append([]string{"x-dropped"}, dropped.Claim.SignedHeaders...)
	token := richInput(t, general)
	token.Request.Target += "&X-Amz-Security-Token=t&X-Amz-Signature=00"
	expandable := richInput(t, general)
	expandable.Key, expandable.Claim.SessionToken = sigv4.SecretKey(`a$b\c`), "t"
	apart := presigned(t)
	apart.Claim.SessionToken = "t"
	for _, in := range []Input{richInput(t, general), richInput(t, sigv4.Rules{ContentSHA256: true}), dropped, token, presigned(t), apart, expandable} {
		s, err := dissect(&in)
		if err != nil {
			t.Fatal(err)
		}
		h := newHunt(s, Options{})
		for _, p := range append(h.canonicals.parts[:], h.toSign, h.keys) {
			p.of(rare)
			p.of(listed)
			for _, o := range p.outcomes {
				for _, i := range append(o.chosen[:o.count:o.count], o.others...) {
					tried[p.applied[i].ID] = true
				}
			}
		}
	}
	seen := map[string]bool{}
	for _, m := range Mistakes() {
		if m.Says == "" || m.Fix == "" || m.Cause == "" || !families[m.Family] || seen[m.ID] {
			t.Errorf("%+v: seen %v", m, seen[m.ID])
		}
		seen[m.ID] = true
		if !tried[m.ID] {
			t.Errorf("%s is tried in none of the requests", m.ID)
		}
	}
	for id := range tried {
		if !seen[id] {
			t.Errorf("%s is not listed", id)
		}
	}
}

func presigned(t testing.TB) Input {
	t.Helper()
	r, err := sigv4.ParseRequest("GET /a HTTP/1.1\r\nHost: example.amazonaws.com\r\n\r\n")
	if err != nil {
		t.Fatal(err)
	}
	signing := sigv4.Signing{Time: signingTime, Region: "us-east-1", Service: "execute-api", Rules: general, Carrier: sigv4.QueryCarrier, Expires: 60}
	return signedAs(t, r, signing)
}

// A signature in another form is read, and what it was made with is found beside its form.
func TestSignatureForms(t *testing.T) {
	in := richInput(t, general)
	whole := in.Claim.Signature
	for want, signature := range map[string]string{
		signatureUpper.ID:  strings.ToUpper(whole),
		signatureCut.ID:    whole[:40],
		signatureBase64.ID: base64Of(whole),
		signatureHashed.ID: hashOf([]byte(whole)),
	} {
		in.Claim.Signature = signature
		r, err := Search(in, Options{})
		if err != nil || len(r.Found) != 1 || len(r.Found[0].Mistakes) != 1 || r.Found[0].Mistakes[0].ID != want {
			t.Errorf("%s: %+v, %v", want, r.Found, err)
		}
	}
	for _, signature := range []string{"", "0123", whole + "00", "xyz"} {
		in.Claim.Signature = signature
		if r, err := Search(in, Options{}); err == nil {
			t.Errorf("%q: %+v", signature, r)
		}
	}
}

// Several searches that share the work find what one finds, and try as much.
func TestShares(t *testing.T) {
	in := richInput(t, general)
	in.Claim.Signature = strings.Repeat("0123456789abcdef", 4)
	upTo := func(cost int) func(Progress) bool { return func(p Progress) bool { return p.Cost <= cost } }
	for _, of := range []int{1, 2, 3} {
		var shares []Result
		for i := range of {
			r, err := Search(in, Options{Index: i, Of: of, Report: upTo(5)})
			if err != nil {
				t.Fatal(err)
			}
			shares = append(shares, r)
		}
		if all := Merge(shares...); len(all.Found) > 0 || all.Complete || all.Done < 5 {
			t.Errorf("%d shares: %+v", of, all)
		}
	}
	right := richInput(t, general)
	right.Request.Method, right.Request.Headers[1].Value = "PUT", "application/json; charset=utf-8"
	for _, of := range []int{1, 2, 3} {
		var shares []Result
		for i := range of {
			// One finds it, at cost 4, and the others are ended.
			r, err := Search(right, Options{Index: i, Of: of, Report: upTo(4)})
			if err != nil {
				t.Fatal(err)
			}
			shares = append(shares, r)
		}
		all := Merge(shares...)
		if len(all.Found) == 0 || len(all.Found[0].Mistakes) != 2 || all.Found[0].Mistakes[0].ID != "method-other" || all.Found[0].Mistakes[1].ID != "header-value" {
			t.Errorf("%d shares: %+v", of, all.Found)
		}
	}
}

// Without a key the hash of a canonical request is looked for.
func TestHash(t *testing.T) {
	in := richInput(t, general)
	s, err := dissect(&in)
	if err != nil {
		t.Fatal(err)
	}
	in.Key, in.Hash = sigv4.Key{}, hashOf([]byte(strings.Replace(s.right.CanonicalRequest.String, "accept-encoding:gzip", "accept-encoding:gzip, deflate", 1)))
	r, err := Search(in, Options{})
	if err != nil || len(r.Found) == 0 || r.Found[0].Mistakes[0].ID != "header-value" {
		t.Errorf("%+v, %v", r.Found, err)
	}
}

// A body that is not there is known all the same where its hash is that of nothing.
func TestBodyOfNothing(t *testing.T) {
	in := signed(t, "POST / HTTP/1.1\r\nHost: example.amazonaws.com\r\n\r\n", "execute-api", general)
	s, err := dissect(&in)
	if err != nil {
		t.Fatal(err)
	}
	in.NoBody, in.Key = true, sigv4.Key{}
	in.Hash = hashOf([]byte(strings.Replace(s.right.CanonicalRequest.String, hashOfNothing, "d41d8cd98f00b204e9800998ecf8427e", 1)))
	r, err := Search(in, Options{})
	if err != nil || len(r.Found) == 0 || ids(r.Found[0]) != payloadForm.ID {
		t.Errorf("%+v, %v", r.Found, err)
	}
}
