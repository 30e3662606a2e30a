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
	hash         sha256.Hash
	inner, outer sha256.State
	toSign       *toSign
	rest         string // of the text before the hash, behind its last whole block
	before       int    // bytes before rest
	hexAt        int    // in end: where the hash's digits stand
	end          []byte // what is hashed for one of them, padded
	last         []byte // the block of the outer hash: the inner hash, padded
	block        [sha256.BlockSize]byte
}

// start takes a key and a string to sign.
func (p *pairer) start(key string, t *toSign) {
	p.toSign = t
	whole := len(t.before) - len(t.before)%sha256.BlockSize
	p.rest, p.before = t.before[whole:], sha256.BlockSize+whole
	p.pad(&p.inner, key, 0x36, t.before[:whole])
	p.pad(&p.outer, key, 0x5c, "")
	p.hexAt = len(p.rest)
	p.end = append(p.end[:0], p.rest...)
	p.end = append(p.end, make([]byte, 2*sha256.Size)...)
	p.end = sha256.Pad(append(p.end, t.behind...), p.before)
	if p.last == nil {
		p.last = sha256.Pad(make([]byte, sha256.Size), sha256.BlockSize)
	}
}

// pad saves the state after the key's block, each byte of it turned by pad, and the whole blocks that follow it.
func (p *pairer) pad(state *sha256.State, key string, pad byte, follows string) {
	for i := range p.block {
		p.block[i] = pad
	}
	for i := range len(key) {
		p.block[i] ^= key[i]
	}
	p.hash.Reset()
	p.hash.Write(p.block[:])
	for ; follows != ""; follows = follows[sha256.BlockSize:] {
		copy(p.block[:], follows)
		p.hash.Write(p.block[:])
	}
	p.hash.Save(state)
}

// sign gives the signature for a canonical request. text makes the request itself, for the form that holds it.
func (p *pairer) sign(c *canonical, text func(*canonical) []byte) [32]byte {
	end := p.end
	if p.toSign.form == asHex {
		copy(end[p.hexAt:], c.hex[:])
	} else {
		p.end = p.toSign.appendHash(append(p.end[:0], p.rest...), c, text)
		p.end = sha256.Pad(append(p.end, p.toSign.behind...), p.before)
		end = p.end
	}
	p.hash.Load(&p.inner)
	first := p.hash.SumPadded(end)
	copy(p.last, first[:])
	p.hash.Load(&p.outer)
	return p.hash.SumPadded(p.last)
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
