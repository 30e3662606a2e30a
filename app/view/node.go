// Package view turns text into what the workbench and the pages show: plain Go values and small
// element trees. It knows no go-app, no browser, no HTML.
package view

// Node is an element of a read-only tree that the live UI and the static pages both draw.
// A node with no Tag is text. Attributes are drawn in the order given; Class and ID are apart
// because nearly every node has one. There is no raw HTML.
type Node struct {
	Tag      string `json:"t,omitempty"`
	Class    string `json:"c,omitempty"`
	ID       string `json:"i,omitempty"`
	Attrs    []Attr `json:"a,omitempty"`
	Text     string `json:"s,omitempty"`
	Children []Node `json:"n,omitempty"`
}

// Attr is one attribute: href, aria-label, role, lang, viewBox ... never a style or a handler.
type Attr struct {
	Name  string `json:"k"`
	Value string `json:"v"`
}
