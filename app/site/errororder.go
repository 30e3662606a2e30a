package site

import (
	"slices"
	"strings"

	"countersign/app/view"
	"countersign/sigv4/diagnose"
)

// orders are the orders of checks in which an answer of the page stands, AWS's first.
func (p errorPage) orders() []diagnose.Order {
	var list []diagnose.Order
	for _, o := range diagnose.Orders() {
		switch {
		case !slices.ContainsFunc(o.Checks, p.fails):
		case o.Server == "AWS":
			list = slices.Insert(list, 0, o)
		default:
			list = append(list, o)
		}
	}
	return list
}

// fails reports whether an answer of the page is the one to a failing check.
func (p errorPage) fails(c diagnose.Check) bool {
	return slices.Contains(c.Codes, p.Code) && slices.ContainsFunc(p.Answers, func(a codeAnswer) bool { return a.ID == "compat.no_message" }) ||
		slices.ContainsFunc(p.Answers, func(a codeAnswer) bool { return slices.Contains(c.Answers, a.ID) })
}

// drawOrders shows where the answers stand in the orders of checks, and what is ruled out by each step
// that comes before.
func (p errorPage) drawOrders() []view.Section {
	orders := p.orders()
	s3 := slices.ContainsFunc(p.statuses(), func(s codeStatus) bool {
		return slices.ContainsFunc(s.Protocols, func(name string) bool { return name == "s3" || strings.HasPrefix(name, "s3-p") })
	})
	if len(orders) == 0 && !s3 {
		return nil
	}
	first := view.Section{ID: "order", Level: 2, Title: "What was checked before"}
	if len(orders) > 0 {
		first.Body = append(first.Body, paragraph("A server stops at the first check that fails. So what stands above the failing one was passed, and what it looks for is ruled out; of what stands below, nothing is known."))
	}
	if s3 {
		first.Body = append(first.Body, paragraph("The order of S3 itself is not published and was not measured: nothing is ruled out by its answers."))
	}
	sections := []view.Section{first}
	for _, o := range orders {
		name := o.Server
		if name == "AWS" {
			name = "AWS’s common front end"
		}
		sections = append(sections, view.Section{ID: "order-" + strings.ToLower(o.Server), Level: 3, Title: name, Body: []view.Node{p.drawOrder(o)}})
	}
	return sections
}

func (p errorPage) drawOrder(o diagnose.Order) view.Node {
	last, catalogue := 0, diagnose.Catalogue()
	for i, c := range o.Checks {
		if p.fails(c) {
			last = i
		}
	}
	list := view.Node{Tag: "ol"}
	for i, c := range o.Checks {
		what := c.What
		if !strings.HasPrefix(what, "x-amz-") {
			what = strings.ToUpper(what[:1]) + what[1:]
		}
		item := el("li")
		if p.fails(c) {
			item.Children = append(item.Children, view.Node{Tag: "strong", Text: what}, view.Node{Text: ": else this code"})
		} else {
			item.Children = append(plain(what), p.otherCodes(c, catalogue)...)
		}
		if i < last {
			item.Children = append(item.Children, excluded(c)...)
		}
		list.Children = append(list.Children, item)
	}
	return list
}

// otherCodes links to the codes with which a failing check is answered.
func (p errorPage) otherCodes(c diagnose.Check, catalogue []diagnose.Answer) []view.Node {
	found := slices.Clone(c.Codes)
	for _, a := range catalogue {
		for _, code := range a.Codes {
			if slices.Contains(c.Answers, a.ID) && code.Code != p.Code && !slices.Contains(found, code.Code) {
				found = append(found, code.Code)
			}
		}
	}
	var nodes []view.Node
	for i, code := range found {
		separator := ", "
		if i == 0 {
			separator = ": else "
		}
		nodes = append(nodes, view.Node{Text: separator}, link(errorPath(code), code))
	}
	return nodes
}

// excluded says which causes a passed check rules out.
func excluded(c diagnose.Check) []view.Node {
	if len(c.Causes) == 0 {
		return nil
	}
	small := view.Node{Tag: "small", Text: "Passed, it rules out "}
	for i, id := range c.Causes {
		if i > 0 {
			small.Children = append(small.Children, view.Node{Text: ", "})
		}
		small.Children = append(small.Children, link(view.CausePage(id), id))
	}
	return []view.Node{{Tag: "br"}, small}
}
