package view

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"countersign/sigv4"
)

// SignModel is a signature as it is to be drawn: trees, and what the controls say.
type SignModel struct {
	Head   []Node            // whether there is a signature; read out when it changes
	Steps  []Node            // every step with its values, nil when there are none
	Stale  bool              // the steps are of earlier input
	Errors map[string]string // by field: what is wrong with it
	Hints  map[string]string // by field: what it is taken for
	Copies []string          // by the arg of ActCopy; a session token that was given is in them, a key never

	pieces                               []piece
	impliedHost                          bool
	scope                                string
	timeField, regionField, serviceField string // where these come from
}

// Format keeps every verb from printing a session token among what is copied.
func (m SignModel) Format(f fmt.State, _ rune) {
	io.WriteString(f, "[model of "+strconv.Itoa(len(m.pieces))+" pieces]")
}

// sign makes the model of what the fields hold. Steps is nil when that cannot be signed.
func (s *SignState) sign(now time.Time) SignModel {
	in := s.read(now)
	hidden := s.hidden(in)
	m := SignModel{Errors: in.errors, Hints: s.hints(in), impliedHost: in.impliedHost,
		timeField: FieldTime, regionField: FieldRegion, serviceField: FieldService}
	if s.Now() {
		m.timeField = FieldWhen
	}
	if s.text[FieldRegion] == "" {
		m.regionField = FieldURL
	}
	if s.text[FieldService] == "" {
		m.serviceField = FieldURL
	}
	var d sigv4.Derivation
	if len(in.errors) == 0 {
		var err error
		if d, err = sigv4.Derive(in.request, in.credentials, in.settings); err != nil {
			in.refused(err)
		}
	}
	for field, words := range in.errors {
		in.errors[field] = hidden.hide(words)
	}
	if len(in.errors) == 0 {
		w := signDrawing{in: in, d: d, revealed: s.revealed, now: now}
		m.scope = w.scopeText()
		m.Steps = hidden.scrubAll(w.steps())
		m.Copies, m.pieces = w.copies, w.list
		for i, p := range m.pieces {
			m.pieces[i].shown = hidden.hide(p.shown)
		}
	}
	m.Head = hidden.scrubAll(signHead(in, d))
	return m
}

// hidden is what no tree may show.
func (s *SignState) hidden(in signing) secrets {
	var hide secrets
	hide.add(s.token.typed())
	if s.secret.typed() != exampleSecret {
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

// hints say what a field is taken for, where it says nothing itself.
func (s *SignState) hints(in signing) map[string]string {
	hints := map[string]string{}
	read := func(field, value string) {
		if s.text[field] == "" && value != "" {
			hints[field] = "Read from the URL: " + value
		}
	}
	read(FieldRegion, in.said.Region)
	read(FieldService, in.said.Service)
	if in.said.Global && s.text[FieldRegion] == "" {
		hints[FieldRegion] += ", the region that this global name signs for"
	}
	switch {
	case s.text[FieldRules] != "auto" || in.settings.Service == "":
	case in.settings.Rules.ContentSHA256:
		hints[FieldRules] = "S3: the path is encoded once and never normalised."
	case in.assumed == "":
		hints[FieldRules] = "General: the path is normalised and encoded twice."
	default:
		hints[FieldRules] = in.assumed
	}
	if in.settings.OmitSessionToken && s.text[FieldOmitToken] == "" {
		hints[FieldToken] = "Not signed: in a presigned URL " + in.settings.Service + " wants it added after signing."
	}
	if k := in.credentials.Key; k.IsDerived() {
		hints[FieldSecret] = "64 hex digits: taken as a signing key, for one date, region and service."
	}
	if !in.impliedHost && in.authority != "" {
		hints[FieldHeaders] = "Your Host header is signed and sent, instead of the URL’s host."
	}
	return hints
}

// signHead says whether there is a signature, and what is missing for one.
func signHead(in signing, d sigv4.Derivation) []Node {
	title, detail := "", ""
	switch {
	case len(in.errors) > 0:
		field := firstField(in.errors)
		title = "Not signed yet: " + FieldWords[field]
		detail = in.errors[field] + " Below is the last request that could be signed."
	case d.Signature == "":
		title = "The string to sign is ready"
		detail = "Give the secret or a signing key for the signature. Everything up to the string to sign needs none."
	default:
		title = "Signed for " + in.settings.Service + " in " + in.settings.Region
		detail = "Point at any part, or go there with Tab and the arrow keys, to see where it comes from and where it goes."
	}
	return []Node{el("h1", "", text(title)), el("p", "detail", text(detail))}
}

// firstField is the first field in the order of the form that has an error.
func firstField(errors map[string]string) string {
	for _, f := range []string{FieldURL, FieldMethod, FieldHeaders, FieldBody, FieldKeyID, FieldSecret, FieldToken,
		FieldRegion, FieldService, FieldTime, FieldExpires} {
		if errors[f] != "" {
			return f
		}
	}
	return ""
}
