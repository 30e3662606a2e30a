package site

import (
	"fmt"
	"strings"

	"countersign/app/view"
	"countersign/sigv4"
)

// fillDerivation shows one value of the derivation of an example request, its parts in their hues.
func fillDerivation(args string) ([]view.Node, error) {
	a, err := arguments(args, "example", "show")
	if err != nil {
		return nil, err
	}
	e, d, err := deriveExample(a["example"])
	if err != nil {
		return nil, err
	}
	var shown, legend []view.Node
	switch a["show"] {
	case "request":
		shown = plain(strings.TrimRight(rawRequest(e.request), "\n"))
	case "signed-request":
		shown = drawSigned(d)
	case "canonical-request":
		shown = drawCanonicalRequest(d)
		legend = drawLegend("method", "canonical URI", "canonical query string", "canonical headers", "signed headers", "payload hash")
	case "canonical-uri":
		shown = part("path", d.CanonicalURI.String)
	case "canonical-query":
		shown = part("query", d.CanonicalQuery.String)
	case "canonical-headers":
		shown = part("headers", strings.TrimSuffix(d.CanonicalHeaders.String, "\n"))
	case "signed-headers":
		shown = part("headers", d.SignedHeaders.String)
	case "payload-hash":
		shown = part("payload", d.PayloadHash.String)
	case "string-to-sign":
		shown, err = drawStringToSign(d)
		legend = drawLegend("algorithm", "time", "credential scope", "hash of the canonical request")
	case "credential-scope":
		shown = part("scope", scopeOf(e.signing))
	case "signing-key":
		shown, err = drawSigningKey(e.signing, d)
	case "signature":
		shown = part("signature", d.Signature)
	case "authorization":
		shown = plain(d.Authorization)
	default:
		err = fmt.Errorf("a derivation has no %q to show", a["show"])
	}
	if err != nil {
		return nil, err
	}
	figure := view.Node{Tag: "figure", Class: "step", Children: []view.Node{code(shown...)}}
	if legend != nil {
		figure.Children = append(figure.Children, view.Node{Tag: "figcaption", Children: legend})
	}
	return []view.Node{figure}, nil
}

// drawLegend names the lines of a text from top to bottom, each in its hue.
func drawLegend(names ...string) []view.Node {
	hues := map[string]string{"method": "method", "canonical URI": "path", "canonical query string": "query",
		"canonical headers": "headers", "signed headers": "headers", "payload hash": "payload",
		"time": "time", "credential scope": "scope"}
	nodes := plain("From the top: ")
	for i, name := range names {
		if i > 0 {
			nodes = append(nodes, plain(", ")...)
		}
		if hue, ok := hues[name]; ok {
			nodes = append(nodes, part(hue, name)...)
		} else {
			nodes = append(nodes, plain(name)...)
		}
	}
	return nodes
}

func plain(s string) []view.Node { return []view.Node{{Text: s}} }

// part draws a part of a signature in its hue.
func part(name, s string) []view.Node {
	return []view.Node{{Tag: "span", Class: "part-" + name, Text: s}}
}

// drawCanonicalRequest draws the six parts with the newlines between them.
func drawCanonicalRequest(d sigv4.Derivation) []view.Node {
	var nodes []view.Node
	for i, p := range [][2]string{
		{"method", d.Request.Method},
		{"path", d.CanonicalURI.String},
		{"query", d.CanonicalQuery.String},
		{"headers", d.CanonicalHeaders.String},
		{"headers", d.SignedHeaders.String},
		{"payload", d.PayloadHash.String},
	} {
		if i > 0 {
			nodes = append(nodes, view.Node{Text: "\n"})
		}
		nodes = append(nodes, part(p[0], p[1])...)
	}
	return nodes
}

// drawStringToSign draws the four lines: algorithm, time, scope, hash.
func drawStringToSign(d sigv4.Derivation) ([]view.Node, error) {
	lines := strings.Split(d.StringToSign.String, "\n")
	if len(lines) != 4 {
		return nil, fmt.Errorf("the string to sign has %d lines", len(lines))
	}
	nodes := plain(lines[0] + "\n")
	nodes = append(nodes, part("time", lines[1]+"\n")...)
	nodes = append(nodes, part("scope", lines[2]+"\n")...)
	return append(nodes, plain(lines[3])...), nil
}

// drawSigned draws the request as it is sent, with what depends on the time in its hue.
func drawSigned(d sigv4.Derivation) []view.Node {
	stamp := strings.Split(d.StringToSign.String, "\n")[1]
	return hued(strings.TrimRight(rawRequest(d.Signed), "\n"), map[string]string{stamp: "time", d.Signature: "signature"})
}

// hued draws text with the first occurrence of each key of hues in the hue that it names.
func hued(text string, hues map[string]string) []view.Node {
	var nodes []view.Node
	for len(hues) > 0 {
		first, at := "", len(text)
		for key := range hues {
			if i := strings.Index(text, key); i >= 0 && i < at {
				first, at = key, i
			}
		}
		if first == "" {
			break
		}
		nodes = append(append(nodes, plain(text[:at])...), part(hues[first], first)...)
		delete(hues, first)
		text = text[at+len(first):]
	}
	return append(nodes, plain(text)...)
}

func scopeOf(s sigv4.Signing) string {
	return strings.Join([]string{s.Time.UTC().Format("20060102"), s.Region, s.Service, "aws4_request"}, "/")
}
