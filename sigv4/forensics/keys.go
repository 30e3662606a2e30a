package forensics

import (
	"encoding/base64"
	"encoding/hex"

	"countersign/sigv4/internal/sha256"
)

// keyDraft is a derivation of a signing key (IAM User Guide, "Create a signed AWS API request", step 4).
type keyDraft struct {
	secret, prefix string
	steps          [4]string // date, region, service, terminator: what is hashed
	order          [4]uint8  // of the steps
	count          int       // how many of them are taken
	between        func(*[32]byte) []byte
	swapped        bool                   // key and message of HMAC exchanged
	last           bool                   // the last key is written as the others are
	lastAs         func(*[32]byte) []byte // the last key is written so
}

// The steps of the chain.
const (
	dateStep = iota
	regionStep
	serviceStep
	terminatorStep
)

// The fields of a keyDraft.
const (
	secretField = iota
	prefixField
	dateField
	regionField
	serviceField
	terminatorField
	orderField
	betweenField
	swappedField
)

func rawBytes(key *[32]byte) []byte    { return key[:] }
func hexDigits(key *[32]byte) []byte   { return hex.AppendEncode(nil, key[:]) }
func upperDigits(key *[32]byte) []byte { return appendHex(nil, key, upperHex) }
func base64Text(key *[32]byte) []byte  { return base64.StdEncoding.AppendEncode(nil, key[:]) }

// derive gives the signing key as a text of 32 bytes; in another form between the steps, the last key is
// raw again unless last is set.
func (d *keyDraft) derive() (string, int) {
	key := []byte(d.prefix + d.secret)
	var mac [32]byte
	for _, step := range d.order[:d.count] {
		message := []byte(d.steps[step])
		if d.swapped {
			mac = hmac(message, key)
		} else {
			mac = hmac(key, message)
		}
		key = d.between(&mac)
	}
	if d.count == 0 {
		return string(folded(key)), 0
	}
	if d.lastAs != nil {
		return string(folded(d.lastAs(&mac))), 0
	}
	if d.last {
		return string(folded(key)), 0
	}
	return string(mac[:]), 0
}

// folded is a key of any length as HMAC takes it: hashed when it is longer than a block, and else as it is.
func folded(key []byte) []byte {
	if len(key) <= sha256.BlockSize {
		return key
	}
	hashed := sha256.Sum256(key)
	return hashed[:]
}

// hmac is HMAC-SHA-256 (RFC 2104).
func hmac(key, message []byte) [32]byte {
	var inner, outer [sha256.BlockSize]byte
	copy(inner[:], folded(key))
	outer = inner
	for i := range inner {
		inner[i] ^= 0x36
		outer[i] ^= 0x5c
	}
	hashed := sha256.Sum256(append(inner[:], message...))
	return sha256.Sum256(append(outer[:], hashed[:]...))
}
