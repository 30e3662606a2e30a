package view

import (
	"strings"
	"time"

	"countersign/sigv4"
)

// signed draws the request as it goes on the wire, with the reader's body or without.
func (w *signDrawing) signed(how string, payload bool) {
	w.begin(signedText)
	r := w.d.Signed
	w.guide = "#method"
	w.whole(r.Method, "method", sigv4.MethodPart)
	w.say(" ")
	w.signedTarget()
	w.endRow()
	given := w.in.request.Headers
	next := 0 // the reader's headers stand in their order, less those that signing sets anew
	for _, h := range r.Headers {
		at := next
		for at < len(given) && given[at] != h {
			at++
		}
		if at < len(given) {
			w.givenHeader(at, h)
			next = at + 1
		} else {
			w.addedHeader(h)
		}
		w.endRow()
	}
	if payload {
		w.payload()
	}
	w.block()
	w.lifetime()
	w.step("Signed request", how, w.d.Authorization)
}

// lifetime says until when the request is good.
func (w *signDrawing) lifetime() {
	s := w.in.settings
	if s.Carrier == sigv4.QueryCarrier {
		life := time.Duration(s.Expires) * time.Second
		w.note("why", "Good for "+duration(life)+", until "+s.Time.Add(life).UTC().Format("2006-01-02 15:04:05")+" UTC.")
		return
	}
	w.clockNotice()
}

// clockNotice says that the time lies too far from the reader's clock, by what the service allows.
func (w *signDrawing) clockNotice() {
	allowed, words := w.in.service.Tolerance, "Services allow 5 or 15 minutes"
	if allowed > 0 {
		words = w.in.service.Name + " allows " + duration(allowed)
	} else {
		allowed = 15 * time.Minute
	}
	off := w.now.Sub(w.in.settings.Time)
	if w.now.IsZero() || off.Abs() <= allowed {
		return
	}
	where := " before"
	if off < 0 {
		where = " after"
	}
	w.note("notice", "Its time lies "+duration(off)+where+" your clock’s. "+words+": choose the time “Now” to send it.")
}

// addedHeader draws a header that signing adds.
func (w *signDrawing) addedHeader(h sigv4.Header) {
	w.guide = headerGuide(h.Name)
	name := strings.ToLower(h.Name)
	w.because(h.Name, "headers", name, "added by signing")
	w.say(": ")
	if name == "authorization" {
		w.authorization(h.Value)
	} else {
		w.added(name, h.Value, "headers")
	}
}

// added draws the value of a header or a parameter that signing adds.
func (w *signDrawing) added(name, value, part string) {
	from := own(strings.ToLower(value))
	switch name {
	case "x-amz-date":
		part, from = "time", whole(sigv4.TimePart)
	case "x-amz-content-sha256":
		part = "payload"
		if value != sigv4.UnsignedPayload {
			from = whole(sigv4.PayloadPart)
		}
	case "x-amz-credential":
		part, from = "scope", whole(sigv4.ScopePart)
	case "x-amz-signature":
		part, from = "signature", own("signature")
	case "x-amz-expires":
		from = own(ownField + FieldExpires)
	case "x-amz-region-set":
		from = own(ownField + FieldRegionSet)
	case tokenName:
		value, from = mask, own("token")
	}
	w.plain(value, part, from)
}

// authorization draws the value of the Authorization header, cut where the engine reads its parts.
func (w *signDrawing) authorization(value string) {
	claim, err := sigv4.ParseClaim(w.d.Signed)
	if err != nil {
		w.plain(value, "signature", own("signature"))
		return
	}
	at := 0
	upTo := func(here sigv4.Span) {
		if at < here.Start {
			w.say(value[at:here.Start])
		}
		at = here.End
	}
	upTo(claim.Where.Algorithm)
	w.because(claim.Algorithm, "", strings.ToLower(claim.Algorithm), "names the algorithm")
	upTo(claim.Where.Credential)
	w.credential(claim)
	upTo(claim.Where.SignedHeaders)
	list := w.d.SignedHeaders
	w.line(list, spanOf(0, len(list.String)), "headers", "")
	upTo(claim.Where.Signature)
	w.plain(claim.Signature, "signature", own("signature"))
}

// credential draws the access key id and the scope.
func (w *signDrawing) credential(claim sigv4.Claim) {
	w.guide = "#credential-scope"
	w.plain(claim.AccessKeyID, "scope", own("key id"))
	at := 0
	for _, element := range strings.Split(w.scopeText(), "/") {
		w.say("/")
		w.plain(element, "scope", within(sigv4.ScopePart, at, at+len(element)))
		at += len(element) + 1
	}
	w.guide = "#authorization"
}

// signedTarget draws the target as sent: the reader's own, then what a presigned URL adds.
func (w *signDrawing) signedTarget() {
	given, sent := w.in.request.Target, w.d.Signed.Target
	if sent == given {
		w.target(given)
		return
	}
	presigned := w.in.settings.Carrier == sigv4.QueryCarrier
	if presigned && strings.HasPrefix(sent, given) {
		w.target(given)
		w.addedParameters(sent[len(given):])
		return
	}
	// Bytes that are illegal on the wire were escaped, or an older signature was taken off.
	path, query, hasQuery := strings.Cut(sent, "?")
	givenPath, _, _ := strings.Cut(given, "?")
	w.guide = "#canonical-uri"
	w.plain(path, "path", within(sigv4.TargetPart, 0, len(givenPath)))
	if !hasQuery {
		return
	}
	w.say("?")
	w.guide = "#canonical-query-string"
	added := len(query)
	if presigned {
		added = max(strings.LastIndex(query, "X-Amz-Algorithm="), 0)
	}
	w.plain(withoutTokens(query[:added]), "query", within(sigv4.TargetPart, len(givenPath), len(given)))
	w.addedParameters(query[added:])
}

// addedParameters draws the parameters of a presigned URL.
func (w *signDrawing) addedParameters(query string) {
	w.guide = "#presigned"
	for query != "" {
		if c := query[0]; c == '?' || c == '&' {
			w.say(query[:1])
			query = query[1:]
			continue
		}
		pair := query
		if i := strings.IndexByte(query, '&'); i >= 0 {
			pair = query[:i]
		}
		query = query[len(pair):]
		name, value, _ := strings.Cut(pair, "=")
		w.because(name, "query", strings.ToLower(name), "added by signing")
		w.say("=")
		w.added(strings.ToLower(name), value, "query")
	}
}
