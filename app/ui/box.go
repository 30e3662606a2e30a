package ui

import (
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"countersign/app/view"
	"countersign/sigv4"
	"countersign/sigv4/paste"
)

// A text of up to quick bytes is diagnosed at every keystroke, well within a frame; for a longer one
// typing has to rest for a pause.
const (
	quick = 8 << 10
	pause = 120 * time.Millisecond
)

// onPaste reads the text of the paste event, because the box would drop its carriage returns. A long
// text does not go through the box at all. Where there is no box, or nothing in it, a paste anywhere
// in the workbench is meant for it.
func (w *workbench) onPaste(ctx app.Context, e app.Event) {
	defer w.guard()
	target := e.Get("target")
	inBox := target.Get("id").String() == "paste" && !w.state.Large()
	if !inBox && (target.Get("id").String() == "secret" || w.state.HasPaste() && !w.state.Large()) {
		return
	}
	text, left := clipboardText(e)
	whole := text
	if inBox {
		shown := view.Shown(w.state.Paste())
		selected := sigv4.Span{
			Start: view.FromUTF16(shown, target.Get("selectionStart").Int()),
			End:   view.FromUTF16(shown, target.Get("selectionEnd").Int()),
		}
		whole = view.Replaced(w.state.Paste(), selected, text)
	}
	if inBox && len(whole) <= view.LargePaste {
		w.pasted = text // the input event follows
		return
	}
	e.PreventDefault()
	w.state.Replace(whole)
	w.state.LeaveOut(left)
	w.afterReplace(ctx)
	if w.state.Large() {
		w.focusText(ctx) // the box that had the focus is gone
	}
}

// clipboardText gives the text of a paste, at most paste.MaxBytes characters of it, and how many
// more there were.
func clipboardText(e app.Event) (text string, left int) {
	data := e.Get("clipboardData")
	if !data.Truthy() {
		return "", 0
	}
	whole := app.Window().Get("Object").Invoke(data.Call("getData", "text/plain"))
	left = max(0, whole.Length()-paste.MaxBytes)
	return whole.Call("slice", 0, paste.MaxBytes).String(), left
}

func (w *workbench) onInput(ctx app.Context, e app.Event) {
	defer w.guard()
	box := ctx.JSSrc()
	shown := box.Get("value").String()
	pasted := w.pasted
	w.pasted = ""
	w.state.Type(shown, pasted, view.FromUTF16(shown, box.Get("selectionEnd").Int()))
	w.host.Save(w.state.Save())
	if pasted != "" {
		w.diagnose(ctx)
		return
	}
	w.diagnoseSoon(ctx)
}

func (w *workbench) onSecret(ctx app.Context, e app.Event) {
	defer w.guard()
	w.state.SetSecret(view.NewSecret(ctx.JSSrc().Get("value").String()))
	w.diagnoseSoon(ctx)
}

func (w *workbench) onKeyID(ctx app.Context, e app.Event) {
	defer w.guard()
	id := ctx.JSSrc().Get("value").String()
	if id == anyKeyID {
		id = ""
	}
	w.state.SetKeyID(id)
	w.diagnose(ctx)
}

// afterReplace shows a text that did not come by typing.
func (w *workbench) afterReplace(ctx app.Context) {
	w.host.Save(w.state.Save())
	w.fillBox()
	w.diagnose(ctx)
}

// fillBox puts the text and the absence of a secret into the controls: their values are set here
// and nowhere in Render, so that drawing never moves the caret.
func (w *workbench) fillBox() {
	shown := ""
	if !w.state.Large() {
		shown = view.Shown(w.state.Paste())
	}
	if box := w.element("#paste"); box.Get("value").String() != shown {
		box.Set("value", shown)
	}
	if !w.state.HasSecret() {
		w.element("#secret").Set("value", "")
	}
}
