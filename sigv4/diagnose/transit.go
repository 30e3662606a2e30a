package diagnose

import (
	"strconv"
	"strings"

	"countersign/sigv4"
	"countersign/sigv4/paste"
)

// Leg is a stretch of the way of a request: what differs between two places at which the paste shows it.
type Leg struct {
	From, To Place
	Changes  []*Change // one for each difference, those that matter first; none where both show the same
	Note     string    // what the two places can say, in a sentence, "" where the changes say it
	Unseen   []Unseen  // headers of which it is not known whether both places had them
}

// Title names both ends.
func (l *Leg) Title() string { return "On the way from " + l.From.Title + " to " + l.To.Title }

// Place is where the paste shows a request.
type Place struct {
	Name  string // "sent", "client", "arrived", "server", as the sides of a comparison
	Title string // in words: "the curl command (line 1)", "AWS's canonical request (line 9)"
}

// Change is one difference between two places.
type Change struct {
	What          string // "method", "path", "query", "query parameter limit", "header host", "body"
	Part          string // the colour
	Kind          ChangeKind
	Sent, Arrived Cell // Absent where that place does not have it
	Effect        Effect
	Note          string // how it was changed, in a sentence, "" where the bytes say all
	Suspects      []Suspect
}

// String says the change in a sentence, long values cut around what differs.
func (c *Change) String() string {
	text := c.What + " " + string(c.Kind)
	for i, cell := range [...]*Cell{&c.Sent, &c.Arrived} {
		text += [...]string{", from ", " to "}[i]
		at := 0
		if len(cell.Differs) > 0 {
			at = cell.Differs[0].Start
		}
		if cell.Absent {
			text += "nothing"
		} else {
			text += quoted(cell.Text, at)
		}
	}
	text += "; " + c.Effect.Words() + "."
	if c.Note != "" {
		text += " " + c.Note
	}
	if len(c.Suspects) > 0 {
		text += " Known for it: " + c.Who() + "."
	}
	return text
}

// Who names the suspects.
func (c *Change) Who() string {
	var names []string
	for _, s := range c.Suspects {
		names = append(names, s.Who)
	}
	return strings.Join(names, ", ")
}

// ChangeKind says in what way something differs.
type ChangeKind string

// The kinds of changes.
const (
	Changed   ChangeKind = "changed"
	Added     ChangeKind = "added"
	Dropped   ChangeKind = "dropped"
	Reencoded ChangeKind = "re-encoded" // other bytes for the same text
	Reordered ChangeKind = "reordered"
)

// Effect is what a change does to the signature.
type Effect string

// The effects of changes, the worst first.
const (
	Breaks   Effect = "breaks"   // it is signed, and the canonical request is another one
	Refused  Effect = "refused"  // the signature does not cover it, but S3 wants each x-amz- header that it gets signed
	Unclear  Effect = "unclear"  // the paste does not show which headers are signed
	Harmless Effect = "harmless" // it is signed, and the canonical request is the same
	Unsigned Effect = "unsigned" // the signature does not cover it
)

var effects = [...]Effect{Breaks, Refused, Unclear, Harmless, Unsigned}

// Matters reports whether a change with that effect can be why a signature was refused.
func (e Effect) Matters() bool { return e != Harmless && e != Unsigned }

// Words says the effect in a few words.
func (e Effect) Words() string {
	switch e {
	case Breaks:
		return "signed, so the signature no longer fits"
	case Refused:
		return "not signed, which S3 refuses"
	case Unclear:
		return "signed or not, the paste does not show"
	case Harmless:
		return "signed, but harmless"
	}
	return "not signed"
}

// Unseen is a header that one place shows, and of which the other one only may have no trace.
type Unseen struct {
	Name   string
	In     string // "sent" or "arrived": the place that does not show it
	Signed bool
}

// Unknown says in a sentence for each place which headers it may only not show.
func (l *Leg) Unknown() []string {
	var out []string
	for i, p := range [...]*Place{&l.From, &l.To} {
		names := ""
		for _, u := range l.Unseen {
			if u.In != [...]string{"sent", "arrived"}[i] {
				continue
			}
			names += ", " + u.Name
			if u.Signed {
				names += " (signed)"
			}
		}
		if names != "" {
			out = append(out, "Unknown, since "+p.Title+" may not show all headers: "+names[2:]+".")
		}
	}
	return out
}

