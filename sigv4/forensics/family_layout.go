package forensics

import "strings"

var (
	layoutBlank = &Mistake{"layout-blank-line", "canonical-request", "canonical-request-format",
		"left out or added an empty line", "Put one empty line between the canonical headers and the list of their names, and no other.", docSigning}
	layoutEnd = &Mistake{"layout-last-line", "canonical-request", "canonical-request-format",
		"ended the canonical request with a line end", "End the canonical request with the payload hash, without a line end.", docSigning}
	layoutCRLF = &Mistake{"layout-crlf", "canonical-request", "canonical-request-format",
		"ended the lines of the canonical request with CRLF", "End lines with \\n alone.", docSigning}
	layoutMissing = &Mistake{"layout-line-missing", "canonical-request", "canonical-request-format",
		"left a line of the canonical request out", "Write all six parts: method, canonical URI, query, headers, list of headers, payload hash.", docSigning}
	layoutOrder = &Mistake{"layout-order", "canonical-request", "canonical-request-format",
		"put the lines of the canonical request into another order", "Keep the order: method, canonical URI, query, headers, list of headers, payload hash.", docSigning}
	layoutQuery = &Mistake{"layout-query-in-path", "canonical-request", "query-in-path",
		"put path and query into one line", "Cut the address at “?”: the path is the second line, the query the third.", docSigning}
	layoutJoined = &Mistake{"layout-joined", "canonical-request", "canonical-request-format",
		"put something else than line ends between the parts", "Put \\n between the parts of the canonical request.", docSigning}
)

// pieces are the parts of a canonical request. Each header has its line end.
type pieces struct {
	method, uri, query, headers, signed, payload string
}

// layout appends a canonical request made of its pieces.
type layout func(dst []byte, p *pieces) []byte

// lines appends texts with a line end between each.
func lines(dst []byte, end string, texts ...string) []byte {
	for i, t := range texts {
		if i > 0 {
			dst = append(dst, end...)
		}
		dst = append(dst, t...)
	}
	return dst
}

// rightLayout is that of the specification.
func rightLayout(dst []byte, p *pieces) []byte {
	dst = append(append(dst, p.method...), '\n')
	dst = append(append(dst, p.uri...), '\n')
	dst = append(append(dst, p.query...), '\n')
	dst = append(append(dst, p.headers...), '\n')
	dst = append(append(dst, p.signed...), '\n')
	return append(dst, p.payload...)
}

// namedLayout is a layout with the mistake that it is.
type namedLayout struct {
	mistake *Mistake
	detail  string
	cost    int
	layout  layout
}

