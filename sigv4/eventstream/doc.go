// Package eventstream signs the messages of an event stream, application/vnd.amazon.eventstream, and
// checks signed ones: Amazon Transcribe streaming, Amazon Lex, Amazon Bedrock and kin take them over
// HTTP/2. It reads and writes the messages too.
//
// # A message
//
// A message (Smithy, "Amazon Event Stream Specification") is, all numbers big-endian:
//
//	total length    4 bytes, of the whole message
//	headers length  4 bytes
//	prelude CRC     4 bytes, CRC-32 (IEEE) of the eight before
//	headers         each: length of the name (1 byte), name, type (1 byte), value
//	payload         what is left
//	message CRC     4 bytes, CRC-32 of everything before
//
// [Message.Append] writes one and [Decode] reads one. A [Message] has exactly one encoding, and each
// encoding that Decode takes is that one: what was read is written back byte for byte. [DecodeAll] reads
// the messages of a whole stream, such as a captured body.
//
// # The chain of signatures
//
// The request that opens the stream is signed as any other, with
// STREAMING-AWS4-HMAC-SHA256-EVENTS for its payload hash. Its signature is the seed (Amazon Transcribe
// Developer Guide, "Setting up a streaming transcription"). Every message that follows travels as the
// payload of another, the envelope, which has two headers:
//
//	:date             timestamp  when it was signed
//	:chunk-signature  bytes      the 32 bytes of its signature
//
// The signature is the HMAC-SHA-256, under the signing key, of this string to sign:
//
//	AWS4-HMAC-SHA256-PAYLOAD
//	time, as X-Amz-Date has it
//	credential scope
//	prior signature, in hex: the seed, or that of the message before
//	hex SHA-256 of the encoded header :date
//	hex SHA-256 of the payload of the envelope
//
// The last message of a stream is an envelope with an empty payload.
//
// A [Signer] holds the prior signature: [Signer.Sign] gives one envelope after another. [Verify] checks
// the envelopes of a stream, names the first whose signature departs, and says whether the chain goes on
// behind it. [StringToSign] is the text alone.
//
// Each message counts for the day of its own :date: behind midnight the scope and the signing key are
// those of the new day. A key that came derived serves one day, and refuses the next.
//
// # Errors
//
// Errors are of type *sigv4.Error with stage StageMessage; the offset counts in the bytes that were given.
package eventstream
