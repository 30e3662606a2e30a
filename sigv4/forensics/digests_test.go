package forensics

import (
	"bytes"
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha512"
	"testing"
)

// The digests are those of the standard library, for messages around the ends of blocks.
func TestDigests(t *testing.T) {
	for n := range 300 {
		message := bytes.Repeat([]byte{byte(n), 'a', 0xff}, n)[:n]
		m, s1, s5 := md5.Sum(message), sha1.Sum(message), sha512.Sum512(message)
		if !bytes.Equal(md5Sum(message), m[:]) || !bytes.Equal(sha1Sum(message), s1[:]) || !bytes.Equal(sha512Sum(message), s5[:]) {
			t.Fatalf("%d bytes: MD5 %x, SHA-1 %x, SHA-512 %x", n, md5Sum(message), sha1Sum(message), sha512Sum(message))
		}
	}
}
