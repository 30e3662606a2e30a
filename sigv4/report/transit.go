package report

import (
	"strings"

	"countersign/sigv4/diagnose"
)

// transit shows what changed on the way, the two sides of each change one below the other.
func (r Report) transit(b *strings.Builder) {
	for i := range r.d.Transit {
		l := &r.d.Transit[i]
		heading(b, steady(r.clean(l.Title())))
		r.write(b, l.Note, "  ", "  ")
		for _, c := range l.Changes {
			b.WriteString("  " + steady(r.clean(c.What)) + "  " + string(c.Kind) + "; " + c.Effect.Words() + "\n")
			r.cells(b, []string{"sent", "arrived"}, []diagnose.Cell{c.Sent, c.Arrived})
			r.write(b, c.Note, "    ", "    ")
			for _, s := range c.Suspects {
				if c.Effect.Matters() {
					r.write(b, "Suspect: "+s.Says()+" "+s.Source, "    ", "      ")
				}
			}
		}
		for _, sentence := range l.Unknown() {
			r.write(b, sentence, "  ", "    ")
		}
	}
}

// transitMarkdown is the same for a ticket.
func (r Report) transitMarkdown(line func(...string)) {
	for i := range r.d.Transit {
		l := &r.d.Transit[i]
		line("\n### ", r.prose(l.Title()), "\n")
		var items []string
		for _, c := range l.Changes {
			items = append(items, c.String())
		}
		for _, item := range append(append(items, l.Unknown()...), l.Note) {
			if item != "" {
				line("- ", r.prose(item))
			}
		}
	}
}
