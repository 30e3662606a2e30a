package diagnose

import (
	"slices"
	"strings"
)

// maxParams bounds the parameters that are set beside each other one by one, and maxParamRows how many may
// differ before the query is shown as a whole.
const (
	maxParams    = 200
	maxParamRows = 8
)

// query compares parameter by parameter.
func (d *differ) query() {
	mine, theirs := d.from.query, d.to.query
	if d.from.noTarget || d.to.noTarget || agree(mine, theirs) {
		return
	}
	if d.signers() && (questionMark(d.from.path) >= 0 || len(queryFaults(mine, theirs)) > 0 || mergedParam(mine, theirs) != "") {
		return // how the signer writes a query says nothing of the way
	}
	whole := changed("query", "query", Changed, mine, theirs)
	effect := d.queryEffect(mine, theirs)
	sent, arrived := split(mine), split(theirs)
	switch {
	case theirs == "":
		whole.Kind, whole.Arrived.Absent = Dropped, true
	case mine == "":
		whole.Kind, whole.Sent.Absent = Added, true
	case len(sent) > maxParams || len(arrived) > maxParams:
	default:
		rows := paramRows(sent, arrived)
		if len(rows) == 0 {
			if whole.Kind = Reordered; !d.raw() {
				return // canonical query strings are sorted: by whom is no matter of the way
			}
			break
		}
		if len(rows) > maxParamRows {
			break
		}
		for _, c := range rows {
			d.add(c, d.queryEffect(c.Sent.Text, c.Arrived.Text), string(c.Kind))
		}
		return
	}
	d.add(whole, effect)
}

// queryEffect is Harmless where both are written the same in a canonical query string.
func (d *differ) queryEffect(mine, theirs string) Effect {
	if d.raw() && d.sameTarget("/?"+mine, "/?"+theirs) {
		return Harmless
	}
	return Breaks
}

func split(query string) []string {
	if query == "" {
		return nil
	}
	return strings.Split(query, "&")
}

// paramRows pairs the parameters of two queries: those that agree, those that are the same text in other
// bytes, those of one name; what is left was dropped or added. Nothing is left of queries that differ in
// their order only.
func paramRows(sent, arrived []string) []Change {
	type pair struct{ at, with int }
	var pairs []pair
	used, found := make([]bool, len(arrived)), make([]bool, len(sent))
	for level, same := range [...]func(a, b string) bool{
		agree,
		func(a, b string) bool { return readParam(a) == readParam(b) },
		func(a, b string) bool { return paramName(a) == paramName(b) },
	} {
		for i, a := range sent {
			if found[i] {
				continue
			}
			for j, z := range arrived {
				if used[j] || !same(a, z) {
					continue
				}
				found[i], used[j] = true, true
				if level > 0 {
					pairs = append(pairs, pair{i, j})
				}
				break
			}
		}
	}
	var rows []Change
	for i, a := range sent {
		what := "query parameter " + paramName(a)
		if k := slices.IndexFunc(pairs, func(p pair) bool { return p.at == i }); k >= 0 {
			z := arrived[pairs[k].with]
			kind := Changed
			if readParam(a) == readParam(z) {
				kind = Reencoded
			}
			rows = append(rows, changed(what, "query", kind, a, z))
		} else if !found[i] {
			c := changed(what, "query", Dropped, a, "")
			c.Arrived.Absent = true
			rows = append(rows, c)
		}
	}
	for j, z := range arrived {
		if !used[j] {
			c := changed("query parameter "+paramName(z), "query", Added, "", z)
			c.Sent.Absent = true
			rows = append(rows, c)
		}
	}
	return rows
}

// readParam is what a parameter says, however it writes a space, a plus and escapes.
func readParam(p string) string {
	name, value, _ := strings.Cut(p, "=")
	read := func(s string) string { return strings.ReplaceAll(plain(s), "+", " ") }
	return read(name) + "=" + read(value)
}

func paramName(p string) string {
	name, _, _ := strings.Cut(p, "=")
	return decoded(name)
}
