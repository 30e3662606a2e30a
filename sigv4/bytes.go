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
	var out [64]byte
	for i := range len(sum) / 4 {
		binary.BigEndian.PutUint64(out[8*i:8*i+8], hexDigits(binary.BigEndian.Uint32(sum[4*i:4*i+4])))
	}
	return append(dst, out[:]...)
}

// hexDigits spreads the eight nibbles of four bytes over eight bytes and turns each into its digit.
func hexDigits(four uint32) uint64 {
	x := uint64(four)
	x = (x | x<<16) & 0x0000ffff0000ffff
	x = (x | x<<8) & 0x00ff00ff00ff00ff
	x = (x | x<<4) & 0x0f0f0f0f0f0f0f0f
	above9 := (x + 0x0606060606060606) >> 4 & 0x0101010101010101
	return x + 0x3030303030303030 + above9*('a'-'9'-1)
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
