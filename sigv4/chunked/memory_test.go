package chunked

import (
	"io"
	"runtime"
	"testing"
)

// endless gives n bytes that are not all the same.
type endless struct{ n int64 }

func (e *endless) Read(b []byte) (int, error) {
	if e.n == 0 {
		return 0, io.EOF
	}
	b = b[:min(int64(len(b)), e.n)]
	for i := range b {
		b[i] = byte(e.n >> (i & 15))
	}
	e.n -= int64(len(b))
	return len(b), nil
}

// Encoding and verifying 64 MiB through a pipe takes less than 2 MiB at any time, and a size that is
// announced costs nothing.
func TestMemoryStaysBounded(t *testing.T) {
	const size, bound = 64 << 20, 2 << 20
	e := Encoding{Mode: SignedTrailer, Checksum: CRC64NVME}
	length, err := e.Length(size)
	if err != nil {
		t.Fatal(err)
	}
	var before, now runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	r, w := io.Pipe()
	go func() {
		_, err := e.Encode(w, &endless{size}, exampleContext(), exampleSign(), nil)
		w.CloseWithError(err)
	}()
	most := uint64(0)
	d := Declared{Mode: SignedTrailer, Decoded: size, Encoded: length, Trailers: []string{e.Checksum.Header()}}
	v, err := Verify(r, d, exampleContext(), Recompute(exampleSign()), func(c Chunk) {
		if c.Number%64 == 0 {
			runtime.GC()
			runtime.ReadMemStats(&now)
			if now.HeapAlloc > before.HeapAlloc {
				most = max(most, now.HeapAlloc-before.HeapAlloc)
			}
		}
	})
	if err != nil || !v.OK() || v.Body.Decoded != size || v.Body.Chunks != size/DefaultChunkSize+1 {
		t.Errorf("%+v, %v", v, err)
	}
	if most == 0 || most > bound {
		t.Errorf("%d bytes are held", most)
	}
	runtime.ReadMemStats(&before)
	if _, _, _, err := decode("3ffffffffffff\r\nabc", UnsignedTrailer); err == nil {
		t.Error("a chunk of 2^50 bytes with three is taken")
	}
	if runtime.ReadMemStats(&now); now.TotalAlloc-before.TotalAlloc > bound {
		t.Errorf("%d bytes were allocated for a size that was only announced", now.TotalAlloc-before.TotalAlloc)
	}
}
