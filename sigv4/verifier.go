package sigv4

import (
	"fmt"
	"io"
	"strings"

	"countersign/sigv4/internal/sealed"
	"countersign/sigv4/internal/sha256"
)

// Verifier checks signed requests without allocating, once its memory has grown to the size of the
// requests it sees. The zero Verifier is ready to use; one Verifier serves one goroutine.
type Verifier struct {
	sealed sealed.Value[verifierState]
}

type verifierState struct {
	engine engine
	parser claimParser
	keys   keyCache
	mac    keyedMAC // of the last signing key
}

// Format keeps every verb from printing what the verifier remembers.
func (v Verifier) Format(f fmt.State, _ rune) { io.WriteString(f, "[verifier]") }

// Verify reports whether the signature that r carries is the one that it calls for under key: what
// ParseClaim and Verify find, without the steps. Neither the clock nor the expiry is looked at. The
// error is of type *Error: r carries no signature that can be read, or none can be computed for it.
func (v *Verifier) Verify(r Request, rules Rules, key Key) (bool, error) {
	state := v.sealed.Open()
	if state == nil {
		v.sealed = sealed.Seal(verifierState{})
		state = v.sealed.Open()
	}
	if key.IsZero() {
		return false, errNoKey()
	}
	matches, err := state.verify(&r, rules, key)
	if e, ok := err.(*Error); ok {
		e.Input = strings.Clone(e.Input) // it may lie in the parser's memory
	}
	return matches, err
}

func (v *verifierState) verify(r *Request, rules Rules, key Key) (bool, error) {
	c, err := v.parser.parse(r)
	if err != nil {
		return false, err
	}
	if c.Algorithm == AlgorithmECDSA {
		return false, errKeyPair()
	}
	e := &v.engine
	e.reset(false)
	if err := e.rederive(r, &c, rules); err != nil {
		return false, err
	}
	kSigning := v.keys.find(&e.mac, key, e.scope)
	signature := v.mac.sum(&kSigning, e.toSign.padded(sha256.BlockSize))
	var expected [64]byte
	return equal(appendHex(expected[:0], &signature), c.Signature), nil
}
