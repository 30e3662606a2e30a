package diagnose

import (
	"slices"
	"strings"

	"countersign/sigv4"
	"countersign/sigv4/endpoint"
	"countersign/sigv4/forensics"
	"countersign/sigv4/paste"
)

// Searchable gives what a search for the mistake starts from. It is false where a search can say nothing: the
// signature is reproduced already, or there is neither a key nor a hash to be reached.
func Searchable(in Input) (forensics.Input, bool) {
	b := &bench{in: in, ev: &in.Evidence, searching: true}
	b.prepare()
	return b.searchable()
}

func (b *bench) searchable() (forensics.Input, bool) {
	if b.claim.Algorithm == sigv4.AlgorithmECDSA {
		return forensics.Input{}, false
	}
	out, ok := b.asSent()
	if !ok {
		out, ok = b.asServerHas()
	}
	if !ok {
		return forensics.Input{}, false
	}
	out.Regions, out.Services = endpoint.Regions(), endpoint.SigningNames()
	out.Hosts = b.otherHosts()
	if key := b.searchKey(); !key.IsZero() {
		out.Key = key
		if whole := b.signature(); whole != "" {
			out.Claim.Signature = whole
			return out, b.unmatched() && out.Check() == nil
		}
		return out, out.Check() == nil // it may be in another form
	}
	out.Hash = b.searchHash()
	return out, out.Hash != "" && out.Check() == nil
}

// searchKey is the key that the signature was tried with, zero for none.
func (b *bench) searchKey() sigv4.Key {
	if !b.in.Key.IsZero() {
		return b.in.Key
	}
	for _, s := range b.ev.Secrets {
		if !s.Token && s.Span.Len() > 0 && s.Span.Start >= 0 && s.Span.End <= len(b.ev.Text) {
			return sigv4.SecretKey(b.ev.Text[s.Span.Start:s.Span.End])
		}
	}
	return sigv4.Key{}
}

// asSent is the request as pasted.
func (b *bench) asSent() (forensics.Input, bool) {
	if b.request == nil || !b.claimed || b.request.Redacted && !b.masksHarmless() {
		return forensics.Input{}, false
	}
	r := b.request.Request
	r.Headers = b.untrimmed()
	if b.tokenApart() {
		r.Target = withoutToken(r.Target)
	}
	hash, missing := b.missingPayload()
	if missing && hash == "" {
		return forensics.Input{}, false
	}
	if missing {
		r.PayloadHash = hash
	}
	sets, _ := b.rulesFor()
	rules := sets[0]
	if len(b.sent) > 0 {
		rules = b.sent[0].rules
	}
	if b.hashes.intact && !missing { // the paste may have lost a line end of the body
		other := r
		other.PayloadHash = b.server.Text.String[b.server.PayloadHash.Start:b.server.PayloadHash.End]
		if d, err := sigv4.Rederive(other, b.claim, rules, sigv4.Key{}); err == nil && d.CanonicalRequest.String == b.server.Text.String {
			r = other
			if r.PayloadHash == sigv4.HashHex("") {
				r.Body = nil // a line end of the paste is no body
			}
		}
	}
	return forensics.Input{Request: r, Claim: b.claim, Rules: rules, NoBody: missing}, true
}

// untrimmed are the headers with the blanks around their values, as far as the paste shows them: one before the
// value is the line's own. A signer that does not trim has signed them.
func (b *bench) untrimmed() []sigv4.Header {
	out := slices.Clone(b.request.Headers)
	for i := range out {
		if i >= len(b.request.ValueMaps) || len(b.request.ValueMaps[i].Segments) != 1 {
			continue
		}
		seg := b.request.ValueMaps[i].Segments[0]
		if seg.Source.Part != sigv4.Paste || seg.Src.Len() != len(out[i].Value) || b.ev.Text[seg.Src.Start:seg.Src.End] != out[i].Value {
			continue
		}
		start, end := seg.Src.Start, seg.Src.End
		for start > 0 && isBlank(b.ev.Text[start-1]) {
			start--
		}
		for end < len(b.ev.Text) && isBlank(b.ev.Text[end]) {
			end++
		}
		if start > 0 && b.ev.Text[start-1] == ':' && (end == len(b.ev.Text) || b.ev.Text[end] == '\n' || b.ev.Text[end] == '\r') {
			out[i].Value = b.ev.Text[min(start+1, seg.Src.Start):end]
		}
	}
	return out
}

