package inject

import (
	"encoding/base64"
	"html"
	"net/url"
	"regexp"
	"strings"
)

// secretMistakes are the ways in which a secret is changed before the signer has it.
func secretMistakes() []Mistake {
	around := func(before, after string) func(string) string {
		return func(s string) string { return before + s + after }
	}
	replace := func(pairs ...string) func(string) string { return strings.NewReplacer(pairs...).Replace }
	var all []Mistake
	for _, m := range []struct {
		id     string
		mangle func(string) string
	}{
		{"space-before", around(" ", "")},
		{"space-after", around("", " ")},
		{"tab-before", around("\t", "")},
		{"tab-after", around("", "\t")},
		{"nbsp-before", around("\u00a0", "")},
		{"nbsp-after", around("", "\u00a0")},
		{"zero-width-before", around("\u200b", "")},
		{"zero-width-after", around("", "\u200b")},
		{"bom-before", around("\ufeff", "")},
		{"bom-after", around("", "\ufeff")},
		{"newline-before", around("\n", "")},
		{"newline", around("", "\n")},
		{"cr", around("", "\r")},
		{"crlf", around("", "\r\n")},
		{"single-quotes", around("'", "'")},
		{"double-quotes", around(`"`, `"`)},
		{"smart-quotes", around("“", "”")},
		{"smart-single-quotes", around("‘", "’")},
		{"url-encoded", func(s string) string { return escape(s, "") }},
		{"url-decoded", unescapeForm},
		{"percent-decoded", unescape},
		{"plus-as-space", replace("+", " ")},
		{"space-as-plus", replace(" ", "+")},
		{"form-encoded", url.QueryEscape},
		{"html-escaped", html.EscapeString},
		{"html-escaped-fully", replace("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "'", "&#x27;", "/", "&#x2F;")},
		{"html-unescaped", html.UnescapeString},
		{"base64-encoded", func(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) }},
		{"base64-decoded", func(s string) string {
			raw, err := base64.StdEncoding.DecodeString(s)
			if err != nil {
				return s
			}
			return string(raw)
		}},
		{"last-cut", func(s string) string { return s[:len(s)-1] }},
		{"first-cut", func(s string) string { return s[1:] }},
		{"first-doubled", func(s string) string { return s[:1] + s }},
		{"last-doubled", func(s string) string { return s + s[len(s)-1:] }},
		{"upper", strings.ToUpper},
		{"lower", strings.ToLower},
		{"shell-expanded", func(s string) string { return shellVariable.ReplaceAllString(s, "") }},
		{"backslash-dropped", func(s string) string { return shellBackslash.ReplaceAllString(s, "$1") }},
	} {
		all = append(all, mistake("secret-"+m.id, "secret", "secret-mangled", theSecret, func(d *draft) { d.secret = m.mangle(d.secret) }))
	}
	return all
}

var (
	shellVariable  = regexp.MustCompile(`\$([A-Za-z_][A-Za-z0-9_]*|[0-9])`)
	shellBackslash = regexp.MustCompile(`\\(.)`)
)

// smtpMistakes: the password of SES's SMTP interface is made from the secret (Amazon SES Developer Guide,
// "Obtaining Amazon SES SMTP credentials").
func smtpMistakes() []Mistake {
	return []Mistake{mistake("smtp-password", "secret", "smtp-password-as-secret", theSecret, func(d *draft) {
		key := []byte("AWS4" + d.secret)
		for _, data := range []string{"11111111", d.r.Region, "ses", terminator, "SendRawEmail"} {
			key = mac(key, data)
		}
		d.secret = base64.StdEncoding.EncodeToString(append([]byte{4}, key...))
	})}
}

func prefixMistakes() []Mistake {
	var all []Mistake
	for _, m := range []struct{ id, prefix string }{{"missing", ""}, {"doubled", "AWS4AWS4"}, {"lower", "aws4"}} {
		all = append(all, mistake("prefix-"+m.id, "prefix", "key-derivation-wrong", theScope, func(d *draft) { d.prefix = m.prefix }))
	}
	return all
}
