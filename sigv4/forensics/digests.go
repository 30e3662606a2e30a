package forensics

import (
	"encoding/binary"
	"math"
	"math/bits"
)

// Digests that signers take for SHA-256. The packages of crypto that have them would bring far more with them into
// the WebAssembly module.

// padded is a message with a bit, zeros and its length in bits behind it, in whole blocks (RFC 1321, section 3.1;
// FIPS 180-4, section 5.1). The length takes the last 8 bytes; in blocks of 128, zeros take the 8 before it.
func padded(message []byte, block int) []byte {
	out := append(append([]byte(nil), message...), 0x80)
	lengthAt := block - block/8
	for len(out)%block != lengthAt {
		out = append(out, 0)
	}
	return append(out, make([]byte, block/8)...)
}

// md5Sum is MD5 (RFC 1321).
func md5Sum(message []byte) []byte {
	shifts := [16]int{7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21}
	state := [4]uint32{0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476}
	data := padded(message, 64)
	binary.LittleEndian.PutUint64(data[len(data)-8:], 8*uint64(len(message)))
	for ; len(data) > 0; data = data[64:] {
		a, b, c, d := state[0], state[1], state[2], state[3]
		for i := range 64 {
			var f uint32
			var word int
			switch i / 16 {
			case 0:
				f, word = b&c|^b&d, i
			case 1:
				f, word = d&b|^d&c, 5*i+1
			case 2:
				f, word = b^c^d, 3*i+5
			case 3:
				f, word = c^(b|^d), 7*i
			}
			constant := uint32(math.Abs(math.Sin(float64(i+1))) * (1 << 32))
			f += a + constant + binary.LittleEndian.Uint32(data[word%16*4:])
			a, d, c, b = d, c, b, b+bits.RotateLeft32(f, shifts[i/16*4+i%4])
		}
		state[0] += a
		state[1] += b
		state[2] += c
		state[3] += d
	}
	var out []byte
	for _, word := range state {
		out = binary.LittleEndian.AppendUint32(out, word)
	}
	return out
}

// sha1Sum is SHA-1 (FIPS 180-4, section 6.1).
func sha1Sum(message []byte) []byte {
	state := [5]uint32{0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0}
	data := padded(message, 64)
	binary.BigEndian.PutUint64(data[len(data)-8:], 8*uint64(len(message)))
	var w [80]uint32
	for ; len(data) > 0; data = data[64:] {
		for i := range w {
			if i < 16 {
				w[i] = binary.BigEndian.Uint32(data[4*i:])
			} else {
				w[i] = bits.RotateLeft32(w[i-3]^w[i-8]^w[i-14]^w[i-16], 1)
			}
		}
		a, b, c, d, e := state[0], state[1], state[2], state[3], state[4]
		for i, word := range w {
			var f uint32
			switch i / 20 {
			case 0:
				f = (b&c | ^b&d) + 0x5a827999
			case 1:
				f = (b ^ c ^ d) + 0x6ed9eba1
			case 2:
				f = (b&c | b&d | c&d) + 0x8f1bbcdc
			case 3:
				f = (b ^ c ^ d) + 0xca62c1d6
			}
			a, b, c, d, e = bits.RotateLeft32(a, 5)+f+e+word, a, bits.RotateLeft32(b, 30), c, d
		}
		state[0] += a
		state[1] += b
		state[2] += c
		state[3] += d
		state[4] += e
	}
	var out []byte
	for _, word := range state {
		out = binary.BigEndian.AppendUint32(out, word)
	}
	return out
}

// sha512Sum is SHA-512 (FIPS 180-4, section 6.4). Its constants are the first 64 bits of the fractions of the cube
// roots of the first 80 primes, its initial state those of the square roots of the first eight.
func sha512Sum(message []byte) []byte {
	var constants [80]uint64
	var state [8]uint64
	primes := 0
	for n := uint64(2); primes < 80; n++ {
		if !isPrime(n) {
			continue
		}
		constants[primes] = rootFraction(n, 3)
		if primes < 8 {
			state[primes] = rootFraction(n, 2)
		}
		primes++
	}
	data := padded(message, 128)
	binary.BigEndian.PutUint64(data[len(data)-8:], 8*uint64(len(message)))
	var w [80]uint64
	for ; len(data) > 0; data = data[128:] {
		for i := range w {
			if i < 16 {
				w[i] = binary.BigEndian.Uint64(data[8*i:])
				continue
			}
			x, y := w[i-15], w[i-2]
			w[i] = w[i-16] + w[i-7] + (bits.RotateLeft64(x, -1) ^ bits.RotateLeft64(x, -8) ^ x>>7) +
				(bits.RotateLeft64(y, -19) ^ bits.RotateLeft64(y, -61) ^ y>>6)
		}
		s := state
		for i, word := range w {
			a, e := s[0], s[4]
			t1 := s[7] + (bits.RotateLeft64(e, -14) ^ bits.RotateLeft64(e, -18) ^ bits.RotateLeft64(e, -41)) + (e&s[5] ^ ^e&s[6]) + constants[i] + word
			t2 := (bits.RotateLeft64(a, -28) ^ bits.RotateLeft64(a, -34) ^ bits.RotateLeft64(a, -39)) + (a&s[1] ^ a&s[2] ^ s[1]&s[2])
			s = [8]uint64{t1 + t2, s[0], s[1], s[2], s[3] + t1, s[4], s[5], s[6]}
		}
		for i := range state {
			state[i] += s[i]
		}
	}
	var out []byte
	for _, word := range state {
		out = binary.BigEndian.AppendUint64(out, word)
	}
	return out
}

func isPrime(n uint64) bool {
	for d := uint64(2); d*d <= n; d++ {
		if n%d == 0 {
			return false
		}
	}
	return true
}

// rootFraction gives the first 64 bits of the fraction of the square or cube root of n, which is small: the
// largest r with r to that power at most n shifted as far, found bit by bit.
func rootFraction(n uint64, power int) uint64 {
	whole := uint64(1)
	for (whole+1)*(whole+1) <= n && (power == 2 || (whole+1)*(whole+1)*(whole+1) <= n) {
		whole++
	}
	fraction := uint64(0)
	for bit := 63; bit >= 0; bit-- {
		if try := fraction | 1<<bit; atMost(whole, try, n, power) {
			fraction = try
		}
	}
	return fraction
}

// atMost reports whether the number with this whole part and fraction, to the power of 2 or 3, is at most n.
func atMost(whole, fraction, n uint64, power int) bool {
	limbs := []uint64{fraction, whole} // of 64 bits, the lowest first
	product := limbs
	for range power - 1 {
		product = multiply(product, limbs)
	}
	high := product[power:] // what stands before the point
	for _, limb := range high[1:] {
		if limb > 0 {
			return false
		}
	}
	if high[0] != n {
		return high[0] < n
	}
	for _, limb := range product[:power] {
		if limb > 0 {
			return false
		}
	}
	return true
}

// multiply multiplies numbers of 64-bit limbs, the lowest first.
func multiply(a, b []uint64) []uint64 {
	out := make([]uint64, len(a)+len(b))
	for i, x := range a {
		carry := uint64(0)
		for j, y := range b {
			high, low := bits.Mul64(x, y)
			var c uint64
			low, c = bits.Add64(low, carry, 0)
			high += c
			out[i+j], c = bits.Add64(out[i+j], low, 0)
			carry = high + c
		}
		out[i+len(b)] = carry
	}
	return out
}
