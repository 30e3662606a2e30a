package diagnose

import (
	"countersign/sigv4"
	"countersign/sigv4/paste"
)

// chooseArrived finds two requests with the signature of the chosen one: the same request seen at two
// places, as before and behind a proxy. The diagnosis is about the first, and sets the last beside it.
func (b *bench) chooseArrived() {
	if b.request == nil {
		return
	}
	own, err := sigv4.ParseClaim(b.request.Request)
	if err != nil || !isHash(own.Signature) {
		return
	}
	var first, last *paste.Request
	for i := range b.ev.Requests {
		r := &b.ev.Requests[i]
		if c, err := sigv4.ParseClaim(r.Request); err == nil && c.Signature == own.Signature {
			if first == nil {
				first = r
			}
			last = r
		}
	}
	if first != last {
		b.request, b.arrived = first, last
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
