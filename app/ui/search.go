package ui

import (
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"countersign/app/view"
)

// rest is how long typing has to rest before a search begins by itself.
const rest = 300 * time.Millisecond

// searchers are the workers of a search under way.
type searchers struct {
	timer stopper // until they begin, nil for none
	run   *int    // tells what they say from what those of an earlier search said; nil when there are none
	end   []func()
}

// searchSoon begins a search when typing has rested, where one could say more than the model.
func (w *workbench) searchSoon(ctx app.Context) {
	if !w.state.SearchWanted() {
		return
	}
	w.searchers.timer = time.AfterFunc(rest, func() {
		ctx.Dispatch(func(ctx app.Context) {
			defer w.guard()
			if w.state.SearchWanted() {
				w.search()
			}
		})
	})
}

// search has workers look for the mistake. What they say redraws the card alone.
func (w *workbench) search() {
	w.endSearch()
	run := new(int)
	w.searchers.run = run
	for i, job := range w.state.StartSearch(w.host.Workers(), time.Now()) {
		heard := func(hear func() (end []int)) {
			w.card.ctx.Dispatch(func(ctx app.Context) {
				defer w.guard()
				if w.searchers.run != run {
					ctx.PreventUpdate()
					return
				}
				for _, i := range hear() {
					w.searchers.end[i]()
				}
				if !w.state.SearchRuns() {
					w.searchEnded()
				}
				w.card.Card = w.state.SearchCard()
			})
		}
		w.searchers.end = append(w.searchers.end, w.host.Work(job,
			func(progress string) {
				heard(func() []int { return w.state.SearchReported(i, progress, time.Now()) })
			},
			func(result string, ok bool) {
				heard(func() []int { return w.state.SearchEnded(i, result, ok, time.Now()) })
			}))
	}
}

// endSearch ends the workers, and the wait for them.
func (w *workbench) endSearch() {
	if w.searchers.timer != nil {
		w.searchers.timer.Stop()
	}
	for _, end := range w.searchers.end {
		end()
	}
	w.searchers = searchers{}
	w.state.StopSearch()
}

// searchEnded shows what a search came to. The focus does not go with a button that goes.
func (w *workbench) searchEnded() {
	w.searchers = searchers{}
	focused := w.state.SearchOver() && w.element("#search button:focus").Truthy()
	w.ctx.Dispatch(func(ctx app.Context) {
		defer w.guard()
		if focused {
			w.focus(ctx, "#verdict")
		}
		if w.state.SearchOver() {
			w.makeModel(ctx)
		}
	})
}

// searchCard draws how a search stands. It is a component of its own, so that progress redraws nothing else.
type searchCard struct {
	app.Compo

	Card view.SearchCard
	w    *workbench
	ctx  app.Context
}

func (c *searchCard) OnMount(ctx app.Context) {
	c.ctx = ctx
	c.w.card = c
}

// Render draws wrappers that stay, so that the button keeps the focus when it comes to mean something else, and what
// is read out is heard.
func (c *searchCard) Render() app.UI {
	return app.Elem("div").Attr("id", "search").Body(
		app.Elem("p").Class("visually-hidden").Attr("role", "status").Body(app.Text(c.Card.Says)),
		app.Elem("div").Class("hunt sheet").Attr("hidden", yes(len(c.Card.Body) == 0)).Body(
			row("", drawAll(c.Card.Body)...),
			app.Elem("p").Class("row").Attr("hidden", yes(c.Card.Action == "")).Body(action(c.Card.Button, c.Card.Action, false)),
		),
	)
}

// Adopt takes over what the workbench drew anew in the card's place.
func (c *searchCard) Adopt(next app.Composer) (changed bool) {
	c.Card = next.(*searchCard).Card
	return true
}
