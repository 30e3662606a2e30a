package ui

import (
	"slices"
	"strconv"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"countersign/app/view"
)

// NewSign is the Sign page, ready to be mounted as the only component of the page's island.
func NewSign(h Host) app.Composer {
	return &signPage{host: h, state: view.NewSignState(), guides: guidesOf(h)}
}

// signPage is the Sign page's only component. All that it shows is in state.
type signPage struct {
	app.Compo

	host   Host
	state  view.SignState
	verify view.VerifyState
	guides *view.Guides

	pasted string // text of a paste event whose input event is still to come
}

// OnMount takes up the state of an earlier run, else the example stays. TakeTyped puts the island in
// the place of what the page showed before.
func (p *signPage) OnMount(ctx app.Context) {
	defer p.guard()
	p.host.TakeTyped()
	if saved := p.host.Saved(); saved != "" {
		p.state.Restore(p.verify.Restore(saved))
		p.state.Status = "The page was restarted after a fault. What you typed is back; a secret has to be given again."
	}
	p.state.Update(time.Now())
	p.verify.Update(&p.state, time.Now())
	p.fill()
}

// fill puts the texts into the controls: their values are set here and nowhere in Render, so that
// drawing never moves the caret. A secret of the reader's own is left alone.
func (p *signPage) fill() {
	for _, id := range view.SignControls() {
		control, value := p.element("#"+id), p.state.Field(id)
		switch {
		case id == view.FieldToken:
		case id == view.FieldSecret:
			if example := p.state.ExampleSecret(); example != "" {
				control.Set("value", example)
			}
		case view.SignControl(id) == "checkbox":
			control.Set("checked", value != "")
		case control.Get("value").String() != value:
			control.Set("value", value)
		}
	}
	p.fillVerify()
}

// onInput hears every control: what changed is its id. A choice may bring another example.
func (p *signPage) onInput(ctx app.Context, e app.Event) {
	defer p.guard()
	control := e.Get("target")
	id, value := control.Get("id").String(), control.Get("value").String()
	if slices.Contains(view.VerifyFields, id) {
		p.typeVerify(id, value, view.FromUTF16(value, control.Get("selectionEnd").Int()))
		return
	}
	if control.Get("type").String() == "checkbox" {
		value = ""
		if control.Get("checked").Bool() {
			value = "on"
		}
	}
	p.state.Set(id, value)
	if view.SignChoices[id] != nil {
		p.fill()
	}
	if when := p.element("#" + view.FieldWhen); when.Get("value").String() != p.state.Field(view.FieldWhen) {
		when.Set("value", p.state.Field(view.FieldWhen))
	}
	p.state.Update(time.Now())
	p.verify.Update(&p.state, time.Now())
	p.save()
}

// onFocus shows what explains the control or the piece that has the focus now.
func (p *signPage) onFocus(ctx app.Context, e app.Event) {
	defer p.guard()
	target := e.Get("target")
	if at, ok := pieceAt(target); ok {
		p.state.FocusPiece(at)
		return
	}
	if id := target.Get("id"); id.Truthy() {
		p.state.FocusField(id.String())
	}
}

// onPoint shows where the piece under the pointer comes from and where it goes.
func (p *signPage) onPoint(ctx app.Context, e app.Event) {
	defer p.guard()
	at, ok := pieceAt(e.Get("target"))
	if !ok || !p.state.Point(at) {
		ctx.PreventUpdate()
	}
}

// pieceAt gives the index of the piece that an element is or lies in.
func pieceAt(element app.Value) (at int, ok bool) {
	if !element.Get("closest").Truthy() {
		return 0, false
	}
	piece := element.Call("closest", "[data-piece]")
	if !piece.Truthy() {
		return 0, false
	}
	at, err := strconv.Atoi(piece.Call("getAttribute", "data-piece").String())
	return at, err == nil
}

