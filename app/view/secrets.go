package view

import (
	"fmt"
	"io"
	"strings"

	"countersign/sigv4"
	"countersign/sigv4/paste"
)

// Secret is a secret access key or a signing key as typed. No fmt verb prints it, wherever it
// stands: the text lies behind a pointer.
type Secret struct{ held *string }

// NewSecret holds a text as it was typed.
func NewSecret(typed string) Secret {
	if typed == "" {
		return Secret{}
	}
	return Secret{&typed}
}

// typed gives the text back.
func (s Secret) typed() string {
	if s.held == nil {
		return ""
	}
	return *s.held
}

// Format keeps every verb from printing where the secret lies.
func (s Secret) Format(f fmt.State, _ rune) {
	if s.held == nil {
		io.WriteString(f, "no secret")
		return
	}
	io.WriteString(f, "[secret not shown]")
}

// mask stands for a secret, whatever its length.
const mask = "••••"

// maskable is the shortest text that is hidden wherever it occurs. Shorter ones are hidden only
// where they were recognised: hiding every "a" would hide the page.
const maskable = 8

// secrets knows what must not be drawn.
type secrets struct {
	spans  []sigv4.Span // in the paste
	values []string     // anywhere
}

func secretsOf(ev paste.Evidence, given Secret) secrets {
	var s secrets
	for _, found := range ev.Secrets {
		s.spans = append(s.spans, found.Span)
		s.add(ev.Text[found.Span.Start:found.Span.End])
		s.add(ev.Text[found.Bare.Start:found.Bare.End])
	}
	s.add(given.typed())
	s.add(strings.TrimSpace(given.typed()))
	for _, v := range s.values {
		s.find(ev.Text, v)
	}
	return s
}

// add hides a value, also as it stands in a query.
func (s *secrets) add(value string) {
	if len(value) < maskable {
		return
	}
	s.values = append(s.values, value)
	if escaped := queryEscaped(value); escaped != value {
		s.values = append(s.values, escaped)
	}
}

// queryEscaped is a value as forms and most libraries write it in a query: a space is a plus, and all but
// the unreserved characters of RFC 3986 is escaped (URL Standard, "application/x-www-form-urlencoded").
func queryEscaped(value string) string {
	const unreserved = "-._~"
	const digits = "0123456789ABCDEF"
	out := make([]byte, 0, 3*len(value))
	for _, c := range []byte(value) {
		switch {
		case c == ' ':
			out = append(out, '+')
		case '0' <= c && c <= '9', 'A' <= c && c <= 'Z', 'a' <= c && c <= 'z', strings.IndexByte(unreserved, c) >= 0:
			out = append(out, c)
		default:
			out = append(out, '%', digits[c>>4], digits[c&15])
		}
	}
	return string(out)
}

// find adds the places in the paste where a value stands unrecognised: marks may cut the text there.
func (s *secrets) find(pasted, value string) {
	for at := 0; ; {
		i := strings.Index(pasted[at:], value)
		if i < 0 {
			return
		}
		at += i + len(value)
		s.spans = append(s.spans, sigv4.Span{Start: at - len(value), End: at})
	}
}

// covers reports whether the byte at i of the paste belongs to a secret.
func (s secrets) covers(i int) bool {
	for _, span := range s.spans {
		if span.Start <= i && i < span.End {
			return true
		}
	}
	return false
}

// hide replaces every secret in t. A text that is drawn in pieces is hidden before it is cut.
func (s secrets) hide(t string) string {
	for _, v := range s.values {
		t = strings.ReplaceAll(t, v, mask)
	}
	return t
}

// scrub hides the secrets in all texts and attributes of a tree. It is the last thing done to every
// tree, behind all that spans already hide.
func (s secrets) scrub(n Node) Node {
	if len(s.values) == 0 {
		return n
	}
	n.Text = s.hide(n.Text)
	n.ID = s.hide(n.ID)
	if len(n.Attrs) > 0 {
		attrs := make([]Attr, len(n.Attrs))
		for i, a := range n.Attrs {
			attrs[i] = Attr{a.Name, s.hide(a.Value)}
		}
		n.Attrs = attrs
	}
	n.Children = s.scrubAll(n.Children)
	return n
}

func (s secrets) scrubAll(nodes []Node) []Node {
	if len(s.values) == 0 || len(nodes) == 0 {
		return nodes
	}
	out := make([]Node, len(nodes))
	for i, n := range nodes {
		out[i] = s.scrub(n)
	}
	return out
}
