package paste

import (
	"encoding/base64"
	"strconv"
	"strings"

	"countersign/sigv4"
)

// An exchange is a request of a HAR with the response that follows it; either may be missing.
type exchange struct {
	request, response *node
}

// readTreeFormat reads an object whose structure says what it is: a HAR, or policies of IAM.
func (p *parser) readTreeFormat(at int) (end int, ok bool) {
	root, end, ok := readTree(p.in.String, at)
	if !ok {
		return end, false
	}
	if found := exchanges(p.in.String, &root, nil); len(found) > 0 {
		p.addExchanges(found, at, end)
		return end, true
	}
	first, around := len(p.blocks), "JSON around a form"
	if !p.addForms(&root, nil) {
		if around = "JSON around a policy"; !p.addPolicies(p.in, &root, 0) {
			return end, false
		}
	}
	from := at
	for _, b := range p.blocks[first:] {
		p.passAround(from, b.from, around)
		from = b.to
	}
	p.passAround(from, end, around)
	return end, true
}

// passAround passes by what stands around a policy or a form.
func (p *parser) passAround(from, to int, note string) {
	if from, to = trimmed(p.in.String, from, to); from < to {
		p.pass(from, to, note)
	}
}

// exchanges finds the requests and responses of a HAR (HTTP Archive 1.2) in a tree: in entries of a
// log, in entries that were copied alone, or by themselves.
func exchanges(s string, n *node, found []exchange) []exchange {
	switch {
	case n.kind == objectNode && n.member(s, "method").is(stringNode) && n.member(s, "url").is(stringNode) && n.member(s, "headers").is(listNode):
		return append(found, exchange{request: n})
	case n.kind == objectNode && n.member(s, "status").is(wordNode) && n.member(s, "headers").is(listNode) && n.member(s, "content").is(objectNode):
		if last := len(found) - 1; last >= 0 && found[last].response == nil {
			found[last].response = n
			return found
		}
		return append(found, exchange{response: n})
	}
	for i := range n.kids {
		if k := &n.kids[i]; k.kind == objectNode || k.kind == listNode {
			found = exchanges(s, k, found)
		}
	}
	return found
}

// addExchanges adds what bears on a signature, and passes by the rest of [at, end).
func (p *parser) addExchanges(found []exchange, at, end int) {
	from := at
	for _, x := range found {
		if len(p.blocks) >= maxBlocks || len(found) > 1 && !p.isWithAWS(x) {
			continue
		}
		if x.request != nil {
			p.claimLog(from, x.request.from)
			p.addHARRequest(x.request)
			from = x.request.to
		}
		if x.response != nil {
			p.claimLog(from, x.response.from)
			p.addHARResponse(x.response)
			from = x.response.to
		}
	}
	p.claimLog(from, end)
}

// isWithAWS reports whether an exchange among others is one with AWS: it has a header of AWS, or a presigned URL.
// A preflight request of a browser is never signed.
func (p *parser) isWithAWS(x exchange) bool {
	s := p.in.String
	if x.request != nil {
		if x.request.member(s, "method").string(s) == "OPTIONS" {
			return false
		}
		if presignedFormat(x.request.member(s, "url").string(s)) != "" {
			return true
		}
	}
	for _, side := range [...]*node{x.request, x.response} {
		if side == nil {
			continue
		}
		for _, h := range side.member(s, "headers").kids {
			name, value := h.member(s, "name").string(s), h.member(s, "value").string(s)
			if equalFold(name, 0, "x-amz") || strings.HasPrefix(value, "AWS4-") {
				return true
			}
		}
	}
	return false
}

// pairOf is the name and the value of a header of a HAR.
func (p *parser) pairOf(h *node) (name, value sigv4.Text, ok bool) {
	s := p.in.String
	n, v := h.member(s, "name"), h.member(s, "value")
	if !n.is(stringNode) || !v.is(stringNode) {
		return name, value, false
	}
	return unquote(p.in, n.from, n.to), unquote(p.in, v.from, v.to), true
}

