package site

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"

	"github.com/andybalholm/brotli"
)

// wasmLimit is the most that app.wasm may weigh on the way to the reader, in bytes of brotli.
const wasmLimit = 1_250_000

// fixedTime is the time of every file in the bundle, the earliest that a zip can name.
var fixedTime = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

// joinedScripts are the scripts that are put together from parts in web/, in the order given.
var joinedScripts = []struct {
	name  string
	parts []string
}{
	{"host.js", []string{"trusted.js", "window.js", "module.js", "job.js", "island.js", "lock.js", "host.js"}},
	{"egress.js", []string{"trusted.js", "lock.js", "egress.js"}},
	{"selftest.js", []string{"trusted.js", "window.js", "module.js", "selftest.js"}},
}

// plainScripts are the scripts that are used as they lie in web/.
var plainScripts = []string{"start.js", "loader.js", "search.js", "widget.js"}

// Deliver builds all deliveries under dist, from the tree at root (the folder of go.mod): site/,
// the offline bundle, the single file and SHA256SUMS, the last three in site/download/ too. c.Out and c.Web are set here. Sizes go to log.
func Deliver(root, dist string, c Config, log io.Writer) error {
	c.Out, c.Web = filepath.Join(dist, "site"), filepath.Join(root, "web")
	var err error
	if c.Licences, err = Licences(root); err != nil {
		return fmt.Errorf("licences: %w", err)
	}
	if err := os.RemoveAll(c.Out); err != nil {
		return err
	}
	if err := Build(c); err != nil {
		return err
	}
	wasm, err := BuildWasm(root)
	if err != nil {
		return err
	}
	if err := writeAssets(root, c, wasm, log); err != nil {
		return err
	}
	single, err := singleFile(c)
	if err != nil {
		return fmt.Errorf("single file: %w", err)
	}
	if err := os.WriteFile(filepath.Join(dist, "countersign.html"), single, 0o644); err != nil {
		return err
	}
	bundle, err := offlineBundle(os.DirFS(c.Out))
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(dist, "countersign-offline.zip"), bundle, 0o644); err != nil {
		return err
	}
	if err := writeSums(dist); err != nil {
		return err
	}
	return publishDownloads(dist, c.Out)
}

// writeAssets adds to the site what the workbench runs on: the module in its forms, and the scripts.
func writeAssets(root string, c Config, wasm []byte, log io.Writer) error {
	packed, small := gzipped(wasm), brotlied(wasm)
	fmt.Fprintf(log, "app.wasm: %d bytes raw, %d gzip, %d brotli (limit %d)\n", len(wasm), len(packed), len(small), wasmLimit)
	if len(small) > wasmLimit {
		return fmt.Errorf("app.wasm is %d bytes in brotli, more than the %d it may be", len(small), wasmLimit)
	}
	runtime, err := runtimeJS(root)
	if err != nil {
		return err
	}
	assets := map[string][]byte{
		"app.wasm":    wasm,
		"app.wasm.gz": packed,
		"app.wasm.br": small,
		"wasm.js":     []byte(`window.countersignWasm = "` + base64.StdEncoding.EncodeToString(packed) + "\";\n"),
		"runtime.js":  runtime,
	}
	for _, script := range joinedScripts {
		if assets[script.name], err = joined(c.Web, script.parts); err != nil {
			return err
		}
	}
	for _, name := range plainScripts {
		if assets[name], err = os.ReadFile(filepath.Join(c.Web, name)); err != nil {
			return err
		}
	}
	for name, data := range assets {
		if err := os.WriteFile(filepath.Join(c.Out, name), data, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// joined puts parts into one script with a scope of its own.
func joined(web string, parts []string) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString("(() => {\n\"use strict\";\n\n")
	for _, name := range parts {
		source, err := os.ReadFile(filepath.Join(web, name))
		if err != nil {
			return nil, err
		}
		b.Write(source)
		b.WriteByte('\n')
	}
	b.WriteString("})();\n")
	return b.Bytes(), nil
}

// offlineBundle packs the site for file: addresses, where only the inlined module can load and no
// host answers for missing pages. Names are sorted and times fixed, so that the same site gives the same bytes.
func offlineBundle(site fs.FS) ([]byte, error) {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	err := fs.WalkDir(site, ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() && name == downloadDir {
			return fs.SkipDir
		}
		if err != nil || d.IsDir() || strings.HasPrefix(name, "app.wasm") || name == "loader.js" || name == missingPage {
			return err
		}
		data, err := fs.ReadFile(site, name)
		if err != nil {
			return err
		}
		f, err := w.CreateHeader(&zip.FileHeader{
			Name:     "countersign/" + name,
			Method:   zip.Deflate,
			Modified: fixedTime,
		})
		if err != nil {
			return err
		}
		if path.Ext(name) == ".html" {
			data = onlineOnly.ReplaceAll(data, nil)
		}
		_, err = f.Write(data)
		return err
	})
	if err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

func gzipped(data []byte) []byte {
	var b bytes.Buffer
	w, _ := gzip.NewWriterLevel(&b, gzip.BestCompression) // the level is a valid one
	w.Write(data)
	w.Close()
	return b.Bytes()
}

func brotlied(data []byte) []byte {
	var b bytes.Buffer
	// 24: the window spans the module, and every browser has room for it.
	w := brotli.NewWriterOptions(&b, brotli.WriterOptions{Quality: brotli.BestCompression, LGWin: 24})
	w.Write(data)
	w.Close()
	return b.Bytes()
}
