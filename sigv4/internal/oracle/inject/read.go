package inject

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Read reads a request as HTTP/1.1 puts it on the wire, with its signature in Authorization, and gives it
// with the signature that it carries. The payload is taken for signed.
func Read(raw, secret string) (*Request, string, error) {
	head, body, found := strings.Cut(raw, "\r\n\r\n")
	lines := strings.Split(head, "\r\n")
	first := strings.Split(lines[0], " ")
	if !found || len(first) != 3 {
		return nil, "", fmt.Errorf("inject: %q starts no request", lines[0])
	}
	r := &Request{Method: first[0], Secret: secret, Body: []byte(body)}
	r.Path, r.Query, _ = strings.Cut(first[1], "?")
	var authorization string
	for _, line := range lines[1:] {
		name, value, _ := strings.Cut(line, ":")
		value = strings.TrimPrefix(value, " ")
		if strings.EqualFold(name, "Authorization") {
			authorization = value
			continue
		}
		r.Headers = append(r.Headers, Header{Name: name, Value: value})
	}
	credential := strings.Split(between(authorization, "Credential=", ","), "/")
	signed := strings.Split(between(authorization, "SignedHeaders=", ","), ";")
	signature := between(authorization, "Signature=", ",")
	if len(credential) != 5 || signature == "" {
		return nil, "", fmt.Errorf("inject: Authorization is %q", authorization)
	}
	r.KeyID, r.Region, r.Service = credential[0], credential[2], credential[3]
	for i, h := range r.Headers {
		r.Headers[i].Signed = slices.Contains(signed, strings.ToLower(h.Name))
	}
	var err error
	if r.Time, err = time.Parse(longTime, r.headerValue("X-Amz-Date")); err != nil {
		return nil, "", fmt.Errorf("inject: X-Amz-Date: %w", err)
	}
	return r, signature, nil
}

// between is what stands after a word, up to another or the end.
func between(text, after, before string) string {
	_, rest, _ := strings.Cut(text, after)
	rest, _, _ = strings.Cut(rest, before)
	return rest
}

// SignatureWith is the signature that a signer with the named mistakes makes, and without any the right one.
func (r *Request) SignatureWith(ids ...string) (string, error) {
	var made []Mistake
	for _, id := range ids {
		at := slices.IndexFunc(Mistakes(), func(m Mistake) bool { return m.ID == id })
		if at < 0 {
			return "", fmt.Errorf("inject: there is no mistake %s", strconv.Quote(id))
		}
		made = append(made, Mistakes()[at])
	}
	return sign(r, made...).signature, nil
}
