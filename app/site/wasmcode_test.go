package site

import (
	"bytes"
	"encoding/hex"
	"slices"
	"strings"
	"testing"
)

// Bodies as Go writes them, in hexadecimal: no local variables, the outermost block, the loop, three
// blocks and the table, which sends 0 to the end of the innermost, 1 to the next, all else to the last.
const (
	bodyStart = "00 0240 0340 0240 0240 0240 2000 0e02000102 "
	bodyEnd   = " 0b 00 0b 4101 0b"
)

func instructions(text string) []byte {
	b, err := hex.DecodeString(strings.ReplaceAll(text, " ", ""))
	if err != nil {
		panic(err)
	}
	return b
}

func TestStraightenBody(t *testing.T) {
	for _, c := range []struct{ name, body, want string }{
		{
			"a jump to the next block, and to the one after it",
			bodyStart + "0b 4101 2100 0c02 0b 0b" + bodyEnd,
			bodyStart + "0b 0c00 0b 0b" + bodyEnd,
		},
		{
			"a jump over a block",
			bodyStart + "0b 4102 2100 0c02 0b 0b" + bodyEnd,
			bodyStart + "0b 0c01 0b 0b" + bodyEnd,
		},
		{
			"a jump out of an if",
			bodyStart + "0b 4101 0440 4102 2100 0c03 0b 0b 0b" + bodyEnd,
			bodyStart + "0b 4101 0440 0c02 0b 0b 0b" + bodyEnd,
		},
		{
			"a number the table does not have",
			bodyStart + "0b 417f 2100 0c02 0b 0b" + bodyEnd,
			bodyStart + "0b 0c01 0b 0b" + bodyEnd,
		},
		{
			"a jump back",
			bodyStart + "0b 0b 4100 2100 0c01 0b" + bodyEnd,
			bodyStart + "0b 0b 4100 2100 0c01 0b" + bodyEnd,
		},
		{
			"a call that may unwind",
			bodyStart + "0b 4100 1005 0d03 0b 0b" + bodyEnd,
			bodyStart + "0b 4100 1005 0440 4101 0f 0b 0b 0b" + bodyEnd,
		},
		{
			"a branch to a block that is not the outermost",
			bodyStart + "0b 4100 1005 0d01 0b 0b" + bodyEnd,
			bodyStart + "0b 4100 1005 0d01 0b 0b" + bodyEnd,
		},
		{
			"the number is read once more",
			bodyStart + "0b 4101 2100 0c02 0b 2000 1a 0b" + bodyEnd,
			bodyStart + "0b 4101 2100 0c02 0b 2000 1a 0b" + bodyEnd,
		},
		{
			"the number's variable holds a function's number, to be called",
			bodyStart + "0b 4101 2100 0c02 0b 4201 a7 2100 4100 2000 110000 1a 0b" + bodyEnd,
			bodyStart + "0b 0c00 0b 4201 a7 2100 4100 2000 110000 1a 0b" + bodyEnd,
		},
		{
			"the number's variable is read after another constant",
			bodyStart + "0b 4101 2100 0c02 0b 4100 2000 110000 1a 0b" + bodyEnd,
			bodyStart + "0b 4101 2100 0c02 0b 4100 2000 110000 1a 0b" + bodyEnd,
		},
		{
			"the number is set long before the loop starts again",
			bodyStart + "0b 4101 2100 0c02 0b 4101 0d01 0b" + bodyEnd,
			bodyStart + "0b 4101 2100 0c02 0b 4101 0d01 0b" + bodyEnd,
		},
		{
			"a loop in the place of the outermost block",
			"00 0340 4100 1005 0d00" + bodyEnd[len(" 0b 00"):],
			"00 0340 4100 1005 0d00" + bodyEnd[len(" 0b 00"):],
		},
		{
			"another local variable",
			bodyStart + "0b 4101 2101 0c00 0b 0b" + bodyEnd,
			bodyStart + "0b 4101 2101 0c00 0b 0b" + bodyEnd,
		},
		{
			"code before the table",
			"00 0240 0340 0240 01 2000 0e00 00 0b 0b 00 0b 4101 0b",
			"00 0240 0340 0240 01 2000 0e00 00 0b 0b 00 0b 4101 0b",
		},
		{
			"sums of addresses",
			"01 017f 2001 ad 4208 7c a7 2001 ad 428080808010 7c a7 2001 ad 427f 7c a7 0b",
			"01 017f 2001 4108 6a 2001 4100 6a 2001 417f 6a 0b",
		},
		{
			"sums that stay wide, and numbers that are not added",
			"01 017f 2001 ad 4208 7c 2001 ad 4208 7d a7 ad 2001 4208 7c a7 0b",
			"01 017f 2001 ad 4208 7c 2001 ad 4208 7d a7 ad 2001 4208 7c a7 0b",
		},
		{
			"no loop, and every form of instruction",
			"02 017f 037e 2001 2d0000 43000b0b0b 1a 440b0b0b0b0b0b0b0b fc02 1a fc0a0000 fc0b00 3f00 4000 428080e0dd01 1a 1b 110000 c4 0b",
			"02 017f 037e 2001 2d0000 43000b0b0b 1a 440b0b0b0b0b0b0b0b fc02 1a fc0a0000 fc0b00 3f00 4000 428080e0dd01 1a 1b 110000 c4 0b",
		},
	} {
		body := instructions(c.body)
		got, err := straightenBody(body)
		if err != nil || !bytes.Equal(got, instructions(c.want)) {
			t.Errorf("%s: got %x, %v, want %x", c.name, got, err, instructions(c.want))
		}
		section := slices.Concat([]byte{1, byte(len(body))}, body)
		got, err = straighten(section)
		if want := instructions(c.want); err != nil || !bytes.Equal(got, slices.Concat([]byte{1, byte(len(want))}, want)) {
			t.Errorf("%s: the section became %x, %v", c.name, got, err)
		}
		for n := range section {
			if got, err := straighten(section[:n]); err == nil {
				t.Errorf("%s: %d bytes of it gave %x", c.name, n, got)
			}
		}
		for n := range body {
			if got, err := straightenBody(body[:n]); err == nil {
				t.Errorf("%s: a body of %d bytes gave %x", c.name, n, got)
			}
		}
	}
}

func TestStraightenRefusesWhatItDoesNotKnow(t *testing.T) {
	for name, body := range map[string]string{
		"an instruction of another extension": "00 fd0c 0b",
		"a table.copy":                        "00 fc0e0000 0b",
		"a reference":                         "00 d070 0b",
		"code after the end":                  "00 0b 01",
		"two ends":                            "00 0b 0b",
		"a table without end":                 "00 0eff 0b",
	} {
		if got, err := straightenBody(instructions(body)); err == nil {
			t.Errorf("%s: got %x", name, got)
		}
	}
	if got, err := straighten([]byte{0, 0}); err == nil {
		t.Errorf("a byte too many gave %x", got)
	}
}

func FuzzStraighten(f *testing.F) {
	for _, body := range []string{
		bodyStart + "0b 4102 2100 0c02 0b 0b" + bodyEnd,
		bodyStart + "0b 4100 1005 0d03 0b 0b" + bodyEnd,
		"00 0240 0e00 ffffffffffffffffffff7f 0b 0b",
	} {
		f.Add(instructions(body))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		got, err := straightenBody(body)
		if err != nil {
			return
		}
		if again, err := straightenBody(got); err != nil || !bytes.Equal(again, got) {
			t.Errorf("%x became %x, then %x, %v", body, got, again, err)
		}
	})
}
