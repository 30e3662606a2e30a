package p256

import (
	"math/big"
	"testing"
)

var moduli = []struct {
	name    string
	modulus *modulus
	m       *big.Int
}{{"p", &field, bigP}, {"n", &order, bigN}}

func TestConstants(t *testing.T) {
	two64 := new(big.Int).Lsh(big.NewInt(1), 64)
	for _, test := range moduli {
		want := modulus{
			fromBig(test.m), residueOf(big.NewInt(1), test.m), residueOf(two256, test.m),
			new(big.Int).ModInverse(sub(two64, mod(test.m, two64)), two64).Uint64(),
		}
		if *test.modulus != want {
			t.Errorf("%s: got %x, want %x", test.name, *test.modulus, want)
		}
	}
	if want := residueOf(bigB, bigP); curveB != want {
		t.Errorf("b: got %x, want %x", curveB, want)
	}
}

// edges are the numbers where carries and borrows turn.
func edges() []*big.Int {
	var all []*big.Int
	for _, near := range []*big.Int{new(big.Int), bigP, bigN, two256, new(big.Int).Rsh(two256, 1)} {
		for off := int64(-3); off <= 3; off++ {
			all = append(all, add(near, big.NewInt(off)))
		}
	}
	for shift := uint(63); shift < 255; shift += 64 {
		for off := range uint(2) {
			power := new(big.Int).Lsh(big.NewInt(1), shift+off)
			all = append(all, power, sub(power, big.NewInt(1)), sub(two256, power))
		}
	}
	inRange := all[:0]
	for _, x := range all {
		if x.Sign() >= 0 && x.Cmp(two256) < 0 {
			inRange = append(inRange, x)
		}
	}
	return inRange
}

func TestArithmeticAtEdges(t *testing.T) {
	for _, x := range edges() {
		for _, y := range edges() {
			checkArithmetic(t, x, y)
		}
	}
}

func FuzzArithmetic(f *testing.F) {
	f.Add([]byte{1}, []byte{2})
	f.Add(bigP.Bytes(), bigN.Bytes())
	f.Fuzz(func(t *testing.T, x, y []byte) {
		checkArithmetic(t, mod(new(big.Int).SetBytes(x), two256), mod(new(big.Int).SetBytes(y), two256))
	})
}

func checkArithmetic(t *testing.T, x, y *big.Int) {
	t.Helper()
	a := fromBig(x)
	if back := toBig(a); back.Cmp(x) != 0 {
		t.Fatalf("%x through bytes is %x", x, back)
	}
	for _, test := range moduli {
		m := test.modulus
		if got, want := m.holds(&a), x.Cmp(test.m) < 0; got != want {
			t.Errorf("%s holds %x: %v", test.name, x, got)
		}
		lowered := a
		m.reduce(&lowered, 0)
		var residue, back element
		m.residue(&residue, &a)
		m.number(&back, &residue)
		// What follows is of numbers below m.
		below, other := mod(x, test.m), mod(y, test.m)
		b, c := fromBig(below), fromBig(other)
		var sum, difference, triple, product, inverse element
		m.add(&sum, &b, &c)
		m.sub(&difference, &b, &c)
		m.triple(&triple, &b)
		m.mul(&product, &a, &c)
		m.invert(&inverse, &residue)
		unshift := div(big.NewInt(1), two256, test.m)
		wantInverse := new(big.Int)
		if below.Sign() != 0 {
			wantInverse = mod(mul(div(big.NewInt(1), below, test.m), two256), test.m)
		}
		for name, pair := range map[string][2]*big.Int{
			"reduced":    {toBig(lowered), below},
			"residue":    {toBig(residue), mod(mul(x, two256), test.m)},
			"number":     {toBig(back), below},
			"sum":        {toBig(sum), mod(add(below, other), test.m)},
			"difference": {toBig(difference), mod(sub(below, other), test.m)},
			"triple":     {toBig(triple), mod(mul(below, big.NewInt(3)), test.m)},
			"product":    {toBig(product), mod(mul(mul(x, other), unshift), test.m)},
			"inverse":    {toBig(inverse), wantInverse},
		} {
			if pair[0].Cmp(pair[1]) != 0 {
				t.Errorf("mod %s, %x and %x: %s is %x, want %x", test.name, x, y, name, pair[0], pair[1])
			}
		}
		// The result may overwrite an operand.
		left, right, square := a, c, c
		m.mul(&left, &left, &c)
		m.mul(&right, &a, &right)
		m.mul(&square, &square, &square)
		var apart element
		m.mul(&apart, &c, &c)
		if left != product || right != product || square != apart {
			t.Errorf("mod %s, %x and %x: the product in place differs", test.name, x, y)
		}
	}
}
