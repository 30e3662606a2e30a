package e2e

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/chromedp"
)

// proxy is a forward proxy that writes down every request of a browser, whichever page or worker
// makes it, and lets through only those to one origin.
type proxy struct {
	origin string
	server *httptest.Server

	mu   sync.Mutex
	seen []string // method, address and body
}

func startProxy(t *testing.T, origin string) *proxy {
	t.Helper()
	p := &proxy{origin: origin}
	p.server = httptest.NewServer(p)
	t.Cleanup(p.server.Close)
	return p
}

// ownServices stands for the addresses at which Chromium asks after itself.
const ownServices = "http://chromium.invalid/"

// flags send all of a browser's traffic through the proxy, that to loopback included. What Chromium
// does on its own account is turned off or sent to ownServices, so that the rest is the page's.
func (p *proxy) flags() []chromedp.ExecAllocatorOption {
	return []chromedp.ExecAllocatorOption{
		chromedp.ProxyServer(p.server.URL),
		chromedp.Flag("proxy-bypass-list", "<-loopback>"),
		chromedp.Flag("disable-features", "AutofillServerCommunication,NetworkTimeServiceQuerying,OptimizationHints,MediaRouter"),
		chromedp.Flag("disable-client-side-phishing-detection", true),
		chromedp.Flag("disable-default-apps", true),
		chromedp.Flag("disable-domain-reliability", true),
		chromedp.Flag("disable-extensions", true),
		chromedp.Flag("gaia-url", ownServices),
		chromedp.Flag("component-updater", "url-source="+ownServices),
		chromedp.Flag("variations-server-url", ownServices),
	}
}

func (p *proxy) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	address := r.URL.String()
	if r.Method == http.MethodConnect {
		address = r.Host
	}
	if strings.HasPrefix(address, ownServices) {
		http.Error(w, "not let through", http.StatusForbidden)
		return
	}
	p.mu.Lock()
	p.seen = append(p.seen, strings.TrimSpace(fmt.Sprintf("%s %s %s", r.Method, address, body)))
	p.mu.Unlock()
	if !strings.HasPrefix(address, p.origin+"/") {
		http.Error(w, "not let through", http.StatusForbidden)
		return
	}
	request, err := http.NewRequestWithContext(r.Context(), r.Method, address, strings.NewReader(string(body)))
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	request.Header = r.Header.Clone()
	response, err := http.DefaultTransport.RoundTrip(request)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	defer response.Body.Close()
	for name, values := range response.Header {
		w.Header()[name] = values
	}
	w.WriteHeader(response.StatusCode)
	_, _ = io.Copy(w, response.Body) // a browser that hangs up has what it wanted
}

// requests lists what was seen so far.
func (p *proxy) requests() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]string(nil), p.seen...)
}
