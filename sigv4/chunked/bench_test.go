package chunked

import (
	"bytes"
	"io"
	"testing"
)

// The figures are for 10 MiB in chunks of 64 KiB.
const benchSize = 10 << 20

func BenchmarkEncode(b *testing.B) {
	data := bytes.Repeat([]byte("a"), benchSize)
	for _, e := range []Encoding{{Mode: Signed}, {Mode: SignedTrailer, Checksum: CRC64NVME}, {Mode: UnsignedTrailer, Checksum: CRC32C}} {
		b.Run(e.Mode.String(), func(b *testing.B) {
			b.SetBytes(benchSize)
			b.ReportAllocs()
			for b.Loop() {
				if _, err := e.Encode(io.Discard, bytes.NewReader(data), exampleContext(), exampleSign(), nil); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkDecodeAndVerify(b *testing.B) {
	e := Encoding{Mode: SignedTrailer, Checksum: CRC64NVME}
	var w bytes.Buffer
	if _, err := e.Encode(&w, bytes.NewReader(bytes.Repeat([]byte("a"), benchSize)), exampleContext(), exampleSign(), nil); err != nil {
		b.Fatal(err)
	}
	b.Run("decode", func(b *testing.B) {
		b.SetBytes(benchSize)
		b.ReportAllocs()
		for b.Loop() {
			if _, err := Decode(io.Discard, bytes.NewReader(w.Bytes()), e.Mode, nil); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("verify", func(b *testing.B) {
		b.SetBytes(benchSize)
		b.ReportAllocs()
		d := Declared{Mode: e.Mode, Decoded: benchSize, Encoded: int64(w.Len()), Trailers: []string{e.Checksum.Header()}}
		for b.Loop() {
			if v, err := Verify(bytes.NewReader(w.Bytes()), d, exampleContext(), Recompute(exampleSign()), nil); err != nil || !v.OK() {
				b.Fatal(err)
			}
		}
	})
}
