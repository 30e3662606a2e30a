package ui

import (
	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"countersign/app/view"
)

// Render draws what you have, the verdict, what would prove more, the guide: in that order for the
// keyboard and on a narrow screen. Wrappers stay when their content goes, so that no input is ever
// made anew.
func (w *workbench) Render() (root app.UI) {
	defer func() {
		if root == nil {
			root = app.Elem("div")
		}
	}()
	defer w.guard()
	return app.Elem("div").Class("columns").
		On("click", w.onClick).
		On("keydown", w.onKeyDown).
		On("paste", w.onPaste).
		Body(w.have(), w.answer(), w.more(), &guide{Ref: w.state.Guide(), guides: w.guides})
}

// have is the box, what was recognised in it, and what can be done with it.
func (w *workbench) have() app.UI {
	m := w.state.Model
	return app.Elem("section").Class("have").Attr("aria-label", "What you have").Body(
		label("paste", "What you have"),
		area("12").Class("box").Attr("id", "paste").Attr("aria-describedby", "paste-hint").
			Attr("hidden", yes(w.state.Large())).On("input", w.onInput),
		says("hint", "paste-hint", w.hint()),
		row("notices", drawAll(m.Notices)...),
		row("chips-row", draw(m.Chips)),
		row("row",
			w.exampleMenu(),
			action("Clear", "clear", !w.state.HasPaste()),
			action("Copy the diagnosis", "copy-diagnosis", !m.HasReport()).Attr("id", "copy-diagnosis"),
			row("once", w.onceButtons()...),
		),
		app.Elem("p").Class("status-line").Attr("role", "status").Body(app.Text(w.status())),
	)
}

// more is below the box on a wide screen: the secret, and the text with its marks.
func (w *workbench) more() app.UI {
	return app.Elem("section").Class("more").Attr("aria-label", "To prove more").Body(w.secret(), w.recognised())
}

func (w *workbench) hint() string {
	if w.state.Large() {
		return "This text is too long to be edited well here. What matters in it is shown below; paste again to replace it."
	}
	return "The error answer, the request or curl command, a log: anything, in any order. No secret is needed. Ctrl+Enter leads to the verdict, Escape back."
}

func (w *workbench) status() string {
	if w.state.Pending && w.cancel != nil {
		return "Reading…"
	}
	return w.state.Status
}

// label names a control.
//
//go:noinline
func label(control, words string) app.UI {
	return app.Elem("label").Class("label").Attr("for", control).Body(app.Text(words))
}

// action is a button of the workbench's own.
//
//go:noinline
func action(words, name string, disabled bool) app.HTMLElem {
	return app.Elem("button").Attr("type", "button").Attr("data-action", name).
		Attr("disabled", yes(disabled)).Body(app.Text(words))
}

// onceButtons are those that are there only sometimes.
func (w *workbench) onceButtons() []app.UI {
	var list []app.UI
	if words := w.state.CanUndo(); words != "" {
		list = append(list, action(words, "undo", false))
	}
	if w.state.Large() {
		list = append(list, action("Edit it here all the same", "edit", false))
	}
	return list
}

// exampleMenu offers an example of each family of causes, and says what is pasted in it.
func (w *workbench) exampleMenu() app.UI {
	var items []app.UI
	for _, e := range w.examples {
		if e.Family != "" {
			items = append(items, app.Elem("li").Body(action("", "example", false).Attr("data-arg", e.Name).Body(
				app.Elem("b").Body(app.Text(e.Family)), app.Text(": "+e.Title+" "), app.Elem("span").Body(app.Text(e.Format)))))
		}
	}
	return app.Elem("details").Class("menu").Attr("hidden", yes(len(items) == 0)).Body(
		app.Elem("summary").Body(app.Text("Examples")),
		app.Elem("ul").Body(items...),
	)
}

// anyKeyID is the choice of no access key id: an option cannot have an empty value.
const anyKeyID = "-"

// secret is the optional field. It is in no form and has no name, so that nothing offers to keep it.
func (w *workbench) secret() app.UI {
	ids := w.state.Model.KeyIDs
	options := []app.UI{app.Elem("option").Attr("value", anyKeyID).
		Attr("selected", yes(w.state.KeyID() == "")).Body(app.Text("one of them, not said"))}
	for _, id := range ids {
		options = append(options, app.Elem("option").Attr("value", id).
			Attr("selected", yes(w.state.KeyID() == id)).Body(app.Text(id)))
	}
	return row("secret-field",
		label("secret", "Secret or signing key, to prove more (optional)"),
		says("hint", "secret-hint",
			"With it the signature is recomputed, so that likely becomes proved. It stays in this page’s memory: never stored, never sent, "+
				"the page’s policy forbids every connection. A signing key works for one day, region and service, and is the safer choice."),
		input("password").Attr("id", "secret").Attr("aria-describedby", "secret-hint").
			On("input", w.onSecret),
		app.Elem("div").Class("key-id").Attr("hidden", yes(len(ids) < 2)).Body(
			app.Elem("label").Attr("for", "key-id").Body(app.Text("It belongs to")),
			app.Elem("select").Attr("id", "key-id").On("change", w.onKeyID).Body(options...),
		),
	)
}

func (w *workbench) recognised() app.UI {
	n := w.state.Model.Recognised
	return app.Elem("details").Class("recognised").Attr("id", "recognised").
		Attr("open", "true").Attr("hidden", yes(n.Tag == "")).Body(
		app.Elem("summary").Class("label").Body(app.Text("What was recognised")),
		app.Elem("div").Body(draw(n)),
	)
}

// answer is the middle column: the verdict above everything, then all that supports it.
func (w *workbench) answer() app.UI {
	m := w.state.Model
	return app.Elem("section").Class("answer").Attr("aria-label", "Verdict").Body(
		app.Elem("div").Class("verdict").Attr("id", "verdict").Attr("tabindex", "-1").
			Attr("aria-live", "polite").Attr("aria-atomic", "true").Body(drawAll(m.Verdict)...),
		&searchCard{w: w, Card: w.state.SearchCard()},
		row("support", drawAll(view.SelectTab(m.Answer, w.state.Tab()))...),
	)
}

// yes is the value of a boolean attribute: go-app leaves out an attribute that is "".
func yes(b bool) string {
	if b {
		return "true"
	}
	return ""
}