func (p *signPage) onClick(ctx app.Context, e app.Event) {
	defer p.guard()
	target := e.Get("target")
	if at, ok := pieceAt(target); ok {
		p.state.FocusPiece(at)
		return
	}
	b := target.Call("closest", "[data-action]")
	if !b.Truthy() {
		return
	}
	arg := ""
	if v := b.Call("getAttribute", "data-arg"); v.Truthy() {
		arg = v.String()
	}
	p.do(ctx, b.Call("getAttribute", "data-action").String(), arg)
	p.save()
}

func (p *signPage) do(ctx app.Context, action, arg string) {
	switch action {
	case view.ActCopy:
		p.state.Update(time.Now()) // what is copied is signed now, where that is the time chosen
		if i, err := strconv.Atoi(arg); err == nil && i < len(p.state.Model.Copies) {
			p.copy(ctx, p.state.Model.Copies[i])
		}
	case view.ActTab:
		p.state.SelectTab(arg)
	case view.ActGuide:
		p.state.OpenGuide(arg)
		p.focus(ctx, "#guide-title")
	case view.ActReveal:
		p.state.Reveal()
		p.state.Update(time.Now())
	case view.ActUnmask:
		p.state.Unmask()
		p.state.Update(time.Now())
	default:
		p.doVerify(ctx, action, arg)
	}
}

func (p *signPage) copy(ctx app.Context, text string) {
	p.host.Copy(text, func(ok bool) {
		ctx.Dispatch(func(app.Context) {
			p.state.Status = "Copied."
			if !ok {
				p.state.Status = "The browser does not let this page copy. Select the text and copy it with the keyboard."
			}
		})
	})
}

// onKeyDown moves among the pieces of a text and among tabs with the arrow keys. Enter on a piece goes to the
// guide that explains it.
func (p *signPage) onKeyDown(ctx app.Context, e app.Event) {
	defer p.guard()
	key, target := e.Get("key").String(), e.Get("target")
	if at, ok := pieceAt(target); ok {
		p.movePiece(ctx, e, at, key)
		return
	}
	if target.Call("getAttribute", "role").String() == "tab" {
		p.moveTab(ctx, e, target, key)
		return
	}
	ctx.PreventUpdate()
}

func (p *signPage) movePiece(ctx app.Context, e app.Event, at int, key string) {
	if key == "Enter" || key == " " {
		e.PreventDefault()
		p.focus(ctx, "#guide-title")
		return
	}
	const all = 1 << 20
	step := map[string]int{"ArrowLeft": -1, "ArrowUp": -1, "ArrowRight": 1, "ArrowDown": 1, "Home": -all, "End": all}[key]
	if step == 0 {
		return
	}
	e.PreventDefault()
	p.element(`[data-piece="` + strconv.Itoa(p.state.Model.Beside(at, step)) + `"]`).Call("focus")
}

// moveTab goes to the tab beside the one that has the focus.
func (p *signPage) moveTab(ctx app.Context, e app.Event, tab app.Value, key string) {
	step := map[string]int{"ArrowLeft": -1, "ArrowRight": 1}[key]
	if step == 0 {
		return
	}
	e.PreventDefault()
	p.state.SelectTab(view.TabBeside(p.state.Model.Steps, tab.Call("getAttribute", "data-arg").String(), step))
	p.focus(ctx, "[role=tab][aria-selected=true]")
}

// focus puts the focus on an element once everything is drawn.
func (p *signPage) focus(ctx app.Context, selector string) {
	ctx.Defer(func(app.Context) {
		if e := p.element(selector); e.Truthy() {
			e.Call("focus")
			e.Call("scrollIntoView", map[string]any{"block": "nearest"})
		}
	})
}

// element finds one of the page's own elements.
func (p *signPage) element(selector string) app.Value {
	return p.JSValue().Call("querySelector", selector)
}

// guard turns a panic into a restart with the saved state.
func (p *signPage) guard() {
	if fault := recover(); fault != nil {
		p.host.Restart(faultWords(fault))
	}
}
