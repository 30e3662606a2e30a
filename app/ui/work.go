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
	if w.timer != nil {
		w.timer.Stop()
		w.timer = nil
	}
	if w.cancel != nil {
		w.cancel()
		w.cancel = nil
	}
}

// diagnose brings the model up to date: here, or for a long text in the worker.
func (w *workbench) diagnose(ctx app.Context) {
	w.stop()
	job, version := w.state.Job()
	if len(job.Paste) <= view.LargePaste {
		w.state.Finish(view.Workbench(job), version)
		return
	}
	w.cancel = w.host.Work(job.Pack(), func(result string, ok bool) {
		ctx.Dispatch(func(ctx app.Context) {
			defer w.guard()
			w.finish(job, version, result, ok)
		})
	})
}

// finish takes the worker's answer. Without one the page does the work itself, once.
func (w *workbench) finish(job view.Job, version int, result string, ok bool) {
	if _, now := w.state.Job(); now != version {
		return
	}
	w.cancel = nil
	m, whole := view.UnpackModel(result)
	if !ok || !whole {
		m = view.Workbench(job)
	}
	w.state.Finish(m, version)
}
