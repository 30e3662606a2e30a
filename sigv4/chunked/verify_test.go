package chunked

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"slices"
	"strconv"
	"strings"
	"testing"

	"countersign/sigv4"
)

// threeChunks is an upload of two full chunks and a rest, with a checksum where the mode has a trailer.
func threeChunks(t testing.TB, m Mode) uploaded {
	e := Encoding{Mode: m, ChunkSize: MinChunkSize}
	if m.HasTrailer() {
		e.Checksum = CRC32C
	}
	return upload(t, e, strings.Repeat("a", MinChunkSize)+strings.Repeat("b", MinChunkSize)+"ccc")
}

// fields names what departs: "chunk 2 chunk-signature", "x-amz-trailer".
func fields(v Verification) []string {
	var names []string
	for _, d := range v.Departures {
		name := d.Field
		if d.Chunk > 0 {
			name = "chunk " + strconv.Itoa(d.Chunk) + " " + name
		}
		names = append(names, name)
	}
	return names
}

func TestVerify(t *testing.T) {
	hmac := Recompute(exampleSign())
	otherKey := Recompute(HMAC(sigv4.SecretKey("another"), exampleScope))
	signatures := func(u uploaded) (all []string) {
		if _, _, chunks, err := decode(u.body, u.declared.Mode); err == nil {
			for _, c := range chunks {
				all = append(all, c.Signature)
			}
		}
		return all
	}
	other := strings.Repeat("0", 64)
	for _, c := range []struct {
		name   string
		mode   Mode
		check  Check
		change func(u uploaded) uploaded
		want   []string
		judged int
		wrong  int
		chain  Chain
	}{
		{"nothing", Signed, hmac, func(u uploaded) uploaded { return u }, nil, 4, 0, ChainUnknown},
		{"nothing, trailer", SignedTrailer, hmac, func(u uploaded) uploaded { return u }, nil, 5, 0, ChainUnknown},
		{"nothing, unsigned", UnsignedTrailer, nil, func(u uploaded) uploaded { return u }, nil, 0, 0, ChainUnknown},
		{"no key", SignedTrailer, nil, func(u uploaded) uploaded { return u.swap(t, "bb", "bB") }, []string{"x-amz-checksum-crc32c"}, 0, 0, ChainUnknown},
		{"data of the first chunk", Signed, hmac, func(u uploaded) uploaded { return u.swap(t, "aaa", "aXa") }, []string{"chunk 1 chunk-signature"}, 4, 1, ChainFound},
		{"data of the second chunk", Signed, hmac, func(u uploaded) uploaded { return u.swap(t, "bbb", "bXb") }, []string{"chunk 2 chunk-signature"}, 4, 1, ChainFound},
		{"data and its checksum", SignedTrailer, hmac, func(u uploaded) uploaded { return u.swap(t, "bbb", "bXb") },
			[]string{"chunk 2 chunk-signature", "x-amz-checksum-crc32c"}, 5, 1, ChainFound},
		{"signature of the second chunk", Signed, hmac, func(u uploaded) uploaded { return u.swap(t, signatures(u)[1], other) },
			[]string{"chunk 2 chunk-signature"}, 4, 1, ChainExpected},
		{"signature of the final chunk", Signed, hmac, func(u uploaded) uploaded { return u.swap(t, signatures(u)[3], other) },
			[]string{"chunk 4 chunk-signature"}, 4, 1, ChainUnknown},
		{"signature of the final chunk, trailer", SignedTrailer, hmac, func(u uploaded) uploaded { return u.swap(t, signatures(u)[3], other) },
			[]string{"chunk 4 chunk-signature"}, 5, 1, ChainExpected},
		{"another key", SignedTrailer, otherKey, func(u uploaded) uploaded { return u },
			[]string{"chunk 1 chunk-signature", "x-amz-trailer-signature"}, 5, 5, ChainBroken},
		{"another time", Signed, hmac, func(u uploaded) uploaded { u.context.Time = "20130524T000001Z"; return u },
			[]string{"chunk 1 chunk-signature"}, 4, 4, ChainBroken},
		{"another seed", Signed, hmac, func(u uploaded) uploaded { u.context.Seed = other; return u },
			[]string{"chunk 1 chunk-signature"}, 4, 1, ChainFound},
		{"every chunk over the seed", Signed, hmac, func(u uploaded) uploaded {
			u.body = ""
			for _, data := range []string{strings.Repeat("a", MinChunkSize), "bbb", ""} {
				signature, err := exampleSign()(u.context.ChunkStringToSign(Signed, u.context.Seed, sigv4.HashHex(data)))
				if err != nil {
					t.Fatal(err)
				}
				u.body += strconv.FormatInt(int64(len(data)), 16) + ";chunk-signature=" + signature + "\r\n" + data + "\r\n"
			}
			u.declared.Decoded, u.declared.Encoded = MinChunkSize+3, int64(len(u.body))
			return u
		}, []string{"chunk 2 chunk-signature"}, 3, 2, ChainSeed},
		{"trailer signature", SignedTrailer, hmac, func(u uploaded) uploaded {
			u.body = u.body[:len(u.body)-len(other)-4] + other + "\r\n\r\n"
			return u
		}, []string{"x-amz-trailer-signature"}, 5, 1, ChainUnknown},
		{"checksum", SignedTrailer, hmac, func(u uploaded) uploaded { return u.swap(t, "crc32c:", "crc32c:A") },
			[]string{"Content-Length", "x-amz-trailer-signature", "x-amz-checksum-crc32c"}, 5, 1, ChainUnknown},
		{"checksum, unsigned", UnsignedTrailer, nil, func(u uploaded) uploaded { return u.swap(t, "bbb", "bXb") }, []string{"x-amz-checksum-crc32c"}, 0, 0, ChainUnknown},
		{"decoded length", Signed, hmac, func(u uploaded) uploaded { u.declared.Decoded++; return u }, []string{"x-amz-decoded-content-length"}, 4, 0, ChainUnknown},
		{"decoded length missing", Signed, hmac, func(u uploaded) uploaded { u.declared.Decoded = -1; return u }, []string{"x-amz-decoded-content-length"}, 4, 0, ChainUnknown},
		{"length", Signed, hmac, func(u uploaded) uploaded { u.declared.Encoded++; return u }, []string{"Content-Length"}, 4, 0, ChainUnknown},
		{"length missing", Signed, hmac, func(u uploaded) uploaded { u.declared.Encoded = -1; return u }, nil, 4, 0, ChainUnknown},
		{"undeclared trailer", UnsignedTrailer, nil, func(u uploaded) uploaded { u.declared.Trailers = nil; return u }, []string{"x-amz-trailer"}, 0, 0, ChainUnknown},
		{"trailer that did not come", UnsignedTrailer, nil, func(u uploaded) uploaded { u.declared.Trailers = append(u.declared.Trailers, "x-a"); return u }, []string{"x-a"}, 0, 0, ChainUnknown},
	} {
		u := c.change(threeChunks(t, c.mode))
		v := u.verify(t, c.check)
		if got := fields(v); !slices.Equal(got, c.want) || v.Signatures != c.judged || v.Wrong != c.wrong || v.Chain != c.chain {
			t.Errorf("%s: %q, %d of %d signatures, %q; want %q, %d of %d, %q", c.name, got, v.Wrong, v.Signatures, v.Chain, c.want, c.wrong, c.judged, c.chain)
		}
		if v.OK() != (len(c.want) == 0) {
			t.Errorf("%s: OK is %t", c.name, v.OK())
		}
	}
}

