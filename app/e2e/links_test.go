package e2e

import (
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// click clicks the first element that the selector matches.
func click(w tab, selector string) {
	w.Helper()
	w.wait(`document.querySelector(` + quote(selector) + `)`)
	eval[bool](w, `(document.querySelector(`+quote(selector)+`).click(), true)`)
}

// In a sandboxed frame no link replaces the workbench: the address is given to copy.
func TestLinksInASandboxedFrame(t *testing.T) {
	w := open(t, browser(t), foreignPage(t, serveSite(t, nil), ""), true)
	w.ready()
	diagnosesAClock(w)
	eval[bool](w, `(window.stayed = document.querySelector("details.sources").open = true)`)
	for _, link := range []string{"#full-tool", "#guide .whole a", ".sources a"} {
		click(w, link)
		w.wait(`document.activeElement.value === document.querySelector(` + quote(link) + `).href`)
		w.wait(`document.activeElement.selectionEnd === document.activeElement.value.length`)
		w.wait(`document.querySelector(".link-address [role=status]").innerText.includes("this frame may not")`)
		w.wait(`(({ top, bottom }) => top >= 0 && bottom <= innerHeight)(document.querySelector(".link-address").getBoundingClientRect())`)
	}
	click(w, ".link-address button")
	w.wait(`document.querySelector(".link-address button").innerText === "Copied"`)
	w.focus(".link-address input")
	w.press(kb.Escape)
	w.wait(`!document.querySelector(".link-address") && document.activeElement.matches(".sources a")`)
	if !eval[bool](w, `window.stayed && document.querySelector("#paste").value.includes("20260315T115034Z")`) {
		t.Error("the workbench was left")
	}
}

// A link to an example opens it in place, as often as it is clicked, and the reader's text comes back.
func TestExampleLinks(t *testing.T) {
	for _, d := range deliveries(t) {
		t.Run(d.name, func(t *testing.T) {
			w := open(t, browser(t), d.address, d.framed)
			w.ready()
			w.paste("my own words")
			eval[bool](w, `(window.stayed = true)`)
			// As in the panel: a link to another document that is this one.
			eval[bool](w, `(() => {
				const link = document.createElement("a");
				link.id = "to-example";
				link.href = "index.html#example=clock-s3";
				link.textContent = "Open in the workbench";
				document.querySelector("#guide").append(link);
				return true;
			})()`)
			for range 2 {
				click(w, "#to-example")
				w.wait(`document.querySelector("#paste").value.includes("RequestTimeTooSkewed")`)
				click(w, "[data-action=clear]")
				w.wait(`document.querySelector("#paste").value === ""`)
			}
			click(w, "[data-action=undo]")
			w.wait(`document.querySelector("#paste").value === "my own words"`)
			if !eval[bool](w, `window.stayed`) {
				t.Error("the page was loaded anew")
			}
		})
	}
}

// The menu of examples closes by Escape, back to where it was opened, and by a click elsewhere.
func TestExampleMenuCloses(t *testing.T) {
	w := open(t, browser(t), deliveries(t)[0].address, false)
	w.ready()
	w.tabTo(`.menu > summary`)
	w.press(kb.Enter)
	w.wait(`document.querySelector(".menu").open`)
	w.keys(kb.Tab)
	w.wait(`document.activeElement.matches(".menu li button")`)
	w.press(kb.Escape)
	w.wait(`!document.querySelector(".menu").open && document.activeElement.matches(".menu > summary")`)
	w.press(kb.Enter)
	w.wait(`document.querySelector(".menu").open`)
	click(w, "h1")
	w.wait(`!document.querySelector(".menu").open`)
}

// The keys of the workbench leave those of the browser alone.
func TestKeysOfTheBrowser(t *testing.T) {
	w := open(t, browser(t), deliveries(t)[0].address, false)
	w.ready()
	w.paste(clockAnswer)
	w.wait(`document.querySelector(".finding")`)
	w.focus("#secret")
	eval[bool](w, `(window.went = [], addEventListener("focusin", (event) => went.push(event.target.id)), true)`)
	w.press(kb.Escape)
	w.press(kb.Enter, chromedp.ModifierCtrl)
	w.wait(`document.activeElement.id === "verdict"`)
	if went := eval[string](w, `went.join()`); went != "verdict" {
		t.Errorf("Escape and Ctrl+Enter in the secret field lead to %s", went)
	}
	eval[bool](w, `(addEventListener("keydown", (event) => { window.taken = event.defaultPrevented; event.preventDefault(); }), true)`)
	w.focus("#guide .whole a")
	w.press(kb.Enter, chromedp.ModifierCtrl)
	w.wait(`window.taken === false && document.activeElement.matches("#guide .whole a")`)
}
