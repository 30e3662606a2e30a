package ui

import (
	"strconv"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"countersign/app/view"
)

// onClick hears every button of the workbench: what a button does stands in its data-action and
// data-arg, so that no handler belongs to a row that may become another.
func (w *workbench) onClick(ctx app.Context, e app.Event) {
	defer w.guard()
	b := e.Get("target").Call("closest", "[data-action]")
	if !b.Truthy() {
		ctx.PreventUpdate()
		return
	}
	arg := ""
	if v := b.Call("getAttribute", "data-arg"); v.Truthy() {
		arg = v.String()
	}
	w.do(ctx, b.Call("getAttribute", "data-action").String(), arg)
}

func (w *workbench) do(ctx app.Context, action, arg string) {
	switch action {
	case view.ActCopy:
		if i, err := strconv.Atoi(arg); err == nil && i < len(w.state.Model.Copies) {
			w.copy(ctx, w.state.Model.Copies[i])
		}
	case view.ActShow:
		if i, err := strconv.Atoi(arg); err == nil && i < len(w.state.Model.Spans) {
			w.show(i)
		}
	case view.ActTab:
		w.state.SelectTab(arg)
	case view.ActGo:
		w.focus(ctx, "#"+arg)
	case view.ActGuide:
		w.state.OpenGuide(arg)
		w.focus(ctx, "#guide-title")
	case view.ActSearch:
		w.search()
	case view.ActCancelSearch:
		w.state.CancelSearch(time.Now())
		w.endSearch()
	case "copy-diagnosis":
		w.copy(ctx, w.state.Model.Report())
	case "clear":
		w.state.Clear()
		w.afterReplace(ctx)
		w.focusText(ctx)
	case "undo":
		w.state.Undo()
		w.afterReplace(ctx)
		w.focusText(ctx)
	case "edit":
		w.state.Edit()
		w.fillBox()
		w.focusText(ctx)
	case "example":
		w.openExample(arg)
		w.afterReplace(ctx)
		w.element(".menu").Set("open", false)
		w.focus(ctx, "#verdict")
	}
	w.host.Save(w.state.Save())
}

func (w *workbench) copy(ctx app.Context, text string) {
	w.host.Copy(text, func(ok bool) {
		ctx.Dispatch(func(app.Context) {
			w.state.Status = "Copied."
			if !ok {
				w.state.Status = "The browser does not let this page copy. Select the text and copy it with the keyboard."
			}
		})
	})
}

// show selects a range of the paste in the box, or scrolls to it where there is no box.
func (w *workbench) show(i int) {
	span := w.state.Model.Spans[i]
	line := view.LineOf(w.state.Paste(), span.Start)
	if w.state.Large() {
		if e := w.element(`#recognised [data-line="` + strconv.Itoa(line) + `"]`); e.Truthy() {
			e.Call("scrollIntoView", map[string]any{"block": "center"})
		}
		return
	}
	box := w.element("#paste")
	start, end := w.state.Selection(span)
	box.Call("focus")
	box.Call("setSelectionRange", start, end)
	// A box beside it that holds only what is before the range is as high as that is with its lines wrapped.
	before := box.Call("cloneNode")
	before.Set("id", "")
	before.Get("style").Set("cssText", "height:0;min-height:0")
	before.Set("value", view.Shown(w.state.Paste()[:min(span.Start, len(w.state.Paste()))]))
	box.Call("after", before)
	top := before.Get("scrollHeight").Int()
	before.Call("remove")
	box.Set("scrollTop", top-box.Get("clientHeight").Int()/3)
}

// onKeyDown: Ctrl or Cmd with Enter leads from what is typed to the verdict, Escape back to the text,
// and arrows move among tabs as they do everywhere. No key of the browser's own is taken.
func (w *workbench) onKeyDown(ctx app.Context, e app.Event) {
	defer w.guard()
	key := e.Get("key").String()
	target := e.Get("target")
	id := target.Get("id").String()
	switch {
	case key == "Enter" && (id == "paste" || id == "secret") && (e.Get("ctrlKey").Bool() || e.Get("metaKey").Bool()):
		e.PreventDefault()
		if w.state.Pending {
			w.diagnose(ctx)
		}
		w.focus(ctx, "#verdict")
	case key == "Escape":
		if menu := w.element(".menu[open]"); menu.Truthy() {
			menu.Set("open", false)
			w.focus(ctx, ".menu > summary")
		} else if id != "secret" {
			w.focusText(ctx)
		}
	case target.Call("getAttribute", "role").String() == "tab":
		w.moveTab(ctx, e, target, key)
	default:
		ctx.PreventUpdate()
	}
}

// moveTab goes to the tab beside the one that has the focus.
func (w *workbench) moveTab(ctx app.Context, e app.Event, tab app.Value, key string) {
	step := map[string]int{"ArrowLeft": -1, "ArrowRight": 1}[key]
	if step == 0 {
		return
	}
	e.PreventDefault()
	name := tab.Call("getAttribute", "data-arg").String()
	w.state.SelectTab(view.TabBeside(w.state.Model.Answer, name, step))
	bar := tab.Call("closest", "[role=tablist]")
	ctx.Defer(func(app.Context) {
		if open := bar.Call("querySelector", "[aria-selected=true]"); open.Truthy() {
			open.Call("focus")
		}
	})
}
