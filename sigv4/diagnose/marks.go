package diagnose

import (
	"countersign/sigv4"
	"countersign/sigv4/paste"
)

// markText marks all of a text that came from the paste.
func markText(t sigv4.Text, part, note string, bad bool) []Mark {
	return markRange(t, sigv4.Span{End: len(t.String)}, part, note, bad)
}

// markRange marks the place in the paste that a range of t came from. Nothing is marked when it
// came from nowhere in it.
func markRange(t sigv4.Text, here sigv4.Span, part, note string, bad bool) []Mark {
	span, ok := origin(t.Map, here)
	if !ok {
		return nil
	}
	return []Mark{{Span: span, Part: part, Note: note, Bad: bad}}
}

// origin is the smallest range of the paste that holds the sources of a range.
func origin(m sigv4.Map, here sigv4.Span) (sigv4.Span, bool) {
	var out sigv4.Span
	found := false
	sources := m.Sources(sigv4.Span{Start: here.Start, End: min(here.End, here.Start+maxHead)})
	if end := max(here.Start+maxHead, here.End-maxHead); end < here.End { // of a long body the ends say where it lies
		sources = append(sources, m.Sources(sigv4.Span{Start: end, End: here.End})...)
	}
	for _, s := range sources {
		if s.Source.Part != sigv4.Paste {
			continue
		}
		if !found {
			out, found = s.Src, true
			continue
		}
		out.Start = min(out.Start, s.Src.Start)
		out.End = max(out.End, s.Src.End)
	}
	return out, found
}

// markSource marks a range of a part of a request.
func markSource(r *paste.Request, from sigv4.Source, here sigv4.Span, part, note string, bad bool) []Mark {
	m, ok := requestMap(r, from)
	if !ok {
		return nil
	}
	span, ok := origin(m, here)
	if !ok {
		return nil
	}
	return []Mark{{Span: span, Part: part, Note: note, Bad: bad}}
}

// targetMark marks the first bytes of the request's target.
func (b *bench) targetMark(length int) []Mark {
	return markSource(b.request, sigv4.Source{Part: sigv4.TargetPart}, sigv4.Span{End: length}, "path", "as it is sent", true)
}

// whole is a range that holds every offset of a paste.
var whole = sigv4.Span{End: paste.MaxBytes}

// requestMap gives the map from a part of a request to the paste. A part of the paste itself needs
// no request.
func requestMap(r *paste.Request, from sigv4.Source) (sigv4.Map, bool) {
	switch from.Part {
	case sigv4.Paste:
		return sigv4.Map{Segments: []sigv4.Segment{{Here: whole, Src: whole}}}, true
	case sigv4.MethodPart:
		return r.MethodMap, true
	case sigv4.TargetPart:
		return r.TargetMap, true
	case sigv4.PayloadPart:
		return r.BodyMap, true
	case sigv4.HeaderName:
		if from.Index < len(r.NameMaps) {
			return r.NameMaps[from.Index], true
		}
	case sigv4.HeaderValue:
		if from.Index < len(r.ValueMaps) {
			return r.ValueMaps[from.Index], true
		}
	}
	return sigv4.Map{}, false
}
