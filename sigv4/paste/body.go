package paste

import (
	"strconv"
	"strings"
)

// sizedBody takes the body whose length the request at a place tells, and returns where it ends. A
// body of unknown length is left for readBodies.
func (p *parser) sizedBody(r *Request, h headBlock, at int) int {
	s := p.in.String
	if !h.complete {
		return h.end
	}
	length, said := headerValue(h.headers, "content-length")
	n, err := strconv.Atoi(length)
	_, coded := headerValue(h.headers, "transfer-encoding")
	bodiless := !said && !coded && bodilessMethod(r.Method)
	switch {
	case said && err == nil && n == 0, bodiless && (h.body == len(s) || s[h.body] != '{'):
		r.Body = Absent
		return h.end
	case p.apart(at, h.body), logHead(s, h.body) > 0: // the body is not shown
		return h.end
	case said && err == nil && n > 0 && n <= len(s)-h.body && endsClean(s, h.body+n):
		p.setBody(r, h.body, h.body+n)
		return h.body + n
	}
	doubt := ""
	switch {
	case said:
		doubt = "its length is not the Content-Length"
	case bodiless:
		doubt = "what follows the headers may be an answer"
	}
	from := skipSpace(s, h.body)
	if from < len(s) && s[from] == '{' {
		if end, ok := skipJSON(s, from); ok && !p.readsAsError(from, end) && (said || coded || putsPolicy(r) || !isPolicyAt(s[:end], from)) {
			p.setBody(r, from, end)
			r.doubt(doubt)
			return end
		}
	}
	if bodiless {
		r.Body = Absent
	} else {
		p.open = append(p.open, openBody{len(p.ev.Requests), h.body, doubt})
	}
	return h.end
}

// doubt says why the body that was found may not be the one that was sent.
func (r *Request) doubt(why string) {
	if why != "" {
		r.Body, r.BodyDoubt = Unknown, why
	}
}

// bodilessMethod reports whether requests with a method have no body unless they say so.
func bodilessMethod(method string) bool {
	return method == "GET" || method == "HEAD" || method == "DELETE"
}

// endsClean reports whether a body may end at a place: at the end of the text or of a line.
func endsClean(s string, at int) bool {
	return at == len(s) || s[at] == '\n' || s[at] == '\r' || at > 0 && s[at-1] == '\n'
}

func (p *parser) setBody(r *Request, from, to int) {
	body := p.text(from, to)
	r.Body = Present
	r.Request.Body, r.BodyMap = []byte(body.String), body.Map
	r.Redacted = r.Redacted || strings.Contains(body.String, mask) && len(p.ev.Secrets) > 0
}

// An openBody is a request whose body's length is not known: it starts at from and runs to the next block.
type openBody struct {
	request, from int
	doubt         string
}

// readBodies gives the requests whose body's length is not said what follows their headers, up to
// the next thing that was recognised.
func (p *parser) readBodies() {
	s := p.in.String
	for _, open := range p.open {
		r := &p.ev.Requests[open.request]
		end := len(s)
		for i := p.blockAfter(open.from); i < len(p.blocks); i++ {
			b := p.blocks[i]
			if b.kind == KindUnrecognized || b.from < open.from {
				continue
			}
			if signers(b.kind) { // with what its log says before the label
				b.from = max(open.from, logPrefixAt(s, b.from))
			}
			if !p.endsBody(b, open) {
				if open.doubt == "" {
					open.doubt = "what follows may be a part of it"
				}
				if !startsAlone(s, b.from) || b.from == open.from {
					continue
				}
			}
			end = b.from
			break
		}
		if fence := strings.Index("\n"+s[open.from:end], "\n```"); fence >= 0 { // of Markdown, around the request
			end = open.from + fence
		}
		to := end
		if end < len(s) {
			_, to = trimmed(s, open.from, end)
		} else if strings.HasSuffix(s[open.from:], "\n") {
			to-- // the newline that ends a file
			if to > open.from && s[to-1] == '\r' {
				to--
			}
		}
		if to <= open.from {
			r.Body = Unknown
			continue
		}
		p.setBody(r, open.from, to)
		r.doubt(open.doubt)
		for i := range p.blocks {
			if p.blocks[i].kind == KindHTTPRequest && p.blocks[i].index == open.request {
				p.blocks[i].to = to
				r.Span = p.span(p.blocks[i].from, to)
			}
		}
	}
}

// putsPolicy reports whether a request may have a policy for its body, as S3's PUT /?policy has.
func putsPolicy(r *Request) bool { return strings.Contains(r.Target, "policy") }

// signers reports whether a block is a text that signers make, which nobody sends.
func signers(kind Kind) bool { return kind == KindCanonicalRequest || kind == KindStringToSign }

// endsBody reports whether a body that starts at a place is over where a block starts: an answer in
// its place or below it, a text of a signer, an IAM policy unless the request is for putting one, or anything behind an empty line.
func (p *parser) endsBody(b block, open openBody) bool {
	s, from := p.in.String, open.from
	if b.kind == KindHTTPResponse || b.kind == KindLog {
		return true
	}
	start, end := trimmed(s, from, b.from)
	if start == end {
		return b.from > from || isError(b.kind) || signers(b.kind) || b.kind == KindPolicy && !putsPolicy(&p.ev.Requests[open.request])
	}
	return strings.Count(s[end:b.from], "\n") > 1
}
