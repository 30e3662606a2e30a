//go:build !wasm

package report

import "countersign/sigv4/diagnose"

// leg is the JSON form of a stretch of the way.
type leg struct {
	From    string   `json:"from"`
	To      string   `json:"to"`
	Note    string   `json:"note"`
	Changes []change `json:"changes"`
	Unseen  []unseen `json:"unseen"`
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

type unseen struct {
	Name   string `json:"name"`
	In     string `json:"in"`
	Signed bool   `json:"signed"`
}

func (r Report) legs() []leg {
	out := make([]leg, 0, len(r.d.Transit))
	for _, l := range r.d.Transit {
		to := leg{r.clean(l.From.Title), r.clean(l.To.Title), l.Note, make([]change, 0, len(l.Changes)), make([]unseen, 0, len(l.Unseen))}
		for _, c := range l.Changes {
			x := change{r.clean(c.What), c.Kind, r.value(c.Sent), r.value(c.Arrived), c.Effect, c.Note, make([]suspect, 0, len(c.Suspects))}
			for _, s := range c.Suspects {
				x.Suspects = append(x.Suspects, suspect{s.Who, s.Does, s.Code, r.clean(s.Named), s.Source})
			}
			to.Changes = append(to.Changes, x)
		}
		for _, u := range l.Unseen {
			to.Unseen = append(to.Unseen, unseen{r.clean(u.Name), u.In, u.Signed})
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
