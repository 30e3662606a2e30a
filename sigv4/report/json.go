//go:build !wasm

// In a page nobody asks for JSON, and package encoding/json would weigh more there than all of this one.

package report

import (
	"encoding/json"

	"countersign/sigv4/diagnose"
)

// document is the JSON form. Field names are fixed; lists are never null.
type document struct {
	Verdict     verdict   `json:"verdict"`
	Established []fact    `json:"established"`
	Findings    []finding `json:"findings"`
	Transit     []leg     `json:"transit"`
	RuledOut    []ruled   `json:"ruled_out"`
	PasteNext   []ask     `json:"paste_next"`
	Parts       []part    `json:"parts"`
}

type verdict struct {
	Sentence   string              `json:"sentence"`
	Confidence diagnose.Confidence `json:"confidence"`
}

type fact struct {
	Fact       string              `json:"fact"`
	Confidence diagnose.Confidence `json:"confidence"`
}

type finding struct {
	Cause      string              `json:"cause"`
	Confidence diagnose.Confidence `json:"confidence"`
	Title      string              `json:"title"`
	Why        string              `json:"why"`
	Fixes      []fix               `json:"fixes"`
	Guide      string              `json:"guide"`
}

type fix struct {
	Do     string `json:"do"`
	Detail string `json:"detail"`
}

type ruled struct {
	Cause   string `json:"cause"`
	Because string `json:"because"`
}

type ask struct {
	What string `json:"what"`
	Why  string `json:"why"`
}

type part struct {
	Kind  string `json:"kind"`
	Start int    `json:"start"`
	End   int    `json:"end"`
}

// JSON gives the diagnosis as one JSON object, without a newline at its end. Offsets in parts are
// bytes of the paste.
func (r Report) JSON() ([]byte, error) { return json.Marshal(r.document()) }

// JSONWithID is JSON with a member "id" in front, the JSON value id.
func (r Report) JSONWithID(id json.RawMessage) ([]byte, error) {
	return json.Marshal(struct {
		ID json.RawMessage `json:"id"`
		document
	}{id, r.document()})
}

func (r Report) document() document {
	doc := document{
		Verdict:     verdict{r.clean(r.d.Verdict.Sentence), r.d.Verdict.Confidence},
		Established: make([]fact, 0, len(r.d.Established)),
		Findings:    make([]finding, 0, len(r.d.Findings)),
		Transit:     r.legs(),
		RuledOut:    make([]ruled, 0, len(r.d.RuledOut)),
		PasteNext:   make([]ask, 0, len(r.d.PasteNext)),
		Parts:       make([]part, 0, len(r.d.Parts)),
	}
	for _, f := range r.d.Established {
		doc.Established = append(doc.Established, fact{r.clean(f.Fact), f.Confidence})
	}
	for _, f := range r.d.Findings {
		out := finding{f.Cause, f.Confidence, r.clean(f.Title), r.clean(f.Why), make([]fix, 0, len(f.Fixes)), f.Guide}
		for _, x := range f.Fixes {
			out.Fixes = append(out.Fixes, fix{r.clean(fixTitle(x)), r.clean(fixDetail(x))})
		}
		doc.Findings = append(doc.Findings, out)
	}
	for _, x := range r.d.RuledOut {
		doc.RuledOut = append(doc.RuledOut, ruled{x.Cause, r.clean(x.Because)})
	}
	for _, x := range r.d.PasteNext {
		doc.PasteNext = append(doc.PasteNext, ask{r.clean(x.What), r.clean(x.Why)})
	}
	for _, p := range r.d.Parts {
		doc.Parts = append(doc.Parts, part{string(p.Kind), p.Span.Start, p.Span.End})
	}
	return doc
}

// fixDetail is the words of a fix and, behind them, the commands.
func fixDetail(f diagnose.Fix) string {
	switch {
	case f.Code == "":
		return f.Detail
	case f.Detail == "":
		return f.Code
	}
	return f.Detail + "\n" + f.Code
}
