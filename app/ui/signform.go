package ui

import (
	"slices"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"countersign/app/view"
)

// textFields are the controls that hold a text of the reader's.
var textFields = []string{view.FieldMethod, view.FieldURL, view.FieldHeaders, view.FieldBody, view.FieldKeyID,
	view.FieldRegion, view.FieldService, view.FieldTime, view.FieldExpires}

// Render draws the form, the steps, the guide: in that order for the keyboard and on a narrow screen.
func (p *signPage) Render() (root app.UI) {
	defer func() {
		if root == nil {
			root = app.Elem("div")
		}
	}()
	defer p.guard()
	t := p.state.Trace()
	return app.Elem("div").Class("columns sign").
		On("input", p.onInput).
		On("focusin", p.onFocus).
		On("mouseover", p.onPoint).
		On("click", p.onClick).
		On("keydown", p.onKeyDown).
		Body(p.form(t.Fields), p.answer(t), p.guide())
}

// form is all that the reader puts in. Every control is always there, so that none is made anew.
func (p *signPage) form(marked []string) app.UI {
	f := form{p.state.Model, marked}
	return app.Elem("section").Class("have").Attr("aria-label", "What to sign").Body(
		app.Elem("div").Class("fields").Attr("role", "group").Attr("aria-label", "Request").Body(
			app.Elem("h2").Class("label").Body(app.Text("Request")),
			app.Elem("div").Class("pair pair-method").Body(
				f.field(view.FieldMethod, input("text").Attr("list", "methods")),
				f.field(view.FieldURL, area("3"))),
			f.field(view.FieldHeaders, area("3")),
			f.field(view.FieldBody, area("2")),
			methods()),
		app.Elem("div").Class("fields").Attr("role", "group").Attr("aria-label", "Credentials").Body(
			app.Elem("h2").Class("label").Body(app.Text("Credentials")),
			f.field(view.FieldKeyID, input("text")),
			f.field(view.FieldSecret, input("password")),
			app.Elem("p").Class("hint").Body(app.Text("They stay in this page’s memory: never stored, never sent, in nothing that you copy. The page’s policy forbids every connection.")),
			f.field(view.FieldToken, input("password"))),
		app.Elem("div").Class("fields").Attr("role", "group").Attr("aria-label", "Signature").Body(
			app.Elem("h2").Class("label").Body(app.Text("Signature")),
			app.Elem("div").Class("pair").Body(
				f.field(view.FieldRegion, input("text")),
				f.field(view.FieldService, input("text"))),
			app.Elem("div").Class("pair").Body(
				f.field(view.FieldWhen, p.choice(view.FieldWhen)),
				f.field(view.FieldTime, input("text").Attr("disabled", yes(p.state.Now())))),
			app.Elem("div").Class("pair").Body(
				f.field(view.FieldCarrier, p.choice(view.FieldCarrier)),
				f.field(view.FieldExpires, input("text").Attr("inputmode", "numeric").Attr("disabled", yes(!p.state.Presigned())))),
			app.Elem("div").Class("pair").Body(
				f.field(view.FieldRules, p.choice(view.FieldRules)),
				f.field(view.FieldPayload, p.choice(view.FieldPayload))),
			f.check(view.FieldOmitToken)),
	)
}

// form draws fields with what the model says of them.
type form struct {
	model  view.SignModel
	marked []string // fields that what is pointed at comes from
}

// field is a labelled control, with what it is taken for and what is wrong with it.
func (f form) field(id string, control app.HTMLElem) app.UI {
	class := "field"
	if slices.Contains(f.marked, id) {
		class += " from"
	}
	wrong := f.model.Errors[id]
	return app.Elem("div").Class(class).Body(
		app.Elem("label").Attr("for", id).Body(app.Text(view.FieldWords[id])),
		control.Attr("id", id).Attr("autocomplete", "off").Attr("spellcheck", "false").Attr("autocapitalize", "off").
			Attr("aria-describedby", id+"-hint "+id+"-error").Attr("aria-invalid", yes(wrong != "")),
		app.Elem("p").Class("hint").Attr("id", id+"-hint").Body(app.Text(f.model.Hints[id])),
		app.Elem("p").Class("field-error").Attr("id", id+"-error").Body(app.Text(wrong)))
}

func (f form) check(id string) app.UI {
	return app.Elem("div").Class("field check").Body(
		app.Elem("label").Body(
			app.Elem("input").Attr("type", "checkbox").Attr("id", id),
			app.Text(view.FieldWords[id])))
}

// input is a one-line control. It is in no form and has no name, so that nothing offers to keep it.
func input(kind string) app.HTMLElem { return app.Elem("input").Attr("type", kind) }

func area(rows string) app.HTMLElem {
	return app.Elem("textarea").Attr("rows", rows).Attr("wrap", "soft")
}

func (p *signPage) choice(id string) app.HTMLElem {
	var options []app.UI
	for _, c := range view.SignChoices[id] {
		options = append(options, app.Elem("option").Attr("value", c.Value).Body(app.Text(c.Words)))
	}
	return app.Elem("select").Body(options...)
}

func methods() app.UI {
	var options []app.UI
	for _, m := range []string{"GET", "POST", "PUT", "DELETE", "HEAD", "PATCH"} {
		options = append(options, app.Elem("option").Attr("value", m))
	}
	return app.Elem("datalist").Attr("id", "methods").Body(options...)
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

func (p *signPage) guide() app.UI {
	panel := p.guides.Panel(p.state.Guide())
	return app.Elem("aside").Class("guide sheet").Attr("id", "guide").Attr("hidden", yes(len(panel) == 0)).
		Aria("label", "Guide").Body(drawAll(panel)...)
}
