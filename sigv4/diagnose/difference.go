package diagnose

import (
	"fmt"
	"strconv"
	"strings"

	"countersign/sigv4"
)

// stageName is the specification's word for a compared text.
func stageName(s sigv4.Stage) string {
	if s == sigv4.StageStringToSign {
		return "string to sign"
	}
	return "canonical request"
}

// departure is where two sides of a comparison part: the sides, the line, and what each has there.
type departure struct {
	stage        sigv4.Stage
	line         ComparedLine
	mine, theirs int // index of the side
	sides        []ComparedSide
	number       int // of the line, from 1, in the last side that has it
}

// difference is where the texts of two sides part, nil when they agree. Where the client's text has
// the hash that the server states, what else is in the paste does not count.
func (b *bench) difference() *departure {
	if d := departs(b.canonical); d != nil && !b.clientHasServerHash() {
		return d
	}
	return departs(b.toSign)
}

// departs finds where the first line of a comparison differs, nil when everything agrees.
func departs(c *Comparison) *departure {
	if c == nil || c.Departs < 0 {
		return nil
	}
	d := &departure{stage: c.Stage, line: c.Lines[c.Departs], theirs: len(c.Sides) - 1, sides: c.Sides}
	d.mine = d.other(func(mine, theirs Cell) bool { return mine.Absent != theirs.Absent })
	// Texts that differ say more than a line that is missing: the paste may have been cut before it.
	for last := len(c.Sides) - 1; last > 0; last-- {
		from := departure{line: d.line, theirs: last}
		if n := from.other(func(mine, theirs Cell) bool { return !mine.Absent && !theirs.Absent && !agree(mine.Text, theirs.Text) }); n >= 0 {
			d.mine, d.theirs = n, last
			break
		}
	}
	d.mine = max(d.mine, 0)
	for n, cell := range d.line.Cells {
		if !cell.Absent && (cell.Span.End > 0) {
			d.number = strings.Count(c.Sides[n].Text.String[:cell.Span.Start], "\n") + 1
		}
	}
	return d
}

// other finds the first side whose cell differs from the last side's in the way asked for, -1 for none.
func (d *departure) other(differs func(mine, theirs Cell) bool) int {
	for n, cell := range d.line.Cells[:d.theirs] {
		if differs(cell, d.line.Cells[d.theirs]) {
			return n
		}
	}
	return -1
}

// where names the line, with its number where it has one.
func (d *departure) where() string {
	if d.number == 0 {
		return d.line.Name
	}
	return d.line.Name + " (line " + strconv.Itoa(d.number) + ")"
}

// sentence says which texts differ, and where.
func (d *departure) sentence(server string) string {
	stage := stageName(d.stage)
	mine, theirs := d.sides[d.mine].Name, d.sides[d.theirs].Name
	whose := possessive(server)
	switch {
	case mine == "client" && theirs == "server":
		return fmt.Sprintf("Your %s and %s differ in the %s.", stage, whose, d.where())
	case theirs == "arrived" && mine == "sent":
		return fmt.Sprintf("Two requests with one signature differ in the %s.", d.where())
	case theirs == "second":
		return fmt.Sprintf("The two texts, each a %s, differ in the %s.", stage, d.where())
	case mine == "sent" && theirs == "server":
		return fmt.Sprintf("The request you pasted and %s %s differ in the %s.", whose, stage, d.where())
	}
	return fmt.Sprintf("Your %s and the request you pasted differ in the %s.", stage, d.where())
}

// possessive makes "AWS's", "the server's".
func possessive(name string) string { return name + "'s" }

// detail quotes what each side has in the line, and names what cannot be seen.
func (d *departure) detail(server string) string {
	var b strings.Builder
	mine, theirs := d.line.Cells[d.mine], d.line.Cells[d.theirs]
	b.WriteString(d.sideSays(d.mine, server))
	b.WriteString("; ")
	b.WriteString(d.sideSays(d.theirs, server))
	b.WriteString(".")
	var hidden []string
	for _, c := range [...]Cell{mine, theirs} {
		for _, span := range c.Differs {
			hidden = append(hidden, invisibles(c.Text[span.Start:span.End])...)
		}
	}
	if len(hidden) > 0 {
		b.WriteString(" The difference holds " + strings.Join(hidden, ", ") + ".")
	}
	return b.String()
}

