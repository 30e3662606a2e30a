package view

import (
	"strconv"
	"strings"
	"time"

	"countersign/sigv4"
)

// signDrawing draws the steps of one signature.
type signDrawing struct {
	pieces
	in       signing
	d        sigv4.Derivation
	revealed bool
	now      time.Time
	copies   []string
}

func (w *signDrawing) steps() []Node {
	nodes := []Node{
		w.step(givenText, "Request", "what you put in, before anything is added", "", w.given()...),
		w.step(canonicalText, "Canonical request", "", w.d.CanonicalRequest.String, w.canonical()...),
		w.step(toSignText, "String to sign", "", w.d.StringToSign.String, w.toSign()...),
		w.step(keyText, "Signing key", "", "", w.keys()...),
		w.step(signatureText, "Signature", "", w.d.Signature, w.signature()...),
	}
	if w.d.Signature == "" {
		return []Node{el("ol", "steps", nodes...)}
	}
	title := "Signed request"
	how := "the Authorization header carries the signature"
	if w.in.settings.Carrier == sigv4.QueryCarrier {
		how = "the URL carries the signature"
	}
	nodes = append(nodes, w.step(signedText, title, how, w.d.Authorization, w.signed()...))
	return []Node{w.exports(), el("ol", "steps", nodes...)}
}

// step draws a step with its number. copied, where there is any, is what its button copies.
func (w *signDrawing) step(in signText, title, how, copied string, body ...Node) Node {
	head := []Node{text(title)}
	if how != "" {
		head = append(head, el("span", "why", text(" – "+how)))
	}
	top := el("h3", "", head...)
	if copied != "" {
		words := "Copy"
		if in == signedText {
			words = "Copy the header’s value"
		}
		top = el("div", "step-head", top, w.copyButton(words, title, copied))
	}
	return el("li", "", el("span", "n", text(strconv.Itoa(int(in)+1))).with("aria-hidden", "true"),
		el("div", "", append([]Node{top}, body...)...))
}

func (w *signDrawing) copyButton(words, what, copied string) Node {
	w.copies = append(w.copies, copied)
	b := button("copy", ActCopy, strconv.Itoa(len(w.copies)-1), text(words))
	return b.with("aria-label", words+": "+strings.ToLower(what))
}

// explained is one line of a text, with the sentence that says why it is there.
func explained(why string, code ...Node) Node {
	return el("div", "explained", el("code", "", code...), paragraph("why", why))
}

// given draws the request as the reader gave it.
func (w *signDrawing) given() []Node {
	w.begin(givenText)
	r := w.in.request
	w.guide = "#method"
	first := []Node{w.plainPiece(r.Method, "method", origin{from: sigv4.Source{Part: sigv4.MethodPart}}), text(" ")}
	first = append(first, w.target(r.Target)...)
	nodes := []Node{el("code", "row-line", first...)}
	for i, h := range r.Headers {
		nodes = append(nodes, w.givenHeader(i, h))
	}
	if len(r.Body) > 0 {
		w.guide = "#payload-hash"
		nodes = append(nodes, el("code", "row-line", w.plainPiece(string(r.Body), "payload", origin{from: sigv4.Source{Part: sigv4.PayloadPart}})))
	}
	return []Node{el("div", "lines", nodes...)}
}

func (w *signDrawing) givenHeader(i int, h sigv4.Header) Node {
	w.guide = headerGuide(h.Name)
	value := strings.TrimSpace(h.Value)
	if strings.EqualFold(h.Name, tokenName) && value != "" {
		value = mask
	}
	start := len(h.Value) - len(strings.TrimLeft(h.Value, " \t"))
	return el("code", "row-line",
		w.plainPiece(h.Name, "headers", origin{from: sigv4.Source{Part: sigv4.HeaderName, Index: i}}), text(": "),
		w.plainPiece(value, "headers", origin{from: sigv4.Source{Part: sigv4.HeaderValue, Index: i},
			bytes: spanOf(start, start+len(strings.TrimSpace(h.Value)))}))
}

func headerGuide(name string) string {
	switch strings.ToLower(name) {
	case "host":
		return "#host"
	case tokenName:
		return "#session-token"
	case "authorization":
		return "#authorization"
	case "x-amz-content-sha256":
		return "#payload-hash"
	}
	return "#canonical-headers"
}

// canonical draws the canonical request line by line.
func (w *signDrawing) canonical() []Node {
	w.begin(canonicalText)
	t := w.d.CanonicalRequest
	lines := newSource(t.String, secrets{})
	n := len(lines.starts)
	presigned := w.in.settings.Carrier == sigv4.QueryCarrier
	var nodes []Node
	for i := range n {
		here := lines.line(i)
		line := t.String[here.Start:here.End]
		part, why := "headers", ""
		switch name, _, _ := strings.Cut(line, ":"); i {
		case 0:
			part, why, w.guide = "method", whyMethod(), "#method"
		case 1:
			part, why, w.guide = "path", whyPath(w.in.settings.Rules, w.in.request.Target, line), "#canonical-uri"
		case 2:
			part, why, w.guide = "query", whyQuery(line, presigned), "#canonical-query-string"
		case n - 3:
			why = "Each header line ends with a line feed, and the headers with one more: hence an empty line."
		case n - 2:
			why, w.guide = whySignedHeaders(), "#signed-headers"
		case n - 1:
			part, why, w.guide = "payload", whyPayload(line, w.in), "#payload-hash"
		default:
			why, w.guide = whyHeader(name, w.in), headerGuide(name)
		}
		code := w.line(t, here, part, w.in.credentials.AccessKeyID)
		if line == "" {
			code = []Node{el("span", "empty", text("(empty)"))}
		}
		nodes = append(nodes, explained(why, code...))
	}
	return nodes
}

// toSign draws the string to sign line by line.
func (w *signDrawing) toSign() []Node {
	w.begin(toSignText)
	t := w.d.StringToSign
	lines := newSource(t.String, secrets{})
	var nodes []Node
	for i, part := range [4]string{"", "time", "scope", "payload"} {
		w.guide = [4]string{"#string-to-sign", "#string-to-sign", "#credential-scope", "#canonical-request"}[i]
		nodes = append(nodes, explained(whyToSign[i], w.line(t, lines.line(i), part, "")...))
	}
	return nodes
}
