package e2e

import (
	"testing"

	"github.com/chromedp/chromedp/kb"

	"countersign/app/site"
)

// TestExampleByKeyboard chooses an example with the keyboard alone, in every delivery, is led to its verdict, and
// puts the text that it replaced back.
func TestExampleByKeyboard(t *testing.T) {
	browser := browser(t)
	for _, d := range deliveries(t) {
		t.Run(d.name, func(t *testing.T) {
			w := open(t, browser, d.address, d.framed)
			w.ready()
			w.into("#paste", "my own words")
			w.tabTo(`.menu > summary`)
			w.press(kb.Enter)
			w.wait(`document.querySelector(".menu").open`)
			w.tabTo(`[data-arg=family-path]`)
			w.press(kb.Enter)
			w.wait(`document.querySelector("#verdict").innerText.includes("encoded twice")`)
			w.wait(`document.activeElement.id === "verdict" && !document.querySelector(".menu").open`)
			w.press(kb.Escape)
			w.wait(`document.activeElement.id === "paste"`)
			w.tabTo(`[data-action=undo]`)
			w.press(kb.Enter)
			w.wait(`document.querySelector("#paste").value === "my own words" && document.activeElement.id === "paste"`)
			for _, fault := range w.faults.heard() {
				t.Error(fault)
			}
		})
	}
}

// TestExamplesOfTheMenu opens each in turn: the menu offers those of the families, and each has a finding.
func TestExamplesOfTheMenu(t *testing.T) {
	examples, err := site.Examples()
	if err != nil {
		t.Fatal(err)
	}
	w := open(t, browser(t), deliveries(t)[0].address, false)
	w.ready()
	offered := 0
	for _, e := range examples {
		if e.Family == "" {
			continue
		}
		offered++
		button := `document.querySelector(".menu [data-arg=` + e.Name + `]")`
		if name := eval[string](w, button+`.textContent`); name != e.Family+": "+e.Title+" "+e.Format {
			t.Errorf("the button of %s says %q", e.Name, name)
		}
		eval[bool](w, `(`+button+`.click(), true)`)
		w.wait(`document.querySelector("#paste").value === ` + quote(shown(e.Paste)))
		w.wait(`document.querySelector(".finding")`)
	}
	if n := eval[int](w, `document.querySelectorAll(".menu li").length`); n != offered || n == 0 {
		t.Errorf("the menu has %d entries for %d examples", n, offered)
	}
}
