package chunked_test

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"time"

	"countersign/sigv4"
	"countersign/sigv4/chunked"
)

var key = sigv4.SecretKey("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")

// object is the upload of the Amazon S3 API Reference: 65 KiB of the letter a.
var object = strings.Repeat("a", 66560)

// signed prepares and signs its request, and gives what the body's signatures depend on.
func signed(e chunked.Encoding) (sigv4.Request, sigv4.Claim, chunked.Context, error) {
	r, err := e.Prepare(sigv4.Request{
		Method: "PUT", Target: "/examplebucket/chunkObject.txt",
		Headers: []sigv4.Header{{Name: "Host", Value: "s3.amazonaws.com"}, {Name: "x-amz-storage-class", Value: "REDUCED_REDUNDANCY"}},
	}, int64(len(object)))
	if err != nil {
		return sigv4.Request{}, sigv4.Claim{}, chunked.Context{}, err
	}
	d, err := sigv4.Derive(r, sigv4.Credentials{AccessKeyID: "AKIAIOSFODNN7EXAMPLE", Key: key}, sigv4.Signing{
		Time: time.Date(2013, 5, 24, 0, 0, 0, 0, time.UTC), Region: "us-east-1", Service: "s3",
		Rules: sigv4.Rules{ContentSHA256: true},
	})
	if err != nil {
		return sigv4.Request{}, sigv4.Claim{}, chunked.Context{}, err
	}
	claim, err := sigv4.ParseClaim(d.Signed)
	if err != nil {
		return sigv4.Request{}, sigv4.Claim{}, chunked.Context{}, err
	}
	c, err := chunked.ContextOf(e.Mode, claim)
	return d.Signed, claim, c, err
}

// An upload is prepared and signed, then its body is encoded. Every chunk tells how its signature was made.
func ExampleEncoding_Encode() {
	e := chunked.Encoding{Mode: chunked.Signed}
	_, claim, c, err := signed(e)
	if err != nil {
		fmt.Println(err)
		return
	}
	body, err := e.Encode(io.Discard, strings.NewReader(object), c, chunked.HMAC(key, claim.Scope), func(c chunked.Chunk) {
		fmt.Printf("chunk %d at byte %d, %d bytes: %s\n", c.Number, c.Offset, c.Size, c.Header)
		if c.Number == 2 {
			fmt.Println(c.StringToSign)
		}
	})
	fmt.Println(body.Decoded, "bytes in", body.Encoded, err)
	// Output:
	// chunk 1 at byte 0, 65536 bytes: 10000;chunk-signature=ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648
	// chunk 2 at byte 65626, 1024 bytes: 400;chunk-signature=0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497
	// AWS4-HMAC-SHA256-PAYLOAD
	// 20130524T000000Z
	// 20130524/us-east-1/s3/aws4_request
	// ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648
	// e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
	// 2edc986847e209b4016e141a6dc8716d3207350f416969382d431539bf292e4a
	// chunk 3 at byte 66738, 0 bytes: 0;chunk-signature=b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9
	// 66560 bytes in 66824 <nil>
}

// Prepare adds the headers that are signed with the request.
func ExampleEncoding_Prepare() {
	r, err := chunked.Encoding{Mode: chunked.SignedTrailer, Checksum: chunked.CRC32C}.Prepare(sigv4.Request{
		Method: "PUT", Target: "/k", Headers: []sigv4.Header{{Name: "Content-Encoding", Value: "gzip"}},
	}, 66560)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, h := range r.Headers {
		fmt.Println(h.Name + ": " + h.Value)
	}
	// Output:
	// x-amz-content-sha256: STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER
	// Content-Encoding: aws-chunked,gzip
	// x-amz-decoded-content-length: 66560
	// Content-Length: 66946
	// x-amz-trailer: x-amz-checksum-crc32c
}

func ExampleEncoding_Length() {
	fmt.Println(chunked.Encoding{Mode: chunked.Signed}.Length(66560))
	fmt.Println(chunked.Encoding{Mode: chunked.ECDSATrailer, Checksum: chunked.SHA256}.Length(0))
	_, err := chunked.Encoding{Mode: chunked.Signed, ChunkSize: 4096}.Length(66560)
	fmt.Println(err)
	// Output:
	// 66824 <nil>
	// 404 <nil>
	// chunk: chunk size "4096": give 8192 to 67108864 bytes, or 0 for 65536
}

