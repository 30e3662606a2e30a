// Package ui is the workbench in the browser: go-app components that draw the trees of app/view and
// own the controls. It decides nothing that app/view could decide.
package ui

import "github.com/maxence-charriere/go-app/v10/pkg/app"

// New is the workbench, ready to be mounted as the only component of the page's island.
func New(h Host) app.Composer {
	return &workbench{host: h}
}

type workbench struct {
	app.Compo

	host Host
	text string
}

func (w *workbench) Render() app.UI {
	return app.Div().Class("workbench").Body(
		app.Label().For("paste").Text("What you have"),
		app.Textarea().ID("paste").Spellcheck(false).OnInput(w.onInput),
	)
}

func (w *workbench) onInput(ctx app.Context, e app.Event) {
	w.text = ctx.JSSrc().Get("value").String()
}
