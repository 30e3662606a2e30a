package paste

import "strings"

// A node is a value of an object that was read with its structure: JSON, a dict of Python, an
// object literal of JavaScript.
type node struct {
	nameFrom, nameTo int // of its name in the object that holds it, without quotes
	kind             nodeKind
	from, to         int // of a string without its quotes, of all else as it stands
	kids             []node
	cut              bool // the text ends inside it
}

// nodeKind is what a node is.
type nodeKind uint8

const (
	noNode         nodeKind = iota
	objectNode              // {…}
	listNode                // […]
	stringNode              // "…", '…' or `…`
	wordNode                // a number, true, null, an identifier
	expressionNode          // anything else that code can compute a value with
)

// maxNodes bounds the values of one object: a megabyte of HAR has some ten thousand.
const maxNodes = 1 << 16

// treeReader reads one object.
type treeReader struct {
	s     string
	at    int
	depth int
	nodes int
}

// readTree reads the object at a place that holds '{'. It forgives what pastes do to JSON, as readObject does:
// a text that ends too early gives what there is of it. Unless ok, it is no object.
func readTree(s string, at int) (n node, end int, ok bool) {
	r := treeReader{s: s, at: at}
	n, ok = r.value()
	return n, max(r.at, at+1), ok && n.kind == objectNode
}

// value reads the value at the present place.
func (r *treeReader) value() (n node, ok bool) {
	if r.nodes++; r.nodes > maxNodes {
		return n, false
	}
	s := r.s
	n.from = r.at
	switch c := s[r.at]; c {
	case '{', '[':
		return r.container()
	case '"', '\'', '`':
		from, to, end, closed := stringAt(s, r.at)
		n.kind, n.from, n.to, n.cut = stringNode, from, to, !closed
		r.at = end
		if r.ended() {
			return n, true
		}
		n.from = from - 1
	default:
		for r.at < len(s) && (isWord(s[r.at]) || strings.IndexByte("+-.$", s[r.at]) >= 0) {
			r.at++
		}
		if n.kind, n.to = wordNode, r.at; n.from < n.to && r.ended() {
			return n, true
		}
	}
	r.expression()
	n.kind, n.to = expressionNode, r.at
	return n, n.from < n.to
}

// ended reports whether a value is over at the present place.
func (r *treeReader) ended() bool {
	next := skipSpace(r.s, r.at)
	return next == len(r.s) || strings.IndexByte(",}]", r.s[next]) >= 0
}

// container reads an object or a list with all that it holds.
func (r *treeReader) container() (n node, ok bool) {
	s := r.s
	open := s[r.at]
	n.from, n.kind = r.at, listNode
	if open == '{' {
		n.kind = objectNode
	}
	if r.depth == maxDepth {
		return n, false
	}
	r.depth++
	defer func() { r.depth-- }()
	for r.at++; ; {
		for r.at < len(s) && (isSpace(s[r.at]) || s[r.at] == ',') {
			r.at++
		}
		if r.at == len(s) {
			n.to, n.cut = r.at, true
			return n, true
		}
		if s[r.at] == open+2 { // ']' and '}' follow their openers by two
			r.at++
			n.to = r.at
			return n, true
		}
		var kid node
		if open == '{' {
			if kid.nameFrom, kid.nameTo, ok = r.name(); !ok {
				return n, false
			}
			if r.at == len(s) {
				n.to, n.cut = r.at, true
				return n, true
			}
		}
		value, ok := r.value()
		if !ok {
			return n, false
		}
		value.nameFrom, value.nameTo = kid.nameFrom, kid.nameTo
		n.kids = append(n.kids, value)
	}
}

// name reads the name of a member and what sets it apart from the value.
func (r *treeReader) name() (from, to int, ok bool) {
	s := r.s
	from, to, end, _, ok := readScalar(s, r.at)
	if !ok {
		return from, to, false
	}
	r.at = skipSpace(s, end)
	switch {
	case r.at == len(s):
		return from, to, true
	case s[r.at] == ':':
		r.at++
	case strings.HasPrefix(s[r.at:], "=>"):
		r.at += 2
	default:
		return from, to, false
	}
	r.at = skipSpace(s, r.at)
	return from, to, true
}

// expression passes by what code computes a value with, up to the comma or the bracket that ends it.
func (r *treeReader) expression() {
	s := r.s
	for open := 0; r.at < len(s); {
		switch s[r.at] {
		case '"', '\'', '`':
			_, _, r.at, _ = stringAt(s, r.at)
			continue
		case '(', '[', '{':
			open++
		case ')', ']', '}':
			if open--; open < 0 {
				return
			}
		case ',':
			if open == 0 {
				return
			}
		}
		r.at++
	}
}

// stringAt finds the text of the string that starts at a place, and where it ends with its quotes.
func stringAt(s string, at int) (from, to, end int, closed bool) {
	for to = at + 1; to < len(s) && s[to] != s[at]; to++ {
		if s[to] == '\\' {
			to++
		}
	}
	to = min(to, len(s))
	return at + 1, to, min(to+1, len(s)), to < len(s)
}

// member gives the first member of an object with a name, nil for none.
func (n *node) member(s, name string) *node {
	if n == nil || n.kind != objectNode {
		return nil
	}
	for i := range n.kids {
		if k := &n.kids[i]; s[k.nameFrom:k.nameTo] == name {
			return k
		}
	}
	return nil
}

// is reports whether a node is there and of a kind.
func (n *node) is(kind nodeKind) bool { return n != nil && n.kind == kind }

// string is the text of a node that is a string or a word, "" for any other.
func (n *node) string(s string) string {
	if n.is(stringNode) || n.is(wordNode) {
		return s[n.from:n.to]
	}
	return ""
}

// whole is where a node lies with its quotes.
func (n *node) whole(s string) (from, to int) {
	if n.kind != stringNode {
		return n.from, n.to
	}
	return n.from - 1, min(n.to+1, len(s))
}
