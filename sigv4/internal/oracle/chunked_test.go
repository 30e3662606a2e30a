package oracle

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"countersign/sigv4"
	"countersign/sigv4/chunked"
)

// A chunkedUpload is an aws-chunked upload on its way to the server.
type chunkedUpload struct {
	r        sigv4.Request // signed
	encoding chunked.Encoding
	context  chunked.Context
	sign     chunked.Sign
	data     []byte
}

// chunkedPut prepares and signs an upload, now.
func chunkedPut(t *testing.T, s server, key string, e chunked.Encoding, data []byte) chunkedUpload {
	t.Helper()
	prepared, err := e.Prepare(request(s, "PUT", "/"+bucket+"/"+key, ""), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	return signedUpload(t, prepared, e, data)
}

// signedUpload signs a prepared upload.
func signedUpload(t *testing.T, prepared sigv4.Request, e chunked.Encoding, data []byte) chunkedUpload {
	t.Helper()
	u := chunkedUpload{r: sign(t, prepared, credentials(), s3Signing()), encoding: e, data: data}
	claim, err := sigv4.ParseClaim(u.r)
	if err != nil {
		t.Fatal(err)
	}
	if u.context, err = chunked.ContextOf(e.Mode, claim); err != nil {
		t.Fatal(err)
	}
	u.sign = chunked.HMAC(credentials().Key, claim.Scope)
	return u
}

// encode gives the body.
func (u chunkedUpload) encode(t *testing.T) string {
	t.Helper()
	var body bytes.Buffer
	if _, err := u.encoding.Encode(&body, bytes.NewReader(u.data), u.context, u.sign, nil); err != nil {
		t.Fatal(err)
	}
	return body.String()
}

// verified holds a body against the upload's headers and key. toSign is the string to sign of the
// first signature that departs.
func (u chunkedUpload) verified(t *testing.T, body string) (v chunked.Verification, toSign string, err error) {
	t.Helper()
	d, err := chunked.Declare(u.r)
	if err != nil {
		t.Fatal(err)
	}
	v, err = chunked.Verify(strings.NewReader(body), d, u.context, chunked.Recompute(u.sign), func(c chunked.Chunk) {
		if c.Expected != c.Signature && toSign == "" {
			toSign = c.StringToSign
		}
	})
	if last := v.Body.Trailer; last.Expected != last.Signature && toSign == "" {
		toSign = last.StringToSign
	}
	return v, toSign, err
}

// stringToSign reads the string to sign that a server tells with its refusal.
func stringToSign(t *testing.T, body string) string {
	t.Helper()
	var e struct{ StringToSign string }
	if err := xml.Unmarshal([]byte(body), &e); err != nil {
		t.Fatalf("%v in %q", err, body)
	}
	return e.StringToSign
}

// text is n bytes in which no line end occurs.
func text(n int) []byte {
	return bytes.Repeat([]byte("0123456789abcdef"), n/16+1)[:n]
}

// encodings are those that a server with the secret can check.
var encodings = []chunked.Encoding{
	{Mode: chunked.Signed},
	{Mode: chunked.SignedTrailer, Checksum: chunked.CRC32},
	{Mode: chunked.SignedTrailer, Checksum: chunked.CRC32C},
	{Mode: chunked.SignedTrailer, Checksum: chunked.CRC64NVME},
	{Mode: chunked.SignedTrailer, Checksum: chunked.SHA256},
	{Mode: chunked.UnsignedTrailer, Checksum: chunked.CRC32},
	{Mode: chunked.UnsignedTrailer, Checksum: chunked.CRC64NVME},
}

// TestChunkedUploads: the server takes what was encoded, and stores the data.
func TestChunkedUploads(t *testing.T) {
	s := startS3(t)
	makeBucket(t, s)
	for _, e := range encodings {
		for _, chunkSize := range []int{chunked.MinChunkSize, 10_000, chunked.DefaultChunkSize} {
			for _, size := range []int{0, 1, chunked.MinChunkSize, 3*chunked.MinChunkSize + 1, 200_000} {
				e.ChunkSize = chunkSize
				name := fmt.Sprintf("%s %s, %d bytes by %d", e.Mode, e.Checksum.Header(), size, chunkSize)
				u := chunkedPut(t, s, "object", e, text(size))
				u.r.Body = []byte(u.encode(t))
				if a := send(t, s.address, u.r); a.status != 200 {
					t.Errorf("%s: refused: %s", name, a.raw)
					continue
				}
				if stored, err := os.ReadFile(filepath.Join(s.dir, bucket, "object")); err != nil || !bytes.Equal(stored, u.data) {
					t.Errorf("%s: %d bytes are stored, %v", name, len(stored), err)
				}
			}
		}
	}
}

// TestChunkedRefused breaks uploads, and holds the server's answer and what Verify finds against what
// was broken.
func TestChunkedRefused(t *testing.T) {
	s := startS3(t)
	makeBucket(t, s)
	signed := chunked.Encoding{Mode: chunked.Signed, ChunkSize: chunked.MinChunkSize}
	trailer := chunked.Encoding{Mode: chunked.SignedTrailer, ChunkSize: chunked.MinChunkSize, Checksum: chunked.CRC32}
	unsigned := chunked.Encoding{Mode: chunked.UnsignedTrailer, ChunkSize: chunked.MinChunkSize, Checksum: chunked.CRC32}
	data := text(2*chunked.MinChunkSize + 5)
	length, err := signed.Length(int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	zeros := strings.Repeat("0", 64)
	wrongSum := func(e chunked.Encoding) chunked.Encoding {
		e.Trailers, e.Checksum = []sigv4.Header{{Name: "x-amz-checksum-crc32", Value: "AAAAAA=="}}, chunked.NoChecksum
		return e
	}
	secondSignature := func(body string) string {
		at := strings.Index(body, "chunk-signature=")
		at += len("chunk-signature=") + strings.Index(body[at+1:], "chunk-signature=") + 1
		return body[:at] + zeros + body[at+64:]
	}
	for _, c := range []struct {
		name    string
		e       chunked.Encoding
		headers func(h *sigv4.Header)    // done before signing
		body    func(body string) string // done to the encoded body
		status  int
		code    string
		departs string // the field that Verify names first, or the start of its error
	}{
		{"second chunk signature", signed, nil, secondSignature, 403, "SignatureDoesNotMatch", "chunk-signature"},
		{"data of a chunk", signed, nil, func(b string) string { return strings.Replace(b, "0123456789abcdef0", "0123456789abcdef1", 1) }, 403, "SignatureDoesNotMatch", "chunk-signature"},
		{"final chunk missing", signed, func(h *sigv4.Header) {
			if h.Name == "Content-Length" {
				h.Value = strconv.FormatInt(length-int64(len("0;chunk-signature=\r\n\r\n"))-64, 10)
			}
		}, func(b string) string { return b[:strings.LastIndex(b, "0;chunk-signature=")] }, 400, "IncompleteBody", "chunk: chunk 4, header"},
		{"decoded length too small", signed, func(h *sigv4.Header) {
			if h.Name == "x-amz-decoded-content-length" {
				h.Value = "100"
			}
		}, nil, 500, "InternalError", "x-amz-decoded-content-length"},
		{"size of a chunk one less", signed, nil, func(b string) string { return strings.Replace(b, "2000;", "1fff;", 1) }, 403, "SignatureDoesNotMatch", "chunk: chunk 1, data"},
		{"trailer signature", trailer, nil, func(b string) string { return b[:len(b)-68] + zeros + "\r\n\r\n" }, 403, "SignatureDoesNotMatch", "x-amz-trailer-signature"},
		{"wrong checksum, rightly signed", wrongSum(trailer), nil, nil, 400, "BadDigest", "x-amz-checksum-crc32"},
		{"wrong checksum, unsigned", wrongSum(unsigned), nil, nil, 400, "BadDigest", "x-amz-checksum-crc32"},
		{"another header in x-amz-trailer", trailer, func(h *sigv4.Header) {
			if h.Name == "x-amz-trailer" {
				h.Value = "x-amz-checksum-crc32c"
			}
		}, nil, 400, "MalformedTrailerError", "x-amz-checksum-crc32c"},
		{"no x-amz-trailer", unsigned, func(h *sigv4.Header) {
			if h.Name == "x-amz-trailer" {
				h.Name = "x-amz-meta-trailer"
			}
		}, nil, 400, "MalformedTrailerError", "x-amz-trailer"},
	} {
		t.Run(c.name, func(t *testing.T) {
			prepared, err := c.e.Prepare(request(s, "PUT", "/"+bucket+"/refused", ""), int64(len(data)))
			if err != nil {
				t.Fatal(err)
			}
			for i := range prepared.Headers {
				if c.headers != nil {
					c.headers(&prepared.Headers[i])
				}
			}
			u := signedUpload(t, prepared, c.e, data)
			body := u.encode(t)
			if c.body != nil {
				body = c.body(body)
			}
			v, toSign, err := u.verified(t, body)
			switch {
			case err != nil:
				if !strings.HasPrefix(err.Error(), c.departs) {
					t.Errorf("Verify gives %v, want %s", err, c.departs)
				}
			case v.OK() || v.Departures[0].Field != c.departs:
				t.Errorf("Verify names %+v, want %s", v.Departures, c.departs)
			}
			u.r.Body = []byte(body)
			a := send(t, s.address, u.r)
			if code := errorCode(a.body); a.status != c.status || code != c.code {
				t.Errorf("the server answers %d %s, want %d %s: %s", a.status, code, c.status, c.code, a.raw)
			}
			if theirs := stringToSign(t, a.body); c.code == "SignatureDoesNotMatch" && err == nil && theirs != toSign {
				t.Errorf("the server signs\n%s, Verify\n%s", theirs, toSign)
			}
		})
	}
}

// TestChunkedSmallChunk: the server refuses a chunk of less than 8 KiB that is not the last.
func TestChunkedSmallChunk(t *testing.T) {
	s := startS3(t)
	makeBucket(t, s)
	for _, first := range []int{100, chunked.MinChunkSize - 1, chunked.MinChunkSize} {
		data := text(20_000)
		e := chunked.Encoding{Mode: chunked.Signed, ChunkSize: chunked.MinChunkSize}
		prepared, err := e.Prepare(request(s, "PUT", "/"+bucket+"/small", ""), int64(len(data)))
		if err != nil {
			t.Fatal(err)
		}
		var body bytes.Buffer
		encode := func(u chunkedUpload) {
			body.Reset()
			encoder, err := chunked.NewEncoder(&body, e.Mode, u.context, u.sign)
			if err != nil {
				t.Fatal(err)
			}
			for _, piece := range [][]byte{data[:first], data[first : first+9_000], data[first+9_000:]} {
				if _, err := encoder.Chunk(piece); err != nil {
					t.Fatal(err)
				}
			}
			if _, _, err := encoder.Close(nil); err != nil {
				t.Fatal(err)
			}
		}
		encode(signedUpload(t, prepared, e, data)) // for its length
		for i, h := range prepared.Headers {
			if h.Name == "Content-Length" {
				prepared.Headers[i].Value = strconv.Itoa(body.Len())
			}
		}
		u := signedUpload(t, prepared, e, data)
		encode(u)
		u.r.Body = body.Bytes()
		v, _, err := u.verified(t, body.String())
		if err != nil {
			t.Fatal(err)
		}
		a := send(t, s.address, u.r)
		refused := a.status == 400 && errorCode(a.body) == "InvalidChunkSizeError"
		departs := !v.OK() && v.Departures[0].Field == "chunk size"
		if small := first < chunked.MinChunkSize; departs != small || refused != small {
			t.Errorf("first %d bytes: departs %+v, the server answers %s", first, v.Departures, a.raw)
		}
	}
}
