package diagnose

import "strings"

// param is a parameter of a query as it is written.
type param struct {
	name, value string
	equals      bool // it has a "="
}

func params(query string) []param {
	if query == "" {
		return nil
	}
	var out []param
	for _, p := range strings.Split(query, "&") {
		name, value, equals := strings.Cut(p, "=")
		out = append(out, param{name, value, equals})
	}
	return out
}

func writeParams(list []param, write func(string) string) string {
	var b strings.Builder
	for i, p := range list {
		if i > 0 {
			b.WriteByte('&')
		}
		b.WriteString(write(p.name))
		if p.equals {
			b.WriteByte('=')
			b.WriteString(write(p.value))
		}
	}
	return b.String()
}

// withEquals gives every parameter its "=".
func withEquals(query string) string {
	list := params(query)
	for i := range list {
		list[i].equals = true
	}
	return writeParams(list, func(s string) string { return s })
}

// escaped decodes names and values once and encodes them as RFC 3986 has it.
func escaped(query string) string {
	return writeParams(params(query), func(s string) string { return strings.ReplaceAll(encoded(decoded(s)), "/", "%2F") })
}

// escapedAgain encodes names and values once more.
func escapedAgain(query string) string {
	return writeParams(params(query), func(s string) string { return strings.ReplaceAll(encoded(s), "/", "%2F") })
}

// queryFaults names the mistakes that together lead from the query that was signed to the canonical
// one, in the order of causes; none where they do not lead there.
func queryFaults(mine, theirs string) []string {
	for _, plus := range [...]string{"+", "%20", "%2B"} {
		for _, undo := range [...]func(string) string{func(s string) string { return s }, decoded, escapedAgain} {
			if faults, ok := queryPath(mine, theirs, plus, undo); ok {
				return faults
			}
		}
	}
	if spaced(sortedQuery(mine)) == spaced(theirs) {
		return []string{"query-space-as-plus"}
	}
	return nil
}

// queryPath mends a query step by step, a plus read as given, and notes each step that changed it.
func queryPath(mine, theirs, plus string, undo func(string) string) (faults []string, ok bool) {
	text := mine
	step := func(cause, next string) {
		if next != text {
			text = next
			faults = append(faults, cause)
		}
	}
	step("query-reserved-not-encoded", undo(text))
	if plus != "+" {
		step("query-space-as-plus", strings.ReplaceAll(text, "+", plus))
	}
	step("query-valueless-param", withEquals(text))
	before := text
	step("query-reserved-not-encoded", escaped(text))
	if before != text && len(faults) > 1 && faults[0] == faults[len(faults)-1] {
		faults = faults[:len(faults)-1]
	}
	sorted := sortedQuery(text)
	if sorted != text && sameNames(text, theirs) {
		step("query-duplicate-params", sorted)
	}
	step("query-not-sorted", sorted)
	return faults, text == theirs
}

// sameNames reports whether two queries have the same names in the same order: then only values of
// one name can be out of order.
func sameNames(a, b string) bool {
	x, y := params(a), params(b)
	if len(x) != len(y) {
		return false
	}
	for i := range x {
		if x[i].name != y[i].name {
			return false
		}
	}
	return true
}

// mergedParam names a parameter that one query has more often than the other has it, "" for none.
func mergedParam(mine, theirs string) string {
	count := map[string]int{}
	for _, p := range params(theirs) {
		count[p.name]++
	}
	own := map[string]int{}
	for _, p := range params(mine) {
		own[strings.TrimSuffix(p.name, "%5B%5D")]++
	}
	for _, p := range params(theirs) {
		if n := own[p.name]; count[p.name] > 1 && n > 0 && n < count[p.name] {
			return p.name
		}
	}
	for _, p := range params(mine) {
		if n := count[p.name]; own[p.name] > 1 && n > 0 && n < own[p.name] {
			return p.name
		}
	}
	return ""
}
