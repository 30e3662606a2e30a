package paste

import (
	"testing"

	"countersign/sigv4/internal/hostile"
)

// BenchmarkHostile is what a megabyte of each hostile text costs.
func BenchmarkHostile(b *testing.B) {
	hostile.Bench(b, func(text string) { Parse(text) })
}
