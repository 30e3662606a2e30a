package chunked

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"countersign/sigv4"
)

// The published example, from the request as it is before the headers are added to the last byte.
func TestPreparedExample(t *testing.T) {
	u := upload(t, Encoding{Mode: Signed}, strings.Repeat("a", 66560))
	if u.context.Seed != exampleSeed {
		t.Errorf("the seed signature is %s", u.context.Seed)
	}
	want := "10000;chunk-signature=ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648\r\n" + strings.Repeat("a", 65536) +
		"\r\n400;chunk-signature=0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497\r\n" + strings.Repeat("a", 1024) +
		"\r\n0;chunk-signature=b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9\r\n\r\n"
	if u.body != want || len(want) != 66824 || u.declared.Decoded != 66560 || u.declared.Encoded != 66824 || u.declared.Mode != Signed {
		t.Errorf("%d bytes, declared %+v", len(u.body), u.declared)
	}
}

func TestPrepare(t *testing.T) {
	before := []sigv4.Header{
		{Name: "Host", Value: "h"}, {Name: "content-encoding", Value: "gzip, AWS-Chunked"}, {Name: "Content-Encoding", Value: "br"},
		{Name: "X-Amz-Content-SHA256", Value: "UNSIGNED-PAYLOAD"}, {Name: "content-length", Value: "5"}, {Name: "x-amz-trailer", Value: "old"},
	}
	given := sigv4.Request{Method: "PUT", Target: "/k", Headers: slices.Clone(before), Body: []byte("hello")}
	e := Encoding{Mode: UnsignedTrailer, Trailers: []sigv4.Header{{Name: "x-amz-meta-a", Value: "1"}}, Checksum: CRC32}
	r, err := e.Prepare(given, 5)
	if err != nil {
		t.Fatal(err)
	}
	want := []sigv4.Header{
		{Name: "Host", Value: "h"},
		{Name: "x-amz-content-sha256", Value: "STREAMING-UNSIGNED-PAYLOAD-TRAILER"},
		{Name: "Content-Encoding", Value: "aws-chunked,gzip,br"},
		{Name: "x-amz-decoded-content-length", Value: "5"},
		{Name: "Content-Length", Value: "62"},
		{Name: "x-amz-trailer", Value: "x-amz-meta-a,x-amz-checksum-crc32"},
	}
	if !slices.Equal(r.Headers, want) || r.Body != nil || r.PayloadHash != "STREAMING-UNSIGNED-PAYLOAD-TRAILER" {
		t.Errorf("%+v", r)
	}
	if !slices.Equal(given.Headers, before) || string(given.Body) != "hello" {
		t.Errorf("the request given was changed: %+v", given)
	}
	if _, err := e.Prepare(given, -1); err == nil {
		t.Error("a body of -1 bytes is taken")
	}
}

func TestDeclare(t *testing.T) {
	word := sigv4.Header{Name: "X-Amz-Content-Sha256", Value: " STREAMING-UNSIGNED-PAYLOAD-TRAILER "}
	d, err := Declare(sigv4.Request{Headers: []sigv4.Header{word, {Name: "X-Amz-Trailer", Value: "A, b,,"}, {Name: "x-amz-trailer", Value: "c"}}})
	if err != nil || d.Mode != UnsignedTrailer || d.Decoded != -1 || d.Encoded != -1 || !slices.Equal(d.Trailers, []string{"a", "b", "c"}) {
		t.Errorf("%+v, %v", d, err)
	}
	for want, more := range map[string][]sigv4.Header{
		`request: x-amz-content-sha256 "STREAMING-": this is the second such header; send one`:     {{Name: "x-amz-content-sha256", Value: "STREAMING-"}},
		`request: x-amz-decoded-content-length "+5": it is a number of bytes in decimal digits`:    {{Name: "x-amz-decoded-content-length", Value: "+5"}},
		`request: x-amz-decoded-content-length: it is a number of bytes in decimal digits`:         {{Name: "x-amz-decoded-content-length", Value: ""}},
		`request: Content-Length "-1": it is a number of bytes in decimal digits`:                  {{Name: "content-length", Value: "-1"}},
		`request: Content-Length "9223372036854775808": it is a number of bytes in decimal digits`: {{Name: "content-length", Value: "9223372036854775808"}},
		`request: x-amz-decoded-content-length "6": this is the second such header; send one`:      {{Name: "x-amz-decoded-content-length", Value: "5"}, {Name: "x-amz-decoded-content-length", Value: "6"}},
	} {
		_, err := Declare(sigv4.Request{Headers: append([]sigv4.Header{word}, more...)})
		wantError(t, err, want)
	}
	if _, err := Declare(sigv4.Request{Headers: []sigv4.Header{word, {Name: "x-amz-trailer", Value: strings.Repeat("a,", 101)}}}); err == nil {
		t.Error("101 names are taken")
	}
}

