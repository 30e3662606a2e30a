package view

import (
	"strconv"
	"strings"

	"countersign/sigv4"
)

// The drawing collects as it goes: pieces in the row, rows in a block, blocks and explained lines in the
// step, steps in the list. Nodes are large values: handing them from call to call was half of this
// page's code in the WebAssembly module, hence one place that holds them and methods that are not inlined.

// own draws a piece with an origin that no source of the engine names; nothing for an empty one.
//
//go:noinline
func (c *pieces) own(shown, part, name string) { c.plain(shown, part, own(name)) }

// whole draws a piece that stands for all of a source.
//
//go:noinline
func (c *pieces) whole(shown, part string, source sigv4.Part) { c.plain(shown, part, whole(source)) }

// because draws a piece that the reader's request does not have, and says why it is there.
//
//go:noinline
func (c *pieces) because(shown, part, name, why string) {
	c.put(piece{shown: shown, part: part, why: why, origins: []origin{own(name)}})
}

// computed draws a piece that is made of whole texts.
//
//go:noinline
func (c *pieces) computed(shown, part, name string, of ...signText) {
	c.put(piece{shown: shown, part: part, origins: []origin{own(name)}, digests: of})
}

// endRow ends the row as a line of a block.
//
//go:noinline
func (w *signDrawing) endRow() { w.rows = append(w.rows, el("code", "row-line", w.take()...)) }

// block ends the rows as a block.
//
//go:noinline
func (w *signDrawing) block() {
	w.body = append(w.body, el("div", "lines", w.rows...))
	w.rows = nil
}

// explain ends the row as a line of its own, with the sentence that says why it is there.
//
//go:noinline
func (w *signDrawing) explain(why string) {
	w.body = append(w.body, el("div", "explained", el("code", "", w.take()...), paragraph("why", why)))
}

// note adds a sentence to the step; "" adds nothing.
//
//go:noinline
func (w *signDrawing) note(class, words string) {
	w.body = append(w.body, paragraph(class, words))
}

// value shows what a piece before it is, below it: to be read, not pointed at.
//
//go:noinline
func (w *signDrawing) value(label, value string) {
	w.row = append(w.row, el("span", "value", text("\n"+label), el("span", "part-key", text(value))))
}

// control puts a button into the row.
//
//go:noinline
func (w *signDrawing) control(words, action string, pressed bool) {
	w.row = append(w.row, button("", action, "", text(words)).with("aria-pressed", strconv.FormatBool(pressed)))
}

// copyControl puts a button into the row that copies.
//
//go:noinline
func (w *signDrawing) copyControl(words, what, copied string) {
	w.row = append(w.row, w.copyButton(words, what, copied))
	w.say(" ")
}

// controls ends the row as a line of buttons.
//
//go:noinline
func (w *signDrawing) controls() { w.body = append(w.body, el("p", "why", w.take()...)) }

// step ends a step, with its number. copied, where there is any, is what its button copies.
//
//go:noinline
func (w *signDrawing) step(title, how, copied string) {
	w.number++
	head := []Node{text(title)}
	if how != "" {
		head = append(head, el("span", "why", text(" – "+how)))
	}
	top := el("h3", "", head...)
	if copied != "" {
		words := "Copy"
		if copied == w.d.Authorization {
			words = "Copy the header’s value"
		}
		top = el("div", "step-head", top, w.copyButton(words, title, copied))
	}
	w.list(strconv.Itoa(w.number), top)
}

// leftOut stands for steps that are not drawn.
func (w *signDrawing) leftOut(left int, one, many string) {
	w.note("why", count(int64(left), one, many)+" left out here. Each is signed in the same way, over the signature before it.")
	w.list("", Node{})
}

// list puts the step collected into the list.
//
//go:noinline
func (w *signDrawing) list(number string, top Node) {
	w.listed = append(w.listed, el("li", "", el("span", "n", text(number)).with("aria-hidden", "true"),
		el("div", "", append([]Node{top}, w.body...)...)))
	w.body = nil
}

// done gives all that was drawn: the exports, where there is something to send, above the steps.
func (w *signDrawing) done() []Node {
	list := el("ol", "steps", w.listed...)
	if w.d.Signature == "" {
		return []Node{list}
	}
	return []Node{w.exports(), list}
}

func (w *signDrawing) copyButton(words, what, copied string) Node {
	w.copies = append(w.copies, copied)
	b := button("copy", ActCopy, strconv.Itoa(len(w.copies)-1), text(words))
	return b.with("aria-label", words+": "+strings.ToLower(what))
}
