package forensics

import (
	"sort"
	"strings"

	"countersign/sigv4"
)

var (
	queryOrder = &Mistake{"query-order", "query", "query-not-sorted",
		"put the parameters into another order", "Sort the parameters by their encoded names, then by their encoded values, bytewise.", docSigning}
	queryPlus = &Mistake{"query-plus", "query", "query-space-as-plus",
		"wrote a space in the query as a plus, or read a plus otherwise than the server", "Write a space as %20 and a plus as %2B.", docSigning}
	querySet = &Mistake{"query-other-escapes", "query", "query-reserved-not-encoded",
		"escaped other characters of the query than SigV4 has it", "Escape every byte of names and values but letters, digits, “-”, “.”, “_” and “~”, once.", docSigning}
	queryHex = &Mistake{"query-lower-case-hex", "query", "query-reserved-not-encoded",
		"wrote the escapes of the query in lower-case hex", "Write escapes in upper case: %2F.", docSigning}
	queryTwice = &Mistake{"query-encoded-twice", "query", "query-reserved-not-encoded",
		"encoded the query twice", "Encode names and values once.", docSigning}
	queryEquals = &Mistake{"query-equals", "query", "query-valueless-param",
		"wrote a parameter without a value otherwise than with “=” behind it", "Write “name=” for a parameter without a value.", docSigning}
	queryMerged = &Mistake{"query-duplicates", "query", "query-duplicate-params",
		"merged, dropped or reordered parameters of the same name", "Sign each parameter as often as it is sent, sorted by value.", docSigning}
	queryMissing = &Mistake{"query-parameter-missing", "query", "query-changed-after-signing",
		"did not sign a parameter that is there", "Sign the query as it is sent: add parameters before signing.", docSigning}
	queryAdded = &Mistake{"query-parameter-added", "query", "query-changed-after-signing",
		"signed a parameter that is not there", "Sign the query as it is sent: take parameters off before signing.", docSigning}
	queryToken = &Mistake{"query-token-missing", "query", "session-token-not-signed",
		"did not sign the session token in the query", "Put X-Amz-Security-Token into the query before signing.", docSigning}
	queryTokenSigned = &Mistake{"query-token-signed", "query", "iot-token-signed",
		"signed the session token, which this service wants outside of the signature", "Append X-Amz-Security-Token to the URL after signing.", docIoTToken}
	querySignature = &Mistake{"query-with-signature", "query", "query-changed-after-signing",
		"signed X-Amz-Signature too", "Leave X-Amz-Signature out of what is signed.", docSigning}
	queryMark = &Mistake{"query-with-question-mark", "query", "canonical-request-format",
		"left the “?” on the query", "Begin the query behind the “?”.", docSigning}
	queryGone = &Mistake{"query-left-out", "query", "query-changed-after-signing",
		"left the query out", "Put the query on the third line of the canonical request.", docSigning}
	queryValue = &Mistake{"query-charset", "query", "query-changed-after-signing",
		"wrote letters beyond ASCII in another charset", "Write names and values in UTF-8.", docSigning}
)

const docIoTToken = "https://docs.aws.amazon.com/iot/latest/developerguide/iam-users-groups-roles.html"

// parameter is one of a query, as it is sent.
type parameter struct {
	name, value string
	equals      bool
}

// queryDraft is a canonical query string in the making.
type queryDraft struct {
	params   []parameter
	encode   func(string) string
	less     func(a, b *written) bool // nil: as they are sent
	noEquals bool                     // a name that is sent without “=” gets none
	late     bool                     // nor does one with an empty value
	fixed    bool                     // whole stands for it all
	whole    string
}

// written is a parameter with what it becomes.
type written struct {
	parameter
	encodedName, encodedValue string
}

// The fields of a queryDraft: one for each parameter follows them.
const (
	queryOrderField = iota
	queryEncodeField
	queryEqualsField
	queryDuplicatesField
	queryWholeField
	queryAddedField
	queryParameterField
)

func rightQuery(s *subject) queryDraft {
	return queryDraft{params: querySigned(s), encode: formEncoded, less: rightOrder}
}