// The length is known beforehand, in every mode and for every way of cutting.
func TestLength(t *testing.T) {
	for m := Signed; m <= UnsignedTrailer; m++ {
		for _, size := range []int{0, 1, MinChunkSize - 1, MinChunkSize, MinChunkSize + 1, 3 * MinChunkSize, 65536, 65537, 200_000} {
			for _, chunkSize := range []int{0, MinChunkSize, 9_000} {
				e := Encoding{Mode: m, ChunkSize: chunkSize}
				if m.HasTrailer() {
					e.Trailers = []sigv4.Header{{Name: "x-amz-meta-a", Value: "some value"}}
					e.Checksum = Checksum(size % int(SHA256+1))
				}
				want, err := e.Length(int64(size))
				if err != nil {
					t.Fatal(err)
				}
				sign := exampleSign()
				if m.IsECDSA() {
					sign = func(string) (string, error) { return strings.Repeat("ab", 70), nil }
				}
				var encoded bytes.Buffer
				// a reader that gives little at a time must not make small chunks
				body, err := e.Encode(&encoded, iotest.HalfReader(strings.NewReader(strings.Repeat("x", size))), exampleContext(), sign, nil)
				if err != nil || int64(encoded.Len()) != want || body.Encoded != want || body.Decoded != int64(size) {
					t.Errorf("%s, %d bytes by %d: %d encoded, counted %+v, want %d, %v", m, size, chunkSize, encoded.Len(), body, want, err)
				}
			}
		}
	}
}

func TestEncodingRefused(t *testing.T) {
	crc := []sigv4.Header{{Name: "x-amz-checksum-crc32", Value: "AAAAAA=="}}
	for _, c := range []struct {
		e    Encoding
		want string
	}{
		{Encoding{}, "request: mode: there is none; it is what x-amz-content-sha256 says"},
		{Encoding{Mode: 99}, "request: mode: there is none; it is what x-amz-content-sha256 says"},
		{Encoding{Mode: Signed, ChunkSize: 8191}, `chunk: chunk size "8191": give 8192 to 67108864 bytes, or 0 for 65536`},
		{Encoding{Mode: Signed, ChunkSize: -1}, `chunk: chunk size "-1": give 8192 to 67108864 bytes, or 0 for 65536`},
		{Encoding{Mode: Signed, ChunkSize: MaxChunkSize + 1}, `chunk: chunk size "67108865": give 8192 to 67108864 bytes, or 0 for 65536`},
		{Encoding{Mode: SignedTrailer, Checksum: 99}, "trailer: checksum: it is none of CRC32, CRC32C, CRC64NVME, SHA256"},
		{Encoding{Mode: SignedTrailer}, "trailer: trailing headers: there are none, and STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER announces them; give a checksum"},
		{Encoding{Mode: Signed, Checksum: CRC32}, `trailer: trailing headers "x-amz-checksum-crc32": STREAMING-AWS4-HMAC-SHA256-PAYLOAD has none; use its form that ends in -TRAILER`},
		{Encoding{Mode: SignedTrailer, Trailers: crc, Checksum: CRC32}, `trailer: trailing header "x-amz-checksum-crc32:" at byte 0: this header is in the trailer twice`},
		{Encoding{Mode: SignedTrailer, Trailers: []sigv4.Header{{Name: "a b"}}}, `trailer: trailing header "a b:" at byte 1: the name of a header holds letters, digits and hyphens`},
		{Encoding{Mode: SignedTrailer, Trailers: []sigv4.Header{{}}}, `trailer: trailing header ":" at byte 0: there is no name before the colon`},
		{Encoding{Mode: SignedTrailer, Trailers: []sigv4.Header{{Name: "a", Value: "b\r\nc"}}}, `trailer: trailing header "a:b\r\nc" at byte 3: a value is one line without control characters`},
		{Encoding{Mode: SignedTrailer, Trailers: []sigv4.Header{{Name: "X-Amz-Trailer-Signature"}}}, `trailer: trailing header "X-Amz-Trailer-Signature": it is made by signing; leave it out`},
	} {
		_, err := c.e.Encode(io.Discard, strings.NewReader(""), exampleContext(), exampleSign(), nil)
		wantError(t, err, c.want)
	}
	_, err := Encoding{Mode: Signed}.Encode(io.Discard, strings.NewReader(""), exampleContext(), nil, nil)
	wantError(t, err, "signing key: key: there is none, and STREAMING-AWS4-HMAC-SHA256-PAYLOAD signs every chunk")
	_, err = Encoding{Mode: Signed}.Encode(io.Discard, strings.NewReader(""), exampleContext(), HMAC(sigv4.Key{}, exampleScope), nil)
	wantError(t, err, "signing key: key: there is none; give a secret access key or a signing key")
	_, err = Encoding{Mode: Signed}.Encode(io.Discard, strings.NewReader(""), exampleContext(), func(string) (string, error) { return "secret", nil }, nil)
	wantError(t, err, "signature: signature at byte 0: a signature is written in lower-case hex digits")
	_, err = NewEncoder(io.Discard, Signed, Context{}, exampleSign())
	wantError(t, err, "string to sign: X-Amz-Date: it is written as 20130524T000000Z")
	var many []sigv4.Header
	for i := range MaxTrailers + 1 {
		many = append(many, sigv4.Header{Name: strings.Repeat("a", i+1)})
	}
	for _, headers := range [][]sigv4.Header{many, {{Name: "a", Value: strings.Repeat("b", maxTrailerLine)}}} {
		if _, err := (Encoding{Mode: SignedTrailer, Trailers: headers}).Length(0); err == nil {
			t.Errorf("%d trailing headers are taken", len(headers))
		}
	}
	if _, err := (Encoding{Mode: Signed}).Length(MaxLength + 1); err == nil {
		t.Error("a body of more than MaxLength bytes is taken")
	}
	if n, err := (Encoding{Mode: Signed, ChunkSize: MinChunkSize}).Length(MaxLength); err != nil || n < MaxLength {
		t.Errorf("%d, %v", n, err)
	}
}

