package p256

import (
	"math/big"
	"testing"
)

func TestBaseTable(t *testing.T) {
	for i := range base {
		k := new(big.Int)
		for tooth := range 4 {
			k.SetBit(k, 64*tooth, uint(i+1)>>tooth&1)
		}
		if want := bigG.times(k); !want.equals(point{base[i][0], base[i][1], field.one}) {
			t.Errorf("entry %d is not %x·G", i, k)
		}
	}
	for digit := range uint64(16) {
		want := infinity()
		if digit > 0 {
			want = point{base[digit-1][0], base[digit-1][1], field.one}
		}
		if got := pick(digit); got != want {
			t.Errorf("digit %d: got %x, want %x", digit, got, want)
		}
	}
}

// Any two points add: different, equal, opposite, infinite, and with any z.
func TestAddIsComplete(t *testing.T) {
	from := chance()
	p, q := bigG.times(drawScalar(from)), bigG.times(drawScalar(from))
	points := []*bigPoint{nil, bigG, bigG.negated(), bigG.plus(bigG), p, p.negated(), p.plus(p), q, p.plus(q), p.plus(q).negated()}
	for i, a := range points {
		for j, b := range points {
			x, y := a.projective(drawScalar(from)), b.projective(drawScalar(from))
			var sum point
			sum.add(&x, &y)
			x.add(&x, &y) // in place
			if want := a.plus(b); !want.equals(sum) || !want.equals(x) {
				t.Errorf("points %d and %d: got %x, in place %x", i, j, sum, x)
			}
		}
		x := a.projective(drawScalar(from))
		x.add(&x, &x)
		if !a.plus(a).equals(x) {
			t.Errorf("point %d doubled in place: got %x", i, x)
		}
	}
}

func TestMultiply(t *testing.T) {
	from := chance()
	scalars := edges()
	for range 20 {
		scalars = append(scalars, drawScalar(from))
	}
	for digit := range int64(16) { // each digit in every place
		ones := new(big.Int).Div(sub(two256, big.NewInt(1)), big.NewInt(15))
		scalars = append(scalars, mul(ones, big.NewInt(digit)))
	}
	other := bigG.times(drawScalar(from))
	p := other.projective(drawScalar(from))
	for _, k := range scalars {
		e := fromBig(k)
		if got := multiplyBase(&e); !bigG.times(k).equals(got) {
			t.Errorf("%x·G: got %x", k, got)
		}
		if got := p.multiplyPublic(&e); !other.times(k).equals(got) {
			t.Errorf("%x·P: got %x", k, got)
		}
	}
	k, none := fromBig(scalars[len(scalars)-1]), infinity()
	if got := none.multiplyPublic(&k); !got.z.isZero() {
		t.Errorf("a multiple of infinity: got %x", got)
	}
}

func TestAffine(t *testing.T) {
	from := chance()
	for range 20 {
		p := bigG.times(drawScalar(from))
		key := p.key()
		got, ok := affine(&key.X, &key.Y)
		if !ok || !p.equals(got) {
			t.Errorf("%x: got %x, %v", key, got, ok)
		}
	}
}
