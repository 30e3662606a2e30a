package site

import (
	"cmp"
	"fmt"
	"slices"

	"countersign/app/view"
	"countersign/docs"
	"countersign/sigv4/diagnose"
)

// causePage is a cause with its page.
type causePage struct {
	diagnose.Cause
	Guide   view.Guide
	ShownBy []shown
}

// shown is an answer that points at a cause, with one of the codes that it comes with.
type shown struct {
	Code   string
	Answer codeAnswer
	Lead   lead
}

// causeFamily is a family of causes, for the index.
type causeFamily struct {
	Name   string
	Causes []causePage
}

// causePages reads the page of every cause, by family, in the order of the registry, with the errors that
// point at it. A cause without a page is an error, and so is a page without a cause.
func causePages(errors []errorGroup) ([]causeFamily, error) {
	texts, err := docs.Causes()
	if err != nil {
		return nil, err
	}
	written := map[string]string{}
	for _, t := range texts {
		written[t.Name] = t.Markdown
	}
	var families []causeFamily
	for _, c := range diagnose.Causes() {
		text, ok := written[c.ID]
		if !ok {
			return nil, fmt.Errorf("docs/causes/%s.md is missing: every cause has its page", c.ID)
		}
		delete(written, c.ID)
		g, err := parseGuide("causes/"+c.ID+".html", []byte(text))
		if err != nil {
			return nil, fmt.Errorf("docs/causes/%s.md:%w", c.ID, err)
		}
		by := shownBy(c.ID, errors)
		g.Sections = append(append(g.Sections, alike(c)...), pointing(by)...)
		if n := len(families); n == 0 || families[n-1].Name != c.Family {
			families = append(families, causeFamily{Name: c.Family})
		}
		last := &families[len(families)-1]
		last.Causes = append(last.Causes, causePage{c, g, by})
	}
	for name := range written {
		return nil, fmt.Errorf("docs/causes/%s.md is the page of no cause", name)
	}
	return families, nil
}

// alike is the section on the causes that leave the same evidence, and on the test that tells them apart.
func alike(c diagnose.Cause) []view.Section {
	if len(c.SameEvidence) == 0 {
		return nil
	}
	var items []view.Node
	for _, other := range diagnose.Causes() {
		for _, id := range c.SameEvidence {
			if other.ID == id {
				items = append(items, view.Node{Tag: "li", Children: []view.Node{
					{Tag: "a", Text: other.Meaning, Attrs: []view.Attr{{Name: "href", Value: "causes/" + id + ".html"}}}}})
			}
		}
	}
	return []view.Section{{ID: "alike", Level: 2, Title: "What leaves the same evidence", Body: []view.Node{
		{Tag: "ul", Children: items},
		{Tag: "p", Children: []view.Node{{Tag: "b", Text: "What decides it: "}, {Text: c.Test}}},
	}}}
}

// shownBy lists the answers that point at a cause or leave it open, the surest first.
func shownBy(id string, errors []errorGroup) []shown {
	var list []shown
	for _, g := range errors {
		for _, p := range g.Pages {
			for _, a := range p.Answers {
				for _, l := range a.Causes {
					if l.Cause.ID == id {
						list = append(list, shown{p.Code, a, l})
					}
				}
			}
		}
	}
	slices.SortStableFunc(list, func(a, b shown) int { return sure(a.Lead.Confidence) - sure(b.Lead.Confidence) })
	return list
}

// pointing is the section on the errors that point at a cause: for each sentence, the codes that it comes with.
func pointing(by []shown) []view.Section {
	if len(by) == 0 {
		return nil
	}
	list := view.Node{Tag: "ul"}
	for i, s := range by {
		same := func(o shown) bool { return o.Answer.ID == s.Answer.ID }
		if slices.ContainsFunc(by[:i], same) {
			continue
		}
		item := el("li", plain(s.Answer.Title+" ("+s.Lead.words()+"): ")...)
		for j, o := range slices.DeleteFunc(slices.Clone(by), func(o shown) bool { return !same(o) }) {
			if j > 0 {
				item.Children = append(item.Children, view.Node{Text: ", "})
			}
			item.Children = append(item.Children, link(errorPath(o.Code)+"#"+answerID(o.Answer.ID), cmp.Or(o.Code, "no code")))
		}
		list.Children = append(list.Children, item)
	}
	return []view.Section{{ID: "errors", Level: 2, Title: "Which errors point at it", Body: []view.Node{list}}}
}

// addCauses adds the pages of the causes and their index.
func addCauses(list []page, families []causeFamily) ([]page, error) {
	list = append(list, page{Path: "causes/index.html", Template: "causes", Section: "guides", Families: families, Scripts: searchScripts,
		Title:       "Causes of refused AWS signatures · Countersign",
		Description: "Every cause of a refused Signature Version 4 request that Countersign can name, by family: symptom, why, fix, sources."})
	for _, f := range families {
		for _, c := range f.Causes {
			drawn, err := drawGuide(c.Guide)
			if err != nil {
				return nil, err
			}
			list = append(list, page{Path: c.Guide.Path, Template: "guide", Section: "guides", Twin: twinOf(c.Guide.Path),
				Title: c.Guide.Title + " · Countersign", Description: c.Guide.Summary, Guide: drawn})
		}
	}
	return list, nil
}
