package check

import (
	"strings"

	"countersign/sigv4"
	"countersign/sigv4/endpoint"
	"countersign/sigv4/token"
)

func isRequest(in *input) bool { return in.requestErr == nil }

// verifyRequest verifies any signed request.
func verifyRequest(in *input) (*verification, error) {
	c, err := sigv4.ParseClaim(in.request)
	if err != nil {
		return nil, err
	}
	if c.Carrier == sigv4.QueryCarrier {
		return in.presigned("presigned request", in.request, c)
	}
	return in.bestBody("signed request", in.request, c)
}

// presigned verifies a request whose signature stands in its query.
func (in *input) presigned(carrier string, r sigv4.Request, c sigv4.Claim) (*verification, error) {
	if service := endpoint.Lookup(c.Scope.Service); service.TokenUnsigned && c.SessionToken != "" {
		// the token was added behind the signature, and is not signed: package token takes it off
		parsed, err := token.ParseIoT("wss://" + headerOf(r, "Host") + r.Target)
		if err != nil {
			return nil, err
		}
		r.Target = parsed.Request().Target
		if c, err = sigv4.ParseClaim(r); err != nil {
			return nil, err
		}
		v, err := in.bestBody(carrier, r, c)
		if err == nil {
			v.assume("The session token was added after signing, as " + service.Name + " wants it.")
			v.fact("session token", "there, not shown")
		}
		return v, err
	}
	return in.bestBody(carrier, r, c)
}

// bestBody verifies r with its body as it is and, where a stage departs, with what a text box or an editor
// may have made of it: without the last line end, with the carriage returns that it lost. Only one with
// which nothing departs is taken in its place.
func (in *input) bestBody(carrier string, r sigv4.Request, c sigv4.Claim) (*verification, error) {
	first, err := in.signature(carrier, r, c)
	if err != nil || len(r.Body) == 0 || !first.departsAnywhere() {
		return first, err
	}
	body := string(r.Body)
	cut := strings.TrimSuffix(strings.TrimSuffix(body, "\n"), "\r")
	for _, other := range [...]struct {
		body, says string
		fits       bool
	}{
		{cut, "The line end at the end of the text is taken not to belong to the body.", cut != body},
		{withCR(body), "The line ends of the body are taken to be CRLF, as they were before the text lost its carriage returns.", in.noCR},
		{withCR(cut), "The line ends of the body are taken to be CRLF, as they were before the text lost its carriage returns, and its last line to have none.", in.noCR && cut != body},
	} {
		if !other.fits {
			continue
		}
		r.Body = []byte(other.body)
		v, err := in.signature(carrier, r, c)
		if err == nil && !v.departsAnywhere() && v.at(nameSignature).Status != NotCompared {
			v.assume(other.says)
			return v, nil
		}
		if err == nil && v.at(namePayload).Status == Agrees { // the hash proves it, though another stage departs
			v.assume(other.says)
			return v, nil
		}
	}
	return first, nil
}

func withCR(body string) string { return strings.ReplaceAll(body, "\n", "\r\n") }

func (v *verification) departsAnywhere() bool {
	for _, s := range v.Steps {
		if s.Status == Departs {
			return true
		}
	}
	return false
}

// signature goes through the stages of a request's own signature.
func (in *input) signature(carrier string, r sigv4.Request, c sigv4.Claim) (*verification, error) {
	v := newVerification(carrier)
	service := endpoint.Lookup(c.Scope.Service)
	if note := service.Note(); note != "" {
		v.assume("Rules: " + note)
	}
	in.claimFacts(v, r, c)
	key := in.Key
	if c.Algorithm == sigv4.AlgorithmECDSA {
		key = sigv4.Key{} // package sigv4a has the key pair
	}
	d, err := sigv4.Rederive(r, c, service.Rules, key)
	in.payload(v, r, c, service.Rules, d.PayloadHash.String)
	if e, ok := err.(*sigv4.Error); ok && e.Stage == sigv4.StageCanonicalRequest && e.Field == "SignedHeaders" {
		v.depart(sigv4.StageCanonicalRequest, nameCanonical, "header "+e.Input, "",
			"SignedHeaders lists the header "+e.Input+", and the request does not have it: it was taken off on the way, or the text is not whole.")
		v.step(sigv4.StageSignature, nameSignature, NotCompared, "There is no canonical request without that header.")
		return v, nil
	}
	if err != nil {
		return nil, err
	}
	v.Derivation = d
	v.compare(sigv4.StageCanonicalRequest, nameCanonical, d.CanonicalRequest.String, in.Theirs.CanonicalRequest, notLogged)
	in.scope(v, r, c)
	v.compare(sigv4.StageStringToSign, nameToSign, d.StringToSign.String, in.Theirs.StringToSign, notLogged)
	if c.Algorithm == sigv4.AlgorithmECDSA {
		return v, in.ecdsaSignature(v, r, c)
	}
	if in.Key.IsZero() {
		v.step(sigv4.StageSignature, nameSignature, NotCompared, needsKey)
		return v, nil
	}
	v.compareSignature(d.Signature, c.Signature, in.Theirs.Signature)
	return v, nil
}

const (
	notLogged = "The one that the client logged was not given."
	needsKey  = "No secret access key or signing key was given; with one the signature is computed and compared."
)

// compareSignature compares a signature, and the one that the client logged where that is another.
func (v *verification) compareSignature(expected, found, logged string) {
	if logged != "" && !sigv4.Equal(expected, logged) {
		note := ""
		if sigv4.Equal(expected, found) {
			note = "The signature in the text agrees; the one that was logged is of another request."
		}
		v.depart(sigv4.StageSignature, nameSignature, expected, logged, note)
		return
	}
	v.compare(sigv4.StageSignature, nameSignature, expected, found, "The text holds none.")
}