func (d *departure) sideSays(n int, server string) string {
	who := possessive(server)
	switch d.sides[n].Name {
	case "client":
		who = "yours"
	case "sent":
		who = "the request"
	case "arrived":
		who = "the request as it arrived"
	case "first", "second":
		who = "the " + d.sides[n].Name
	}
	cell := d.line.Cells[n]
	switch {
	case cell.Absent:
		return who + " has no such line"
	case cell.Text == "":
		return who + " is empty there"
	}
	at := 0
	if len(cell.Differs) > 0 {
		at = cell.Differs[0].Start
	}
	return who + " has " + quoted(cell.Text, at)
}

// marks marks the bytes that differ, wherever they lie in the paste.
func (d *departure) marks() []Mark {
	var out []Mark
	for n, cell := range d.line.Cells {
		text := d.sides[n].Text
		note := "expected"
		if n != d.theirs {
			note = "found"
		}
		for _, span := range cell.Differs {
			here := sigv4.Span{Start: cell.Span.Start + span.Start, End: cell.Span.Start + span.End}
			if here.Len() == 0 { // nothing here where the other side has something: mark the line
				here = cell.Span
			}
			out = append(out, markRange(text, here, d.line.Part, note, n != d.theirs)...)
		}
	}
	return out
}

// comparisonFacts says what agrees and where the first difference is.
func comparisonFacts(b *bench) []Fact {
	var facts []Fact
	for _, c := range [...]*Comparison{b.canonical, b.toSign} {
		if c == nil {
			continue
		}
		if d := departs(c); d != nil {
			server := b.serverName()
			facts = append(facts, Fact{Fact: d.sentence(server) + " " + capital(d.detail(server)), Confidence: Certain, Marks: d.marks()})
			if more := differingLines(c) - 1; more > 0 {
				facts = append(facts, Fact{Fact: count(more, "further line differs", "further lines differ") + "; the comparison shows them all.", Confidence: Certain})
			}
			continue
		}
		facts = append(facts, Fact{Fact: agreement(c, b.serverName()), Confidence: Certain})
	}
	if b.assumedClient && (b.server != nil || b.serverToSign != nil) {
		facts = append(facts, Fact{Fact: "One of the texts bears no label; it is taken as yours.", Confidence: Likely})
	}
	if len(b.sent) > 0 && b.sent[0].borrowedHash {
		where := "The body is not in the paste"
		if b.request.BodyDoubt != "" {
			where = "The body in the paste may not be the one that was sent"
		}
		facts = append(facts, Fact{Fact: where + ", so its hash is taken from the other canonical request and was not checked.", Confidence: Certain})
	}
	if b.server != nil && !b.server.Masked && b.request != nil && len(b.request.Request.Body) > 0 && b.server.PayloadHash.Len() > 0 {
		hash := b.server.Text.String[b.server.PayloadHash.Start:b.server.PayloadHash.End]
		if isHash(hash) && sigv4.HashHex(string(b.request.Request.Body)) == hash {
			facts = append(facts, Fact{Fact: "The body you pasted hashes to " + possessive(b.serverName()) + " payload hash: it arrived unchanged.", Confidence: Proved})
		}
	}
	return facts
}

func agreement(c *Comparison, server string) string {
	names := make([]string, 0, len(c.Sides))
	for _, s := range c.Sides {
		names = append(names, s.title(server))
	}
	text := "The " + stageName(c.Stage) + " is the same, line by line, for " + strings.Join(names, " and ")
	if missing := c.missing(server); missing != "" {
		return text + ", as far as it is there: " + missing + "."
	}
	return text + "."
}

// title names a side in a sentence about the text of all.
func (s ComparedSide) title(server string) string {
	switch s.Name {
	case "sent":
		return "the request as pasted"
	case "arrived":
		return "the second request"
	case "client":
		return "your own"
	case "first", "second":
		return "the " + s.Name + " text"
	}
	return possessive(server)
}

// missing says which lines one side lacks because its text ends before them, "" when all are whole.
func (c *Comparison) missing(server string) string {
	for n, s := range c.Sides {
		for _, l := range c.Lines {
			if !l.Same || !l.Cells[n].Absent {
				continue
			}
			for m, other := range l.Cells {
				if !other.Absent {
					line := strings.Count(c.Sides[m].Text.String[:other.Span.Start], "\n") + 1
					return fmt.Sprintf("line %d, the %s, is not in %s, so that text is not whole", line, l.Name, strings.Replace(s.title(server), "your own", "yours", 1))
				}
			}
		}
	}
	return ""
}

func differingLines(c *Comparison) int {
	n := 0
	for _, l := range c.Lines {
		if !l.Same {
			n++
		}
	}
	return n
}

// count writes "1 line" or "3 lines".
func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}

// capital makes the first letter of a sentence upper case. Quotes are left alone.
func capital(s string) string {
	if s == "" || s[0] < 'a' || s[0] > 'z' {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}
