package ui

import (
	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"countersign/app/view"
)

// draw makes go-app elements of a tree. Texts stay texts: nothing is ever parsed as HTML.
func draw(n view.Node) app.UI { return drawIn("", n) }

func drawIn(namespace string, n view.Node) app.UI {
	if n.Tag == "" {
		return app.Text(n.Text)
	}
	if n.Tag == "svg" {
		namespace = "http://www.w3.org/2000/svg"
	}
	e := app.Elem(n.Tag)
	if namespace != "" {
		e = e.XMLNS(namespace)
	}
	if n.ID != "" {
		e = e.Attr("id", n.ID)
	}
	if n.Class != "" {
		e = e.Class(n.Class)
	}
	for _, a := range n.Attrs {
		e = e.Attr(a.Name, a.Value)
	}
	var body []app.UI
	if n.Text != "" {
		body = append(body, app.Text(n.Text))
	}
	for _, c := range n.Children {
		body = append(body, drawIn(namespace, c))
	}
	return e.Body(body...)
}

func drawAll(nodes []view.Node) []app.UI {
	out := make([]app.UI, 0, len(nodes))
	for _, n := range nodes {
		out = append(out, draw(n))
	}
	return out
}
