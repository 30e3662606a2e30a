//go:build js

package main

import (
	"syscall/js"

	"countersign/sigv4/sigv4test"
)

// selfTest has the engine reproduce the known answers that the page holds, files of package sigv4test
// as pairs of name and text. It tells the page of each case: its name and source, and where it
// departs, the step and a line about it, both empty when it does not.
func selfTest(host js.Value) {
	files := host.Get("knownAnswers")
	for i := range files.Length() {
		file := files.Index(i)
		text := sigv4test.Text{Name: file.Index(0).String(), Text: file.Index(1).String()}
		cases, err := sigv4test.Parse(text)
		if err != nil {
			host.Call("answer", text.Name, "", "reading of the case", err.Error())
		}
		for _, c := range cases {
			step, detail := "", ""
			if failures := sigv4test.Run(c); len(failures) > 0 {
				step, detail = failures[0].Step, failures[0].Error()
			}
			host.Call("answer", c.Name, c.Source, step, detail)
		}
	}
	host.Call("finish")
}