func isBlank(c byte) bool { return c == ' ' || c == '\t' }

// asServerHas is the request that the server's canonical request and string to sign are of.
func (b *bench) asServerHas() (forensics.Input, bool) {
	if b.server == nil || b.serverToSign == nil || b.server.Masked || b.serverToSign.Masked || !b.hashes.intact {
		return forensics.Input{}, false
	}
	text := b.server.Text.String
	of := func(s sigv4.Span) string { return text[s.Start:s.End] }
	toSign := b.serverToSign
	scope := strings.Split(toSign.Text.String[toSign.Scope.Start:toSign.Scope.End], "/")
	if len(scope) != 4 {
		return forensics.Input{}, false
	}
	c := sigv4.Claim{
		Algorithm: sigv4.Algorithm, AccessKeyID: b.accessKeyID(), Date: toSign.Text.String[toSign.Time.Start:toSign.Time.End],
		Scope:         sigv4.Scope{Date: scope[0], Region: scope[1], Service: scope[2], Terminator: scope[3]},
		SignedHeaders: strings.Split(of(b.server.SignedHeaders), ";"),
	}
	rules := endpoint.Lookup(c.Scope.Service).Rules
	path := of(b.server.URI)
	if rules.EncodeTwice {
		path = decoded(path)
	}
	r := sigv4.Request{Method: of(b.server.Method), Target: path, PayloadHash: of(b.server.PayloadHash)}
	if query := of(b.server.Query); query != "" {
		r.Target += "?" + query
		if strings.Contains(query, "X-Amz-Credential=") {
			c.Carrier = sigv4.QueryCarrier
		}
	}
	for _, line := range strings.Split(of(b.server.Headers), "\n") {
		if name, value, found := strings.Cut(line, ":"); found {
			r.Headers = append(r.Headers, sigv4.Header{Name: name, Value: value})
		}
	}
	d, err := sigv4.Rederive(r, c, rules, sigv4.Key{})
	if err != nil || d.CanonicalRequest.String != text {
		return forensics.Input{}, false // the server has rules of its own
	}
	return forensics.Input{Request: r, Claim: c, Rules: rules, NoBody: true}, true
}

// otherHosts are the hosts that the paste names beside the request's own.
func (b *bench) otherHosts() []string {
	var out []string
	add := func(host string) {
		for _, known := range out {
			if known == host {
				return
			}
		}
		if host != "" {
			out = append(out, host)
		}
	}
	for i := range b.ev.Requests {
		add(b.ev.Requests[i].Host)
	}
	for i := range b.ev.CanonicalRequests {
		for _, l := range canonicalLines(b.ev.CanonicalRequests[i].Text.String) {
			if l.name == "header host" {
				_, host, _ := strings.Cut(b.ev.CanonicalRequests[i].Text.String[l.span.Start:l.span.End], ":")
				add(host)
			}
		}
	}
	return out
}

// searchHash is the hash of the canonical request of which only the hash is there: what the client hashed, or
// what the server did. "" where there is none, or a text has it.
func (b *bench) searchHash() string {
	known := func(h string) bool {
		for i := range b.sent {
			if sigv4.HashHex(b.sent[i].canonical.String) == h {
				return true
			}
		}
		for _, c := range [...]*paste.CanonicalRequest{b.client, b.server} {
			if c != nil && sigv4.HashHex(c.Text.String) == h {
				return true
			}
		}
		return false
	}
	if s := b.clientToSign; s != nil && !s.Masked {
		if h := strings.TrimSpace(s.Text.String[s.Hash.Start:s.Hash.End]); isHash(h) && !known(h) {
			return h
		}
	}
	if h := b.serverHash(); h != "" && !known(h) {
		return h
	}
	return ""
}
