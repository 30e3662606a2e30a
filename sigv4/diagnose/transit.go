package diagnose

import (
	"slices"

	"countersign/sigv4"
	"countersign/sigv4/paste"
)

// Leg is a stretch of the way of a request: what differs between two places at which the paste shows it.
type Leg struct {
	From, To Place
	Changes  []Change // one for each difference, those that matter first; none where both show the same
	Note     string   // what the two places can say, in a sentence
	Unseen   []Unseen // headers of which it is not known whether both places had them
}

// Place is where the paste shows a request.
type Place struct {
	Name  string     // "sent", "client", "arrived", "server", as the sides of a comparison
	Title string     // in words: "the curl command", "AWS's canonical request"
	Span  sigv4.Span // in the paste
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

// The effects of changes.
const (
	Breaks   Effect = "breaks"   // it is signed, and the canonical request is another one
	Harmless Effect = "harmless" // it is signed, and the canonical request is the same
	Unsigned Effect = "unsigned" // the signature does not cover it
	Refused  Effect = "refused"  // not covered either, but S3 wants each x-amz- header that it gets signed
	Unclear  Effect = "unclear"  // the paste does not show which headers are signed
)

// rank orders effects, the worst first.
func (e Effect) rank() int {
	return slices.Index([]Effect{Breaks, Refused, Unclear, Harmless, Unsigned}, e)
}

// Unseen is a header that one place shows, and of which the other one only may have no trace.
type Unseen struct {
	Name   string
	In     string // "sent" or "arrived": the place that does not show it
	Signed bool
}

// transit lists the legs that the paste shows of the request's way: from what was sent, or signed, through
// what was captured, to the canonical request of the server.
func (b *bench) transit() []Leg {
	if _, made := b.proven(func(t keyTrial) bool { return t.overServer }); made || b.first != nil {
		return nil // what was signed is the server's text, whatever else is in the paste
	}
	var way []sighting
	for i, r := range b.shown() {
		way = append(way, b.sightingOf(r, i > 0 && r == b.arrived))
	}
	onlyBehind := len(way) == 1 && b.claimed && isBehind(b.request, b.claim)
	if b.client != nil && (len(way) == 0 || onlyBehind || b.clientHasServerHash()) {
		if onlyBehind {
			way[0].place.Name = "arrived"
		} else {
			way = nil
		}
		way = append([]sighting{b.textSighting(b.client, "client")}, way...)
	}
	if b.server != nil && !b.serverEdited() {
		way = append(way, b.textSighting(b.server, "server"))
	}
	var legs []Leg
	for i := 1; i < len(way); i++ {
		if !anotherRequest(&way[i-1], &way[i]) {
			legs = append(legs, b.leg(&way[i-1], &way[i]))
		}
	}
	return withChanges(legs)
}

// shown are the requests that show the chosen one, in the order of its way.
func (b *bench) shown() []*paste.Request {
	switch {
	case len(b.places) > 0:
		return b.places
	case b.request != nil && b.claimed:
		return []*paste.Request{b.request}
	}
	return nil
}

// withChanges leaves out the legs on which nothing changed, all but the last where that goes for all.
func withChanges(legs []Leg) []Leg {
	var out []Leg
	for _, l := range legs {
		if len(l.Changes) > 0 {
			out = append(out, l)
		}
	}
	if len(out) == 0 && len(legs) > 0 {
		return legs[len(legs)-1:]
	}
	return out
}

// anotherRequest reports whether two places do not show one request: they were signed at other times, or
// hardly a thing agrees.
func anotherRequest(from, to *sighting) bool {
	if from.signature != "" && from.signature == to.signature {
		return false
	}
	for _, name := range [...]string{"x-amz-date", "date"} {
		a, b := from.header(name), to.header(name)
		if a != nil && b != nil {
			return !agree(a.canonical(), b.canonical())
		}
	}
	return from.method != to.method && from.path != to.path
}

// leg lists what differs between two places.
func (b *bench) leg(from, to *sighting) Leg {
	d := differ{b: b, from: from, to: to, leg: Leg{From: from.place, To: to.place}}
	if from.text || to.text {
		b.canonize(from, to)
		b.canonize(to, from)
	}
	d.signed = b.signedIn(from, to)
	d.method()
	d.path()
	d.query()
	d.headers()
	d.body()
	d.leg.Note = d.note()
	slices.SortStableFunc(d.leg.Changes, func(a, b Change) int { return a.Effect.rank() - b.Effect.rank() })
	return d.leg
}

// note says how far the two places can be trusted to tell of the way.
func (d *differ) note() string {
	breaks := slices.ContainsFunc(d.leg.Changes, func(c Change) bool { return c.Effect == Breaks })
	unseen := d.to.cut || slices.ContainsFunc(d.leg.Unseen, func(u Unseen) bool { return u.Signed })
	switch {
	case d.signers() && breaks:
		return "Your canonical request says what was signed, not what was sent: the signer may have signed something else than it sent. The request as it left (`curl -v`) tells."
	case !breaks && d.to.text && !unseen:
		return "Nothing that is signed changed on the way. Where the signature does not fit, the signer or its key is the reason."
	case !breaks:
		return "Nothing that is signed changed between the two, as far as both show it."
	}
	return ""
}

// signedIn are the names of the signed headers that both places go by, nil where the paste does not say.
func (b *bench) signedIn(from, to *sighting) []string {
	for _, s := range [...]*sighting{to, from} {
		if s.signedHeaders != nil {
			return s.signedHeaders
		}
	}
	names, _ := b.signedNames()
	return lowerAll(names)
}

// add adds a change, with its effect on the signature and whoever is known for it.
func (d *differ) add(c Change, covered Effect, shapes ...string) {
	c.Effect = covered
	if !c.Sent.Absent && !c.Arrived.Absent {
		mine, theirs := differing(c.Sent.Text, c.Arrived.Text)
		c.Sent.Differs, c.Arrived.Differs = []sigv4.Span{mine}, []sigv4.Span{theirs}
	}
	c.Suspects = d.b.suspects(c.What, append(shapes, string(c.Kind)))
	d.leg.Changes = append(d.leg.Changes, c)
}

// coverage is the effect of a change of a header.
func (d *differ) coverage(name string, sameValue bool) Effect {
	switch signed := slices.Contains(d.signed, name); {
	case d.signed == nil:
		return Unclear
	case signed && sameValue:
		return Harmless
	case signed:
		return Breaks
	}
	return Unsigned
}
