//go:build js

package main

import "syscall/js"

// page is ui.Host over the object that host.js gives the program.
type page struct{ js.Value }

func (p page) Root() string      { return p.Get("root").String() }
func (p page) Guides() string    { return p.Get("guides").String() }
func (p page) Examples() string  { return p.Get("examples").String() }
func (p page) Example() string   { return p.Get("example").String() }
func (p page) TakeTyped() string { return p.Call("takeTyped").String() }
func (p page) Save(state string) { p.Call("save", state) }
func (p page) Saved() string     { return p.Call("saved").String() }

// OnExample lasts as long as the program: its callback is never released.
func (p page) OnExample(open func(name string)) {
	p.Call("onExample", js.FuncOf(func(_ js.Value, args []js.Value) any {
		open(args[0].String())
		return nil
	}))
}

func (p page) Restart(fault string) { p.Call("restart", fault) }

func (p page) Copy(text string, done func(ok bool)) {
	once(func(call js.Func) { p.Call("copy", text, call) }, func(args []js.Value) { done(args[0].Bool()) })
}

func (p page) Workers() int { return p.Get("workers").Int() }

// Work gives the job to a worker. The callbacks are released by whichever comes first, the
// worker's answer or the cancellation.
func (p page) Work(job string, report func(progress string), done func(result string, ok bool)) (cancel func()) {
	hear := js.FuncOf(func(_ js.Value, args []js.Value) any {
		report(args[0].String())
		return nil
	})
	var end js.Value
	release := once(
		func(call js.Func) { end = p.Call("work", job, hear, call) },
		func(args []js.Value) {
			hear.Release()
			done(args[0].String(), args[1].Bool())
		})
	return func() {
		end.Invoke()
		release()
		hear.Release()
	}
}

// once passes start a JavaScript callback that may be called a single time. It is released then,
// or by the function returned.
func once(start func(js.Func), done func(args []js.Value)) (release func()) {
	var call js.Func
	released := false
	release = func() {
		if !released {
			released = true
			call.Release()
		}
	}
	call = js.FuncOf(func(_ js.Value, args []js.Value) any {
		release()
		done(args)
		return nil
	})
	start(call)
	return release
}
