package p256

import "countersign/sigv4/internal/sha256"

// nonces gives the numbers that signatures are made with: HMAC_DRBG, seeded with the private key and the
// digest (RFC 6979, section 3.2).
type nonces struct {
	k, v [32]byte
}

// newNonces takes the steps b to g for the private key and the digest mod n.
func newNonces(key, digest *[32]byte) nonces {
	var s nonces
	for i := range s.v {
		s.v[i] = 1
	}
	for step := byte(0); step < 2; step++ {
		s.k = mac(&s.k, s.v[:], []byte{step}, key[:], digest[:])
		s.v = mac(&s.k, s.v[:])
	}
	return s
}

// next takes the step h: a number from 1 to n-1. A number out of range is passed over, which tells
// nothing of the one that is used.
func (s *nonces) next() element {
	for {
		s.v = mac(&s.k, s.v[:])
		if k := fromBytes(&s.v); isScalar(&k) {
			return k
		}
		s.skip()
	}
}

// skip makes ready for the number after one that would not do.
func (s *nonces) skip() {
	s.k = mac(&s.k, s.v[:], []byte{0})
	s.v = mac(&s.k, s.v[:])
}

// mac is HMAC-SHA-256 (RFC 2104) of the parts, at most 97 bytes together, under a key of 32 bytes. It
// is not crypto/hmac's because that brings more hashes and AES into a program.
func mac(key *[32]byte, parts ...[]byte) [32]byte {
	var inner [sha256.BlockSize + 97]byte
	var outer [sha256.BlockSize + sha256.Size]byte
	copy(inner[:], key[:])
	copy(outer[:], key[:])
	for i := range sha256.BlockSize {
		inner[i] ^= 0x36
		outer[i] ^= 0x5c
	}
	n := sha256.BlockSize
	for _, part := range parts {
		n += copy(inner[n:], part)
	}
	hashed := sha256.Sum256(inner[:n])
	copy(outer[sha256.BlockSize:], hashed[:])
	return sha256.Sum256(outer[:])
}
