package sigv4

import (
	"io"
	"runtime"
	"testing"
)

// letters is a reader of so many bytes that are all a.
type letters int

func (l *letters) Read(p []byte) (int, error) {
	if *l == 0 {
		return 0, io.EOF
	}
	n := min(len(p), int(*l))
	for i := range p[:n] {
		p[i] = 'a'
	}
	*l -= letters(n)
	return n, nil
}

// The hash of a million times the letter a is an example of FIPS 180-2, appendix B.3.
func TestBodyHash(t *testing.T) {
	var b BodyHash
	if b.Hex() != emptyHash {
		t.Errorf("nothing written: %s", b.Hex())
	}
	body := letters(1_000_000)
	if n, err := io.Copy(&b, &body); n != 1_000_000 || err != nil || b.Hex() != "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0" {
		t.Errorf("%d bytes, %v: %s", n, err, b.Hex())
	}
}

// A body of any size is hashed within 2 MiB.
func TestBodyHashNeedsLittleMemory(t *testing.T) {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	var b BodyHash
	body := letters(64 << 20)
	if _, err := io.Copy(&b, &body); err != nil {
		t.Fatal(err)
	}
	runtime.ReadMemStats(&after)
	if took := after.TotalAlloc - before.TotalAlloc; took > 2<<20 {
		t.Errorf("64 MiB took %d bytes of memory", took)
	}
}
