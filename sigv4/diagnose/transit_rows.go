package diagnose

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// differ sets two places beside each other, row by row.
type differ struct {
	b        *bench
	from, to *sighting
	signed   []string // names of the signed headers, nil where the paste does not say
	leg      Leg
}

// signers reports whether the first place is the signer's own text: how it writes things says nothing of
// the way.
func (d *differ) signers() bool { return d.from.place.Name == "client" }

// raw reports whether both places show the request as it is on the wire.
func (d *differ) raw() bool { return !d.from.text && !d.to.text }

// changed is a row of which both places have a text.
func changed(what, part string, kind ChangeKind, sent, arrived string) Change {
	return Change{What: what, Part: part, Kind: kind, Sent: Cell{Text: sent}, Arrived: Cell{Text: arrived}}
}

func (d *differ) method() {
	mine, theirs := d.from.method, d.to.method
	if mine == "" || theirs == "" || mine == theirs || d.signers() && strings.EqualFold(mine, theirs) {
		return
	}
	var shapes []string
	if theirs == "GET" {
		shapes = append(shapes, strings.ToLower(mine)+"-to-get")
	}
	d.add(changed("method", "method", Changed, mine, theirs), Breaks, shapes...)
}

func (d *differ) path() {
	mine, theirs := d.from.path, d.to.path
	if d.from.noTarget || d.to.noTarget || agree(mine, theirs) {
		return
	}
	kind, shape, note := pathChange(mine, theirs)
	if d.signers() && (shape == "recoded" || shape == "normalized" || signersPath(mine, theirs)) {
		return
	}
	effect := Breaks
	if d.raw() && d.sameTarget(mine, theirs) {
		effect = Harmless
		if shape == "recoded" {
			shape = "tidied"
		}
	}
	shapes := []string{shape}
	if strings.HasPrefix(shape, "prefix") && d.b.credential.element(3) == "execute-api" {
		shapes = append(shapes, "stage")
	}
	c := changed("path", "path", kind, mine, theirs)
	c.Note = note
	d.add(c, effect, shapes...)
}

// signersPath reports whether two paths differ in what signers get wrong, and no proxy changes.
func signersPath(mine, theirs string) bool {
	return mine == "/" || theirs == "/" || questionMark(mine) >= 0 || spaced(mine) == spaced(theirs) ||
		decomposed(decoded(decoded(mine))) == decomposed(decoded(decoded(theirs)))
}

// sameTarget reports whether two targets have one canonical form.
func (d *differ) sameTarget(mine, theirs string) bool {
	for _, rules := range d.b.likelyRules() {
		uri1, query1, ok1 := d.b.canonicalTarget(mine, rules)
		uri2, query2, ok2 := d.b.canonicalTarget(theirs, rules)
		if !ok1 || !ok2 || uri1 != uri2 || query1 != query2 {
			return false
		}
	}
	return true
}

// plain undoes the escapes of a text as often as a canonical URI, encoded once more on its way, has them.
func plain(s string) string { return decoded(decoded(decoded(s))) }

// pathChange says how a path became another one.
func pathChange(mine, theirs string) (kind ChangeKind, shape, note string) {
	switch {
	case slices.EqualFunc(strings.Split(mine, "/"), strings.Split(theirs, "/"), func(a, b string) bool { return plain(a) == plain(b) }):
		return Reencoded, "recoded", "It was decoded or encoded once more."
	case plain(mine) == plain(theirs):
		return Reencoded, "slash", "A slash within a segment was decoded: it parts segments now."
	case normalized(mine) == normalized(theirs), strings.Trim(mine, "/") == strings.Trim(theirs, "/"):
		return Changed, "normalized", "Slashes or relative parts were resolved."
	case strings.HasSuffix(mine, theirs) && strings.HasPrefix(theirs, "/"):
		return Changed, "prefix-off", "A prefix was taken off: a stage, a location or a base path."
	case strings.HasSuffix(theirs, mine) && strings.HasPrefix(mine, "/"):
		return Changed, "prefix-on", "A prefix was put before it: a stage, a location or a base path."
	}
	return Changed, "", ""
}

func (d *differ) headers() {
	for i := range d.from.headers {
		d.header(&d.from.headers[i], d.to.header(d.from.headers[i].name))
	}
	for i := range d.to.headers {
		if h := &d.to.headers[i]; d.from.header(h.name) == nil {
			d.header(nil, h)
		}
	}
}

// header compares a header that at least one place shows.
func (d *differ) header(mine, theirs *seenHeader) {
	switch {
	case theirs == nil:
		d.missing(mine, d.to, Dropped)
	case mine == nil:
		d.missing(theirs, d.from, Added)
	case !d.compared(mine.name):
	case d.to.text && theirs.canonical() == "" && mine.canonical() != "": // how AWS writes one that did not arrive
		d.missing(mine, d.to, Dropped)
	default:
		d.values(mine, theirs)
	}
}

// compared reports whether a header stands in the canonical requests that are compared, and is theirs to be
// judged: how a signer writes its own says nothing of the way.
func (d *differ) compared(name string) bool {
	for _, s := range [...]*sighting{d.from, d.to} {
		if s.text && !slices.Contains(s.signedHeaders, name) {
			return false
		}
	}
	return !d.signers() || name != "x-amz-content-sha256"
}

