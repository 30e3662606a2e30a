package sigv4

import (
	"encoding/hex"
	"fmt"
	"io"
	"strings"

	"countersign/sigv4/internal/sealed"
)

// Key signs: a secret access key, or a signing key already derived for one date, region and
// service. The zero Key is no key. No fmt verb, JSON or panic prints what it holds.
type Key struct {
	sealed sealed.Value[keyMaterial]
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
	return Key{sealed.Seal(keyMaterial{secret: secret})}
}

// SigningKey is a derived key, kSigning: good for one date, region and service.
func SigningKey(kSigning [32]byte) Key {
	return Key{sealed.Seal(keyMaterial{signing: &kSigning})}
}

// IsZero reports whether there is no key.
func (k Key) IsZero() bool { return k.sealed.Open() == nil }

// IsDerived reports whether k is a signing key rather than a secret.
func (k Key) IsDerived() bool {
	material := k.sealed.Open()
	return material != nil && material.signing != nil
}

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

// Format keeps every verb from printing the key and the token. The access key id is no secret.
func (c Credentials) Format(f fmt.State, _ rune) {
	io.WriteString(f, "credentials of "+c.AccessKeyID+" [secrets not shown]")
}

// MarshalText keeps encoders from writing the same.
func (c Credentials) MarshalText() ([]byte, error) { return []byte(fmt.Sprint(c)), nil }

// ParseKey reads the text of a secret-or-signing-key field: 64 hex digits are a signing key,
// anything else a secret access key, taken as it is.
func ParseKey(text string) Key {
	if len(text) == 64 {
		if b, err := hex.DecodeString(text); err == nil {
			return SigningKey([32]byte(b))
		}
	}
	return SecretKey(text)
}

// MAC is the HMAC-SHA-256 of message under prefix and the secret access key: the first step of a key
// derivation ("AWS4" in SigV4, "AWS4A" in SigV4A). What it gives can sign, as the secret can. A key that
// holds no secret, because it is zero or came derived, gives false.
func (k Key) MAC(prefix string, message []byte) (mac [32]byte, ok bool) {
	material := k.sealed.Open()
	if material == nil || material.signing != nil {
		return mac, false
	}
	var m macScratch
	m.seed = append([]byte(prefix), material.secret...)
	return sum(&m, m.seed, message), true
}

// RevealSecret gives the secret access key, false where there is none: k is zero or came derived. Only for
// trying what a secret becomes when it is damaged; the text must go nowhere.
func (k Key) RevealSecret() (string, bool) {
	material := k.sealed.Open()
	if material == nil || material.signing != nil {
		return "", false
	}
	return material.secret, true
}

// RevealSigning gives the 32 bytes of a signing key, false where k is none.
func (k Key) RevealSigning() (kSigning [32]byte, ok bool) {
	material := k.sealed.Open()
	if material == nil || material.signing == nil {
		return kSigning, false
	}
	return *material.signing, true
}

// KeyChain holds the four keys of the derivation, kDate, kRegion, kService and kSigning. For a Key that
// came derived only kSigning is there.
type KeyChain struct {
	sealed sealed.Value[chain]
}

type chain struct {
	kDate, kRegion, kService, kSigning [32]byte
}

// DeriveKeys makes the key chain of a key for a scope (IAM User Guide, "Create a signed AWS API
// request", step 4). A derived key is taken as the kSigning of that scope. A zero key gives a zero chain.
func DeriveKeys(key Key, scope Scope) KeyChain {
	var m macScratch
	return m.keys(key, scope)
}

func (m *macScratch) keys(key Key, scope Scope) KeyChain {
	material := key.sealed.Open()
	switch {
	case material == nil:
		return KeyChain{}
	case material.signing != nil:
		return KeyChain{sealed.Seal(chain{kSigning: *material.signing})}
	}
	return KeyChain{sealed.Seal(deriveChain(m, material.secret, scope.Date, scope.Region, scope.Service, scope.Terminator))}
}

// IsZero reports whether there are no keys.
func (k KeyChain) IsZero() bool { return k.sealed.Open() == nil }

// SigningKey is kSigning as a Key, zero for a zero chain.
func (k KeyChain) SigningKey() Key {
	keys := k.sealed.Open()
	if keys == nil {
		return Key{}
	}
	return SigningKey(keys.kSigning)
}

// Reveal gives the four keys in hex, in the order of the derivation; those that are not known are
// empty. Only for showing the reader the keys of the secret just typed: each of them can sign.
func (k KeyChain) Reveal() [4]string {
	var out [4]string
	keys := k.sealed.Open()
	if keys == nil {
		return out
	}
	for i, key := range [4][32]byte{keys.kDate, keys.kRegion, keys.kService, keys.kSigning} {
		if key != [32]byte{} {
			out[i] = hex.EncodeToString(key[:])
		}
	}
	return out
}

// Format keeps every verb from printing the keys.
func (k KeyChain) Format(f fmt.State, _ rune) {
	io.WriteString(f, "[keys not shown]")
}

// MarshalText keeps encoders from printing the keys.
func (k KeyChain) MarshalText() ([]byte, error) { return []byte(fmt.Sprint(k)), nil }

// SignStringToSign gives the hex signature of a string to sign under key, for the scope that its third
// line names. The error is of type *Error.
func SignStringToSign(stringToSign string, key Key) (string, error) {
	if key.IsZero() {
		return "", errNoKey()
	}
	var scope Scope
	if !key.IsDerived() {
		lines := strings.Split(stringToSign, "\n")
		if len(lines) < 3 {
			return "", failed(StageStringToSign, "string to sign", stringToSign,
				"it has four lines: algorithm, time, credential scope, hash of the canonical request")
		}
		var ok bool
		if scope, ok = parseScope(lines[2]); !ok {
			return "", failed(StageStringToSign, "credential scope", lines[2],
				"the third line is date/region/service/aws4_request")
		}
	}
	var m macScratch
	keys := m.keys(key, scope)
	signature := sum(&m, keys.sealed.Open().kSigning[:], stringToSign)
	return hex.EncodeToString(signature[:]), nil
}
