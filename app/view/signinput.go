package view

import (
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"countersign/sigv4"
	"countersign/sigv4/endpoint"
	"countersign/sigv4/token"
)

// signing is what the fields of the Sign page say, read.
type signing struct {
	request     sigv4.Request
	credentials sigv4.Credentials
	settings    sigv4.Signing
	carrier     string
	scheme      string
	authority   string // of the URL: where the request goes
	impliedHost bool   // the Host header is the URL's, not the reader's own
	assumed     string // says that the service is not known, and its rules are assumed
	said        endpoint.Endpoint
	service     endpoint.Service
	errors      map[string]string // by field
}

// read takes the fields for what they say, into an empty signing. What cannot be read is in its errors.
func (s *SignState) read(in *signing, now time.Time) {
	in.errors, in.carrier = map[string]string{}, s.carrier.value
	in.request.Method = "GET"
	if s.carrier.value == "events" {
		in.request.Method = "POST"
	}
	if s.Shows(FieldMethod) {
		in.request.Method = s.Field(FieldMethod)
	}
	if body := s.Field(FieldBody); body != "" && s.Shows(FieldBody) {
		in.request.Body = []byte(body)
	}
	if s.Shows(FieldHeaders) {
		in.readHeaders(s.Field(FieldHeaders))
	}
	if s.Shows(FieldURL) {
		in.readURL(strings.TrimSpace(s.Field(FieldURL)))
	} else if s.Shows(FieldHost) {
		in.said = endpoint.Parse(strings.TrimSpace(s.Field(FieldHost)))
	}
	in.credentials = sigv4.Credentials{
		AccessKeyID: s.Field(FieldKeyID),
		Key:         sigv4.ParseKey(s.secretText()),
	}
	if s.Shows(FieldToken) {
		in.credentials.SessionToken = s.token.typed()
	}
	in.settings.OmitSessionToken = s.Shows(FieldOmitToken) && s.Field(FieldOmitToken) != ""
	in.settings.Time = now
	if !s.Now() && s.Shows(FieldTime) {
		in.readTime(strings.TrimSpace(s.Field(FieldTime)))
	}
	in.readScope(s)
	in.readRules(s)
	if s.Shows(FieldExpires) {
		in.readExpires(strings.TrimSpace(s.Field(FieldExpires)))
	}
	if in.carrier == "query" || in.carrier == "websocket" {
		in.settings.Carrier = sigv4.QueryCarrier
		in.settings.OmitSessionToken = in.settings.OmitSessionToken || in.service.TokenUnsigned
	}
}

func (in *signing) readExpires(written string) {
	n, err := strconv.Atoi(written)
	if err != nil {
		in.errors[FieldExpires] = "Give whole seconds, 1 to 604800 (seven days)."
	}
	if most := token.TranscribeExpires; in.settings.Service == "transcribe" && in.carrier == "websocket" && n > most {
		in.errors[FieldExpires] = "Transcribe takes 1 to " + strconv.Itoa(most) + " seconds."
	}
	in.settings.Expires = n
}

// readURL cuts the URL where a client does: what goes on the wire keeps every byte.
func (in *signing) readURL(url string) {
	fail := func(words string) { in.errors[FieldURL] = words }
	if url == "" {
		fail("Give the address that the request goes to, from https:// on.")
		return
	}
	if at := strings.IndexFunc(url, func(r rune) bool { return r < 0x20 || r == 0x7f }); at >= 0 {
		fail("A line break, tab or other control character stands after " + quoted(tail(url[:at])) + ": take it out, or write it as an escape.")
		return
	}
	scheme, rest, found := strings.Cut(url, "://")
	in.scheme = strings.ToLower(scheme)
	secure := "https"
	if in.carrier == "websocket" {
		secure = "wss"
	}
	if !found || in.scheme != secure && in.scheme+"s" != secure {
		fail("It has no scheme: begin with " + secure + "://.")
		return
	}
	rest, _, _ = strings.Cut(rest, "#") // a fragment stays in the client
	end := strings.IndexAny(rest, "/?")
	if end < 0 {
		end = len(rest)
	}
	in.authority, in.request.Target = rest[:end], rest[end:]
	if !strings.HasPrefix(in.request.Target, "/") {
		in.request.Target = "/" + in.request.Target
	}
	host := withoutDefaultPort(in.scheme, in.authority)
	switch {
	case in.authority == "":
		fail("It has no host name: write it after " + in.scheme + "://.")
	case strings.Contains(in.authority, "@"):
		fail("Take the user name and password before the @ out: a signed request has none.")
	case strings.IndexFunc(in.authority, notInHost) >= 0:
		fail("The host name " + quoted(in.authority) + " holds what no host name can; one with other letters is written in its xn-- form.")
	}
	for _, h := range in.request.Headers {
		if strings.EqualFold(h.Name, "Host") {
			in.said = endpoint.Parse(strings.TrimSpace(h.Value))
			return
		}
	}
	in.impliedHost = true
	in.request.Headers = append([]sigv4.Header{{Name: "Host", Value: host}}, in.request.Headers...)
	in.said = endpoint.Parse(host)
}

// withoutDefaultPort is the host as clients write it into the Host header.
func withoutDefaultPort(scheme, authority string) string {
	if scheme == "https" || scheme == "wss" {
		return strings.TrimSuffix(authority, ":443")
	}
	return strings.TrimSuffix(authority, ":80")
}

