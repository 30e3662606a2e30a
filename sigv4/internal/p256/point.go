package p256

// curveB is the residue of b in y² = x³ - 3x + b (SEC 2, section 2.4.2).
var curveB = element{0xd89cdf6229c4bddf, 0xacf005cd78843090, 0xe5a220abf7212ed6, 0xdc30061d04874834}

// point is (x/z, y/z), in residues, or the point at infinity when z is 0.
type point struct{ x, y, z element }

// infinity is the neutral point.
func infinity() point { return point{y: field.one} }

// affine is the point of two coordinates, and whether there is one: both are below p and on the curve.
// The point at infinity has no coordinates.
func affine(x, y *[32]byte) (point, bool) {
	f := &field
	p := point{fromBytes(x), fromBytes(y), f.one}
	if !f.holds(&p.x) || !f.holds(&p.y) {
		return point{}, false
	}
	f.residue(&p.x, &p.x)
	f.residue(&p.y, &p.y)
	var left, right, t element
	f.mul(&left, &p.y, &p.y)
	f.mul(&right, &p.x, &p.x)
	f.mul(&right, &right, &p.x)
	f.triple(&t, &p.x)
	f.sub(&right, &right, &t)
	f.add(&right, &right, &curveB)
	return p, left == right
}

// coordinates is the affine form, 0 and 0 for the point at infinity.
func (p *point) coordinates() (x, y element) {
	f := &field
	var inverse element
	f.invert(&inverse, &p.z)
	f.number(&inverse, &inverse) // a residue times a number is a number
	f.mul(&x, &p.x, &inverse)
	f.mul(&y, &p.y, &inverse)
	return x, y
}

// add sets p to q+r, for any two points: equal, opposite or infinite ones too (J. Renes, C. Costello,
// L. Batina, "Complete addition formulas for prime order elliptic curves", 2016, algorithm 4).
func (p *point) add(q, r *point) {
	f := &field
	var xx, yy, zz, xy, yz, xz, t, u, minus, plus element
	f.mul(&xx, &q.x, &r.x)
	f.mul(&yy, &q.y, &r.y)
	f.mul(&zz, &q.z, &r.z)
	crossed(&xy, &q.x, &q.y, &r.x, &r.y, &xx, &yy)
	crossed(&yz, &q.y, &q.z, &r.y, &r.z, &yy, &zz)
	crossed(&xz, &q.x, &q.z, &r.x, &r.z, &xx, &zz)

	// yy ± 3(xz - b·zz)
	f.mul(&t, &curveB, &zz)
	f.sub(&t, &xz, &t)
	f.triple(&t, &t)
	f.sub(&minus, &yy, &t)
	f.add(&plus, &yy, &t)
	// t = 3(xx - zz), u = 3(b·xz - 3zz - xx)
	f.triple(&zz, &zz)
	f.mul(&u, &curveB, &xz)
	f.sub(&u, &u, &zz)
	f.sub(&u, &u, &xx)
	f.triple(&u, &u)
	f.triple(&t, &xx)
	f.sub(&t, &t, &zz)

	f.mul(&p.x, &xy, &plus)
	f.mul(&xx, &yz, &u)
	f.sub(&p.x, &p.x, &xx)
	f.mul(&p.y, &plus, &minus)
	f.mul(&u, &u, &t)
	f.add(&p.y, &p.y, &u)
	f.mul(&p.z, &yz, &minus)
	f.mul(&t, &t, &xy)
	f.add(&p.z, &p.z, &t)
}

// crossed sets z to a·d + b·c, of which ac and bd are known.
func crossed(z, a, b, c, d, ac, bd *element) {
	var t element
	field.add(z, a, b)
	field.add(&t, c, d)
	field.mul(z, z, &t)
	field.sub(z, z, ac)
	field.sub(z, z, bd)
}
