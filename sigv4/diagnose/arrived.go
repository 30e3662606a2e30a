package diagnose

import (
	"slices"
	"strings"

	"countersign/sigv4"
	"countersign/sigv4/paste"
)

// chooseArrived finds the places at which the paste shows the chosen request: before and behind a proxy, as
// a command and as a log of what was sent. The diagnosis is about the first, and sets the last beside it.
func (b *bench) chooseArrived() {
	if b.request == nil {
		return
	}
	own, ok := b.ownClaim()
	if !ok {
		return
	}
	var front, behind []*paste.Request
	for i := range b.ev.Requests {
		switch r := &b.ev.Requests[i]; {
		case !b.isSame(r, &own):
		case isBehind(r, own):
			behind = append(behind, r)
		default:
			front = append(front, r)
		}
	}
	places := front
	switch {
	case len(front) > 0 && len(behind) > 0:
		places = append(front, behind[len(behind)-1])
	case len(front) == 0:
		for _, r := range behind {
			if r.Format != paste.KindAccessLog { // two lines of a log are two requests
				places = append(places, r)
			}
		}
	}
	if n := len(places); n > maxPlaces {
		places = append(places[:maxPlaces-1], places[n-1])
	}
	if len(places) > 1 {
		b.places = places
		b.request, b.arrived = places[0], places[len(places)-1]
	}
}

// ownClaim is the claim of the chosen request or, where that is a line of a log in which the signature was
// masked, of the request that it is a line of.
func (b *bench) ownClaim() (sigv4.Claim, bool) {
	for i := range b.ev.Requests {
		c, err := claimOf(&b.ev.Requests[i])
		if err == nil && isHash(c.Signature) && b.isSame(b.request, &c) {
			return c, true
		}
	}
	return sigv4.Claim{}, false
}

// isSame reports whether a request is the one with a claim: it has that signature or, behind a proxy that
// took the signature off, that time of signing, or S3's log names the id of the answer.
func (b *bench) isSame(r *paste.Request, own *sigv4.Claim) bool {
	if signature := signatureOf(r); isHash(signature) {
		return signature == own.Signature
	}
	if !isBehind(r, *own) { // a log of what is yet to be signed
		return false
	}
	if date, ok := headerIn(r.Headers, "X-Amz-Date"); ok && date == own.Date {
		return true
	}
	if _, query, _ := strings.Cut(r.Target, "?"); own.Carrier == sigv4.QueryCarrier && strings.Contains(query, "X-Amz-Date="+own.Date) {
		return true
	}
	if r.Format != paste.KindAccessLog || r.Error < 0 {
		return false
	}
	id := field(&b.ev.Errors[r.Error], "RequestId").String
	return id != "" && strings.Count(b.ev.Text, id) > 1 // the answer names it too
}

// signatureOf is the signature that a request claims, "" for none.
func signatureOf(r *paste.Request) string {
	c, err := claimOf(r)
	if err != nil {
		return ""
	}
	return c.Signature
}

// isBehind reports whether a request shows that it passed a proxy: a log of a server has it, or a header
// that proxies add, and that the signer did not sign.
func isBehind(r *paste.Request, own sigv4.Claim) bool {
	if r.Format == paste.KindAccessLog {
		return true
	}
	for _, h := range r.Headers {
		name := strings.ToLower(h.Name)
		for _, added := range [...]string{"via", "forwarded", "x-forwarded-for", "x-forwarded-proto", "x-forwarded-host", "x-real-ip", "x-amz-cf-id", "cf-ray", "x-envoy-expected-rq-timeout-ms"} {
			if name == added && !slices.Contains(own.SignedHeaders, name) {
				return true
			}
		}
	}
	return false
}

// deriveArrived brings the second request to a canonical request, under the rules of the first. What the
// paste does not show of it is taken to be as it was sent: nothing is known of a change.
func (b *bench) deriveArrived() *derived {
	if b.arrived == nil || len(b.sent) == 0 || b.arrived.Redacted {
		return nil
	}
	r, sent := b.arrived.Request, b.request
	if r.Target == "" {
		r.Method, r.Target = sent.Method, sent.Target
	}
	r.Headers = b.arrivedHeaders()
	if b.arrived.Body == paste.Unknown && !bodiless(b.arrived) || sent.Body == paste.Unknown && !bodiless(sent) {
		r.PayloadHash = b.sent[0].derivation.PayloadHash.String
		r.Body = nil
	}
	d, err := sigv4.Rederive(r, b.claim, b.sent[0].rules, sigv4.Key{})
	if err != nil {
		return nil
	}
	through := func(t sigv4.Text) sigv4.Text {
		t.Map = t.Map.Through(func(s sigv4.Source) (sigv4.Map, bool) { return requestMap(b.arrived, s) })
		return t
	}
	return &derived{derivation: d, canonical: through(d.CanonicalRequest), toSign: through(d.StringToSign), rules: b.sent[0].rules}
}

// arrivedHeaders are the headers of the second request and those that were signed and are not in it: empty,
// as AWS writes them, where all its headers are there.
func (b *bench) arrivedHeaders() []sigv4.Header {
	headers := append([]sigv4.Header(nil), b.arrived.Headers...)
	for _, name := range b.claim.SignedHeaders {
		if _, ok := headerIn(b.arrived.Headers, name); ok {
			continue
		}
		h := sigv4.Header{Name: name}
		if !showsAll(b.arrived, name) {
			h.Value, _ = headerIn(b.request.Headers, name)
		}
		headers = append(headers, h)
	}
	return headers
}

// headerIn is the first value of a header.
func headerIn(headers []sigv4.Header, name string) (string, bool) {
	for _, h := range headers {
		if strings.EqualFold(h.Name, name) {
			return h.Value, true
		}
	}
	return "", false
}

// showsAll reports whether a header that is not in a request was not sent: its text is whole, and the
// client that it is of adds no such header by itself.
func showsAll(r *paste.Request, name string) bool {
	if r.OtherHeaders != paste.Absent || r.Cut {
		return false
	}
	adds := map[paste.Kind][]string{
		paste.KindCurl:            {"user-agent", "expect"},
		paste.KindBotocoreRequest: {"host", "accept-encoding", "content-length", "connection"},
	}[r.Format]
	return !slices.Contains(adds, strings.ToLower(name))
}
