package token

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"testing"
)

// byLevels is the tree hash as Glacier's documentation puts it: level by level, all hashes in memory.
func byLevels(level [][32]byte) [32]byte {
	for len(level) > 1 {
		var next [][32]byte
		for i := 0; i < len(level); i += 2 {
			if i+1 == len(level) {
				next = append(next, level[i])
				continue
			}
			next = append(next, sha256.Sum256(append(level[i][:], level[i+1][:]...)))
		}
		level = next
	}
	return level[0]
}

// Values of a public Python test suite of a Glacier client (class TestTreeHasher): "mrmonkey" repeated.
func TestTreeHashKnownAnswers(t *testing.T) {
	mib := bytes.Repeat([]byte("mrmonkey"), 1024*128)
	for _, tc := range []struct {
		data []byte
		want string
	}{
		{nil, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}, // SHA-256 of nothing
		{mib, "43cadff4f1e8cd7e25c13b7dea589588d76c4e4b778c643cad65b305ebe8a801"},
		{bytes.Repeat([]byte("mrmonkey"), 1024*171), "4457113e30c619a969c48a7f5456f3b1d076e5f41dae02a453a87b67473eb93a"},
		{bytes.Repeat(mib, 4), "c2192941a2d88e71d6c43ce12fec25005ed8d3ab187023f340a12d87d3a47171"},
		{bytes.Repeat(mib, 5), "5f3f64924317b10b2ddb99299c9efc54d665d3ad94756d08ed6d2f85f5c7c565"},
	} {
		for _, step := range []int{1<<20 - 1, 1 << 20, 1<<20 + 1, 3 << 20} {
			var h TreeHash
			for rest := tc.data; len(rest) > 0; {
				n := min(step, len(rest))
				if written, err := h.Write(rest[:n]); written != n || err != nil {
					t.Fatal(written, err)
				}
				rest = rest[n:]
			}
			if got := h.Sum(); got != tc.want || h.Sum() != got {
				t.Errorf("%d bytes in steps of %d: got %s, want %s", len(tc.data), step, got, tc.want)
			}
		}
	}
}

// The tree of waiting hashes is the same as the tree by levels, for any number of leaves, and of parts.
func TestTreeHashIsTheTreeByLevels(t *testing.T) {
	var leaves [][32]byte
	var all []string
	for n := 1; n <= 300; n++ {
		leaf := sha256.Sum256(fmt.Append(nil, n))
		leaves = append(leaves, leaf)
		all = append(all, hex.EncodeToString(leaf[:]))
		root := byLevels(leaves)
		want := hex.EncodeToString(root[:])
		if got, err := JoinTreeHashes(all); err != nil || got != want {
			t.Fatalf("%d leaves: got %s, %v, want %s", n, got, err, want)
		}
		for _, part := range []int{2, 4, 64} {
			var parts []string
			for at := 0; at < n; at += part {
				joined, err := JoinTreeHashes(all[at:min(at+part, n)])
				if err != nil {
					t.Fatal(err)
				}
				parts = append(parts, joined)
			}
			if got, err := JoinTreeHashes(parts); err != nil || got != want {
				t.Fatalf("%d leaves in parts of %d: got %s, %v, want %s", n, part, got, err, want)
			}
		}
	}
}

func TestJoinTreeHashesRefuses(t *testing.T) {
	for _, parts := range [][]string{nil, {""}, {"xyz"}, {strings.Repeat("a", 63)}, {strings.Repeat("a", 64), strings.Repeat("g", 64)}} {
		hash, err := JoinTreeHashes(parts)
		refused(t, "parts", Token{}, err, "tree hash")
		if hash != "" {
			t.Errorf("got %s", hash)
		}
	}
}

func BenchmarkTreeHash(b *testing.B) {
	data := make([]byte, 16<<20)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		var h TreeHash
		h.Write(data)
		h.Sum()
	}
}
