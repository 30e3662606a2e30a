package site

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// sumsFile is the list of digests in the form that "sha256sum -c" reads.
const sumsFile = "SHA256SUMS"

// writeSums writes dist/SHA256SUMS over every other file in dist, sorted by name.
func writeSums(dist string) error {
	var b bytes.Buffer
	tree := os.DirFS(dist)
	err := fs.WalkDir(tree, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || name == sumsFile {
			return err
		}
		data, err := fs.ReadFile(tree, name)
		if err != nil {
			return err
		}
		fmt.Fprintf(&b, "%x  %s\n", sha256.Sum256(data), name)
		return nil
	})
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dist, sumsFile), b.Bytes(), 0o644)
}
