package site

import (
	"bytes"
	"encoding/binary"
	"slices"
	"testing"
)

// The first function's F<<16, and that of the 17th, as constants of 64 bits.
const (
	base0  = "4280808080 01"
	base16 = "428080c080 01"
)

func TestShareBase(t *testing.T) {
	for _, c := range []struct{ name, body, want string }{
		{
			"no local variables but the stack pointer",
			"01 017f 2300 2101 " + base0 + " 1a 428180808001 1a 42ffff8380 01 1a 0b",
			"02 017f 017e 2300 2101 " + base0 + " 2102 2002 1a 2002 4201 84 1a 2002 42ffff03 84 1a 0b",
		},
		{
			"others of 64 bits, whose numbers shift",
			"02 017f 037e 2300 2101 428180808001 2102 2004 2203 1a 2001 1a 2000 1a 0b",
			"02 017f 047e 2300 2101 " + base0 + " 2102 2002 4201 84 2103 2005 2204 1a 2001 1a 2000 1a 0b",
		},
		{
			"others of another type first",
			"03 017f 017c 017e 2300 2101 428180808001 2103 2002 1a 0b",
			"04 017f 017e 017c 017e 2300 2101 " + base0 + " 2102 2002 4201 84 2104 2003 1a 0b",
		},
		{
			"a number of two bytes becomes one of three",
			"02 017f 7e7e 2300 2101 428180808001 217f 0b",
			"02 017f 7f7e 2300 2101 " + base0 + " 2102 2002 4201 84 218001 0b",
		},
		{
			"constants below, above and of 32 bits",
			"01 017f 2300 2101 42ffffffff00 1a 42808084 8001 1a 418080808001 1a 0b",
			"",
		},
		{"another function's", "01 017f 2300 2101 " + base16 + " 1a 0b", ""},
		{"the stack pointer is not read first", "01 017f 2300 1a 428180808001 1a 0b", ""},
		{"the body is shorter than that", "01 017f 0b", ""},
		{"two stack pointers", "01 027f 2300 2101 428180808001 1a 0b", ""},
		{"the first local variable is another", "01 017e 2300 2101 428180808001 1a 0b", ""},
		{"no local variables", "00 428180808001 1a 0b", ""},
	} {
		body := instructions(c.body)
		want := body
		if c.want != "" {
			want = instructions(c.want)
		}
		got, err := shareBase(body, firstPC<<blockBits)
		if err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s: got %x, %v, want %x", c.name, got, err, want)
		}
		for n := range body {
			if got, err := shareBase(body[:n], firstPC<<blockBits); err == nil && n > 2 && !bytes.Equal(got, body[:n]) {
				t.Errorf("%s: %d bytes of it gave %x", c.name, n, got)
			}
		}
	}
}

// moduleOf is a module of Go's type and another, of functions of these types, and these bodies.
func moduleOf(kinds []byte, bodies ...[]byte) []byte {
	out := slices.Clone(smallWasm)
	add := func(id byte, body []byte) {
		out = append(binary.AppendUvarint(append(out, id), uint64(len(body))), body...)
	}
	add(typeSection, slices.Concat([]byte{2}, []byte(resumableType), []byte("\x60\x00\x00")))
	add(functionSection, slices.Concat([]byte{byte(len(kinds))}, kinds))
	code := []byte{byte(len(bodies))}
	for _, body := range bodies {
		code = append(append(code, byte(len(body))), body...)
	}
	add(codeSection, code)
	return out
}

func TestShareBasesKnowsTheFunction(t *testing.T) {
	empty := instructions("00 0b")
	pc := instructions("01 017f 2300 2101 " + base16 + " 1a 0b")
	shared := instructions("02 017f 017e 2300 2101 " + base16 + " 2102 2002 1a 0b")
	kinds := make([]byte, 18)
	bodies := slices.Repeat([][]byte{empty}, 18)
	bodies[15], bodies[16] = pc, pc
	want := slices.Clone(bodies)
	want[16] = shared
	got, err := shareBases(moduleOf(kinds, bodies...))
	if err != nil || !bytes.Equal(got, moduleOf(kinds, want...)) {
		t.Errorf("got %x, %v", got, err)
	}
	kinds[16] = 1
	got, err = shareBases(moduleOf(kinds, bodies...))
	if err != nil || !bytes.Equal(got, moduleOf(kinds, bodies...)) {
		t.Errorf("a function of another type: got %x, %v", got, err)
	}
}

func TestShareBasesRefusesWhatItDoesNotKnow(t *testing.T) {
	whole := moduleOf([]byte{0, 1}, instructions("00 0b"), instructions("00 0b"))
	if _, err := shareBases(whole); err != nil {
		t.Fatal(err)
	}
	for n := range whole {
		if got, err := shareBases(whole[:n]); err == nil {
			t.Errorf("the first %d bytes became %x", n, got)
		}
	}
	if got, err := shareBases(moduleOf([]byte{0}, instructions("00 0b"), instructions("00 0b"))); err == nil {
		t.Errorf("a body without a type became %x", got)
	}
	if got, err := shareBases(bytes.Replace(whole, []byte(resumableType), []byte("\x60\x01\x7e\x01\x7f"), 1)); err == nil {
		t.Errorf("another first type became %x", got)
	}
}
