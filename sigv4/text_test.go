package sigv4

import (
	"fmt"
	"strings"
	"testing"
)

// describe writes a map in one line: "0-3=Paste[4-7]" for a copy, "~" for a whole, "+why" for inserted.
func describe(m Map) string {
	var parts []string
	for _, s := range m.Segments {
		sign := "="
		if !s.copies() {
			sign = "~"
		}
		if s.Source.Part == Inserted {
			parts = append(parts, fmt.Sprintf("%d-%d+%s", s.Here.Start, s.Here.End, s.Why))
			continue
		}
		parts = append(parts, fmt.Sprintf("%d-%d%s%d.%d[%d-%d]", s.Here.Start, s.Here.End, sign, s.Source.Part, s.Source.Index, s.Src.Start, s.Src.End))
	}
	for _, d := range m.Dropped {
		parts = append(parts, fmt.Sprintf("-%d.%d[%d-%d]%s", d.Source.Part, d.Source.Index, d.Src.Start, d.Src.End, d.Why))
	}
	return strings.Join(parts, " ")
}

// checkCover fails unless m covers text completely, in order, without empty segments.
func checkCover(t *testing.T, name string, text Text) {
	t.Helper()
	at := 0
	for _, s := range text.Map.Segments {
		if s.Here.Start != at || s.Here.Len() <= 0 {
			t.Fatalf("%s: segment %+v does not continue at byte %d of %q", name, s, at, text.String)
		}
		if s.Source.Part == Inserted && s.Why == "" {
			t.Errorf("%s: inserted bytes %v of %q do not say why", name, s.Here, text.String)
		}
		at = s.Here.End
	}
	if at != len(text.String) {
		t.Fatalf("%s: the map covers %d of %d bytes of %q", name, at, len(text.String), text.String)
	}
}

// paste: X"ab%20c"Y as a parser would unquote it, then decode it: ab c
func TestMapsComposeToThePaste(t *testing.T) {
	var b TextBuilder
	b.Drop(Span{1, 2}, "quote")
	b.Copy(Span{2, 4}, "ab")
	b.Copy(Span{4, 7}, "%20")
	b.Insert("!", "added")
	b.Copy(Span{7, 8}, "c")
	b.Drop(Span{8, 9}, "quote")
	unquoted := b.Text() // ab%20!c
	checkCover(t, "unquoted", unquoted)
	if got, want := describe(unquoted.Map), "0-5=0.0[2-7] 5-6+added 6-7=0.0[7-8] -0.0[1-2]quote -0.0[8-9]quote"; got != want {
		t.Errorf("built:\n%s\nwant\n%s", got, want)
	}

	target := Source{Part: TargetPart}
	s := sink{record: true}
	s.copy(target, 0, "ab")
	s.replace(target, Span{2, 5}, " ")
	s.drop(target, Span{5, 6}, "no bang")
	s.copy(target, 6, "c")
	decoded := Text{string(s.buf), s.m}
	composed := decoded.Map.Through(func(src Source) (Map, bool) { return unquoted.Map, src == target })
	want := "0-2=0.0[2-4] 2-3~0.0[4-7] 3-4=0.0[7-8] -0.0[1-2]quote -0.0[8-9]quote"
	if got := describe(composed); got != want {
		t.Errorf("composed:\n%s\nwant\n%s", got, want)
	}
	checkCover(t, "composed", Text{decoded.String, composed})
}

func TestThroughGivesWholesTheHullOfTheirSources(t *testing.T) {
	body := Source{Part: PayloadPart}
	hash := Map{Segments: []Segment{{Here: Span{0, 64}, Source: body, Src: Span{0, 6}}}}
	inner := Map{Segments: []Segment{
		{Here: Span{0, 1}, Source: Source{Part: Inserted}, Why: "implied"},
		{Here: Span{1, 3}, Src: Span{10, 12}},
		{Here: Span{3, 6}, Src: Span{20, 23}},
	}}
	got := describe(hash.Through(func(Source) (Map, bool) { return inner, true }))
	if want := "0-64~0.0[10-23]"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	empty := Map{Segments: []Segment{{Here: Span{0, 64}, Source: body}}}
	got = describe(empty.Through(func(Source) (Map, bool) { return Map{}, true }))
	if want := "0-64+made from an empty text"; got != want {
		t.Errorf("hash of nothing: got %s, want %s", got, want)
	}
	unknown := describe(hash.Through(func(Source) (Map, bool) { return Map{}, false }))
	if want := describe(hash); unknown != want {
		t.Errorf("unknown source: got %s, want it unchanged: %s", unknown, want)
	}
}

func TestSliceClipsCopiesAndKeepsWholes(t *testing.T) {
	var b TextBuilder
	b.Copy(Span{0, 4}, "abcd")
	b.Replace("%2F", Span{4, 5})
	b.Drop(Span{5, 7}, "spaces")
	b.Copy(Span{7, 9}, "ef")
	b.Drop(Span{9, 10}, "end")
	text := b.Text() // abcd%2Fef
	part := text.Slice(Span{2, 6})
	if part.String != "cd%2" {
		t.Fatalf("sliced text %q", part.String)
	}
	if got, want := describe(part.Map), "0-2=0.0[2-4] 2-4~0.0[4-5]"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got, want := describe(text.Slice(Span{4, 9}).Map), "0-3~0.0[4-5] 3-5=0.0[7-9] -0.0[5-7]spaces"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got := describe(text.Slice(Span{3, 3}).Map); got != "" {
		t.Errorf("an empty slice has %s", got)
	}
	one := text.Map.Sources(Span{5, 6}) // the 2 of %2F: as long as its source, and still not a copy
	if len(one) != 1 || one[0].copies() || one[0].Src != (Span{4, 5}) {
		t.Errorf("part of an escape gives %+v", one)
	}
}
