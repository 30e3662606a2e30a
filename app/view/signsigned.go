package view

import (
	"strings"
	"time"

	"countersign/sigv4"
)

// signed draws the request as it goes on the wire.
func (w *signDrawing) signed() []Node {
	w.begin(signedText)
	r := w.d.Signed
	w.guide = "#method"
	first := []Node{w.plainPiece(r.Method, "method", origin{from: sigv4.Source{Part: sigv4.MethodPart}}), text(" ")}
	first = append(first, w.signedTarget()...)
	nodes := []Node{el("code", "row-line", first...)}
	given := w.in.request.Headers
	next := 0 // the reader's headers stand in their order, less those that signing sets anew
	for _, h := range r.Headers {
		at := next
		for at < len(given) && given[at] != h {
			at++
		}
		if at < len(given) {
			nodes = append(nodes, w.givenHeader(at, h))
			next = at + 1
		} else {
			nodes = append(nodes, w.addedHeader(h))
		}
	}
	if len(r.Body) > 0 {
		w.guide = "#payload-hash"
		nodes = append(nodes, el("code", "row-line", w.plainPiece(string(r.Body), "payload", origin{from: sigv4.Source{Part: sigv4.PayloadPart}})))
	}
	return []Node{el("div", "lines", nodes...), w.lifetime()}
}

// lifetime says until when the request is good.
func (w *signDrawing) lifetime() Node {
	s := w.in.settings
	if s.Carrier == sigv4.QueryCarrier {
		end := s.Time.Add(time.Duration(s.Expires) * time.Second)
		return paragraph("why", "Good for "+duration(time.Duration(s.Expires)*time.Second)+", until "+end.UTC().Format("2006-01-02 15:04:05")+" UTC.")
	}
	if w.now.IsZero() {
		return Node{}
	}
	if off := w.now.Sub(s.Time); off.Abs() > 15*time.Minute {
		where := " before"
		if off < 0 {
			where = " after"
		}
		return paragraph("notice", "Its time lies "+duration(off)+where+" your clock’s. AWS refuses what is more than about 15 minutes away: choose the time “Now” to send it.")
	}
	return Node{}
}

// addedHeader draws a header that signing adds.
func (w *signDrawing) addedHeader(h sigv4.Header) Node {
	w.guide = headerGuide(h.Name)
	name := strings.ToLower(h.Name)
	nodes := []Node{w.draw(piece{shown: h.Name, part: "headers", why: "added by signing", origins: []origin{{own: name}}}), text(": ")}
	switch name {
	case "authorization":
		nodes = append(nodes, w.authorization(h.Value)...)
	case "x-amz-date":
		nodes = append(nodes, w.plainPiece(h.Value, "time", origin{from: sigv4.Source{Part: sigv4.TimePart}}))
	case "x-amz-content-sha256":
		nodes = append(nodes, w.plainPiece(h.Value, "payload", w.payloadOrigin()))
	case tokenName:
		nodes = append(nodes, w.plainPiece(mask, "headers", origin{own: "token"}))
	default:
		nodes = append(nodes, w.plainPiece(h.Value, "headers", origin{own: name}))
	}
	return el("code", "row-line", nodes...)
}

func (w *signDrawing) payloadOrigin() origin {
	if w.d.PayloadHash.String == sigv4.UnsignedPayload {
		return origin{own: strings.ToLower(sigv4.UnsignedPayload)}
	}
	return origin{from: sigv4.Source{Part: sigv4.PayloadPart}}
}

// authorization draws the value of the Authorization header, cut where the engine reads its parts.
func (w *signDrawing) authorization(value string) []Node {
	claim, err := sigv4.ParseClaim(w.d.Signed)
	if err != nil {
		return []Node{w.plainPiece(value, "signature", origin{own: "signature"})}
	}
	at := 0
	var nodes []Node
	upTo := func(here sigv4.Span) {
		nodes = append(nodes, text(value[at:here.Start]))
		at = here.End
	}
	upTo(claim.Where.Algorithm)
	nodes = append(nodes, w.draw(piece{shown: claim.Algorithm, why: "names the algorithm", origins: []origin{{own: strings.ToLower(claim.Algorithm)}}}))
	upTo(claim.Where.Credential)
	nodes = append(nodes, w.credential(claim)...)
	upTo(claim.Where.SignedHeaders)
	nodes = append(nodes, w.signedHeaders(claim)...)
	upTo(claim.Where.Signature)
	return append(nodes, w.plainPiece(claim.Signature, "signature", origin{own: "signature"}), text(value[at:]))
}

