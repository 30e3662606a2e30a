package diagnose

import (
	"slices"
	"strings"

	"countersign/sigv4"
)

// Suspect is who is known to change requests in a way that fits a change. That it fits proves nothing.
type Suspect struct {
	Who    string // "nginx", "an HTTP client"
	Does   string // goes on from Who: "sends the name in proxy_pass as Host, unless it is told otherwise"
	Code   string // what makes it leave the value alone, ready to copy, "" for none
	Named  string // what in the paste names it: "Server: nginx/1.22.1", "" for nothing
	Source string // address
}

// habit is a row of the tables of suspects.
type habit struct {
	what string // of Change.What: a kind of thing, and names of which one has to fit, all where there is none; a * at the end of one stands for anything
	when string // shapes of a change that it fits, "" for all
	Suspect
}

// fits reports whether a habit explains a change of what with one of the shapes.
func (h habit) fits(what string, shapes []string) bool {
	kind, names, _ := strings.Cut(h.what, " ")
	of, name, _ := strings.Cut(what, " ")
	return kind == of && (names == "" || someWord(names, func(w string) bool {
		prefix, any := strings.CutSuffix(w, "*")
		return w == name || any && strings.HasPrefix(name, prefix)
	})) && (h.when == "" || someWord(h.when, func(w string) bool { return slices.Contains(shapes, w) }))
}

// someWord reports whether ok holds for a word of a list.
func someWord(list string, ok func(string) bool) bool {
	return slices.ContainsFunc(strings.Fields(list), ok)
}

// maxSuspects bounds how many are named for a change.
const maxSuspects = 3

// suspects are those whose habits fit a change: those that the paste names, else the more frequent ones.
func (b *bench) suspects(what string, shapes []string) []Suspect {
	var named, others []Suspect
	for _, h := range habits() {
		if !h.fits(what, shapes) || slices.ContainsFunc(append(named, others...), func(s Suspect) bool { return s.Who == h.Who }) {
			continue
		}
		s := h.Suspect
		if s.Named = b.names(s.Who); s.Named != "" {
			named = append(named, s)
		} else {
			others = append(others, s)
		}
	}
	if len(named) == 0 {
		named = others
	}
	return named[:min(len(named), maxSuspects)]
}

// names finds the header by which an answer, or a request that passed it, names a proxy.
func (b *bench) names(who string) string {
	var headers []sigv4.Header
	if b.response != nil {
		headers = b.response.Headers
	}
	if b.arrived != nil {
		headers = append(headers[:len(headers):len(headers)], b.arrived.Headers...)
	}
	for _, t := range traces() {
		if t.who != who {
			continue
		}
		for _, h := range headers {
			if strings.EqualFold(h.Name, t.header) && strings.Contains(strings.ToLower(h.Value), t.holds) {
				return h.Name + ": " + h.Value
			}
		}
	}
	return ""
}

// trace is a header that somebody on the way leaves.
type trace struct{ who, header, holds string }

func traces() []trace {
	return []trace{
		{"nginx", "server", "nginx"},
		{"Apache httpd", "server", "apache"},
		{"CloudFront", "x-amz-cf-id", ""},
		{"CloudFront", "via", "cloudfront"},
		{"Cloudflare", "cf-ray", ""},
		{"Application Load Balancer", "server", "awselb"},
		{"Envoy or Istio", "server", "envoy"},
		{"Envoy or Istio", "x-envoy-expected-rq-timeout-ms", ""},
		{"Kong", "via", "kong"},
		{"Varnish", "via", "varnish"},
		{"Fastly", "x-served-by", "cache-"},
	}
}

// habitFixes are the settings that keep something as it is, from the habits that fit.
func habitFixes(do, what string, shapes ...string) []Fix {
	var out []Fix
	for _, h := range habits() {
		if h.Code != "" && h.fits(what, shapes) {
			out = append(out, Fix{Do: do, On: h.Who, Detail: "It " + h.Does + ".", Code: h.Code})
		}
	}
	return out
}

// changedBy says who is known to change a header, "" where nobody is.
func changedBy(name string) string {
	var who []string
	for _, h := range habits() {
		if name != "host" && h.what != anyHeader && h.fits("header "+name, []string{"changed"}) && len(who) < 2 {
			who = append(who, h.Who+" "+h.Does)
		}
	}
	if len(who) == 0 {
		return ""
	}
	return " Known for it: " + strings.Join(who, "; ") + "."
}
