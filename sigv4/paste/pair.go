package paste

import (
	"sort"
	"strings"
)

func (p *parser) sortBlocks() {
	p.blocks = append(p.blocks, p.claimed...)
	p.claimed = nil
	sort.SliceStable(p.blocks, func(i, j int) bool { return p.blocks[i].from < p.blocks[j].from })
}

// blockAfter is the index of the first block that starts at a place or after it.
func (p *parser) blockAfter(at int) int {
	return sort.Search(len(p.blocks), func(i int) bool { return p.blocks[i].from >= at })
}

// isRequest reports whether a kind is one of requests.
func (k Kind) isRequest() bool {
	switch k {
	case KindHTTPRequest, KindCurl, KindHTTPie, KindWget, KindPresignedURL, KindSigV2URL, KindBotocoreRequest, KindAccessLog, KindHAR, KindAWSCurl, KindPostman, KindFetch, KindPowerShell:
		return true
	}
	return false
}

// isError reports whether a kind is one of errors.
func isError(kind Kind) bool { return kind == KindJSONError || kind == KindXMLError || isPlain(kind) }

// isPlain reports whether errors of a format stand in plain text, where the strings that the server
// prints are parts of their own.
func isPlain(format Kind) bool { return format == KindErrorMessage || format == KindSDKError }

// addHeaderErrors makes an error of each response that has a code in x-amzn-ErrorType and no body.
func (p *parser) addHeaderErrors() {
	for i := range p.ev.Responses {
		r := &p.ev.Responses[i]
		code := headerCode(*r)
		if r.Error >= 0 || code.String == "" {
			continue
		}
		r.Error = len(p.ev.Errors)
		p.ev.Errors = append(p.ev.Errors, ServerError{
			Format: KindHTTPResponse, Span: sourceSpan(code, 0, len(code.String)), Code: code, Status: r.Status, Response: i,
		})
		for k := range p.ev.Requests {
			if q := &p.ev.Requests[k]; q.Response == i && q.Error < 0 {
				q.Error = r.Error
			}
		}
	}
}

// listParts lists what was found, by place, and what was not recognised between it.
func (p *parser) listParts() {
	s := p.in.String
	from := 0
	rest := func(to int, note string) {
		if start, end := trimmed(s, from, to); start < end {
			if note == "" && strings.IndexByte(s[start:end], 0) >= 0 {
				note = "binary data"
			}
			p.addPart(KindUnrecognized, start, end, note)
		}
	}
	for _, b := range p.blocks {
		if b.kind == KindUnrecognized {
			if b.from >= from {
				rest(b.from, "")
				from = b.from
				rest(b.to, b.note)
				from = b.to
			}
			continue
		}
		if b.from > from {
			rest(b.from, "")
		}
		from = max(from, b.to)
		start, end := trimmed(s, b.from, b.to)
		p.addPart(b.kind, start, end, p.note(b))
	}
	rest(len(s), "")
	requests, toSign := p.blocksOfTexts()
	for i, c := range p.ev.CanonicalRequests {
		if !requests[i] {
			p.ev.Parts = append(p.ev.Parts, Part{KindCanonicalRequest, c.Span, sideNote(c.Side, c.Repair)})
		}
	}
	for i, c := range p.ev.StringsToSign {
		if !toSign[i] {
			p.ev.Parts = append(p.ev.Parts, Part{KindStringToSign, c.Span, sideNote(c.Side, c.Repair)})
		}
	}
	for _, secret := range p.ev.Secrets {
		p.ev.Parts = append(p.ev.Parts, Part{KindSecret, secret.Span, "masked"})
	}
	sort.SliceStable(p.ev.Parts, func(i, j int) bool {
		a, b := p.ev.Parts[i], p.ev.Parts[j]
		if a.Span == b.Span { // an error that is nothing but the string in it
			return isPlain(a.Kind) && !isPlain(b.Kind)
		}
		return a.Span.Start < b.Span.Start || a.Span.Start == b.Span.Start && a.Span.End > b.Span.End
	})
}

// blocksOfTexts says of each canonical request and each string to sign whether it has a block of its own.
// The others stand in an error.
func (p *parser) blocksOfTexts() (requests, toSign []bool) {
	requests, toSign = make([]bool, len(p.ev.CanonicalRequests)), make([]bool, len(p.ev.StringsToSign))
	for _, b := range p.blocks {
		switch b.kind {
		case KindCanonicalRequest:
			requests[b.index] = true
		case KindStringToSign:
			toSign[b.index] = true
		}
	}
	return requests, toSign
}

func (p *parser) addPart(kind Kind, from, to int, note string) {
	p.ev.Parts = append(p.ev.Parts, Part{kind, p.span(from, to), note})
}

// note is the few words beside a part.
func (p *parser) note(b block) string {
	switch b.kind {
	case KindAccessLog:
		return p.accessNote(p.ev.Requests[b.index])
	case KindPresignedURL, KindSigV2URL:
		return urlNote(p.ev.Requests[b.index])
	case KindSignature:
		return "client's"
	case KindForm:
		return p.ev.Forms[b.index].Address.String
	case KindPolicy:
		return policyNote(p.ev.Policies[b.index])
	case KindHTTPResponse:
		return statusNote(p.ev.Responses[b.index].Status)
	case KindJSONError, KindXMLError, KindErrorMessage, KindSDKError:
		return p.ev.Errors[b.index].Code.String
	case KindCanonicalRequest:
		c := p.ev.CanonicalRequests[b.index]
		return sideNote(c.Side, c.Repair)
	case KindStringToSign:
		c := p.ev.StringsToSign[b.index]
		return sideNote(c.Side, c.Repair)
	}
	if b.kind.isRequest() {
		r := p.ev.Requests[b.index]
		return strings.TrimSpace(r.Method + " " + r.Host)
	}
	return ""
}

func statusNote(status int) string {
	if status == 0 {
		return ""
	}
	return "status " + string([]byte{byte('0' + status/100), byte('0' + status/10%10), byte('0' + status%10)})
}

func sideNote(side Side, repair string) string {
	whose := [...]string{UnknownSide: "", Client: "client's", Server: "server's"}[side]
	return joinWords(whose, repair)
}
