package view

import (
	"strconv"
	"strings"
	"time"

	"countersign/sigv4"
	"countersign/sigv4/sigv4a"
)

// signDrawing draws the steps of one signature.
type signDrawing struct {
	pieces
	state  *SignState
	in     signing
	d      sigv4.Derivation
	pair   sigv4a.KeyPair // of SigV4A
	now    time.Time
	number int // of the last step
	copies []string

	scope   string // where the string to sign has none
	chunks  chunkedBody
	policy  signedPolicy
	events  []signedEvent
	token   signedToken
	encoded []byte // the body in its encoded form
}

// signRequest signs the request in its header or its query.
func (w *signDrawing) signRequest() error { return w.derive(w.in.request) }

// derive signs a request with the algorithm chosen.
func (w *signDrawing) derive(r sigv4.Request) (err error) {
	if w.in.settings.RegionSet == "" {
		w.d, err = sigv4.Derive(r, w.in.credentials, w.in.settings)
		return err
	}
	if !w.in.credentials.Key.IsZero() {
		if w.pair, err = sigv4a.DeriveKeyPair(w.in.credentials); err != nil {
			return err
		}
	}
	w.d, err = sigv4a.Derive(r, w.in.credentials, w.pair, w.in.settings)
	return err
}

// steps draws the steps of a signed request.
func (w *signDrawing) steps() []Node {
	nodes := w.upToSignature("Signature")
	if w.d.Signature == "" {
		return stepList(nodes)
	}
	how := "the Authorization header carries the signature"
	if w.in.settings.Carrier == sigv4.QueryCarrier {
		how = "the URL carries the signature"
	}
	nodes = append(nodes, w.step("Signed request", how, w.d.Authorization, w.signed()...))
	return append([]Node{w.exports()}, stepList(nodes)...)
}

// upToSignature draws the steps from the request to its signature.
func (w *signDrawing) upToSignature(signature string) []Node {
	w.seams = seamsOf(w.d.CanonicalURI, w.d.CanonicalQuery)
	return []Node{
		w.step("Request", "what you put in, before anything is added", "", w.given()...),
		w.step("Canonical request", "", w.d.CanonicalRequest.String, w.canonical()...),
		w.step("String to sign", "", w.d.StringToSign.String, w.toSign()...),
		w.step(w.keyTitle(), "", "", w.keys()...),
		w.step(signature, "", w.shownSignature(), w.signature()...),
	}
}

func stepList(steps []Node) []Node { return []Node{el("ol", "steps", steps...)} }

// step draws a step with its number. copied, where there is any, is what its button copies.
func (w *signDrawing) step(title, how, copied string, body ...Node) Node {
	w.number++
	head := []Node{text(title)}
	if how != "" {
		head = append(head, el("span", "why", text(" – "+how)))
	}
	top := el("h3", "", head...)
	if copied != "" {
		words := "Copy"
		if copied == w.d.Authorization {
			words = "Copy the header’s value"
		}
		top = el("div", "step-head", top, w.copyButton(words, title, copied))
	}
	return el("li", "", el("span", "n", text(strconv.Itoa(w.number))).with("aria-hidden", "true"),
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
	w.plain(r.Method, "method", whole(sigv4.MethodPart))
	w.say(" ")
	w.target(r.Target)
	nodes := []Node{w.took()}
	for i, h := range r.Headers {
		w.givenHeader(i, h)
		nodes = append(nodes, w.took())
	}
	return []Node{el("div", "lines", w.body(nodes)...)}
}

// body adds the body to the lines of a request.
func (w *signDrawing) body(lines []Node) []Node {
	if len(w.in.request.Body) == 0 {
		return lines
	}
	w.guide = "#payload-hash"
	w.plain(string(w.in.request.Body), "payload", whole(sigv4.PayloadPart))
	return append(lines, w.took())
}

func (w *signDrawing) givenHeader(i int, h sigv4.Header) {
	w.guide = headerGuide(h.Name)
	value := strings.TrimSpace(h.Value)
	name, from := whole(sigv4.HeaderName), whole(sigv4.HeaderValue)
	name.from.Index, from.from.Index = i, i
	start := len(h.Value) - len(strings.TrimLeft(h.Value, " \t"))
	from.bytes = spanOf(start, start+len(value))
	if strings.EqualFold(h.Name, tokenName) && value != "" {
		value = mask
	}
	w.plain(h.Name, "headers", name)
	w.say(": ")
	w.plain(value, "headers", from)
}

func headerGuide(name string) string {
	switch strings.ToLower(name) {
	case "host":
		return "#host"
	case tokenName:
		return "#session-token"
	case "authorization":
		return "#authorization"
	case "x-amz-region-set":
		return guideCarriers + "#region-set"
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
		w.line(t, here, part, w.in.credentials.AccessKeyID)
		if line == "" {
			w.row = []Node{el("span", "empty", text("(empty)"))}
		}
		nodes = append(nodes, explained(why, w.take()...))
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
		w.line(t, lines.line(i), part, "")
		nodes = append(nodes, explained(w.whyToSign(i), w.take()...))
	}
	return nodes
}
