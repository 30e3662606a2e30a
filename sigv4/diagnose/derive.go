package diagnose

import (
	"strings"

	"countersign/sigv4"
	"countersign/sigv4/endpoint"
	"countersign/sigv4/paste"
)

// derived is the pasted request brought to a string to sign under one set of rules.
type derived struct {
	derivation   sigv4.Derivation
	canonical    sigv4.Text // its canonical request, with a map that ends in the paste
	toSign       sigv4.Text
	family       string // whose rules: "the general", "S3's", "S3's path"
	rules        sigv4.Rules
	borrowedHash bool   // the body is not in the paste: the payload hash is the server's or the client's
	as           string // what the paste does not say and was assumed: "sent with PUT", "" for nothing
}

// rulesFor gives the rules that can apply to the request: one set where the service is known, all where not.
func (b *bench) rulesFor() (sets []sigv4.Rules, families []string) {
	s3, general := endpoint.Lookup("s3").Rules, endpoint.Lookup("execute-api").Rules
	service := endpoint.Lookup(b.claim.Scope.Service)
	switch {
	case service.Known && service.Rules == s3:
		return []sigv4.Rules{s3}, []string{"S3's"}
	case service.Known:
		return []sigv4.Rules{service.Rules}, []string{"the general"}
	}
	hashed := s3 // S3's paths, but a presigned request's body is hashed all the same
	hashed.ContentSHA256 = false
	return []sigv4.Rules{general, s3, hashed}, []string{"the general", "S3's", "S3's path"}
}

// derive brings the request as pasted to the text that a server signs for it. It does not where
// something in the request was masked, or its body is cut off and nobody else gives the payload hash.
func (b *bench) derive() {
	if b.request == nil || !b.claimed || b.request.Redacted && !b.masksHarmless() {
		return
	}
	b.deriveGuesses()
	defer b.confirmByHash()
	r := b.request.Request
	borrowed := false
	if hash, needed := b.missingPayload(); needed {
		if hash == "" {
			return
		}
		r.PayloadHash, borrowed = hash, true
	}
	sets, families := b.rulesFor()
	for i, rules := range sets {
		d, err := sigv4.Rederive(r, b.claim, rules, sigv4.Key{})
		if err != nil {
			b.sentErr, _ = err.(*sigv4.Error)
			return
		}
		b.sent = append(b.sent, derived{
			derivation: d, family: families[i], rules: rules, borrowedHash: borrowed,
			canonical: b.toPaste(d.CanonicalRequest), toSign: b.toPaste(d.StringToSign),
		})
	}
	b.preferMatching()
}

// masksHarmless reports whether nothing that is signed was masked: the Authorization header itself is
// not, so that a request can be recomputed though key id and signature are hidden in it.
func (b *bench) masksHarmless() bool {
	if b.claim.Carrier == sigv4.QueryCarrier || masked(b.request.Method+b.request.Target) || len(b.request.Request.Body) > 0 && masked(string(b.request.Request.Body)) {
		return false
	}
	for _, h := range b.request.Headers {
		if !strings.EqualFold(h.Name, "Authorization") && masked(h.Value) {
			return false
		}
	}
	c := b.claim
	return !masked(c.Scope.Date+c.Scope.Region+c.Scope.Service+c.Scope.Terminator) && !masked(strings.Join(c.SignedHeaders, ";"))
}

// preferMatching puts the set of rules first under which the request gives what the server has, or
// comes closest to it: the same path, the same payload hash.
func (b *bench) preferMatching() {
	if b.server == nil {
		return
	}
	best, most := 0, -1
	for i := range b.sent {
		if n := b.likeServer(b.sent[i].derivation); n > most {
			best, most = i, n
		}
	}
	if best > 0 {
		b.sent[0], b.sent[best] = b.sent[best], b.sent[0]
	}
}

func (b *bench) likeServer(d sigv4.Derivation) int {
	text, n := b.server.Text.String, 0
	if d.CanonicalRequest.String == text {
		n += 4
	}
	if d.CanonicalURI.String == text[b.server.URI.Start:b.server.URI.End] {
		n += 2
	}
	if d.PayloadHash.String == text[b.server.PayloadHash.Start:b.server.PayloadHash.End] {
		n++
	}
	return n
}

// missingPayload says whether the payload hash cannot be had from the request itself, and whose
// can stand in for it.
func (b *bench) missingPayload() (hash string, missing bool) {
	if b.request.Body != paste.Unknown || b.request.PayloadHash != "" {
		return "", false
	}
	for _, h := range b.request.Headers {
		if strings.EqualFold(h.Name, "X-Amz-Content-Sha256") {
			return "", false
		}
	}
	if b.claim.Carrier == sigv4.QueryCarrier && b.claim.Scope.Service == "s3" {
		return "", false
	}
	if bodiless(b.request) && len(b.request.Request.Body) == 0 {
		return "", false
	}
	for _, c := range [...]*paste.CanonicalRequest{b.server, b.client} {
		if c != nil && c.PayloadHash.Len() > 0 {
			return c.Text.String[c.PayloadHash.Start:c.PayloadHash.End], true
		}
	}
	return "", true
}

// bodiless reports whether a request has no body by its method and headers, also where the text
// may have been cut before one. A request without Content-Length and Transfer-Encoding has none
// (RFC 9112, section 6.3), if all its headers are there.
func bodiless(r *paste.Request) bool {
	for _, h := range r.Headers {
		if strings.EqualFold(h.Name, "Transfer-Encoding") || strings.EqualFold(h.Name, "Content-Length") && strings.TrimSpace(h.Value) != "0" {
			return false
		}
	}
	switch r.Method {
	case "GET", "HEAD", "DELETE", "OPTIONS":
		return true
	}
	return r.OtherHeaders == paste.Absent
}

// toPaste leads the map of a derived text on to the paste.
func (b *bench) toPaste(t sigv4.Text) sigv4.Text {
	t.Map = t.Map.Through(func(s sigv4.Source) (sigv4.Map, bool) { return requestMap(b.request, s) })
	return t
}
