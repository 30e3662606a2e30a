package e2e

import "testing"

// breakDrawing makes the browser refuse to make any element that only the program draws, as often
// as times says: the program panics in the middle of drawing, as it would for a fault of its own.
func breakDrawing(w tab, times string) {
	w.Helper()
	eval[bool](w, `(() => {
		const make = Document.prototype.createElement;
		let left = `+times+`;
		document.createElement = (tag) => {
			if (["div", "p", "strong", "a", "textarea"].includes(tag) || left-- <= 0) return make.call(document, tag);
			throw new Error("no <" + tag + "> today");
		};
		document.querySelector(".island").dataset.before = "yes";
		return true;
	})()`)
}

func TestPanicRestartsWithWhatWasTyped(t *testing.T) {
	for _, d := range deliveries(t) {
		t.Run(d.name, func(t *testing.T) {
			w := open(t, browser(t), d.address, d.framed)
			w.ready()
			w.into("#paste", "first words")
			breakDrawing(w, "1")
			w.paste(clockAnswer)
			w.wait(`!document.querySelector("[data-before]")`)
			w.wait(`document.querySelector(".finding")`)
			if got, want := eval[string](w, `document.querySelector("#paste").value`), shown(clockAnswer); got != want {
				t.Errorf("after the restart the box holds %q, want %q", got, want)
			}
			if focus := eval[string](w, `document.activeElement.id`); focus != "paste" {
				t.Errorf("after the restart the focus is on %q", focus)
			}
			provesWithASecret(w)
		})
	}
}

func TestPanicsWithoutEndLeaveThePlainText(t *testing.T) {
	d := deliveries(t)[0]
	w := open(t, browser(t), d.address, d.framed)
	w.ready()
	w.into("#paste", "kept words")
	breakDrawing(w, "Infinity")
	w.paste(clockAnswer)
	w.wait(`document.querySelector("#workbench [role=alert]")`)
	if got, want := eval[string](w, `document.querySelector("#paste").value`), shown(clockAnswer); got != want {
		t.Errorf("the plain box holds %q, want %q", got, want)
	}
	if got := eval[string](w, `document.querySelector("#workbench [role=alert] a").getAttribute("href")`); got != "guides/index.html" {
		t.Errorf("the message leads to %q", got)
	}
}