func TestVerifySmallChunks(t *testing.T) {
	for body, want := range map[string][]string{
		"1\r\na\r\n0\r\na:b\r\n\r\n":                                                        nil,
		"1\r\na\r\n1\r\nb\r\n1\r\nc\r\n0\r\na:b\r\n\r\n":                                    {"chunk 1 chunk size"},
		"2000\r\n" + strings.Repeat("a", 8192) + "\r\n0\r\na:b\r\n\r\n":                     nil,
		"2000\r\n" + strings.Repeat("a", 8192) + "\r\n1\r\nb\r\n0\r\na:b\r\n\r\n":           nil,
		"2000\r\n" + strings.Repeat("a", 8192) + "\r\n1\r\nb\r\n1\r\nb\r\n0\r\na:b\r\n\r\n": {"chunk 2 chunk size"},
	} {
		data, _, _, err := decode(body, UnsignedTrailer)
		if err != nil {
			t.Fatal(err)
		}
		u := uploaded{declared: Declared{Mode: UnsignedTrailer, Decoded: int64(len(data)), Encoded: -1, Trailers: []string{"a"}}, body: body}
		if got := fields(u.verify(t, nil)); !slices.Equal(got, want) {
			t.Errorf("%.20q…: %q, want %q", body, got, want)
		}
	}
}

// A checksum that is not computed, or that was not announced so that it could be, is said to be unchecked.
func TestVerifyUnchecked(t *testing.T) {
	u := uploaded{declared: Declared{Mode: UnsignedTrailer, Encoded: -1, Trailers: []string{"x-amz-checksum-sha1", "x-note"}},
		body: "0\r\nx-amz-checksum-sha1:AAAA\r\nX-Amz-Checksum-CRC32:AAAAAA==\r\nx-note:1\r\n\r\n"}
	v := u.verify(t, nil)
	if !slices.Equal(v.Unchecked, []string{"x-amz-checksum-sha1", "x-amz-checksum-crc32"}) || !slices.Equal(fields(v), []string{"x-amz-trailer"}) {
		t.Errorf("%q, %q", v.Unchecked, fields(v))
	}
}

