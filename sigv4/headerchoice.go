package sigv4

// headerChoice remembers the names of a request's headers, for which the signed ones were chosen, put into
// lower case and sorted. A client signs requests with the same names again and again, and choosing
// takes a tenth of a signature.
type headerChoice struct {
	known bool
	kind  headerKind
	names []byte // as written, one after another
	ends  []int  // of each, in names
}

// headerKind is what the choice depends on besides the names.
type headerKind struct {
	carrier                                  Carrier
	token, omitToken, regionSet, replaceHash bool
	added                                    int // headers that signing adds; the rest says which
}

// is reports whether the choice is the one for headers.
func (h *headerChoice) is(kind headerKind, headers []Header) bool {
	if !h.known || h.kind != kind || len(h.ends) != len(headers) {
		return false
	}
	start := 0
	for i, end := range h.ends {
		if string(h.names[start:end]) != headers[i].Name {
			return false
		}
		start = end
	}
	return true
}

// set notes what the choice was made for.
func (h *headerChoice) set(kind headerKind, headers []Header) {
	h.known, h.kind = true, kind
	h.names, h.ends = h.names[:0], h.ends[:0]
	for i := range headers {
		h.names = append(h.names, headers[i].Name...)
		h.ends = append(h.ends, len(h.names))
	}
}

// resetHeaders forgets the headers chosen.
func (e *engine) resetHeaders(record bool) {
	e.names.reset(record)
	e.signed.reset(record)
	e.lines, e.byName, e.replaced = e.lines[:0], e.byName[:0], e.replaced[:0]
	e.chosen.known = false
}
