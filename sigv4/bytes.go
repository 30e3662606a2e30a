package sigv4

import "encoding/binary"

// The classes that SigV4 puts bytes into.
const (
	unreserved  = 1 << iota // never needs an escape (RFC 3986, section 2.3)
	wirePath                // may stand unescaped in a path (RFC 3986, section 3.3: pchar and "/")
	wireQuery               // may stand unescaped in a query (section 3.4: also "?")
	tokenByte               // may stand in a method or a header name (RFC 9110, section 5.6.2)
	headerSpace             // white space in a header value: space, tab and the line ends of a folded one
	wordByte                // may stand in a part of a credential: visible ASCII but "/" and ","
)

const (
	lettersAndDigits = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
	unreservedBytes  = lettersAndDigits + "-._~"
	pathBytes        = unreservedBytes + "!$&'()*+,;=:@/" // a "%" may only start an escape, and is judged by its place
	tokenBytes       = lettersAndDigits + "!#$%&'*+-.^_`|~"
)

// classes gives the classes of each byte; it is never written after it was made.
var classes = classify()

func classify() (all [256]uint8) {
	for class, bytes := range map[uint8]string{
		unreserved: unreservedBytes, wirePath: pathBytes, wireQuery: pathBytes + "?", tokenByte: tokenBytes, headerSpace: " \t\r\n",
	} {
		for _, c := range []byte(bytes) {
			all[c] |= class
		}
	}
	for c := '!'; c <= '~'; c++ {
		if c != '/' && c != ',' {
			all[c] |= wordByte
		}
	}
	return all
}

func isUnreserved(c byte) bool { return classes[c]&unreserved != 0 }
func isToken(c byte) bool      { return classes[c]&tokenByte != 0 }

// isHeaderSpace reports whether c is white space in a header value. Other Unicode spaces are ordinary bytes.
func isHeaderSpace(c byte) bool { return classes[c]&headerSpace != 0 }

// lowered gives the lower-case form of each byte that a header name may hold, 0 for the others; it is
// never written after it was made.
var lowered = lowerTokens()

func lowerTokens() (all [256]byte) {
	for _, c := range []byte(tokenBytes) {
		all[c] = c
		if 'A' <= c && c <= 'Z' {
			all[c] = c + 'a' - 'A'
		}
	}
	return all
}

const upperHex = "0123456789ABCDEF"

// appendHex appends a hash or a signature in lower-case hex, four bytes at a time.
func appendHex(dst []byte, sum *[32]byte) []byte {
	dst = append(dst, make([]byte, 2*len(sum))...)
	out := (*[64]byte)(dst[len(dst)-64:])
	for i := range len(sum) / 4 {
		four := sum[4*i : 4*i+4]
		binary.LittleEndian.PutUint64(out[8*i:8*i+8], uint64(hexPairs[four[0]])|uint64(hexPairs[four[1]])<<16|
			uint64(hexPairs[four[2]])<<32|uint64(hexPairs[four[3]])<<48)
	}
	return dst
}

// hexPairs gives the two digits of each byte, the first in the low half; it is never written after it was made.
var hexPairs = pairHex()

func pairHex() (all [256]uint16) {
	const digits = "0123456789abcdef"
	for c := range all {
		all[c] = uint16(digits[c&15])<<8 | uint16(digits[c>>4])
	}
	return all
}

// unhex gives the value of a hex digit, in either case.
func unhex(c byte) (byte, bool) {
	switch {
	case '0' <= c && c <= '9':
		return c - '0', true
	case 'a' <= c && c <= 'f':
		return c - 'a' + 10, true
	case 'A' <= c && c <= 'F':
		return c - 'A' + 10, true
	}
	return 0, false
}
