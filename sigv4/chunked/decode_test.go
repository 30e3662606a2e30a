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

// sig and ecdsaSig stand for signatures where none is judged.
var (
	sig      = strings.Repeat("0123456789abcdef", 4)
	ecdsaSig = strings.Repeat("30", 70) + "****"
)

func decode(body string, m Mode) (string, Body, []Chunk, error) {
	var data bytes.Buffer
	var chunks []Chunk
	b, err := Decode(&data, strings.NewReader(body), m, func(c Chunk) { chunks = append(chunks, c) })
	return data.String(), b, chunks, err
}

func TestDecode(t *testing.T) {
	for _, c := range []struct {
		name    string
		mode    Mode
		body    string
		data    string
		chunks  []Chunk
		trailer Trailer
	}{
		{"signed", Signed, "5;chunk-signature=" + sig + "\r\nhello\r\n0;chunk-signature=" + sig + "\r\n\r\n", "hello",
			[]Chunk{{Number: 1, Header: "5;chunk-signature=" + sig, Size: 5, Signature: sig},
				{Number: 2, Offset: 91, Header: "0;chunk-signature=" + sig, Signature: sig}}, Trailer{Offset: 175}},
		{"nothing in it", Signed, "0;chunk-signature=" + sig + "\r\n\r\n", "",
			[]Chunk{{Number: 1, Header: "0;chunk-signature=" + sig, Signature: sig}}, Trailer{Offset: 84}},
		{"capitals and zeros in a size", UnsignedTrailer, "00A\r\n0123456789\r\n00\r\na:b\r\n\r\n", "0123456789",
			[]Chunk{{Number: 1, Header: "00A", Size: 10}, {Number: 2, Offset: 17, Header: "00"}},
			Trailer{Offset: 21, Headers: []sigv4.Header{{Name: "a", Value: "b"}}, Canonical: "a:b\n"}},
		{"signed trailer", SignedTrailer, "0;chunk-signature=" + sig + "\r\nB: c \r\na:b:c\r\nx-amz-trailer-signature:" + sig + "\r\n\r\n", "",
			[]Chunk{{Number: 1, Header: "0;chunk-signature=" + sig, Signature: sig}},
			Trailer{Offset: 84, Headers: []sigv4.Header{{Name: "B", Value: " c "}, {Name: "a", Value: "b:c"}}, Canonical: "a:b:c\nb:c\n", Signature: sig}},
		{"ECDSA, padded or not", ECDSATrailer, "1;chunk-signature=" + ecdsaSig + "\r\nx\r\n0;chunk-signature=" + ecdsaSig[:140] + "\r\na:b\r\nx-amz-trailer-signature:" + ecdsaSig + "\r\n\r\n", "x",
			[]Chunk{{Number: 1, Header: "1;chunk-signature=" + ecdsaSig, Size: 1, Signature: ecdsaSig[:140]},
				{Number: 2, Offset: 167, Header: "0;chunk-signature=" + ecdsaSig[:140], Signature: ecdsaSig[:140]}},
			Trailer{Offset: 327, Headers: []sigv4.Header{{Name: "a", Value: "b"}}, Canonical: "a:b\n", Signature: ecdsaSig[:140]}},
		{"line feeds, signed", SignedTrailer, "0;chunk-signature=" + sig + "\r\na:b\nc:d\n\r\nx-amz-trailer-signature:" + sig + "\r\n\r\n", "",
			[]Chunk{{Number: 1, Header: "0;chunk-signature=" + sig, Signature: sig}},
			Trailer{Offset: 84, Headers: []sigv4.Header{{Name: "a", Value: "b"}, {Name: "c", Value: "d"}}, Canonical: "a:b\nc:d\n", Signature: sig, LineFeeds: true}},
		{"line feeds, unsigned", UnsignedTrailer, "0\r\na:b\n\r\n\r\n", "", []Chunk{{Number: 1, Header: "0"}},
			Trailer{Offset: 3, Headers: []sigv4.Header{{Name: "a", Value: "b"}}, Canonical: "a:b\n", LineFeeds: true}},
	} {
		data, body, chunks, err := decode(c.body, c.mode)
		if err != nil || data != c.data || !slices.Equal(chunks, c.chunks) {
			t.Errorf("%s: %q, %+v, %v", c.name, data, chunks, err)
		}
		got, want := body.Trailer, c.trailer
		if !slices.Equal(got.Headers, want.Headers) || got.Offset != want.Offset || got.Canonical != want.Canonical ||
			got.Signature != want.Signature || got.LineFeeds != want.LineFeeds {
			t.Errorf("%s: trailer %+v, want %+v", c.name, got, want)
		}
		if body.Chunks != len(c.chunks) || body.Decoded != int64(len(c.data)) || body.Encoded != int64(len(c.body)) {
			t.Errorf("%s: %+v", c.name, body)
		}
		// the same from a reader that gives one byte at a time, and no shorter body is taken
		if _, err := Decode(io.Discard, iotest.OneByteReader(strings.NewReader(c.body)), c.mode, nil); err != nil {
			t.Errorf("%s, byte by byte: %v", c.name, err)
		}
		for n := range len(c.body) {
			var typed *sigv4.Error
			if _, _, _, err := decode(c.body[:n], c.mode); !errors.As(err, &typed) {
				t.Errorf("%s: its first %d bytes give %v", c.name, n, err)
			}
		}
	}
}

