package paste

import (
	"strings"

	"countersign/sigv4"
	"countersign/sigv4/iampolicy"
)

// What is listed of the keys in a Condition: so many, none longer.
const (
	maxConditionKeys = 6
	maxConditionKey  = 128
)

// policyWithin is the deepest that policies are looked for in strings: one JSON text in another.
const policyWithin = 1

// addPolicies adds the policies in a tree of t, and reports whether there are any. Those that do not
// stand within a string it claims.
func (p *parser) addPolicies(t sigv4.Text, root *node, within int) bool {
	before := len(p.ev.Policies)
	p.findPolicies(t, root, within)
	return len(p.ev.Policies) > before
}

func (p *parser) findPolicies(t sigv4.Text, n *node, within int) {
	s := t.String
	if statements := statementsOf(s, n); statements != nil {
		p.addPolicy(t, n, statements)
		if within == 0 {
			p.claim(n.from, n.to, KindPolicy, len(p.ev.Policies)-1)
		}
		return
	}
	for i := range n.kids {
		switch k := &n.kids[i]; {
		case k.kind == objectNode || k.kind == listNode:
			p.findPolicies(t, k, within)
		case k.kind == stringNode && within < policyWithin && strings.HasPrefix(s[k.from:k.to], "{") && namesPolicy(s[k.nameFrom:k.nameTo]):
			text := unquote(t, k.from, k.to) // get-bucket-policy gives it so
			tree, _, ok := readTree(text.String, 0)
			if index := len(p.ev.Policies); ok && p.addPolicies(text, &tree, within+1) {
				from, to := k.whole(s)
				p.claim(from, to, KindPolicy, index)
			}
		}
	}
}

// namesPolicy reports whether a member's name says that its value is a policy.
func namesPolicy(name string) bool {
	return strings.HasSuffix(strings.ToLower(name), "policy") || strings.HasSuffix(strings.ToLower(name), "document")
}

// element gives the first member of an object with a name, in any case, nil for none.
func (n *node) element(s, lower string) *node {
	if n.kind != objectNode {
		return nil
	}
	for i := range n.kids {
		if k := &n.kids[i]; k.nameTo-k.nameFrom == len(lower) && equalFold(s, k.nameFrom, lower) {
			return k
		}
	}
	return nil
}

// statementsOf is the statements of an object that is a policy, or one statement that stands alone; nil for any
// other. Objects among them that are no statement count, so that the others keep their numbers.
func statementsOf(s string, n *node) []*node {
	list := n.element(s, "statement")
	if list == nil {
		if effect := n.element(s, "effect"); isStatement(s, n) && effect != nil && (effect.string(s) == "Allow" || effect.string(s) == "Deny") {
			return []*node{n}
		}
		return nil
	}
	if isStatement(s, list) {
		return []*node{list}
	}
	var found []*node
	some := false
	for i := range list.kids {
		if k := &list.kids[i]; list.kind == listNode {
			found = append(found, k)
			some = some || isStatement(s, k)
		}
	}
	if !some {
		return nil
	}
	return found
}

// isPolicyAt reports whether the object at a place is a policy.
func isPolicyAt(s string, at int) bool {
	root, _, ok := readTree(s, at)
	return ok && statementsOf(s, &root) != nil
}

// isStatement reports whether an object is a statement: it says an effect, and on what, or what it acts on.
func isStatement(s string, n *node) bool {
	count := 0
	for _, name := range [...]string{"effect", "action", "notaction", "resource", "notresource"} {
		if n.element(s, name) != nil {
			count++
		}
	}
	return count > 1
}

