package sigv4

import (
	"encoding/hex"
	"strings"
	"testing"
	"time"
)

func TestAppendHex(t *testing.T) {
	for start := range 256 {
		var sum [32]byte
		for i := range sum {
			sum[i] = byte(start + 37*i)
		}
		if got, want := string(appendHex([]byte("x"), &sum)), "x"+hex.EncodeToString(sum[:]); got != want {
			t.Fatalf("got %s, want %s", got, want)
		}
	}
}

func TestClasses(t *testing.T) {
	for c := range 256 {
		for class, all := range map[uint8]string{
			unreserved:  "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~",
			wirePath:    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=:@/",
			wireQuery:   "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=:@/?",
			tokenByte:   "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$%&'*+-.^_`|~",
			headerSpace: " \t\r\n",
		} {
			if got, want := classes[c]&class != 0, strings.IndexByte(all, byte(c)) >= 0; got != want {
				t.Errorf("byte %q, class %d: %v", byte(c), class, got)
			}
		}
		want := byte(0)
		if isToken(byte(c)) {
			want = strings.ToLower(string(rune(c)))[0]
		}
		if lowered[c] != want {
			t.Errorf("byte %q in lower case: %q", byte(c), lowered[c])
		}
	}
}

func TestAppendTime(t *testing.T) {
	check := func(seconds int64) {
		t.Helper()
		if got, want := string(appendTime(nil, seconds)), time.Unix(seconds, 0).UTC().Format(TimeFormat); got != want {
			t.Fatalf("%d: got %s, want %s", seconds, got, want)
		}
	}
	for seconds := int64(year0); seconds < year10000; seconds += 86_399 * 5 { // every fifth day
		check(seconds)
	}
	for _, day := range []string{"0000-01-01", "0000-02-29", "0000-03-01", "0001-02-28", "1600-02-29", "1900-02-28", "1900-03-01", "1970-01-01", "2000-02-29", "2000-12-31", "2024-02-29", "2100-02-28", "9999-12-31"} {
		at, err := time.Parse(time.DateOnly, day)
		if err != nil {
			t.Fatal(err)
		}
		check(at.Unix())
		check(at.Unix() + 86_399)
	}
	for _, seconds := range []int64{year0 - 1, year10000, -1 << 62, 1 << 62} {
		if fourDigitYear(seconds) {
			t.Errorf("%d is said to lie in a year of four digits", seconds)
		}
	}
}
