package site

import (
	"fmt"

	"countersign/app/view"
	"countersign/docs"
	"countersign/sigv4/diagnose"
)

// causePage is a cause with its page.
type causePage struct {
	diagnose.Cause
	Guide view.Guide
}

// causeFamily is a family of causes, for the index.
type causeFamily struct {
	Name   string
	Causes []causePage
}

// causePages reads the page of every cause, by family, in the order of the registry. A cause without a
// page is an error, and so is a page without a cause.
func causePages() ([]causeFamily, error) {
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
		g.Sections = append(g.Sections, alike(c)...)
		if n := len(families); n == 0 || families[n-1].Name != c.Family {
			families = append(families, causeFamily{Name: c.Family})
		}
		last := &families[len(families)-1]
		last.Causes = append(last.Causes, causePage{c, g})
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

// addCauses adds the pages of the causes and their index.
func addCauses(list []page) ([]page, error) {
	families, err := causePages()
	if err != nil {
		return nil, err
	}
	list = append(list, page{Path: "causes/index.html", Template: "causes", Section: "guides", Families: families,
		Title:       "Causes of refused AWS signatures · Countersign",
		Description: "Every cause of a refused Signature Version 4 request that Countersign can name, by family: symptom, why, fix, sources."})
	for _, f := range families {
		for _, c := range f.Causes {
			drawn, err := drawGuide(c.Guide)
			if err != nil {
				return nil, err
			}
			list = append(list, page{Path: c.Guide.Path, Template: "guide", Section: "guides",
				Title: c.Guide.Title + " · Countersign", Description: c.Guide.Summary, Guide: drawn})
		}
	}
	return list, nil
}
