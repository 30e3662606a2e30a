package view

import (
	"slices"
	"strconv"
	"strings"

	"countersign/sigv4"
)

// Trace says where a piece comes from and where it goes: the pieces of earlier and of later texts,
// the fields of the form, and all of it in words.
type Trace struct {
	Piece    int // -1: nothing is pointed at
	From, To []int
	Fields   []string
	Words    string
}

// Trace follows the piece that is pointed at.
func (s *SignState) Trace() Trace {
	if s.piece < 0 || s.piece >= len(s.Model.pieces) {
		return Trace{Piece: -1}
	}
	return s.Model.trace(s.piece)
}

func (m SignModel) trace(at int) Trace {
	p := m.pieces[at]
	t := Trace{Piece: at, Fields: m.fieldsOf(p)}
	var in []signText // later texts that hold it
	for i, q := range m.pieces {
		switch {
		case i == at || q.in == p.in:
		case q.in < p.in && (p.shares(q) || slices.Contains(p.digests, q.in)):
			t.From = append(t.From, i)
		case q.in > p.in && (q.shares(p) || slices.Contains(q.digests, p.in)):
			t.To = append(t.To, i)
			if !slices.Contains(in, q.in) {
				in = append(in, q.in)
			}
		}
	}
	t.Words = m.traceWords(p, t, in)
	return t
}

func (p piece) shares(q piece) bool {
	for _, a := range p.origins {
		for _, b := range q.origins {
			if a.overlaps(b) {
				return true
			}
		}
	}
	return false
}

// traceWords says a trace: what it is, where it comes from, where it goes.
func (m SignModel) traceWords(p piece, t Trace, in []signText) string {
	words := "“" + brief(p.shown) + "” in the " + m.names[p.in]
	if name := partWords[p.part]; name != "" {
		words += " (" + name + ")"
	}
	words += ". "
	switch {
	case len(p.digests) > 0:
		var of []string
		for _, d := range p.digests {
			of = append(of, "the whole "+m.names[d])
		}
		words += "Computed from " + strings.Join(of, " and ") + ". "
	case p.why != "":
		words += capital(p.why) + ". "
	}
	if source := m.firstShown(t.From); source != "" && source != p.shown && len(p.digests) == 0 {
		words += "It stands for “" + brief(source) + "”. "
	}
	if len(t.Fields) > 0 {
		var names []string
		for _, f := range t.Fields {
			names = append(names, fieldWords[f])
		}
		words += "Comes from: " + strings.Join(names, ", ") + ". "
	}
	if len(in) > 0 {
		var names []string
		for _, i := range in {
			names = append(names, m.names[i])
		}
		words += "Goes into: " + strings.Join(names, ", ") + "."
	}
	return strings.TrimSpace(words)
}

// firstShown is what the request has in the place that pieces stand for.
func (m SignModel) firstShown(from []int) string {
	shown := ""
	for _, i := range from {
		if m.pieces[i].in == givenText {
			shown += m.pieces[i].shown
		}
	}
	return shown
}

// brief is a text short enough for a sentence.
func brief(s string) string {
	const most = 48
	if len(s) <= most {
		return s
	}
	return s[:newSource(s, secrets{}).clamp(spanOf(0, most/2)).End] + "…"
}

// fieldsOf names the fields that a piece comes from.
func (m SignModel) fieldsOf(p piece) []string {
	var fields []string
	add := func(list ...string) {
		for _, f := range list {
			if !slices.Contains(fields, f) {
				fields = append(fields, f)
			}
		}
	}
	for _, o := range p.origins {
		switch o.own {
		case "key id":
			add(FieldKeyID)
		case "secret":
			add(FieldSecret)
		case "token":
			add(FieldToken)
		case "":
			add(m.fieldsOfSource(o)...)
		default:
			if field, typed := strings.CutPrefix(o.own, ownField); typed {
				field, _, _ = strings.Cut(field, " ")
				add(field)
			}
		}
	}
	return fields
}

// fieldsOfSource are the fields of what a source of the engine names.
func (m SignModel) fieldsOfSource(o origin) []string {
	field := ""
	switch o.from.Part {
	case sigv4.MethodPart:
		field = m.from.method
	case sigv4.TargetPart:
		field = m.from.target
	case sigv4.HeaderName, sigv4.HeaderValue:
		field = m.from.headers
		if m.impliedHost && o.from.Index == 0 {
			field = m.from.host
		}
	case sigv4.PayloadPart:
		field = m.from.body
	case sigv4.TimePart:
		field = m.from.time
	case sigv4.ScopePart:
		return m.scopeFields(o.bytes)
	}
	if field == "" {
		return nil
	}
	return []string{field}
}

// scopeFields are the fields behind a range of the credential scope.
func (m SignModel) scopeFields(here sigv4.Span) []string {
	var fields []string
	from := []string{m.from.time, m.from.region, m.from.service, ""}
	if strings.Count(m.scope, "/") == 2 { // SigV4A: no region
		from = []string{m.from.time, m.from.service, ""}
	}
	at := 0
	for i, element := range strings.Split(m.scope, "/") {
		span := spanOf(at, at+len(element))
		if (here.Len() == 0 || here.Start < span.End && span.Start < here.End) && i < len(from) && from[i] != "" {
			fields = append(fields, from[i])
		}
		at = span.End + 1
	}
	return slices.Compact(fields)
}

// Beside gives the piece n places from another in the same text: it stops at the ends.
func (m SignModel) Beside(at, n int) int {
	if at < 0 || at >= len(m.pieces) {
		return at
	}
	step := 1
	if n < 0 {
		step = -1
	}
	for ; n != 0; n -= step {
		if at+step < 0 || at+step >= len(m.pieces) || m.pieces[at+step].in != m.pieces[at].in {
			return at
		}
		at += step
	}
	return at
}

// Mark draws a trace into the trees: classes on the pieces, and one piece in each text that Tab leads
// to. The trees given are not changed.
func (t Trace) Mark(nodes []Node) []Node {
	classes := map[string]string{}
	for _, i := range t.From {
		classes[strconv.Itoa(i)] = "from"
	}
	for _, i := range t.To {
		classes[strconv.Itoa(i)] = "to"
	}
	current := strconv.Itoa(t.Piece)
	classes[current] = "here"
	stops := map[string]string{} // by text, the piece that Tab leads to
	findStops(nodes, current, stops)
	return markPieces(nodes, classes, stops)
}

func findStops(nodes []Node, current string, stops map[string]string) {
	for _, n := range nodes {
		if id := n.attr("data-piece"); id != "" {
			if in := n.attr("data-text"); stops[in] == "" || id == current {
				stops[in] = id
			}
		}
		findStops(n.Children, current, stops)
	}
}

func markPieces(nodes []Node, classes, stops map[string]string) []Node {
	out := slices.Clone(nodes)
	for i, n := range out {
		if id := n.attr("data-piece"); id != "" {
			tabindex := "-1"
			if stops[n.attr("data-text")] == id {
				tabindex = "0"
			}
			n = n.with("tabindex", tabindex)
			n.Class = joinWords(n.Class, classes[id])
		}
		n.Children = markPieces(n.Children, classes, stops)
		out[i] = n
	}
	return out
}
