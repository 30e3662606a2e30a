package sigv4

// keyCacheSize bounds a keyCache: a few services and regions in turn, two secrets around a rotation, two
// dates around midnight.
const keyCacheSize = 8

// keyCache keeps derived signing keys by everything that they are made from, the secret included, so
// that a rotated secret never signs with its predecessor's key. The zero keyCache is ready to use.
type keyCache struct {
	keys [keyCacheSize]cachedKey
	next int // the place to fill next: the oldest key
}

// cachedKey is one derived key. Texts are copied into memory of its own, which is used again.
type cachedKey struct {
	secret                            string
	date, region, service, terminator []byte
	kSigning                          [32]byte
}

// find gives the signing key of key for a scope, derived by m when it is not kept already. key is not zero.
func (c *keyCache) find(m *macScratch, key Key, date []byte, region, service, terminator string) [32]byte {
	material := key.sealed.Open()
	if material.signing != nil {
		return *material.signing
	}
	for i := range c.keys {
		k := &c.keys[i]
		if k.secret == material.secret && string(k.date) == string(date) && string(k.region) == region &&
			string(k.service) == service && string(k.terminator) == terminator {
			return k.kSigning
		}
	}
	k := &c.keys[c.next]
	c.next = (c.next + 1) % keyCacheSize
	k.kSigning = m.chain(material.secret, date, region, service, terminator).kSigning
	k.secret, k.date = material.secret, append(k.date[:0], date...)
	k.region, k.service = append(k.region[:0], region...), append(k.service[:0], service...)
	k.terminator = append(k.terminator[:0], terminator...)
	return k.kSigning
}
