package view

import (
	"slices"
	"strconv"
	"strings"

	"countersign/sigv4/diagnose"
)

// drawing carries what the parts of one model share while it is drawn.
type drawing struct {
	src    source
	copies []string // what the copy buttons copy, by index
	groups int      // tab groups so far, for their ids
}

// hide replaces the secrets in a text.
func (w *drawing) hide(s string) string { return w.src.hidden.hide(s) }

// findings draws the causes: those that lead as cards, the others below "Also fits".
func (w *drawing) findings(d diagnose.Diagnosis) []Node {
	var nodes, rest []Node
	for i, f := range d.Findings {
		said := i == 0 && strings.TrimSuffix(f.Title, ".") == strings.TrimSuffix(d.Verdict.Sentence, ".")
		if f.Why == d.Verdict.Detail {
			f.Why = ""
		}
		if said {
			f.Title = ""
		}
		if i == 0 || f.Confidence == diagnose.Proved || f.Confidence == diagnose.Certain {
			nodes = append(nodes, w.card(f))
			continue
		}
		rest = append(rest, el("li", "finding", w.alternative(f)))
	}
	if others := w.unlisted(d); others.Tag != "" {
		rest = append(rest, others)
	}
	if len(rest) > 0 {
		nodes = append(nodes, section("also-fits", "Also fits", el("ul", "plain", rest...)))
	}
	return nodes
}

// section is a part of the answer under a small heading.
func section(id, title string, children ...Node) Node {
	head := el("h2", "label", text(title)).withID(id)
	return el("section", "part", append([]Node{head}, children...)...).with("aria-labelledby", id)
}

// card draws a leading finding whole; without a title when the verdict above has said it.
func (w *drawing) card(f diagnose.Finding) Node {
	var head []Node
	if f.Title != "" {
		head = []Node{badge(f.Confidence), el("h2", "", prose(f.Title)...)}
	}
	return el("section", "finding sheet", append(head, w.body(f)...)...)
}

// alternative draws a finding that fits less well: its test in sight, the rest on demand.
func (w *drawing) alternative(f diagnose.Finding) Node {
	parts := []Node{
		el("h3", "", append(prose(f.Title), text(" "), badge(f.Confidence))...),
		paragraph("why", f.Why),
	}
	if f.Test != "" {
		parts = append(parts, test(f.Test))
	}
	f.Why, f.Test = "", ""
	if body := w.body(f); len(body) > 0 {
		parts = append(parts, el("details", "", append([]Node{el("summary", "", text("Where it shows, and the fix"))}, body...)...))
	}
	return el("div", "", parts...)
}

func test(s string) Node {
	return el("p", "test", append([]Node{el("b", "", text("What decides it: "))}, prose(s)...)...)
}

// body draws all of a finding but its title.
func (w *drawing) body(f diagnose.Finding) []Node {
	var nodes []Node
	add := func(n ...Node) {
		for _, n := range n {
			if n.Tag != "" {
				nodes = append(nodes, n)
			}
		}
	}
	add(paragraph("why", f.Why), w.quote(f.Marks), w.foundExpected(f))
	if f.Test != "" {
		add(test(f.Test))
	}
	add(w.fixes(f.Fixes), w.guideLink(f.Guide), causeLink(f.Cause), sources(f.Sources))
	return nodes
}

// quote shows the reader's own lines with the marks in them.
func (w *drawing) quote(marks []diagnose.Mark) Node {
	marks = marks[:min(len(marks), maxMarks)]
	lines := w.src.around(marks, 0, maxLinesCard)
	if len(lines) == 0 {
		return Node{}
	}
	return w.src.excerpt(lines, marks, true).with("role", "group").with("aria-label", "In your text")
}

// foundExpected sets the bytes found over those expected, every one visible, as far as they are said.
func (w *drawing) foundExpected(f diagnose.Finding) Node {
	f.Found, f.Expected = w.hide(f.Found), w.hide(f.Expected)
	if f.Found == "" && f.Expected == "" {
		return Node{}
	}
	if f.Found == f.Expected {
		return el("dl", "found-expected",
			el("dt", "", text("found, as expected")), el("dd", "good", el("code", "", bytesOf(f.Found)...)))
	}
	var rows []Node
	if f.Found != "" {
		rows = append(rows, el("dt", "", text("found")), el("dd", "bad", el("code", "", bytesOf(f.Found)...)))
	}
	if f.Expected != "" {
		rows = append(rows, el("dt", "", text("expected")), el("dd", "good", el("code", "", bytesOf(f.Expected)...)))
	}
	return el("dl", "found-expected", rows...)
}

// bytesOf draws a value of which every byte counts, shortened when it is very long.
func bytesOf(s string) []Node {
	if len(s) <= wholeMark {
		return visible(s, true)
	}
	src := newSource(s, secrets{})
	head := src.clamp(spanOf(0, wholeMark/2))
	tail := src.clamp(spanOf(len(s)-wholeMark/2, len(s)))
	nodes := visible(s[:head.End], true)
	nodes = append(nodes, el("span", "gap", text(" … "+size(tail.Start-head.End)+" … ")))
	return append(nodes, visible(s[tail.Start:], true)...)
}

