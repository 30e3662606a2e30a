package site

import (
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
)

func get(t *testing.T, path string, header ...string) *http.Response {
	t.Helper()
	dir, _ := prepared(t)
	r := httptest.NewRequest("GET", path, nil)
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	Handler(os.DirFS(dir)).ServeHTTP(w, r)
	return w.Result()
}

func TestServeHeaders(t *testing.T) {
	for _, c := range []struct {
		path, header, want string
		status             int
	}{
		{"/", "Content-Type", "text/html; charset=utf-8", 200},
		{"/index.html", "Content-Security-Policy", WorkbenchPolicy + "; frame-ancestors 'none'", 200},
		{"/guides/", "Referrer-Policy", "no-referrer", 200},
		{"/guides/signature-expired.html", "X-Content-Type-Options", "nosniff", 200},
		{"/embed.html", "Content-Security-Policy", WorkbenchPolicy, 200},
		{"/embed.html", "Cross-Origin-Opener-Policy", "", 200},
		{"/index.html", "Cross-Origin-Opener-Policy", "same-origin", 200},
		{"/loader.js", "Content-Security-Policy", "default-src 'none'; script-src 'wasm-unsafe-eval'; connect-src 'self'", 200},
		{"/app.wasm", "Content-Type", "application/wasm", 200},
		{"/app.wasm", "Content-Encoding", "", 200},
		{"/guides/nothing.html", "Content-Security-Policy", "frame-ancestors 'none'", 404},
		{"/download/countersign.html", "Content-Disposition", "attachment", 200},
		{"/download/SHA256SUMS", "Content-Type", "text/plain; charset=utf-8", 200},
		{"/nothing.html", "Content-Type", "text/html; charset=utf-8", 404},
		{"/../../../etc/passwd", "Content-Type", "text/html; charset=utf-8", 404},
		{"/guides", "Location", "/guides/", 301},
		{"//guides", "Location", "/guides/", 301},
		{"/guides/nothing/", "Content-Type", "text/html; charset=utf-8", 404},
	} {
		got := get(t, c.path)
		if got.StatusCode != c.status || got.Header.Get(c.header) != c.want {
			t.Errorf("%s: status %d, %s: %q; want %d, %q", c.path, got.StatusCode, c.header, got.Header.Get(c.header), c.status, c.want)
		}
	}
}

func TestServeEveryFileHasAType(t *testing.T) {
	dir, _ := prepared(t)
	for _, name := range walk(t, os.DirFS(dir)) {
		if strings.HasPrefix(name, "app.wasm.") {
			continue // served in place of app.wasm
		}
		w := httptest.NewRecorder()
		Handler(os.DirFS(dir)).ServeHTTP(w, httptest.NewRequest("GET", "/"+name, nil))
		if w.Code != 200 || w.Header().Get("Content-Type") == "" {
			t.Errorf("%s: status %d, type %q", name, w.Code, w.Header().Get("Content-Type"))
		}
	}
}

func TestServePrecompressedModule(t *testing.T) {
	for accepted, want := range map[string]string{
		"gzip, deflate, br, zstd": "br",
		"gzip":                    "gzip",
		"br;q=0, gzip;q=0.5":      "gzip",
		"identity":                "",
		"":                        "",
	} {
		got := get(t, "/app.wasm", "Accept-Encoding", accepted)
		if got.Header.Get("Content-Encoding") != want || got.Header.Get("Vary") != "Accept-Encoding" {
			t.Errorf("Accept-Encoding %q: coding %q, vary %q, want %q", accepted, got.Header.Get("Content-Encoding"), got.Header.Get("Vary"), want)
		}
	}
	if got := get(t, "/index.html", "Accept-Encoding", "br"); got.Header.Get("Content-Encoding") != "" {
		t.Error("a page came with a content coding")
	}
}

func TestServeRevalidates(t *testing.T) {
	tag := get(t, "/index.html").Header.Get("ETag")
	if tag == "" {
		t.Fatal("no ETag")
	}
	if got := get(t, "/index.html", "If-None-Match", tag); got.StatusCode != http.StatusNotModified {
		t.Errorf("status %d for an unchanged page", got.StatusCode)
	}
	if got := get(t, "/embed.html", "If-None-Match", tag); got.StatusCode != http.StatusOK {
		t.Errorf("status %d for another page", got.StatusCode)
	}
}

func TestServeRefusesToChangeAnything(t *testing.T) {
	w := httptest.NewRecorder()
	Handler(os.DirFS(t.TempDir())).ServeHTTP(w, httptest.NewRequest("POST", "/", strings.NewReader("x")))
	if w.Code != http.StatusMethodNotAllowed || w.Header().Get("Allow") != "GET, HEAD" {
		t.Errorf("POST: status %d, Allow %q", w.Code, w.Header().Get("Allow"))
	}
}
