package diagnose

import (
	"bytes"
	"strings"

	"countersign/sigv4"
	"countersign/sigv4/endpoint"
	"countersign/sigv4/paste"
)

// deriveGuesses derives the request in the ways in which it may have been sent, where the paste does
// not say: a URL with another method, a body with or without the line end behind it, a body that may
// be more or less than what was pasted. A guess counts only once a signature or a hash confirms it.
func (b *bench) deriveGuesses() {
	guess := func(r sigv4.Request, as string) {
		sets, families := b.rulesFor()
		for i, rules := range sets {
			d, err := sigv4.Rederive(r, b.claim, rules, sigv4.Key{})
			if err != nil {
				return
			}
			b.guesses = append(b.guesses, derived{
				derivation: d, family: families[i], rules: rules, as: as,
				canonical: b.toPaste(d.CanonicalRequest), toSign: b.toPaste(d.StringToSign),
			})
		}
	}
	r := b.request.Request
	if b.methodUnknown() {
		for _, method := range urlMethods {
			if method != r.Method {
				other := r
				other.Method = method
				guess(other, "sent with "+method)
			}
		}
	}
	if b.tokenApart() {
		other := r
		other.Target = withoutToken(r.Target)
		guess(other, "with its session token appended after signing")
		for i := range b.guesses { // its bytes lie elsewhere in the paste
			b.guesses[i].canonical.Map, b.guesses[i].toSign.Map = sigv4.Map{}, sigv4.Map{}
		}
	}
	if len(r.Body) == 0 || hasHeader(r.Headers, "X-Amz-Content-Sha256") {
		return
	}
	if b.request.Body == paste.Unknown {
		r.PayloadHash = ""
		guess(r, "with the body as far as it is pasted")
		other := r
		other.Body = nil
		guess(other, "without a body")
	}
	if b.request.Format == paste.KindHTTPRequest && !hasHeader(r.Headers, "Content-Length") {
		bare := bytes.TrimRight(r.Body, "\r\n")
		for _, end := range [...]string{"", "\n", "\r\n"} {
			other := r
			other.Body = append(bare[:len(bare):len(bare)], end...)
			if !bytes.Equal(other.Body, r.Body) {
				guess(other, map[bool]string{true: "without a line end behind its body", false: "with a line end behind its body"}[end == ""])
			}
		}
	}
}

// tokenApart reports whether the request is a URL of a service that wants the session token appended
// after signing, and has one.
func (b *bench) tokenApart() bool {
	return b.claimed && b.claim.Carrier == sigv4.QueryCarrier && b.claim.SessionToken != "" && endpoint.Lookup(b.claim.Scope.Service).TokenUnsigned
}

// withoutToken takes the session token off a target.
func withoutToken(target string) string {
	path, query, _ := strings.Cut(target, "?")
	var kept []string
	for _, p := range strings.Split(query, "&") {
		if name, _, _ := strings.Cut(p, "="); !strings.EqualFold(name, tokenHeader) {
			kept = append(kept, p)
		}
	}
	return path + "?" + strings.Join(kept, "&")
}

// urlMethods are the methods that a presigned URL may be made for.
var urlMethods = [...]string{"GET", "PUT", "HEAD", "POST", "DELETE", "PATCH"}

// methodUnknown reports whether the request is a URL of which nothing says with what method it is sent.
func (b *bench) methodUnknown() bool {
	return b.request != nil && b.request.ImpliedMethod && b.request.Format == paste.KindPresignedURL
}

// confirm puts a guess in the first place of what was sent.
func (b *bench) confirm(i int) {
	b.sent = append([]derived{b.guesses[i]}, b.sent...)
	b.guesses = nil
}

// confirmByHash confirms the guess that has the server's hash, where what was derived has not.
func (b *bench) confirmByHash() {
	if b.serverHash() == "" || len(b.sent) > 0 && !b.sent[0].borrowedHash && b.isServers(b.sent[0].canonical.String) {
		return
	}
	for i := range b.guesses {
		if b.isServers(b.guesses[i].canonical.String) {
			b.confirm(i)
			return
		}
	}
}

// assumed says what was assumed or mended of the request before it was confirmed, behind a comma.
func (b *bench) assumed() string {
	text := ""
	if b.request != nil && b.request.Repair != "" {
		text = ", mended here (" + b.request.Repair + ")"
	}
	if len(b.sent) > 0 && b.sent[0].as != "" {
		text += ", " + b.sent[0].as
	}
	return text
}

// guessed names what was tried with a key, for a request of which the paste does not show all.
func (b *bench) guessed() string {
	switch {
	case b.methodUnknown():
		return "with none of the methods " + strings.Join(urlMethods[:], ", ")
	case b.request != nil && b.request.Body == paste.Unknown && b.request.BodyDoubt != "":
		return "with the body as pasted, and without one; but " + b.request.BodyDoubt
	}
	return ""
}
