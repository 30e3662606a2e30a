package sigv4

import (
	"slices"
	"sort"
)

// Span is a half-open range of bytes, [Start, End).
type Span struct {
	Start, End int
}

// Len is the number of bytes in s.
func (s Span) Len() int { return s.End - s.Start }

// Part names one of the texts that a derived text can come from.
type Part uint8

// The parts of a request, and the paste that all of them may have come from.
const (
	Paste         Part = iota // the text as pasted (the zero value: maps made by the parsers end here)
	MethodPart                // Request.Method
	TargetPart                // Request.Target
	HeaderName                // Request.Headers[Index].Name
	HeaderValue               // Request.Headers[Index].Value
	PayloadPart               // Request.Body, or Request.PayloadHash
	TimePart                  // the signing time
	ScopePart                 // the credential scope
	CanonicalPart             // the canonical request (source of its hash in the string to sign)
	Inserted                  // no source: Segment.Why says why the bytes are there
)

// Source names the text that a segment's bytes come from: a part and, for headers, which one.
type Source struct {
	Part  Part
	Index int
}

// Segment ties a range of a derived text to the range of the source that it stands for.
// Ranges of equal length are copies, byte for byte, unless Recoded is set;
// all others stand for each other as a whole (an escape, a hash).
type Segment struct {
	Here    Span
	Source  Source
	Src     Span
	Recoded bool
	Why     string // set for Inserted bytes: why they are there
}

// Dropped is a range of a source that left no bytes in the derived text.
type Dropped struct {
	Source Source
	Src    Span
	Why    string
}

// Map says where each byte of a derived text comes from. Segments are in order of Here,
// do not overlap, and together cover the whole text.
type Map struct {
	Segments []Segment
	Dropped  []Dropped
}

// Text is a derived text with its source map.
type Text struct {
	String string
	Map    Map
}

// copies reports whether each byte of s stands for the one byte at the same place of its source.
func (s Segment) copies() bool {
	return s.Source.Part != Inserted && !s.Recoded && s.Here.Len() == s.Src.Len()
}

// clip narrows s to the bytes of here. A segment that does not copy keeps its whole source:
// half an escape still stands for the whole byte.
func (s Segment) clip(here Span) Segment {
	start, end := max(s.Here.Start, here.Start), min(s.Here.End, here.End)
	if s.copies() {
		s.Src = Span{s.Src.Start + start - s.Here.Start, s.Src.End - (s.Here.End - end)}
	} else if start != s.Here.Start || end != s.Here.End {
		s.Recoded = true
	}
	s.Here = Span{start, end}
	return s
}

// Sources gives the segments that the bytes of here come from, in order, clipped to here.
// An empty span has none.
func (m Map) Sources(here Span) []Segment {
	if here.Len() <= 0 {
		return nil
	}
	var out []Segment
	for _, s := range m.Segments[m.find(here.Start):] {
		if s.Here.Start >= here.End {
			break
		}
		out = append(out, s.clip(here))
	}
	return out
}

// find gives the index of the first segment that ends after at.
func (m Map) find(at int) int {
	return sort.Search(len(m.Segments), func(i int) bool { return m.Segments[i].Here.End > at })
}

// Slice is the map of the bytes of here, counted from here.Start. Of what was dropped it keeps what
// lay between the sources of the bytes that are left.
func (m Map) Slice(here Span) Map {
	out := Map{Segments: m.Sources(here)}
	hulls := map[Source]Span{}
	for i, s := range out.Segments {
		hull, seen := hulls[s.Source]
		if !seen {
			hull = s.Src
		}
		hulls[s.Source] = hull.union(s.Src)
		out.Segments[i].Here = Span{s.Here.Start - here.Start, s.Here.End - here.Start}
	}
	for _, d := range m.Dropped {
		if hull, seen := hulls[d.Source]; seen && d.Src.Start >= hull.Start && d.Src.End <= hull.End {
			out.Dropped = append(out.Dropped, d)
		}
	}
	return out
}

// Slice is the part of t that lies in here, with its map.
func (t Text) Slice(here Span) Text {
	return Text{t.String[here.Start:here.End], t.Map.Slice(here)}
}

func (s Span) union(o Span) Span {
	return Span{min(s.Start, o.Start), max(s.End, o.End)}
}

// Through composes maps: of gives the map of a source's own text, and the result ties m's text to
// what that map leads to, through as many texts as of knows (called once for each source). Where of
// answers false the source stays as it is. What was dropped on either way is listed.
//
// A copy is split wherever its source changes origin. An escape or a hash stands for its source as a
// whole, so it leads to the hull of everything that its source came from.
func (m Map) Through(of func(Source) (Map, bool)) Map {
	type answer struct {
		m     Map
		known bool
	}
	answers := map[Source]answer{}
	var out Map
	ask := func(s Source) answer {
		a, seen := answers[s]
		if !seen && s.Part != Inserted {
			a.m, a.known = of(s)
			answers[s] = a
			if a.known {
				out.Dropped = append(out.Dropped, a.m.Dropped...)
			}
		}
		return a
	}
	for _, s := range m.Segments {
		a := ask(s.Source)
		switch {
		case !a.known:
			out.add(s)
		case s.copies():
			for _, origin := range a.m.Sources(s.Src) {
				shift := s.Here.Start - s.Src.Start
				origin.Here = Span{origin.Here.Start + shift, origin.Here.End + shift}
				out.add(origin)
			}
		default:
			whole := a.m.hull(s.Src)
			whole.Here = s.Here
			out.add(whole)
		}
	}
	for _, d := range m.Dropped {
		a := ask(d.Source)
		if !a.known {
			out.Dropped = append(out.Dropped, d)
			continue
		}
		for _, origin := range a.m.Sources(d.Src) {
			if origin.Source.Part != Inserted {
				out.Dropped = append(out.Dropped, Dropped{origin.Source, origin.Src, d.Why})
			}
		}
	}
	return out
}

// hull is one segment, without a Here of its own, for everything that here came from. Bytes of one
// source count, the first that is not Inserted.
func (m Map) hull(here Span) Segment {
	var hull Segment
	found := false
	for _, s := range m.Sources(here) {
		switch {
		case !found || hull.Source.Part == Inserted && s.Source.Part != Inserted:
			hull, found = s, true
		case hull.Source == s.Source && s.Source.Part != Inserted:
			hull.Src = hull.Src.union(s.Src)
		}
	}
	if !found { // the hash of nothing: there is no byte to point at
		return Segment{Source: Source{Part: Inserted}, Why: "made from an empty text"}
	}
	hull.Recoded = hull.Source.Part != Inserted
	return hull
}

// add appends a segment, joined to the last one when both continue each other.
func (m *Map) add(s Segment) {
	if s.Here.Len() == 0 {
		return
	}
	if n := len(m.Segments); n > 0 {
		last := &m.Segments[n-1]
		sameKind := last.Source == s.Source && last.Why == s.Why && last.Here.End == s.Here.Start
		continues := last.copies() && s.copies() && last.Src.End == s.Src.Start
		if sameKind && (continues || s.Source.Part == Inserted) {
			last.Here.End, last.Src.End = s.Here.End, max(last.Src.End, s.Src.End)
			return
		}
	}
	if n := len(m.Segments); n == cap(m.Segments) { // twice as many, where append gives a quarter more: a text of a megabyte may have half as many segments
		more := 1 // most have one
		if n > 0 {
			more = max(n, 3)
		}
		m.Segments = slices.Grow(m.Segments, more)
	}
	m.Segments = append(m.Segments, s)
}
