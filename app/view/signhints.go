package view

import (
	"strings"

	"countersign/sigv4"
	"countersign/sigv4/endpoint"
)

// hints say what a field is taken for, where it says nothing itself, and what the service demands.
func (s *SignState) hints(in signing) map[string]string {
	hints := map[string]string{}
	add := func(field, words string) {
		hints[field] = strings.TrimSpace(hints[field] + " " + words)
	}
	where := "URL"
	if s.carrier.value == "token" {
		where = "endpoint"
	}
	read := func(field, value string) {
		if s.Shows(field) && s.Field(field) == "" && value != "" {
			add(field, "Read from the "+where+": "+value)
		}
	}
	read(FieldRegion, in.said.Region)
	read(FieldService, in.said.Service)
	if in.said.Global && s.Field(FieldRegion) == "" {
		hints[FieldRegion] += ", the region that this global name signs for"
	}
	switch {
	case s.Field(FieldRules) != "auto" || in.settings.Service == "":
	case in.settings.Rules.ContentSHA256:
		add(FieldRules, "S3: the path is encoded once and never normalised.")
	case in.assumed == "":
		add(FieldRules, "General: the path is normalised and encoded twice.")
	default:
		add(FieldRules, in.assumed)
	}
	if in.settings.OmitSessionToken && s.Field(FieldOmitToken) == "" {
		add(FieldToken, "Not signed: in a presigned URL "+in.settings.Service+" wants it added after signing.")
	}
	if in.credentials.Key.IsDerived() {
		add(FieldSecret, "64 hex digits: taken as a signing key, for one date, region and service.")
	}
	if !in.impliedHost && in.authority != "" && s.Shows(FieldHeaders) {
		add(FieldHeaders, "Your Host header is signed and sent, instead of the URL’s host.")
	}
	if in.said.SigV4A && !s.ecdsa() {
		add(FieldAlgorithm, "This host takes SigV4A only, with the region set *.")
	}
	if in.carrier == "query" && in.settings.Rules.ContentSHA256 && (in.settings.Payload == sigv4.PayloadSigned || in.settings.Payload == sigv4.PayloadEmpty) {
		add(FieldPayload, "S3 and servers like it check UNSIGNED-PAYLOAD here, whatever you signed, and refuse this URL.")
	}
	if s.carrier.value == "policy" {
		switch written := strings.TrimSpace(s.Field(FieldConditions)); {
		case written == "":
			add(FieldConditions, "Made from the fields of the form.")
		case written[0] == '{':
			add(FieldConditions, "A whole policy: signed as it is, with the time of expiry that it states.")
		}
	}
	for _, d := range in.service.Demands() {
		if field, words := demandWords(d, in); s.Shows(field) {
			add(field, words)
		}
	}
	return hints
}

// demandWords says a demand of the service that the request does not meet, and the field that can.
func demandWords(d endpoint.Demand, in signing) (field, words string) {
	value := d.Value
	if value != "" {
		value = ": " + value
	}
	has := func(name string) bool {
		for _, h := range in.request.Headers {
			if strings.EqualFold(h.Name, name) {
				return true
			}
		}
		return false
	}
	said := in.service.Name + " wants "
	switch {
	case d.Kind == endpoint.Header && d.Name != "x-amz-content-sha256" && !has(d.Name):
		return FieldHeaders, said + "the header " + d.Name + value + " with " + d.When + "."
	case d.Kind == endpoint.UnsignedHeader && has(d.Name):
		return FieldHeaders, in.service.Name + " refuses " + d.Name + " among the signed headers: leave it out."
	case d.Kind == endpoint.Payload && in.carrier == "header" && in.settings.Payload != sigv4.PayloadUnsigned && d.When == "every request":
		return FieldPayload, said + "the payload hash " + d.Value + "."
	case d.Kind == endpoint.Algorithm && in.settings.RegionSet == "" && d.When == "every request":
		return FieldAlgorithm, said + "SigV4A, with the region set *."
	}
	return "", ""
}
