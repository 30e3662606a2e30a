package eventstream

import "testing"

// 8 KiB is a quarter of a second of 16-bit sound at 16 kHz, a usual message.
const benchSize = 8 << 10

func BenchmarkSign(b *testing.B) {
	s, err := NewSigner(exampleKey, exampleScope, exampleSeed)
	if err != nil {
		b.Fatal(err)
	}
	payload := make([]byte, benchSize)
	b.SetBytes(benchSize)
	b.ReportAllocs()
	for b.Loop() {
		if _, _, err := s.Sign(payload, exampleTime); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkAppend(b *testing.B) {
	m := encodings[4].message // headers of all types
	m.Payload = make([]byte, benchSize)
	var dst []byte
	b.SetBytes(benchSize)
	b.ReportAllocs()
	for b.Loop() {
		var err error
		if dst, err = m.Append(dst[:0]); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkDecode(b *testing.B) {
	m := encodings[4].message
	m.Payload = make([]byte, benchSize)
	data, err := m.Append(nil)
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(benchSize)
	b.ReportAllocs()
	for b.Loop() {
		if _, _, err := Decode(data); err != nil {
			b.Fatal(err)
		}
	}
}
