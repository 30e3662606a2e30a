package report

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"countersign/sigv4/diagnose"
)

// effectWords say what a change does to the signature.
var effectWords = map[diagnose.Effect]string{
	diagnose.Breaks:   "signed: the signature no longer fits",
	diagnose.Harmless: "signed, but the canonical request is the same",
	diagnose.Unsigned: "not signed: it does not matter",
	diagnose.Refused:  "not signed, and S3 refuses x-amz- headers that are not",
	diagnose.Unclear:  "whether it is signed is not in the paste",
}

// transit shows what changed on the way, the two sides of each change one below the other.
func (r Report) transit(b *strings.Builder) {
	for _, l := range r.d.Transit {
		heading(b, "On the way: "+r.way(l))
		r.write(b, l.Note, "  ", "  ")
		for _, c := range l.Changes {
			b.WriteString("  " + steady(r.clean(c.What)) + "  " + string(c.Kind) + "; " + effectWords[c.Effect] + "\n")
			r.cells(b, []string{"sent", "arrived"}, []diagnose.Cell{c.Sent, c.Arrived})
			r.write(b, c.Note, "    ", "    ")
			for _, s := range c.Suspects {
				if c.Effect != diagnose.Unsigned && c.Effect != diagnose.Harmless {
					r.write(b, suspicion(s)+" "+s.Source, "    ", "      ")
				}
			}
		}
		for _, side := range unseen(l) {
			r.write(b, side, "  ", "    ")
		}
	}
}

// way names the two ends of a leg.
func (r Report) way(l diagnose.Leg) string {
	title := func(p diagnose.Place) string {
		return steady(r.clean(p.Title)) + " (line " + strconv.Itoa(1+strings.Count(r.text[:min(p.Span.Start, len(r.text))], "\n")) + ")"
	}
	return title(l.From) + " to " + title(l.To)
}

// suspicion says who is known for a change, and what in the paste names it.
func suspicion(s diagnose.Suspect) string {
	text := "Suspect: " + s.Who + " " + s.Does + "."
	if s.Named != "" {
		text += " The paste names it: " + s.Named + "."
	}
	return text
}

// unseen says, by side, which headers it does not show.
func unseen(l diagnose.Leg) []string {
	var out []string
	for _, place := range [...]diagnose.Place{l.From, l.To} {
		var signed, others []string
		for _, u := range l.Unseen {
			switch {
			case (u.In == "arrived") != (place == l.To):
			case u.Signed:
				signed = append(signed, u.Name+" (signed)")
			default:
				others = append(others, u.Name)
			}
		}
		if names := append(signed, others...); len(names) > 0 {
			out = append(out, "Unknown, since "+place.Title+" may not show all headers: "+strings.Join(names, ", ")+".")
		}
	}
	return out
}

// transitMarkdown is the same for a ticket.
func (r Report) transitMarkdown(line func(...string)) {
	for _, l := range r.d.Transit {
		line("\n### On the way: ", r.prose(r.way(l)), "\n")
		if l.Note != "" {
			line(r.prose(l.Note), "\n")
		}
		for _, c := range l.Changes {
			line("- **", r.prose(c.What), "** ", string(c.Kind), ": ", r.prose(side(c.Sent)+" → "+side(c.Arrived)), "; ", effectWords[c.Effect], ". ", r.prose(c.Note))
			for _, s := range c.Suspects {
				line("  - ", r.prose(suspicion(s)), " <", s.Source, ">")
			}
		}
		for _, side := range unseen(l) {
			line("- ", r.prose(side))
		}
	}
}

// side quotes what one place has.
func side(c diagnose.Cell) string {
	switch {
	case c.Absent:
		return "nothing"
	case c.Text == "":
		return "empty"
	}
	var b strings.Builder
	for i := 0; i < len(c.Text); {
		x, width := utf8.DecodeRuneInString(c.Text[i:])
		b.WriteString(drawn(x, width))
		i += width
	}
	return "“" + b.String() + "”"
}

// leg, change and the rest are the JSON form.
type leg struct {
	From    string   `json:"from"`
	To      string   `json:"to"`
	Note    string   `json:"note"`
	Changes []change `json:"changes"`
	Unseen  []hidden `json:"unseen"`
}

type change struct {
	What     string              `json:"what"`
	Kind     diagnose.ChangeKind `json:"kind"`
	Sent     *string             `json:"sent"`    // null where it was not sent
	Arrived  *string             `json:"arrived"` // null where it did not arrive
	Effect   diagnose.Effect     `json:"effect"`
	Note     string              `json:"note"`
	Suspects []suspect           `json:"suspects"`
}

type suspect struct {
	Who    string `json:"who"`
	Does   string `json:"does"`
	Code   string `json:"code"`
	Named  string `json:"named"`
	Source string `json:"source"`
}

type hidden struct {
	Name   string `json:"name"`
	In     string `json:"in"`
	Signed bool   `json:"signed"`
}

func (r Report) legs() []leg {
	out := make([]leg, 0, len(r.d.Transit))
	for _, l := range r.d.Transit {
		to := leg{r.clean(l.From.Title), r.clean(l.To.Title), l.Note, make([]change, 0, len(l.Changes)), make([]hidden, 0, len(l.Unseen))}
		for _, c := range l.Changes {
			x := change{r.clean(c.What), c.Kind, r.value(c.Sent), r.value(c.Arrived), c.Effect, c.Note, make([]suspect, 0, len(c.Suspects))}
			for _, s := range c.Suspects {
				x.Suspects = append(x.Suspects, suspect{s.Who, s.Does, s.Code, r.clean(s.Named), s.Source})
			}
			to.Changes = append(to.Changes, x)
		}
		for _, u := range l.Unseen {
			to.Unseen = append(to.Unseen, hidden{r.clean(u.Name), u.In, u.Signed})
		}
		out = append(out, to)
	}
	return out
}

func (r Report) value(c diagnose.Cell) *string {
	if c.Absent {
		return nil
	}
	text := r.clean(c.Text)
	return &text
}
