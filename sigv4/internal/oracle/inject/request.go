package inject

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// Header is a header as it is sent: Name, colon, space, Value.
type Header struct {
	Name, Value string
	Signed      bool
}

// Request is a request as its client sends it, but for the signature, and who signs it.
type Request struct {
	Method  string
	Path    string   // escaped, without the query
	Query   string   // without "?" and without the parameters of the signature
	Headers []Header // without Authorization
	Body    []byte

	KeyID, Secret, Token string
	Time                 time.Time // in UTC
	Region, Service      string
	Presigned            bool // the signature stands in the query, not in Authorization
	Expires              int  // seconds, of a presigned URL
	Unsigned             bool // the payload is UNSIGNED-PAYLOAD

	salt uint64 // chooses among the values that a mistake may have
}

const (
	algorithm  = "AWS4-HMAC-SHA256"
	terminator = "aws4_request"
	longTime   = "20060102T150405Z"
	shortDate  = "20060102"
)

// headerValue is the value of the first header of a name.
func (r *Request) headerValue(name string) string {
	for _, h := range r.Headers {
		if strings.EqualFold(h.Name, name) {
			return h.Value
		}
	}
	return ""
}

func (r *Request) has(name string) bool {
	return slices.ContainsFunc(r.Headers, func(h Header) bool { return strings.EqualFold(h.Name, name) })
}

// encodesOnce reports whether the service takes S3's rules: the path is encoded once and never normalised.
func (r *Request) encodesOnce() bool { return r.Service == "s3" }

// appendsToken reports whether the service wants the session token unsigned, after the signature (AWS IoT
// Core Developer Guide, MQTT over WebSocket).
func (r *Request) appendsToken() bool { return r.Service == "iotdevicegateway" && r.Presigned }

// scope is the credential scope.
func (r *Request) scope() []string {
	return []string{r.Time.Format(shortDate), r.Region, r.Service, terminator}
}

func (r *Request) credential() string { return r.KeyID + "/" + strings.Join(r.scope(), "/") }

// signedNames are the names of the signed headers in lower case, sorted.
func (r *Request) signedNames() []string {
	var names []string
	for _, h := range r.Headers {
		if h.Signed {
			names = append(names, strings.ToLower(h.Name))
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// authParams are the parameters of a presigned URL but for its signature, as sent, and signed.
func (r *Request) authParams(signedHeaders string) []string {
	if !r.Presigned {
		return nil
	}
	params := []string{
		"X-Amz-Algorithm=" + algorithm,
		"X-Amz-Credential=" + escape(r.credential(), ""),
		"X-Amz-Date=" + r.Time.Format(longTime),
		"X-Amz-SignedHeaders=" + escape(signedHeaders, ""),
		"X-Amz-Expires=" + strconv.Itoa(r.Expires),
	}
	if r.Token != "" && !r.appendsToken() {
		params = append(params, "X-Amz-Security-Token="+escape(r.Token, ""))
	}
	return params
}

// target is the request's target as sent, with the signature where it is presigned.
func (r *Request) target(signedHeaders, signature string) string {
	var parts []string
	if r.Query != "" {
		parts = append(parts, r.Query)
	}
	if r.Presigned {
		parts = append(parts, r.authParams(signedHeaders)...)
		parts = append(parts, "X-Amz-Signature="+escape(signature, ""))
		if r.Token != "" && r.appendsToken() {
			parts = append(parts, "X-Amz-Security-Token="+escape(r.Token, ""))
		}
	}
	if len(parts) == 0 {
		return r.Path
	}
	return r.Path + "?" + strings.Join(parts, "&")
}

// other chooses one of several values, but not the one given. It is given back when there is no other.
func (r *Request) other(not string, from ...string) string {
	from = slices.DeleteFunc(slices.Clone(from), func(s string) bool { return s == not })
	if len(from) == 0 {
		return not
	}
	return from[r.salt%uint64(len(from))]
}
