package ui

import (
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"countersign/app/view"
	"countersign/sigv4"
)

// modes is the switch between the two halves of the Sign page. What was typed in either stays.
func (p *signPage) modes() app.UI {
	mode := func(words, name string, on bool) app.UI {
		return action(words, view.ActMode, false).Attr("data-arg", name).Class("tab").Attr("aria-pressed", pressed(on))
	}
	return app.Elem("div").Class("modes").Attr("role", "group").Attr("aria-label", "Sign or verify").Body(
		mode("Make a signature", "sign", !p.verify.On),
		mode("Verify one", "verify", p.verify.On))
}

// pressed is a value of aria-pressed.
func pressed(on bool) string {
	if on {
		return "true"
	}
	return "false"
}

// verifyForm is what the reader gives to be verified. It is always there, and hidden while Sign is shown.
func (p *signPage) verifyForm() app.UI {
	field := func(id, words, hint string, control app.HTMLElem) app.UI {
		return row("field",
			app.Elem("label").Attr("for", id).Body(app.Text(words)),
			control.Attr("id", id).Attr("aria-describedby", id+"-hint"),
			says("hint", id+"-hint", hint))
	}
	return app.Elem("section").Class("verify").Attr("aria-label", "What to verify").Attr("hidden", yes(!p.verify.On)).Body(
		group("What to verify", true,
			field(view.FieldVerify, "Signed request, URL, token or password",
				"A request with its headers and its body, as it was sent; a presigned https:// or wss:// URL; a database token; a form upload; an aws-chunked upload.", area("10")),
			row("row",
				action("An example", view.ActVerifyExample, false),
				action("Clear", view.ActVerifyClear, p.verify.Field(view.FieldVerify) == ""))),
		group("What is known besides", true,
			field(view.FieldLogged, "Canonical request or string to sign that the client logged (optional)",
				"With it the first byte that departs is found.", area("3")),
			field(view.FieldAbout, "Address or cluster (some tokens and passwords)",
				"Of CodeCommit the repository’s address, of SMTP the server’s, of EKS the cluster’s name.", input("text"))),
	)
}

// verdict is the middle column of Verify: the same elements as those of Sign, with the verdict above.
func (p *signPage) verdict() app.UI {
	m := p.verify.Model
	return app.Elem("section").Class("answer").Attr("aria-label", "Verdict").Body(
		app.Elem("div").Class("verdict").Attr("id", "verdict").Attr("tabindex", "-1").
			Attr("aria-live", "polite").Attr("aria-atomic", "true").Body(drawAll(m.Head)...),
		app.Elem("p").Class("status-line").Attr("role", "status").Body(app.Text(p.state.Status)),
		app.Elem("div").Class("support").Attr("inert", "").Body(drawAll(m.Body)...),
		app.Elem("p").Class("trace").Attr("id", "trace").Attr("role", "status").Attr("hidden", "true"),
	)
}

// onPaste reads the text of a paste event for the boxes of Verify, because a box drops carriage returns.
func (p *signPage) onPaste(ctx app.Context, e app.Event) {
	defer p.guard()
	box := e.Get("target")
	id := box.Get("id").String()
	if id != view.FieldVerify && id != view.FieldLogged {
		return
	}
	text, left := clipboardText(e)
	if left == 0 {
		p.pasted = text // the input event follows
		return
	}
	e.PreventDefault()
	shown := view.Shown(p.verify.Field(id))
	p.verify.Type(id, view.Shown(view.Replaced(p.verify.Field(id), sigv4.Span{
		Start: view.FromUTF16(shown, box.Get("selectionStart").Int()),
		End:   view.FromUTF16(shown, box.Get("selectionEnd").Int()),
	}, text)), "", 0)
	p.verify.LeaveOut(left)
	p.updateVerify()
	p.fillVerify()
}

// typeVerify takes what a control of Verify shows now.
func (p *signPage) typeVerify(id, shown string, caret int) {
	pasted := p.pasted
	p.pasted = ""
	p.verify.Type(id, shown, pasted, caret)
	p.updateVerify()
}

func (p *signPage) updateVerify() {
	p.verify.Update(&p.state, time.Now())
	p.save()
}

// doVerify does what the buttons of Verify ask for.
func (p *signPage) doVerify(ctx app.Context, action, arg string) {
	switch action {
	case view.ActMode:
		p.verify.On = arg == "verify"
		p.state.Point(-1)
	case view.ActVerifyExample:
		p.verify.Example()
	case view.ActVerifyClear:
		p.verify.Clear()
		p.focus(ctx, "#"+view.FieldVerify)
	}
	p.verify.Update(&p.state, time.Now())
	p.fillVerify()
}

// fillVerify puts the texts into the controls of Verify.
func (p *signPage) fillVerify() {
	for _, id := range view.VerifyFields {
		shown := view.Shown(p.verify.Field(id))
		if box := p.element("#" + id); box.Get("value").String() != shown {
			box.Set("value", shown)
		}
	}
}

// save keeps what was typed in both halves in the page's memory.
func (p *signPage) save() { p.host.Save(p.verify.Save(p.state.Save())) }
