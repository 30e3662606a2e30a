package view

import (
	"strings"

	"countersign/sigv4/diagnose"
)

// ActGo leads to a part of the answer: arg is its id.
const ActGo = "go"

// transitID is the id of the part on what changed on the way.
const transitID = "transit"

// effectWords say what a change does to the signature; their classes are "effect-" and the effect.
var effectWords = map[diagnose.Effect]string{
	diagnose.Breaks:   "Signed: breaks it",
	diagnose.Harmless: "Signed: harmless",
	diagnose.Unsigned: "Not signed",
	diagnose.Refused:  "Not signed: S3 refuses it",
	diagnose.Unclear:  "Signed or not: not shown",
}

// matters reports whether a change can be why a signature was refused.
func matters(c diagnose.Change) bool {
	return c.Effect != diagnose.Unsigned && c.Effect != diagnose.Harmless
}

// toTransit leads from the verdict to what changed on the way, and names what of it matters.
func toTransit(legs []diagnose.Leg) Node {
	var names []string
	for _, l := range legs {
		for _, c := range l.Changes {
			if matters(c) && len(names) < 4 {
				names = append(names, c.What)
			}
		}
	}
	words := "Compare what was sent with what arrived"
	if len(names) > 0 {
		words = "See what changed on the way: " + strings.Join(names, ", ")
	}
	if len(legs) == 0 {
		return Node{}
	}
	return el("p", "jump", button("link", ActGo, transitID, text(words)))
}

// transit draws each stretch of the way with a row for each change on it.
func (w *drawing) transit(legs []diagnose.Leg) Node {
	if len(legs) == 0 {
		return Node{}
	}
	var nodes []Node
	for _, l := range legs {
		nodes = append(nodes, w.leg(l)...)
	}
	part := section(transitID, "On the way", nodes...)
	part.Children[0] = part.Children[0].with("tabindex", "-1")
	return part
}

func (w *drawing) leg(l diagnose.Leg) []Node {
	nodes := []Node{
		el("p", "why", text("From "+w.place(l.From)+" to "+w.place(l.To)+".")),
		paragraph("why", l.Note),
	}
	var rows, rest []Node
	for _, c := range l.Changes {
		if row := w.change(c, l); matters(c) {
			rows = append(rows, row)
		} else {
			rest = append(rest, row)
		}
	}
	if len(rows) > 0 {
		nodes = append(nodes, el("ul", "plain", rows...))
	}
	if len(rest) > 0 {
		nodes = append(nodes, el("details", "",
			el("summary", "", text(count(int64(len(rest)), "change", "changes")+" that the signature does not suffer from")),
			el("ul", "plain", rest...)))
	}
	return append(nodes, unseen(l)...)
}

// place names an end of a leg with its line in the paste.
func (w *drawing) place(p diagnose.Place) string {
	return p.Title + " (" + w.src.lines(spanOf(p.Span.Start, p.Span.Start+1)) + ")"
}

// change draws one change: what it is, in what way, whether it counts, both sides one below the other so
// that their bytes align, and who is known for it.
func (w *drawing) change(c diagnose.Change, l diagnose.Leg) Node {
	nodes := []Node{
		el("h3", "", append(visible(capital(w.hide(c.What)), false), text(" "), el("span", "why", text(string(c.Kind))), text(" "),
			el("span", "badge effect-"+string(c.Effect), text(effectWords[c.Effect])))...),
		el("dl", "sides",
			el("dt", "", text(sideWord(l.From.Name))), el("dd", "", w.sideOf(c, c.Sent)...),
			el("dt", "", text(sideWord(l.To.Name))), el("dd", "", w.sideOf(c, c.Arrived)...)),
		paragraph("why", c.Note),
	}
	return el("li", "change", append(nodes, w.suspects(c.Suspects))...)
}

func (w *drawing) sideOf(c diagnose.Change, cell diagnose.Cell) []Node {
	if cell.Absent {
		return []Node{el("i", "absent", text("not there"))}
	}
	return w.comparedCell(cell, diagnose.ComparedLine{Part: c.Part})
}

// suspects names who is known for a change; what each does, the setting and the source on demand.
func (w *drawing) suspects(list []diagnose.Suspect) Node {
	if len(list) == 0 {
		return Node{}
	}
	var names []string
	var items []Node
	for _, s := range list {
		names = append(names, s.Who)
		item := append([]Node{el("b", "", text(s.Who))}, prose(" "+s.Does+". ")...)
		if s.Named != "" {
			item = append(item, text("Your paste names it: "), el("code", "", visible(w.hide(s.Named), false)...), text(". "))
		}
		if s.Code != "" {
			item = append(item, text("To keep the value: "), el("code", "", text(strings.ReplaceAll(s.Code, "\n", "; "))), text(" "))
		}
		items = append(items, el("li", "", append(item, external(s.Source, address(s.Source)))...))
	}
	word := "Usual suspect: "
	if len(list) > 1 {
		word = "Usual suspects: "
	}
	return el("details", "sources", el("summary", "", text(word+strings.Join(names, ", "))), el("ul", "", items...))
}

// unseen says of which headers it is not known whether they were there on both sides.
func unseen(l diagnose.Leg) []Node {
	var nodes []Node
	for _, place := range [...]diagnose.Place{l.From, l.To} {
		var names []Node
		for _, u := range l.Unseen {
			if (u.In == "arrived") != (place == l.To) {
				continue
			}
			if len(names) > 0 {
				names = append(names, text(", "))
			}
			names = append(names, el("code", "", visible(u.Name, true)...))
			if u.Signed {
				names = append(names, text(" (signed)"))
			}
		}
		if len(names) > 0 {
			words := "Unknown, since " + place.Title + " may not show all headers: "
			nodes = append(nodes, el("p", "why", append([]Node{text(words)}, names...)...))
		}
	}
	return nodes
}
