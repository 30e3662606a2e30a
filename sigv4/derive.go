package sigv4

import (
	"encoding/hex"
	"fmt"
	"io"
)

// Derivation keeps every intermediate value of one signature, each text with its source map.
//
// Maps lead to the request that was given to Derive or Rederive: a header's index and the spans in the
// target count there. Bytes that signing adds come from TimePart (the time in TimeFormat), ScopePart
// (the scope as text) or are Inserted.
type Derivation struct {
	Request          Request // in the form that is signed: headers and parameters added, no signature yet
	CanonicalURI     Text
	CanonicalQuery   Text
	CanonicalHeaders Text // each line with its newline
	SignedHeaders    Text
	PayloadHash      Text
	CanonicalRequest Text
	Hash             string // hex SHA-256 of CanonicalRequest
	StringToSign     Text
	Key              KeyChain // zero when there was no key
	Signature        string   // 64 hex digits; empty when there was no key
	Authorization    string   // the header's value; header carrier with a key only
	Signed           Request  // the request ready to send, target in wire form; with a key only

	unsigned string // Authorization as far as the signature; empty where the query carries it
}

// Derive signs r and keeps every intermediate value. r is not changed. With a zero Key the derivation
// stops at the string to sign; SigV4A (Signing.RegionSet) wants that, and package sigv4a does the rest.
// The error is of type *Error.
//
// Header carrier: X-Amz-Security-Token (with a session token), X-Amz-Date, x-amz-content-sha256 (where
// rules or payload mode want it) and Authorization are added after the request's headers. Query
// carrier: the X-Amz-* parameters are added after the request's own. What the request holds of an
// older signature is taken off first and listed as dropped.
func Derive(r Request, c Credentials, s Signing) (Derivation, error) {
	var e engine
	e.reset(true)
	if err := e.sign(&r, &c, &s); err != nil {
		return Derivation{}, err
	}
	d := e.derivation(&r)
	d.Request = e.formSigned(&r, &s)
	if s.Carrier == HeaderCarrier {
		d.unsigned = string(e.appendAuthorization(nil, &c, &s))
	}
	switch {
	case c.Key.IsZero():
		return d, nil
	case s.RegionSet != "":
		return Derivation{}, errKeyPair()
	}
	e.finish(&d, c.Key, Scope{Date: string(e.date[:8]), Region: s.Region, Service: s.Service, Terminator: Terminator})
	return d.WithSignature(d.Signature), nil
}

// WithSignature is a derivation that Derive made without a key, with a signature made elsewhere: by
// SigV4A, or by whoever holds the key. It fills Signature, Authorization and Signed.
func (d Derivation) WithSignature(signature string) Derivation {
	d.Signature = signature
	d.Signed = d.Request
	if d.unsigned == "" {
		d.Signed.Target += signatureParam + signature
		return d
	}
	d.Authorization = d.unsigned + signature
	d.Signed.Headers = append(d.Request.Headers[:len(d.Request.Headers):len(d.Request.Headers)],
		Header{"Authorization", d.Authorization})
	return d
}

// formSigned is the request with what signing adds, but no signature.
func (e *engine) formSigned(r *Request, g *Signing) Request {
	out := *r
	out.Target = string(e.appendTarget(nil, r, g))
	out.Headers = make([]Header, 0, len(r.Headers)+len(e.added)+1)
	replaced := e.replaced
	for i, h := range r.Headers {
		if len(replaced) > 0 && replaced[0] == i {
			replaced = replaced[1:]
			continue
		}
		out.Headers = append(out.Headers, h)
	}
	for _, a := range e.added {
		out.Headers = append(out.Headers, Header{a.name, string(e.values.buf[a.value.Start:a.value.End])})
	}
	return out
}

// derivation gives the texts that the engine has written.
func (e *engine) derivation(r *Request) Derivation {
	all := Text{string(e.canonical.buf), e.canonical.m}
	path, _ := splitTarget(r.Target)
	slice := func(span Span, mine func(Dropped) bool) Text {
		t := all.Slice(span)
		t.Map.Dropped = nil
		for _, d := range all.Map.Dropped {
			if mine(d) {
				t.Map.Dropped = append(t.Map.Dropped, d)
			}
		}
		return t
	}
	nothing := func(Dropped) bool { return false }
	toSign := Text{string(e.toSign.buf), e.toSign.m}
	return Derivation{
		CanonicalURI: slice(e.parts.uri, func(d Dropped) bool {
			return d.Source.Part == TargetPart && d.Src.Start < len(path)
		}),
		CanonicalQuery: slice(e.parts.query, func(d Dropped) bool {
			return d.Source.Part == TargetPart && d.Src.Start >= len(path)
		}),
		CanonicalHeaders: slice(e.parts.headers, func(d Dropped) bool { return d.Source.Part == HeaderValue }),
		SignedHeaders:    slice(e.parts.signed, nothing),
		PayloadHash:      slice(e.parts.payload, nothing),
		CanonicalRequest: all,
		Hash:             toSign.String[len(toSign.String)-64:],
		StringToSign:     toSign,
	}
}

// finish derives the key and signs.
func (e *engine) finish(d *Derivation, key Key, scope Scope) {
	d.Key = e.mac.keys(key, scope)
	signature := sum(&e.mac, d.Key.sealed.Open().kSigning[:], e.toSign.buf)
	d.Signature = hex.EncodeToString(signature[:])
}

// Format keeps every verb from printing the request, which may hold a session token, and the keys.
func (d Derivation) Format(f fmt.State, _ rune) {
	io.WriteString(f, "[derivation of "+d.Hash+"]")
}

// MarshalText keeps encoders from writing the same.
func (d Derivation) MarshalText() ([]byte, error) { return []byte(fmt.Sprint(d)), nil }
