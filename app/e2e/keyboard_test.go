package e2e

import (
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// TestKeyboard does the main job without a pointer and without a script moving the focus.
func TestKeyboard(t *testing.T) {
	for _, d := range deliveries(t) {
		t.Run(d.name, func(t *testing.T) {
			w := open(t, browser(t), d.address, d.framed)
			w.ready()
			w.clipboard(quote(clockAnswer))
			w.tabTo(`#paste`)
			w.command('v', "paste")
			w.wait(`document.querySelector(".finding")`)

			w.press(kb.Enter, chromedp.ModifierCtrl)
			w.wait(`document.activeElement.id === "verdict"`)
			w.tabTo(`.finding button, .finding a`)
			w.press(kb.Escape)
			w.wait(`document.activeElement.id === "paste"`)
			w.tabTo(`#copy-diagnosis`)
			w.press(kb.Enter)
			w.wait(`document.querySelector(".status-line").innerText.includes("Copied")`)

			w.press(kb.Escape)
			w.wait(`document.activeElement.id === "paste"`) // the program moves the focus after it has drawn
			w.command('a', "selectAll")
			w.command('v', "paste")
			w.wait(`document.querySelector("#paste").value.includes("9 min 26 s")`) // what was copied

			w.clipboard(quote(rewritten))
			w.command('a', "selectAll")
			w.command('v', "paste")
			w.tabTo(`.jump button`)
			w.press(kb.Enter)
			w.wait(`document.activeElement.id === "transit"`)
			w.tabTo(`.change summary`)
			w.press(kb.Escape)
			w.wait(`document.activeElement.id === "paste"`)

			w.clipboard(quote(vanilla))
			w.command('a', "selectAll")
			w.command('v', "paste")
			w.tabTo(`#secret`)
			w.keys(vanillaSecret)
			w.wait(`document.querySelector("#verdict").innerText.toLowerCase().includes("proved")`)
		})
	}
}

// TestFocusIsSeen tabs once through the whole page and expects every stop to be visible and to show
// that it has the focus.
func TestFocusIsSeen(t *testing.T) {
	w := open(t, browser(t), deliveries(t)[0].address, false)
	w.ready()
	w.paste(clockAnswer)
	w.wait(`document.querySelector(".finding")`)
	eval[bool](w, `(document.activeElement.blur(), document.body.tabIndex = -1, document.body.focus(), true)`)
	seen := map[string]bool{}
	for range 200 {
		w.keys(kb.Tab)
		stop := eval[string](w, `(() => {
			const e = document.activeElement;
			if (e === document.body) return "";
			const box = e.getBoundingClientRect(), style = getComputedStyle(e);
			const shown = box.width > 0 && box.height > 0 && style.visibility === "visible";
			const ring = style.outlineStyle !== "none" || style.boxShadow !== "none";
			return (shown ? "" : "hidden: ") + (ring ? "" : "no ring: ") + e.tagName + "#" + e.id + " " + e.innerText.slice(0, 40);
		})()`)
		if stop == "" {
			break
		}
		if seen[stop] && len(seen) > 60 {
			break
		}
		seen[stop] = true
	}
	for stop := range seen {
		if len(stop) > 7 && (stop[:7] == "hidden:" || stop[:7] == "no ring") {
			t.Errorf("focus cannot be seen at %s", stop)
		}
	}
	if len(seen) < 12 {
		t.Errorf("only %d places take the focus: %v", len(seen), seen)
	}
}
