package sha256

import (
	"encoding/binary"
	"math/bits"
)

// initial is the state before the first block (FIPS 180-4, section 5.3.3).
var initial = [8]uint32{
	0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
}

// constants are those of the 64 rounds (section 4.2.2).
var constants = [64]uint32{
	0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
	0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
	0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
	0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
	0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
	0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
	0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
	0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
}

// compress takes the whole blocks at the start of data into the state (section 6.2.2). The schedule is
// kept in 16 words that are computed anew each 16 rounds, the loop runs over these 16, and the sums of
// three rotations are nested: in WebAssembly that takes 0.6 of the time of the standard library's form,
// and less than all 64 rounds written out.
func compress(state *[8]uint32, data []byte) {
	var w [16]uint32
	for ; len(data) >= BlockSize; data = data[BlockSize:] {
		for i := range w {
			w[i] = binary.BigEndian.Uint32(data[4*i:])
		}
		a, b, c, d, e, f, g, h := state[0], state[1], state[2], state[3], state[4], state[5], state[6], state[7]
		for round := 0; ; round += 16 {
			k := (*[16]uint32)(constants[round:])
			h += bigSigma1(e) + choose(e, f, g) + k[0] + w[0]
			d += h
			h += bigSigma0(a) + majority(a, b, c)
			g += bigSigma1(d) + choose(d, e, f) + k[1] + w[1]
			c += g
			g += bigSigma0(h) + majority(h, a, b)
			f += bigSigma1(c) + choose(c, d, e) + k[2] + w[2]
			b += f
			f += bigSigma0(g) + majority(g, h, a)
			e += bigSigma1(b) + choose(b, c, d) + k[3] + w[3]
			a += e
			e += bigSigma0(f) + majority(f, g, h)
			d += bigSigma1(a) + choose(a, b, c) + k[4] + w[4]
			h += d
			d += bigSigma0(e) + majority(e, f, g)
			c += bigSigma1(h) + choose(h, a, b) + k[5] + w[5]
			g += c
			c += bigSigma0(d) + majority(d, e, f)
			b += bigSigma1(g) + choose(g, h, a) + k[6] + w[6]
			f += b
			b += bigSigma0(c) + majority(c, d, e)
			a += bigSigma1(f) + choose(f, g, h) + k[7] + w[7]
			e += a
			a += bigSigma0(b) + majority(b, c, d)
			h += bigSigma1(e) + choose(e, f, g) + k[8] + w[8]
			d += h
			h += bigSigma0(a) + majority(a, b, c)
			g += bigSigma1(d) + choose(d, e, f) + k[9] + w[9]
			c += g
			g += bigSigma0(h) + majority(h, a, b)
			f += bigSigma1(c) + choose(c, d, e) + k[10] + w[10]
			b += f
			f += bigSigma0(g) + majority(g, h, a)
			e += bigSigma1(b) + choose(b, c, d) + k[11] + w[11]
			a += e
			e += bigSigma0(f) + majority(f, g, h)
			d += bigSigma1(a) + choose(a, b, c) + k[12] + w[12]
			h += d
			d += bigSigma0(e) + majority(e, f, g)
			c += bigSigma1(h) + choose(h, a, b) + k[13] + w[13]
			g += c
			c += bigSigma0(d) + majority(d, e, f)
			b += bigSigma1(g) + choose(g, h, a) + k[14] + w[14]
			f += b
			b += bigSigma0(c) + majority(c, d, e)
			a += bigSigma1(f) + choose(f, g, h) + k[15] + w[15]
			e += a
			a += bigSigma0(b) + majority(b, c, d)
			if round == 48 {
				break
			}
			w[0] += sigma0(w[1]) + w[9] + sigma1(w[14])
			w[1] += sigma0(w[2]) + w[10] + sigma1(w[15])
			w[2] += sigma0(w[3]) + w[11] + sigma1(w[0])
			w[3] += sigma0(w[4]) + w[12] + sigma1(w[1])
			w[4] += sigma0(w[5]) + w[13] + sigma1(w[2])
			w[5] += sigma0(w[6]) + w[14] + sigma1(w[3])
			w[6] += sigma0(w[7]) + w[15] + sigma1(w[4])
			w[7] += sigma0(w[8]) + w[0] + sigma1(w[5])
			w[8] += sigma0(w[9]) + w[1] + sigma1(w[6])
			w[9] += sigma0(w[10]) + w[2] + sigma1(w[7])
			w[10] += sigma0(w[11]) + w[3] + sigma1(w[8])
			w[11] += sigma0(w[12]) + w[4] + sigma1(w[9])
			w[12] += sigma0(w[13]) + w[5] + sigma1(w[10])
			w[13] += sigma0(w[14]) + w[6] + sigma1(w[11])
			w[14] += sigma0(w[15]) + w[7] + sigma1(w[12])
			w[15] += sigma0(w[0]) + w[8] + sigma1(w[13])
		}
		state[0] += a
		state[1] += b
		state[2] += c
		state[3] += d
		state[4] += e
		state[5] += f
		state[6] += g
		state[7] += h
	}
}

// The functions of section 4.1.2.

func choose(x, y, z uint32) uint32   { return z ^ x&(y^z) }
func majority(x, y, z uint32) uint32 { return x&y ^ z&(x^y) }

func bigSigma0(x uint32) uint32 { // rotations by 2, 13 and 22
	return bits.RotateLeft32(x^bits.RotateLeft32(x^bits.RotateLeft32(x, -9), -11), -2)
}

func bigSigma1(x uint32) uint32 { // rotations by 6, 11 and 25
	return bits.RotateLeft32(x^bits.RotateLeft32(x^bits.RotateLeft32(x, -14), -5), -6)
}

func sigma0(x uint32) uint32 { // rotations by 7 and 18
	return bits.RotateLeft32(x^bits.RotateLeft32(x, -11), -7) ^ x>>3
}

func sigma1(x uint32) uint32 { // rotations by 17 and 19
	return bits.RotateLeft32(x^bits.RotateLeft32(x, -2), -17) ^ x>>10
}
