package sigv4

import "countersign/sigv4/internal/sha256"

// engine is the scratch of one signature. Each step appends to a sink; the memory is kept from one
// signature to the next, so that signing allocates nothing once the sinks have grown.
type engine struct {
	canonical sink // the canonical request
	toSign    sink // the string to sign
	payload   sink // its last line
	names     sink // lower-case names of the signed headers, in the order met
	signed    sink // the signed headers' names, sorted, with semicolons between
	values    sink // values of the headers that signing adds
	pairs     sink // encoded query parameters, in the order met

	lines    []line       // the signed headers, in the order met
	byName   []ranked     // the same, sorted
	params   []param      // the signed query parameters, in the order met
	byParam  []ranked     // the same, sorted
	spare    []ranked     // for sorting many
	added    []added      // the headers that signing adds, in the order sent
	listed   []string     // names of the signed headers, in lower case, as a claim lists them
	found    []bool       // whether the request has each of them
	replaced []int        // indexes of the request's headers that signing takes off
	kept     []Span       // the parameters of the target that stay
	segments []Span       // of the path
	chosen   headerChoice // what lines, byName, names, signed and replaced were made for
	leftOut  bool         // a parameter of the target was taken off
	ours     Span         // in pairs: the parameters that signing adds, joined as they are sent
	parts    sections     // of canonical

	date, scope       []byte
	dateFrom, ofScope Segment // where they come from, as templates
	written           credential
	beforeHash        int // of toSign: all but its last line

	hash sha256.Hash
	mac  macScratch
}

// added is a header that signing adds.
type added struct {
	name, lower string
	value       Span // in engine.values
}

// sections says where the parts of a canonical request lie in it.
type sections struct {
	uri, query, headers, signed, payload Span
}

// reset prepares the engine for another signature. The headers chosen for the one before and its time and
// scope stay, for the case that they are wanted again.
func (e *engine) reset(record bool) {
	for _, s := range [...]*sink{&e.canonical, &e.payload, &e.values, &e.pairs} {
		s.reset(record)
	}
	e.params, e.byParam, e.added = e.params[:0], e.byParam[:0], e.added[:0]
	e.kept, e.segments = e.kept[:0], e.segments[:0]
	e.leftOut, e.ours = false, Span{}
}

// writeCanonical assembles the canonical request, once the headers are chosen and the query is read
// (IAM User Guide, "Create a signed AWS API request", step 1).
func (e *engine) writeCanonical(r *Request, path string, rules Rules) {
	out := &e.canonical
	at := func() int { return len(out.buf) }
	out.copy(Source{Part: MethodPart}, 0, r.Method)
	out.insertByte('\n', whyLine)

	start := at()
	e.canonicalURI(path, rules)
	e.parts.uri = Span{start, at()}
	out.insertByte('\n', whyLine)

	start = at()
	e.canonicalQuery()
	e.parts.query = Span{start, at()}
	out.insertByte('\n', whyLine)

	start = at()
	e.canonicalHeaders(r)
	e.parts.headers = Span{start, at()}
	out.insertByte('\n', whyLine)

	start = at()
	out.move(&e.signed, Span{0, len(e.signed.buf)})
	e.parts.signed = Span{start, at()}
	out.insertByte('\n', whyLine)

	start = at()
	out.move(&e.payload, Span{0, len(e.payload.buf)})
	e.parts.payload = Span{start, at()}
}

// startToSign writes the string to sign (IAM User Guide, same page, step 3) as far as its last line, the hash.
func (e *engine) startToSign(algorithm string) {
	out := &e.toSign
	out.reset(e.canonical.record)
	out.insert(algorithm, whyAlgorithm)
	out.insertByte('\n', whyLine)
	out.whole(e.date, e.dateFrom)
	out.insertByte('\n', whyLine)
	out.whole(e.scope, e.ofScope)
	out.insertByte('\n', whyLine)
	e.beforeHash = len(out.buf)
}

// finishToSign writes its last line.
func (e *engine) finishToSign() {
	all := Span{0, len(e.canonical.buf)}
	e.hash.Reset()
	sum := e.hash.SumPadded(e.canonical.padded(0))
	e.toSign.buf = e.toSign.buf[:e.beforeHash]
	e.toSign.hash(&sum, Segment{Source: Source{Part: CanonicalPart}, Src: all, Recoded: true})
}

// whole appends text as one segment that comes from where from says.
func (s *sink) whole(text []byte, from Segment) {
	s.buf = append(s.buf, text...)
	if s.record {
		s.note(len(text), from)
	}
}

// checkRequest refuses a request that no canonical request can be made of.
func checkRequest(r *Request) error {
	if r.Method == "" {
		return failed(StageRequest, "method", "", "there is none; start the request line with GET, POST or another method")
	}
	for i := 0; i < len(r.Method); i++ {
		if !isToken(r.Method[i]) {
			return NewError(StageRequest, "method", r.Method, i, "a method is one word of letters")
		}
	}
	if len(r.Target) > MaxTarget {
		return failed(StageRequest, "target", r.Target, "it is longer than 256 KiB, far beyond what any service accepts")
	}
	if r.Target != "" && r.Target[0] != '/' && r.Target[0] != '?' {
		return NewError(StageRequest, "target", r.Target, 0,
			"a path starts with a slash; take scheme and host off, they belong in the Host header")
	}
	if len(r.Headers) > MaxHeaders {
		return failed(StageRequest, "headers", "", "there are more than 10000, far beyond what any service accepts")
	}
	size := 0
	for i := range r.Headers {
		size += len(r.Headers[i].Name) + len(r.Headers[i].Value)
	}
	if size > MaxHeaderBytes {
		return failed(StageRequest, "headers", "", "they hold more than 256 KiB, far beyond what any service accepts")
	}
	return nil
}

// badName is the error for a header name with a byte that no name may hold, at offset bad.
func badName(name string, bad int) error {
	switch {
	case name == "":
		return failed(StageRequest, "header name", "", "it is empty; each header line is name, colon, value")
	case name[0] == ':':
		return NewError(StageRequest, "header name", name, 0,
			"this is an HTTP/2 pseudo-header; give :authority as Host, and leave out the others")
	}
	return NewError(StageRequest, "header name", name, bad, "a header name holds letters, digits and hyphens, and no space before the colon")
}
