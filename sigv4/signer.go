package sigv4

import (
	"fmt"
	"io"

	"countersign/sigv4/internal/sealed"
	"countersign/sigv4/internal/sha256"
)

// Signer signs without allocating, once its memory has grown to the size of the requests it sees. It
// gives the same bytes as Derive. The zero Signer is ready to use; one Signer serves one goroutine.
//
// It keeps the last eight signing keys, each by its secret, date, region and service, so that signing again
// for the same four costs no key derivation.
type Signer struct {
	sealed sealed.Value[signerState]
}

type signerState struct {
	engine engine
	keys   keyCache
	mac    keyedMAC // of the last signing key
}

// Format keeps every verb from printing what the signer remembers.
func (s Signer) Format(f fmt.State, _ rune) { io.WriteString(f, "[signer]") }

// AppendHeaders signs r in its headers and appends the lines to add to it as they go on the wire, each
// ended by CRLF: X-Amz-Security-Token (with a session token), X-Amz-Date, x-amz-content-sha256 (where
// the rules or the payload mode want it) and Authorization. A line of r that has the name of one of these, or
// X-Amz-Region-Set, is not signed and must not be sent. g.Carrier is not read. The error is of type *Error; dst
// is then returned as it was.
func (s *Signer) AppendHeaders(dst []byte, r Request, c Credentials, g Signing) ([]byte, error) {
	g.Carrier = HeaderCarrier
	signature, err := s.sign(&r, &c, &g)
	if err != nil {
		return dst, err
	}
	e := &s.sealed.Open().engine
	for _, a := range e.added {
		dst = append(append(dst, a.name...), ": "...)
		dst = append(append(dst, e.values.buf[a.value.Start:a.value.End]...), "\r\n"...)
	}
	dst = append(dst, "Authorization: "...)
	return append(appendHex(e.appendAuthorization(dst, &c, &g), &signature), "\r\n"...), nil
}

// AppendTarget signs r in its query and appends the target of the presigned URL: the path and query
// that follow the host. The headers of r are signed and must be sent, but for those that change on the way and
// those that the signature replaces: Authorization, X-Amz-Date, X-Amz-Region-Set, X-Amz-Security-Token (with a
// session token) and x-amz-content-sha256 (unless PayloadAuto respects its word). g.Carrier is not read. The
// error is of type *Error; dst is then returned as it was.
func (s *Signer) AppendTarget(dst []byte, r Request, c Credentials, g Signing) ([]byte, error) {
	g.Carrier = QueryCarrier
	signature, err := s.sign(&r, &c, &g)
	if err != nil {
		return dst, err
	}
	dst = append(s.sealed.Open().engine.appendTarget(dst, &r, &g), signatureParam...)
	return appendHex(dst, &signature), nil
}

// signatureParam is what stands before the signature of a presigned URL, always its last parameter.
const signatureParam = "&X-Amz-Signature="

// sign makes the signature and leaves the steps in the engine.
func (s *Signer) sign(r *Request, c *Credentials, g *Signing) ([32]byte, error) {
	state := s.sealed.Open()
	if state == nil {
		s.sealed = sealed.Seal(signerState{})
		state = s.sealed.Open()
	}
	switch {
	case c.Key.IsZero():
		return [32]byte{}, errNoKey()
	case g.RegionSet != "":
		return [32]byte{}, errKeyPair()
	}
	e := &state.engine
	e.reset(false)
	if err := e.sign(r, c, g); err != nil {
		return [32]byte{}, err
	}
	key := state.keys.find(&e.mac, c.Key, e.scope)
	return state.mac.sum(&key, e.toSign.padded(sha256.BlockSize)), nil
}

// errNoKey is the error for signing without a key.
func errNoKey() error {
	return failed(StageSigningKey, "key", "", "there is none; give a secret access key or a signing key")
}

// errKeyPair is the error for signing by SigV4A here.
func errKeyPair() error { return failed(StageSigningKey, "algorithm", AlgorithmECDSA, whyKeyPair) }

const whyKeyPair = "SigV4A signs with a key pair: use package sigv4a, or leave the key out for the steps before it"
