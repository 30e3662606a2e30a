// Package chunked encodes, decodes and verifies aws-chunked bodies, in which Amazon S3 takes an upload
// whose hash is not known when its request is signed. Each chunk carries a signature of its own, made
// over its data and the signature before it; the first chains on the request's signature, the seed.
//
// # The form
//
// A chunk is a header, its data and CRLF. The header is the size in hex and, where chunks are signed,
// the signature; the final chunk has no data. Trailing headers follow it where the mode has them, with
// their signature last, and an empty line ends the body:
//
//	10000;chunk-signature=b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2
//	(65536 bytes)
//	400;chunk-signature=1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7
//	(1024 bytes)
//	0;chunk-signature=2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992
//	x-amz-checksum-crc32c:sOO8/Q==
//	x-amz-trailer-signature:d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435
//
// # The modes
//
// A [Mode] is known by its word in x-amz-content-sha256, which is also the last line of the canonical
// request. Chunks are signed with HMAC (SigV4), with ECDSA (SigV4A), or not at all, and there is a trailer
// or there is none; without signatures there always is one. A payload that is hashed as a whole, and
// UNSIGNED-PAYLOAD, are no chunked bodies: package sigv4 signs them.
//
// # Encoding
//
//  1. [Encoding.Prepare] gives the request its headers, the length of the encoded body among them.
//  2. Package sigv4 signs the request; [ContextOf] takes time, scope and seed signature from it.
//  3. [Encoding.Encode] writes the body. [Encoder] does so chunk by chunk. Both tell every chunk's hash,
//     string to sign and signature.
//
// [HMAC] makes the signatures of SigV4. SigV4A needs a [Sign] and a [Check] of its own; the strings to
// sign are made here.
//
// # Checking
//
// [Decode] reads a body and judges its form. [Declare] reads what a request says of its body, and
// [Verify] holds the body against that: it names the first chunk that departs, tells an altered chunk
// from a wrong key by what follows ([Chain]), and checks lengths, trailing headers and checksums.
//
// Sources: Amazon S3 API Reference, "Signature Calculations for the Authorization Header: Transferring
// Payload in Multiple Chunks (Chunked Upload)" and "Signature calculations for trailing headers (chunked
// uploads)".
package chunked
