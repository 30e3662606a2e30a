package p256

import (
	"encoding/binary"
	"math/bits"
)

// element is a number below 2²⁵⁶: four limbs, the lowest first.
type element [4]uint64

// modulus is an odd number m above 2²⁵⁵ to calculate by. Products are Montgomery's: a number x is held
// as x·2²⁵⁶ mod m, which is called its residue. Every method takes the same time for any elements, and
// the result z may be where an operand is.
type modulus struct {
	m       element
	one     element // 2²⁵⁶ mod m, the residue of 1
	square  element // 2⁵¹² mod m, which makes residues
	inverse uint64  // -1/m mod 2⁶⁴
}

// field is of the prime p that coordinates are calculated by (SEC 2, section 2.4.2).
var field = modulus{
	element{0xffffffffffffffff, 0x00000000ffffffff, 0x0000000000000000, 0xffffffff00000001},
	element{0x0000000000000001, 0xffffffff00000000, 0xffffffffffffffff, 0x00000000fffffffe},
	element{0x0000000000000003, 0xfffffffbffffffff, 0xfffffffffffffffe, 0x00000004fffffffd},
	1,
}

// order is of the prime n, the number of points, that scalars are calculated by (same section).
var order = modulus{
	element{0xf3b9cac2fc632551, 0xbce6faada7179e84, 0xffffffffffffffff, 0xffffffff00000000},
	element{0x0c46353d039cdaaf, 0x4319055258e8617b, 0x0000000000000000, 0x00000000ffffffff},
	element{0x83244c95be79eea2, 0x4699799c49bd6fa6, 0x2845b2392b6bec59, 0x66e12d94f3d95620},
	0xccd1c8aaee00bc4f,
}

// fromBytes reads a big-endian number. Inlined in its many callers it would weigh more than it gains.
//
//go:noinline
func fromBytes(b *[32]byte) (x element) {
	for i := range x {
		x[i] = binary.BigEndian.Uint64(b[24-8*i:])
	}
	return x
}

// bytes writes a big-endian number.
func (x *element) bytes() (b [32]byte) {
	for i := range x {
		binary.BigEndian.PutUint64(b[24-8*i:], x[i])
	}
	return b
}

// isZero reports whether x is 0.
func (x *element) isZero() bool { return x[0]|x[1]|x[2]|x[3] == 0 }

// holds reports whether x is below m.
func (m *modulus) holds(x *element) bool {
	var difference element
	return difference.minus(x, &m.m) == 1
}

// residue sets z to the residue of x, which may be any number below 2²⁵⁶.
func (m *modulus) residue(z, x *element) { m.mul(z, x, &m.square) }

// number sets z to what the residue x stands for.
func (m *modulus) number(z, x *element) { m.mul(z, x, &element{1}) }

// add sets z to x+y mod m, of x and y below m.
func (m *modulus) add(z, x, y *element) { m.reduce(z, z.plus(x, y)) }

// triple sets z to 3x mod m, of x below m.
func (m *modulus) triple(z, x *element) {
	var twice element
	m.add(&twice, x, x)
	m.add(z, &twice, x)
}

// sub sets z to x-y mod m, of x and y below m.
func (m *modulus) sub(z, x, y *element) {
	mask := -z.minus(x, y)
	z.plus(z, &element{m.m[0] & mask, m.m[1] & mask, m.m[2] & mask, m.m[3] & mask})
}

// reduce takes m from z + carry·2²⁵⁶, a sum below 2m, unless the sum is below m.
func (m *modulus) reduce(z *element, carry uint64) {
	var y element
	keep := -(y.minus(z, &m.m) &^ carry)
	for i := range z {
		z[i] = z[i]&keep | y[i]&^keep
	}
}

// plus sets z to x+y mod 2²⁵⁶, and gives the carry.
func (z *element) plus(x, y *element) (carry uint64) {
	z[0], carry = bits.Add64(x[0], y[0], 0)
	z[1], carry = bits.Add64(x[1], y[1], carry)
	z[2], carry = bits.Add64(x[2], y[2], carry)
	z[3], carry = bits.Add64(x[3], y[3], carry)
	return carry
}

// minus sets z to x-y mod 2²⁵⁶, and gives what it had to borrow.
func (z *element) minus(x, y *element) (borrow uint64) {
	z[0], borrow = bits.Sub64(x[0], y[0], 0)
	z[1], borrow = bits.Sub64(x[1], y[1], borrow)
	z[2], borrow = bits.Sub64(x[2], y[2], borrow)
	z[3], borrow = bits.Sub64(x[3], y[3], borrow)
	return borrow
}
