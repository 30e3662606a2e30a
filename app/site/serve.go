package site

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"net/http"
	"path"
	"strings"
	"time"
)

// loaderPolicy is the policy of the loader worker's response, which alone may fetch.
const loaderPolicy = "default-src 'none'; script-src 'wasm-unsafe-eval'; connect-src 'self'"

// contentTypes are named here because a machine's own table may lack or change them.
var contentTypes = map[string]string{
	".css":  "text/css; charset=utf-8",
	".html": "text/html; charset=utf-8",
	".js":   "text/javascript; charset=utf-8",
	".json": "application/json",
	".svg":  "image/svg+xml",
	".txt":  "text/plain; charset=utf-8",
	".wasm": "application/wasm",
	".xml":  "application/xml",
	".zip":  "application/zip",
	"":      "text/plain; charset=utf-8", // SHA256SUMS
}

// Handler serves a built site with the headers that a good host sends. Files are read at each
// request, so that a rebuilt site is served at once.
func Handler(site fs.FS) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			w.Header().Set("Allow", "GET, HEAD")
			http.Error(w, "only GET and HEAD", http.StatusMethodNotAllowed)
			return
		}
		name := strings.TrimPrefix(path.Clean(r.URL.Path), "/")
		if name == "" || strings.HasSuffix(r.URL.Path, "/") {
			name = path.Join(name, "index.html")
		}
		if info, err := fs.Stat(site, name); err == nil && info.IsDir() {
			http.Redirect(w, r, "/"+name+"/", http.StatusMovedPermanently)
			return
		}
		data, err := fs.ReadFile(site, name)
		if err != nil {
			serveMissing(w, site)
			return
		}
		setHeaders(w.Header(), name)
		if packed, coding := precompressed(site, name, r.Header.Get("Accept-Encoding")); coding != "" {
			w.Header().Set("Content-Encoding", coding)
			data = packed
		}
		w.Header().Set("ETag", fmt.Sprintf(`"%.16x"`, sha256.Sum256(data)))
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(data))
	})
}

func serveMissing(w http.ResponseWriter, site fs.FS) {
	page, err := fs.ReadFile(site, missingPage)
	if err != nil {
		http.Error(w, missingPage+" is missing from the site", http.StatusInternalServerError)
		return
	}
	setHeaders(w.Header(), missingPage)
	w.WriteHeader(http.StatusNotFound)
	w.Write(page)
}

// setHeaders says what a file is and what a browser may do with it. Only the widget's page may be
// framed. Pages also carry their own policy in a meta element; both apply.
func setHeaders(h http.Header, name string) {
	h.Set("Content-Type", contentTypes[path.Ext(name)])
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()")
	h.Set("Cache-Control", "no-cache")
	switch {
	case name == "loader.js":
		h.Set("Content-Security-Policy", loaderPolicy)
	case name == "embed.html":
		h.Set("Content-Security-Policy", WorkbenchPolicy)
	case name == missingPage: // its own policy names the digest of its style
		h.Set("Content-Security-Policy", "frame-ancestors 'none'")
	default:
		h.Set("Content-Security-Policy", WorkbenchPolicy+"; frame-ancestors 'none'")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
	}
	if path.Dir(name) == downloadDir {
		h.Set("Content-Disposition", "attachment")
	}
	if name == "app.wasm" {
		h.Set("Vary", "Accept-Encoding")
	}
}

// precompressed returns the stored form of app.wasm that the reader's browser accepts, best first,
// and its content coding; "" when there is none.
func precompressed(site fs.FS, name, accepted string) (data []byte, coding string) {
	if name != "app.wasm" {
		return nil, ""
	}
	for _, c := range []struct{ coding, ext string }{{"br", ".br"}, {"gzip", ".gz"}} {
		if !accepts(accepted, c.coding) {
			continue
		}
		if data, err := fs.ReadFile(site, name+c.ext); err == nil {
			return data, c.coding
		}
	}
	return nil, ""
}

// accepts tells whether an Accept-Encoding header names the coding and does not refuse it.
func accepts(header, coding string) bool {
	for _, part := range strings.Split(header, ",") {
		name, quality, _ := strings.Cut(strings.TrimSpace(part), ";")
		if strings.EqualFold(strings.TrimSpace(name), coding) {
			q := strings.ReplaceAll(quality, " ", "")
			return q != "q=0" && q != "q=0.0" && q != "q=0.00" && q != "q=0.000"
		}
	}
	return false
}
