package paste

import (
	"strconv"
	"strings"

	"countersign/sigv4"
)

// setHeader appends a header that the text of a request lists.
func (r *Request) setHeader(name, value sigv4.Text) {
	r.appendHeader(name, value, false)
	r.Redacted = r.Redacted || isMasked(value.String)
	r.Expands[len(r.Expands)-1] = hasVariable(value.String)
}

// imply appends a header that the client sends without being told to, unless it is listed.
func (r *Request) imply(name string, value sigv4.Text, why string) {
	if _, said := headerValue(r.Headers, name); !said {
		r.appendHeader(inserted(name, why), value, true)
	}
}

func (r *Request) appendHeader(name, value sigv4.Text, implied bool) {
	r.Headers = append(r.Headers, sigv4.Header{Name: name.String, Value: value.String})
	r.NameMaps, r.ValueMaps = append(r.NameMaps, name.Map), append(r.ValueMaps, value.Map)
	r.Implied, r.Expands = append(r.Implied, implied), append(r.Expands, false)
}

// setAddress gives a request its target and, when no Host is listed, that of the address.
func (r *Request) setAddress(address sigv4.Text, why string) {
	setTarget(r, address)
	r.Redacted = r.Redacted || isMasked(address.String)
	if host, said := headerValue(r.Headers, "host"); said {
		r.Host = host
		return
	}
	host := hostSent(r.Scheme, r.Host)
	r.imply("Host", sigv4.Text{String: host, Map: hostMap(address, host)}, why)
}

// setMethod gives a request the method that its text says, or the one that the client chooses.
func (r *Request) setMethod(said sigv4.Text, chosen, why string) {
	if said.String != "" {
		r.Method, r.MethodMap = said.String, said.Map
		return
	}
	r.Method, r.MethodMap, r.ImpliedMethod = chosen, inserted(chosen, why).Map, true
}

// setText gives a request a body that its text holds. Where the length that is listed says otherwise,
// it may not be what was sent.
func (p *parser) setText(r *Request, body sigv4.Text, doubt string) {
	r.Body, r.Request.Body, r.BodyMap = Present, []byte(body.String), body.Map
	if length, said := headerValue(r.Headers, "content-length"); said && length != strconv.Itoa(len(body.String)) && doubt == "" {
		doubt = "its length is not the Content-Length"
	}
	r.Redacted = r.Redacted || strings.Contains(body.String, mask) && len(p.ev.Secrets) > 0
	r.doubt(doubt)
}

// addRequest adds a request that stands at [from, to) of the cleaned text, without an answer.
func (p *parser) addRequest(r Request, from, to int) {
	r.Response, r.Error = -1, -1
	p.addAnswered(r, from, to)
}

// addAnswered adds a request that names its answer.
func (p *parser) addAnswered(r Request, from, to int) {
	r.Span = p.span(from, to)
	p.ev.Requests = append(p.ev.Requests, r)
	p.claim(from, to, r.Format, len(p.ev.Requests)-1)
}

// claimLog claims what stands between the parts of a known form, if there is anything.
func (p *parser) claimLog(from, to int) {
	if from, to = trimmed(p.in.String, from, to); from < to {
		p.claim(from, to, KindLog, 0)
	}
}

// readErrorBody reads the error that a body is, if it is one, and says which. Its text may be decoded.
func (p *parser) readErrorBody(body sigv4.Text) (kind Kind, index int, ok bool) {
	inner := p.inner(body)
	inner.blocks = p.blocks
	found := false
	switch start := skipSpace(body.String, 0); {
	case start == len(body.String):
	case startsJSON(body.String, start):
		_, found = inner.readJSON(start)
	case startsXML(body.String, start):
		_, found = inner.readXML(start)
	}
	if n := len(inner.blocks); found && n > len(p.blocks) && inner.blocks[n-1].kind != KindUnrecognized {
		p.ev = inner.ev
		return inner.blocks[n-1].kind, inner.blocks[n-1].index, true
	}
	return "", 0, false
}

// inserted is a text that has no source.
func inserted(text, why string) sigv4.Text {
	w := rewrite(sigv4.Text{})
	w.insert(text, why)
	return w.text()
}
