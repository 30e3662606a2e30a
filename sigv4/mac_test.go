package sigv4

import (
	"crypto/hmac"
	"crypto/sha256"
	"strings"
	"testing"
)

func TestMacIsHMAC(t *testing.T) {
	var m macScratch
	for _, keyLength := range []int{0, 1, 32, 63, 64, 65, 200} {
		for _, length := range []int{0, 1, 63, 64, 300} {
			key, message := strings.Repeat("k", keyLength), strings.Repeat("m", length)
			want := hmac.New(sha256.New, []byte(key))
			want.Write([]byte(message))
			if got := sum(&m, key, message); !hmac.Equal(got[:], want.Sum(nil)) {
				t.Errorf("key of %d bytes, message of %d: got %x", keyLength, length, got)
			}
		}
	}
}
