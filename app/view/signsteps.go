package view

import (
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
	scope  string         // where the string to sign has none
	now    time.Time
	copies []string

	rows   []Node // of the block being drawn
	body   []Node // of the step
	listed []Node // the steps
	number int    // of the last step

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

// requestSteps draws the steps of a signed request.
func (w *signDrawing) requestSteps() {
	w.upToSignature("Signature")
	if w.d.Signature == "" {
		return
	}
	how := "the Authorization header carries the signature"
	if w.in.settings.Carrier == sigv4.QueryCarrier {
		how = "the URL carries the signature"
	}
	w.signed(how, true)
}

// upToSignature draws the steps from the request to its signature.
func (w *signDrawing) upToSignature(signature string) {
	w.seams = seamsOf(w.d.CanonicalURI, w.d.CanonicalQuery)
	w.given()
	w.canonical()
	w.toSign()
	w.keys("")
	w.signature(signature)
}

// given draws the request as the reader gave it.
func (w *signDrawing) given() {
	w.begin(givenText)
	r := w.in.request
	w.guide = "#method"
	w.whole(r.Method, "method", sigv4.MethodPart)
	w.say(" ")
	w.target(r.Target)
	w.endRow()
	for i, h := range r.Headers {
		w.givenHeader(i, h)
		w.endRow()
	}
	w.payload()
	w.block()
	how := "what you put in, before anything is added"
	if w.in.carrier == "token" {
		how = "made of what you put in, and never sent"
	}
	w.step("Request", how, "")
}

// payload adds the body to the lines of a request.
func (w *signDrawing) payload() {
	if len(w.in.request.Body) > 0 {
		w.guide = "#payload-hash"
		w.whole(string(w.in.request.Body), "payload", sigv4.PayloadPart)
		w.endRow()
	}
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
	case "x-amz-content-sha256":
		return "#payload-hash"
	case "x-amz-region-set":
		return guideCarriers + "#region-set"
	}
	return "#canonical-headers"
}

// canonical draws the canonical request line by line.
func (w *signDrawing) canonical() {
	w.begin(canonicalText)
	t := w.d.CanonicalRequest
	lines := newSource(t.String, secrets{})
	n := len(lines.starts)
	presigned := w.in.settings.Carrier == sigv4.QueryCarrier
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
			part, why, w.guide = "payload", whyPayload(line, &w.in), "#payload-hash"
		default:
			why, w.guide = whyHeader(name, &w.in), headerGuide(name)
		}
		w.line(t, here, part, w.in.credentials.AccessKeyID)
		if line == "" {
			w.row = []Node{el("span", "empty", text("(empty)"))}
		}
		w.explain(why)
	}
	w.step("Canonical request", "", t.String)
}

// toSign draws the string to sign line by line.
func (w *signDrawing) toSign() {
	w.begin(toSignText)
	t := w.d.StringToSign
	lines := newSource(t.String, secrets{})
	for i, part := range [4]string{"", "time", "scope", "payload"} {
		w.guide = [4]string{"#string-to-sign", "#string-to-sign", "#credential-scope", "#canonical-request"}[i]
		w.line(t, lines.line(i), part, "")
		w.explain(w.whyToSign(i))
	}
	w.step("String to sign", "", t.String)
}
