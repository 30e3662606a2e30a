package view

import "strings"

// The makers of nodes are not inlined: a node is a large value, and making it anew at every call was
// a quarter of this package's code in the WebAssembly module.

// el makes an element. Empty text nodes among the children are dropped.
//
//go:noinline
func el(tag, class string, children ...Node) Node {
	kept := children[:0:0]
	for _, c := range children {
		if c.Tag != "" || c.Text != "" {
			kept = append(kept, c)
		}
	}
	return Node{Tag: tag, Class: class, Children: kept}
}

// text makes a text node.
//
//go:noinline
func text(s string) Node { return Node{Text: s} }

// with returns n with one more attribute.
//
//go:noinline
func (n Node) with(name, value string) Node {
	n.Attrs = append(n.Attrs[:len(n.Attrs):len(n.Attrs)], Attr{name, value})
	return n
}

// withID returns n with an id.
//
//go:noinline
func (n Node) withID(id string) Node {
	n.ID = id
	return n
}

// put appends an element with a text to n and gives it. It is good until the next one is put there.
//
//go:noinline
func (n *Node) put(tag, class, s string) *Node {
	n.Children = append(n.Children, Node{Tag: tag, Class: class, Text: s})
	return &n.Children[len(n.Children)-1]
}

// prose makes nodes of a sentence in which `backquotes` hold code.
func prose(s string) []Node {
	var nodes []Node
	for {
		before, rest, found := strings.Cut(s, "`")
		code, after, closed := strings.Cut(rest, "`")
		if !found || !closed || code == "" {
			return append(nodes, text(s))
		}
		if before != "" {
			nodes = append(nodes, text(before))
		}
		nodes = append(nodes, el("code", "", text(code)))
		if s = after; s == "" {
			return nodes
		}
	}
}

// paragraph is prose in a p.
//
//go:noinline
func paragraph(class, s string) Node {
	if s == "" {
		return Node{}
	}
	return el("p", class, prose(s)...)
}

// The actions that a tree can ask for: the value of data-action on a button. The live page has one
// listener for all of them; data-arg says what they are about.
const (
	ActCopy  = "copy"  // arg: index in Model.Copies
	ActShow  = "show"  // arg: index in Model.Spans
	ActTab   = "tab"   // arg: the platform or SDK
	ActGuide = "guide" // arg: path#section
)

// button is a button that asks for an action.
//
//go:noinline
func button(class, action, arg string, children ...Node) Node {
	return el("button", class, children...).with("type", "button").with("data-action", action).with("data-arg", arg)
}
