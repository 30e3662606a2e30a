package diagnose

import (
	"strings"
	"unicode/utf8"

	"countersign/sigv4"
)

// differ sets two places beside each other, row by row.
type differ struct {
	b        *bench
	from, to *sighting
	raw      bool     // both show the request as it is on the wire
	signers  bool     // the first is the signer's own text: how it writes things says nothing of the way
	signed   []string // names of the signed headers, nil where the paste does not say
	leg      Leg
	changes  []*Change
}

// add adds a change, with whoever is known for one of its shapes.
func (d *differ) add(c *Change, shapes ...string) {
	switch c.Kind {
	case Dropped:
		c.Arrived = Cell{Absent: true}
	case Added:
		c.Sent = Cell{Absent: true}
	default:
		mine, theirs := differing(c.Sent.Text, c.Arrived.Text)
		c.Sent.Differs, c.Arrived.Differs = []sigv4.Span{mine}, []sigv4.Span{theirs}
	}
	c.Suspects = d.b.suspects(c.What, append(shapes, string(c.Kind)))
	d.changes = append(d.changes, c)
}

// newChange is a change of what both places may have.
func newChange(what, part string, kind ChangeKind, sent, arrived string, effect Effect) *Change {
	return &Change{What: what, Part: part, Kind: kind, Sent: Cell{Text: sent}, Arrived: Cell{Text: arrived}, Effect: effect}
}

func (d *differ) method() {
	mine, theirs := d.from.method, d.to.method
	if mine == "" || theirs == "" || mine == theirs || d.signers && strings.EqualFold(mine, theirs) {
		return
	}
	d.add(newChange("method", "method", Changed, mine, theirs, Breaks), strings.ToLower(mine+"-to-"+theirs))
}

func (d *differ) path() {
	mine, theirs := d.from.path, d.to.path
	if d.from.noTarget || d.to.noTarget || agree(mine, theirs) {
		return
	}
	shape, note := pathChange(mine, theirs)
	if d.signers && (shape == "recoded" || shape == "normalized" || signersPath(mine, theirs)) {
		return
	}
	c := newChange("path", "path", Changed, mine, theirs, d.targetEffect(mine, theirs))
	c.Note = note
	shapes := []string{shape}
	switch {
	case shape == "recoded" || shape == "slash":
		c.Kind = Reencoded
		if shape == "recoded" && c.Effect == Harmless {
			shapes[0] = "tidied"
		}
	case strings.HasPrefix(shape, "prefix") && d.b.credential.element(3) == "execute-api":
		shapes = append(shapes, "stage")
	}
	d.add(c, shapes...)
}

// signersPath reports whether two paths differ in what signers get wrong, and no proxy changes.
func signersPath(mine, theirs string) bool {
	return mine == "/" || theirs == "/" || questionMark(mine) >= 0 || spaced(mine) == spaced(theirs) ||
		decomposed(decoded(decoded(mine))) == decomposed(decoded(decoded(theirs)))
}

// targetEffect is Harmless where two targets have one canonical form.
func (d *differ) targetEffect(mine, theirs string) Effect {
	if !d.raw || len(mine)+len(theirs) > maxHead/2 {
		return Breaks
	}
	for _, rules := range d.b.likelyRules() {
		uri1, query1, ok1 := d.b.canonicalTarget(mine, rules)
		uri2, query2, ok2 := d.b.canonicalTarget(theirs, rules)
		if !ok1 || !ok2 || uri1 != uri2 || query1 != query2 {
			return Breaks
		}
	}
	return Harmless
}

// plain undoes the escapes of a text as often as a canonical URI, encoded once more on its way, has them.
func plain(s string) string { return decoded(decoded(decoded(s))) }

// pathChange says how a path became another one.
func pathChange(mine, theirs string) (shape, note string) {
	switch a, b := plain(mine), plain(theirs); {
	case a == b && strings.Count(mine, "/") == strings.Count(theirs, "/"):
		return "recoded", "It was decoded or encoded once more."
	case a == b:
		return "slash", "A slash within a segment was decoded: it parts segments now."
	case normalized(mine) == normalized(theirs), strings.Trim(mine, "/") == strings.Trim(theirs, "/"):
		return "normalized", "Slashes or relative parts were resolved."
	case strings.HasSuffix(mine, theirs) && strings.HasPrefix(theirs, "/"):
		return "prefix-off", "A prefix was taken off: a stage, a location or a base path."
	case strings.HasSuffix(theirs, mine) && strings.HasPrefix(mine, "/"):
		return "prefix-on", "A prefix was put before it: a stage, a location or a base path."
	}
	return "", ""
}