// An error of reader or writer comes through, and nothing is written after it.
func TestEncodeErrors(t *testing.T) {
	broken := errors.New("broken")
	e := Encoding{Mode: Signed, ChunkSize: MinChunkSize}
	_, err := e.Encode(io.Discard, iotest.ErrReader(broken), exampleContext(), exampleSign(), nil)
	if err != broken {
		t.Errorf("the reader's error comes as %v", err)
	}
	for _, room := range []int{0, 50, 100, 8300, 8400, 8450} {
		w := &limited{room: room, err: broken}
		if _, err := e.Encode(w, strings.NewReader(strings.Repeat("a", MinChunkSize+5)), exampleContext(), exampleSign(), nil); err != broken || w.after {
			t.Errorf("room for %d: %v, written after it: %t", room, err, w.after)
		}
	}
}

// limited is a writer with room for a number of bytes.
type limited struct {
	room  int
	err   error
	full  bool
	after bool // it was written to after it had failed
}

func (l *limited) Write(b []byte) (int, error) {
	l.after = l.after || l.full
	if l.room -= len(b); l.room < 0 {
		l.full = true
		return 0, l.err
	}
	return len(b), nil
}

func TestEncoder(t *testing.T) {
	var w bytes.Buffer
	e, err := NewEncoder(&w, UnsignedTrailer, Context{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	_, err = e.Chunk(nil)
	wantError(t, err, "chunk: data: a chunk without data ends the body; Close writes it")
	one, err := e.Chunk([]byte("hello"))
	if err != nil || one != (Chunk{Number: 1, Header: "5", Size: 5}) {
		t.Errorf("%+v, %v", one, err)
	}
	if _, _, err := e.Close(nil); err == nil {
		t.Error("a trailer without headers is taken")
	}
	crc := []sigv4.Header{{Name: "x-amz-checksum-crc32", Value: CRC32.Of([]byte("hello"))}}
	final, body, err := e.Close(crc)
	if err != nil || final != (Chunk{Number: 2, Offset: 10, Header: "0"}) || body.Chunks != 2 || body.Decoded != 5 || body.Encoded != 46 || body.Trailer.Offset != 13 {
		t.Errorf("%+v, %+v, %v", final, body, err)
	}
	if want := "5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n"; w.String() != want {
		t.Errorf("%q, want %q", w.String(), want)
	}
	if _, err := e.Chunk([]byte("more")); err == nil || w.Len() != 46 {
		t.Errorf("after closing: %v, %d bytes", err, w.Len())
	}
	if _, _, err := e.Close(crc); err == nil || w.Len() != 46 {
		t.Errorf("closing twice: %v, %d bytes", err, w.Len())
	}
}
