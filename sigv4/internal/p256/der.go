package p256

import "strconv"

// MaxDER is the longest signature in DER, in bytes.
const MaxDER = 72

// AppendDER appends a signature in DER: a SEQUENCE of the INTEGERs r and s, each in as few bytes as
// there can be (RFC 3279, section 2.2.3; ITU-T X.690, sections 8.3 and 10.1). It adds 8 to 72 bytes.
func AppendDER(dst []byte, signature Signature) []byte {
	start := len(dst)
	dst = append(dst, 0x30, 0)
	dst = appendInteger(dst, &signature.R)
	dst = appendInteger(dst, &signature.S)
	dst[start+1] = byte(len(dst) - start - 2)
	return dst
}

func appendInteger(dst []byte, number *[32]byte) []byte {
	b := number[:]
	for len(b) > 1 && b[0] == 0 {
		b = b[1:]
	}
	if b[0] >= 0x80 { // without a zero in front it would read as negative
		dst = append(dst, 2, byte(len(b)+1), 0)
	} else {
		dst = append(dst, 2, byte(len(b)))
	}
	return append(dst, b...)
}

// ParseDER reads what AppendDER writes, and nothing else: no other encoding of the same numbers, no
// number outside 1 to n-1, no byte behind. The error is of type *Error, with the offset in der.
func ParseDER(der []byte) (Signature, error) {
	if len(der) == 0 || der[0] != 0x30 {
		return Signature{}, derError(0, "DER begins with the byte 30, a SEQUENCE")
	}
	if len(der) > MaxDER {
		return Signature{}, derError(MaxDER, "DER has at most "+strconv.Itoa(MaxDER)+" bytes, not "+strconv.Itoa(len(der)))
	}
	if len(der) < 2 || int(der[1]) != len(der)-2 {
		return Signature{}, derError(1, "the length of the SEQUENCE is the number of bytes behind it, "+strconv.Itoa(max(len(der)-2, 0)))
	}
	var signature Signature
	end, err := parseInteger(&signature.R, "r", der, 2)
	if err != nil {
		return Signature{}, err
	}
	end, err = parseInteger(&signature.S, "s", der, end)
	if err != nil {
		return Signature{}, err
	}
	if end < len(der) {
		return Signature{}, derError(end, "nothing follows the two INTEGERs r and s")
	}
	return signature, nil
}

// parseInteger reads the number called name at the offset start, and gives the offset behind it.
func parseInteger(to *[32]byte, name string, der []byte, start int) (end int, err error) {
	if len(der) < start+1 || der[start] != 2 {
		return 0, derError(start, name+" begins with the byte 02, an INTEGER")
	}
	first := start + 2
	if len(der) < first || int(der[start+1]) > len(der)-first {
		return 0, derError(start+1, "the length of "+name+" is at most the number of bytes behind it, "+strconv.Itoa(max(len(der)-first, 0)))
	}
	b := der[first : first+int(der[start+1])]
	switch {
	case len(b) == 0:
		return 0, derError(start+1, name+" has at least one byte")
	case b[0] >= 0x80:
		return 0, derError(first, name+" is not negative: a first byte of 80 or above has a 00 in front")
	case len(b) > 1 && b[0] == 0 && b[1] < 0x80:
		return 0, derError(first, name+" has no 00 in front but before a byte of 80 or above")
	}
	end = first + len(b)
	if b[0] == 0 {
		b = b[1:]
	}
	if len(b) <= len(to) {
		copy(to[len(to)-len(b):], b)
		if x := fromBytes(to); isScalar(&x) {
			return end, nil
		}
	}
	return 0, derError(first, name+" is a number from 1 to n-1, n being the order of P-256")
}

func derError(offset int, why string) *Error { return &Error{"signature", offset, why} }
