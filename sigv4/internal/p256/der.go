package p256

// MaxDER is the longest signature in DER, in bytes.
const MaxDER = 72

// AppendDER appends a signature in DER: a SEQUENCE of the INTEGERs r and s, each in as few bytes as
// there can be (RFC 3279, section 2.2.3; ITU-T X.690, sections 8.3 and 10.1). It adds 8 to MaxDER bytes.
func AppendDER(dst []byte, signature Signature) []byte {
	var der [MaxDER]byte
	n := 2
	for _, number := range [...]*[32]byte{&signature.R, &signature.S} {
		b := number[:]
		for len(b) > 1 && b[0] == 0 {
			b = b[1:]
		}
		start := n
		n += 2
		if b[0] >= 0x80 { // without a zero in front it would read as negative
			n++
		}
		n += copy(der[n:], b)
		der[start], der[start+1] = 2, byte(n-start-2)
	}
	der[0], der[1] = 0x30, byte(n-2)
	return append(dst, der[:n]...)
}

// ParseDER reads what AppendDER writes for a signature in range, and nothing else: no other encoding of
// the same numbers, no number outside 1 to n-1, no byte behind. The error is of type *Error, with the
// offset in der.
func ParseDER(der []byte) (Signature, error) {
	var signature Signature
	field := "signature"
	n, why := parseSequence(der)
	if why == "" {
		field = "signature r"
		n, why = parseInteger(&signature.R, der, n)
	}
	if why == "" {
		field = "signature s"
		n, why = parseInteger(&signature.S, der, n)
	}
	if why == "" && n < len(der) {
		field, why = "signature", "nothing follows r and s"
	}
	if why != "" {
		return Signature{}, &Error{field, n, why}
	}
	return signature, nil
}

// parseSequence reads the two bytes in front of the numbers. It gives the offset behind them, or where
// it goes wrong and why.
func parseSequence(der []byte) (n int, why string) {
	switch {
	case len(der) == 0 || der[0] != 0x30:
		return 0, "DER begins with the byte 30, a SEQUENCE"
	case len(der) > MaxDER:
		return MaxDER, "DER has at most 72 bytes"
	case len(der) == 1 || int(der[1]) != len(der)-2:
		return 1, "the length of a SEQUENCE is how many bytes follow it"
	}
	return 2, ""
}

// parseInteger reads the number at the offset start. It gives the offset behind it, or where it goes
// wrong and why.
func parseInteger(to *[32]byte, der []byte, start int) (n int, why string) {
	b := der[start:]
	switch {
	case len(b) == 0 || b[0] != 2:
		return start, "an INTEGER begins with the byte 02"
	case len(b) == 1 || b[1] == 0 || b[1] > 33 || int(b[1]) > len(b)-2:
		return start + 1, "the length of an INTEGER is from 1 to 33, and so many bytes follow it"
	}
	b = b[2 : 2+b[1]]
	start += 2
	switch {
	case b[0] >= 0x80:
		return start, "a first byte of 80 or above has 00 in front, or the INTEGER is negative"
	case b[0] == 0 && len(b) > 1 && b[1] < 0x80:
		return start, "00 stands in front only of a byte of 80 or above"
	}
	n = start + len(b)
	if b[0] == 0 {
		b = b[1:]
	}
	if len(b) <= 32 {
		copy(to[32-len(b):], b)
		if x := fromBytes(to); isScalar(&x) {
			return n, ""
		}
	}
	return start, "it is a number from 1 to n-1, n being the order of P-256"
}
