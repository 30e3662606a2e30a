package ui

import (
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"countersign/app/view"
)

// stopper is a time.Timer as far as it is needed.
type stopper interface{ Stop() bool }

// diagnoseSoon diagnoses what is being typed: a short text now, a long one when typing has rested.
func (w *workbench) diagnoseSoon(ctx app.Context) {
	if len(w.state.Paste()) <= quick {
		w.diagnose(ctx)
		return
	}
	w.stop()
	w.timer = time.AfterFunc(pause, func() {
		ctx.Dispatch(func(ctx app.Context) {
			defer w.guard()
			w.diagnose(ctx)
		})
	})
}

// stop gives up what is under way: it is of an earlier text.
func (w *workbench) stop() {
	w.endSearch()
	if w.timer != nil {
		w.timer.Stop()
		w.timer = nil
	}
	if w.cancel != nil {
		w.cancel()
		w.cancel = nil
	}
}

// diagnose brings the model up to date with what was typed.
func (w *workbench) diagnose(ctx app.Context) {
	w.stop()
	w.makeModel(ctx)
}

// makeModel makes the model anew: here, or for a long text in the worker.
func (w *workbench) makeModel(ctx app.Context) {
	job, version := w.state.Job()
	if len(job.Paste) <= view.LargePaste {
		w.finish(ctx, view.Workbench(job), version)
		return
	}
	w.cancel = w.host.Work(job.Pack(), func(string) {}, func(result string, ok bool) {
		ctx.Dispatch(func(ctx app.Context) {
			defer w.guard()
			if _, now := w.state.Job(); now != version {
				return
			}
			w.cancel = nil
			m, whole := view.UnpackModel(result)
			if !ok || !whole {
				m = view.Workbench(job) // once, for want of a worker
			}
			w.finish(ctx, m, version)
		})
	})
}

// finish takes a model, and has a search begin where that could say more.
func (w *workbench) finish(ctx app.Context, m view.Model, version int) {
	w.state.Finish(m, version)
	w.searchSoon(ctx)
}
