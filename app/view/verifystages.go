package view

import (
	"slices"
	"strconv"
	"strings"

	"countersign/sigv4"
	"countersign/sigv4/check"
	"countersign/sigv4/diagnose"
)

// verifyDrawing draws a verification.
type verifyDrawing struct {
	drawing
	r check.Result
}

// body draws the stages, what the first that departs differs in, what the text says, and what was computed.
func (w *verifyDrawing) body() []Node {
	nodes := []Node{w.stages()}
	if w.r.Departs >= 0 {
		nodes = append(nodes, w.departure(w.r.Steps[w.r.Departs]))
	}
	nodes = append(nodes, w.facts(), w.assumed(),
		w.computed("verify-canonical", sigv4.StageCanonicalRequest, w.r.CanonicalRequest),
		w.computed("verify-to-sign", sigv4.StageStringToSign, w.r.StringToSign),
		w.signature())
	return slices.DeleteFunc(nodes, func(n Node) bool { return n.Tag == "" })
}

// statusWords name the outcomes beside a stage.
var statusWords = map[check.Status]string{
	check.Agrees: "agrees", check.Departs: "departs", check.NotCompared: "not compared",
}

// stages lists the stages with their outcomes.
func (w *verifyDrawing) stages() Node {
	var items []Node
	for i, s := range w.r.Steps {
		if i == w.r.Departs {
			s.Note = "" // the verdict says it
		}
		class := ""
		if s.Status != check.NotCompared {
			class = statusWords[s.Status]
		}
		head := el("h3", "", text(capital(s.Name)), el("span", "why", text(" – "+statusWords[s.Status])))
		items = append(items, el("li", class,
			el("span", "n", text(strconv.Itoa(i+1))).with("aria-hidden", "true"),
			el("div", "", head, paragraph("why", s.Note))))
	}
	return section("stages", "Stages of this "+w.r.Carrier, el("ol", "steps", items...))
}

// departure draws what was expected and found at a stage, line by line where there are lines, with the bytes
// that differ marked.
func (w *verifyDrawing) departure(s check.Step) Node {
	if s.Expected == "" && s.Found == "" {
		return Node{}
	}
	if s.Expected == "" {
		return section("departs", capital(s.Name), el("dl", "found-expected",
			el("dt", "", text("Found")), el("dd", "", el("code", "", visible(s.Found, true)...))))
	}
	c := diagnose.CompareTexts(s.Stage, s.Found, s.Expected)
	if strings.Contains(s.Expected, "\n") {
		return w.comparison(0, c)
	}
	line := c.Lines[0]
	return section("departs", capital(s.Name), el("dl", "found-expected",
		el("dt", "", text("Expected")), el("dd", "", w.comparedCell(line.Cells[1], line)...),
		el("dt", "", text("Found")), el("dd", "", w.comparedCell(line.Cells[0], line)...)))
}

// facts lists what the text says of itself.
func (w *verifyDrawing) facts() Node {
	var rows []Node
	for _, f := range w.r.Facts {
		rows = append(rows, el("dt", "", text(capital(f.Name))), el("dd", "", visible(f.Value, false)...))
	}
	if rows == nil {
		return Node{}
	}
	return section("says", "What it says", el("dl", "facts", rows...))
}

func (w *verifyDrawing) assumed() Node {
	var items []Node
	for _, sentence := range w.r.Assumed {
		items = append(items, el("li", "", visible(sentence, false)...))
	}
	if items == nil {
		return Node{}
	}
	return section("assumed", "What was assumed", el("ul", "", items...))
}

// computed draws a text that was computed, each line in the hue of its part.
func (w *verifyDrawing) computed(id string, stage sigv4.Stage, computed string) Node {
	if computed == "" {
		return Node{}
	}
	var lines []diagnose.StepLine
	end := -1
	for _, l := range diagnose.CompareTexts(stage, computed, computed).Lines {
		if l.Cells[1].Span.Start > end+1 {
			lines = append(lines, diagnose.StepLine{}) // the empty line behind the headers has no name
		}
		end = l.Cells[1].Span.End
		lines = append(lines, diagnose.StepLine{Name: l.Name, Part: l.Part, Text: l.Cells[1].Text})
	}
	return section(id, capital(stage.String())+" that it calls for", w.stepText(lines))
}

// signature draws the signature that was computed, where it is not that of a token: whoever has one connects.
func (w *verifyDrawing) signature() Node {
	switch computed := w.r.Derivation.Signature; {
	case computed == "":
		return Node{}
	case strings.HasSuffix(w.r.Carrier, "token"), strings.HasSuffix(w.r.Carrier, "password"), strings.HasSuffix(w.r.Carrier, "subprotocol"):
		return Node{}
	default:
		return section("verify-signature", "Signature that it calls for", labelled("computed", computed))
	}
}
