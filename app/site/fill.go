package site

import (
	"fmt"
	"strings"

	"countersign/app/view"
)

// fill draws a fenced block that the engine fills in. kind is the first word of its info string,
// args the rest; computed is false when the block is not of such a kind.
func fill(kind, args string) (nodes []view.Node, computed bool, err error) {
	switch kind {
	case "paste":
		nodes, err = fillPaste(args)
	case "clock":
		nodes, err = fillClock(args)
	case "hosts":
		nodes, err = fillHosts(args)
	case "carrier":
		nodes, err = fillCarrier(args)
	case "sigv4":
		nodes, err = fillDerivation(args)
	default:
		return nil, false, nil
	}
	return nodes, true, err
}

// fillPaste shows an example with the link that opens it in the workbench.
func fillPaste(args string) ([]view.Node, error) {
	a, err := arguments(args, "example")
	if err != nil {
		return nil, err
	}
	examples, err := Examples()
	if err != nil {
		return nil, err
	}
	for _, e := range examples {
		if e.Name != a["example"] {
			continue
		}
		link := view.Node{Tag: "a", Text: "Open in the workbench",
			Attrs: []view.Attr{{Name: "href", Value: "index.html#example=" + e.Name}}}
		return []view.Node{{Tag: "figure", Class: "example", Children: []view.Node{
			code(view.Node{Text: strings.TrimRight(e.Paste, "\n")}),
			{Tag: "figcaption", Children: []view.Node{link}},
		}}}, nil
	}
	return nil, fmt.Errorf("no example is called %q", a["example"])
}

// fillClock shows a message about time, and the figures that it names and that follow from them.
func fillClock(args string) ([]view.Node, error) {
	a, err := arguments(args, "example")
	if err != nil {
		return nil, err
	}
	var c clock
	switch a["example"] {
	case "clock-apigw":
		c = slowClock()
	case "clock-dynamodb":
		c = localTimeClock()
	default:
		return nil, fmt.Errorf("no example with a message about time is called %q", a["example"])
	}
	sign, edge, side := "−", "Earliest signing time accepted", "too early"
	if c.signed.After(c.server) {
		sign, edge, side = "+", "Latest signing time accepted", "too late"
	}
	const utc = "2006-01-02 15:04:05 UTC"
	row := func(name, class, value, why string) view.Node {
		return view.Node{Tag: "tr", Children: []view.Node{
			{Tag: "th", Attrs: []view.Attr{{Name: "scope", Value: "row"}}, Text: name},
			{Tag: "td", Class: class, Text: value},
			{Tag: "td", Text: why},
		}}
	}
	times := hued(c.message(), map[string]string{amzTime(c.signed): "time", amzTime(c.limit()): "time", amzTime(c.server): "time"})
	return []view.Node{
		{Tag: "figure", Class: "step", Children: []view.Node{code(times...)}},
		scroller(view.Node{Tag: "table", Children: []view.Node{{Tag: "tbody", Children: []view.Node{
			row("Signed", "part-time", c.signed.Format(utc), "your signer’s clock"),
			row("Server", "part-time", c.server.Format(utc), "AWS’s clock when the request arrived"),
			row(edge, "part-time", c.limit().Format(utc), "the server’s time "+sign+" "+inWords(c.tolerance)),
			row("Offset", "", inWords(c.signed.Sub(c.server).Abs()), "signed "+c.offset()),
			row("Outside by", "", inWords(c.signed.Sub(c.limit()).Abs()), side),
		}}}}),
	}, nil
}

// arguments reads "a=1 b=2", with exactly the names wanted.
func arguments(args string, names ...string) (map[string]string, error) {
	values := map[string]string{}
	for _, field := range strings.Fields(args) {
		name, value, _ := strings.Cut(field, "=")
		values[name] = value
	}
	for _, name := range names {
		if values[name] == "" {
			return nil, fmt.Errorf("the block lacks %s=", name)
		}
	}
	if len(values) != len(names) {
		return nil, fmt.Errorf("the block takes %s and nothing else", strings.Join(names, ", "))
	}
	return values, nil
}

// code is a block of preformatted text.
func code(children ...view.Node) view.Node {
	return view.Node{Tag: "pre", Children: []view.Node{{Tag: "code", Children: children}}}
}

// scroller holds a table that may be wider than the page, so that the keyboard can reach and move it.
// parseGuide names it by its section.
func scroller(table view.Node) view.Node {
	return view.Node{Tag: "div", Class: "scroll", Children: []view.Node{table}, Attrs: []view.Attr{
		{Name: "role", Value: "region"}, {Name: "tabindex", Value: "0"}}}
}
