package p256

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"math/big"
	"testing"
)

// The known answers of RFC 6979, appendix A.2.5, with SHA-256.
func TestRFC6979(t *testing.T) {
	key := exampleKey(t)
	if x, y := key.Public().Hex(); x != exampleX || y != exampleY {
		t.Errorf("public key %s, %s", x, y)
	}
	for _, test := range []struct{ message, k, r, s string }{
		{
			"sample",
			"a6e3c57dd01abe90086538398355dd4c3b17aa873382b0f24d6129493d8aad60",
			"efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716",
			"f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8",
		},
		{
			"test",
			"d16b6ae827f17175e040871a1c7ec3500192c4c92677336ec2537acaee0008e0",
			"f1abb023518351cd71d881567b1ea663ed3efcf6c5132b354f28d3b0b7d38367",
			"019f4113742a2b14bd25926b49c649155f267e60d3814b4c0cc84250e46f0083",
		},
	} {
		digest := sha256.Sum256([]byte(test.message))
		short := digestNumber(&digest)
		reduced := short.bytes()
		s := newNonces(key.sealed.Open(), &reduced)
		k := s.next()
		if got := k.bytes(); hex.EncodeToString(got[:]) != test.k {
			t.Errorf("%s: k is %x, want %s", test.message, got, test.k)
		}
		got := Sign(key, digest)
		if hex.EncodeToString(got.R[:]) != test.r || hex.EncodeToString(got.S[:]) != test.s {
			t.Errorf("%s: got %x, want %s, %s", test.message, got, test.r, test.s)
		}
		if !Verify(key.Public(), digest, got) {
			t.Errorf("%s: the signature does not verify", test.message)
		}
	}
}

// The numbers after the first are those of section 3.2, step h.
func TestNoncesGoOn(t *testing.T) {
	from := chance()
	key, digest := bytes32(drawScalar(from)), bytes32(drawScalar(from))
	mac := func(key []byte, parts ...[]byte) []byte {
		h := hmac.New(sha256.New, key)
		for _, part := range parts {
			h.Write(part)
		}
		return h.Sum(nil)
	}
	k, v := make([]byte, 32), make([]byte, 32)
	for i := range v {
		v[i] = 1
	}
	k = mac(k, v, []byte{0}, key[:], digest[:])
	v = mac(k, v)
	k = mac(k, v, []byte{1}, key[:], digest[:])
	v = mac(k, v)
	s := newNonces(&key, &digest)
	for i := range 5 {
		v = mac(k, v)
		got := s.next()
		if b := got.bytes(); string(b[:]) != string(v) {
			t.Errorf("number %d: got %x, want %x", i, b, v)
		}
		k = mac(k, v, []byte{0})
		v = mac(k, v)
		s.skip()
	}
}

// Random keys and digests: the same bytes as crypto/ecdsa, and each verifies what the other signed.
func TestSignIsECDSA(t *testing.T) {
	from := chance()
	for range 2000 {
		checkSign(t, bytes32(drawScalar(from)), draw(from))
	}
	// Keys and digests at the ends.
	one := big.NewInt(1)
	for _, d := range []*big.Int{one, big.NewInt(2), sub(bigN, one), new(big.Int).Rsh(bigN, 1), add(new(big.Int).Rsh(bigN, 1), one)} {
		for _, z := range edges() {
			checkSign(t, bytes32(d), bytes32(z))
		}
	}
}

func FuzzSign(f *testing.F) {
	f.Add([]byte{1}, []byte("digest"))
	f.Add(bigN.Bytes(), []byte{})
	f.Fuzz(func(t *testing.T, number, message []byte) {
		d := mod(new(big.Int).SetBytes(number), bigN)
		if d.Sign() != 0 {
			checkSign(t, bytes32(d), sha256.Sum256(message))
		}
	})
}

func checkSign(t *testing.T, number, digest [32]byte) {
	t.Helper()
	theirs, err := ecdsa.ParseRawPrivateKey(elliptic.P256(), number[:])
	if err != nil {
		t.Fatal(err)
	}
	want, err := theirs.Sign(nil, digest[:], crypto.SHA256)
	if err != nil {
		t.Fatal(err)
	}
	key, err := NewPrivateKey(number)
	if err != nil {
		t.Fatal(err)
	}
	signature := Sign(key, digest)
	got := AppendDER(nil, signature)
	if string(got) != string(want) {
		t.Fatalf("key %x, digest %x: got %x, want %x", number, digest, got, want)
	}
	if parsed, err := ParseDER(want); err != nil || parsed != signature {
		t.Fatalf("%x: read %x, %v", want, parsed, err)
	}
	if !Verify(key.Public(), digest, signature) {
		t.Fatalf("key %x, digest %x: %x does not verify", number, digest, got)
	}
	if !ecdsa.VerifyASN1(&theirs.PublicKey, digest[:], got) {
		t.Fatalf("key %x, digest %x: crypto/ecdsa refuses %x", number, digest, got)
	}
}

// One bit off in anything, and nothing verifies.
func TestVerifyRefusesChanges(t *testing.T) {
	key, digest := exampleKey(t), sha256.Sum256([]byte("sample"))
	public, signature := key.Public(), Sign(key, digest)
	for i := range 256 {
		for name, flip := range map[string]func(*PublicKey, *[32]byte, *Signature) *[32]byte{
			"X":      func(k *PublicKey, _ *[32]byte, _ *Signature) *[32]byte { return &k.X },
			"Y":      func(k *PublicKey, _ *[32]byte, _ *Signature) *[32]byte { return &k.Y },
			"digest": func(_ *PublicKey, d *[32]byte, _ *Signature) *[32]byte { return d },
			"r":      func(_ *PublicKey, _ *[32]byte, s *Signature) *[32]byte { return &s.R },
			"s":      func(_ *PublicKey, _ *[32]byte, s *Signature) *[32]byte { return &s.S },
		} {
			k, d, s := public, digest, signature
			flip(&k, &d, &s)[i/8] ^= 1 << (i % 8)
			if Verify(k, d, s) {
				t.Errorf("bit %d of %s changed: verified", i, name)
			}
		}
	}
	if Verify(PublicKey{}, digest, signature) || Verify(public, digest, Sign(PrivateKey{}, digest)) {
		t.Error("a zero key verifies")
	}
}
