package sigv4

import "bytes"

// keyCacheSize bounds a keyCache: a few services and regions in turn, two secrets around a rotation, two
// dates around midnight.
const keyCacheSize = 8

// keyCache keeps derived signing keys by everything that they are made from, the secret included, so
// that a rotated secret never signs with its predecessor's key. The zero keyCache is ready to use.
type keyCache struct {
	keys [keyCacheSize]cachedKey
	next int // the place to fill next: the oldest key
}

// cachedKey is one derived key. The scope is copied into memory of its own, which is used again.
type cachedKey struct {
	secret   string
	scope    []byte
	kSigning [32]byte
}

// find gives the signing key of key for a scope of SigV4, derived by m when it is not kept already. key is
// not zero.
func (c *keyCache) find(m *macScratch, key Key, scope []byte) [32]byte {
	material := key.sealed.Open()
	if material.signing != nil {
		return *material.signing
	}
	for i := range c.keys {
		k := &c.keys[i]
		if k.secret == material.secret && string(k.scope) == string(scope) {
			return k.kSigning
		}
	}
	k := &c.keys[c.next]
	c.next = (c.next + 1) % keyCacheSize
	date, rest, _ := bytes.Cut(scope, []byte("/"))
	region, rest, _ := bytes.Cut(rest, []byte("/"))
	service, terminator, _ := bytes.Cut(rest, []byte("/"))
	k.kSigning = deriveChain(m, material.secret, date, region, service, terminator).kSigning
	k.secret, k.scope = material.secret, append(k.scope[:0], scope...)
	return k.kSigning
}
