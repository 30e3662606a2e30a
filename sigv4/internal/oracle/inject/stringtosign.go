package inject

import (
	"encoding/base64"
	"slices"
	"strconv"
	"strings"
	"time"
)

// The lines of the string to sign.
const (
	algorithmLine = iota
	timeLine
	scopeLine
	hashLine
)

// stringFieldMistakes put another text in a line of the string to sign.
func stringFieldMistakes() []Mistake {
	var all []Mistake
	add := func(id, causes string, line int, value func(*draft) string) {
		names := [...]string{"algorithm", "time", "scope", "hash"}
		all = append(all, mistake("string-"+id, "string to sign "+names[line], causes, theHash, func(d *draft) { d.toSign[line] = value(d) }))
	}
	for _, wrong := range []string{"aws4-hmac-sha256", "AWS4-HMAC-SHA1", "HMAC-SHA256", "AWS4-HMAC-SHA-256", "AWS4-ECDSA-P256-SHA256"} {
		add("algorithm-"+wrong, "string-to-sign-format algorithm-unsupported", algorithmLine, func(*draft) string { return wrong })
	}
	for _, format := range []struct{ id, layout string }{
		{"iso", time.RFC3339}, {"iso-milliseconds", "2006-01-02T15:04:05.000Z07:00"}, {"basic-milliseconds", "20060102T150405.000Z"},
		{"rfc1123", "Mon, 02 Jan 2006 15:04:05 GMT"}, {"date-only", shortDate}, {"without-z", "20060102T150405"},
	} {
		add("time-"+format.id, "string-to-sign-format timestamp-format", timeLine, func(d *draft) string { return d.r.Time.Format(format.layout) })
	}
	add("time-epoch", "string-to-sign-format timestamp-format", timeLine, func(d *draft) string { return strconv.FormatInt(d.r.Time.Unix(), 10) })

	ofPart := [...]string{"scope-date-mismatch", "scope-region-wrong", "scope-service-wrong", "scope-malformed"}
	for _, o := range otherScopes {
		add("scope-"+o.id, "string-to-sign-format "+ofPart[o.part], scopeLine, func(d *draft) string {
			scope := d.r.scope()
			scope[o.part] = o.value(d.r)
			return strings.Join(scope, "/")
		})
	}
	add("scope-with-key-id", "string-to-sign-format scope-malformed", scopeLine, func(d *draft) string { return d.r.credential() })
	add("scope-without-terminator", "string-to-sign-format scope-malformed", scopeLine, func(d *draft) string {
		return strings.Join(d.r.scope()[:3], "/")
	})

	add("request-unhashed", "string-to-sign-format", hashLine, func(d *draft) string { return d.canonical })
	add("hash-upper", "string-to-sign-format", hashLine, func(d *draft) string { return strings.ToUpper(d.toSign[hashLine]) })
	add("hash-raw", "string-to-sign-format", hashLine, func(d *draft) string { return string(hash(d.canonical)) })
	add("hash-base64", "string-to-sign-format", hashLine, func(d *draft) string { return base64.StdEncoding.EncodeToString(hash(d.canonical)) })

	// Scope and key agree with each other, and not with the credential that is sent.
	for _, o := range otherScopes {
		if o.id != "yesterday" && o.id != "region" && o.id != "service" {
			continue
		}
		all = append(all, mistake("signed-for-"+o.id, "string to sign scope", "signing-key-wrong-scope "+ofPart[o.part], theHash, func(d *draft) {
			scope := d.r.scope()
			scope[o.part] = o.value(d.r)
			d.toSign[scopeLine] = strings.Join(scope, "/")
		}).also(theScope, func(d *draft) { d.scope[o.part] = o.value(d.r) }))
	}
	return all
}

// stringFormMistakes assemble the string to sign otherwise.
func stringFormMistakes() []Mistake {
	var all []Mistake
	add := func(id string, text func(lines []string) string) {
		all = append(all, mistake("string-"+id, "string to sign form", "string-to-sign-format", theString, func(d *draft) {
			d.text = text(slices.Clone(d.toSign))
		}))
	}
	for line, name := range []string{"algorithm", "time", "scope", "hash"} {
		add("without-"+name, func(lines []string) string { return strings.Join(slices.Delete(lines, line, line+1), "\n") })
	}
	for _, order := range []struct {
		id    string
		lines [4]int
	}{
		{"time-first", [4]int{timeLine, algorithmLine, scopeLine, hashLine}},
		{"scope-before-time", [4]int{algorithmLine, scopeLine, timeLine, hashLine}},
		{"hash-before-scope", [4]int{algorithmLine, timeLine, hashLine, scopeLine}},
		{"reversed", [4]int{hashLine, scopeLine, timeLine, algorithmLine}},
	} {
		add(order.id, func(lines []string) string {
			moved := make([]string, 4)
			for i, from := range order.lines {
				moved[i] = lines[from]
			}
			return strings.Join(moved, "\n")
		})
	}
	add("crlf", func(lines []string) string { return strings.Join(lines, "\r\n") })
	add("newline-at-the-end", func(lines []string) string { return strings.Join(lines, "\n") + "\n" })
	return all
}

// signatureMistakes write the signature in another way.
func signatureMistakes() []Mistake {
	var all []Mistake
	add := func(id, causes string, text func(*draft) string) {
		all = append(all, mistake("signature-"+id, "signature", causes, theSignature, func(d *draft) { d.signature = text(d) }))
	}
	add("base64", "signature-format", func(d *draft) string { return base64.StdEncoding.EncodeToString(mac(d.key, d.text)) })
	add("upper", "signature-format", func(d *draft) string { return strings.ToUpper(d.signature) })
	add("last-cut", "signature-format", func(d *draft) string { return d.signature[:len(d.signature)-1] })
	add("half", "signature-format", func(d *draft) string { return d.signature[:32] })
	add("hashed", "signature-format", func(d *draft) string { return hexHash(d.signature) })
	add("hashed-raw", "signature-format", func(d *draft) string { return hexHash(string(mac(d.key, d.text))) })
	return all
}