func notInHost(r rune) bool {
	return !('a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || strings.ContainsRune("-._:[]", r))
}

// readHeaders reads one header a line. A value is all that follows the colon, as it will be sent.
func (in *signing) readHeaders(lines string) {
	for i, line := range strings.Split(lines, "\n") {
		line = strings.TrimSuffix(line, "\r")
		name, value, found := strings.Cut(line, ":")
		switch {
		case strings.TrimSpace(line) == "":
		case !found:
			in.errors[FieldHeaders] = "Line " + strconv.Itoa(i+1) + ", " + quoted(tail(line)) + ", has no colon: write Name: value."
			return
		default:
			in.request.Headers = append(in.request.Headers, sigv4.Header{Name: name, Value: value})
		}
	}
}

// readScope takes region and service from the fields, and what they leave open from the host.
func (in *signing) readScope(s *SignState) {
	if in.carrier == "websocket" && in.said.Service == "iotdata" {
		in.said.Service = "iotdevicegateway" // what MQTT over WebSocket signs for
	}
	region, service := s.Field(FieldRegion), ""
	if s.Shows(FieldService) {
		service = s.Field(FieldService)
	}
	if region == "" {
		region = in.said.Region
	}
	if service == "" {
		service = in.said.Service
	}
	if in.carrier == "policy" {
		service = "s3"
	}
	in.settings.Region, in.settings.Service = region, service
	if s.ecdsa() {
		in.settings.Region, in.settings.RegionSet = "", s.Field(FieldRegionSet)
		if in.settings.RegionSet == "" {
			in.errors[FieldRegionSet] = "Name the regions, with commas between them: us-east-1,us-west-*, or * for all."
		}
	}
	if in.errors[FieldURL] != "" {
		return // nothing is known of the host
	}
	if region == "" && !s.ecdsa() {
		in.errors[FieldRegion] = "The host name does not say it: give the region, as us-east-1."
		if in.said.SigV4A {
			in.errors[FieldRegion] = "This host takes SigV4A, which names no region: choose it above."
		}
	}
	if service == "" && s.Shows(FieldService) {
		in.errors[FieldService] = "The host name does not say it: give the signing name, as s3 or execute-api."
	}
}

func (in *signing) readRules(s *SignState) {
	in.service = endpoint.Lookup(in.settings.Service)
	in.settings.Rules, in.settings.Payload, in.assumed = in.service.Rules, in.service.Payload, in.service.Note()
	if s.Shows(FieldRules) {
		switch s.Field(FieldRules) {
		case "s3":
			in.settings.Rules = endpoint.Lookup("s3").Rules
		case "general":
			in.settings.Rules = sigv4.Rules{EncodeTwice: true, Normalize: true}
		}
	}
	if !s.Shows(FieldPayload) {
		in.settings.Payload = sigv4.PayloadAuto
		return
	}
	if mode, chosen := map[string]sigv4.PayloadMode{"signed": sigv4.PayloadSigned,
		"unsigned": sigv4.PayloadUnsigned, "empty": sigv4.PayloadEmpty}[s.Field(FieldPayload)]; chosen {
		in.settings.Payload = mode
	}
}

func (in *signing) readTime(written string) {
	for _, layout := range []string{sigv4.TimeFormat, time.RFC3339} {
		if t, err := time.Parse(layout, written); err == nil {
			in.settings.Time = t
			return
		}
	}
	in.errors[FieldTime] = "Write 20150830T123600Z or 2015-08-30T12:36:00Z."
}

// engineFields say which field an error of the engine is about.
var engineFields = map[string]string{
	"method": FieldMethod, "target": FieldURL, "Host": FieldURL,
	"headers": FieldHeaders, "header name": FieldHeaders, "header value": FieldHeaders,
	"access key id": FieldKeyID, "key": FieldSecret, "session token": FieldToken, "payload hash": FieldBody,
	"region": FieldRegion, "service": FieldService, "X-Amz-Date": FieldTime, "X-Amz-Expires": FieldExpires,
	"X-Amz-Region-Set": FieldRegionSet, "region set": FieldRegionSet,
	"form field": FieldForm, "chunk size": FieldChunkSize, "checksum": FieldChecksum, "trailing headers": FieldChecksum,
	"host": FieldHost, "port": FieldHost, "path": FieldName, "x-k8s-aws-id": FieldName, "name": FieldName, "user": FieldUser,
}

// refused puts what the engine refuses beside the field that it is about.
func (in *signing) refused(err error) {
	e, ok := err.(*sigv4.Error) // all errors of Derive are
	if !ok {
		in.errors[FieldURL] = err.Error()
		return
	}
	field, found := engineFields[e.Field]
	switch {
	case found:
	case strings.Contains(e.Field, ":event-type"):
		field = FieldEventType
	case e.Stage == sigv4.StagePolicy:
		field = FieldConditions
	case e.Stage == sigv4.StageMessage:
		field = FieldBody
	case e.Stage == sigv4.StageToken:
		field = FieldKind
	default:
		field = FieldHeaders
	}
	if in.errors[field] != "" {
		return
	}
	words := e.Why
	if e.Input != "" && field != FieldToken && field != FieldSecret {
		words = quoted(e.Input) + ": " + words
		if e.Offset > 0 {
			words = "At byte " + strconv.Itoa(e.Offset) + " of " + words
		}
	} else if e.Offset > 0 && field == FieldConditions {
		words = "At byte " + strconv.Itoa(e.Offset) + ": " + words
	}
	in.errors[field] = capital(words) + "."
}

func quoted(s string) string { return "“" + s + "”" }

// tail is the end of a text, enough of it to find the place.
func tail(s string) string {
	const enough = 40
	if len(s) <= enough {
		return s
	}
	cut := len(s) - enough
	for cut < len(s) && !utf8.RuneStart(s[cut]) {
		cut++
	}
	return "…" + s[cut:]
}
