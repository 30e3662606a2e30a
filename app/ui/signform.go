package ui

import (
	"slices"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"countersign/app/view"
)

// Render draws the form, the steps, the guide: in that order for the keyboard and on a narrow screen.
func (p *signPage) Render() (root app.UI) {
	defer func() {
		if root == nil {
			root = app.Elem("div")
		}
	}()
	defer p.guard()
	t := p.state.Trace()
	class, answer := "columns sign", p.answer(t)
	if p.verify.On {
		class, answer = "columns sign verifying", p.verdict()
	}
	return app.Elem("div").Class(class).
		On("input", p.onInput).
		On("focusin", p.onFocus).
		On("mouseover", p.onPoint).
		On("click", p.onClick).
		On("keydown", p.onKeyDown).
		On("paste", p.onPaste).
		Body(p.modes(), p.verifyForm(), p.form(t.Fields), answer, &guide{Ref: p.state.Guide(), guides: p.guides})
}

// form is all that the reader puts in. Every control is always there, so that none is made anew; those
// that do not matter are hidden.
func (p *signPage) form(marked []string) app.UI {
	f := form{&p.state, marked}
	return app.Elem("section").Class("have").Attr("aria-label", "What to sign").Body(
		group("Carrier", true,
			f.field(view.FieldCarrier), f.field(view.FieldKind), f.field(view.FieldAlgorithm)),
		group("What is signed",
			p.state.ShowsAny(view.FieldURL, view.FieldHost, view.FieldName),
			row("pair pair-method", f.field(view.FieldMethod), f.field(view.FieldURL)),
			f.field(view.FieldHeaders), f.field(view.FieldBody), f.field(view.FieldEventType),
			f.field(view.FieldForm), f.field(view.FieldConditions),
			f.field(view.FieldHost), f.field(view.FieldName), f.field(view.FieldUser),
			f.field(view.FieldRole), f.field(view.FieldServerless)),
		group("Credentials", true,
			f.field(view.FieldKeyID), f.field(view.FieldSecret),
			says("hint", "", "They stay in this page’s memory: never stored, never sent, and the secret is in nothing that you copy. The page’s policy forbids every connection."),
			f.field(view.FieldToken)),
		group("Signature", true,
			row("pair", f.field(view.FieldRegion), f.field(view.FieldRegionSet), f.field(view.FieldService)),
			row("pair", f.field(view.FieldWhen), f.field(view.FieldTime)),
			f.field(view.FieldExpires),
			row("pair", f.field(view.FieldMode), f.field(view.FieldChunkSize), f.field(view.FieldChecksum)),
			row("pair", f.field(view.FieldRules), f.field(view.FieldPayload)),
			f.field(view.FieldOmitToken)),
	)
}

// The makers of elements are not inlined: a call to one is a fifth of what it would be.

//go:noinline
func row(class string, body ...app.UI) app.UI { return app.Elem("div").Class(class).Body(body...) }

// says is a paragraph; id may be empty.
//
//go:noinline
func says(class, id, words string) app.UI {
	return app.Elem("p").Class(class).Attr("id", id).Body(app.Text(words))
}

// group is a part of the form under a heading, hidden when nothing in it matters.
//
//go:noinline
func group(title string, shown bool, body ...app.UI) app.UI {
	heading := app.Elem("h2").Class("label").Body(app.Text(title))
	return app.Elem("div").Class("fields").Attr("role", "group").Attr("aria-label", title).Attr("hidden", yes(!shown)).
		Body(append([]app.UI{heading}, body...)...)
}

// form draws fields with what the model says of them.
type form struct {
	state  *view.SignState
	marked []string // fields that what is pointed at comes from
}

// field is a labelled control, with what it is taken for and what is wrong with it. Its wrapper stays
// when the carrier has no use for it.
//
//go:noinline
func (f *form) field(id string) app.UI {
	class := "field"
	if slices.Contains(f.marked, id) {
		class = "field from"
	}
	kind := view.SignControl(id)
	model := &f.state.Model
	wrong := model.Errors[id]
	name := app.Elem("label").Attr("for", id).Body(app.Text(f.state.FieldWords(id)))
	made := control(id, kind).Attr("id", id).Attr("aria-describedby", id+"-hint "+id+"-error").Attr("aria-invalid", yes(wrong != ""))
	if id == view.FieldTime && f.state.Now() {
		made = made.Attr("disabled", "true")
	}
	if kind == "checkbox" {
		class, name, made = class+" check", made, name
	}
	return app.Elem("div").Class(class).Attr("hidden", yes(!f.state.Shows(id))).Body(name, made,
		says("hint", id+"-hint", model.Hints[id]),
		says("field-error", id+"-error", wrong))
}

// control is the control of a field: a choice, a text of so many lines, or an input.
//
//go:noinline
func control(id, kind string) app.HTMLElem {
	switch kind {
	case "choice":
		return choice(id)
	case "2", "3", "7":
		return area(kind)
	}
	return input(kind)
}

// input is a one-line control. It is in no form and has no name, so that nothing offers to keep it.
//
//go:noinline
func input(kind string) app.HTMLElem { return plain(app.Elem("input")).Attr("type", kind) }

//go:noinline
func area(rows string) app.HTMLElem {
	return plain(app.Elem("textarea")).Attr("rows", rows).Attr("wrap", "soft")
}

// plain keeps the browser from changing what is typed.
//
//go:noinline
func plain(control app.HTMLElem) app.HTMLElem {
	return control.Attr("autocomplete", "off").Attr("spellcheck", "false").Attr("autocapitalize", "off")
}

//go:noinline
func choice(id string) app.HTMLElem {
	var options []app.UI
	for _, c := range view.SignChoices[id] {
		options = append(options, app.Elem("option").Attr("value", c.Value).Body(app.Text(c.Words)))
	}
	return app.Elem("select").Body(options...)
}

// answer is the middle column: whether it is signed, the exports, every step.
func (p *signPage) answer(t view.Trace) app.UI {
	m := p.state.Model
	class, inert := "support", ""
	if m.Stale {
		class, inert = "support stale", "true"
	}
	return app.Elem("section").Class("answer").Attr("aria-label", "Signature").Body(
		app.Elem("div").Class("verdict").Attr("id", "verdict").Attr("tabindex", "-1").
			Attr("aria-live", "polite").Attr("aria-atomic", "true").Body(drawAll(m.Head)...),
		app.Elem("p").Class("status-line").Attr("role", "status").Body(app.Text(p.state.Status)),
		app.Elem("div").Class(class).Attr("inert", inert).Body(drawAll(t.Mark(view.SelectTab(m.Steps, p.state.Tab())))...),
		app.Elem("p").Class("trace").Attr("id", "trace").Attr("role", "status").Attr("hidden", yes(t.Piece < 0)).Body(app.Text(t.Words)),
	)
}
