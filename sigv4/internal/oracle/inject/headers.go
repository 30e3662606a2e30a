package inject

import (
	"slices"
	"strings"
)

const listsDiffer = "signed-headers-not-sorted"

// pick chooses one of the signed headers that a mistake can concern, by its name in lower case; "" when
// there is none.
func (d *draft) pick(which func(name string) bool) string {
	names := slices.DeleteFunc(d.r.signedNames(), func(name string) bool { return !which(name) })
	if len(names) == 0 {
		return ""
	}
	return names[d.r.salt%uint64(len(names))]
}

func isAmz(name string) bool { return strings.HasPrefix(name, "x-amz-") }

const tokenHeader = "x-amz-security-token"

// headerChoiceMistakes sign other headers than SignedHeaders says.
func headerChoiceMistakes() []Mistake {
	named := func(name string) func(string) bool { return func(n string) bool { return n == name } }
	ordinary := func(name string) bool { return !isAmz(name) && name != "host" }
	amz := func(name string) bool { return isAmz(name) && name != tokenHeader }
	var all []Mistake
	for _, m := range []struct {
		id, causes string
		which      func(string) bool
		list       bool // it is not in the list either
	}{
		{"line-missing", listsDiffer + " signed-header-missing", ordinary, false},
		{"host-line-missing", listsDiffer + " signed-header-missing host-not-signed", named("host"), false},
		{"amz-line-missing", listsDiffer + " signed-header-missing unsigned-amz-header", amz, false},
		{"absent", listsDiffer + " signed-header-missing", ordinary, true},
		{"host-absent", listsDiffer + " signed-header-missing host-not-signed", named("host"), true},
		{"amz-absent", listsDiffer + " signed-header-missing unsigned-amz-header", amz, true},
		{"token-absent", listsDiffer + " signed-header-missing session-token-not-signed unsigned-amz-header", named(tokenHeader), true},
	} {
		made := mistake("header-"+m.id, "header choice", m.causes, theHeaders, func(d *draft) {
			name := d.pick(m.which)
			d.headers = slices.DeleteFunc(d.headers, func(f field) bool { return strings.EqualFold(f.sent, name) })
		})
		if m.list {
			made = made.also(theList, func(d *draft) {
				name := d.pick(m.which)
				d.list = strings.Join(slices.DeleteFunc(d.r.signedNames(), func(n string) bool { return n == name }), ";")
			})
		}
		all = append(all, made)
	}

	unsigned := func(r *Request) int { return slices.IndexFunc(r.Headers, func(h Header) bool { return !h.Signed }) }
	extra := func(d *draft) {
		if at := unsigned(d.r); at >= 0 {
			d.headers = append(d.headers, field{at: at, sent: d.r.Headers[at].Name, raw: d.r.Headers[at].Value})
		}
	}
	return append(all,
		mistake("header-extra", "header choice", listsDiffer, theHeaders, extra).also(theList, func(d *draft) {
			if at := unsigned(d.r); at >= 0 {
				names := append(d.r.signedNames(), strings.ToLower(d.r.Headers[at].Name))
				slices.Sort(names)
				d.list = strings.Join(slices.Compact(names), ";")
			}
		}),
		mistake("header-extra-line", "header choice", listsDiffer, theHeaders, extra),
	)
}

// headerFormMistakes write names and values of the canonical headers otherwise.
func headerFormMistakes() []Mistake {
	values := func(id string, value func(raw string) string) Mistake {
		return mistake("header-values-"+id, "header white space", "header-whitespace", theValues, func(d *draft) { d.eachValue(value) })
	}
	joined := func(id string, join func([]string) []string) Mistake {
		return mistake("header-duplicates-"+id, "header duplicates", "header-duplicate", theLines, func(d *draft) { d.join(join) })
	}
	withoutSpaces := values("without-spaces", func(raw string) string { return strings.ReplaceAll(raw, " ", "") })
	withoutSpaces.Causes = append(withoutSpaces.Causes, "signed-header-changed")
	return []Mistake{
		values("as-sent", func(raw string) string { return raw }),
		values("not-trimmed", collapse),
		values("not-collapsed", func(raw string) string { return strings.Trim(raw, " ") }),
		withoutSpaces,
		mistake("header-colon-space", "header white space", "header-whitespace canonical-request-format", theLines, func(d *draft) { d.colon = ": " }),
		joined("comma-space", func(values []string) []string { return []string{strings.Join(values, ", ")} }),
		joined("first", func(values []string) []string { return values[:1] }),
		joined("last", func(values []string) []string { return values[len(values)-1:] }),
		joined("apart", func(values []string) []string { return values }),
		mistake("header-names-as-sent", "header names", "header-name-case", theLines, casedLines),
		mistake("header-lines-unsorted", "header order", listsDiffer, theOrder, asSent),
	}
}

// sentName is a signed header's name as it is sent.
func (d *draft) sentName(name string) string {
	for _, h := range d.r.Headers {
		if h.Signed && strings.EqualFold(h.Name, name) {
			return h.Name
		}
	}
	return name
}

// casedLines names the lines as the headers are sent.
func casedLines(d *draft) {
	for i, l := range d.lines {
		d.lines[i].name = d.sentName(l.name)
	}
}

// asSent orders the headers as they are sent.
func asSent(d *draft) { slices.SortStableFunc(d.headers, func(a, b field) int { return a.at - b.at }) }

// headerListMistakes write the list of signed headers otherwise: in the canonical request only, where its
// lines are right or follow the list; or in what is sent too.
func headerListMistakes() []Mistake {
	unsorted := func(d *draft) string {
		var names []string
		for _, h := range d.r.Headers {
			if name := strings.ToLower(h.Name); h.Signed && !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
		return strings.Join(names, ";")
	}
	cased := func(d *draft) string {
		names := strings.Split(d.list, ";")
		for i, name := range names {
			names[i] = d.sentName(name)
		}
		return strings.Join(names, ";")
	}
	list := func(id, causes string, list func(*draft) string) Mistake {
		return mistake("list-"+id, "header list", causes, theList, func(d *draft) { d.list = list(d) })
	}
	sent := func(id, causes string, list func(*draft) string) Mistake {
		return mistake("list-"+id, "header list", causes, theList, func(d *draft) {
			d.list = list(d)
			d.sentList = d.list
		})
	}
	const format = listsDiffer + " canonical-request-format"
	return []Mistake{
		list("unsorted", listsDiffer, unsorted),
		list("and-lines-unsorted", listsDiffer, unsorted).also(theOrder, asSent),
		sent("and-lines-unsorted-and-sent", listsDiffer, unsorted).also(theOrder, asSent),
		list("cased", "header-name-case "+listsDiffer, cased),
		list("and-lines-cased", "header-name-case", cased).also(theLines, casedLines),
		sent("and-lines-cased-and-sent", "header-name-case", cased).also(theLines, casedLines),
		list("upper", "header-name-case "+listsDiffer, func(d *draft) string { return strings.ToUpper(d.list) }),
		list("with-commas", format, func(d *draft) string { return strings.ReplaceAll(d.list, ";", ",") }),
		list("with-comma-spaces", format, func(d *draft) string { return strings.ReplaceAll(d.list, ";", ", ") }),
		list("with-spaces", format, func(d *draft) string { return strings.ReplaceAll(d.list, ";", "; ") }),
	}
}
