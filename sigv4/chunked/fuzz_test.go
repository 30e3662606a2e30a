package chunked

import (
	"bytes"
	"errors"
	"strconv"
	"strings"
	"testing"

	"countersign/sigv4"
)

// bodies are well formed or nearly, in every mode.
var bodies = []string{
	"5;chunk-signature=" + sig + "\r\nhello\r\n0;chunk-signature=" + sig + "\r\n\r\n",
	"5;chunk-signature=" + sig + "\r\nhello\r\n0;chunk-signature=" + sig + "\r\na:b\r\nx-amz-trailer-signature:" + sig + "\r\n\r\n",
	"1;chunk-signature=" + ecdsaSig + "\r\nx\r\n0;chunk-signature=" + ecdsaSig[:140] + "\r\n\r\n",
	"1;chunk-signature=" + ecdsaSig + "\r\nx\r\n0;chunk-signature=" + ecdsaSig + "\r\nx-amz-checksum-crc32:a\r\nx-amz-trailer-signature:" + ecdsaSig + "\r\n\r\n",
	"00A\r\n0123456789\r\n0\r\nx-amz-checksum-crc64nvme: b \r\n\r\n",
	"0\r\na:b\nc:d\n\r\n\r\n",
	"0;chunk-signature=" + sig + "\r\na:b\n\r\nx-amz-trailer-signature:" + sig + "\r\n\r\n",
	"ffffffffffffffff\r\n", "5\nhello\n0\n\n", "5;x=y;chunk-signature=;\r\nhello",
}

// FuzzDecode: decoding any body ends in a typed error or in data; what Verify reads is the same; and
// encoding the data again in the same chunks, with the same signatures, gives the same body where
// that is written as Encode writes it.
func FuzzDecode(f *testing.F) {
	for _, b := range bodies {
		for m := range UnsignedTrailer + 2 {
			f.Add(b, uint8(m))
		}
	}
	f.Fuzz(func(t *testing.T, body string, mode uint8) {
		m := Mode(mode % uint8(UnsignedTrailer+2))
		data, b, chunks, err := decode(body, m)
		if b.Decoded != int64(len(data)) || b.Encoded > int64(len(body)) {
			t.Errorf("%d bytes of data, %d read of %d, counted %+v", len(data), b.Encoded, len(body), b)
		}
		d := Declared{Mode: m, Decoded: b.Decoded, Encoded: b.Encoded, Trailers: []string{"x-amz-checksum-crc32", "x-amz-checksum-crc64nvme"}}
		c := Context{Time: "20130524T000000Z", Scope: "s", Seed: exampleSeed}
		v, verifyErr := Verify(strings.NewReader(body), d, c, Recompute(exampleSign()), nil)
		if (err == nil) != (verifyErr == nil) || err != nil && err.Error() != verifyErr.Error() {
			t.Fatalf("decoded with %v, verified with %v", err, verifyErr)
		}
		if err != nil {
			var typed *sigv4.Error
			if !errors.As(err, &typed) {
				t.Fatalf("%v is no *sigv4.Error", err)
			}
			return
		}
		if v.Body.Encoded != int64(len(body)) || v.Wrong > v.Signatures || v.Wrong > 0 && v.OK() {
			t.Errorf("%d bytes, verified %+v", len(body), v)
		}
		again, canonical := encodeAgain(t, m, body, data, chunks, b.Trailer)
		if canonical && again != body {
			t.Errorf("encoded again: %q, was %q", again, body)
		}
	})
}

// encodeAgain encodes what was decoded with the signatures that were found. canonical reports whether
// the body, as it was, is written as Encode writes it.
func encodeAgain(t *testing.T, m Mode, was, data string, chunks []Chunk, trailer Trailer) (body string, canonical bool) {
	signatures := []string{}
	canonical = !trailer.LineFeeds
	for _, c := range chunks {
		signatures = append(signatures, c.Signature)
		header := strconv.FormatInt(c.Size, 16)
		if m.IsSigned() {
			header += ";chunk-signature=" + m.pad(c.Signature)
		}
		canonical = canonical && header == c.Header
	}
	signatures = append(signatures, trailer.Signature)
	sign := func(string) (s string, err error) {
		s, signatures = signatures[0], signatures[1:]
		return s, nil
	}
	var w bytes.Buffer
	e, err := NewEncoder(&w, m, Context{Time: "20130524T000000Z", Scope: "s", Seed: exampleSeed}, sign)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range chunks[:len(chunks)-1] {
		if _, err := e.Chunk([]byte(data[:c.Size])); err != nil {
			t.Fatal(err)
		}
		data = data[c.Size:]
	}
	if _, _, err := e.Close(trailer.Headers); err != nil {
		t.Fatal(err)
	}
	if m.HasTrailer() && m.IsSigned() { // the name's case, white space, and padding may be other
		canonical = canonical && strings.HasSuffix(was, "\r\n"+headerSignature+":"+m.pad(trailer.Signature)+"\r\n\r\n")
	}
	return w.String(), canonical
}

