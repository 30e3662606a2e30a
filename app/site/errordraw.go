package site

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"countersign/app/view"
	"countersign/sigv4/diagnose"
)

// draw puts what follows from the answers around the text of the page: who says it before, the messages
// and what they point at after.
func (p *errorPage) draw() error {
	facts, err := p.drawFacts()
	if err != nil {
		return err
	}
	sections := append([]view.Section{{Body: facts}}, p.Guide.Sections...)
	sections = append(sections, view.Section{ID: "messages", Level: 2, Title: "Its messages, word for word", Body: []view.Node{
		paragraph("Marked is what differs from one answer to the next. Below each, what the engine makes of it, alone and without a secret.")}})
	for _, a := range p.Answers {
		body, err := p.drawAnswer(a)
		if err != nil {
			return err
		}
		sections = append(sections, view.Section{ID: answerID(a.ID), Level: 3, Title: a.Title, Body: body})
	}
	sections = append(sections, p.drawCauses()...)
	sections = append(sections, p.drawOrders()...)
	sections = append(sections, p.drawAsks()...)
	p.Guide.Sections = append(sections, view.Section{ID: "sources", Level: 2, Title: "Sources", Body: p.drawSources()})
	return nil
}

func el(tag string, children ...view.Node) view.Node {
	return view.Node{Tag: tag, Children: children}
}

func paragraph(s string) view.Node { return view.Node{Tag: "p", Text: s} }

func link(address, words string) view.Node {
	return view.Node{Tag: "a", Text: words, Attrs: []view.Attr{{Name: "href", Value: address}}}
}

// codeStatus is a status with which a code comes, and the protocols and servers that send it so.
type codeStatus struct {
	Status    int
	Protocols []string
}

// statuses lists the statuses of the code, the lowest first.
func (p errorPage) statuses() []codeStatus {
	var list []codeStatus
	for _, a := range p.Answers {
		for _, c := range a.Codes {
			at := slices.IndexFunc(list, func(s codeStatus) bool { return s.Status == c.Status })
			if at < 0 {
				at, list = len(list), append(list, codeStatus{Status: c.Status})
			}
			for _, name := range c.Protocols {
				if !slices.Contains(list[at].Protocols, name) {
					list[at].Protocols = append(list[at].Protocols, name)
				}
			}
		}
	}
	slices.SortFunc(list, func(a, b codeStatus) int { return a.Status - b.Status })
	return list
}

// beside counts the answers that are not about the signature of a request.
func (p errorPage) beside() int {
	n := 0
	for _, a := range p.Answers {
		if a.NotSignature {
			n++
		}
	}
	return n
}

// drawFacts says with which status the code comes, from whom, and whether it is about a signature at all.
func (p errorPage) drawFacts() ([]view.Node, error) {
	var nodes []view.Node
	if beside := p.beside(); beside == len(p.Answers) {
		nodes = append(nodes, view.Node{Tag: "p", Class: "notice", Children: []view.Node{
			{Tag: "b", Text: "This is no signature problem."}, {Text: " The code says nothing against the signature of the request, its clock or its key."}}})
	} else if beside > 0 {
		nodes = append(nodes, view.Node{Tag: "p", Class: "notice",
			Text: fmt.Sprintf("%d of its %d answers below are no signature problem at all. The sentence tells which.", beside, len(p.Answers))})
	}
	list := view.Node{Tag: "dl", Class: "statuses"}
	for _, s := range p.statuses() {
		words, err := protocolWords(s.Protocols)
		if err != nil {
			return nil, err
		}
		list.Children = append(list.Children, view.Node{Tag: "dt", Text: "HTTP " + strconv.Itoa(s.Status)}, view.Node{Tag: "dd", Text: words})
	}
	return append(nodes, list), nil
}

func protocolWords(names []string) (string, error) {
	var words []string
	for _, name := range names {
		known, ok := protocols()[name]
		if !ok {
			return "", fmt.Errorf("the protocol %q has no words in errorwords.go", name)
		}
		words = append(words, known.words)
	}
	return strings.Join(words, "; "), nil
}

// drawAnswer shows an answer's messages, each with its verdict and the link that opens it, and what they
// carry and point at.
func (p errorPage) drawAnswer(a codeAnswer) ([]view.Node, error) {
	var nodes []view.Node
	if a.NotSignature {
		nodes = append(nodes, el("p", view.Node{Tag: "strong", Text: "No signature problem."}))
	}
	if len(p.Answers) > 1 {
		var names []string
		for _, c := range a.Codes {
			for _, name := range c.Protocols {
				short, _, _ := strings.Cut(protocols()[name].words, " (")
				names = append(names, short)
			}
		}
		nodes = append(nodes, el("p", view.Node{Tag: "small", Text: "From: " + strings.Join(names, "; ") + "."}))
	}
	if len(a.Messages) == 0 {
		nodes = append(nodes, paragraph("With this code, no sentence is known that says this and nothing else."))
	}
	var carried []string
	for _, m := range a.Messages {
		nodes = append(nodes, m.draw())
		for _, f := range m.Fields {
			words, ok := fieldWords[f.Name]
			if !ok {
				return nil, fmt.Errorf("the field %q of %s has no words in errorwords.go", f.Name, a.ID)
			}
			if !slices.Contains(carried, words) {
				carried = append(carried, words)
			}
		}
	}
	if carried != nil {
		nodes = append(nodes, paragraph("It carries: "+strings.Join(carried, "; ")+"."))
	}
	return append(nodes, p.pointedAt(a.Causes)...), nil
}

// draw shows a message with its fields marked.
func (m codeMessage) draw() view.Node {
	var marked []view.Node
	at := 0
	for _, f := range m.Fields {
		marked = append(marked, view.Node{Text: m.Text[at:f.Span.Start]}, view.Node{Tag: "mark", Text: m.Text[f.Span.Start:f.Span.End],
			Attrs: []view.Attr{{Name: "title", Value: fieldWords[f.Name]}}})
		at = f.Span.End
	}
	marked = append(marked, view.Node{Text: strings.TrimRight(m.Text[at:], "\n")})
	v := m.Diagnosis.Verdict
	return view.Node{Tag: "figure", Class: "example", Children: []view.Node{code(marked...), el("figcaption",
		view.Node{Tag: "b", Text: sureWords(v.Confidence) + ":"}, view.Node{Text: " " + v.Sentence + " "},
		link("index.html#example="+m.Example.Name, "Open in the workbench"))}}
}

// sureWords writes a confidence as a label.
func sureWords(c diagnose.Confidence) string { return strings.ToUpper(string(c[:1])) + string(c[1:]) }

// pointedAt lists the causes that an answer names, with how sure that is, and leads to those that it
// leaves open.
func (p errorPage) pointedAt(leads []lead) []view.Node {
	list := view.Node{Tag: "ul"}
	open := 0
	for _, l := range leads {
		if l.Confidence == diagnose.Undecided {
			open++
			continue
		}
		list.Children = append(list.Children, el("li",
			link(view.CausePage(l.Cause.ID), strings.TrimSuffix(l.Cause.Meaning, ".")), view.Node{Text: " (" + string(l.Confidence) + ")"}))
	}
	var nodes []view.Node
	if list.Children != nil {
		nodes = append(nodes, paragraph("It points at:"), list)
	}
	if open > 0 {
		nodes = append(nodes, el("p", view.Node{Text: "It does not say why. What it leaves open: "}, link(p.Guide.Path+"#causes", strconv.Itoa(open)+" causes"), view.Node{Text: "."}))
	}
	return nodes
}
