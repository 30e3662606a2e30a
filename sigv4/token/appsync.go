package token

import (
	"encoding/base64"
	"strings"

	"countersign/sigv4"
)

const (
	// AppSyncGraphQL is the path that is signed to open a GraphQL subscription.
	AppSyncGraphQL = "/graphql/connect"
	// AppSyncEvents is the path that is signed to open a connection of AppSync Events.
	AppSyncEvents = "/event"

	appSyncPrefix = "header-"
)

// AppSyncRequest asks for the authorization of a real-time connection of AWS AppSync.
type AppSyncRequest struct {
	Terms
	Host string // the HTTP endpoint, api-id.appsync-api.region.amazonaws.com: not the real-time one
	Path string // AppSyncGraphQL or AppSyncEvents
	Body string // "" is {}, which opens a connection
}

// AppSync makes the WebSocket subprotocol "header-…": in base64url without padding, a JSON object with the
// headers of a signed POST of {} that is never sent (AWS AppSync Developer Guide, "Building a real-time
// WebSocket client", and AppSync Events Developer Guide, "Understanding the Event API WebSocket protocol";
// aws-amplify/amplify-js, authHeaders.ts). It stands in Sec-WebSocket-Protocol beside graphql-ws or
// aws-appsync-event-ws. The error is of type *sigv4.Error.
func AppSync(r AppSyncRequest) (Token, error) {
	if err := checkHost(r.Host); err != nil {
		return Token{}, err
	}
	if r.Credentials.Key.IsZero() {
		return Token{}, errNoKey()
	}
	if err := checkPath(r.Path); err != nil {
		return Token{}, err
	}
	body, err := appSyncBody(r.Body)
	if err != nil {
		return Token{}, err
	}
	d, err := sigv4.Derive(sigv4.Request{Method: "POST", Target: r.Path, Body: body, Headers: []sigv4.Header{
		{Name: "accept", Value: "application/json, text/javascript"},
		{Name: "content-encoding", Value: "amz-1.0"},
		{Name: "content-type", Value: "application/json; charset=UTF-8"},
		{Name: "host", Value: r.Host},
	}}, r.Credentials, sigv4.Signing{Time: r.Time, Region: r.Region, Service: "appsync", Rules: generalRules})
	if err != nil {
		return Token{}, err
	}
	var b strings.Builder
	for i, h := range d.Signed.Headers {
		name := h.Name
		if name != "Authorization" {
			name = strings.ToLower(name)
		}
		b.WriteString("{,"[min(i, 1):][:1] + quote(name) + ":" + quote(h.Value))
	}
	b.WriteString("}")
	return newToken(appSyncPrefix+base64.RawURLEncoding.EncodeToString([]byte(b.String())), d,
		"A subprotocol of the handshake to the real-time endpoint, beside graphql-ws or aws-appsync-event-ws.",
		"The HTTP endpoint is signed, not the real-time one."), nil
}

// ParseAppSync takes the subprotocol apart. Path and body are not in it, so they must be given; an empty
// body is {}. The error is of type *sigv4.Error.
func ParseAppSync(token, path, body string) (Parsed, error) {
	if err := checkPath(path); err != nil {
		return Parsed{}, err
	}
	text, err := decode(token, appSyncPrefix)
	if err != nil {
		return Parsed{}, err
	}
	headers, err := readObject(text)
	if err != nil {
		return Parsed{}, err
	}
	signed, err := appSyncBody(body)
	if err != nil {
		return Parsed{}, err
	}
	r := sigv4.Request{Method: "POST", Target: path, Headers: headers, Body: signed}
	claim, err := sigv4.ParseClaim(r)
	if err != nil {
		return Parsed{}, without(err)
	}
	p := &parsed{form{service: "appsync"}, r, claim}
	return Parsed{&p}, nil
}

// appSyncBody is the body that is signed.
func appSyncBody(text string) ([]byte, error) {
	switch {
	case len(text) > MaxToken:
		return nil, refuse("body", "", -1, "it is longer than 64 KiB")
	case text == "":
		return []byte("{}"), nil
	}
	return []byte(text), nil
}

// quote writes a JSON string (RFC 8259, section 7) of visible ASCII and spaces.
func quote(text string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(text) + `"`
}

// readObject reads a JSON object whose values are strings.
func readObject(text string) ([]sigv4.Header, error) {
	var headers []sigv4.Header
	at := 0
	space := func() {
		for at < len(text) && strings.IndexByte(" \t\r\n", text[at]) >= 0 {
			at++
		}
	}
	next := func(c byte) bool {
		space()
		if at == len(text) || text[at] != c {
			return false
		}
		at++
		return true
	}
	bad := func() error {
		return refuse("token", "", at, "after base64url, it is a JSON object of header names and values, all strings")
	}
	for more := next('{'); more; more = next(',') {
		space()
		name, ok := readString(text, &at)
		if !ok || !next(':') {
			return nil, bad()
		}
		space()
		value, ok := readString(text, &at)
		if !ok {
			return nil, bad()
		}
		headers = append(headers, sigv4.Header{Name: name, Value: value})
	}
	if !next('}') {
		return nil, bad()
	}
	if space(); at != len(text) {
		return nil, bad()
	}
	return headers, nil
}

// readString reads a JSON string at *at. Of the escapes it knows \" \\ and \/: nothing else stands in a
// header.
func readString(text string, at *int) (string, bool) {
	if *at == len(text) || text[*at] != '"' {
		return "", false
	}
	var out []byte
	for i := *at + 1; i < len(text); i++ {
		switch c := text[i]; {
		case c == '"':
			*at = i + 1
			return string(out), true
		case c == '\\' && i+1 < len(text) && strings.IndexByte(`"\/`, text[i+1]) >= 0:
			i++
			out = append(out, text[i])
		case c == '\\' || c < ' ':
			return "", false
		default:
			out = append(out, c)
		}
	}
	return "", false
}
