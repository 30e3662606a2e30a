package p256

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"strings"
	"testing"
)

func TestPrivateKeyRange(t *testing.T) {
	one := big.NewInt(1)
	for _, test := range []struct {
		number *big.Int
		ok     bool
	}{
		{new(big.Int), false}, {one, true}, {big.NewInt(2), true}, {sub(bigN, one), true},
		{bigN, false}, {add(bigN, one), false}, {bigP, false}, {sub(two256, one), false},
	} {
		key, err := NewPrivateKey(bytes32(test.number))
		if (err == nil) != test.ok || key.IsZero() == test.ok {
			t.Errorf("%x: got %v, %v", test.number, key, err)
		}
		if !test.ok && err.Error() != "private key: it is a number from 1 to n-1, n being the order of P-256" {
			t.Errorf("%x: got %v", test.number, err)
		}
		if want := bigG.times(test.number); test.ok && key.Public() != want.key() {
			t.Errorf("%x: got the public key %x", test.number, key.Public())
		}
	}
	var none PrivateKey
	if got := none.Public(); got != (PublicKey{}) || got.Check() == nil {
		t.Errorf("no key has the public key %x", got)
	}
}

func TestPublicIsECDSA(t *testing.T) {
	from := chance()
	for range 300 {
		d := drawScalar(from)
		number := bytes32(d)
		theirs, err := ecdsa.ParseRawPrivateKey(elliptic.P256(), number[:])
		if err != nil {
			t.Fatal(err)
		}
		want, err := theirs.PublicKey.Bytes()
		if err != nil {
			t.Fatal(err)
		}
		ours := mustKey(t, d).Public()
		if got := ours.Uncompressed(); string(got) != string(want) {
			t.Fatalf("%x: got %x, want %x", d, got, want)
		}
		if back, err := ParseUncompressed(want); err != nil || back != ours {
			t.Fatalf("%x: read %x, %v", want, back, err)
		}
		if back, err := ParseHex(ours.Hex()); err != nil || back != ours {
			t.Fatalf("%x: read %x, %v", want, back, err)
		}
	}
}

// No fmt verb, error or encoder tells a private key, whatever holds it and however deep.
func TestPrivateKeyIsNotPrinted(t *testing.T) {
	key := exampleKey(t)
	raw := *key.sealed.Open()
	secrets := []string{
		string(raw[:]), hex.EncodeToString(raw[:]), fmt.Sprintf("%X", raw), fmt.Sprint(raw), fmt.Sprintf("%#v", raw),
		toBig(fromBytes(&raw)).String(),
	}
	type exported struct{ Inner any }
	type hidden struct{ key PrivateKey }
	for _, holder := range []any{
		key, &key, exported{key}, &exported{&key}, hidden{key}, &hidden{key}, []any{key}, map[string]any{"k": key},
		newFailure(t), fmt.Errorf("with %v", key),
	} {
		var printed []string
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%T"} {
			printed = append(printed, fmt.Sprintf(verb, holder))
		}
		if encoded, err := json.Marshal(holder); err == nil {
			printed = append(printed, string(encoded))
		}
		for _, text := range printed {
			for _, secret := range secrets {
				if strings.Contains(text, secret) {
					t.Errorf("%T is printed with a key: %.200s", holder, text)
				}
			}
		}
	}
	if got := fmt.Sprintf("%v, %v", key, PrivateKey{}); got != "[private key not shown], no private key" {
		t.Errorf("got %s", got)
	}
}

// newFailure is the error of a number out of range.
func newFailure(t *testing.T) error {
	_, err := NewPrivateKey(bytes32(bigN))
	if err == nil {
		t.Fatal("n is taken for a key")
	}
	return err
}

const (
	exampleX = "60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6"
	exampleY = "7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299"
)