// addPolicy adds one policy.
func (p *parser) addPolicy(t sigv4.Text, n *node, statements []*node) {
	s := t.String
	policy := iampolicy.Policy{Span: sourceSpan(t, n.from, n.to), Cut: n.cut}
	if statements[0] != n {
		policy.Version, policy.ID = elementText(t, n.element(s, "version")), elementText(t, n.element(s, "id"))
	}
	for _, k := range statements {
		statement := iampolicy.Statement{
			Sid: elementText(t, k.element(s, "sid")), Effect: elementText(t, k.element(s, "effect")),
			Actions: elementList(t, k.element(s, "action")), NotActions: elementList(t, k.element(s, "notaction")),
			Resources: elementList(t, k.element(s, "resource")), NotResources: elementList(t, k.element(s, "notresource")),
			Principal: elementSpan(t, k.element(s, "principal")), NotPrincipal: elementSpan(t, k.element(s, "notprincipal")),
			Condition: elementSpan(t, k.element(s, "condition")), Span: sourceSpan(t, k.from, k.to),
			Everyone: isEveryone(s, k.element(s, "principal")), ConditionKeys: conditionKeys(s, k.element(s, "condition")),
		}
		if bad, expected := misshapen(s, k); bad != nil {
			statement.Unread, statement.Expected = elementSpan(t, bad), expected
		}
		policy.Statements = append(policy.Statements, statement)
	}
	p.ev.Policies = append(p.ev.Policies, policy)
}

func elementText(t sigv4.Text, n *node) sigv4.Text {
	if !n.is(stringNode) {
		return sigv4.Text{}
	}
	return unquote(t, n.from, n.to)
}

// elementList is the strings of an element that holds one, or a list of them. Of one that a template
// computes, there are none.
func elementList(t sigv4.Text, n *node) []sigv4.Text {
	if n == nil {
		return nil
	}
	list := []sigv4.Text{}
	if n.kind == stringNode {
		return append(list, elementText(t, n))
	}
	for i := range n.kids {
		if n.kind == listNode && n.kids[i].kind == stringNode {
			list = append(list, elementText(t, &n.kids[i]))
		}
	}
	return list
}

func elementSpan(t sigv4.Text, n *node) sigv4.Span {
	if n == nil {
		return sigv4.Span{}
	}
	from, to := n.whole(t.String)
	return sourceSpan(t, from, to)
}

// isEveryone reports whether a Principal is anyone.
func isEveryone(s string, n *node) bool {
	if n.is(objectNode) {
		n = n.element(s, "aws")
	}
	if n.is(listNode) && len(n.kids) == 1 {
		n = &n.kids[0]
	}
	return n.is(stringNode) && n.string(s) == "*"
}

// conditionKeys are the names in the objects of a Condition's operators.
func conditionKeys(s string, n *node) []string {
	var keys []string
	if !n.is(objectNode) {
		return nil
	}
	for _, operator := range n.kids {
		for _, k := range operator.kids {
			if operator.kind == objectNode && len(keys) < maxConditionKeys && k.nameTo-k.nameFrom <= maxConditionKey {
				keys = append(keys, s[k.nameFrom:k.nameTo])
			}
		}
	}
	return keys
}

// misshapen finds what of a statement is not as policies have it, nil for nothing.
func misshapen(s string, n *node) (bad *node, expected string) {
	if n.kind != objectNode {
		return n, "an object, for a statement"
	}
	for _, name := range [...]string{"sid", "effect", "action", "notaction", "resource", "notresource", "principal", "notprincipal", "condition"} {
		k := n.element(s, name)
		if k == nil {
			continue
		}
		for i := range n.kids {
			if other := &n.kids[i]; other != k && other.nameTo-other.nameFrom == len(name) && equalFold(s, other.nameFrom, name) {
				return other, s[k.nameFrom:k.nameTo] + " once, and it stands twice"
			}
		}
		switch {
		case name == "sid" || name == "effect":
			if k.kind != stringNode {
				return k, "a string for " + s[k.nameFrom:k.nameTo]
			}
		case strings.HasSuffix(name, "action") || strings.HasSuffix(name, "resource"):
			if !isStrings(k) {
				return k, "a string or a list of strings for " + s[k.nameFrom:k.nameTo]
			}
		}
	}
	return nil, ""
}

// isStrings reports whether a node is a string or a list of nothing else.
func isStrings(n *node) bool {
	for i := range n.kids {
		if n.kids[i].kind != stringNode {
			return false
		}
	}
	return n.kind == stringNode || n.kind == listNode
}

// policyNote is the few words beside a policy.
func policyNote(policy iampolicy.Policy) string {
	if len(policy.Statements) == 1 {
		return "one statement"
	}
	return "several statements"
}
