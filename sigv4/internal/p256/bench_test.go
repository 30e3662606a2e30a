package p256

import "testing"

func BenchmarkSign(b *testing.B) {
	key, digest := exampleKey(b), [32]byte{1, 2, 3}
	b.ReportAllocs()
	for b.Loop() {
		Sign(key, digest)
	}
}

func BenchmarkVerify(b *testing.B) {
	key, digest := exampleKey(b), [32]byte{1, 2, 3}
	public, signature := key.Public(), Sign(key, digest)
	b.ReportAllocs()
	for b.Loop() {
		if !Verify(public, digest, signature) {
			b.Fatal("refused")
		}
	}
}

func BenchmarkPublic(b *testing.B) {
	key := exampleKey(b)
	b.ReportAllocs()
	for b.Loop() {
		key.Public()
	}
}

func BenchmarkFieldProduct(b *testing.B) {
	x := field.square
	for b.Loop() {
		field.mul(&x, &x, &curveB)
	}
}

func BenchmarkOrderProduct(b *testing.B) {
	x := order.square
	for b.Loop() {
		order.mul(&x, &x, &curveB)
	}
}
