package inject

import (
	"slices"
	"strings"
)

// equivalents are pairs of mistakes with different causes that give the same bytes on some requests: the
// first with each of the second. Who names either is right there. A test finds all there are.
var equivalents = []struct{ first, second, where string }{
	{"host-without-port", "host-forwarded host-global-endpoint host-regional-endpoint", "the other name is the host's own: only the port differs"},
	{"path-as-sent", "path-decoded path-encoded-once", "what is sent has no escapes, or is encoded once"},
	{"path-as-sent", "path-as-encodeURI path-as-encodeURIComponent path-as-url-parsers path-asterisk-kept", "the reserved bytes that are sent bare are those that the encoder keeps"},
	{"path-as-sent", "path-plus-kept path-space-as-plus", "+ is the only reserved byte that is sent bare, or stands where a space is sent"},
	{"path-as-sent", "path-normalization-reversed", "what is sent only needs normalising"},
	{"path-decoded", "path-as-encodeURI path-as-encodeURIComponent path-as-url-parsers path-asterisk-kept path-plus-kept path-space-as-plus", "every byte that needs an escape is one that the encoder keeps"},
	{"path-as-encodeURI", "path-plus-kept path-space-as-plus", "+ is the only byte that the encoder keeps"},
	{"path-as-url-parsers", "path-plus-kept path-space-as-plus", "+ is the only byte that the encoder keeps"},
	{"path-space-as-plus", "path-plus-kept", "there is a + and no space"},
	{"path-normalization-reversed", "path-first-segment-stripped", "the first segment is empty or a dot"},
	{"query-encoded-as-sent", "query-plus-kept query-space-as-plus", "a + that is sent for a space is all that encoding changes"},
	{"query-unencoded", "query-plus-kept", "a %2B is all that needs an escape"},
	{"query-sent-encoded-again", "query-plus-taken-literally query-space-as-encoded-plus", "a + that is sent for a space is all that encoding changes"},
	{"query-first-missing", "query-duplicates-first query-duplicates-last", "the first parameter is the duplicate"},
	{"query-last-missing", "query-duplicates-first query-duplicates-last", "the last parameter is the duplicate"},
	{"query-empty", "query-own-missing query-first-missing query-last-missing query-valueless-missing", "no other parameters are sent"},
	{"query-valueless-missing", "query-own-missing query-first-missing query-last-missing", "the parameters that are missing are those without a value"},
	{"query-of-signature-missing", "query-empty", "there are no other parameters"},
	{"query-sorted-by-name-only", "query-unsorted query-sorted-as-sent query-sorted-decoded", "only values of one name are out of order"},
	{"query-as-sent", "query-encoded-as-sent query-unencoded query-as-encodeURIComponent query-slash-kept query-colon-kept query-slash-colon-kept query-comma-kept query-lower-hex query-plus-kept query-space-as-plus", "the parameters are sent in order"},
	{"query-as-sent", "query-unsorted query-sorted-decoded query-sorted-by-pair query-sorted-ignoring-case query-sorted-by-name-only", "the parameters are sent encoded as they must be"},
	{"query-as-sent", "query-without-equals query-without-equals-when-empty", "the parameters are sent in order, and one without ="},
	{"header-values-as-sent", "header-duplicates-comma-space", "only the second of two values starts with a space"},
	{"header-values-not-trimmed", "header-duplicates-comma-space", "only the second of two values starts with a space"},
	{"header-host-line-missing", "canonical-no-headers", "Host is the only signed header"},
	{"payload-of-nothing", "payload-signed", "there is no body, and the payload is unsigned"},
	{"payload-of-nothing", "payload-json-as-form", "the body is an empty object"},
	{"payload-empty", "payload-not-hashed", "there is no body"},
}

// equivalentsOf are the mistakes that are paired with one.
func equivalentsOf(id string) []Mistake {
	paired := map[string]bool{}
	for _, e := range equivalents {
		second := strings.Fields(e.second)
		if e.first == id {
			for _, s := range second {
				paired[s] = true
			}
		}
		if slices.Contains(second, id) {
			paired[e.first] = true
		}
	}
	return slices.DeleteFunc(Mistakes(), func(m Mistake) bool { return !paired[m.ID] })
}