func (d *differ) body() {
	mine, theirs, kind := d.from.hash, d.to.hash, Changed
	switch {
	case !isHash(mine) || !isHash(theirs) || mine == theirs, d.signers && mine == hashOfNothing:
		return
	case theirs == hashOfNothing:
		kind = Dropped
	case mine == hashOfNothing:
		kind = Added
	}
	effect := Breaks
	if len(d.b.sent) > 0 && d.b.sent[0].derivation.PayloadHash.String == "UNSIGNED-PAYLOAD" {
		effect = Unsigned
	}
	mine, theirs = "hash "+mine, "hash "+theirs
	if d.from.hasBody && d.to.hasBody {
		at, _ := differing(d.from.body, d.to.body)
		mine, theirs = around(d.from.body, at.Start), around(d.to.body, at.Start)
	}
	d.add(newChange("body", "payload", kind, mine, theirs, effect))
}

// around cuts a text to what lies around a byte.
func around(s string, at int) string {
	const before, most = 60, 240
	start := max(0, at-before)
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

// query compares parameter by parameter.
func (d *differ) query() {
	mine, theirs := d.from.query, d.to.query
	if d.from.noTarget || d.to.noTarget || agree(mine, theirs) {
		return
	}
	if d.signers && (questionMark(d.from.path) >= 0 || len(queryFaults(mine, theirs)) > 0 || mergedParam(mine, theirs) != "") {
		return // how the signer writes a query says nothing of the way
	}
	rows, known := d.params(mine, theirs)
	kind := Changed
	switch {
	case theirs == "":
		kind = Dropped
	case mine == "":
		kind = Added
	case known && len(rows) == 0:
		if kind = Reordered; !d.raw {
			return // canonical query strings are sorted: by whom is no matter of the way
		}
	case known && len(rows) <= maxParamRows:
		for _, c := range rows {
			d.add(c)
		}
		return
	}
	d.add(newChange("query", "query", kind, mine, theirs, d.targetEffect("/?"+mine, "/?"+theirs)))
}

// maxParams bounds the parameters that are set beside each other one by one, and maxParamRows how many may
// differ before the query is shown as a whole.
const (
	maxParams    = 200
	maxParamRows = 8
)

// params pairs the parameters of two queries: those that agree, those that are the same text in other bytes,
// those of one name; what is left was dropped or added. There are no rows where only their order differs.
func (d *differ) params(mine, theirs string) (rows []*Change, known bool) {
	sent, arrived := strings.Split(mine, "&"), strings.Split(theirs, "&") // one that is paired becomes ""
	if len(sent) > maxParams || len(arrived) > maxParams {
		return nil, false
	}
	for _, kind := range [...]ChangeKind{"", Reencoded, Changed} {
		for i, a := range sent {
			for j, z := range arrived {
				if a == "" || z == "" || !pairs(kind, a, z) {
					continue
				}
				if kind != "" {
					rows = append(rows, newChange("query parameter "+paramName(a), "query", kind, a, z, d.targetEffect("/?"+a, "/?"+z)))
				}
				sent[i], arrived[j] = "", ""
				break
			}
		}
	}
	for _, left := range [...]struct {
		list []string
		kind ChangeKind
	}{{sent, Dropped}, {arrived, Added}} {
		for _, p := range left.list {
			if p != "" {
				rows = append(rows, newChange("query parameter "+paramName(p), "query", left.kind, p, p, Breaks))
			}
		}
	}
	return rows, true
}

// pairs reports whether two parameters are one that was changed so; "" for not at all.
func pairs(kind ChangeKind, a, z string) bool {
	switch kind {
	case Reencoded:
		return readParam(a) == readParam(z)
	case Changed:
		return paramName(a) == paramName(z)
	}
	return agree(a, z)
}

// readParam is what a parameter says, however it writes a space, a plus and escapes.
func readParam(p string) string {
	name, value, _ := strings.Cut(p, "=")
	return strings.ReplaceAll(plain(name)+"="+plain(value), "+", " ")
}

func paramName(p string) string {
	name, _, _ := strings.Cut(p, "=")
	return decoded(name)
}