// credential draws the access key id and the scope.
func (w *signDrawing) credential(claim sigv4.Claim) []Node {
	w.guide = "#credential-scope"
	nodes := []Node{w.plainPiece(claim.AccessKeyID, "scope", origin{own: "key id"})}
	at := 0
	for _, element := range strings.Split(w.scopeText(), "/") {
		nodes = append(nodes, text("/"), w.plainPiece(element, "scope",
			origin{from: sigv4.Source{Part: sigv4.ScopePart}, bytes: spanOf(at, at+len(element))}))
		at += len(element) + 1
	}
	w.guide = "#authorization"
	return nodes
}

// signedHeaders draws the list of names with the seams that it has in the canonical request.
func (w *signDrawing) signedHeaders(claim sigv4.Claim) []Node {
	list := w.d.SignedHeaders
	if list.String != strings.Join(claim.SignedHeaders, ";") {
		return []Node{w.plainPiece(strings.Join(claim.SignedHeaders, ";"), "headers", origin{own: "signed headers"})}
	}
	return w.line(list, spanOf(0, len(list.String)), "headers", "")
}

// signedTarget draws the target as sent: the reader's own, then what a presigned URL adds.
func (w *signDrawing) signedTarget() []Node {
	given, sent := w.in.request.Target, w.d.Signed.Target
	if sent == given {
		return w.target(given)
	}
	w.guide = "#presigned"
	if w.in.settings.Carrier == sigv4.QueryCarrier && strings.HasPrefix(sent, given) {
		return append(w.target(given), w.addedParameters(sent[len(given):])...)
	}
	// Bytes that are illegal on the wire were escaped, or an older signature was taken off.
	path, query, hasQuery := strings.Cut(sent, "?")
	end := len(given)
	if i := strings.IndexByte(given, '?'); i >= 0 {
		end = i
	}
	whole := func(start, end int) origin {
		return origin{from: sigv4.Source{Part: sigv4.TargetPart}, bytes: spanOf(start, end)}
	}
	nodes := []Node{w.plainPiece(path, "path", whole(0, end))}
	if hasQuery {
		own, added := query, ""
		if w.in.settings.Carrier == sigv4.QueryCarrier {
			i := strings.LastIndex(query, "X-Amz-Algorithm=")
			own, added = query[:max(i, 0)], query[max(i, 0):]
		}
		nodes = append(nodes, text("?"))
		if own != "" {
			nodes = append(nodes, w.hiding(own, spanOf(0, len(own)), "query", func(int, int) origin { return whole(end, len(given)) }))
		}
		nodes = append(nodes, w.addedParameters(added)...)
	}
	return nodes
}

// addedParameters draws the parameters of a presigned URL.
func (w *signDrawing) addedParameters(query string) []Node {
	var nodes []Node
	for query != "" {
		if c := query[0]; c == '?' || c == '&' {
			nodes = append(nodes, text(query[:1]))
			query = query[1:]
			continue
		}
		pair := query
		if i := strings.IndexByte(query, '&'); i >= 0 {
			pair = query[:i]
		}
		query = query[len(pair):]
		name, value, _ := strings.Cut(pair, "=")
		nodes = append(nodes, w.draw(piece{shown: name, part: "query", why: "added by signing", origins: []origin{{own: strings.ToLower(name)}}}), text("="))
		part, from := "query", origin{own: strings.ToLower(value)}
		switch strings.ToLower(name) {
		case "x-amz-date":
			part, from = "time", origin{from: sigv4.Source{Part: sigv4.TimePart}}
		case "x-amz-credential":
			part, from = "scope", origin{from: sigv4.Source{Part: sigv4.ScopePart}}
		case "x-amz-signature":
			part, from = "signature", origin{own: "signature"}
		case "x-amz-expires":
			from = origin{own: "expires"}
		case "x-amz-content-sha256":
			part, from = "payload", w.payloadOrigin()
		case tokenName:
			value, from = mask, origin{own: "token"}
		}
		nodes = append(nodes, w.plainPiece(value, part, from))
	}
	return nodes
}
