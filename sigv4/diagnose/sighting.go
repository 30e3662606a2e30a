package diagnose

import (
	"slices"
	"strings"

	"countersign/sigv4"
	"countersign/sigv4/paste"
)

// sighting is a request as the paste shows it at one place: as it is on the wire, or as a canonical request.
type sighting struct {
	place         Place
	request       *paste.Request // nil for a text
	text          bool           // path, query and values are in their canonical forms
	signature     string         // "" when it is not shown
	method        string         // "" when it is not shown
	path, query   string
	noTarget      bool // path and query are not shown
	headers       []seenHeader
	signedHeaders []string // of a text: it holds these and no others
	cut           bool     // of a text: it ends too early, so that nothing is known of what is missing
	body          string
	hasBody       bool   // body is what was sent, all of it
	hash          string // of the body, "" when it is not known
}

// seenHeader is a header with all its values.
type seenHeader struct {
	name    string // in small letters
	values  []string
	implied bool // not in the paste, but sent by such a client
}

// canonical is the value as the canonical request has it.
func (h *seenHeader) canonical() string {
	values := make([]string, len(h.values))
	for i, v := range h.values {
		values[i] = collapse(v)
	}
	return strings.Join(values, ",")
}

// header finds a header by its name in small letters.
func (s *sighting) header(name string) *seenHeader {
	for i := range s.headers {
		if s.headers[i].name == name {
			return &s.headers[i]
		}
	}
	return nil
}

// see notes a header, or a further value of one.
func (s *sighting) see(name, value string, implied bool) {
	name = strings.ToLower(strings.TrimSpace(name))
	if h := s.header(name); h != nil {
		h.values = append(h.values, value)
		return
	}
	s.headers = append(s.headers, seenHeader{name, []string{value}, implied})
}

// lacks reports whether a header that a place does not show was not there.
func (s *sighting) lacks(name string) bool {
	if s.text {
		return !s.cut && slices.Contains(s.signedHeaders, name)
	}
	return showsAll(s.request, name)
}

// maxSeen bounds the headers that are set beside each other.
const maxSeen = 200

// sightingOf is a request as the paste has it.
func (b *bench) sightingOf(r *paste.Request, arrived bool) *sighting {
	name := "sent"
	if arrived {
		name = "arrived"
	}
	s := &sighting{place: b.placeAt(name, placeTitle(r), r.Span), request: r, method: r.Method, noTarget: r.Target == ""}
	if r.Format == paste.KindPresignedURL && r.ImpliedMethod {
		s.method = "" // an address does not say with what method it is sent
	}
	s.path, s.query, _ = strings.Cut(r.Target, "?")
	for i, h := range r.Headers[:min(len(r.Headers), maxSeen)] {
		s.see(h.Name, h.Value, i < len(r.Implied) && r.Implied[i])
	}
	s.signature = signatureOf(r)
	switch {
	case r.BodyDoubt != "" || r.Redacted && masked(string(r.Request.Body)):
	case bodiless(r) && strings.TrimSpace(string(r.Request.Body)) == "":
		s.hasBody, s.hash = true, hashOfNothing
	case r.Body == paste.Present, r.Body == paste.Absent:
		s.body, s.hasBody = string(r.Request.Body), true
		if s.header("content-length") == nil {
			s.body = strings.TrimRight(s.body, "\r\n") // or the end of the paste's own lines
		}
		s.hash = sigv4.HashHex(s.body)
	case r.PayloadHash != "":
		s.hash = r.PayloadHash
	}
	return s
}

// textSighting is a request as a canonical request tells of it.
func (b *bench) textSighting(c *paste.CanonicalRequest, name string) *sighting {
	text := c.Text.String
	title := "your canonical request"
	switch {
	case name == "server":
		title = possessive(b.serverName()) + " canonical request"
	case b.assumedClient:
		title = "the canonical request without a label"
	}
	s := &sighting{place: b.placeAt(name, title, c.Span), text: true, cut: c.PayloadHash.Len() == 0}
	part := func(s sigv4.Span) string { return text[s.Start:s.End] }
	s.method, s.path, s.query, s.hash = part(c.Method), part(c.URI), part(c.Query), part(c.PayloadHash)
	s.signedHeaders = lowerAll(strings.Split(part(c.SignedHeaders), ";"))
	for _, line := range strings.Split(part(c.Headers), "\n") {
		if name, value, ok := strings.Cut(line, ":"); ok && len(s.headers) < maxSeen {
			s.see(name, strings.TrimSpace(value), false)
		}
	}
	return s
}

// placeTitle names what a request was pasted as.
func placeTitle(r *paste.Request) string {
	switch {
	case r.Format == paste.KindHTTPRequest && r.Target == "":
		return "the headers"
	case r.Format == paste.KindHTTPRequest:
		return "the HTTP request"
	case r.Format == paste.KindPresignedURL:
		return "the presigned URL"
	case r.Format == paste.KindAccessLog:
		return "the line of the access log"
	}
	return "the " + strings.ReplaceAll(string(r.Format), "-", " ")
}

// canonize brings the target of a request to its canonical form, under the rules by which it comes
// closest to the other one's.
func (b *bench) canonize(s, other *sighting) {
	if s.text || s.noTarget {
		return
	}
	target := s.request.Target
	if b.tokenApart() {
		target = withoutToken(target)
	}
	for i, rules := range b.likelyRules() {
		uri, query, ok := b.canonicalTarget(target, rules)
		if !ok {
			s.noTarget = true
			return
		}
		if i == 0 || uri == other.path {
			s.path, s.query = uri, query
		}
	}
}

// likelyRules are the rules that the request was brought to its canonical form by, else all that can apply.
func (b *bench) likelyRules() []sigv4.Rules {
	if len(b.sent) > 0 {
		return []sigv4.Rules{b.sent[0].rules}
	}
	sets, _ := b.rulesFor()
	return sets
}

// canonicalTarget is the canonical URI and query string of a target.
func (b *bench) canonicalTarget(target string, rules sigv4.Rules) (uri, query string, ok bool) {
	r := sigv4.Request{Method: "GET", Target: target, Headers: []sigv4.Header{{Name: "Host", Value: "-"}}}
	claim := sigv4.Claim{Carrier: b.claim.Carrier, Algorithm: sigv4.Algorithm, Scope: b.claim.Scope, SignedHeaders: []string{"host"}, Date: "20150830T123600Z"}
	d, err := sigv4.Rederive(r, claim, rules, sigv4.Key{})
	return d.CanonicalURI.String, d.CanonicalQuery.String, err == nil
}
