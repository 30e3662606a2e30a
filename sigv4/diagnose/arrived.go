package diagnose

import (
	"countersign/sigv4"
	"countersign/sigv4/paste"
)

// chooseArrived finds a second request with the signature of the first one: the same request seen at
// another place, as behind a proxy. The earlier of the two is then the request that the diagnosis is
// about.
func (b *bench) chooseArrived() {
	if b.request == nil {
		return
	}
	last, err := sigv4.ParseClaim(b.request.Request)
	if err != nil || !isHash(last.Signature) {
		return
	}
	for i := range b.ev.Requests {
		r := &b.ev.Requests[i]
		if r == b.request {
			return
		}
		if c, err := sigv4.ParseClaim(r.Request); err == nil && c.Signature == last.Signature {
			b.arrived, b.request = b.request, r
			return
		}
	}
}

// deriveArrived brings the second request to a canonical request, under the rules of the first.
func (b *bench) deriveArrived() *derived {
	if b.arrived == nil || len(b.sent) == 0 || b.arrived.Redacted {
		return nil
	}
	claim, err := sigv4.ParseClaim(b.arrived.Request)
	if err != nil {
		return nil
	}
	r := b.arrived.Request
	if b.arrived.Body == paste.Unknown && !bodiless(b.arrived) || b.request.Body == paste.Unknown && !bodiless(b.request) {
		r.PayloadHash = b.sent[0].derivation.PayloadHash.String // nothing is known of a change
		r.Body = nil
	}
	d, err := sigv4.Rederive(r, claim, b.sent[0].rules, sigv4.Key{})
	if err != nil {
		return nil
	}
	through := func(t sigv4.Text) sigv4.Text {
		t.Map = t.Map.Through(func(s sigv4.Source) (sigv4.Map, bool) { return requestMap(b.arrived, s) })
		return t
	}
	return &derived{derivation: d, canonical: through(d.CanonicalRequest), toSign: through(d.StringToSign), rules: b.sent[0].rules}
}
