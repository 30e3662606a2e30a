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
		return nodes, true, err
	}
	return nil, false, nil
}

// fillPaste shows an example with the link that opens it in the workbench.
func fillPaste(args string) ([]view.Node, error) {
	e, err := exampleOf(args)
	if err != nil {
		return nil, err
	}
	return []view.Node{{Tag: "figure", Class: "example", Children: []view.Node{
		code(view.Node{Text: strings.TrimSuffix(e.Paste, "\n")}),
		{Tag: "figcaption", Children: []view.Node{{Tag: "a",
			Attrs: []view.Attr{{Name: "href", Value: "index.html#example=" + e.Name}},
			Text:  "Open in the workbench"}}},
	}}}, nil
}

// exampleOf finds the example that the arguments example=NAME of a block name.
func exampleOf(args string) (Example, error) {
	examples, err := Examples()
	if err != nil {
		return Example{}, err
	}
	name, ok := strings.CutPrefix(args, "example=")
	for _, e := range examples {
		if ok && e.Name == name {
			return e, nil
		}
	}
	return Example{}, fmt.Errorf("no example is called %q", args)
}

// code is a block of preformatted text, reachable by keyboard because it may scroll.
func code(children ...view.Node) view.Node {
	return view.Node{Tag: "pre", Attrs: []view.Attr{{Name: "tabindex", Value: "0"}},
		Children: []view.Node{{Tag: "code", Children: children}}}
}
