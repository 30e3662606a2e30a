package view

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
)

// SignModel is a signature as it is to be drawn: trees, and what the controls say.
type SignModel struct {
	Head   []Node            // whether there is a signature; read out when it changes
	Steps  []Node            // every step with its values, nil when there are none
	Stale  bool              // the steps are of earlier input
	Errors map[string]string // by field: what is wrong with it
	Hints  map[string]string // by field: what it is taken for
	Copies []string          // by the arg of ActCopy; a session token that was given is in them, a key never

	pieces      []piece
	names       []string // of the texts
	impliedHost bool
	scope       string
	from        partFields
}

// partFields are the fields that parts of the request come from; "" for none.
type partFields struct{ method, target, host, headers, body, time, region, service string }

// Format keeps every verb from printing a session token among what is copied.
func (m SignModel) Format(f fmt.State, _ rune) {
	io.WriteString(f, "[model of "+strconv.Itoa(len(m.pieces))+" pieces]")
}

// sign makes the model of what the fields hold. Steps is nil when that cannot be signed.
func (s *SignState) sign(now time.Time) SignModel {
	w := signDrawing{state: s, now: now, pieces: pieces{names: textWords[:]}}
	s.read(&w.in, now)
	hidden, errors := s.hidden(&w.in), w.in.errors
	m := SignModel{Errors: errors, Hints: s.hints(&w.in), from: s.partFields()}
	if len(errors) == 0 {
		if err := s.carrier.sign(&w); err != nil {
			w.in.refused(err)
		}
	}
	s.place(errors)
	for field, words := range errors {
		errors[field] = hidden.hide(words)
	}
	if len(errors) == 0 {
		s.carrier.steps(&w)
		m.Steps = hidden.scrubAll(w.done())
		m.impliedHost = w.in.impliedHost
		m.scope, m.Copies, m.pieces, m.names = w.scopeText(), w.copies, w.made, w.names
		for i, p := range m.pieces {
			m.pieces[i].shown = hidden.hide(p.shown)
		}
	}
	m.Head = hidden.scrubAll(s.head(&w.in, w.d.Signature))
	return m
}

// place puts an error about a field that is not shown beside one that it is made of.
func (s *SignState) place(errors map[string]string) {
	shown := FieldRegion
	for _, id := range []string{FieldHost, FieldURL} {
		if s.Shows(id) {
			shown = id
		}
	}
	for _, id := range signFields {
		if words := errors[id]; words != "" && !s.Shows(id) {
			delete(errors, id)
			if errors[shown] == "" {
				errors[shown] = words
			}
		}
	}
}

// partFields says which fields the parts of the request come from.
func (s *SignState) partFields() partFields {
	f := partFields{FieldMethod, FieldURL, FieldURL, FieldHeaders, FieldBody, FieldTime, FieldRegion, FieldService}
	if s.Now() {
		f.time = FieldWhen
	}
	if s.carrier.value == "token" {
		f.target, f.host, f.headers = FieldKind, FieldHost, FieldName
		switch s.Field(FieldKind) {
		case "codecommit":
			f.target = FieldName
		case "elasticache", "memorydb":
			f.host = FieldName
		case "eks", "msk":
			f.host = FieldRegion
		}
	}
	if s.Field(FieldRegion) == "" {
		f.region = f.host
	}
	if s.Field(FieldService) == "" || !s.Shows(FieldService) {
		f.service = f.target
	}
	for _, id := range []*string{&f.method, &f.target, &f.host, &f.headers, &f.body, &f.time, &f.region, &f.service} {
		if !s.Shows(*id) {
			*id = ""
		}
	}
	return f
}

// hidden is what no tree may show.
func (s *SignState) hidden(in *signing) secrets {
	var hide secrets
	hide.add(s.token.typed())
	if s.ExampleSecret() == "" {
		hide.add(s.secret.typed())
		hide.add(strings.TrimSpace(s.secret.typed()))
	}
	for _, h := range in.request.Headers {
		if strings.EqualFold(h.Name, tokenName) {
			hide.add(strings.TrimSpace(h.Value))
		}
	}
	for _, span := range tokenSpans(in.request.Target) {
		hide.add(in.request.Target[span.Start:span.End])
	}
	return hide
}

// head says whether there is a signature, and what is missing for one.
func (s *SignState) head(in *signing, signature string) []Node {
	title, detail := "", ""
	region := " in " + in.settings.Region
	if in.settings.RegionSet != "" {
		region = " in the region set " + in.settings.RegionSet
	}
	switch {
	case len(in.errors) > 0:
		field := firstField(in.errors)
		title = "Not signed yet: " + s.FieldWords(field)
		detail = in.errors[field] + " Below is the last request that could be signed."
	case signature == "":
		title = "The string to sign is ready"
		detail = "Give the secret or a signing key for the signature. Everything up to the string to sign needs none."
	default:
		title = "Signed for " + in.settings.Service + region
		detail = "Point at any part, or go there with Tab and the arrow keys, to see where it comes from and where it goes."
	}
	return []Node{el("h1", "", text(title)), el("p", "detail", text(detail))}
}

// firstField is the first field in the order of the form that has an error.
func firstField(errors map[string]string) string {
	for _, f := range []string{FieldURL, FieldSecret, FieldToken} {
		if errors[f] != "" {
			return f
		}
	}
	for _, f := range signFields {
		if errors[f] != "" {
			return f
		}
	}
	return ""
}
