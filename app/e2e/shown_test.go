package e2e

import (
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// inMedium shows the page as on paper ("print") or with a feature of the reader's: name, value.
func inMedium(w tab, medium string, feature ...string) {
	w.Helper()
	media := emulation.SetEmulatedMediaParams{Media: medium}
	if len(feature) == 2 {
		media.Features = []*emulation.MediaFeature{{Name: feature[0], Value: feature[1]}}
	}
	if _, err := chromedp.Call(w.page, emulation.SetEmulatedMedia, media); err != nil {
		w.Fatal(err)
	}
}

// The names of controls are as they are written, whatever they look like.
func TestLabelsKeepTheirCase(t *testing.T) {
	w := open(t, browser(t), deliveries(t)[0].address, false)
	w.ready()
	if got := eval[string](w, `document.querySelector("label[for=paste]").innerText`); got != "What you have" {
		t.Errorf("the label of the box is %q", got)
	}
}

func TestPrintGivesWholeAddresses(t *testing.T) {
	w := open(t, browser(t), deliveries(t)[0].address, false)
	w.ready()
	diagnosesAClock(w)
	inMedium(w, "print")
	w.wait(`document.querySelector(".sources a").checkVisibility()`)
	w.wait(`[...document.querySelectorAll(".sources a")].every((a) => getComputedStyle(a, "::after").content.includes(a.href))`)
}

// Only the page that is open is underlined in the header.
func TestForcedColours(t *testing.T) {
	w := open(t, browser(t), deliveries(t)[0].address, false)
	inMedium(w, "", "forced-colors", "active")
	w.wait(`matchMedia("(forced-colors: active)").matches`)
	lines := `[...document.querySelectorAll("header.site nav a")].map((a) =>
		getComputedStyle(a).borderBottomColor === getComputedStyle(document.documentElement).backgroundColor ? "none" : "line").join()`
	if got := eval[string](w, lines); got != "line,none,none,none,none" {
		t.Errorf("underlined: %s", got)
	}
}

// A long name without a place to break fits into the chip that holds it.
func TestLongNamesAreNarrow(t *testing.T) {
	w := open(t, browser(t), deliveries(t)[0].address, false)
	narrow(w)
	w.ready()
	w.paste("GET / HTTP/1.1\r\nHost: " + strings.Repeat("averylongname", 5) + ".execute-api.eu-central-1.amazonaws.com\r\n\r\n")
	w.wait(`document.querySelector(".chip")`)
	fits(w, "a long host name")
}

// A chip scrolls the box to what it selects, also below lines that wrap.
func TestChipScrollsToItsText(t *testing.T) {
	w := open(t, browser(t), deliveries(t)[0].address, false)
	w.ready()
	w.paste(strings.Repeat("words that wrap ", 900) + "\n\n" + clockAnswer + strings.Repeat("\nlast", 40))
	w.wait(`document.querySelector(".finding")`)
	for _, kind := range []string{"http-response", "json-error"} {
		eval[bool](w, `(document.querySelector("#paste").scrollTop = 0, true)`)
		click(w, ".chip-"+kind)
		w.wait(`document.querySelector("#paste").selectionStart > 14000 && document.querySelector("#paste").scrollTop > 0`)
		// A box of the same width that holds all up to the selection says how far down that is.
		if at := eval[float64](w, `(() => {
			const box = document.querySelector("#paste"), mirror = document.createElement("div"), style = getComputedStyle(box);
			for (const name of ["font", "padding", "lineHeight", "letterSpacing"]) mirror.style[name] = style[name];
			mirror.style.width = box.clientWidth + "px";
			mirror.style.whiteSpace = "pre-wrap";
			mirror.style.overflowWrap = "break-word";
			mirror.textContent = box.value.slice(0, box.selectionStart) + "x";
			document.body.append(mirror);
			const bottom = mirror.getBoundingClientRect().height;
			mirror.remove();
			return bottom - box.scrollTop;
		})()`); at < 20 || at > eval[float64](w, `document.querySelector("#paste").clientHeight`) {
			t.Errorf("%s is %.0f px below the top of the box", kind, at)
		}
	}
}

// Where a large text has no box, the focus goes to the verdict.
func TestFocusWithoutABox(t *testing.T) {
	w := open(t, browser(t), deliveries(t)[0].address, false)
	w.ready()
	w.paste(clockAnswer + strings.Repeat("a line of a log that says nothing\n", 4000))
	w.wait(`document.querySelector("#paste").hidden && document.querySelector(".finding")`)
	click(w, "[data-action=clear]")
	w.wait(`document.activeElement.id === "paste"`)
	click(w, "[data-action=undo]")
	w.wait(`document.activeElement.id === "verdict"`)
	w.focus("#guide .whole a")
	w.keys("\x1b")
	w.wait(`document.activeElement.id === "verdict"`)
}

// The addresses of jobs do not pile up.
func TestJobsLeaveNoAddress(t *testing.T) {
	w := before(t, `window.made = window.addresses = 0;
		const { createObjectURL, revokeObjectURL } = URL;
		URL.createObjectURL = (blob) => (made++, addresses++, createObjectURL.call(URL, blob));
		URL.revokeObjectURL = (address) => (addresses--, revokeObjectURL.call(URL, address));`, deliveries(t)[0].address)
	w.ready()
	w.paste(clockAnswer + strings.Repeat("a line of a log that says nothing\n", 4000))
	w.wait(`document.querySelector(".finding")`)
	w.wait(`made > 0 && addresses === 0`)
}
