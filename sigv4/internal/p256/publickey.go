package p256

import (
	"encoding/hex"
	"strings"
)

// PublicKey is a point of the curve P-256 in affine coordinates, big-endian. One made by hand may be no
// point of the curve: Check tells.
type PublicKey struct {
	X, Y [32]byte
}

// Check reports, as an *Error, a key that is no point of the curve: a coordinate is not below p, or the
// two do not fulfil y² = x³ - 3x + b (SEC 1, section 3.2.2.1). The point at infinity has no such form.
func (k PublicKey) Check() error {
	if _, ok := affine(&k.X, &k.Y); !ok {
		return &Error{"public key", -1, "X and Y are the coordinates of a point of the curve P-256"}
	}
	return nil
}

// Uncompressed is 65 bytes: 04, X and Y (SEC 1, section 2.3.3).
func (k PublicKey) Uncompressed() []byte {
	return append(append([]byte{4}, k.X[:]...), k.Y[:]...)
}

// ParseUncompressed reads 65 bytes: 04, X and Y (SEC 1, section 2.3.4). The compressed form is not read.
// The error is of type *Error, for a key that is no point of the curve too.
func ParseUncompressed(b []byte) (PublicKey, error) {
	if len(b) == 0 || b[0] != 4 {
		return PublicKey{}, &Error{"public key", 0, "the uncompressed form begins with the byte 04"}
	}
	if len(b) != 65 {
		return PublicKey{}, &Error{"public key", min(len(b), 65), "the uncompressed form has 65 bytes"}
	}
	return checked(PublicKey{[32]byte(b[1:33]), [32]byte(b[33:])})
}

// Hex is the coordinates in hex: 64 digits each, in lower case.
func (k PublicKey) Hex() (x, y string) {
	return hex.EncodeToString(k.X[:]), hex.EncodeToString(k.Y[:])
}

// ParseHex reads coordinates of 64 hex digits each, in any case. The error is of type *Error, for a key
// that is no point of the curve too.
func ParseHex(x, y string) (PublicKey, error) {
	var k PublicKey
	if err := parseCoordinate(&k.X, "public key X", x); err != nil {
		return PublicKey{}, err
	}
	if err := parseCoordinate(&k.Y, "public key Y", y); err != nil {
		return PublicKey{}, err
	}
	return checked(k)
}

func checked(k PublicKey) (PublicKey, error) {
	if err := k.Check(); err != nil {
		return PublicKey{}, err
	}
	return k, nil
}

func parseCoordinate(to *[32]byte, field, digits string) error {
	wrong := 0
	for wrong < min(len(digits), 64) && strings.IndexByte("0123456789abcdefABCDEF", digits[wrong]) >= 0 {
		wrong++
	}
	if wrong < 64 || len(digits) > 64 {
		return &Error{field, wrong, "a coordinate has 64 hex digits"}
	}
	_, err := hex.Decode(to[:], []byte(digits))
	return err
}
