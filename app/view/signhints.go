package view

import (
	"slices"
	"strings"

	"countersign/sigv4"
	"countersign/sigv4/endpoint"
)

// hints are sentences by field.
type hints map[string]string

// add puts a sentence, given in parts, behind those that a field has. It is not inlined: many calls.
//
//go:noinline
func (h hints) add(field string, parts ...string) {
	if len(parts) > 0 {
		h[field] = strings.TrimSpace(h[field] + " " + strings.Join(parts, ""))
	}
}

// read says what a field is taken for that is left empty.
func (h hints) read(s *SignState, field, where, value string) {
	if s.Shows(field) && s.Field(field) == "" && value != "" {
		h.add(field, "Read from the ", where, ": ", value)
	}
}

// hints say what a field is taken for, where it says nothing itself, and what the service demands.
func (s *SignState) hints(in *signing) hints {
	h := hints{}
	where := "URL"
	if s.carrier.value == "token" {
		where = "endpoint"
	}
	h.read(s, FieldRegion, where, in.said.Region)
	h.read(s, FieldService, where, in.said.Service)
	if in.said.Global && h[FieldRegion] != "" {
		h[FieldRegion] += ", the region that this global name signs for"
	}
	switch {
	case s.Field(FieldRules) != "auto" || in.settings.Service == "":
	case in.settings.Rules.ContentSHA256:
		h.add(FieldRules, "S3: the path is encoded once and never normalised.")
	case in.assumed == "":
		h.add(FieldRules, "General: the path is normalised and encoded twice.")
	default:
		h.add(FieldRules, in.assumed)
	}
	if in.settings.OmitSessionToken && s.Field(FieldOmitToken) == "" {
		h.add(FieldToken, "Not signed: in a presigned URL ", in.settings.Service, " wants it added after signing.")
	}
	if in.credentials.Key.IsDerived() {
		h.add(FieldSecret, "64 hex digits: taken as a signing key, for one date, region and service.")
	}
	if !in.impliedHost && in.authority != "" && s.Shows(FieldHeaders) {
		h.add(FieldHeaders, "Your Host header is signed and sent, instead of the URL’s host.")
	}
	if in.said.SigV4A && !s.ecdsa() {
		h.add(FieldAlgorithm, "This host takes SigV4A only, with the region set *.")
	}
	if in.carrier == "query" && in.settings.Rules.ContentSHA256 && (in.settings.Payload == sigv4.PayloadSigned || in.settings.Payload == sigv4.PayloadEmpty) {
		h.add(FieldPayload, "S3 and servers like it check UNSIGNED-PAYLOAD here, whatever you signed, and refuse this URL.")
	}
	if s.carrier.value == "policy" {
		switch written := strings.TrimSpace(s.Field(FieldConditions)); {
		case written == "":
			h.add(FieldConditions, "Made from the fields of the form.")
		case written[0] == '{':
			h.add(FieldConditions, "A whole policy: signed as it is.")
			h.add(FieldExpires, "Not used: the policy states its own expiry.")
		}
	}
	for _, d := range in.service.Demands() {
		if field, words := demandWords(d, in); s.Shows(field) {
			h.add(field, words...)
		}
	}
	return h
}

// demandWords says a demand of the service that the request does not meet, and the field that can.
func demandWords(d endpoint.Demand, in *signing) (field string, words []string) {
	has := slices.ContainsFunc(in.request.Headers, func(h sigv4.Header) bool { return strings.EqualFold(h.Name, d.Name) })
	name, every := in.service.Name, d.When == "every request"
	switch {
	case d.Kind == endpoint.Header && d.Name != "x-amz-content-sha256" && !has:
		return FieldHeaders, []string{name, " wants the header ", strings.TrimSuffix(d.Name+": "+d.Value, ": "), " with ", d.When, "."}
	case d.Kind == endpoint.UnsignedHeader && has:
		return FieldHeaders, []string{name, " refuses ", d.Name, " among the signed headers: leave it out."}
	case d.Kind == endpoint.Payload && every && in.carrier == "header" && in.settings.Payload != sigv4.PayloadUnsigned:
		return FieldPayload, []string{name, " wants the payload hash ", d.Value, "."}
	case d.Kind == endpoint.Algorithm && every && in.settings.RegionSet == "":
		return FieldAlgorithm, []string{name, " wants SigV4A, with the region set *."}
	}
	return "", nil
}
