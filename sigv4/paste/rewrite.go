package paste

import (
	"sort"

	"countersign/sigv4"
)

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
	for _, s := range overlapping(w.in.Map, from, to) {
		here, src, whole := clip(s, from, to)
		switch text := w.in.String[here.Start:here.End]; {
		case s.Source.Part == sigv4.Inserted:
			w.out.Insert(text, s.Why)
		case whole:
			w.out.Replace(text, src)
		default:
			w.out.Copy(src, text)
		}
	}
}

// overlapping is the segments of a map that hold bytes of [from, to).
func overlapping(m sigv4.Map, from, to int) []sigv4.Segment {
	if from >= to {
		return nil
	}
	first := sort.Search(len(m.Segments), func(i int) bool { return m.Segments[i].Here.End > from })
	last := first
	for last < len(m.Segments) && m.Segments[last].Here.Start < to {
		last++
	}
	return m.Segments[first:last]
}

// clip narrows a segment to the bytes of [from, to), and says whether they stand for their source as
// a whole: then it is not narrowed.
func clip(s sigv4.Segment, from, to int) (here, src sigv4.Span, whole bool) {
	here = sigv4.Span{Start: max(s.Here.Start, from), End: min(s.Here.End, to)}
	if s.Recoded || s.Here.Len() != s.Src.Len() {
		return here, s.Src, true
	}
	return here, sigv4.Span{Start: s.Src.Start + here.Start - s.Here.Start, End: s.Src.End + here.End - s.Here.End}, false
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
	for _, s := range overlapping(t.Map, from, to) {
		_, src, _ := clip(s, from, to)
		switch {
		case s.Source.Part == sigv4.Inserted:
		case !found:
			span, found = src, true
		default:
			span.Start, span.End = min(span.Start, src.Start), max(span.End, src.End)
		}
	}
	return span
}
