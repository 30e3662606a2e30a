package view

import (
	"strings"

	"countersign/sigv4"
	"countersign/sigv4/diagnose"
	"countersign/sigv4/paste"
)

// hues says which bytes of the paste are which part of a signature: the same hue there as in the
// steps and the comparisons. They lie below all marks.
func hues(ev paste.Evidence) []diagnose.Mark {
	var h hueing
	for _, r := range ev.Requests {
		h.request(r)
	}
	for _, c := range ev.CanonicalRequests {
		h.add(c.Text.Map, c.Method, "method")
		h.add(c.Text.Map, c.URI, "path")
		h.add(c.Text.Map, c.Query, "query")
		h.add(c.Text.Map, c.Headers, "headers")
		h.add(c.Text.Map, c.SignedHeaders, "headers")
		h.add(c.Text.Map, c.PayloadHash, "payload")
	}
	for _, s := range ev.StringsToSign {
		h.add(s.Text.Map, s.Time, "time")
		h.add(s.Text.Map, s.Scope, "scope")
		h.add(s.Text.Map, s.Hash, "payload")
	}
	return h.marks
}

type hueing struct{ marks []diagnose.Mark }

// add colours the place in the paste that a range of a text came from.
func (h *hueing) add(m sigv4.Map, here sigv4.Span, part string) {
	if here.Len() <= 0 || len(h.marks) >= maxMarks {
		return
	}
	place, found := sigv4.Span{}, false
	for _, s := range m.Sources(here) {
		if s.Source.Part != sigv4.Paste {
			continue
		}
		if !found {
			place, found = s.Src, true
		}
		place.Start, place.End = min(place.Start, s.Src.Start), max(place.End, s.Src.End)
	}
	if found {
		h.marks = append(h.marks, diagnose.Mark{Span: place, Part: part})
	}
}

// request colours what a request signs, and what it says of its signature.
func (h *hueing) request(r paste.Request) {
	h.add(r.MethodMap, spanOf(0, len(r.Method)), "method")
	claim, err := sigv4.ParseClaim(r.Request)
	claimed := err == nil
	if !claimed || claim.Where.Source.Part != sigv4.TargetPart {
		path := len(r.Target)
		if q := strings.IndexByte(r.Target, '?'); q >= 0 {
			path = q
			h.add(r.TargetMap, spanOf(q+1, len(r.Target)), "query")
		}
		h.add(r.TargetMap, spanOf(0, path), "path")
	}
	if !claimed {
		return
	}
	from := func(s sigv4.Source) sigv4.Map {
		switch {
		case s.Part == sigv4.TargetPart:
			return r.TargetMap
		case s.Part == sigv4.HeaderValue && s.Index < len(r.ValueMaps):
			return r.ValueMaps[s.Index]
		}
		return sigv4.Map{}
	}
	w := claim.Where
	h.add(from(w.Source), w.Credential, "scope")
	h.add(from(w.Source), w.SignedHeaders, "headers")
	h.add(from(w.Source), w.Signature, "signature")
	h.add(from(w.DateSource), w.Date, "time")
}
