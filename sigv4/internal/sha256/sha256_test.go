package sha256

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"testing"
)

// The examples of FIPS 180-2, appendix B, and the empty message.
func TestKnownAnswers(t *testing.T) {
	for message, want := range map[string]string{
		"":    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
		"abc": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
		"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq": "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
	} {
		for name, got := range map[string][Size]byte{"Sum256": Sum256([]byte(message)), "portable": sum([]byte(message))} {
			if hex.EncodeToString(got[:]) != want {
				t.Errorf("%s of %q: %x", name, message, got)
			}
		}
	}
}

// hasher is what Hash and portable share.
type hasher interface {
	Reset()
	Write([]byte) (int, error)
	Sum256() [Size]byte
	SumOf([]byte) [Size]byte
	SumPadded([]byte) [Size]byte
}

// check hashes data in three pieces, in every way, and compares with crypto/sha256.
func check(t *testing.T, data []byte, cut1, cut2 int) {
	t.Helper()
	want := sha256.Sum256(data)
	if got := sum(data); got != want {
		t.Fatalf("portable, %d bytes at once: %x", len(data), got)
	}
	if got := Sum256(data); got != want {
		t.Fatalf("%d bytes at once: %x", len(data), got)
	}
	for name, h := range map[string]hasher{"Hash": new(Hash), "portable": new(portable)} {
		for range 2 {
			h.Write(data[:cut1])
			h.Sum256() // writing may go on
			h.Write(data[cut1:cut2])
			h.Write(data[cut2:])
			if got := h.Sum256(); got != want {
				t.Fatalf("%s, %d bytes cut at %d and %d: %x", name, len(data), cut1, cut2, got)
			}
			if got := h.SumOf(data); got != want {
				t.Fatalf("%s, %d bytes alone: %x", name, len(data), got)
			}
			h.Reset()
			whole := cut1 - cut1%BlockSize
			h.Write(data[:whole])
			if got := h.SumPadded(Pad(bytes.Clone(data[whole:]), whole)); got != want {
				t.Fatalf("%s, %d bytes with the end padded from %d on: %x", name, len(data), whole, got)
			}
			h.Reset()
		}
	}
	var h, other Hash
	var s State
	h.Write(data[:cut1])
	h.Save(&s)
	h.Write([]byte("something else"))
	other.Load(&s)
	other.Write(data[cut1:])
	h.Load(&s)
	h.Write(data[cut1:])
	if h.Sum256() != want || other.Sum256() != want {
		t.Fatalf("going on from a state, %d bytes cut at %d: %x, %x", len(data), cut1, h.Sum256(), other.Sum256())
	}
}

func TestAgainstStandardLibrary(t *testing.T) {
	data := make([]byte, 400)
	for i := range data {
		data[i] = byte(i * 7)
	}
	for n := range len(data) {
		check(t, data[:n], n/3, n/2)
		check(t, data[:n], min(n, 64), min(n, 128))
	}
}

func FuzzAgainstStandardLibrary(f *testing.F) {
	f.Add([]byte("abc"), 1, 2)
	f.Fuzz(func(t *testing.T, data []byte, cut1, cut2 int) {
		cut1 = max(0, min(cut1, len(data)))
		check(t, data, cut1, max(cut1, min(cut2, len(data))))
	})
}

func TestNothingIsAllocated(t *testing.T) {
	var h Hash
	var s State
	data := make([]byte, 100)
	h.Save(&s)
	if n := testing.AllocsPerRun(100, func() {
		h.Load(&s)
		h.Write(data)
		h.Sum256()
		h.Save(&s)
		h.SumOf(data)
		Sum256(data)
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func BenchmarkBlock(b *testing.B) {
	data := make([]byte, 64*16)
	for name, hash := range map[string]func([]byte) [Size]byte{"portable": sum, "crypto": sha256.Sum256} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			for b.Loop() {
				hash(data)
			}
		})
	}
}
