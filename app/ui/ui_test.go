package ui

import (
	"strings"
	"testing"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"countersign/app/view"
)

// page is a Host without a browser.
type page struct{ fault string }

func (*page) Root() string            { return "" }
func (*page) Guides() string          { return "" }
func (*page) Examples() string        { return "" }
func (*page) Example() string         { return "" }
func (*page) OnExample(func(string))  {}
func (*page) TakeTyped() string       { return "" }
func (*page) Save(string)             {}
func (*page) Saved() string           { return "" }
func (*page) Copy(string, func(bool)) {}
func (*page) Workers() int            { return 1 }
func (p *page) Restart(fault string)  { p.fault = fault }

func (*page) Work(string, func(string), func(string, bool)) func() { return func() {} }

// rendered draws the workbench in a state.
func rendered(t *testing.T, change func(*view.State)) string {
	t.Helper()
	w := New(&page{}).(*workbench)
	change(&w.state)
	job, version := w.state.Job()
	w.state.Finish(view.Workbench(job), version)
	return app.HTMLString(w.Render())
}

// The ids that pages, styles and tests rely on are there in every state, and each only once.
func TestControlsAreAlwaysThere(t *testing.T) {
	for name, change := range map[string]func(*view.State){
		"empty":    func(s *view.State) {},
		"answered": func(s *view.State) { s.SetPaste("InvalidSignatureException") },
		"large":    func(s *view.State) { s.SetPaste(strings.Repeat("InvalidSignatureException\n", 9000)) },
		"cleared":  func(s *view.State) { s.SetPaste("x"); s.Clear() },
	} {
		html := rendered(t, change)
		for _, id := range []string{"paste", "secret", "verdict", "guide", "copy-diagnosis", "recognised"} {
			if n := strings.Count(html, ` id="`+id+`"`); n != 1 {
				t.Errorf("%s: #%s is there %d times", name, id, n)
			}
		}
		if n := strings.Count(html, "<h1"); n != 1 {
			t.Errorf("%s: %d headings of the first level", name, n)
		}
	}
}

// Every element is at the same place in every state, or a control would be made anew and lose what
// was typed and the focus.
func TestControlsKeepTheirPlace(t *testing.T) {
	skeleton := func(change func(*view.State)) string {
		w := New(&page{}).(*workbench)
		change(&w.state)
		job, version := w.state.Job()
		w.state.Finish(view.Workbench(job), version)
		var b strings.Builder
		for i, part := range []app.UI{w.have(), w.more()} {
			for _, line := range strings.Split(app.HTMLString(part), "\n") {
				if depth := len(line) - len(strings.TrimLeft(line, " ")); depth == 2 && !strings.HasPrefix(line, "  </") {
					b.WriteString(line[2 : strings.IndexAny(line[2:], " >")+2])
				}
			}
			b.WriteByte(byte('0' + i))
		}
		return b.String()
	}
	want := skeleton(func(*view.State) {})
	if len(want) < 20 {
		t.Fatalf("the skeleton is only %q", want)
	}
	for name, change := range map[string]func(*view.State){
		"answered": func(s *view.State) { s.SetPaste("GET / HTTP/1.1\nHost: a\n\nInvalidSignatureException") },
		"large":    func(s *view.State) { s.SetPaste(strings.Repeat("InvalidSignatureException\n", 9000)) },
	} {
		if got := skeleton(change); got != want {
			t.Errorf("%s: the parts are %s, in an empty workbench %s", name, got, want)
		}
	}
}

func TestDrawKeepsTextAsText(t *testing.T) {
	n := view.Node{Tag: "div", Class: "a", ID: "50%d", Attrs: []view.Attr{{Name: "title", Value: "%s"}}, Text: "<b>%v",
		Children: []view.Node{{Tag: "svg", Children: []view.Node{{Tag: "line", Attrs: []view.Attr{{Name: "x1", Value: "1"}}}}}, {Text: "&"}}}
	got := app.HTMLString(draw(n))
	for _, want := range []string{`id="50%d"`, `title="%s"`, "&lt;b&gt;%v", "&amp;", `x1="1"`} {
		if !strings.Contains(got, want) {
			t.Errorf("the drawing lacks %s:\n%s", want, got)
		}
	}
	svg := draw(n.Children[0]).(app.HTML)
	if svg.XMLNamespace() != "http://www.w3.org/2000/svg" {
		t.Errorf("svg is in the namespace %q", svg.XMLNamespace())
	}
}

// A fault ends in a restart that says what kind it was, and not with which values.
func TestGuardRestarts(t *testing.T) {
	for _, fault := range []any{"the reader's secret", index} {
		host := &page{}
		w := New(host).(*workbench)
		func() {
			defer w.guard()
			if f, ok := fault.(func()); ok {
				f()
			}
			panic(fault)
		}()
		if host.fault == "" || strings.Contains(host.fault, "secret") {
			t.Errorf("the fault is told as %q", host.fault)
		}
	}
}

func index() {
	var none []int
	_ = none[len(none)]
}

func TestGuideIsDrawnAnewForAnotherRef(t *testing.T) {
	g := &guide{Ref: "guides/clock.html"}
	if g.Adopt(&guide{Ref: "guides/clock.html"}) {
		t.Error("nothing changed")
	}
	if !g.Adopt(&guide{Ref: "guides/clock.html#drift"}) || g.Ref != "guides/clock.html#drift" {
		t.Errorf("it shows %q", g.Ref)
	}
}
