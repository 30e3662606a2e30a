package diagnose

import (
	"slices"
	"strings"
)

// Suspect is who is known to change requests in a way that fits a change. That it fits proves nothing.
type Suspect struct {
	Who    string // "nginx", "an HTTP client"
	Does   string // goes on from Who: "sends the name in proxy_pass as Host, unless it is told otherwise"
	Code   string // what makes it leave the value alone, ready to copy, "" for none
	Named  string // what in the paste names it: “Server: nginx/1.22.1”, "" for nothing
	Source string // address
}

// Says says it in sentences.
func (s Suspect) Says() string {
	text := s.Who + " " + s.Does + "."
	if s.Named != "" {
		text += " The paste names it: " + s.Named + "."
	}
	return text
}

// habit is a row of the table of suspects.
type habit struct {
	what string // of Change.What
	when string // shapes of a change that it fits, "" for all
	Suspect
}

// habits reads the table.
func habits() []habit {
	var out []habit
	for _, row := range strings.Split(strings.TrimSpace(habitRows), "\n") {
		if f := strings.Split(row, " | "); len(f) == 6 {
			out = append(out, habit{f[0], f[1], Suspect{Who: f[2], Does: f[3], Code: f[4], Source: f[5]}})
		}
	}
	return out
}

// fits reports whether a habit explains a change of what with one of the shapes.
func (h habit) fits(what string, shapes []string) bool {
	kind, names, _ := strings.Cut(h.what, " ")
	of, name, _ := strings.Cut(what, " ")
	return kind == of && (names == "" || someWord(names, func(w string) bool {
		prefix, any := strings.CutSuffix(w, "*")
		return w == name || any && strings.HasPrefix(name, prefix)
	})) && (h.when == "" || someWord(h.when, func(w string) bool { return slices.Contains(shapes, w) }))
}

// someWord reports whether ok holds for a word of a list.
func someWord(list string, ok func(string) bool) bool {
	return slices.ContainsFunc(strings.Fields(list), ok)
}

// maxSuspects bounds how many are named for a change.
const maxSuspects = 3

// suspects are those whose habits fit a change: those that the paste names, else the more frequent ones.
func (b *bench) suspects(what string, shapes []string) []Suspect {
	var named, others []Suspect
	seen := ""
	for _, h := range habits() {
		if !h.fits(what, shapes) || strings.Contains(seen, h.Who+";") {
			continue
		}
		seen += h.Who + ";"
		if h.Named = b.names(h.Who); h.Named != "" {
			named = append(named, h.Suspect)
		} else if len(others) < maxSuspects {
			others = append(others, h.Suspect)
		}
	}
	if len(named) > 0 {
		return named
	}
	return others
}

// names finds the header by which an answer, or a request that passed it, names a proxy.
func (b *bench) names(who string) string {
	for _, row := range strings.Split(strings.TrimSpace(traceRows), "\n") {
		t := strings.Split(row, " | ")
		if len(t) != 3 || t[0] != who {
			continue
		}
		value, ok := "", false
		if b.response != nil {
			value, ok = headerIn(b.response.Headers, t[1])
		}
		if !ok && b.arrived != nil {
			value, ok = headerIn(b.arrived.Headers, t[1])
		}
		if ok && strings.Contains(strings.ToLower(value), t[2]) {
			return quoted(t[1]+": "+value, 0)
		}
	}
	return ""
}

// habitFixes are the settings that keep something as it is, from the habits that fit.
func habitFixes(do, what string, shapes ...string) []Fix {
	var out []Fix
	for _, h := range habits() {
		if h.Code != "" && h.fits(what, shapes) {
			out = append(out, Fix{Do: do, On: h.Who, Detail: "It " + h.Does + ".", Code: h.Code})
		}
	}
	return out
}

// changedBy says who is known to change a header, "" where nobody is.
func changedBy(name string) string {
	var who []string
	for _, h := range habits() {
		if name != "host" && h.what != "header" && h.fits("header "+name, []string{"changed"}) && len(who) < 2 {
			who = append(who, h.Who+" "+h.Does)
		}
	}
	if len(who) == 0 {
		return ""
	}
	return " Known for it: " + strings.Join(who, "; ") + "."
}
