package paste

import (
	"strings"

	"countersign/sigv4"
)

// Policy is a policy document of IAM found in the paste (IAM User Guide, "IAM JSON policy elements
// reference"): of an identity, a resource, a role's trust, an organization.
type Policy struct {
	Version, ID sigv4.Text // empty when not said
	Statements  []Statement
	Span        sigv4.Span
	Cut         bool // the text ends inside it
}

// Statement is one statement of a policy. A list that is not there is nil, one that is empty is not.
type Statement struct {
	Sid, Effect             sigv4.Text // as written: "Allow", "Deny"; empty when not said
	Actions, NotActions     []sigv4.Text
	Resources, NotResources []sigv4.Text
	Principal, NotPrincipal sigv4.Span // of the whole value, empty for none
	Condition               sigv4.Span // of the whole value, empty for none
	Span                    sigv4.Span
}

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

// statementsOf is the statements of an object that is a policy, or one statement that stands alone; nil for any other.
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
	for i := range list.kids {
		if k := &list.kids[i]; isStatement(s, k) {
			found = append(found, k)
		}
	}
	return found
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
	policy := Policy{Span: sourceSpan(t, n.from, n.to), Cut: n.cut}
	if statements[0] != n {
		policy.Version, policy.ID = elementText(t, n.element(s, "version")), elementText(t, n.element(s, "id"))
	}
	for _, k := range statements {
		policy.Statements = append(policy.Statements, Statement{
			Sid: elementText(t, k.element(s, "sid")), Effect: elementText(t, k.element(s, "effect")),
			Actions: elementList(t, k.element(s, "action")), NotActions: elementList(t, k.element(s, "notaction")),
			Resources: elementList(t, k.element(s, "resource")), NotResources: elementList(t, k.element(s, "notresource")),
			Principal: elementSpan(t, k.element(s, "principal")), NotPrincipal: elementSpan(t, k.element(s, "notprincipal")),
			Condition: elementSpan(t, k.element(s, "condition")), Span: sourceSpan(t, k.from, k.to),
		})
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

// policyNote is the few words beside a policy.
func policyNote(policy Policy) string {
	if len(policy.Statements) == 1 {
		return "one statement"
	}
	return "several statements"
}
