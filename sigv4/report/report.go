// Package report writes a diagnosis down: as text for a terminal, as JSON, and as Markdown to pass
// on. Nothing secret gets into any of them: secrets and signing keys found in the paste or given
// beside it, and session tokens, are masked; Markdown also shortens access key ids.
package report

import (
	"sort"
	"strings"

	"countersign/sigv4"
	"countersign/sigv4/diagnose"
)

// Report is a diagnosis with the text it is about, ready to be written in any form.
type Report struct {
	d      diagnose.Diagnosis
	text   string // the paste, masked byte for byte, so that spans still fit
	hidden []string
}

// mask is what stands for one hidden byte.
const mask = '*'

// New prepares a diagnosis of in for writing. secrets are texts to hide besides those that the
// evidence holds: the secret or signing key that was given, a session token.
func New(in diagnose.Input, d diagnose.Diagnosis, secrets ...string) Report {
	r := Report{d: d}
	secrets = append([]string(nil), secrets...)
	text := []byte(in.Evidence.Text)
	for _, s := range in.Evidence.Secrets {
		if s.Span.Start >= 0 && s.Span.End <= len(text) && s.Span.Len() > 0 {
			secrets = append(secrets, in.Evidence.Text[s.Span.Start:s.Span.End], in.Evidence.Text[s.Bare.Start:s.Bare.End])
			cover(text, s.Span)
		}
	}
	r.hide(append(secrets, tokens(in)...))
	r.text = r.veil(string(text))
	return r
}

// veil masks what must not be seen, byte for byte, so that offsets still fit.
func (r Report) veil(text string) string {
	for _, h := range r.hidden {
		text = strings.ReplaceAll(text, h, strings.Repeat(string(mask), len(h)))
	}
	return text
}

// minHidden is the shortest text that is hidden wherever it occurs: a shorter one would blot out
// ordinary words, and is no secret.
const minHidden = 8

// hide has every occurrence of the texts masked, also in URL-encoded form. Longer texts are masked
// first, so that none is cut up by a part of itself.
func (r *Report) hide(secrets []string) {
	known := map[string]bool{}
	for _, s := range secrets {
		for _, form := range [...]string{s, strings.TrimSpace(s), percentEncoded(s)} {
			if len(form) >= minHidden && !known[form] {
				known[form] = true
				r.hidden = append(r.hidden, form)
			}
		}
	}
	sort.SliceStable(r.hidden, func(i, j int) bool { return len(r.hidden[i]) > len(r.hidden[j]) })
}

// percentEncoded is s as it stands in a query.
func percentEncoded(s string) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for i := range len(s) {
		c := s[i]
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte("-._~", c) >= 0 {
			b.WriteByte(c)
		} else {
			b.WriteByte('%')
			b.WriteByte(hex[c>>4])
			b.WriteByte(hex[c&15])
		}
	}
	return b.String()
}

// cover masks a range in place.
func cover(text []byte, s sigv4.Span) {
	for i := s.Start; i < s.End; i++ {
		text[i] = mask
	}
}

// tokens are the session tokens in the evidence: header, form field, query parameter, error fields.
func tokens(in diagnose.Input) []string {
	var out []string
	if in.Token != "" {
		out = append(out, in.Token)
	}
	for i := range in.Evidence.Requests {
		r := &in.Evidence.Requests[i]
		for _, h := range r.Headers {
			if strings.EqualFold(h.Name, "X-Amz-Security-Token") {
				out = append(out, h.Value)
			}
		}
	}
	for i := range in.Evidence.Forms {
		fields := in.Evidence.Forms[i].Fields
		for _, f := range fields {
			if strings.EqualFold(f.Name, tokenName) {
				out = append(out, f.Value.String)
				for _, f := range fields { // the policy holds it too
					if strings.EqualFold(f.Name, "policy") {
						out = append(out, f.Value.String)
					}
				}
			}
		}
	}
	return append(out, namedTokens(in.Evidence.Text)...)
}

// tokenName is what stands before a session token, in a query, a header or a canonical request.
const tokenName = "x-amz-security-token"

// namedTokens finds what stands behind the name of a session token anywhere in the paste.
func namedTokens(text string) []string {
	var out []string
	lower := strings.ToLower(text)
	if len(lower) != len(text) {
		lower = text // the rare text whose length changes with case: exact names only
	}
	for at := 0; ; {
		n := strings.Index(lower[at:], tokenName)
		if n < 0 {
			return out
		}
		at += n + len(tokenName)
		rest := strings.TrimLeft(text[at:], " =:\"'")
		end := strings.IndexAny(rest, " \t\r\n\"'&\\;,<")
		if end < 0 {
			end = len(rest)
		}
		if end >= minHidden && !seen(out, rest[:end]) {
			out = append(out, rest[:end])
		}
		if len(out) >= maxTokens {
			return out
		}
	}
}

// maxTokens bounds how many different tokens of a log are hidden by name.
const maxTokens = 64

func seen(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

// clean masks what must not appear in a sentence of the report.
func (r Report) clean(s string) string {
	for _, h := range r.hidden {
		s = strings.ReplaceAll(s, h, "[hidden]")
	}
	return s
}