// FuzzEncode: decoding what was encoded gives the same data and trailing headers, its length was known
// beforehand, it verifies, and with one byte changed it does not.
func FuzzEncode(f *testing.F) {
	f.Add([]byte("hello"), uint8(1), uint8(0), "", uint16(0))
	f.Add([]byte(strings.Repeat("a", MinChunkSize+1)), uint8(2), uint8(3), "1", uint16(9000))
	f.Add([]byte(""), uint8(5), uint8(2), " a  b ", uint16(3))
	f.Fuzz(func(t *testing.T, data []byte, mode, checksum uint8, note string, at uint16) {
		e := Encoding{Mode: Mode(mode % uint8(UnsignedTrailer+2)), ChunkSize: MinChunkSize, Checksum: Checksum(checksum % uint8(SHA256+2))}
		if note != "" {
			e.Trailers = []sigv4.Header{{Name: "x-note", Value: note}}
		}
		length, err := e.Length(int64(len(data)))
		if err != nil || e.Mode.IsECDSA() {
			return // what is refused is held by the tables; ECDSA has a test of its own
		}
		var w bytes.Buffer
		if _, err := e.Encode(&w, bytes.NewReader(data), exampleContext(), exampleSign(), nil); err != nil || int64(w.Len()) != length {
			t.Fatalf("%d bytes, want %d, %v", w.Len(), length, err)
		}
		decoded, b, _, err := decode(w.String(), e.Mode)
		if err != nil || decoded != string(data) {
			t.Fatalf("%q was decoded as %q, %v", data, decoded, err)
		}
		if note != "" && b.Trailer.Headers[0] != e.Trailers[0] {
			t.Errorf("%q was decoded as %q", e.Trailers, b.Trailer.Headers)
		}
		d := Declared{Mode: e.Mode, Decoded: int64(len(data)), Encoded: length}
		for _, h := range b.Trailer.Headers {
			d.Trailers = append(d.Trailers, h.Name)
		}
		v, err := Verify(bytes.NewReader(w.Bytes()), d, exampleContext(), Recompute(exampleSign()), nil)
		if err != nil || !v.OK() {
			t.Fatalf("%+v, %v", v, err)
		}
		if !e.Mode.IsSigned() {
			return
		}
		changed := w.Bytes()
		changed[int(at)%len(changed)] ^= 1
		if v, err := Verify(bytes.NewReader(changed), d, exampleContext(), Recompute(exampleSign()), nil); err == nil && v.OK() {
			t.Errorf("byte %d of %q was changed, and nothing departs", int(at)%len(changed), w.String())
		}
	})
}

// FuzzDeclare: reading the headers of any request ends in a typed error or in lengths, and what Prepare
// writes into it reads back.
func FuzzDeclare(f *testing.F) {
	f.Add("PUT / HTTP/1.1\nx-amz-content-sha256: STREAMING-UNSIGNED-PAYLOAD-TRAILER\nx-amz-trailer: a, B\nContent-Length: 5\n\n", int64(5), uint8(1))
	f.Add("PUT / HTTP/1.1\nX-Amz-Content-SHA256:STREAMING-AWS4-HMAC-SHA256-PAYLOAD\nContent-Encoding: gzip\nx-amz-decoded-content-length: -1\n\n", int64(-1), uint8(5))
	f.Fuzz(func(t *testing.T, raw string, decoded int64, mode uint8) {
		r, err := sigv4.ParseRequest(raw)
		if err != nil {
			return // no request: nothing to hold
		}
		d, err := Declare(r)
		var typed *sigv4.Error
		if err != nil && !errors.As(err, &typed) {
			t.Fatalf("%v is no *sigv4.Error", err)
		}
		if err == nil && (d.Mode.String() == "" || d.Decoded < -1 || d.Encoded < -1 || len(d.Trailers) > MaxTrailers) {
			t.Errorf("%q declares %+v", raw, d)
		}
		e := Encoding{Mode: Mode(mode % uint8(UnsignedTrailer+2))}
		if e.Mode.HasTrailer() {
			e.Checksum = SHA256
		}
		prepared, err := e.Prepare(r, decoded)
		if err != nil {
			if !errors.As(err, &typed) {
				t.Fatalf("%v is no *sigv4.Error", err)
			}
			return
		}
		length, err := e.Length(decoded)
		if err != nil {
			t.Fatal(err)
		}
		if d, err = Declare(prepared); err != nil || d.Mode != e.Mode || d.Decoded != decoded || d.Encoded != length ||
			e.Mode.HasTrailer() != (len(d.Trailers) == 1 && d.Trailers[0] == SHA256.Header()) {
			t.Errorf("%+v declares %+v, %v", prepared, d, err)
		}
	})
}
