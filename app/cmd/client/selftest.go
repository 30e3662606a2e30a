//go:build js

package main

import (
	"syscall/js"

	"countersign/sigv4/sigv4test"
)

// selfTest has the engine reproduce every known answer. It tells the page of each case: its name and
// source, and where it departs, the step and a line about it, both empty when it does not.
func selfTest(host js.Value) {
	for _, c := range sigv4test.Cases() {
		step, detail := "", ""
		if failures := sigv4test.Run(c); len(failures) > 0 {
			step, detail = failures[0].Step, failures[0].Error()
		}
		host.Call("answer", c.Name, c.Source, step, detail)
	}
	host.Call("finish")
}