// fixes draws the ways to mend it: by platform or SDK as tabs where there are several.
func (w *drawing) fixes(fixes []diagnose.Fix) Node {
	var general []Node
	var on []string
	for _, f := range fixes {
		if f.On == "" {
			general = append(general, w.fix(f))
		} else if !slices.Contains(on, f.On) {
			on = append(on, f.On)
		}
	}
	nodes := []Node{}
	if len(fixes) > 0 {
		nodes = append(nodes, el("h3", "label", text("Fix")))
	}
	nodes = append(nodes, general...)
	if len(on) > 0 {
		nodes = append(nodes, w.tabs(on, fixes))
	}
	if len(nodes) == 0 {
		return Node{}
	}
	return el("div", "fixes", nodes...)
}

// tabs draws a tab for each platform or SDK, and their panels. SelectTab says which is open.
func (w *drawing) tabs(on []string, fixes []diagnose.Fix) Node {
	w.groups++
	prefix := "fix-" + strconv.Itoa(w.groups) + "-"
	var list, panels []Node
	for i, name := range on {
		tab, panel := prefix+"tab-"+strconv.Itoa(i), prefix+"panel-"+strconv.Itoa(i)
		list = append(list, tabButton(tab, panel, name))
		var body []Node
		for _, f := range fixes {
			if f.On == name {
				body = append(body, w.fix(f))
			}
		}
		panels = append(panels, el("div", "tab-panel", append([]Node{el("p", "print-only", text(name))}, body...)...).
			withID(panel).with("role", "tabpanel").with("aria-labelledby", tab).with("data-arg", name))
	}
	return tabsOf("Platform or SDK", list, panels)
}

// fix draws one way to mend it, its code ready to copy.
func (w *drawing) fix(f diagnose.Fix) Node {
	nodes := []Node{
		el("p", "do", prose(f.Do)...),
		paragraph("", f.Detail),
	}
	if f.Code != "" {
		code := w.hide(f.Code)
		w.copies = append(w.copies, code)
		nodes = append(nodes, el("div", "command",
			el("pre", "", text(code)).with("tabindex", "0"),
			button("copy", ActCopy, strconv.Itoa(len(w.copies)-1), text("Copy")).
				with("aria-label", "Copy: "+f.Do)))
	}
	return el("div", "fix", nodes...)
}

// guideLink leads to the section of the guide that is about a finding.
func (w *drawing) guideLink(guide string) Node {
	if guide == "" {
		return Node{}
	}
	return el("p", "more", button("link", ActGuide, guide, text("Read about it in the guide")))
}

// causeLink leads to the page of a cause. The single file has none, and hides it.
func causeLink(id string) Node {
	if !slices.ContainsFunc(diagnose.Causes(), func(c diagnose.Cause) bool { return c.ID == id }) {
		return Node{}
	}
	return el("p", "cause-page", el("a", "", text("The page of this cause")).with("href", CausePage(id)).
		with("rel", "noreferrer noopener").with("target", "_blank"))
}

// CausePage is the path of a cause's page, from the site's root.
func CausePage(id string) string { return "causes/" + id + ".html" }

// sources lists where the statements come from.
func sources(list []diagnose.Citation) Node {
	if len(list) == 0 {
		return Node{}
	}
	var items []Node
	for _, c := range list {
		item := prose(c.Says)
		if strings.HasPrefix(c.Address, "https://") {
			item = append(item, text(" "), external(c.Address, address(c.Address)))
		} else if c.Address != "" {
			item = append(item, text(" ("+c.Address+")"))
		}
		items = append(items, el("li", "", item...))
	}
	return el("details", "sources", el("summary", "", text("Sources")), el("ul", "", items...))
}

// external is a link out of the site. Following it is the reader's act, and tells nothing of this page.
func external(href, words string) Node {
	return el("a", "", text(words)).with("href", href).with("rel", "noreferrer noopener").with("target", "_blank")
}

// address shortens an address to its host and last path element.
func address(a string) string {
	a = strings.TrimPrefix(a, "https://")
	host, rest, _ := strings.Cut(a, "/")
	rest, _, _ = strings.Cut(rest, "#")
	if i := strings.LastIndexByte(strings.TrimSuffix(rest, "/"), '/'); i >= 0 {
		rest = "…" + rest[i:]
	}
	if rest == "" {
		return host
	}
	return host + "/" + rest
}

// unlisted names the causes that leave the same evidence as the leading finding and are not judged
// on their own. Where a message names its clocks, all that the figures allow is judged.
func (w *drawing) unlisted(d diagnose.Diagnosis) Node {
	if len(d.Findings) == 0 || d.Clock != nil {
		return Node{}
	}
	var says []string
	for _, c := range diagnose.Causes() {
		listed := slices.ContainsFunc(d.Findings, func(f diagnose.Finding) bool { return f.Cause == c.ID })
		if !listed && slices.Contains(d.Findings[0].Alternatives, c.ID) {
			says = append(says, c.Meaning)
		}
	}
	if len(says) == 0 {
		return Node{}
	}
	return el("li", "same-evidence", text("The same bytes would also be there if: "+strings.Join(says, " ")))
}
