// Package sigv4 is AWS Signature Version 4: it signs HTTP requests, shows every step of it, and says
// where a signature departs from the one that a request calls for. It uses the standard library only,
// knows no network and no clock, keeps no state between calls, and never changes its arguments.
//
// # The steps
//
// A signature is made in four steps (IAM User Guide, "Create a signed AWS API request"):
//
//  1. The canonical request: method, canonical URI, canonical query string, canonical headers, signed
//     headers and payload hash, one after another, each ended by a line feed.
//  2. The string to sign: AWS4-HMAC-SHA256, the time, the credential scope
//     (date/region/service/aws4_request) and the SHA-256 of the canonical request.
//  3. The signing key: HMAC-SHA-256 of "AWS4" and the secret over the date gives kDate, that over the
//     region kRegion, over the service kService, over "aws4_request" kSigning.
//  4. The signature: HMAC-SHA-256 of kSigning over the string to sign, in hex. It travels in the
//     Authorization header or, in a presigned URL, as X-Amz-Signature.
//
// Services differ in [Rules] only: the S3 family encodes the path once, never normalises it, and wants
// the header x-amz-content-sha256. Package endpoint knows the rules by service.
//
// # Signing
//
// [Derive] gives a [Derivation]: each step's text, and the request ready to send. [Signer] gives the
// same bytes without allocating. A [Key] is a secret access key or a signing key, whichever is at hand. A
// body too large for memory is hashed by a [BodyHash].
//
// A [Request] is what stands on the wire. Its target is in wire form; bytes that are illegal there, such
// as spaces, non-ASCII bytes and a "%" that starts no escape, count as their escapes, and are sent so.
// Every header is signed except the few that transports change: authorization, connection, expect,
// keep-alive, proxy-authorization, proxy-connection, te, trailer, transfer-encoding, upgrade,
// user-agent, x-amzn-trace-id and sec-websocket-*. A request that was signed before is signed anew: the
// older signature, its X-Amz-Date and, with a new one, its session token are taken off.
//
// # Checking
//
// [ParseClaim] reads what a signed request says of its signature, [Rederive] computes what the server
// computes, and [Verify] compares stage by stage with what a log or an error message shows. [Verifier]
// gives the answer alone, without allocating.
//
// # The other carriers
//
// A signature travels in more than a header or a URL. Each has a package, with the same shape: make it
// with every step kept, read it, verify it and name the first stage that departs.
//
//   - sigv4a: SigV4A, a key pair in place of the shared key; Derive here makes all but the signature
//   - chunked: the body of an S3 upload in signed chunks, with trailing headers; the request's own
//     signature is the seed of the first
//   - eventstream: the messages that follow a signed request on its connection
//   - postpolicy: the form of a browser upload, whose policy is the string to sign
//   - token: passwords and URLs made from signatures: RDS, EKS, MSK, SES, WebSocket and more
//
// # Writing a signer of your own
//
// Take a request of package sigv4test, print the steps of its Derivation beside yours, and stop at the first
// line that differs: canonical URI, canonical query string, canonical headers, signed headers, payload
// hash, string to sign, then the four keys of [DeriveKeys].
//
// # Source maps
//
// Every [Text] has a [Map] that says where each byte comes from: copied from the request, standing for
// a part of it (an escape, a hash), or inserted for a reason. What was left out is listed too.
// [Map.Through] composes maps, so that a byte of the string to sign leads to the byte of a pasted curl
// command. Parsers build such texts with [TextBuilder].
//
// # Secrets and errors
//
// No fmt verb, encoder, error or panic tells a secret access key or a derived key; [KeyChain.Reveal]
// does, on purpose. Errors are of type *[Error]: the stage, the field, the input as found and what was
// expected. Sizes are bounded by the constants in this package.
package sigv4
