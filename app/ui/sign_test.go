package ui

import (
	"strings"
	"testing"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"countersign/app/view"
)

// signStates are what the Sign page may be in.
var signStates = map[string]func(*view.SignState){
	"example":   func(*view.SignState) {},
	"error":     func(s *view.SignState) { s.Set(view.FieldURL, "nonsense") },
	"presigned": func(s *view.SignState) { s.Set(view.FieldCarrier, "query"); s.Set(view.FieldWhen, "now") },
	"no secret": func(s *view.SignState) { s.Set(view.FieldSecret, "") },
	"token":     func(s *view.SignState) { s.Set(view.FieldCarrier, "token"); s.Set(view.FieldKind, "smtp") },
	"chunked":   func(s *view.SignState) { s.Set(view.FieldCarrier, "chunked"); s.Set(view.FieldAlgorithm, "sigv4a") },
	"policy":    func(s *view.SignState) { s.Set(view.FieldCarrier, "policy") },
	"events":    func(s *view.SignState) { s.Set(view.FieldCarrier, "events") },
	"pointed":   func(s *view.SignState) { s.FocusPiece(12) },
}

func signPageIn(change func(*view.SignState)) *signPage {
	p := NewSign(&page{}).(*signPage)
	change(&p.state)
	p.state.Update(time.Unix(1e9, 0))
	return p
}

// Every control is there in every state, once, with its label; none has a name, a value or a form.
func TestSignControlsAreAlwaysThere(t *testing.T) {
	ids := append([]string{"verdict", "guide", "trace"}, view.SignControls()...)
	for name, change := range signStates {
		html := app.HTMLString(signPageIn(change).Render())
		for _, id := range ids {
			if n := strings.Count(html, ` id="`+id+`"`); n != 1 {
				t.Errorf("%s: #%s is there %d times", name, id, n)
			}
		}
		if n := strings.Count(html, "<h1"); n != 1 {
			t.Errorf("%s: %d headings of the first level", name, n)
		}
		if strings.Contains(html, "<form") || strings.Contains(html, ` name="`) {
			t.Errorf("%s: a form, or a control with a name", name)
		}
	}
}

// The form has the same elements in every state, or a control would be made anew and lose what was typed.
func TestSignControlsKeepTheirPlace(t *testing.T) {
	skeleton := func(p *signPage) string {
		var tags []string
		for _, line := range strings.Split(app.HTMLString(p.form(p.state.Trace().Fields)), "\n") {
			if line = strings.TrimSpace(line); strings.HasPrefix(line, "<") {
				tags = append(tags, line[:strings.IndexAny(line, " >")])
			}
		}
		return strings.Join(tags, "")
	}
	want := skeleton(signPageIn(signStates["example"]))
	if strings.Count(want, "<input")+strings.Count(want, "<textarea")+strings.Count(want, "<select") != len(view.SignControls()) {
		t.Fatalf("the skeleton is %s", want)
	}
	for name, change := range signStates {
		if got := skeleton(signPageIn(change)); got != want {
			t.Errorf("%s: the form is\n%s\nin the example\n%s", name, got, want)
		}
	}
}

func TestSignGuardRestarts(t *testing.T) {
	host := &page{}
	p := NewSign(host).(*signPage)
	func() {
		defer p.guard()
		panic("the reader's secret")
	}()
	if host.fault != "string" {
		t.Errorf("the fault is told as %q", host.fault)
	}
}
