package ui

import (
	"strings"
	"testing"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"countersign/app/view"
)

// The controls of both halves are there in both, once, so that what was typed in either stays; the switch
// says which is shown.
func TestVerifyAndSignKeepTheirControls(t *testing.T) {
	for _, on := range []bool{false, true} {
		p := signPageIn(signStates["example"])
		p.verify.On = on
		p.verify.Update(&p.state, time.Unix(1e9, 0))
		html := app.HTMLString(p.Render())
		for _, id := range append([]string{"verdict", "trace", view.FieldSecret, view.FieldURL}, view.VerifyFields...) {
			if n := strings.Count(html, ` id="`+id+`"`); n != 1 {
				t.Errorf("%v: #%s is there %d times", on, id, n)
			}
		}
		if n := strings.Count(html, "<h1"); n != 1 {
			t.Errorf("%v: %d headings of the first level", on, n)
		}
		if got := strings.Contains(html, "Verify a signature"); got != on {
			t.Errorf("Verify is shown: %v", got)
		}
		modes := app.HTMLString(p.modes())
		if all, not := strings.Count(modes, "aria-pressed"), strings.Count(modes, `aria-pressed="false"`); all != 2 || not != 1 {
			t.Errorf("%v: of %d parts of the switch %d are not pressed", on, all, not)
		}
	}
}

// What was put into both halves comes back after a fault.
func TestVerifyIsRestored(t *testing.T) {
	p := signPageIn(signStates["example"])
	p.verify.Example()
	p.verify.On = true
	p.verify.Update(&p.state, time.Unix(1e9, 0))
	again := NewSign(&page{}).(*signPage)
	again.state.Restore(again.verify.Restore(p.verify.Save(p.state.Save())))
	if again.verify.Field(view.FieldVerify) != p.verify.Field(view.FieldVerify) || again.state.Field(view.FieldURL) != p.state.Field(view.FieldURL) {
		t.Error("something is lost")
	}
}