func (d *queryDraft) render() (string, int) {
	if d.fixed {
		return d.whole, 0
	}
	all := make([]written, len(d.params))
	for i, p := range d.params {
		all[i] = written{p, d.encode(p.name), d.encode(p.value)}
	}
	if d.less != nil {
		sort.SliceStable(all, func(i, j int) bool { return d.less(&all[i], &all[j]) })
	}
	var b strings.Builder
	for i, p := range all {
		if i > 0 {
			b.WriteByte('&')
		}
		b.WriteString(p.encodedName)
		if p.equals && !(d.late && p.value == "") || !d.noEquals && !p.equals {
			b.WriteByte('=')
		}
		b.WriteString(p.encodedValue)
	}
	return b.String(), 0
}

// rightOrder is by encoded name, then by encoded value.
func rightOrder(a, b *written) bool {
	if a.encodedName != b.encodedName {
		return a.encodedName < b.encodedName
	}
	return a.encodedValue < b.encodedValue
}

// formEncoded decodes and encodes as the server does: a plus is a space.
func formEncoded(text string) string {
	return escaped(unescaped(strings.ReplaceAll(text, "+", "%20")), unreservedBytes, upperHex)
}

// parameters takes a query apart. Empty parameters are not signed.
func parameters(query string) []parameter {
	var out []parameter
	for _, pair := range strings.Split(query, "&") {
		if pair != "" {
			name, value, equals := strings.Cut(pair, "=")
			out = append(out, parameter{name, value, equals})
		}
	}
	return out
}

func without(params []parameter, drop func(i int, p parameter) bool) []parameter {
	var out []parameter
	for i, p := range params {
		if !drop(i, p) {
			out = append(out, p)
		}
	}
	return out
}

const signatureName = "X-Amz-Signature"

// querySigned are the parameters that a right signer signs.
func querySigned(s *subject) []parameter {
	return without(parameters(s.query), func(_ int, p parameter) bool {
		return s.in.Claim.Carrier == sigv4.QueryCarrier && formEncoded(p.name) == signatureName
	})
}

