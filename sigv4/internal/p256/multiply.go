package p256

// multiplyBase is k·G. Neither its time nor the memory that it touches depends on k.
//
// The limbs of k are the four teeth of a comb: one bit of each picks a sum from the table (C. H. Lim,
// P. J. Lee, "More Flexible Exponentiation with Precomputation", 1994).
func multiplyBase(k *element) point {
	p := infinity()
	for i := 63; i >= 0; i-- {
		p.add(&p, &p)
		q := pick(k[3]>>i&1<<3 | k[2]>>i&1<<2 | k[1]>>i&1<<1 | k[0]>>i&1)
		p.add(&p, &q)
	}
	return p
}

// pick is the point of the table base for a digit from 0 to 15: all entries are read, and one is kept.
func pick(digit uint64) point {
	var q point
	for i := range base {
		mask := equalMask(digit, uint64(i+1))
		for j := range q.x {
			q.x[j] |= base[i][0][j] & mask
			q.y[j] |= base[i][1][j] & mask
		}
	}
	// For the digit 0 that left zeroes, and the point at infinity has a y.
	none := equalMask(digit, 0)
	for j, limb := range field.one {
		q.y[j] |= limb & none
		q.z[j] = limb &^ none
	}
	return q
}

// equalMask is all ones for equal digits, and 0 otherwise.
func equalMask(a, b uint64) uint64 { return -(((a ^ b) - 1) >> 63) }

// multiplyPublic is k·p. Its time depends on k, which must be no secret: verifying knows none.
func (p *point) multiplyPublic(k *element) point {
	var table [16]point // 0·p to 15·p
	table[0] = infinity()
	for i := 1; i < len(table); i++ {
		table[i].add(&table[i-1], p)
	}
	sum := infinity()
	for i := 252; i >= 0; i -= 4 {
		for range 4 {
			sum.add(&sum, &sum)
		}
		sum.add(&sum, &table[k[i/64]>>(i%64)&15])
	}
	return sum
}