func TestDecodeRefuses(t *testing.T) {
	head := "5;chunk-signature=" + sig + "\r\nhello\r\n"
	end := "0;chunk-signature=" + sig + "\r\n"
	for _, c := range []struct {
		mode       Mode
		body, want string
	}{
		{NoMode, "", "request: mode: there is none; it is what x-amz-content-sha256 says"},
		{Signed, "", "chunk: chunk 1, header at byte 0: the body ends before it; every chunk has a header, and the last chunk is one of no bytes (this begins at byte 0 of the body)"},
		{Signed, head, "chunk: chunk 2, header at byte 0: the body ends before it; every chunk has a header, and the last chunk is one of no bytes (this begins at byte 91 of the body)"},
		{UnsignedTrailer, "5\r\nhello\r\n0\r", `chunk: chunk 2, header "0\r" at byte 2: the body ends in the middle of the line; every chunk has a header, and the last chunk is one of no bytes (this begins at byte 10 of the body)`},
		{UnsignedTrailer, "5\nhello\n0\n\n", `chunk: chunk 1, header "5" at byte 1: the line ends with LF alone; it ends with CRLF (this begins at byte 0 of the body)`},
		{UnsignedTrailer, "+5\r\nhello\r\n", `chunk: chunk 1, size "+5\r" at byte 0: a size is written in hex digits, without sign or white space (this begins at byte 0 of the body)`},
		{UnsignedTrailer, "5 \r\nhello\r\n", `chunk: chunk 1, size "5 \r" at byte 1: a size is written in hex digits, without sign or white space (this begins at byte 0 of the body)`},
		{UnsignedTrailer, "0x5\r\nhello\r\n", `chunk: chunk 1, size "0x5\r" at byte 1: a size is written in hex digits, without sign or white space (this begins at byte 0 of the body)`},
		{UnsignedTrailer, "\r\n", `chunk: chunk 1, size "\r" at byte 0: there is none; a chunk begins with its size in hex digits (this begins at byte 0 of the body)`},
		{UnsignedTrailer, "00000000000000005\r\nhello\r\n", `chunk: chunk 1, size "00000000000000005\r" at byte 16: a size has at most 16 digits (this begins at byte 0 of the body)`},
		{UnsignedTrailer, "ffffffffffffffff\r\nhello\r\n", `chunk: chunk 1, size "ffffffffffffffff\r" at byte 12: a body has at most 2^50 bytes (this begins at byte 0 of the body)`},
		{UnsignedTrailer, "4\r\nhell\r\n4000000000000\r\n", `chunk: chunk 2, size "4000000000000\r" at byte 12: a body has at most 2^50 bytes (this begins at byte 9 of the body)`},
		{UnsignedTrailer, strings.Repeat("0", 600) + "\r\n", `chunk: chunk 1, header "` + strings.Repeat("0", 200) + `…" at byte 512: the line is longer than 512 bytes; every chunk has a header, and the last chunk is one of no bytes (this begins at byte 0 of the body)`},
		{UnsignedTrailer, "ffffff\r\nhello", "chunk: chunk 1, data: the body ends after 5 of its 16777215 bytes (this begins at byte 8 of the body)"},
		{UnsignedTrailer, "5\r\nhello!\r\n", `chunk: chunk 1, data "!\r" at byte 0: CRLF follows the 5 bytes that the chunk's header announces; is the size wrong, or were line ends changed? (this begins at byte 8 of the body)`},
		{UnsignedTrailer, "5\r\nhello\n0\r\n", `chunk: chunk 1, data "\n0" at byte 0: CRLF follows the 5 bytes that the chunk's header announces; is the size wrong, or were line ends changed? (this begins at byte 8 of the body)`},
		{Signed, "5\r\nhello\r\n", `chunk: chunk 1, chunk-signature "5\r" at byte 1: there is none, and STREAMING-AWS4-HMAC-SHA256-PAYLOAD signs every chunk (this begins at byte 0 of the body)`},
		{Signed, "5;chunk-signature=abc\r\nhello\r\n", `chunk: chunk 1, chunk-signature "5;chunk-signature=abc\r" at byte 21: a signature has 64 hex digits (this begins at byte 0 of the body)`},
		{Signed, "5;chunk-signature=ABC\r\nhello\r\n", `chunk: chunk 1, chunk-signature "5;chunk-signature=ABC\r" at byte 18: a signature is written in lower-case hex digits (this begins at byte 0 of the body)`},
		{Signed, "5;chunk-signature=\r\nhello\r\n", `chunk: chunk 1, chunk-signature "5;chunk-signature=\r" at byte 18: a signature has 64 hex digits (this begins at byte 0 of the body)`},
		{ECDSA, "5;chunk-signature=***\r\nhello\r\n", `chunk: chunk 1, chunk-signature "5;chunk-signature=***\r" at byte 21: a signature has at most 144 hex digits, an even number, and is padded with * at its end (this begins at byte 0 of the body)`},
		{ECDSA, "5;chunk-signature=a*b*\r\nhello\r\n", `chunk: chunk 1, chunk-signature "5;chunk-signature=a*b*\r" at byte 19: a signature is written in lower-case hex digits (this begins at byte 0 of the body)`},
		{Signed, "5;chunk-signature=" + sig + ";chunk-signature=" + sig + "\r\n", `chunk: chunk 1, chunk-signature "5;chunk-signature=` + sig + `;chunk-signature=` + sig + `\r" at byte 83: it is there twice (this begins at byte 0 of the body)`},
		{Signed, "5;Chunk-Signature=" + sig + "\r\n", `chunk: chunk 1, extension "5;Chunk-Signature=` + sig + `\r" at byte 2: the only extension is chunk-signature, written so (this begins at byte 0 of the body)`},
		{Signed, "5;chunk-signature=" + sig + ";\r\n", `chunk: chunk 1, extension "5;chunk-signature=` + sig + `;\r" at byte 83: the only extension is chunk-signature, written so (this begins at byte 0 of the body)`},
		{UnsignedTrailer, "5;chunk-signature=" + sig + "\r\n", `chunk: chunk 1, chunk-signature "5;chunk-signature=` + sig + `\r" at byte 2: chunks have no signature under STREAMING-UNSIGNED-PAYLOAD-TRAILER (this begins at byte 0 of the body)`},
		{Signed, end, "trailer: trailer at byte 0: the body ends before it; CRLF on a line of its own ends the body (this begins at byte 84 of the body)"},
		{Signed, end + "\n", `trailer: trailer at byte 0: after the final chunk there is CRLF and nothing else; STREAMING-AWS4-HMAC-SHA256-PAYLOAD has no trailing headers (this begins at byte 84 of the body)`},
		{Signed, end + "\r\nmore", `trailer: end of the body "m": the body goes on after its end (this begins at byte 86 of the body)`},
		{Signed, end + "a:b\r\n\r\n", `trailer: trailer "a:b\r" at byte 0: after the final chunk there is CRLF and nothing else; STREAMING-AWS4-HMAC-SHA256-PAYLOAD has no trailing headers (this begins at byte 84 of the body)`},
		{SignedTrailer, end + "\r\n", "trailer: trailing headers: there are none, and STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER announces them (this begins at byte 84 of the body)"},
		{SignedTrailer, end + "a:b\r\n\r\n", "trailer: x-amz-trailer-signature: it is missing, and STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER signs the trailing headers (this begins at byte 84 of the body)"},
		{SignedTrailer, end + "a:b\r\nx-amz-trailer-signature:ab\r\n\r\n", `trailer: x-amz-trailer-signature "x-amz-trailer-signature:ab\r" at byte 26: a signature has 64 hex digits (this begins at byte 89 of the body)`},
		{SignedTrailer, end + "x-amz-trailer-signature:" + sig + "\r\na:b\r\n\r\n", `trailer: trailing header "a:b\r" at byte 0: x-amz-trailer-signature is the last (this begins at byte 174 of the body)`},
		{SignedTrailer, end + "a:b\nx-amz-trailer-signature:" + sig + "\r\n\r\n", `trailer: trailing header "x-amz-trailer-signature:` + sig + `\r" at byte 88: the line ends with CRLF, and one before it with LF alone (this begins at byte 88 of the body)`},
		{SignedTrailer, end + "a:b\r\nx-amz-trailer-signature:" + sig + "\n\n", `trailer: trailing header "x-amz-trailer-signature:` + sig + `" at byte 88: the line ends with LF alone; it ends with CRLF (this begins at byte 89 of the body)`},
		{SignedTrailer, end + "a:b\n\r\nc:d\n\r\n", `trailer: trailing header "c:d" at byte 0: an empty line stands before it, which ends the trailing headers (this begins at byte 90 of the body)`},
		{UnsignedTrailer, "0\r\na:b\r\nA:c\r\n\r\n", `trailer: trailing header "A:c\r" at byte 0: this header is in the trailer twice (this begins at byte 8 of the body)`},
		{UnsignedTrailer, "0\r\na b\r\n\r\n", `trailer: trailing header "a b\r" at byte 3: it is name, colon, value (this begins at byte 3 of the body)`},
		{UnsignedTrailer, "0\r\na\x00:b\r\n\r\n", `trailer: trailing header "a\x00:b\r" at byte 1: the name of a header holds letters, digits and hyphens (this begins at byte 3 of the body)`},
		{UnsignedTrailer, "0\r\na:b\rc\r\n\r\n", `trailer: trailing header "a:b\rc\r" at byte 3: a value is one line without control characters (this begins at byte 3 of the body)`},
		{UnsignedTrailer, "0\r\na:b\n\r\n", "trailer: trailer at byte 0: the body ends before it; CRLF on a line of its own ends the body (this begins at byte 9 of the body)"},
		{UnsignedTrailer, "0\r\nx-amz-trailer-signature:" + sig + "\r\n\r\n", `trailer: x-amz-trailer-signature "x-amz-trailer-signature:` + sig + `\r" at byte 0: the trailer has no signature under STREAMING-UNSIGNED-PAYLOAD-TRAILER (this begins at byte 3 of the body)`},
		{UnsignedTrailer, "0\r\na:" + strings.Repeat("b", 9000) + "\r\n\r\n", `trailer: trailer "a:` + strings.Repeat("b", 198) + `…" at byte 8192: the line is longer than 8192 bytes; CRLF on a line of its own ends the body (this begins at byte 3 of the body)`},
	} {
		_, _, _, err := decode(c.body, c.mode)
		wantError(t, err, c.want)
	}
	many := "0\r\n"
	for i := range MaxTrailers + 1 {
		many += strings.Repeat("a", i+1) + ":\r\n"
	}
	if _, body, _, err := decode(many+"\r\n", UnsignedTrailer); err == nil || len(body.Trailer.Headers) != MaxTrailers {
		t.Errorf("%d trailing headers, %v", len(body.Trailer.Headers), err)
	}
}

// Errors of reader and writer come through.
func TestDecodeErrors(t *testing.T) {
	broken := errors.New("broken")
	body := "5;chunk-signature=" + sig + "\r\nhello\r\n0;chunk-signature=" + sig + "\r\na:b\r\nx-amz-trailer-signature:" + sig + "\r\n\r\n"
	for n := range len(body) + 1 {
		src := io.MultiReader(strings.NewReader(body[:n]), iotest.ErrReader(broken))
		if _, err := Decode(io.Discard, src, SignedTrailer, nil); err != broken {
			t.Errorf("after %d bytes the reader's error comes as %v", n, err)
		}
	}
	if _, err := Decode(&limited{err: broken}, strings.NewReader(body), SignedTrailer, nil); err != broken {
		t.Errorf("the writer's error comes as %v", err)
	}
}
