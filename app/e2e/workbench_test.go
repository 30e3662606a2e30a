package e2e

import (
	"strings"
	"testing"
)

// TestWorkbench does the main job in every delivery.
func TestWorkbench(t *testing.T) {
	browser := browser(t)
	for _, d := range deliveries(t) {
		t.Run(d.name, func(t *testing.T) {
			w := open(t, browser, d.address, d.framed)
			w.ready()
			diagnosesAClock(w)
			opensTheGuide(w)
			provesWithASecret(w)
			comparesWithTheServer(w)
			for _, fault := range w.faults.heard() {
				t.Error(fault)
			}
		})
	}
}

// diagnosesAClock pastes a refusal and expects its figures, the marks in the text and a fix.
func diagnosesAClock(w tab) {
	w.Helper()
	w.paste(clockAnswer)
	w.wait(`document.querySelector("#verdict").innerText.includes("9 min 26 s") || document.querySelector(".answer").innerText.includes("9 min 26 s")`)
	w.wait(`document.querySelector(".finding")`)
	w.wait(`document.querySelector(".island mark")`)
	w.wait(`document.querySelector(".chip")`)
	w.wait(`document.querySelector(".island svg")`) // the timeline
	if marked := eval[string](w, `[...document.querySelectorAll(".island mark")].map((m) => m.innerText).join("|")`); !strings.Contains(marked, "20260315T115034Z") {
		w.Errorf("the time of signing is not marked: %q", marked)
	}
	if copied := eval[bool](w, `document.querySelector("#copy-diagnosis").disabled`); copied {
		w.Error("the diagnosis cannot be copied")
	}
}

// opensTheGuide expects the section that the finding names beside it, and the whole guide behind its link.
func opensTheGuide(w tab) {
	w.Helper()
	w.wait(`document.querySelector("#guide:not([hidden])")`)
	guide := eval[string](w, `document.querySelector("#guide").innerText`)
	if !strings.Contains(strings.ToLower(guide), "clock") {
		w.Errorf("the guide beside a clock finding is %q", guide)
	}
	// The whole guide is a page of its own or, in the single file, further down.
	w.wait(`document.querySelector("#guide a[href$='guides/signature-expired.html'], #guide a[href*='guides/signature-expired.html#']") ||
		document.getElementById("guides/signature-expired.html")`)
}

// comparesWithTheServer opens two examples: the server's strings alone name no cause; the client's
// canonical request beside them names the line that differs.
func comparesWithTheServer(w tab) {
	w.Helper()
	if eval[string](w, `location.protocol + self.origin`) == "http:null" {
		return // an opaque frame's address is not the reader's to change
	}
	w.wait(`(location.hash = "#example=server-strings", document.querySelector("#verdict").innerText.includes("another signature"))`)
	if eval[bool](w, `!!document.querySelector(".finding")`) {
		w.Error("a cause is named from the server's strings alone")
	}
	w.wait(`(location.hash = "#example=query-not-sorted", document.querySelector(".answer").innerText.includes("canonical query string (line 3)"))`)
}

// provesWithASecret pastes a signed request, gives its secret and expects the proof.
func provesWithASecret(w tab) {
	w.Helper()
	w.paste(vanilla)
	w.wait(`!document.querySelector("#verdict").innerText.includes("Proved")`)
	w.wait(`document.querySelector(".chip")`)
	w.into("#secret", vanillaSecret)
	w.wait(`document.querySelector("#verdict").innerText.toLowerCase().includes("proved")`)
	if strings.Contains(eval[string](w, `document.querySelector(".island").innerHTML`), vanillaSecret) {
		w.Error("the secret is in the markup")
	}
}
