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
// the text before the hash are hashed once for all of them, as far as they fill blocks.
type pairer struct {
	keyed
	begun  sha256.State // after the whole blocks of the text before the hash
	toSign *toSign
	rest   string // of the text before the hash, behind its last whole block
	before int    // bytes before rest
	hexAt  int    // in end: where the hash's digits stand
	end    []byte // what is hashed for one of them, padded
}

// start takes a key and a string to sign.
func (p *pairer) start(key []byte, t *toSign) {
	p.use(key)
	p.toSign = t
	whole := len(t.before) - len(t.before)%sha256.BlockSize
	p.rest, p.before = t.before[whole:], sha256.BlockSize+whole
	p.hash.Load(&p.inner)
	for follows := t.before[:whole]; follows != ""; follows = follows[sha256.BlockSize:] {
		copy(p.block[:], follows)
		p.hash.Write(p.block[:])
	}
	p.hash.Save(&p.begun)
	p.hexAt = len(p.rest)
	p.end = append(p.end[:0], p.rest...)
	p.end = append(p.end, hexMark...)
	p.end = sha256.Pad(append(p.end, t.behind...), p.before)
}

// hexMark is as long as the hash's digits, which take its place.
const hexMark = "0000000000000000000000000000000000000000000000000000000000000000"

// sign gives the signature for a canonical request. text makes the request itself, for the form that holds it.
func (p *pairer) sign(c *canonical, text func(*canonical) []byte) [32]byte {
	if p.toSign.form == asHex {
		copy(p.end[p.hexAt:], c.hex[:])
	} else {
		p.end = p.toSign.appendHash(append(p.end[:0], p.rest...), c, text)
		p.end = sha256.Pad(append(p.end, p.toSign.behind...), p.before)
	}
	return p.finish(&p.begun, p.end)
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