// addHARRequest adds a request. Browsers leave Authorization and Cookie out of what they export
// unless they are asked not to: without Authorization, nothing is known of what is not listed.
func (p *parser) addHARRequest(n *node) {
	s := p.in.String
	r := Request{Format: KindHAR}
	listed := false
	for i := range n.member(s, "headers").kids {
		name, value, ok := p.pairOf(&n.member(s, "headers").kids[i])
		switch {
		case !ok || len(r.Headers) == maxHeaders:
		case name.String == ":authority":
			w := rewrite(name)
			w.replace(0, len(name.String), "Host") // HTTP/2 and HTTP/3 name it so (RFC 9113, 8.3.1)
			r.setHeader(w.text(), value)
			listed = true
		case !strings.HasPrefix(name.String, ":"):
			r.setHeader(name, value)
			listed = listed || strings.EqualFold(name.String, "host")
		}
	}
	method, url := n.member(s, "method"), n.member(s, "url")
	r.setMethod(unquote(p.in, method.from, method.to), "GET", "a browser chooses the method")
	r.setAddress(unquote(p.in, url.from, url.to), "of the address")
	if _, signed := headerValue(r.Headers, "authorization"); listed && signed {
		r.OtherHeaders = Absent
	}
	p.setHARBody(&r, n)
	r.Cut = n.cut
	p.addRequest(r, n.from, n.to)
}

// setHARBody gives a request the text of its postData.
func (p *parser) setHARBody(r *Request, n *node) {
	s := p.in.String
	data, size := n.member(s, "postData"), n.member(s, "bodySize").string(s)
	switch text := data.member(s, "text"); {
	case text.is(stringNode) && data.member(s, "encoding") == nil && (text.to > text.from || size == "0"):
		doubt := ""
		body := unquote(p.in, text.from, text.to)
		if n, err := strconv.Atoi(size); err == nil && n >= 0 && n != len(body.String) {
			doubt = "its length is not the one that is listed"
		}
		if hasReplacement := strings.ContainsRune(body.String, '\ufffd'); hasReplacement || text.cut {
			doubt = "some of its bytes were lost"
		}
		p.setText(r, body, doubt)
	case data == nil && !n.cut && (size == "0" || bodilessMethod(r.Method)):
		if length, said := headerValue(r.Headers, "content-length"); !said || length == "0" {
			r.Body = Absent
		}
	}
}

// addHARResponse adds a response, with the error that is its content.
func (p *parser) addHARResponse(n *node) {
	s := p.in.String
	r := Response{Span: p.span(n.from, n.to), Error: -1}
	if status, err := strconv.Atoi(n.member(s, "status").string(s)); err == nil && status >= 100 && status <= 599 {
		r.Status = status
	}
	for i := range n.member(s, "headers").kids {
		if name, value, ok := p.pairOf(&n.member(s, "headers").kids[i]); ok && len(r.Headers) < maxHeaders {
			r.Headers = append(r.Headers, sigv4.Header{Name: name.String, Value: value.String})
			r.ValueMaps = append(r.ValueMaps, value.Map)
		}
	}
	p.ev.Responses = append(p.ev.Responses, r)
	p.claim(n.from, n.to, KindHTTPResponse, len(p.ev.Responses)-1)
	content := n.member(s, "content")
	text := content.member(s, "text")
	if !text.is(stringNode) {
		return
	}
	body := unquote(p.in, text.from, text.to)
	if content.member(s, "encoding").string(s) == "base64" {
		body = decoded(body)
	}
	if kind, index, ok := p.readErrorBody(body); ok {
		from, to := text.whole(s)
		p.claim(from, to, kind, index)
	}
}

// decoded is a text in Base64 decoded, empty when it is not. It stands for its source as a whole.
func decoded(t sigv4.Text) sigv4.Text {
	plain, err := base64.StdEncoding.DecodeString(t.String)
	w := rewrite(t)
	if err == nil && len(plain) > 0 {
		w.replace(0, len(t.String), string(plain))
	}
	return w.text()
}
