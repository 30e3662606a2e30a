package view

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"countersign/sigv4"
	"countersign/sigv4/diagnose"
)

func spanOf(start, end int) sigv4.Span { return sigv4.Span{Start: start, End: end} }

// longHeadline is from how many letters on a sentence is set smaller, so that what follows it stays in sight.
const longHeadline = 100

// verdict draws the answer: how sure it is, the sentence, what it rests on. It is what is read out
// when it changes.
func verdict(v diagnose.Verdict) []Node {
	class := ""
	if utf8.RuneCountInString(v.Sentence) > longHeadline {
		class = "long"
	}
	return []Node{
		el("p", "status", badge(v.Confidence)),
		el("h1", class, headline(v.Sentence)...),
		paragraph("detail", v.Detail),
	}
}

// headline keeps a number and its unit on one line: "26 s" must not break.
func headline(s string) []Node {
	var nodes []Node
	for _, n := range prose(s) {
		if n.Tag == "" {
			nodes = append(nodes, unbroken(n.Text)...)
		} else {
			nodes = append(nodes, n)
		}
	}
	return nodes
}

func unbroken(s string) []Node {
	var nodes []Node
	words := strings.Split(s, " ")
	plain := ""
	for i := 0; i < len(words); i++ {
		word := words[i]
		if i+1 < len(words) && isNumber(word) {
			nodes = append(nodes, text(plain), el("span", "unbroken", text(word+" "+words[i+1])))
			plain = ""
			i++
		} else {
			plain += word
		}
		if i+1 < len(words) {
			plain += " "
		}
	}
	return append(nodes, text(plain))
}

func isNumber(s string) bool {
	return s != "" && strings.Trim(s, "0123456789,") == ""
}

// waiting is what stands in the verdict's place before anything was pasted.
func waiting() []Node {
	return []Node{
		el("p", "status"),
		el("h1", "", text("Why did AWS reject this signature?")),
		el("p", "detail", text("Paste the error answer, the request or curl command, a log: anything, in any order. The verdict appears here at once.")),
	}
}

// established draws the facts, each with its confidence. What the verdict says is not said again.
func (w *drawing) established(d diagnose.Diagnosis) Node {
	var items []Node
	for _, f := range d.Established {
		if f.Fact == d.Verdict.Sentence {
			continue
		}
		item := append(prose(f.Fact), text(" "), badge(f.Confidence))
		items = append(items, el("li", "", item...))
	}
	return listSection("established", "What is established", items)
}

// ruledOut draws the causes that the evidence excludes, those with the same reason together, and
// whose word it is.
func ruledOut(list []diagnose.RuledOut) Node {
	meanings := map[string]string{}
	for _, c := range diagnose.Causes() {
		meanings[c.ID] = strings.TrimSuffix(c.Meaning, ".")
	}
	var items []Node
	var from []diagnose.Citation
	for i := 0; i < len(list); {
		because := list[i].Because
		var causes []string
		for ; i < len(list) && list[i].Because == because; i++ {
			causes = append(causes, cmp.Or(meanings[list[i].Cause], list[i].Cause))
			if list[i].Source.Says != "" && !slices.Contains(from, list[i].Source) {
				from = append(from, list[i].Source)
			}
		}
		items = append(items, el("li", "", append(prose(strings.Join(causes, "; ")), text(" – "),
			el("span", "why", prose(because)...))...))
	}
	part := listSection("ruled-out", "Ruled out", items)
	if part.Tag != "" {
		part.Children = append(part.Children, sources(from))
	}
	return part
}

// pasteNext draws what would decide more.
func pasteNext(list []diagnose.Ask) Node {
	var items []Node
	for _, a := range list {
		items = append(items, el("li", "", el("b", "", prose(a.What)...), text(" "),
			el("span", "why", prose(a.Why)...)))
	}
	return listSection("paste-next", "Paste next", items)
}

func listSection(id, title string, items []Node) Node {
	if len(items) == 0 {
		return Node{}
	}
	return section(id, title, el("ul", "plain", items...))
}
