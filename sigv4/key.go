package sigv4

import (
	"fmt"
	"io"
)

// Key signs: a secret access key, or a signing key already derived for one date, region and
// service. The zero Key is no key. No fmt verb, JSON or panic prints what it holds: the bytes lie
// behind a pointer that only this package follows.
type Key struct {
	held *keyMaterial
}

type keyMaterial struct {
	secret  string
	signing *[32]byte // when set, the key is derived and secret is empty
}

// SecretKey is the key that a secret access key makes. The text is used as it is: nothing is trimmed.
func SecretKey(secret string) Key {
	if secret == "" {
		return Key{}
	}
	return Key{&keyMaterial{secret: secret}}
}

// SigningKey is a derived key, kSigning: good for one date, region and service.
func SigningKey(kSigning [32]byte) Key {
	return Key{&keyMaterial{signing: &kSigning}}
}

// IsZero reports whether there is no key.
func (k Key) IsZero() bool { return k.held == nil }

// IsDerived reports whether k is a signing key rather than a secret.
func (k Key) IsDerived() bool { return k.held != nil && k.held.signing != nil }

// Format keeps every verb from printing the key.
func (k Key) Format(f fmt.State, _ rune) {
	if k.IsZero() {
		io.WriteString(f, "no key")
		return
	}
	io.WriteString(f, "[key not shown]")
}

// MarshalText keeps encoders from printing the key.
func (k Key) MarshalText() ([]byte, error) { return []byte(fmt.Sprint(k)), nil }

// Credentials are what AWS hands out: an access key id, its key and, for temporary ones, a session token.
type Credentials struct {
	AccessKeyID  string
	Key          Key
	SessionToken string
}

// KeyChain holds the four keys of the derivation. For a Key that came derived only kSigning is there.
type KeyChain struct {
	held *chain
}

type chain struct {
	kDate, kRegion, kService, kSigning [32]byte
}

// Format keeps every verb from printing the keys.
func (k KeyChain) Format(f fmt.State, _ rune) {
	io.WriteString(f, "[keys not shown]")
}