// An Encoder writes chunks whose sizes the caller chooses.
func ExampleEncoder() {
	var body strings.Builder
	e, err := chunked.NewEncoder(&body, chunked.UnsignedTrailer, chunked.Context{}, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	if _, err := e.Chunk([]byte("hello")); err != nil {
		fmt.Println(err)
		return
	}
	_, total, err := e.Close([]sigv4.Header{{Name: chunked.CRC32.Header(), Value: chunked.CRC32.Of([]byte("hello"))}})
	fmt.Printf("%q\n%d bytes, %v\n", body.String(), total.Encoded, err)
	// Output:
	// "5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n"
	// 46 bytes, <nil>
}

// Decode takes a body apart, and names what is wrong with its form.
func ExampleDecode() {
	var data strings.Builder
	body, err := chunked.Decode(&data, strings.NewReader("5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n"), chunked.UnsignedTrailer, nil)
	fmt.Println(data.String(), body.Chunks, body.Trailer.Headers, err)
	_, err = chunked.Decode(io.Discard, strings.NewReader("5\r\nhello, world\r\n0\r\n"), chunked.UnsignedTrailer, nil)
	fmt.Println(err)
	// Output:
	// hello 2 [{x-amz-checksum-crc32 NhCmhg==}] <nil>
	// chunk: chunk 1, data ", " at byte 0: CRLF follows the 5 bytes that the chunk's header announces; is the size wrong, or were line ends changed? (this begins at byte 8 of the body)
}

// A captured upload of which a byte was changed: Verify names the chunk, and what follows says that the
// signer's key was right.
func ExampleVerify() {
	e := chunked.Encoding{Mode: chunked.SignedTrailer, Checksum: chunked.CRC32C}
	r, claim, c, err := signed(e)
	if err != nil {
		fmt.Println(err)
		return
	}
	sign := chunked.HMAC(key, claim.Scope)
	var body bytes.Buffer
	if _, err := e.Encode(&body, strings.NewReader(object), c, sign, nil); err != nil {
		fmt.Println(err)
		return
	}
	body.Bytes()[40_000] = 'b'
	declared, err := chunked.Declare(r)
	if err != nil {
		fmt.Println(err)
		return
	}
	v, err := chunked.Verify(&body, declared, c, chunked.Recompute(sign), nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, d := range v.Departures {
		fmt.Printf("chunk %d, %s: %s\n", d.Chunk, d.Field, d.Why)
	}
	fmt.Printf("%t, %d of %d signatures depart: %s\n", v.OK(), v.Wrong, v.Signatures, v.Chain)
	// Output:
	// chunk 1, chunk-signature: it is not the signature of this chunk's data, over the signature before it, with this key, time and credential scope
	// chunk 0, x-amz-checksum-crc32c: it is not the checksum of the data
	// false, 1 of 4 signatures depart: the next signature chains on the one found, so that the signer made it: the data, or the signature that it chains on, was another then
}

func ExampleDeclare() {
	d, err := chunked.Declare(sigv4.Request{Headers: []sigv4.Header{
		{Name: "x-amz-content-sha256", Value: "STREAMING-UNSIGNED-PAYLOAD-TRAILER"},
		{Name: "x-amz-decoded-content-length", Value: "5"},
		{Name: "x-amz-trailer", Value: "x-amz-checksum-crc32"},
	}})
	fmt.Println(d.Mode, d.Decoded, d.Encoded, d.Trailers, err)
	// Output: STREAMING-UNSIGNED-PAYLOAD-TRAILER 5 -1 [x-amz-checksum-crc32] <nil>
}

func ExampleParseMode() {
	m, err := chunked.ParseMode("STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER")
	fmt.Println(m.IsSigned(), m.IsECDSA(), m.HasTrailer(), m.SignatureLength(), err)
	_, err = chunked.ParseMode("UNSIGNED-PAYLOAD")
	fmt.Println(err)
	// Output:
	// true true true 144 <nil>
	// request: x-amz-content-sha256 "UNSIGNED-PAYLOAD": it names no way of sending an aws-chunked body; the words are STREAMING-AWS4-HMAC-SHA256-PAYLOAD and the like
}

// The strings to sign of an ECDSA body leave out the padding of the signature before.
func ExampleContext_ChunkStringToSign() {
	c := chunked.Context{Time: "20130524T000000Z", Scope: "20130524/s3/aws4_request"}
	fmt.Println(c.ChunkStringToSign(chunked.ECDSA, "3045****", sigv4.HashHex("")))
	// Output:
	// AWS4-ECDSA-P256-SHA256-PAYLOAD
	// 20130524T000000Z
	// 20130524/s3/aws4_request
	// 3045
	// e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
	// e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
}

func ExampleContext_TrailerStringToSign() {
	c := chunked.Context{Time: "20130524T000000Z", Scope: "20130524/us-east-1/s3/aws4_request"}
	previous := "2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992"
	canonical := chunked.CanonicalTrailer([]sigv4.Header{{Name: "x-amz-checksum-crc32c", Value: chunked.CRC32C.Of([]byte(object))}})
	fmt.Printf("%q\n", canonical)
	toSign := c.TrailerStringToSign(chunked.SignedTrailer, previous, canonical)
	fmt.Println(toSign)
	fmt.Println(chunked.HMAC(key, sigv4.Scope{Date: "20130524", Region: "us-east-1", Service: "s3", Terminator: sigv4.Terminator})(toSign))
	// Output:
	// "x-amz-checksum-crc32c:sOO8/Q==\n"
	// AWS4-HMAC-SHA256-TRAILER
	// 20130524T000000Z
	// 20130524/us-east-1/s3/aws4_request
	// 2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992
	// 1e376db7e1a34a8ef1c4bcee131a2d60a1cb62503747488624e10995f448d774
	// d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435 <nil>
}

func ExampleContextOf() {
	c, err := chunked.ContextOf(chunked.Signed, sigv4.Claim{
		Scope: sigv4.Scope{Date: "20130524", Region: "us-east-1", Service: "s3", Terminator: sigv4.Terminator},
		Date:  "20130524T000000Z", Signature: "4f232c",
	})
	fmt.Println(c.Scope, err)
	// Output: 20130524/us-east-1/s3/aws4_request signature: seed signature "4f232c" at byte 6: a signature has 64 hex digits
}

func ExampleRecompute() {
	sign := chunked.HMAC(key, sigv4.Scope{Date: "20130524", Region: "us-east-1", Service: "s3", Terminator: sigv4.Terminator})
	expected, ok, err := chunked.Recompute(sign)("a string to sign", "0000")
	fmt.Println(expected, ok, err)
	// Output: 6a9b35cf41e3ab858410953ff427ab0baf7e3daa42eb5ef63090ad69727e7349 false <nil>
}

func ExampleChecksum_Of() {
	fmt.Println(chunked.CRC64NVME.Header(), chunked.CRC64NVME.Of([]byte("123456789")))
	// Output: x-amz-checksum-crc64nvme rosUhgp5mIg=
}