func queryChanges(s *subject) []change[queryDraft] {
	var out []change[queryDraft]
	add := func(m *Mistake, detail string, field, cost int, apply func(*queryDraft)) {
		out = append(out, change[queryDraft]{m, detail, field, cost, apply})
	}
	order := func(cost int, detail string, less func(a, b *written) bool) {
		add(queryOrder, detail, queryOrderField, cost, func(d *queryDraft) { d.less = less })
	}
	order(likely, "as they are sent", nil)
	order(likely, "by name alone", func(a, b *written) bool { return a.encodedName < b.encodedName })
	order(likely, "by their decoded names", func(a, b *written) bool {
		x, y := unescaped(a.name), unescaped(b.name)
		return x < y || x == y && unescaped(a.value) < unescaped(b.value)
	})
	order(rare, "by their decoded names alone", func(a, b *written) bool { return unescaped(a.name) < unescaped(b.name) })
	order(likely, "whatever the case of their letters", func(a, b *written) bool {
		x, y := strings.ToLower(a.encodedName), strings.ToLower(b.encodedName)
		return x < y || x == y && a.encodedValue < b.encodedValue
	})
	order(rare, "whatever the case of their letters, by name alone", func(a, b *written) bool {
		return strings.ToLower(a.encodedName) < strings.ToLower(b.encodedName)
	})
	order(likely, "as whole pairs, with “=” in them", func(a, b *written) bool {
		return a.encodedName+"="+a.encodedValue < b.encodedName+"="+b.encodedValue
	})
	order(rare, "as whole pairs as they are sent", func(a, b *written) bool { return a.name+"="+a.value < b.name+"="+b.value })
	order(rare, "as whole decoded pairs", func(a, b *written) bool {
		return unescaped(a.name)+"="+unescaped(a.value) < unescaped(b.name)+"="+unescaped(b.value)
	})
	order(rare, "by name and value as they are sent", func(a, b *written) bool {
		return a.name < b.name || a.name == b.name && a.value < b.value
	})
	order(rare, "those of the signature last", func(a, b *written) bool {
		x, y := strings.HasPrefix(a.name, "X-Amz-"), strings.HasPrefix(b.name, "X-Amz-")
		return y && !x || x == y && rightOrder(a, b)
	})
	order(rare, "backwards", func(a, b *written) bool { return rightOrder(b, a) })
	order(rare, "by name, with values backwards", func(a, b *written) bool {
		return a.encodedName < b.encodedName || a.encodedName == b.encodedName && a.encodedValue > b.encodedValue
	})

	encodeAt := func(cost int, m *Mistake, detail string, form func(string) string) {
		add(m, detail, queryEncodeField, cost, func(d *queryDraft) { d.encode = form })
	}
	encode := func(m *Mistake, detail string, form func(string) string) { encodeAt(likely, m, detail, form) }
	plain := func(t string) string { return unescaped(strings.ReplaceAll(t, "+", " ")) }
	encode(querySet, "not at all", plain)
	encodeAt(rare, querySet, "not at all, with a plus left", unescaped)
	encode(querySet, "as it is sent", func(t string) string { return t })
	encode(queryPlus, "“+” for a space", func(t string) string { return escapedBy(plain(t), unreservedBytes, true) })
	encode(queryPlus, "a plus taken for itself", func(t string) string { return escaped(unescaped(t), unreservedBytes, upperHex) })
	encode(queryPlus, "“+” left as it is", func(t string) string { return escaped(plain(t), unreservedBytes+"+", upperHex) })
	encodeAt(rare, queryPlus, "“+” sent and signed as it is", func(t string) string { return escaped(unescaped(t), unreservedBytes+"+", upperHex) })
	encodeAt(rare, queryPlus, "“%20” for a plus", func(t string) string {
		return strings.ReplaceAll(formEncoded(t), "%2B", "%20")
	})
	encode(queryPlus, "“%2B” for a space", func(t string) string { return strings.ReplaceAll(formEncoded(t), "%20", "%2B") })
	encode(queryTwice, "", func(t string) string { return escaped(formEncoded(t), unreservedBytes, upperHex) })
	encodeAt(rare, queryTwice, "as it is sent", func(t string) string { return escaped(t, unreservedBytes, upperHex) })
	encode(queryHex, "", func(t string) string { return lowerEscapes(formEncoded(t)) })
	for i, set := range escapeSets {
		m, cost := querySet, likely
		if i >= likelySets {
			cost = rare
		}
		if set.plus {
			m = queryPlus
		}
		encodeAt(cost, m, set.name, func(t string) string { return escapedBy(plain(t), set.keep, set.plus) })
	}
	encode(querySet, "with “/” left", func(t string) string { return escaped(plain(t), unreservedBytes+"/", upperHex) })
	for _, c := range charsets {
		if text := unescaped(s.query); !isASCII(text) {
			if other, ok := c.write(text); ok && other != text {
				encodeAt(rare, queryValue, c.name, func(t string) string {
					other, _ := c.write(plain(t))
					return escaped(other, unreservedBytes, upperHex)
				})
			}
		}
	}

	add(queryEquals, "the name alone", queryEqualsField, likely, func(d *queryDraft) { d.noEquals = true })
	add(queryEquals, "the name alone, for every empty value", queryEqualsField, rare, func(d *queryDraft) { d.noEquals, d.late = true, true })
	add(queryEquals, "nothing, for every empty value", queryEqualsField, rare, func(d *queryDraft) {
		d.params = without(d.params, func(_ int, p parameter) bool { return p.value == "" })
	})
	add(queryEquals, "nothing", queryEqualsField, likely, func(d *queryDraft) {
		d.params = without(d.params, func(_ int, p parameter) bool { return !p.equals })
	})
	for _, f := range [...]struct {
		detail string
		merge  func([]parameter) []parameter
	}{{"the first alone", firsts}, {"the last alone", lasts}, {"values joined with commas", func(p []parameter) []parameter { return merged(p, ",") }},
		{"values joined with a comma and a space", func(p []parameter) []parameter { return merged(p, "%2C%20") }}} {
		add(queryMerged, f.detail, queryDuplicatesField, rare, func(d *queryDraft) { d.params = f.merge(d.params) })
	}
	all := querySigned(s)
	whole := func(detail string, drop func(p parameter) bool) {
		add(queryMissing, detail, queryParameterField+maxParameters+1, likely, func(d *queryDraft) {
			d.params = without(d.params, func(_ int, p parameter) bool { return drop(p) })
		})
	}
	if s.in.Claim.Carrier == sigv4.QueryCarrier {
		whole("those of the signature", func(p parameter) bool { return strings.HasPrefix(p.name, "X-Amz-") })
		whole("all but those of the signature", func(p parameter) bool { return !strings.HasPrefix(p.name, "X-Amz-") })
	}
	add(queryEquals, "a parameter without name and value", queryAddedField, rare, func(d *queryDraft) {
		d.params = append(d.params[:len(d.params):len(d.params)], parameter{})
	})
	for i, p := range all {
		m := queryMissing
		switch {
		case strings.EqualFold(p.name, "X-Amz-Security-Token"):
			m = queryToken
		case index(all[i+1:], p.name) >= 0 || index(all[:i], p.name) >= 0:
			m = queryMerged
		}
		add(m, quoted(unescaped(p.name)), queryParameterField+i, likely, func(d *queryDraft) {
			d.params = without(d.params, func(_ int, other parameter) bool { return other == p })
		})
		if i == maxParameters {
			break
		}
	}
	for _, p := range parameters(s.query) {
		if formEncoded(p.name) == signatureName {
			add(querySignature, "", queryAddedField, likely, func(d *queryDraft) { d.params = append(d.params[:len(d.params):len(d.params)], p) })
			add(querySignature, "without its value", queryAddedField, rare, func(d *queryDraft) {
				d.params = append(d.params[:len(d.params):len(d.params)], parameter{p.name, "", true})
			})
		}
	}
	if token := s.in.Claim.SessionToken; token != "" && !strings.Contains(s.query, "X-Amz-Security-Token=") {
		m, detail := queryAdded, "“X-Amz-Security-Token”"
		if s.in.Claim.Carrier == sigv4.QueryCarrier { // the service wants it behind what is signed
			m, detail = queryTokenSigned, ""
		}
		add(m, detail, queryAddedField, likely, func(d *queryDraft) {
			d.params = append(d.params[:len(d.params):len(d.params)], parameter{"X-Amz-Security-Token", escaped(token, unreservedBytes, upperHex), true})
		})
	}
	fixed := func(m *Mistake, detail, text string) {
		add(m, detail, queryWholeField, rare, func(d *queryDraft) { d.fixed, d.whole = true, text })
	}
	fixed(queryGone, "", "")
	fixed(queryOrder, "the query as it is sent, unchanged", s.query)
	if unsigned, _, found := strings.Cut(s.query, "&"+signatureName+"="); found {
		fixed(queryOrder, "the query as it is sent, unchanged but for the signature", unsigned)
	}
	if right := s.right.CanonicalQuery.String; right != "" {
		fixed(queryEquals, "one more “=” at the end", right+"=")
		fixed(queryEquals, "one more “&” at the end", right+"&")
	}
	fixed(queryMark, "", "?"+s.right.CanonicalQuery.String)
	fixed(queryMark, "as it is sent", "?"+s.query)
	fixed(querySet, "the whole canonical query string escaped", escaped(s.right.CanonicalQuery.String, unreservedBytes, upperHex))
	fixed(querySet, "the whole query escaped but for “=” and “&”", escaped(s.query, unreservedBytes+"=&", upperHex))
	return out
}

// maxParameters bounds for how many parameters it is tried that one is missing.
const maxParameters = 200

// firsts keeps the first parameter of each name, lasts the last.
func firsts(params []parameter) []parameter {
	return without(params, func(i int, p parameter) bool { return index(params, p.name) < i })
}

func lasts(params []parameter) []parameter {
	return without(params, func(i int, p parameter) bool { return index(params[i+1:], p.name) >= 0 })
}

// merged joins the values of parameters of one name at the place of the first.
func merged(params []parameter, comma string) []parameter {
	var out []parameter
	for _, p := range params {
		if i := index(out, p.name); i >= 0 {
			out[i].value += comma + p.value
			continue
		}
		out = append(out, p)
	}
	return out
}

func index(params []parameter, name string) int {
	for i, p := range params {
		if p.name == name {
			return i
		}
	}
	return -1
}