// layouts are the mistaken ones.
func layouts() []namedLayout {
	bare := func(p *pieces) string { return strings.TrimSuffix(p.headers, "\n") }
	return []namedLayout{
		{layoutBlank, "none behind the headers", likely, func(b []byte, p *pieces) []byte {
			return lines(b, "\n", p.method, p.uri, p.query, bare(p), p.signed, p.payload)
		}},
		{layoutBlank, "two behind the headers", likely, func(b []byte, p *pieces) []byte {
			return lines(b, "\n", p.method, p.uri, p.query, p.headers, "", p.signed, p.payload)
		}},
		{layoutBlank, "one more before the payload hash", rare, func(b []byte, p *pieces) []byte {
			return lines(b, "\n", p.method, p.uri, p.query, p.headers, p.signed, "", p.payload)
		}},
		{layoutBlank, "one before the headers", rare, func(b []byte, p *pieces) []byte {
			return lines(b, "\n", p.method, p.uri, p.query, "", p.headers, p.signed, p.payload)
		}},
		{layoutBlank, "one at the beginning", rare, func(b []byte, p *pieces) []byte { return rightLayout(append(b, '\n'), p) }},
		{layoutEnd, "", likely, func(b []byte, p *pieces) []byte { return append(rightLayout(b, p), '\n') }},
		{layoutEnd, "with CRLF", rare, func(b []byte, p *pieces) []byte { return append(rightLayout(b, p), "\r\n"...) }},
		{layoutEnd, "with a space", rare, func(b []byte, p *pieces) []byte { return append(rightLayout(b, p), ' ') }},
		{layoutCRLF, "all of them", likely, func(b []byte, p *pieces) []byte {
			return withCRLF(b, func(b []byte) []byte { return rightLayout(b, p) })
		}},
		{layoutCRLF, "but those of the headers", rare, func(b []byte, p *pieces) []byte {
			return lines(b, "\r\n", p.method, p.uri, p.query, p.headers, p.signed, p.payload)
		}},
		{layoutMissing, "the query's", likely, func(b []byte, p *pieces) []byte {
			return lines(b, "\n", p.method, p.uri, p.headers, p.signed, p.payload)
		}},
		{layoutMissing, "the payload hash's", likely, func(b []byte, p *pieces) []byte {
			return lines(b, "\n", p.method, p.uri, p.query, p.headers, p.signed)
		}},
		{layoutMissing, "the payload hash's, with the line end before it", rare, func(b []byte, p *pieces) []byte {
			return lines(b, "\n", p.method, p.uri, p.query, p.headers, p.signed, "")
		}},
		{layoutMissing, "the list's", likely, func(b []byte, p *pieces) []byte {
			return lines(b, "\n", p.method, p.uri, p.query, p.headers, p.payload)
		}},
		{layoutMissing, "the list's and the empty one", rare, func(b []byte, p *pieces) []byte {
			return lines(b, "\n", p.method, p.uri, p.query, bare(p), p.payload)
		}},
		{layoutMissing, "the method's", rare, func(b []byte, p *pieces) []byte {
			return lines(b, "\n", p.uri, p.query, p.headers, p.signed, p.payload)
		}},
		{layoutMissing, "the path's", rare, func(b []byte, p *pieces) []byte {
			return lines(b, "\n", p.method, p.query, p.headers, p.signed, p.payload)
		}},
		{layoutMissing, "the headers'", rare, func(b []byte, p *pieces) []byte {
			return lines(b, "\n", p.method, p.uri, p.query, p.signed, p.payload)
		}},
		{layoutMissing, "the headers', but for the empty one", rare, func(b []byte, p *pieces) []byte {
			return lines(b, "\n", p.method, p.uri, p.query, "", p.signed, p.payload)
		}},
		{layoutOrder, "payload hash before the list of headers", likely, func(b []byte, p *pieces) []byte {
			return lines(b, "\n", p.method, p.uri, p.query, p.headers, p.payload, p.signed)
		}},
		{layoutOrder, "the list before the headers", rare, func(b []byte, p *pieces) []byte {
			return lines(b, "\n", p.method, p.uri, p.query, p.signed, p.headers, p.payload)
		}},
		{layoutOrder, "the list before the headers, without an empty line", rare, func(b []byte, p *pieces) []byte {
			return lines(b, "\n", p.method, p.uri, p.query, p.signed, bare(p), p.payload)
		}},
		{layoutOrder, "query before path", rare, func(b []byte, p *pieces) []byte {
			return lines(b, "\n", p.method, p.query, p.uri, p.headers, p.signed, p.payload)
		}},
		{layoutOrder, "path before method", rare, func(b []byte, p *pieces) []byte {
			return lines(b, "\n", p.uri, p.method, p.query, p.headers, p.signed, p.payload)
		}},
		{layoutQuery, "with an empty line for the query", likely, func(b []byte, p *pieces) []byte {
			return lines(b, "\n", p.method, withQuery(p), "", p.headers, p.signed, p.payload)
		}},
		{layoutQuery, "and the query in its own line too", likely, func(b []byte, p *pieces) []byte {
			return lines(b, "\n", p.method, withQuery(p), p.query, p.headers, p.signed, p.payload)
		}},
		{layoutQuery, "without a line for the query", rare, func(b []byte, p *pieces) []byte {
			return lines(b, "\n", p.method, withQuery(p), p.headers, p.signed, p.payload)
		}},
		{layoutJoined, "a space behind the method", rare, func(b []byte, p *pieces) []byte {
			return lines(b, "\n", p.method+" "+p.uri, p.query, p.headers, p.signed, p.payload)
		}},
		{layoutJoined, "a written \\n", rare, func(b []byte, p *pieces) []byte {
			return []byte(strings.ReplaceAll(string(rightLayout(b, p)), "\n", `\n`))
		}},
		{layoutJoined, "nothing", rare, func(b []byte, p *pieces) []byte {
			return []byte(strings.ReplaceAll(string(rightLayout(b, p)), "\n", ""))
		}},
	}
}

func withQuery(p *pieces) string {
	if p.query == "" {
		return p.uri
	}
	return p.uri + "?" + p.query
}

// withCRLF has every line end of what write appends to dst, which is empty, be CRLF.
func withCRLF(dst []byte, write func([]byte) []byte) []byte {
	text := string(write(dst))
	return append(dst, strings.ReplaceAll(text, "\n", "\r\n")...)
}
