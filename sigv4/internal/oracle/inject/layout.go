package inject

import "strings"

// layoutMistakes assemble the canonical request otherwise. A missing line feed after the canonical headers
// and a missing blank line are one mistake: the blank line is what that line feed makes.
func layoutMistakes() []Mistake {
	var all []Mistake
	add := func(id string, canonical func(method, uri, query, headers, list, payload string) string) {
		all = append(all, mistake("canonical-"+id, "layout", "canonical-request-format", theRequest, func(d *draft) {
			p := d.parts()
			d.canonical = canonical(p[0], p[1], p[2], p[3], p[4], p[5])
		}))
	}
	lines := func(parts ...string) string { return strings.Join(parts, "\n") }
	add("no-blank-line", func(method, uri, query, headers, list, payload string) string {
		return lines(method, uri, query, headers+list, payload)
	})
	add("two-blank-lines", func(method, uri, query, headers, list, payload string) string {
		return lines(method, uri, query, headers, "", list, payload)
	})
	add("newline-at-the-end", func(method, uri, query, headers, list, payload string) string {
		return lines(method, uri, query, headers, list, payload, "")
	})
	add("payload-before-list", func(method, uri, query, headers, list, payload string) string {
		return lines(method, uri, query, headers, payload, list)
	})
	add("list-before-headers", func(method, uri, query, headers, list, payload string) string {
		return lines(method, uri, query, list, headers, payload)
	})
	add("query-before-path", func(method, uri, query, headers, list, payload string) string {
		return lines(method, query, uri, headers, list, payload)
	})
	add("no-line-for-empty-query", func(method, uri, query, headers, list, payload string) string {
		if query == "" {
			return lines(method, uri, headers, list, payload)
		}
		return lines(method, uri, query, headers, list, payload)
	})
	add("no-payload", func(method, uri, query, headers, list, _ string) string {
		return lines(method, uri, query, headers, list)
	})
	add("no-list", func(method, uri, query, headers, _, payload string) string {
		return lines(method, uri, query, headers, payload)
	})
	add("no-headers", func(method, uri, query, _, list, payload string) string {
		return lines(method, uri, query, "", list, payload)
	})
	add("crlf", func(method, uri, query, headers, list, payload string) string {
		return strings.ReplaceAll(lines(method, uri, query, headers, list, payload), "\n", "\r\n")
	})
	return all
}
