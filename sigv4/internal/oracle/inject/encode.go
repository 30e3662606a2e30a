package inject

import (
	"encoding/hex"
	"slices"
	"strings"
)

// escape is UriEncode of the specification: every byte but letters, digits and -._~ becomes %XX. Bytes of
// keep stay too: "/" in a path.
func escape(text, keep string) string {
	const digits = "0123456789ABCDEF"
	var b strings.Builder
	for _, c := range []byte(text) {
		switch {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', strings.IndexByte("-._~"+keep, c) >= 0:
			b.WriteByte(c)
		default:
			b.Write([]byte{'%', digits[c>>4], digits[c&15]})
		}
	}
	return b.String()
}

// unescape replaces every escape by its byte.
func unescape(text string) string {
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		if text[i] == '%' && i+2 < len(text) {
			if raw, err := hex.DecodeString(text[i+1 : i+3]); err == nil {
				b.Write(raw)
				i += 2
				continue
			}
		}
		b.WriteByte(text[i])
	}
	return b.String()
}

// unescapeForm also reads "+" as a space.
func unescapeForm(text string) string { return unescape(strings.ReplaceAll(text, "+", " ")) }

// lowerHex writes the digits of every escape in lower case.
func lowerHex(text string) string {
	b := []byte(text)
	for i := 0; i+2 < len(b); i++ {
		if b[i] == '%' {
			copy(b[i+1:i+3], strings.ToLower(text[i+1:i+3]))
		}
	}
	return string(b)
}

// normalize takes "." and empty segments out of a path and resolves "..". A final slash stays.
func normalize(path string) string {
	var kept []string
	for _, segment := range strings.Split(path, "/") {
		switch segment {
		case "", ".":
		case "..":
			kept = kept[:max(len(kept)-1, 0)]
		default:
			kept = append(kept, segment)
		}
	}
	if len(kept) == 0 {
		return "/"
	}
	if strings.HasSuffix(path, "/") {
		kept = append(kept, "")
	}
	return "/" + strings.Join(kept, "/")
}

// param is a query parameter.
type param struct {
	at                  int // its place as sent
	sentName, sentValue string
	bare                bool // sent without "="
	auth                bool // of the signature
	name, value         string
	equals              string // between the two
}

// parseParams reads the parameters of a query. Empty ones, as between "&&", are none.
func parseParams(query []string, auth bool) []param {
	var all []param
	for _, pair := range query {
		if pair != "" {
			name, value, found := strings.Cut(pair, "=")
			all = append(all, param{sentName: name, sentValue: value, bare: !found, auth: auth})
		}
	}
	return all
}

// pair is the parameter in the canonical query string.
func (p param) pair() string { return p.name + p.equals + p.value }

// encode sets what each parameter is in the canonical query string, before they are sorted.
func encode(params []param, text func(sent string) string) {
	for i, p := range params {
		params[i].at = i
		params[i].name, params[i].value, params[i].equals = text(p.sentName), text(p.sentValue), "="
	}
}

func canonicalParam(sent string) string { return escape(unescapeForm(sent), "") }

// sortBy sorts by keys, the first of which decides; equal ones keep their order.
func sortBy[T any](all []T, keys ...func(T) string) {
	slices.SortStableFunc(all, func(a, b T) int {
		for _, key := range keys {
			if c := strings.Compare(key(a), key(b)); c != 0 {
				return c
			}
		}
		return 0
	})
}
