package oracle

import (
	"bytes"
	"crypto/sha256"
	"hash"
	"io"
	"math/rand/v2"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/minio/minio-go/v7/pkg/signer"

	"countersign/sigv4"
	"countersign/sigv4/chunked"
)

// hasher is SHA-256 in the form that minio-go wants.
type hasher struct{ hash.Hash }

func (hasher) Close() {}

// minioUpload is an upload signed and encoded by minio-go: its request, and its body.
func minioUpload(t *testing.T, m chunked.Mode, c chunked.Checksum, data []byte, when time.Time) (sigv4.Request, string) {
	t.Helper()
	r, err := http.NewRequest("PUT", "http://127.0.0.1:9000/bucket1/a%20key", bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("X-Amz-Meta-Note", "one")
	if m.HasTrailer() {
		r.Trailer = http.Header{c.Header(): {c.Of(data)}}
	}
	if m.IsSigned() {
		r = signer.StreamingSignV4(r, accessKeyID, secret, "", region, int64(len(data)), when, hasher{sha256.New()})
	} else {
		r.Header.Set("X-Amz-Content-Sha256", m.String())
		r.Header.Set("X-Amz-Trailer", c.Header())
		r.Header.Set("X-Amz-Decoded-Content-Length", strconv.Itoa(len(data)))
		r = signer.StreamingUnsignedV4(r, "", int64(len(data)), when)
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	own := sigv4.Request{Method: r.Method, Target: r.URL.RequestURI(), Headers: []sigv4.Header{{Name: "Host", Value: r.URL.Host}}}
	for name, values := range r.Header {
		for _, value := range values {
			own.Headers = append(own.Headers, sigv4.Header{Name: name, Value: value})
		}
	}
	return own, string(body)
}

// TestChunkedAgainstMinio: minio-go's body is the one that is made here, byte for byte, and where it has
// trailing headers, which it writes in its own way, it verifies; with a byte changed it does not.
func TestChunkedAgainstMinio(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 8))
	when := time.Date(2026, 3, 15, 12, 0, 0, 0, time.UTC)
	check := func(m chunked.Mode, c chunked.Checksum, size int) {
		data := make([]byte, size)
		for i := range data {
			data[i] = byte(random.Uint32())
		}
		r, body := minioUpload(t, m, c, data, when)
		declared, err := chunked.Declare(r)
		if err != nil {
			t.Fatal(err)
		}
		var context chunked.Context
		var verify chunked.Check
		if m.IsSigned() {
			claim, err := sigv4.ParseClaim(r)
			if err != nil {
				t.Fatal(err)
			}
			seed, err := sigv4.Verify(r, claim, s3Rules, credentials().Key, sigv4.Theirs{})
			if err != nil || seed.Departs != sigv4.StageNone {
				t.Fatalf("the seed signature departs: %+v, %v", seed, err)
			}
			if context, err = chunked.ContextOf(m, claim); err != nil {
				t.Fatal(err)
			}
			sign := chunked.HMAC(credentials().Key, claim.Scope)
			verify = chunked.Recompute(sign)
			if !m.HasTrailer() {
				var own bytes.Buffer
				if _, err := (chunked.Encoding{Mode: m}).Encode(&own, bytes.NewReader(data), context, sign, nil); err != nil || own.String() != body {
					t.Errorf("%d bytes: the bodies differ, %v", size, err)
				}
			}
		}
		v, err := chunked.Verify(strings.NewReader(body), declared, context, verify, nil)
		if err != nil || !v.OK() || v.Body.Decoded != int64(size) || v.Body.Trailer.LineFeeds != m.HasTrailer() {
			t.Errorf("%s %s, %d bytes: %+v, %v", m, c.Header(), size, v.Departures, err)
		}
		if size == 0 {
			return
		}
		changed := []byte(body)
		at := slices.Index(changed, '\n') + 1 + random.IntN(min(size, chunked.DefaultChunkSize))
		changed[at] ^= 0x40
		if v, err := chunked.Verify(bytes.NewReader(changed), declared, context, verify, nil); err != nil || v.OK() {
			t.Errorf("%s, %d bytes: byte %d was changed: %+v, %v", m, size, at, v.Departures, err)
		}
	}
	for range 60 {
		size := random.IntN(300_000)
		check(chunked.Signed, chunked.NoChecksum, size)
		check(chunked.SignedTrailer, chunked.CRC32C+chunked.Checksum(size%3), size)
		check(chunked.UnsignedTrailer, chunked.CRC32+chunked.Checksum(size%4), size)
	}
	for _, size := range []int{0, 1, chunked.DefaultChunkSize - 1, chunked.DefaultChunkSize, chunked.DefaultChunkSize + 1, 2 * chunked.DefaultChunkSize} {
		check(chunked.Signed, chunked.NoChecksum, size)
		check(chunked.SignedTrailer, chunked.SHA256, size)
		check(chunked.UnsignedTrailer, chunked.CRC64NVME, size)
	}
}