// transit lists the legs that the paste shows of the request's way: from what was sent, or signed, through
// what was captured, to the canonical request of the server.
func (b *bench) transit() []Leg {
	if _, made := b.proven(func(t keyTrial) bool { return t.overServer }); made || b.first != nil {
		return nil // what was signed is the server's text, whatever else is in the paste
	}
	var way []*sighting
	shown := b.places
	if len(shown) == 0 && b.claimed {
		shown = []*paste.Request{b.request}
	}
	onlyBehind := len(shown) == 1 && isBehind(b.request, b.claim)
	if b.client != nil && (len(shown) == 0 || onlyBehind || b.clientHasServerHash()) {
		way = append(way, b.textSighting(b.client, "client"))
		if !onlyBehind {
			shown = nil
		}
	}
	for _, r := range shown {
		way = append(way, b.sightingOf(r, r == b.arrived || onlyBehind))
	}
	if b.server != nil && !b.serverEdited() {
		way = append(way, b.textSighting(b.server, "server"))
	}
	var legs []Leg
	for i := 1; i < len(way); i++ {
		if anotherRequest(way[i-1], way[i]) {
			continue
		}
		if n := len(legs); n > 0 && len(legs[n-1].Changes) == 0 {
			legs = legs[:n-1] // on which nothing changed, and another one follows
		}
		legs = append(legs, b.leg(way[i-1], way[i]))
	}
	if n := len(legs); n > 1 && len(legs[n-1].Changes) == 0 {
		legs = legs[:n-1]
	}
	return legs
}

// anotherRequest reports whether two places do not show one request: they were signed at other times, or
// hardly a thing agrees.
func anotherRequest(from, to *sighting) bool {
	if from.signature != "" && from.signature == to.signature {
		return false
	}
	for _, name := range [...]string{"x-amz-date", "date"} {
		if a, b := from.header(name), to.header(name); a != nil && b != nil {
			return !agree(a.canonical(), b.canonical())
		}
	}
	return from.method != to.method && from.path != to.path
}

// leg lists what differs between two places.
func (b *bench) leg(from, to *sighting) Leg {
	d := differ{b: b, from: from, to: to, raw: !from.text && !to.text, signers: from.place.Name == "client"}
	d.leg.From, d.leg.To = from.place, to.place
	if !d.raw {
		b.canonize(from, to)
		b.canonize(to, from)
	}
	switch {
	case to.text:
		d.signed = to.signedHeaders
	case from.text:
		d.signed = from.signedHeaders
	default:
		names, _ := b.signedNames()
		d.signed = lowerAll(names)
	}
	d.method()
	d.path()
	d.query()
	d.headers()
	d.body()
	for _, e := range effects {
		for _, c := range d.changes {
			if c.Effect == e {
				d.leg.Changes = append(d.leg.Changes, c)
			}
		}
	}
	d.leg.Note = d.note()
	return d.leg
}

// note says how far the two places can be trusted to tell of the way.
func (d *differ) note() string {
	unseen := d.to.cut
	for _, u := range d.leg.Unseen {
		unseen = unseen || u.Signed
	}
	switch breaks := len(d.leg.Changes) > 0 && d.leg.Changes[0].Effect == Breaks; {
	case breaks && d.signers:
		return "Your canonical request says what was signed, not what was sent: the signer may have signed something else than it sent. The request as it left (`curl -v`) tells."
	case breaks:
		return ""
	case d.to.text && !unseen:
		return "Nothing that is signed changed on the way. Where the signature does not fit, the signer or its key is the reason."
	}
	return "Nothing that is signed changed between the two, as far as both show it."
}

// placeAt names a place of the paste.
func (b *bench) placeAt(name, title string, span sigv4.Span) Place {
	line := 1 + strings.Count(b.ev.Text[:min(max(span.Start, 0), len(b.ev.Text))], "\n")
	return Place{name, title + " (line " + strconv.Itoa(line) + ")"}
}
