package forensics

import (
	"sort"
	"strings"
)

// headersDraft is the canonical headers and their list in the making.
type headersDraft struct {
	entries []entry                  // as they are sent
	order   func(a, b string) bool   // of the lines; nil: as they are sent
	ordered func(a, b string) bool   // of the list
	caseOf  func(name string) string // of the names in the lines
	value   func(string) string
	between string // name and value
	join    string // values of one name; "" for a line each
	keep    func([]string) []string
	end     string // of a line
	list    func([]string) string
}

// entry is a header of one name with its values, in the order sent.
type entry struct {
	name, as string // lower case, and as it is sent
	values   []string
	unlisted bool // its line is there, its name not in the list
	unlined  bool // its name is in the list, its line not there
	verbatim bool // its values are not trimmed
	named    bool // its name is written as it is sent
}

// The fields of a headersDraft: one for each entry follows them.
const (
	headerOrderField = iota
	headerCaseField
	headerValueField
	headerColonField
	headerJoinField
	headerEndField
	headerListField
	headerAddedField
	headerEntryField
)

func rightHeaders(s *subject) headersDraft {
	return headersDraft{
		entries: entriesOf(s), order: byName, ordered: byName, value: trimmed,
		between: ":", join: ",", end: "\n", list: joinedNames,
	}
}

// render writes the lines, and behind them the list; split says where that begins.
func (d *headersDraft) render() (text string, split int) {
	var b strings.Builder
	for _, e := range inOrder(d.entries, d.order) {
		if e.unlined {
			continue
		}
		values := make([]string, len(e.values))
		for i, v := range e.values {
			if values[i] = v; !e.verbatim {
				values[i] = d.value(v)
			}
		}
		if d.keep != nil {
			values = d.keep(values)
		}
		if d.join != "" {
			values = []string{strings.Join(values, d.join)}
		}
		name := e.name
		if e.named {
			name = e.as
		} else if d.caseOf != nil {
			name = d.caseOf(e.as)
		}
		for _, v := range values {
			b.WriteString(name + d.between + v + d.end)
		}
	}
	var names []string
	for _, e := range inOrder(d.entries, d.ordered) {
		if !e.unlisted {
			names = append(names, e.name)
		}
	}
	split = b.Len()
	b.WriteString(d.list(names))
	return b.String(), split
}

// inOrder sorts entries by name.
func inOrder(entries []entry, less func(a, b string) bool) []entry {
	if less == nil {
		return entries
	}
	out := append([]entry(nil), entries...)
	sort.SliceStable(out, func(i, j int) bool { return less(out[i].name, out[j].name) })
	return out
}

func byName(a, b string) bool { return a < b }

// replace gives entries with one of them changed.
func replace(entries []entry, name string, change func(*entry)) []entry {
	out := append([]entry(nil), entries...)
	for i := range out {
		if out[i].name == name {
			change(&out[i])
		}
	}
	return out
}

// entriesOf gathers the headers that are signed, in the order sent.
func entriesOf(s *subject) []entry {
	listed := map[string]bool{}
	for _, name := range s.in.Claim.SignedHeaders {
		listed[strings.ToLower(name)] = true
	}
	return gather(s, func(name string) bool { return listed[name] })
}

// gather groups the headers of a request by name.
func gather(s *subject, wanted func(name string) bool) []entry {
	var out []entry
	at := map[string]int{}
	for _, h := range s.request.Headers {
		name := strings.ToLower(h.Name)
		if !wanted(name) {
			continue
		}
		if i, known := at[name]; known {
			out[i].values = append(out[i].values, h.Value)
			continue
		}
		at[name] = len(out)
		out = append(out, entry{name: name, as: h.Name, values: []string{h.Value}})
	}
	return out
}

// trimmed takes blanks off the ends of a value and makes one space of each run of them.
func trimmed(value string) string { return collapsed(trimEnds(value)) }

func trimEnds(value string) string { return strings.Trim(value, " \t\r\n\v\f") }

func collapsed(value string) string {
	var b strings.Builder
	blank := false
	for i := range len(value) {
		c := value[i]
		if isBlank := strings.IndexByte(" \t\r\n\v\f", c) >= 0; isBlank {
			if !blank {
				b.WriteByte(' ')
			}
			blank = true
			continue
		}
		blank = false
		b.WriteByte(c)
	}
	return b.String()
}

func joinedNames(names []string) string { return strings.Join(names, ";") }

// headerValue is the value of the first header of a name, "" for none.
func headerValue(s *subject, name string) string {
	for _, h := range s.request.Headers {
		if strings.EqualFold(h.Name, name) {
			return trimmed(h.Value)
		}
	}
	return ""
}
