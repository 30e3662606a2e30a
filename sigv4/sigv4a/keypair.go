package sigv4a

import (
	"fmt"
	"io"

	"countersign/sigv4"
	"countersign/sigv4/internal/p256"
)

// KeyPair is what SigV4A signs with. The zero KeyPair is none. No fmt verb, JSON or panic prints what it holds.
type KeyPair struct {
	private p256.PrivateKey
	public  PublicKey
	counter int
}

// PublicKey is the half of a key pair that verifies, and no secret: a point of the curve P-256.
type PublicKey = p256.PublicKey

// maxCounter is the last counter that derivation tries. That even the first fails happens once in 2^32 keys.
const maxCounter = 254

// DeriveKeyPair makes the key pair of an access key id and its secret.
//
// The private key is one more than HMAC-SHA-256, under "AWS4A" and the secret, of this input (NIST
// SP 800-108, section 5.1, a KDF in counter mode with one block):
//
//	00000001 "AWS4-ECDSA-P256-SHA256" 00 access-key-id counter 00000100
//
// The counter is one byte and starts at 1. It goes up while the key is no number below the curve's order.
// The error is of type *sigv4.Error: there is no access key id, or c.Key holds no secret. A signing key of
// SigV4 cannot stand for it.
func DeriveKeyPair(c sigv4.Credentials) (KeyPair, error) {
	if c.AccessKeyID == "" {
		return KeyPair{}, sigv4.NewError(sigv4.StageSigningKey, "access key id", "", -1,
			"there is none; a SigV4A key is made from the id as well as from the secret")
	}
	input := []byte("\x00\x00\x00\x01" + sigv4.AlgorithmECDSA + "\x00" + c.AccessKeyID + "\x00\x00\x00\x01\x00")
	counterAt := len(input) - 5
	for counter := 1; counter <= maxCounter; counter++ {
		input[counterAt] = byte(counter)
		number, ok := c.Key.MAC("AWS4A", input)
		if !ok {
			return KeyPair{}, sigv4.NewError(sigv4.StageSigningKey, "key", "", -1,
				"SigV4A derives its key pair from a secret access key; a signing key of SigV4 cannot stand for it")
		}
		addOne(&number)
		if pair, err := NewKeyPair(number); err == nil {
			pair.counter = counter
			return pair, nil
		}
	}
	return KeyPair{}, sigv4.NewError(sigv4.StageSigningKey, "key", "", -1, "no counter up to 254 gives a private key")
}

// addOne adds one to a big-endian number. All ones become zero, which is no private key.
func addOne(number *[32]byte) {
	carry := 1
	for i := len(number) - 1; i >= 0; i-- {
		sum := int(number[i]) + carry
		number[i], carry = byte(sum), sum>>8
	}
}

// NewKeyPair is the key pair of a private key derived elsewhere: a big-endian number. The error is of
// type *sigv4.Error; it does not tell the number.
func NewKeyPair(private [32]byte) (KeyPair, error) {
	key, err := p256.NewPrivateKey(private)
	if err != nil {
		return KeyPair{}, sigv4.NewError(sigv4.StageSigningKey, "private key", "", -1,
			"a private key of P-256 is a number from 1 to one less than the order of the curve")
	}
	return KeyPair{private: key, public: key.Public()}, nil
}

// IsZero reports whether there is no key pair.
func (k KeyPair) IsZero() bool { return k.private.IsZero() }

// Public is the public key; of the zero KeyPair, one that verifies nothing.
func (k KeyPair) Public() PublicKey { return k.public }

// Counter is the counter that the derivation ended with, 1 for nearly every key; 0 for a key pair that
// was not derived.
func (k KeyPair) Counter() int { return k.counter }

// Format keeps every verb from printing the private key.
func (k KeyPair) Format(f fmt.State, _ rune) { io.WriteString(f, "[key pair not shown]") }

// MarshalText keeps encoders from printing it.
func (k KeyPair) MarshalText() ([]byte, error) { return []byte(fmt.Sprint(k)), nil }

// ParsePublicKey reads the coordinates of a public key, 64 hex digits each. The error is of type
// *sigv4.Error: they are not that, or no point of the curve.
func ParsePublicKey(x, y string) (PublicKey, error) {
	key, err := p256.ParseHex(x, y)
	if err != nil {
		return PublicKey{}, sigv4.NewError(sigv4.StageSigningKey, "public key", x+" "+y, -1,
			"it is two coordinates of 64 hex digits each, of a point of the curve P-256")
	}
	return key, nil
}