func TestPublicKeyRefusals(t *testing.T) {
	g := bigG.key()
	const off = "public key: X and Y are the coordinates of a point of the curve P-256"
	const digits = ": a coordinate has 64 hex digits"
	bigX := func(x *big.Int) string { b := bytes32(x); return hex.EncodeToString(b[:]) }
	gx, gy := g.Hex()
	for _, test := range []struct{ x, y, want string }{
		{gx, gy, ""},
		{strings.ToUpper(gx), strings.ToUpper(gy), ""},
		{exampleX, exampleY, ""},
		{bigX(bigG.x), bigX(bigG.negated().y), ""},
		{gy, gx, off},
		{gx, bigX(add(bigG.y, big.NewInt(1))), off},
		{strings.Repeat("0", 64), strings.Repeat("0", 64), off},
		{strings.Repeat("f", 64), gy, off},
		{bigX(bigP), gy, off},
		{gx, bigX(bigP), off},
		{"", gy, "public key X at byte 0" + digits},
		{gx[:63], gy, "public key X at byte 63" + digits},
		{gx + "0", gy, "public key X at byte 64" + digits},
		{gx, "0x" + gy, "public key Y at byte 1" + digits},
		{gx, gy[:10] + "é" + gy[12:], "public key Y at byte 10" + digits},
		{gx, gy[:10] + "\x10" + gy[11:], "public key Y at byte 10" + digits},
	} {
		key, err := ParseHex(test.x, test.y)
		if got := text(err); got != test.want || err != nil && key != (PublicKey{}) {
			t.Errorf("%q, %q: got %x, %q, want %q", test.x, test.y, key, got, test.want)
		}
	}

	// x and x+p are the same to the field, but only the first is a coordinate.
	for x := int64(0); x < 20; x++ {
		if p, ok := lifted(big.NewInt(x)); ok {
			over := PublicKey{bytes32(add(p.x, bigP)), bytes32(p.y)}
			if p.key().Check() != nil || over.Check() == nil {
				t.Errorf("x = %d: got %v, and for x+p %v", x, p.key().Check(), over.Check())
			}
		}
	}

	whole := g.Uncompressed()
	for _, test := range []struct {
		in   []byte
		want string
	}{
		{whole, ""},
		{nil, "public key at byte 0: the uncompressed form begins with the byte 04"},
		{append([]byte{2}, whole[1:33]...), "public key at byte 0: the uncompressed form begins with the byte 04"},
		{append([]byte{6}, whole[1:]...), "public key at byte 0: the uncompressed form begins with the byte 04"},
		{[]byte{0}, "public key at byte 0: the uncompressed form begins with the byte 04"},
		{whole[:64], "public key at byte 64: the uncompressed form has 65 bytes"},
		{append(whole[:65:65], 0), "public key at byte 65: the uncompressed form has 65 bytes"},
		{append([]byte{4}, make([]byte, 64)...), off},
	} {
		if key, err := ParseUncompressed(test.in); text(err) != test.want || err != nil && key != (PublicKey{}) {
			t.Errorf("%x: got %x, %v, want %q", test.in, key, err, test.want)
		}
	}
}

// text is an error's, which must be an *Error.
func text(err error) string {
	if err == nil {
		return ""
	}
	var e *Error
	if !errors.As(err, &e) {
		return "not an *Error: " + err.Error()
	}
	return e.Error()
}

func FuzzParseUncompressed(f *testing.F) {
	g := bigG.key()
	f.Add(g.Uncompressed())
	f.Add([]byte{4})
	f.Add(make([]byte, 65))
	f.Fuzz(func(t *testing.T, b []byte) {
		_, theirErr := ecdsa.ParseUncompressedPublicKey(elliptic.P256(), b)
		key, err := ParseUncompressed(b)
		if (err == nil) != (theirErr == nil) {
			t.Fatalf("%x: got %v, crypto/ecdsa %v", b, err, theirErr)
		}
		if err == nil && string(key.Uncompressed()) != string(b) {
			t.Fatalf("%x is written as %x", b, key.Uncompressed())
		}
		text(err)
	})
}

func FuzzParseHex(f *testing.F) {
	f.Add(exampleX, exampleY)
	f.Add(strings.ToUpper(exampleX), exampleY[1:])
	f.Add("", "\xff")
	f.Fuzz(func(t *testing.T, x, y string) {
		key, err := ParseHex(x, y)
		if err != nil {
			if got := text(err); strings.HasPrefix(got, "not an") || key != (PublicKey{}) {
				t.Fatalf("%q, %q: got %x, %s", x, y, key, got)
			}
			return
		}
		if gotX, gotY := key.Hex(); gotX != strings.ToLower(x) || gotY != strings.ToLower(y) {
			t.Fatalf("%q, %q are written as %s, %s", x, y, gotX, gotY)
		}
	})
}
