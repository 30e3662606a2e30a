// Package sigv4a is AWS Signature Version 4A: SigV4 with a key pair in place of a shared key, so that
// one signature holds in several regions. S3 Multi-Region Access Points, EventBridge global endpoints
// and CloudFront KeyValueStore ask for it.
//
// It differs from SigV4, which package sigv4 does, in four things:
//
//   - The algorithm is AWS4-ECDSA-P256-SHA256.
//   - The credential scope names no region: date/service/aws4_request. The regions stand in
//     X-Amz-Region-Set, a header or query parameter that is signed: "us-east-1,us-west-*", or "*" for all.
//   - The key is a private key on the curve P-256, derived from the access key id and the secret alone, so
//     it is the same every day and for every service. AWS keeps the public key only. See [DeriveKeyPair].
//   - The signature is one of ECDSA over the SHA-256 of the string to sign, in DER, in hex: 140 to 144
//     digits as a rule. A request has many valid signatures. Signers may choose any; this one follows
//     RFC 6979 and gives always the same. A signature cannot be recomputed, only verified.
//
// To sign, give sigv4.Signing a RegionSet, and [Derive] a [KeyPair]:
//
//	pair, err := sigv4a.DeriveKeyPair(credentials)
//	d, err := sigv4a.Derive(request, credentials, pair, signing)
//	send(d.Signed)
//
// Sources: "AWS SigV4 and SigV4A" in the IAM User Guide names the algorithm and the region set; the
// derivation of the key is described nowhere but in the signers that AWS publishes
// (awslabs/aws-c-auth, key_derivation.c; aws/aws-sdk-go-v2, internal/v4a).
package sigv4a
