package site

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"countersign/app/view"
	"countersign/sigv4/diagnose"
)

// leads are the causes that the answers of the page point at, each once, those that were confirmed most
// often first.
func (p errorPage) leads() []lead {
	var list []lead
	for _, a := range p.Answers {
		for _, l := range a.Causes {
			at := slices.IndexFunc(list, func(o lead) bool { return o.Cause.ID == l.Cause.ID })
			if at < 0 {
				list = append(list, l)
			} else if sure(l.Confidence) < sure(list[at].Confidence) {
				list[at].Confidence = l.Confidence
			}
		}
	}
	slices.SortStableFunc(list, func(a, b lead) int { return diagnose.Frequency(b.Cause.ID) - diagnose.Frequency(a.Cause.ID) })
	return list
}

// drawCauses lists the causes behind the code.
func (p errorPage) drawCauses() []view.Section {
	leads := p.leads()
	if leads == nil {
		return nil
	}
	list := view.Node{Tag: "ul", Class: "causes"}
	for _, l := range leads {
		item := el("li", link(view.CausePage(l.Cause.ID), strings.TrimSuffix(l.Cause.Meaning, ".")))
		if n := diagnose.Frequency(l.Cause.ID); n > 0 {
			item.Children = append(item.Children, view.Node{Text: " "}, view.Node{Tag: "small", Text: strconv.Itoa(n) + " of " + strconv.Itoa(diagnose.ConfirmedCases)})
		}
		list.Children = append(list.Children, item)
	}
	return []view.Section{{ID: "causes", Level: 2, Title: "What can be behind it", Body: []view.Node{
		paragraph(fmt.Sprintf("All that its messages point at or leave open. The figures say in how many of %d public cases about signatures, with whatever code, it was the confirmed cause.", diagnose.ConfirmedCases)),
		list,
	}}}
}

// drawAsks lists what to paste besides, where the messages alone do not decide.
func (p errorPage) drawAsks() []view.Section {
	asks := p.asks()
	if asks == nil {
		return nil
	}
	list := view.Node{Tag: "ul"}
	for _, a := range asks {
		list.Children = append(list.Children, el("li", append(ticked(a.What+". "), ticked(a.Why)...)...))
	}
	return []view.Section{{ID: "next", Level: 2, Title: "What to paste next", Body: []view.Node{
		paragraph("Beside the answer, into the same box, in any order:"), list}}}
}

// asks are what the diagnoses of the page's messages ask for, each once. Where no signature is the
// problem, nothing about one helps.
func (p errorPage) asks() []diagnose.Ask {
	var list []diagnose.Ask
	for _, a := range p.Answers {
		if a.NotSignature {
			continue
		}
		for _, m := range a.Messages {
			for _, ask := range m.Diagnosis.PasteNext {
				if !slices.ContainsFunc(list, func(o diagnose.Ask) bool { return o.What == ask.What }) {
					list = append(list, ask)
				}
			}
		}
	}
	return list
}

// ticked draws the engine's prose: what stands between backticks is code.
func ticked(s string) []view.Node {
	var nodes []view.Node
	for i, piece := range strings.Split(s, "`") {
		if i%2 == 1 {
			nodes = append(nodes, view.Node{Tag: "code", Text: piece})
		} else if piece != "" {
			nodes = append(nodes, view.Node{Text: piece})
		}
	}
	return nodes
}

// sources are those of the protocols and of what the engine finds, each address once.
func (p errorPage) sources() []diagnose.Citation {
	var list []diagnose.Citation
	add := func(c diagnose.Citation) {
		if !slices.ContainsFunc(list, func(o diagnose.Citation) bool { return o.Address == c.Address }) {
			list = append(list, c)
		}
	}
	for _, s := range p.statuses() {
		for _, name := range s.Protocols {
			add(protocols()[name].source)
		}
	}
	for _, a := range p.Answers {
		for _, m := range a.Messages {
			for _, f := range m.Diagnosis.Findings {
				for _, c := range f.Sources {
					add(c)
				}
			}
		}
	}
	for _, o := range p.orders() {
		add(o.Source)
	}
	return list
}

func (p errorPage) drawSources() []view.Node {
	list := view.Node{Tag: "ul"}
	for _, c := range p.sources() {
		a := link(c.Address, strings.TrimPrefix(c.Address, "https://"))
		a.Attrs = append(a.Attrs, view.Attr{Name: "rel", Value: "noreferrer"})
		list.Children = append(list.Children, el("li", append(ticked(c.Says+" "), a)...))
	}
	return []view.Node{list, el("p", view.Node{Text: "All of this page’s facts "}, link(twinOf(p.Guide.Path), "as JSON"), view.Node{Text: "."})}
}
