package diagnose

import (
	"slices"
	"strings"
)

// headers compares each header that at least one place shows.
func (d *differ) headers() {
	for i := range d.from.headers {
		mine := &d.from.headers[i]
		switch theirs := d.to.header(mine.name); {
		case !d.compared(mine.name):
		case theirs == nil, d.to.text && theirs.canonical() == "": // how AWS writes one that did not arrive
			d.missing(mine, d.to, Dropped)
		default:
			d.values(mine, theirs)
		}
	}
	for i := range d.to.headers {
		if theirs := &d.to.headers[i]; d.from.header(theirs.name) == nil && d.compared(theirs.name) {
			d.missing(theirs, d.from, Added)
		}
	}
}

// compared reports whether a header stands in the canonical requests that are compared, and is theirs to be
// judged: how a signer writes its own says nothing of the way.
func (d *differ) compared(name string) bool {
	return (!d.from.text || slices.Contains(d.from.signedHeaders, name)) && (!d.to.text || slices.Contains(d.to.signedHeaders, name)) &&
		(!d.signers || name != "x-amz-content-sha256")
}

// coverage is the effect of a change of a header.
func (d *differ) coverage(name string) Effect {
	switch {
	case d.signed == nil:
		return Unclear
	case slices.Contains(d.signed, name):
		return Breaks
	}
	return Unsigned
}

// missing notes a header that one place shows and the other, at, does not.
func (d *differ) missing(h *seenHeader, at *sighting, kind ChangeKind) {
	value := strings.Join(h.values, ",")
	if h.implied || value == "" {
		return
	}
	effect := d.coverage(h.name)
	if !at.lacks(h.name) {
		side := "sent"
		if kind == Dropped {
			side = "arrived"
		}
		d.leg.Unseen = append(d.leg.Unseen, Unseen{h.name, side, effect == Breaks})
		return
	}
	if kind == Added && effect == Unsigned && strings.HasPrefix(h.name, "x-amz-") && d.b.credential.element(3) == "s3" {
		effect = Refused
	}
	shape := ""
	if kind == Dropped && strings.Contains(h.name, "_") {
		shape = "underscore"
	}
	d.add(newChange("header "+h.name, "headers", kind, value, value, effect), shape)
}

// values compares a header that both places have.
func (d *differ) values(mine, theirs *seenHeader) {
	sent, arrived := strings.Join(mine.values, ","), strings.Join(theirs.values, ",")
	if !d.raw {
		sent, arrived = mine.canonical(), theirs.canonical()
	}
	name := mine.name
	if agree(sent, arrived) || d.signers && name != "host" && name != "content-length" && writtenOtherwise(name, name+":"+sent, name+":"+arrived) {
		return
	}
	c := newChange("header "+name, "headers", Changed, sent, arrived, d.coverage(name))
	var shapes []string
	if name == "host" {
		shapes = d.b.hostShapes(sent, arrived)
	}
	if strings.Contains(strings.ToLower(arrived), "cloudfront") {
		shapes = append(shapes, "to-cloudfront")
	}
	switch {
	case mine.canonical() == theirs.canonical():
		c.Note = "Only white space differs, which the canonical request does not have."
		if c.Effect == Breaks {
			c.Effect = Harmless
		}
	case sortedValues(sent) == sortedValues(arrived):
		c.Kind, c.Note = Reordered, "The values are the same, in another order or joined otherwise: the canonical request joins those of several lines with a comma alone."
	case len(shapes) > 0 && shapes[0] == "case":
		c.Kind = Reencoded
	}
	d.add(c, shapes...)
}

// sortedValues sorts the values of a list that is parted by commas.
func sortedValues(s string) string {
	list := strings.Split(strings.ReplaceAll(s, ", ", ","), ",")
	slices.Sort(list)
	return strings.Join(list, ",")
}

// hostShapes says what of a Host is another.
func (b *bench) hostShapes(sent, arrived string) []string {
	name1, port1 := splitPort(sent)
	name2, port2 := splitPort(arrived)
	shape := "name" // another port is that of another server, which listens there
	switch _, to, ok := b.location(); {
	case ok && strings.EqualFold(to.value, arrived):
		shape = "redirect"
	case !strings.EqualFold(name1, name2):
	case port1 == port2:
		shape = "case"
	case port2 == "" && (port1 == "443" || port1 == "80"):
		shape = "default-port"
	case port2 == "":
		shape = "port-off"
	case port1 == "":
		shape = "port-on"
	}
	return []string{shape}
}
