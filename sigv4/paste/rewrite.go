package paste

import "countersign/sigv4"

// rewriter makes a text out of ranges of another one. The other text's map is followed, so that
// the map of the result ends in the paste however many times the bytes were rewritten.
type rewriter struct {
	in  sigv4.Text
	out sigv4.TextBuilder
}

func rewrite(in sigv4.Text) *rewriter { return &rewriter{in: in} }

// copy appends bytes [from, to) of the input.
func (w *rewriter) copy(from, to int) {
	if shift, ok := copied(w.in.Map); ok {
		if from < to {
			w.out.Copy(sigv4.Span{Start: from + shift, End: to + shift}, w.in.String[from:to])
		}
		return
	}
	for _, s := range w.in.Map.Sources(sigv4.Span{Start: from, End: to}) {
		switch text := w.in.String[s.Here.Start:s.Here.End]; {
		case s.Source.Part == sigv4.Inserted:
			w.out.Insert(text, s.Why)
		case s.Recoded:
			w.out.Replace(text, s.Src)
		default:
			w.out.Copy(s.Src, text)
		}
	}
}

// replace appends text in the place of bytes [from, to) of the input.
func (w *rewriter) replace(from, to int, text string) {
	w.out.Replace(text, sourceSpan(w.in, from, to))
}

// drop leaves bytes [from, to) of the input out.
func (w *rewriter) drop(from, to int, why string) {
	w.out.Drop(sourceSpan(w.in, from, to), why)
}

// insert appends bytes that have no source.
func (w *rewriter) insert(text, why string) { w.out.Insert(text, why) }

func (w *rewriter) text() sigv4.Text { return w.out.Text() }

// copied reports whether a text is one range of the paste as it stands, and how much further on its
// bytes lie there. Most texts are.
func copied(m sigv4.Map) (shift int, ok bool) {
	if len(m.Segments) != 1 {
		return 0, false
	}
	s := m.Segments[0]
	return s.Src.Start - s.Here.Start, s.Source.Part == sigv4.Paste && !s.Recoded && s.Here.Len() == s.Src.Len()
}

// slice is bytes [from, to) of t, with their map.
func slice(t sigv4.Text, from, to int) sigv4.Text {
	if shift, ok := copied(t.Map); ok && from < to {
		here, src := sigv4.Span{End: to - from}, sigv4.Span{Start: from + shift, End: to + shift}
		return sigv4.Text{String: t.String[from:to], Map: sigv4.Map{Segments: []sigv4.Segment{{Here: here, Src: src}}}}
	}
	w := rewrite(t)
	w.copy(from, to)
	return w.text()
}

// sourceSpan is the range of the paste that bytes [from, to) of t come from. An empty range has the
// place where it stands.
func sourceSpan(t sigv4.Text, from, to int) sigv4.Span {
	if shift, ok := copied(t.Map); ok {
		return sigv4.Span{Start: from + shift, End: max(from, to) + shift}
	}
	if from >= to {
		if from < len(t.String) {
			start := sourceSpan(t, from, from+1).Start
			return sigv4.Span{Start: start, End: start}
		}
		if len(t.String) == 0 {
			return sigv4.Span{}
		}
		end := sourceSpan(t, len(t.String)-1, len(t.String)).End
		return sigv4.Span{Start: end, End: end}
	}
	var span sigv4.Span
	found := false
	for _, s := range t.Map.Sources(sigv4.Span{Start: from, End: to}) {
		switch {
		case s.Source.Part == sigv4.Inserted:
		case !found:
			span, found = s.Src, true
		default:
			span.Start, span.End = min(span.Start, s.Src.Start), max(span.End, s.Src.End)
		}
	}
	return span
}
