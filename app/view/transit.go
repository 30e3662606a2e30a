package view

import (
	"strings"

	"countersign/sigv4/diagnose"
)

// ActGo leads to a part of the answer: arg is its id.
const ActGo = "go"

// transitID is the id of the part on what changed on the way.
const transitID = "transit"

// transit draws each stretch of the way with a row for each change on it, and the button that leads to it
// from below the verdict.
func (w *drawing) transit(legs []diagnose.Leg) (jump, part Node) {
	if len(legs) == 0 {
		return jump, part
	}
	part = section(transitID, "On the way")
	part.Children[0] = part.Children[0].with("tabindex", "-1")
	for i := range legs {
		l := &legs[i]
		part.put("p", "why", "").Children = prose(strings.TrimSpace(l.Title() + ". " + l.Note))
		rows := part.put("ul", "plain", "")
		for _, c := range l.Changes {
			w.change(rows.put("li", "change", ""), c, l)
		}
		for _, sentence := range l.Unknown() {
			part.put("p", "why", "").Children = visible(sentence, false)
		}
	}
	jump = el("p", "jump", button("link", ActGo, transitID, text("See what changed on the way")))
	return jump, part
}

// change draws one change: what it is, in what way, whether it counts, both sides one below the other so
// that their bytes align, and who is known for it.
func (w *drawing) change(li *Node, c *diagnose.Change, l *diagnose.Leg) {
	head := li.put("h3", "", "")
	head.Children = visible(capital(w.hide(c.What))+" "+string(c.Kind)+" ", false)
	head.put("span", "badge effect-"+string(c.Effect), c.Effect.Words())
	sides := li.put("dl", "sides", "")
	w.side(sides, l.From.Name, c.Part, &c.Sent)
	w.side(sides, l.To.Name, c.Part, &c.Arrived)
	if c.Note != "" {
		li.put("p", "why", c.Note)
	}
	if len(c.Suspects) == 0 {
		return
	}
	known := li.put("details", "sources", "")
	known.put("summary", "", "Known for it: "+c.Who())
	list := known.put("ul", "", "")
	for i := range c.Suspects {
		s := &c.Suspects[i]
		item := list.put("li", "", "")
		item.Children = prose(s.Says() + " ")
		if s.Code != "" {
			item.put("code", "", s.Code)
			item.put("span", "", " keeps the value. ")
		}
		item.Children = append(item.Children, external(s.Source, address(s.Source)))
	}
}

// side draws what one place has.
func (w *drawing) side(list *Node, name, part string, cell *diagnose.Cell) {
	list.put("dt", "", sideWord(name))
	list.put("dd", "", "").Children = w.comparedCell(*cell, diagnose.ComparedLine{Part: part})
}