// What was found before a body cannot be read any further is not lost.
func TestVerifyBrokenBody(t *testing.T) {
	u := threeChunks(t, Signed).swap(t, "aaa", "aXa")
	var seen []Chunk
	v, err := Verify(strings.NewReader(u.body[:len(u.body)-50]), u.declared, u.context, Recompute(exampleSign()), func(c Chunk) { seen = append(seen, c) })
	var typed *sigv4.Error
	if !errors.As(err, &typed) || !slices.Equal(fields(v), []string{"chunk 1 chunk-signature"}) || v.Body.Chunks != 3 || len(seen) != 3 {
		t.Errorf("%v, %q, %d chunks, %d seen", err, fields(v), v.Body.Chunks, len(seen))
	}
	if seen[0].Expected == seen[0].Signature || seen[1].Expected != seen[1].Signature || seen[1].StringToSign == "" {
		t.Errorf("%+v", seen)
	}
	if _, err := Verify(strings.NewReader(""), Declared{}, Context{}, nil, nil); !errors.As(err, &typed) {
		t.Errorf("without a mode: %v", err)
	}
	if _, err := Verify(strings.NewReader(""), u.declared, Context{}, nil, nil); !errors.As(err, &typed) {
		t.Errorf("without a context: %v", err)
	}
	failing := func(string, string) (string, bool, error) { return "", false, errors.New("no key") }
	if _, err := Verify(strings.NewReader(u.body), u.declared, u.context, failing, nil); err == nil || err.Error() != "no key" {
		t.Errorf("the check's error comes as %v", err)
	}
}

// Every chain but the unknown one says something, and each something else.
func TestChains(t *testing.T) {
	seen := map[string]Chain{}
	for c := ChainUnknown; c <= ChainBroken+1; c++ {
		said := c.String()
		if (said == "") != (c == ChainUnknown || c > ChainBroken) {
			t.Errorf("chain %d says %q", c, said)
		}
		if other, twice := seen[said]; twice && said != "" {
			t.Errorf("chains %d and %d say the same", c, other)
		}
		seen[said] = c
	}
}

// ECDSA signatures cannot be computed again, and their lengths vary.
func TestVerifyECDSA(t *testing.T) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	sign := func(s string) (string, error) {
		digest := sha256.Sum256([]byte(s))
		signature, err := ecdsa.SignASN1(rand.Reader, key, digest[:])
		return hex.EncodeToString(signature), err
	}
	check := func(s, signature string) (string, bool, error) {
		digest := sha256.Sum256([]byte(s))
		der, err := hex.DecodeString(signature)
		return "", ecdsa.VerifyASN1(&key.PublicKey, digest[:], der), err
	}
	seed, err := sign("the request's string to sign")
	if err != nil {
		t.Fatal(err)
	}
	data := strings.Repeat("x", 3*MinChunkSize) // no hex digit, so that no signature holds it
	for _, m := range []Mode{ECDSA, ECDSATrailer} {
		e := Encoding{Mode: m, ChunkSize: MinChunkSize}
		if m.HasTrailer() {
			e.Checksum = CRC64NVME
		}
		length, err := e.Length(int64(len(data)))
		if err != nil {
			t.Fatal(err)
		}
		u := uploaded{declared: Declared{Mode: m, Decoded: int64(len(data)), Encoded: length}}
		if m.HasTrailer() {
			u.declared.Trailers = []string{e.Checksum.Header()}
		}
		u.context = Context{Time: "20130524T000000Z", Scope: "20130524/s3/aws4_request", Seed: seed}
		var body strings.Builder
		if _, err := e.Encode(&body, strings.NewReader(data), u.context, sign, nil); err != nil {
			t.Fatal(err)
		}
		u.body = body.String()
		if v := u.verify(t, check); !v.OK() || v.Signatures < 4 {
			t.Errorf("%s: %q of %d", m, fields(v), v.Signatures)
		}
		v := u.swap(t, "xxx", "xXx").verify(t, check)
		if got := fields(v); got[0] != "chunk 1 chunk-signature" || v.Wrong != 1 || v.Chain != ChainFound || v.Departures[0].Expected != "" {
			t.Errorf("%s, data changed: %q, %d, %q", m, got, v.Wrong, v.Chain)
		}
	}
}
