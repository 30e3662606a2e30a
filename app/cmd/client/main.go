//go:build js

// Command client is app.wasm: the workbench in a page and, where there is no document, the worker
// that judges long pastes and searches for mistakes. On the Self-test page it runs the known answers.
package main

import (
	"syscall/js"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"countersign/app/ui"
	"countersign/app/view"
)

func main() {
	host := js.Global().Get("countersignHost")
	if host.Get("knownAnswers").Truthy() {
		selfTest(host)
		return
	}
	if js.Global().Get("document").IsUndefined() {
		result, ok := view.Work(host.Get("job").String(), func(progress string) { host.Call("report", progress) })
		host.Call("finish", result, ok)
		return
	}
	app.Route("/", func() app.Composer {
		if host.Get("mode").String() == "sign" {
			return ui.NewSign(page{host})
		}
		return ui.New(page{host})
	})
	app.RunWhenOnBrowser()
}
