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

// soughtWords say what a hypothesis has to give, by Model.Seeks.
var soughtWords = map[string]string{"signature": "the signature that was sent", "hash": "the hash that is stated"}

// SearchCard draws how the search stands, a Node without a tag where there is none.
func (s *State) SearchCard() Node {
	r := &s.search
	sought := soughtWords[r.seeks]
	switch r.phase {
	case searchRuns:
		return searchCard("Searching for the mistake", button("", ActCancelSearch, "", text("Cancel")), r.running()...)
	case searchCancelled:
		return searchCard("Search cancelled", button("", ActSearch, "", text("Start again")),
			el("p", "", text(r.tried()+" were tried, and none gave "+sought+".")))
	case searchUnable:
		return searchCard("The search did not run", button("", ActSearch, "", text("Try again")),
			el("p", "", text("It needs a worker beside the page, and this browser gives it none here. The page itself does not search: it would stand still meanwhile.")))
	case searchOver:
		if len(r.result.Found) > 0 {
			return searchCard("", Node{}, el("p", "why", text("Found among "+r.tried()+".")))
		}
		return searchCard("No known mistake gives "+sought, Node{}, r.excluded()...)
	}
	return Node{}
}

func searchCard(title string, act Node, body ...Node) Node {
	var nodes []Node
	if title != "" {
		nodes = append(nodes, el("h2", "", text(title)))
	}
	nodes = append(nodes, body...)
	if act.Tag != "" {
		nodes = append(nodes, el("p", "row", act))
	}
	return el("div", "hunt sheet", nodes...)
}

// running draws a search under way. What is read out changes with the stage only.
func (s *search) running() []Node {
	p := s.progress()
	stage := stageWords(p)
	figures := s.tried()
	if seconds := s.took.Seconds(); seconds >= 0.5 {
		figures += ", " + roughly(uint64(float64(p.Tried)/seconds)) + " a second"
	}
	return []Node{
		el("p", "", el("b", "", text(stage+"… ")), el("span", "figures", text(figures))),
		el("progress", "", text(strconv.Itoa(p.Cost)+" of "+strconv.Itoa(p.Steps)+" steps")).
			with("value", strconv.Itoa(p.Cost)).with("max", strconv.Itoa(max(p.Steps, 1))).with("aria-label", "Steps of the search"),
		el("p", "visually-hidden", text("Searching: "+stage)).with("role", "status"),
		s.families(func(proof bool) string {
			switch {
			case proof && s.seeks == "hash":
				return "needs a secret"
			case p.Alone():
				return "alone done, with others under way"
			}
			return "under way"
		}),
	}
}

// stageWords say which hypotheses are under way.
func stageWords(p forensics.Progress) string {
	if p.Scopes() {
		return "Every region with every service"
	}
	return [...]string{"The request as it is", "One mistake", "Two mistakes at once", "Three mistakes at once"}[p.Mistakes()]
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
	r := s.result
	says := s.tried() + ", and none of them gives it"
	rest := "another secret than the one given, bytes that are not in what you pasted, or a mistake that is not listed here"
	if s.seeks == "hash" {
		rest = "bytes that are not in what you pasted, or a mistake that is not listed here"
	}
	how := ": every mistake listed here alone, and with one and two others"
	if r.Left {
		how += ", as far as so many could be put together"
	}
	return []Node{
		paragraph("", "Ruled out by "+says+how+"."),
		paragraph("", "What remains: "+rest+"."),
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
