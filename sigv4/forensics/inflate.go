//go:build !wasm

package forensics

import (
	"compress/gzip"
	"io"
	"strings"
)

// maxInflated bounds what a compressed body is taken to hold.
const maxInflated = 1 << 20

// inflated is what a body compressed by gzip holds.
func inflated(body string) (string, bool) {
	r, err := gzip.NewReader(strings.NewReader(body))
	if err != nil {
		return "", false
	}
	plain, err := io.ReadAll(io.LimitReader(r, maxInflated))
	return string(plain), err == nil
}
