package view

import (
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"countersign/sigv4"
	"countersign/sigv4/endpoint"
)

// signing is what the fields of the Sign page say, read.
type signing struct {
	request     sigv4.Request
	credentials sigv4.Credentials
	settings    sigv4.Signing
	scheme      string
	authority   string // of the URL: where the request goes
	impliedHost bool   // the Host header is the URL's, not the reader's own
	assumed     string // says that the service is not known, and its rules are assumed
	said        endpoint.Endpoint
	errors      map[string]string // by field
}

// read takes the fields for what they say. What cannot be read is in errors.
func (s *SignState) read(now time.Time) signing {
	in := signing{errors: map[string]string{}}
	in.request.Method = s.text[FieldMethod]
	if body := s.text[FieldBody]; body != "" {
		in.request.Body = []byte(body)
	}
	in.readHeaders(s.text[FieldHeaders])
	in.readURL(strings.TrimSpace(s.text[FieldURL]))
	in.credentials = sigv4.Credentials{
		AccessKeyID:  s.text[FieldKeyID],
		Key:          sigv4.ParseKey(s.secret.typed()),
		SessionToken: s.token.typed(),
	}
	in.settings.OmitSessionToken = s.text[FieldOmitToken] != ""
	in.readScope(s.text[FieldRegion], s.text[FieldService])
	in.readRules(s.text[FieldRules], s.text[FieldPayload])
	in.settings.Time = now
	if !s.Now() {
		in.readTime(strings.TrimSpace(s.text[FieldTime]))
	}
	if s.Presigned() {
		in.settings.Carrier = sigv4.QueryCarrier
		if endpoint.Lookup(in.settings.Service).TokenUnsigned {
			in.settings.OmitSessionToken = true
		}
		n, err := strconv.Atoi(strings.TrimSpace(s.text[FieldExpires]))
		if err != nil {
			in.errors[FieldExpires] = "Give whole seconds, 1 to 604800 (seven days)."
		}
		in.settings.Expires = n
	}
	return in
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
	if !found || in.scheme != "https" && in.scheme != "http" {
		fail("It has no scheme: begin with https://.")
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
	if scheme == "https" {
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
func (in *signing) readScope(region, service string) {
	in.settings.Region, in.settings.Service = region, service
	if region == "" {
		in.settings.Region = in.said.Region
	}
	if service == "" {
		in.settings.Service = in.said.Service
	}
	if in.errors[FieldURL] != "" {
		return // nothing is known of the host
	}
	if in.settings.Region == "" {
		in.errors[FieldRegion] = "The host name does not say it: give the region, as us-east-1."
	}
	if in.settings.Service == "" {
		in.errors[FieldService] = "The host name does not say it: give the signing name, as s3 or execute-api."
	}
}

func (in *signing) readRules(rules, payload string) {
	service := endpoint.Lookup(in.settings.Service)
	in.settings.Rules, in.assumed = service.Rules, service.Note()
	switch rules {
	case "s3":
		in.settings.Rules = endpoint.Lookup("s3").Rules
	case "general":
		in.settings.Rules = sigv4.Rules{EncodeTwice: true, Normalize: true}
	}
	mode, chosen := map[string]sigv4.PayloadMode{"signed": sigv4.PayloadSigned,
		"unsigned": sigv4.PayloadUnsigned, "empty": sigv4.PayloadEmpty}[payload]
	if !chosen {
		mode = service.Payload
	}
	in.settings.Payload = mode
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
}

// refused puts what the engine refuses beside the field that it is about.
func (in *signing) refused(err error) {
	e, ok := err.(*sigv4.Error) // all errors of Derive are
	if !ok {
		in.errors[FieldURL] = err.Error()
		return
	}
	field, found := engineFields[e.Field]
	if !found {
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
