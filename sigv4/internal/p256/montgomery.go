package p256

import "math/bits"

// mul sets z to x·y/2²⁵⁶ mod m, the residue of the product of two residues. One of x and y must be below m.
//
// Each turn adds one limb of x times y to t, then the multiple of m that clears the lowest limb of t,
// and drops that limb (P. Montgomery, "Modular Multiplication Without Trial Division", 1985).
func (m *modulus) mul(z, x, y *element) {
	var t0, t1, t2, t3, t4, c uint64
	for i := range x {
		var t5 uint64
		a0, a1, a2, a3, a4 := row(x[i], y)
		t0, c = bits.Add64(t0, a0, 0)
		t1, c = bits.Add64(t1, a1, c)
		t2, c = bits.Add64(t2, a2, c)
		t3, c = bits.Add64(t3, a3, c)
		t4, t5 = bits.Add64(t4, a4, c)

		if k := t0; m.inverse == 1 {
			// m is p, 2¹⁹²·(2⁶⁴-2³²+1) + 2⁹⁶ - 1: its multiple takes shifts only, and half the time.
			low, b := bits.Sub64(k, k<<32, 0)
			t0, c = bits.Add64(t1, k<<32, 0)
			t1, c = bits.Add64(t2, k>>32, c)
			t2, c = bits.Add64(t3, low, c)
			t3, c = bits.Add64(t4, k-k>>32-b, c)
		} else {
			a0, a1, a2, a3, a4 = row(k*m.inverse, &m.m)
			_, c = bits.Add64(t0, a0, 0)
			t0, c = bits.Add64(t1, a1, c)
			t1, c = bits.Add64(t2, a2, c)
			t2, c = bits.Add64(t3, a3, c)
			t3, c = bits.Add64(t4, a4, c)
		}
		t4 = t5 + c
	}
	*z = element{t0, t1, t2, t3}
	m.reduce(z, t4)
}

// row is limb·y, of five limbs. It is faster as a call of its own than inlined, for want of registers.
//
//go:noinline
func row(limb uint64, y *element) (_, _, _, _, _ uint64) {
	h0, t0 := bits.Mul64(limb, y[0])
	h1, t1 := bits.Mul64(limb, y[1])
	h2, t2 := bits.Mul64(limb, y[2])
	h3, t3 := bits.Mul64(limb, y[3])
	t1, c := bits.Add64(t1, h0, 0)
	t2, c = bits.Add64(t2, h1, c)
	t3, c = bits.Add64(t3, h2, c)
	return t0, t1, t2, t3, h3 + c
}

// invert sets z to the residue of 1/x for the residue x, and to 0 for 0, by Fermat's little theorem: x to
// the power of m-2. Which products are made depends on m alone.
func (m *modulus) invert(z, x *element) {
	var table [16]element // x to the power of 0 to 15
	table[0] = m.one
	for i := 1; i < len(table); i++ {
		m.mul(&table[i], &table[i-1], x)
	}
	var power element
	power.minus(&m.m, &element{2})
	*z = m.one
	for i := 252; i >= 0; i -= 4 {
		for range 4 {
			m.mul(z, z, z)
		}
		m.mul(z, z, &table[power[i/64]>>(i%64)&15])
	}
}
