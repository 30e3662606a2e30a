package p256

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"math/big"
	"testing"
)

// recovered is the public key under which (r, s) signs z with the nonce's point p: (s·P - z·G)/r.
func recovered(p *bigPoint, r, s, z *big.Int) PublicKey {
	q := p.times(s).plus(bigG.times(mod(sub(bigN, z), bigN)))
	return q.times(new(big.Int).ModInverse(r, bigN)).key()
}

// Inputs made so that rare branches of the arithmetic are taken. crypto/ecdsa judges beside.
func TestVerifyAtEdges(t *testing.T) {
	from := chance()
	one, zero := big.NewInt(1), new(big.Int)
	d, u, z := drawScalar(from), drawScalar(from), drawScalar(from)
	public := mustKey(t, d).Public()
	r := mod(bigG.times(u).x, bigN)
	s := div(add(z, mul(r, d)), u, bigN)
	top := new(big.Int).Sub(two256, one)
	negative := sub(bigN, s)

	type trial struct {
		name    string
		key     PublicKey
		z, r, s *big.Int
		want    bool
	}
	trials := []trial{
		{"as signed", public, z, r, s, true},
		{"s negated is the other signature", public, z, r, negative, true},

		{"r = 0", public, z, zero, s, false},
		{"s = 0", public, z, r, zero, false},
		{"both 0", public, z, zero, zero, false},
		{"both 0, digest 0", public, zero, zero, zero, false},
		{"r = n", public, z, bigN, s, false},
		{"s = n", public, z, r, bigN, false},
		{"r = n+1", public, z, add(bigN, one), s, false},
		{"s = n+1", public, z, r, add(bigN, one), false},
		{"r = n-1", public, z, sub(bigN, one), s, false},
		{"s = n-1", public, z, r, sub(bigN, one), false},
		{"r = s = 1", public, z, one, one, false},
		{"r = p", public, z, bigP, s, false},
		{"all ones", public, z, top, top, false},
		{"sum at infinity", public, mod(sub(bigN, mul(r, d)), bigN), r, s, false},
		{"digest 0: no multiple of G", public, zero, r, div(mul(r, d), u, bigN), true},
		{"digest n is digest 0", public, bigN, r, div(mul(r, d), u, bigN), true},
		{"digest all ones", public, top, r, div(add(top, mul(r, d)), u, bigN), true},
		{"not on the curve", PublicKey{public.X, public.X}, z, r, s, false},
		{"X = p", PublicKey{bytes32(bigP), public.Y}, z, r, s, false},
		{"Y all ones", PublicKey{public.X, bytes32(top)}, z, r, s, false},
		{"no point", PublicKey{}, z, r, s, false},
		{"key -Q", PublicKey{public.X, bytes32(sub(bigP, new(big.Int).SetBytes(public.Y[:])))}, z, r, s, false},
		{"key G", bigG.key(), z, r, div(add(z, r), u, bigN), true},
		{"key -G", bigG.negated().key(), z, r, div(sub(z, r), u, bigN), true},
	}

	// z/s·G and r/s·Q are the same point, so that their sum is a doubling.
	double := mod(bigG.times(add(u, u)).x, bigN)
	trials = append(trials, trial{"sum is a doubling", public, mod(mul(double, d), bigN), double, div(mul(double, d), u, bigN), true})
	// s = 1 and s = n-1, by the choice of the digest.
	trials = append(trials,
		trial{"s = 1", public, mod(sub(u, mul(r, d)), bigN), r, one, true},
		trial{"s = n-1", public, mod(sub(sub(bigN, u), mul(r, d)), bigN), r, sub(bigN, one), true})
	// The nonce's point has a small x, or one from n to p-1, of which r is the remainder.
	for off := range int64(8) {
		x := big.NewInt(off + 1)
		if p, ok := lifted(x); ok {
			trials = append(trials, trial{"small r", recovered(p, x, s, z), z, x, s, true},
				trial{"small r, digest 0", recovered(p, x, s, zero), zero, x, s, true})
		}
		if p, ok := lifted(add(bigN, x)); ok {
			trials = append(trials, trial{"x = n+r", recovered(p, x, s, z), z, x, s, true},
				trial{"r = x above n", recovered(p, x, s, z), z, add(bigN, x), s, false})
		}
		if p, ok := lifted(sub(bigP, x)); ok {
			r := mod(p.x, bigN)
			trials = append(trials, trial{"x below p", recovered(p, r, s, z), z, r, s, true})
		}
	}
	// x = n: r would be 0.
	if p, ok := lifted(bigN); ok {
		trials = append(trials, trial{"x = n", recovered(p, one, s, z), z, zero, s, false})
	}

	for _, test := range trials {
		digest, signature := bytes32(test.z), Signature{bytes32(test.r), bytes32(test.s)}
		if got := Verify(test.key, digest, signature); got != test.want {
			t.Errorf("%s: got %v", test.name, got)
		}
		if got := theirVerdict(test.key, digest, AppendDER(nil, signature)); got != test.want {
			t.Errorf("%s: crypto/ecdsa has %v", test.name, got)
		}
	}
}

// theirVerdict is crypto/ecdsa's.
func theirVerdict(key PublicKey, digest [32]byte, der []byte) bool {
	theirs, err := ecdsa.ParseUncompressedPublicKey(elliptic.P256(), key.Uncompressed())
	return err == nil && ecdsa.VerifyASN1(theirs, digest[:], der)
}

// FuzzVerify: for any key, digest and bytes, the verdict is crypto/ecdsa's.
func FuzzVerify(f *testing.F) {
	key, digest := exampleKey(f), [32]byte{1}
	public := key.Public()
	der := AppendDER(nil, Sign(key, digest))
	f.Add(public.X[:], public.Y[:], digest[:], der)
	f.Add(public.Y[:], public.X[:], digest[:], der[:70])
	f.Add(public.X[:], public.Y[:], []byte{}, []byte{0x30, 6, 2, 1, 1, 2, 1, 1})
	f.Fuzz(func(t *testing.T, x, y, z, der []byte) {
		var key PublicKey
		var digest [32]byte
		copy(key.X[:], x)
		copy(key.Y[:], y)
		copy(digest[:], z)
		signature, err := ParseDER(der)
		ours := err == nil && Verify(key, digest, signature)
		if theirs := theirVerdict(key, digest, der); ours != theirs {
			t.Fatalf("%x, %x, %x: got %v (%v), crypto/ecdsa %v", key, digest, der, ours, err, theirs)
		}
	})
}
