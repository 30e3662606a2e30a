package token

import (
	"encoding/hex"
	"hash"

	"countersign/sigv4/internal/sha256"
)

// TreeHashLeaf is the number of bytes under one leaf of a tree hash, 1 MiB.
const TreeHashLeaf = 1 << 20

// TreeHash computes the SHA-256 tree hash of Amazon S3 Glacier, the header x-amz-sha256-tree-hash of an
// upload, which is signed with the others (Amazon S3 Glacier Developer Guide, "Computing Checksums"): the
// data is hashed in leaves of 1 MiB, neighbours are joined and hashed, level by level, and a hash without
// a neighbour goes up as it is. It is no secret.
//
// Write to it. It keeps one hash for each level: at most 64, whatever is written. The zero TreeHash is
// ready.
type TreeHash struct {
	leaf   hash.Hash
	filled int // bytes in leaf
	levels tree
}

// tree holds, for each level, the hash of a full subtree that waits for its neighbour.
type tree struct {
	waiting [64][sha256.Size]byte
	present uint64 // bit n: level n waits
}

// Write takes the next bytes of the data. It never fails.
func (t *TreeHash) Write(p []byte) (int, error) {
	written := len(p)
	for len(p) > 0 {
		if t.leaf == nil {
			t.leaf = sha256.New()
		}
		if t.filled == TreeHashLeaf {
			t.levels.add([sha256.Size]byte(t.leaf.Sum(nil)))
			t.leaf.Reset()
			t.filled = 0
		}
		n := min(len(p), TreeHashLeaf-t.filled)
		t.leaf.Write(p[:n])
		t.filled += n
		p = p[n:]
	}
	return written, nil
}

// Sum gives the tree hash, in 64 hex digits, of what was written so far; more may follow. That of no data
// is the SHA-256 of no data.
func (t *TreeHash) Sum() string {
	levels := t.levels
	if t.leaf == nil {
		levels.add(sha256.Sum256(nil))
	} else {
		levels.add([sha256.Size]byte(t.leaf.Sum(nil)))
	}
	root := levels.root()
	return hex.EncodeToString(root[:])
}

// JoinTreeHashes gives the tree hash of an archive from those of its parts, 64 hex digits each, as the
// last request of a multipart upload wants it. Every part but the last must have the same size, 1 MiB
// times a power of two, which Glacier asks for (same source, "Computing Checksums"). The error is of type
// *sigv4.Error.
func JoinTreeHashes(parts []string) (string, error) {
	if len(parts) == 0 {
		return "", refuse("tree hash", "", -1, "there are no parts")
	}
	var levels tree
	for _, part := range parts {
		b, err := hex.DecodeString(part)
		if err != nil || len(b) != sha256.Size {
			return "", refuse("tree hash", part, -1, "it is 64 hex digits")
		}
		levels.add([sha256.Size]byte(b))
	}
	root := levels.root()
	return hex.EncodeToString(root[:]), nil
}

// add takes the next leaf: it joins its left neighbours as far as they wait, as a carry goes through the
// ones of a binary number.
func (t *tree) add(h [sha256.Size]byte) {
	level := 0
	for ; level < len(t.waiting)-1 && t.present>>level&1 == 1; level++ {
		h = join(t.waiting[level], h)
		t.present &^= 1 << level
	}
	t.waiting[level] = h
	t.present |= 1 << level
}

// root joins what waits, from the right.
func (t *tree) root() (root [sha256.Size]byte) {
	first := true
	for level, h := range t.waiting {
		switch {
		case t.present>>level&1 == 0:
		case first:
			root, first = h, false
		default:
			root = join(h, root)
		}
	}
	return root
}

func join(left, right [sha256.Size]byte) [sha256.Size]byte {
	var both [2 * sha256.Size]byte
	copy(both[:], left[:])
	copy(both[sha256.Size:], right[:])
	return sha256.Sum256(both[:])
}
