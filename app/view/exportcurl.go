package view

import "strings"

// curlExport is a curl command that sends exactly this request: nothing that curl would add of its
// own is signed, and nothing that it would rewrite is left to it.
func curlExport(o Outgoing) string {
	var b program
	b.add("curl")
	// curl folds /../ and reads [], {} in an address unless it is told not to.
	path, _, _ := strings.Cut(o.Target, "?")
	if strings.Contains(path, "/.") {
		b.add(" --path-as-is")
	}
	if strings.ContainsAny(o.Authority, "[]{}") {
		b.add(" --globoff")
	}
	switch {
	case o.Method == "HEAD":
		b.add(" --head")
	case o.Method != "GET" || len(o.Body) > 0:
		b.add(" --request ", shellQuoted(o.Method))
	}
	b.add(" ", shellQuoted(o.URL()))
	for _, h := range o.Headers {
		value := strings.Trim(h.Value, " \t")
		switch {
		case strings.EqualFold(h.Name, "Host") && value == o.Authority:
			// curl sends it
		case value == "":
			b.add(" \\\n  --header ", shellQuoted(h.Name+";"))
		default:
			b.add(" \\\n  --header ", shellQuoted(h.Name+": "+value))
		}
	}
	if len(o.Body) == 0 {
		return string(b)
	}
	if _, said := o.header("Content-Type"); !said {
		b.add(" \\\n  --header 'Content-Type:'") // keeps curl from adding one
	}
	b.add(" \\\n  --data-raw ", shellQuoted(string(o.Body)))
	return string(b)
}

// shellQuoted is s as one word for bash and zsh. Single quotes take any byte but NUL, which no
// argument can hold; what does not show itself is written as an escape.
func shellQuoted(s string) string {
	if isText(s) {
		return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
	}
	var b program
	b.add("$'")
	b.escaped(s, '\'')
	return string(b) + "'"
}
