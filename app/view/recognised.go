package view

import (
	"slices"
	"strconv"

	"countersign/sigv4"
	"countersign/sigv4/diagnose"
	"countersign/sigv4/paste"
)

// What is drawn at most, so that a page stays quick whatever is pasted. What is left out is said.
const (
	maxChips       = 24
	maxMarks       = 200
	maxLinesWhole  = 80 // of a paste that is drawn whole
	maxLinesMarked = 60 // of a longer one, around its marks
	maxLinesCard   = 12 // in a finding
)

// chips say what was recognised and where. Pressing one shows the place. Parts of one kind and note
// in a row, as in a log, share a chip.
func chips(src source, parts []paste.Part) (Node, []sigv4.Span) {
	var list []Node
	var spans []sigv4.Span
	parts = restLast(parts)
	for i := 0; i < len(parts); {
		p, same := parts[i], 1
		for i+same < len(parts) && parts[i+same].Kind == p.Kind && parts[i+same].Note == p.Note {
			same++
		}
		if len(list) == maxChips {
			list = append(list, el("li", "more", text("and "+grouped(int64(len(parts)-i))+" more")))
			break
		}
		i += same
		note := p.Note
		if p.Kind == paste.KindSecret {
			note = joinComma(note, "hidden here")
		}
		where := src.lines(p.Span)
		if same > 1 {
			where = grouped(int64(same)) + " times, first " + where
		}
		arg := strconv.Itoa(len(spans))
		spans = append(spans, p.Span)
		list = append(list, el("li", "", button("chip chip-"+string(p.Kind), ActShow, arg,
			el("b", "", text(kindWord(p.Kind))),
			text(" "),
			el("span", "", text(joinComma(note, where))))))
	}
	if len(list) == 0 {
		return Node{}, nil
	}
	return el("ul", "chips", list...).with("aria-label", "What was recognised"), spans
}

// restLast puts the lines of logs that say nothing behind all that was recognised, and what was not
// recognised last, as one kind without notes where there is more of it.
func restLast(parts []paste.Part) []paste.Part {
	var known, logs, rest []paste.Part
	for _, p := range parts {
		switch p.Kind {
		case paste.KindUnrecognized:
			rest = append(rest, p)
		case paste.KindLog:
			logs = append(logs, p)
		default:
			known = append(known, p)
		}
	}
	known = append(known, logs...)
	if len(rest) > 1 {
		for i := range rest {
			rest[i].Note = ""
		}
	}
	return append(known, rest...)
}

func joinComma(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + ", " + b
}

// recognised draws the paste with everything that a statement rests on marked in it.
func recognised(src source, d diagnose.Diagnosis) Node {
	marks := allMarks(d)
	if len(marks) == 0 && len(d.Parts) == 0 {
		return Node{}
	}
	var wanted []int
	if len(src.starts) <= maxLinesWhole {
		for i := range src.starts {
			wanted = append(wanted, i)
		}
	} else {
		for _, p := range d.Parts[:min(len(d.Parts), maxChips)] {
			first := src.lineOf(src.clamp(p.Span).Start)
			wanted = append(wanted, first, min(first+1, len(src.starts)-1))
		}
		wanted = append(wanted, src.around(marks, 2, maxLinesMarked)...)
		wanted = append(wanted, src.around(src.hues, 0, maxLinesMarked)...)
		slices.Sort(wanted)
		wanted = slices.Compact(wanted)
		wanted = wanted[:min(len(wanted), maxLinesWhole)]
	}
	last := len(src.starts) - 1
	drawn := src.excerpt(wanted, marks, false)
	if n := len(wanted); n > 0 && wanted[n-1] < last {
		drawn.Children = append(drawn.Children,
			el("span", "gap", text("… "+count(int64(last-wanted[n-1]), "line", "lines")+" not shown")))
	}
	return drawn.with("tabindex", "0").with("role", "group").with("aria-label", "Your text, with what was recognised marked")
}

// allMarks collects the marks of a diagnosis, what is wrong first.
func allMarks(d diagnose.Diagnosis) []diagnose.Mark {
	var marks []diagnose.Mark
	for _, f := range d.Findings {
		marks = append(marks, f.Marks...)
	}
	if d.Clock != nil {
		marks = append(marks, d.Clock.Marks...)
	}
	for _, f := range d.Established {
		marks = append(marks, f.Marks...)
	}
	return marks[:min(len(marks), maxMarks)]
}
