package p256

import (
	"fmt"
	"io"

	"countersign/sigv4/internal/sealed"
)

// PrivateKey is a number from 1 to n-1, n being the order of P-256. The zero PrivateKey is no key. No
// fmt verb, JSON or panic prints what it holds.
type PrivateKey struct {
	sealed sealed.Value[[32]byte]
}

// NewPrivateKey makes a key of a big-endian number. The error, for a number that is not from 1 to n-1,
// is of type *Error and does not tell the number.
func NewPrivateKey(number [32]byte) (PrivateKey, error) {
	if d := fromBytes(&number); !isScalar(&d) {
		return PrivateKey{}, &Error{"private key", -1, "it is a number from 1 to n-1, n being the order of P-256"}
	}
	return PrivateKey{sealed.Seal(number)}, nil
}

// IsZero reports whether there is no key.
func (k PrivateKey) IsZero() bool { return k.sealed.Open() == nil }

// Public is the key that verifies what k signs; of the zero PrivateKey, the zero PublicKey, which
// verifies nothing.
func (k PrivateKey) Public() PublicKey {
	number := k.sealed.Open()
	if number == nil {
		return PublicKey{}
	}
	d := fromBytes(number)
	q := multiplyBase(&d)
	x, y := q.coordinates()
	return PublicKey{x.bytes(), y.bytes()}
}

// Format keeps every verb from printing the key.
func (k PrivateKey) Format(f fmt.State, _ rune) {
	if k.IsZero() {
		io.WriteString(f, "no private key")
		return
	}
	io.WriteString(f, "[private key not shown]")
}

// MarshalText keeps encoders from printing the key.
func (k PrivateKey) MarshalText() ([]byte, error) { return []byte(fmt.Sprint(k)), nil }
