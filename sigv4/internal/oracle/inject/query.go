package inject

import (
	"slices"
	"strings"
)

const changed = "query-changed-after-signing"

// own are the places of the parameters that are not of the signature.
func (d *draft) own() []int {
	var at []int
	for i, p := range d.params {
		if !p.auth {
			at = append(at, i)
		}
	}
	return at
}

// drop takes away the parameters that it is told.
func (d *draft) drop(which func(param) bool) { d.params = slices.DeleteFunc(d.params, which) }

func (d *draft) dropNamed(name string) {
	d.drop(func(p param) bool { return p.auth && p.sentName == name })
}

// paramMistakes take other parameters.
func paramMistakes() []Mistake {
	var all []Mistake
	add := func(id, causes string, do func(*draft)) {
		all = append(all, mistake("query-"+id, "query parameters", causes, theParams, do))
	}
	const duplicate = "query-duplicate-params"

	add("first-missing", changed, func(d *draft) {
		if own := d.own(); len(own) > 0 {
			d.params = slices.Delete(d.params, own[0], own[0]+1)
		}
	})
	add("last-missing", changed, func(d *draft) {
		if own := d.own(); len(own) > 0 {
			last := own[len(own)-1]
			d.params = slices.Delete(d.params, last, last+1)
		}
	})
	add("own-missing", changed, func(d *draft) { d.drop(func(p param) bool { return !p.auth }) })
	add("valueless-missing", "query-valueless-param "+changed, func(d *draft) { d.drop(func(p param) bool { return p.sentValue == "" }) })
	add("of-signature-missing", changed+" presigned-params-invalid", func(d *draft) { d.drop(func(p param) bool { return p.auth }) })
	add("expires-missing", changed+" presigned-params-invalid", func(d *draft) { d.dropNamed("X-Amz-Expires") })
	add("token-missing", "session-token-not-signed", func(d *draft) { d.dropNamed("X-Amz-Security-Token") })
	add("token-signed", "iot-token-signed", func(d *draft) {
		if d.r.appendsToken() && d.r.Token != "" {
			d.params = append(d.params, parseParams([]string{"X-Amz-Security-Token=" + escape(d.r.Token, "")}, true)...)
		}
	})
	add("signature-signed", changed, func(d *draft) {
		if d.r.Presigned {
			d.params = append(d.params, parseParams([]string{"X-Amz-Signature="}, true)...)
		}
	})
	add("empty-pair", "query-valueless-param", func(d *draft) {
		if d.r.Query == "" || slices.Contains(strings.Split(d.r.Query, "&"), "") {
			d.params = append(d.params, param{})
		}
	})
	add("duplicates-first", duplicate, func(d *draft) {
		seen := map[string]bool{}
		d.drop(func(p param) bool {
			again := seen[p.sentName]
			seen[p.sentName] = true
			return again
		})
	})
	add("duplicates-last", duplicate, func(d *draft) {
		last := map[string]int{}
		for i, p := range d.params {
			last[p.sentName] = i
		}
		at := -1
		d.drop(func(p param) bool {
			at++
			return last[p.sentName] != at
		})
	})
	add("duplicates-merged", duplicate, func(d *draft) {
		first := map[string]int{}
		var merged []param
		for _, p := range d.params {
			if at, has := first[p.sentName]; has {
				merged[at].sentValue += "," + p.sentValue
			} else {
				first[p.sentName] = len(merged)
				merged = append(merged, p)
			}
		}
		d.params = merged
	})
	return all
}

