package p256

// Signature is the two numbers of an ECDSA signature, big-endian, each from 1 to n-1.
type Signature struct {
	R, S [32]byte
}

// Sign gives the one signature of a SHA-256 digest that RFC 6979 makes (sections 2.4 and 3.2). S is as
// it comes, also above n/2. The zero PrivateKey gives the zero Signature, which nothing verifies.
func Sign(key PrivateKey, digest [32]byte) Signature {
	number := key.sealed.Open()
	if number == nil {
		return Signature{}
	}
	z := digestNumber(&digest)
	short := z.bytes()
	nonces := newNonces(number, &short)
	d := fromBytes(number)
	order.residue(&d, &d)
	for {
		k := nonces.next()
		p := multiplyBase(&k)
		r, _ := p.coordinates()
		order.reduce(&r, 0)
		// s is (z + r·d)/k. A residue times a number is a number.
		var s element
		order.mul(&s, &d, &r)
		order.add(&s, &s, &z)
		order.residue(&k, &k)
		order.invert(&k, &k)
		order.mul(&s, &s, &k)
		if !r.isZero() && !s.isZero() {
			return Signature{r.bytes(), s.bytes()}
		}
		nonces.skip()
	}
}

// Verify reports whether signature is one of digest under key (SEC 1, section 4.1.4). A key that is no
// point of the curve verifies nothing, nor does a number out of range.
func Verify(key PublicKey, digest [32]byte, signature Signature) bool {
	q, onCurve := affine(&key.X, &key.Y)
	r, s := fromBytes(&signature.R), fromBytes(&signature.S)
	if !onCurve || !isScalar(&r) || !isScalar(&s) {
		return false
	}
	// z/s·G + r/s·Q
	z, u := digestNumber(&digest), r
	order.residue(&s, &s)
	order.invert(&s, &s)
	order.mul(&z, &z, &s)
	order.mul(&u, &u, &s)
	p := multiplyBase(&z)
	q = q.multiplyPublic(&u)
	p.add(&p, &q)
	// The coordinate of the point at infinity is 0 here, which no r equals.
	x, _ := p.coordinates()
	order.reduce(&x, 0)
	return x == r
}

// isScalar reports whether x is from 1 to n-1.
func isScalar(x *element) bool { return order.holds(x) && !x.isZero() }

// digestNumber is a digest mod n.
func digestNumber(digest *[32]byte) element {
	z := fromBytes(digest)
	order.reduce(&z, 0)
	return z
}
