package inject

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// rewrite signs another value of a header than the one that is sent, as when something on the way
// rewrites it. The header is one that is signed, and not repeated.
func rewrite(id, name, causes string, value func(r *Request, sent string) string) Mistake {
	return mistake(id, "header "+name, causes, theHeaders, func(d *draft) {
		at, count := 0, 0
		for i, f := range d.headers {
			if strings.EqualFold(f.sent, name) {
				at, count = i, count+1
			}
		}
		if count == 1 {
			d.headers[at].raw = value(d.r, d.headers[at].raw)
		}
	})
}

// hostMistakes sign another Host.
func hostMistakes() []Mistake {
	var all []Mistake
	add := func(id, causes string, host func(r *Request, name, port string) string) {
		all = append(all, rewrite("host-"+id, "host", causes, func(r *Request, sent string) string {
			name, port, _ := strings.Cut(sent, ":")
			return host(r, name, port)
		}))
	}
	const port, differs = "host-port-mismatch", "host-differs host-rewritten-by-proxy redirect-replayed"
	withPort := func(add string) func(*Request, string, string) string {
		return func(_ *Request, name, port string) string {
			if port == "" {
				port = add
			}
			return name + ":" + port
		}
	}
	add("with-443", port, withPort("443"))
	add("with-80", port, withPort("80"))
	add("without-port", port, func(_ *Request, name, _ string) string { return name })
	add("lower", differs, func(_ *Request, name, port string) string { return strings.ToLower(joinPort(name, port)) })
	add("forwarded", differs, func(r *Request, name, port string) string {
		if forwarded := r.headerValue("X-Forwarded-Host"); forwarded != "" {
			return forwarded
		}
		return joinPort(name, port)
	})
	add("regional-endpoint", differs, func(r *Request, _, _ string) string { return r.Service + "." + r.Region + ".amazonaws.com" })
	add("global-endpoint", differs, func(r *Request, _, _ string) string { return r.Service + ".amazonaws.com" })
	add("localhost", differs, func(_ *Request, _, port string) string { return joinPort("localhost", port) })
	return all
}

func joinPort(name, port string) string {
	if port == "" {
		return name
	}
	return name + ":" + port
}

// rewrittenMistakes sign other values of the headers that clients, proxies and CDNs are known to rewrite.
func rewrittenMistakes() []Mistake {
	const causes = "signed-header-changed"
	var all []Mistake
	add := func(id, name string, value func(sent string) string) {
		all = append(all, rewrite(id, name, causes, func(_ *Request, sent string) string { return value(sent) }))
	}
	for _, m := range []struct{ id, name, value string }{
		{"accept-encoding-gzip", "accept-encoding", "gzip"},
		{"accept-encoding-identity", "accept-encoding", "identity"},
		{"accept-encoding-browser", "accept-encoding", "gzip, deflate, br"},
		{"connection-close", "connection", "close"},
		{"connection-keep-alive", "connection", "keep-alive"},
		{"user-agent-go", "user-agent", "Go-http-client/1.1"},
		{"user-agent-cloudfront", "user-agent", "Amazon CloudFront"},
		{"content-type-form", "content-type", "application/x-www-form-urlencoded"},
	} {
		add(m.id, m.name, func(string) string { return m.value })
	}
	// An empty line is what a header leaves that was not there yet when the request was signed.
	for _, name := range []string{"user-agent", "content-type"} {
		all = append(all, rewrite(name+"-empty", name, causes+" signed-header-missing", func(*Request, string) string { return "" }))
	}
	for _, m := range []struct{ id, charset string }{
		{"charset-added", "; charset=utf-8"}, {"charset-upper-added", "; charset=UTF-8"}, {"charset-tight-added", ";charset=UTF-8"},
	} {
		add("content-type-"+m.id, "content-type", func(sent string) string {
			if strings.Contains(sent, "charset") {
				return sent
			}
			return sent + m.charset
		})
	}
	add("content-type-charset-removed", "content-type", func(sent string) string {
		kind, _, _ := strings.Cut(sent, ";")
		return kind
	})
	add("x-forwarded-for-first", "x-forwarded-for", func(sent string) string {
		first, _, _ := strings.Cut(sent, ",")
		return first
	})
	add("x-forwarded-proto", "x-forwarded-proto", func(sent string) string {
		return map[string]string{"http": "https", "https": "http"}[sent]
	})
	add("x-forwarded-port", "x-forwarded-port", func(sent string) string { return map[string]string{"80": "443", "443": "80"}[sent] })
	return append(all, rewrite("content-length-in-characters", "content-length", "content-length-wrong", func(r *Request, _ string) string {
		return strconv.Itoa(utf8.RuneCount(r.Body))
	}))
}
