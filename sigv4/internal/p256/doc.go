// Package p256 signs and verifies with ECDSA over the curve P-256 and SHA-256, which is what SigV4A
// needs of elliptic curves. Signatures are deterministic: a key and a digest have one signature.
//
// The standard library's crypto/ecdsa does the same and is the measure in the tests. It is not used
// because it adds a quarter of a megabyte, compressed, to a program for the browser.
//
// In signing, no branch and no index into memory depends on the key or on the number that a signature is
// made with. Verifying knows no secrets, and takes shortcuts.
//
// Sources: SEC 1, "Elliptic Curve Cryptography", sections 2 and 4.1; SEC 2, section 2.4.2 (the curve,
// there called secp256r1); RFC 6979 (deterministic signatures); RFC 3279, section 2.2.3 (their DER form).
package p256
