// Package ui is the workbench in the browser: go-app components that draw the trees of app/view and
// own the controls. It decides nothing that app/view could decide.
package ui

import (
	"fmt"
	"runtime"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"countersign/app/view"
)

// New is the workbench, ready to be mounted as the only component of the page's island.
func New(h Host) app.Composer {
	return &workbench{host: h, state: view.NewState(), guides: guidesOf(h), examples: view.UnpackExamples(h.Examples())}
}

// workbench is the component of all but the guide and the card of a search. What the reader has and sees is in state;
// the rest are the means of keeping it up to date.
type workbench struct {
	app.Compo

	host     Host
	state    view.State
	guides   *view.Guides
	examples []view.Example

	pasted string // text of a paste event whose input event is still to come
	timer  stopper
	cancel func() // ends the worker's job, nil when there is none

	ctx       app.Context
	searchers searchers
	card      *searchCard
}

// OnMount takes up what was there before: the state of an earlier run, else what was typed into the
// page before the program came, else the example that the address asks for.
func (w *workbench) OnMount(ctx app.Context) {
	defer w.guard()
	w.ctx = ctx
	typed := w.host.TakeTyped()
	switch saved := w.host.Saved(); {
	case saved != "":
		w.state.Restore(saved)
		w.state.Status = "The workbench was restarted after a fault. Your text is back; a secret has to be given again."
	case typed != "":
		w.state.SetPaste(typed)
	default:
		w.openExample(w.host.Example())
		if !w.state.HasPaste() {
			ctx.PreventUpdate() // nothing is to be drawn that is not
		}
	}
	w.host.OnExample(func(name string) {
		ctx.Dispatch(func(ctx app.Context) {
			defer w.guard()
			w.openExample(name)
			w.afterReplace(ctx)
			w.focus(ctx, "#verdict")
		})
	})
	w.fillBox()
	w.diagnose(ctx)
}

func (w *workbench) openExample(name string) {
	for _, e := range w.examples {
		if e.Name == name {
			w.state.OpenExample(e.Paste)
		}
	}
}

// guard turns a panic into a restart with the saved state. The fault's own values stay out of its
// text, as they may be the reader's.
func (w *workbench) guard() {
	if fault := recover(); fault != nil {
		w.host.Restart(faultWords(fault))
	}
}

// faultWords say what kind of fault it was.
func faultWords(fault any) string {
	if fault, ok := fault.(runtime.Error); ok {
		return fault.Error()
	}
	return fmt.Sprintf("%T", fault)
}

// element finds one of the workbench's own elements.
func (w *workbench) element(selector string) app.Value {
	return w.JSValue().Call("querySelector", selector)
}

// focusText puts the focus into the box or, where a large text has none, on what is said of it.
func (w *workbench) focusText(ctx app.Context) {
	if w.state.Large() {
		w.focus(ctx, "#verdict")
	} else {
		w.focus(ctx, "#paste")
	}
}

// focus puts the focus on an element once everything is drawn.
func (w *workbench) focus(ctx app.Context, selector string) {
	ctx.Defer(func(app.Context) {
		if e := w.element(selector); e.Truthy() {
			e.Call("focus")
			e.Call("scrollIntoView", map[string]any{"block": "nearest"})
		}
	})
}
