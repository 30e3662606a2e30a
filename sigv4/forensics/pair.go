package forensics

import (
	"encoding/base64"

	"countersign/sigv4/internal/sha256"
)

// hashForm is how the string to sign holds the canonical request.
type hashForm uint8

const (
	asHex hashForm = iota // right: the hash in lower-case hex
	asUpperHex
	asBytes
	asBase64
	asHexOfHex // the hex digits hashed once more
	asIs       // the canonical request itself
	asNothing
)

// toSign is a string to sign but for the canonical request in it.
type toSign struct {
	before, behind string
	form           hashForm
}

// pairer signs strings to sign that differ only in their canonical request. The key's padded block and
// the text before the hash are hashed once for all of them.
type pairer struct {
	hash         sha256.Hash
	inner, outer sha256.State
	toSign       *toSign
	tail         []byte // here, because what is given to hash may escape
	block        [sha256.BlockSize]byte
	first        [sha256.Size]byte
}

// start takes a key and a string to sign.
func (p *pairer) start(key string, t *toSign) {
	p.toSign = t
	p.tail = append(p.tail[:0], t.before...)
	p.pad(&p.inner, key, 0x36, p.tail)
	p.pad(&p.outer, key, 0x5c, nil)
}

// pad saves the state after the key's block, each byte of it turned by pad, and what follows it.
func (p *pairer) pad(state *sha256.State, key string, pad byte, follows []byte) {
	for i := range p.block {
		p.block[i] = pad
	}
	for i := range len(key) {
		p.block[i] ^= key[i]
	}
	p.hash.Reset()
	p.hash.Write(p.block[:])
	p.hash.Write(follows)
	p.hash.Save(state)
}

// sign gives the signature for a canonical request. text makes the request itself, for the form that holds it.
func (p *pairer) sign(c *canonical, text func(*canonical) []byte) [32]byte {
	p.tail = append(p.toSign.appendHash(p.tail[:0], c, text), p.toSign.behind...)
	p.hash.Load(&p.inner)
	p.hash.Write(p.tail)
	p.first = p.hash.Sum256()
	p.hash.Load(&p.outer)
	p.hash.Write(p.first[:])
	return p.hash.Sum256()
}

// append writes the string to sign for a canonical request.
func (t *toSign) append(dst []byte, c *canonical, text func(*canonical) []byte) []byte {
	return append(t.appendHash(append(dst, t.before...), c, text), t.behind...)
}

func (t *toSign) appendHash(dst []byte, c *canonical, text func(*canonical) []byte) []byte {
	switch t.form {
	case asUpperHex:
		return appendHex(dst, &c.hash, upperHex)
	case asBytes:
		return append(dst, c.hash[:]...)
	case asBase64:
		return base64.StdEncoding.AppendEncode(dst, c.hash[:])
	case asHexOfHex:
		again := sha256.Sum256(c.hex[:])
		return appendHex(dst, &again, lowerHex)
	case asIs:
		return append(dst, text(c)...)
	case asNothing:
		return dst
	}
	return append(dst, c.hex[:]...)
}
