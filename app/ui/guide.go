package ui

import (
	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"countersign/app/view"
)

// guide is the panel beside the workbench. It is a component of its own because it is large and seldom
// changes: go-app draws it anew only for another Ref.
type guide struct {
	app.Compo

	Ref string // path#section

	guides *view.Guides
}

// Render draws the panel. It is there, hidden, also when there is no guide.
func (g *guide) Render() app.UI {
	panel := g.guides.Panel(g.Ref)
	return app.Elem("aside").Class("guide sheet").Attr("id", "guide").Attr("hidden", yes(len(panel) == 0)).
		Aria("label", "Guide").Body(drawAll(panel)...)
}

// guidesOf reads the guides that the page holds.
func guidesOf(h Host) *view.Guides {
	return &view.Guides{Root: h.Root(), List: view.UnpackGuides(h.Guides())}
}

// Adopt takes over what the workbench drew anew in the panel's place.
func (g *guide) Adopt(next app.Composer) (changed bool) {
	ref := next.(*guide).Ref
	changed = ref != g.Ref
	g.Ref = ref
	return changed
}
