package paste

import "sort"

// order puts what was found in order of place: errors in plain text were found after those with a form, and
// what several programs wrote in turn was read one after the other.
func (p *parser) order() {
	ev := &p.ev
	var requests, responses, errors, canonical, toSign, signatures []int
	ev.Requests, requests = placed(ev.Requests, func(r *Request) int { return r.Span.Start })
	ev.Responses, responses = placed(ev.Responses, func(r *Response) int { return r.Span.Start })
	ev.Errors, errors = placed(ev.Errors, func(e *ServerError) int { return e.Span.Start })
	ev.CanonicalRequests, canonical = placed(ev.CanonicalRequests, func(c *CanonicalRequest) int { return c.Span.Start })
	ev.StringsToSign, toSign = placed(ev.StringsToSign, func(s *StringToSign) int { return s.Span.Start })
	ev.Signatures, signatures = placed(ev.Signatures, func(s *Signature) int { return s.Span.Start })
	for i := range ev.Requests {
		move(&ev.Requests[i].Response, responses)
		move(&ev.Requests[i].Error, errors)
	}
	for i := range ev.Responses {
		move(&ev.Responses[i].Error, errors)
	}
	for i := range ev.Errors {
		move(&ev.Errors[i].Response, responses)
	}
	for i := range ev.CanonicalRequests {
		move(&ev.CanonicalRequests[i].Error, errors)
	}
	for i := range ev.StringsToSign {
		move(&ev.StringsToSign[i].Error, errors)
	}
	for i := range p.blocks {
		switch b := &p.blocks[i]; {
		case b.kind.isRequest():
			move(&b.index, requests)
		case b.kind == KindHTTPResponse:
			move(&b.index, responses)
		case isError(b.kind):
			move(&b.index, errors)
		case b.kind == KindCanonicalRequest:
			move(&b.index, canonical)
		case b.kind == KindStringToSign:
			move(&b.index, toSign)
		case b.kind == KindSignature:
			move(&b.index, signatures)
		}
	}
}

// placed is items by their start, and where each went.
func placed[T any](items []T, start func(*T) int) (sorted []T, place []int) {
	order := make([]int, len(items))
	for i := range order {
		order[i] = i
	}
	sort.SliceStable(order, func(i, j int) bool { return start(&items[order[i]]) < start(&items[order[j]]) })
	sorted, place = make([]T, len(items)), make([]int, len(items))
	for i, old := range order {
		sorted[i], place[old] = items[old], i
	}
	return sorted, place
}

func move(index *int, place []int) {
	if *index >= 0 {
		*index = place[*index]
	}
}