// paramEncodingMistakes encode names and values otherwise.
func paramEncodingMistakes() []Mistake {
	var all []Mistake
	add := func(id, causes string, do func(*draft)) {
		all = append(all, mistake("query-"+id, "query encoding", causes, theEncoding, do))
	}
	text := func(id, causes string, text func(sent string) string) {
		add(id, causes, func(d *draft) { encode(d.params, text) })
	}
	keeping := func(bytes string) func(string) string {
		return func(sent string) string { return escape(unescapeForm(sent), bytes) }
	}
	const reserved, plus, valueless = "query-reserved-not-encoded", "query-space-as-plus", "query-valueless-param"

	text("encoded-as-sent", reserved, func(sent string) string { return sent })
	text("unencoded", reserved, unescapeForm)
	text("encoded-twice", reserved, func(sent string) string { return escape(canonicalParam(sent), "") })
	text("sent-encoded-again", reserved, func(sent string) string { return escape(sent, "") })
	text("lower-hex", reserved, func(sent string) string { return lowerHex(canonicalParam(sent)) })
	text("as-encodeURIComponent", reserved, keeping("!'()*"))
	text("slash-kept", reserved, keeping("/"))
	text("colon-kept", reserved, keeping(":"))
	text("comma-kept", reserved, keeping(","))
	text("slash-colon-kept", reserved, keeping("/:"))
	text("tilde-encoded", reserved, func(sent string) string { return strings.ReplaceAll(canonicalParam(sent), "~", "%7E") })
	text("space-as-plus", plus, func(sent string) string { return strings.ReplaceAll(canonicalParam(sent), "%20", "+") })
	text("space-as-encoded-plus", plus, func(sent string) string { return strings.ReplaceAll(canonicalParam(sent), "%20", "%2B") })
	text("plus-taken-literally", plus, func(sent string) string { return escape(unescape(sent), "") })
	text("plus-kept", plus, func(sent string) string { return escape(unescape(sent), "+") })
	text("plus-read-as-space", plus, func(sent string) string { return strings.ReplaceAll(canonicalParam(sent), "%2B", "%20") })
	add("without-equals", valueless, func(d *draft) { d.withoutEquals(func(p param) bool { return p.bare }) })
	add("without-equals-when-empty", valueless, func(d *draft) { d.withoutEquals(func(p param) bool { return p.value == "" }) })
	return all
}

func (d *draft) withoutEquals(which func(param) bool) {
	for i, p := range d.params {
		if which(p) {
			d.params[i].equals = ""
		}
	}
}

// paramOrderMistakes put the parameters into another order.
func paramOrderMistakes() []Mistake {
	var all []Mistake
	add := func(id string, keys ...func(param) string) {
		causes := "query-not-sorted"
		if id == "sorted-by-name-only" {
			causes = "query-duplicate-params query-not-sorted"
		}
		all = append(all, mistake("query-"+id, "query order", causes, theSorting, func(d *draft) {
			slices.SortFunc(d.params, func(a, b param) int { return a.at - b.at })
			sortBy(d.params, keys...)
		}))
	}
	name := func(p param) string { return p.name }
	add("unsorted")
	add("sorted-decoded", func(p param) string { return unescapeForm(p.sentName) }, func(p param) string { return unescapeForm(p.sentValue) })
	add("sorted-as-sent", func(p param) string { return p.sentName }, func(p param) string { return p.sentValue })
	add("sorted-by-pair", param.pair)
	add("sorted-ignoring-case", func(p param) string { return strings.ToLower(p.name) }, func(p param) string { return p.value })
	add("sorted-by-name-only", name)
	add("of-signature-last", func(p param) string {
		if p.auth {
			return "1"
		}
		return "0"
	}, name, func(p param) string { return p.value })
	return all
}

func queryMistakes() []Mistake {
	var all []Mistake
	add := func(id, causes string, query func(*draft) string) {
		all = append(all, mistake("query-"+id, "query", causes, theQuery, func(d *draft) { d.query = query(d) }))
	}
	add("empty", changed+" canonical-request-format", func(*draft) string { return "" })
	add("as-sent", "query-not-sorted query-reserved-not-encoded", func(d *draft) string { return strings.TrimPrefix(d.questionMark(), "?") })
	add("equals-appended", "query-valueless-param", func(d *draft) string {
		if d.query == "" {
			return ""
		}
		return d.query + "="
	})
	add("with-question-mark", "canonical-request-format query-in-path", func(d *draft) string {
		if d.query == "" {
			return ""
		}
		return "?" + d.query
	})
	return all
}
