package p256

import (
	"encoding/hex"
	"math/big"
	"strings"
	"testing"
)

func TestDER(t *testing.T) {
	nMinus1 := sub(bigN, big.NewInt(1))
	for _, test := range []struct {
		r, s *big.Int
		want string
	}{
		{big.NewInt(1), big.NewInt(0x7f), "3006020101" + "02017f"},
		{big.NewInt(0x80), big.NewInt(0xff), "300802020080" + "020200ff"},
		{big.NewInt(0x7fff), big.NewInt(0x8000), "300902027fff" + "0203008000"},
		{nMinus1, nMinus1, "3046" + strings.Repeat("022100ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632550", 2)},
	} {
		signature := Signature{bytes32(test.r), bytes32(test.s)}
		der := AppendDER([]byte("before"), signature)[len("before"):]
		if got := hex.EncodeToString(der); got != test.want {
			t.Errorf("%x, %x: got %s, want %s", test.r, test.s, got, test.want)
		}
		if back, err := ParseDER(der); err != nil || back != signature {
			t.Errorf("%s: read %x, %v", test.want, back, err)
		}
	}
	if got := AppendDER(nil, Signature{}); hex.EncodeToString(got) != "3006020100020100" {
		t.Errorf("the zero signature: got %x", got)
	}
}

func TestParseDERRefuses(t *testing.T) {
	const (
		sequence = "DER begins with the byte 30, a SEQUENCE"
		follows  = "the length of a SEQUENCE is how many bytes follow it"
		integer  = "an INTEGER begins with the byte 02"
		length   = "the length of an INTEGER is from 1 to 33, and so many bytes follow it"
		negative = "a first byte of 80 or above has 00 in front, or the INTEGER is negative"
		padded   = "00 stands in front only of a byte of 80 or above"
		scalar   = "it is a number from 1 to n-1, n being the order of P-256"
		n        = "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551"
	)
	for _, test := range []struct{ der, want string }{
		{"", "signature at byte 0: " + sequence},
		{"31060201010201 01", "signature at byte 0: " + sequence},
		{"30", "signature at byte 1: " + follows},
		{"3005 020101 020101", "signature at byte 1: " + follows},
		{"3007 020101 020101", "signature at byte 1: " + follows},
		{"308106 020101 020101", "signature at byte 1: " + follows}, // a length in the long form
		{"3080 020101 020101 0000", "signature at byte 1: " + follows},
		{"3006 020101 020101 00", "signature at byte 1: " + follows},
		{"3047" + strings.Repeat("00", 71), "signature at byte 72: DER has at most 72 bytes"},
		{"30ff" + strings.Repeat("00", 255), "signature at byte 72: DER has at most 72 bytes"},
		{"3000", "signature r at byte 2: " + integer},
		{"3003 030101", "signature r at byte 2: " + integer},
		{"3001 02", "signature r at byte 3: " + length},
		{"3002 0200", "signature r at byte 3: " + length},
		{"3003 020201", "signature r at byte 3: " + length},
		{"3003 028101", "signature r at byte 3: " + length},
		{"3024 0222" + strings.Repeat("01", 34), "signature r at byte 3: " + length},
		{"3003 020101", "signature s at byte 5: " + integer},
		{"3006 020101 030101", "signature s at byte 5: " + integer},
		{"3004 020101 02", "signature s at byte 6: " + length},
		{"3006 020101 020201", "signature s at byte 6: " + length},
		{"3006 020180 020101", "signature r at byte 4: " + negative},
		{"3006 020101 0201ff", "signature s at byte 7: " + negative},
		{"3007 02020001 020101", "signature r at byte 4: " + padded},
		{"3007 020101 0202007f", "signature s at byte 7: " + padded},
		{"3007 02020000 020101", "signature r at byte 4: " + padded},
		{"3006 020100 020101", "signature r at byte 4: " + scalar},
		{"3006 020101 020100", "signature s at byte 7: " + scalar},
		{"3026 022100" + n + "020101", "signature r at byte 4: " + scalar},
		{"3026 020101 022100" + n, "signature s at byte 7: " + scalar},
		{"3026 02217f" + n + "020101", "signature r at byte 4: " + scalar}, // more than 32 bytes
		{"3009 020101 020101 020101", "signature at byte 8: nothing follows r and s"},
	} {
		der, err := hex.DecodeString(strings.ReplaceAll(test.der, " ", ""))
		if err != nil {
			t.Fatal(err)
		}
		got, err := ParseDER(der)
		if text(err) != test.want || got != (Signature{}) {
			t.Errorf("%s: got %x, %v, want %s", test.der, got, err, test.want)
		}
	}
}

// Every prefix and every change of one byte is read without a panic, and only as what it writes.
func TestParseDERChanges(t *testing.T) {
	der := AppendDER(nil, Sign(exampleKey(t), [32]byte{1}))
	for i := range der {
		if _, err := ParseDER(der[:i]); err == nil {
			t.Errorf("the first %d bytes are a signature", i)
		}
		for b := range 256 {
			changed := append([]byte(nil), der...)
			changed[i] = byte(b)
			checkDER(t, changed)
		}
	}
}

func FuzzParseDER(f *testing.F) {
	f.Add(AppendDER(nil, Sign(exampleKey(f), [32]byte{1})))
	f.Add([]byte{0x30, 6, 2, 1, 1, 2, 1, 1})
	f.Add([]byte{0x30, 0x80, 2, 1, 1, 2, 1, 1, 0, 0})
	f.Fuzz(checkDER)
}

// checkDER: what is read is written as it was; what is not gives an *Error at a byte of der or its end.
func checkDER(t *testing.T, der []byte) {
	signature, err := ParseDER(der)
	if err == nil {
		if got := AppendDER(nil, signature); string(got) != string(der) {
			t.Errorf("%x is written as %x", der, got)
		}
		return
	}
	e, ok := err.(*Error)
	if !ok || e.Offset < 0 || e.Offset > len(der) || signature != (Signature{}) {
		t.Errorf("%x: got %x, %v", der, signature, err)
	}
}