// missing notes a header that one place shows and the other does not.
func (d *differ) missing(h *seenHeader, at *sighting, kind ChangeKind) {
	if !d.compared(h.name) || h.implied || h.canonical() == "" {
		return
	}
	if !at.lacks(h.name) {
		side := "sent"
		if at == d.to {
			side = "arrived"
		}
		d.leg.Unseen = append(d.leg.Unseen, Unseen{h.name, side, slices.Contains(d.signed, h.name)})
		return
	}
	c := changed("header "+h.name, "headers", kind, strings.Join(h.values, ","), "")
	c.Arrived.Absent = true
	if kind == Added {
		c.Sent, c.Arrived = c.Arrived, c.Sent
	}
	effect := d.coverage(h.name, false)
	if kind == Added && effect == Unsigned && strings.HasPrefix(h.name, "x-amz-") && d.b.credential.element(3) == "s3" {
		effect = Refused
	}
	var shapes []string
	if kind == Dropped && strings.Contains(h.name, "_") {
		shapes = append(shapes, "underscore")
	}
	d.add(c, effect, shapes...)
}

// values compares a header that both places have.
func (d *differ) values(mine, theirs *seenHeader) {
	sent, arrived := strings.Join(mine.values, ","), strings.Join(theirs.values, ",")
	if !d.raw() {
		sent, arrived = mine.canonical(), theirs.canonical()
	}
	if agree(sent, arrived) || d.signers() && writtenOtherwise(mine.name, mine.name+":"+sent, theirs.name+":"+arrived) && mine.name != "host" && mine.name != "content-length" {
		return
	}
	c := changed("header "+mine.name, "headers", Changed, sent, arrived)
	var shapes []string
	if mine.name == "host" {
		shapes = d.b.hostShapes(sent, arrived)
	}
	if strings.Contains(strings.ToLower(arrived), "cloudfront") {
		shapes = append(shapes, "to-cloudfront")
	}
	same := mine.canonical() == theirs.canonical()
	switch {
	case same:
		c.Note = "Only white space differs, which the canonical request does not have."
	case slices.Equal(valueParts(sent), valueParts(arrived)):
		c.Note = "The values are the same, joined in another way: the canonical request joins those of several lines with a comma alone."
	case sameParts(valueParts(sent), valueParts(arrived)):
		c.Kind, c.Note = Reordered, "The values are the same, in another order."
	case slices.Equal(shapes, []string{"case"}):
		c.Kind = Reencoded
	}
	d.add(c, d.coverage(mine.name, same), shapes...)
}

// hostShapes says what of a Host is another.
func (b *bench) hostShapes(sent, arrived string) []string {
	name1, port1 := splitPort(sent)
	name2, port2 := splitPort(arrived)
	if _, to, ok := b.location(); ok && strings.EqualFold(to.value, arrived) {
		return []string{"redirect"}
	}
	var shapes []string
	switch {
	case !strings.EqualFold(name1, name2):
		return []string{"name"}
	case name1 != name2:
		shapes = append(shapes, "case")
	}
	switch {
	case port1 == port2:
	case port2 == "" && (port1 == "443" || port1 == "80"):
		shapes = append(shapes, "default-port")
	case port2 == "":
		shapes = append(shapes, "port-off")
	case port1 == "":
		shapes = append(shapes, "port-on")
	default:
		shapes = append(shapes, "name") // of another server, which listens there
	}
	return shapes
}

// valueParts are the values of a list that is parted by commas.
func valueParts(s string) []string {
	list := strings.Split(s, ",")
	for i := range list {
		list[i] = strings.TrimSpace(list[i])
	}
	return list
}

// sameParts reports whether two lists of values hold the same, in another order.
func sameParts(a, b []string) bool {
	slices.Sort(a)
	slices.Sort(b)
	return slices.Equal(a, b)
}

func (d *differ) body() {
	c := changed("body", "payload", Changed, "hash "+d.from.hash, "hash "+d.to.hash)
	if d.from.hasBody && d.to.hasBody {
		c.Sent.Text, c.Arrived.Text = around(d.from.body, d.to.body)
	}
	switch mine, theirs := d.from.hash, d.to.hash; {
	case !isHash(mine) || !isHash(theirs) || mine == theirs, d.signers() && mine == hashOfNothing:
		return
	case theirs == hashOfNothing:
		c.Kind, c.Arrived.Absent = Dropped, true
	case mine == hashOfNothing:
		c.Kind, c.Sent.Absent = Added, true
	}
	effect := Breaks
	if h := d.from.header("x-amz-content-sha256"); h != nil && h.canonical() == "UNSIGNED-PAYLOAD" || d.b.claimed && len(d.b.sent) > 0 && d.b.sent[0].derivation.PayloadHash.String == "UNSIGNED-PAYLOAD" {
		effect = Unsigned
	}
	d.add(c, effect)
}

// around cuts two texts to what lies around their first difference.
func around(a, b string) (string, string) {
	const before, most = 60, 240
	at, _ := differing(a, b)
	cut := func(s string) string {
		start := max(0, at.Start-before)
		for start > 0 && start < len(s) && !utf8.RuneStart(s[start]) {
			start--
		}
		end := min(len(s), start+most)
		for end < len(s) && !utf8.RuneStart(s[end]) {
			end++
		}
		out := s[start:end]
		if start > 0 {
			out = "…" + out
		}
		if end < len(s) {
			out += "…"
		}
		return out
	}
	return cut(a), cut(b)
}
