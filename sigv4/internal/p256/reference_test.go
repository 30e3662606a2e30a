package p256

import (
	"math/big"
	"math/rand/v2"
	"testing"
)

// The curve in arithmetic of the textbook, which the package is measured by.
var (
	bigP = number("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff")
	bigN = number("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551")
	bigB = number("5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b")
	bigG = &bigPoint{
		number("6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"),
		number("4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5"),
	}
	two256 = new(big.Int).Lsh(big.NewInt(1), 256)
)

// bigPoint is an affine point; nil is the point at infinity.
type bigPoint struct{ x, y *big.Int }

func number(hex string) *big.Int {
	n, ok := new(big.Int).SetString(hex, 16)
	if !ok {
		panic(hex)
	}
	return n
}

func mod(x, m *big.Int) *big.Int { return new(big.Int).Mod(x, m) }
func add(x, y *big.Int) *big.Int { return new(big.Int).Add(x, y) }
func sub(x, y *big.Int) *big.Int { return new(big.Int).Sub(x, y) }
func mul(x, y *big.Int) *big.Int { return new(big.Int).Mul(x, y) }

// div is x/y mod m.
func div(x, y, m *big.Int) *big.Int { return mod(mul(x, new(big.Int).ModInverse(y, m)), m) }

// plus is the sum by chord and tangent.
func (p *bigPoint) plus(q *bigPoint) *bigPoint {
	var slope *big.Int
	switch {
	case p == nil:
		return q
	case q == nil:
		return p
	case p.x.Cmp(q.x) != 0:
		slope = div(sub(p.y, q.y), sub(p.x, q.x), bigP)
	case p.y.Cmp(q.y) != 0:
		return nil
	default:
		slope = div(sub(mul(big.NewInt(3), mul(p.x, p.x)), big.NewInt(3)), add(p.y, p.y), bigP)
	}
	x := mod(sub(mul(slope, slope), add(p.x, q.x)), bigP)
	return &bigPoint{x, mod(sub(mul(slope, sub(p.x, x)), p.y), bigP)}
}

// times is k·p by doubling and adding.
func (p *bigPoint) times(k *big.Int) *bigPoint {
	var sum *bigPoint
	for i := k.BitLen() - 1; i >= 0; i-- {
		sum = sum.plus(sum)
		if k.Bit(i) == 1 {
			sum = sum.plus(p)
		}
	}
	return sum
}

// negated is -p.
func (p *bigPoint) negated() *bigPoint { return &bigPoint{p.x, sub(bigP, p.y)} }

// lifted is a point with the coordinate x, when there is one.
func lifted(x *big.Int) (*bigPoint, bool) {
	right := add(sub(mul(x, mul(x, x)), mul(big.NewInt(3), x)), bigB)
	y := new(big.Int).ModSqrt(mod(right, bigP), bigP)
	return &bigPoint{x, y}, y != nil
}

// key is the point as a public key.
func (p *bigPoint) key() PublicKey { return PublicKey{bytes32(p.x), bytes32(p.y)} }

// projective is the point with the z of a residue.
func (p *bigPoint) projective(z *big.Int) point {
	if p == nil {
		return point{y: residueOf(z, bigP)}
	}
	return point{residueOf(mul(p.x, z), bigP), residueOf(mul(p.y, z), bigP), residueOf(z, bigP)}
}

// equals compares affine forms.
func (p *bigPoint) equals(q point) bool {
	if p == nil {
		return q.z.isZero()
	}
	x, y := q.coordinates()
	return !q.z.isZero() && toBig(x).Cmp(p.x) == 0 && toBig(y).Cmp(p.y) == 0
}

func bytes32(x *big.Int) (b [32]byte) {
	x.FillBytes(b[:])
	return b
}

func fromBig(x *big.Int) element {
	b := bytes32(x)
	return fromBytes(&b)
}

func toBig(x element) *big.Int {
	b := x.bytes()
	return new(big.Int).SetBytes(b[:])
}

// residueOf is x·2²⁵⁶ mod m.
func residueOf(x, m *big.Int) element { return fromBig(mod(mul(x, two256), m)) }

// chance is a source of numbers that is the same on each run.
func chance() *rand.ChaCha8 { return rand.NewChaCha8([32]byte{'p', '2', '5', '6'}) }

func draw(from *rand.ChaCha8) (b [32]byte) {
	from.Read(b[:])
	return b
}

// drawScalar is a number from 1 to n-1.
func drawScalar(from *rand.ChaCha8) *big.Int {
	b := draw(from)
	return add(mod(new(big.Int).SetBytes(b[:]), sub(bigN, big.NewInt(1))), big.NewInt(1))
}

func mustKey(t testing.TB, d *big.Int) PrivateKey {
	t.Helper()
	key, err := NewPrivateKey(bytes32(d))
	if err != nil {
		t.Fatal(err)
	}
	return key
}

// exampleKey is the private key of RFC 6979, appendix A.2.5.
func exampleKey(t testing.TB) PrivateKey {
	return mustKey(t, number("c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721"))
}
