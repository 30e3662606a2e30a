package view

import (
	"strconv"
	"strings"
	"time"

	"countersign/sigv4/forensics"
)

// The actions of the search's button.
const (
	ActSearch       = "search"
	ActCancelSearch = "search-cancel"
)

// SearchCard is how a search stands, as it is to be drawn.
type SearchCard struct {
	Says   string // for who listens: it changes with the stage, not with the figures
	Body   []Node // none where there is nothing to show
	Action string // of the card's button, "" for no button
	Button string // its words
}

// soughtWords say what a hypothesis has to give, by Model.Seeks.
var soughtWords = map[string]string{"signature": "the signature that was sent", "hash": "the hash that is stated"}

// SearchCard draws how the search stands.
func (s *State) SearchCard() SearchCard {
	r := &s.search
	sought := soughtWords[r.seeks]
	title := func(words string, body ...Node) []Node { return append([]Node{el("h2", "", text(words))}, body...) }
	switch r.phase {
	case searchRuns:
		says := "Searching for the mistake"
		return SearchCard{says + ": " + r.stage(), title(says, r.running()...), ActCancelSearch, "Cancel"}
	case searchCancelled:
		const says = "Search cancelled"
		return SearchCard{says, title(says, paragraph("", r.tried()+": none of them gave "+sought+".")), ActSearch, "Start again"}
	case searchUnable:
		const says = "The search did not run"
		return SearchCard{says, title(says, paragraph("", "It needs a worker beside the page, and this browser gives it none, or ended it. "+
			"The page itself does not search: it would stand still meanwhile.")), ActSearch, "Try again"}
	case searchOver:
		if len(r.result.Found) > 0 {
			return SearchCard{} // the verdict says it
		}
		says := "No known mistake gives " + sought
		return SearchCard{Says: says, Body: title(says, r.excluded()...)}
	}
	return SearchCard{}
}

// running draws a search under way.
func (s *search) running() []Node {
	p := s.progress()
	figures := s.tried()
	if seconds := s.took.Seconds(); seconds >= 0.5 {
		figures += ", " + roughly(uint64(float64(p.Tried)/seconds)) + " a second"
	}
	return []Node{
		el("p", "", el("b", "", text(s.stage()+"… ")), el("span", "figures", text(figures))),
		el("progress", "").with("value", strconv.Itoa(p.Cost)).with("max", strconv.Itoa(max(p.Steps, 1))).with("aria-label", "Steps of the search"),
		paragraph("why", s.familiesDone()),
		s.families(func(proof bool) string {
			switch {
			case proof && s.seeks == "hash":
				return "needs a secret"
			case p.Alone():
				return "done alone, under way with others"
			}
			return "under way"
		}),
	}
}

// stage says which hypotheses are under way.
func (s *search) stage() string {
	p := s.progress()
	if p.Scopes() {
		return "Every region with every service"
	}
	return [...]string{"The request as it is", "One mistake", "Two mistakes at once", "Three mistakes at once"}[p.Mistakes()]
}

// familiesDone says which families have been tried.
func (s *search) familiesDone() string {
	n := 0
	for _, f := range forensics.Families() {
		if !f.Proof || s.seeks != "hash" {
			n++
		}
	}
	families, p := strconv.Itoa(n)+" families of mistakes", s.progress()
	switch {
	case p.Scopes():
		return "All " + families + " are done, alone and together."
	case p.Alone():
		return "All " + families + " are done alone; they are tried together."
	}
	return "None of " + families + " is done yet: what is met often comes first."
}

// families lists what is searched, on demand.
func (s *search) families(state func(proof bool) string) Node {
	var items []Node
	for _, f := range forensics.Families() {
		items = append(items, el("li", "", el("b", "", text(capital(strings.ReplaceAll(f.Name, "-", " ")))), text(": "+f.Says+" – "), el("span", "why", text(state(f.Proof)))))
	}
	return el("details", "", el("summary", "", text("What is tried")), el("ul", "plain", items...))
}

// excluded says what a search that found nothing rules out, and what remains.
func (s *search) excluded() []Node {
	how := ": every mistake listed here alone, and with one and two others"
	if s.result.Left {
		how += ", as far as so many could be put together"
	}
	rest := ""
	if s.seeks == "hash" { // a verdict on a signature says it
		rest = "What remains: bytes that are not in what you pasted, or a mistake that is not listed here."
	}
	return []Node{
		paragraph("", "Ruled out by "+s.tried()+how+"."),
		paragraph("", rest),
		s.families(func(proof bool) string {
			if proof && s.seeks == "hash" {
				return "not tried, needs a secret"
			}
			return "ruled out"
		}),
	}
}

// tried says how many hypotheses, and how long that took.
func (s *search) tried() string {
	n := s.progress().Tried
	if s.result != nil {
		n = s.result.Tried
	}
	words := " hypotheses"
	if n == 1 {
		words = " hypothesis"
	}
	return roughly(n) + words + " in " + tenths(s.took)
}

// roughly writes a large number with three digits that matter.
func roughly(n uint64) string {
	if n >= 1_000_000 {
		return strconv.FormatFloat(float64(n)/1e6, 'f', 1, 64) + " million"
	}
	unit := uint64(1)
	for n/unit >= 1000 {
		unit *= 10
	}
	return grouped(int64(n / unit * unit))
}

// tenths writes a time of some seconds.
func tenths(d time.Duration) string {
	digits := 0
	if d < 10*time.Second {
		digits = 1
	}
	return strconv.FormatFloat(d.Seconds(), 'f', digits, 64) + " s"
}
