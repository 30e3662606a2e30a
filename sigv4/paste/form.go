package paste

import (
	"strings"

	"countersign/sigv4"
)

// Form is a form for an upload to S3 with a POST policy (Amazon S3 API Reference, "Browser-Based Uploads Using
// POST"), as it is before it is sent: what a function of an SDK gives, a page with its fields, a command of curl.
type Form struct {
	Address  sigv4.Text  // that it is sent to, empty when not said
	Fields   []FormField // before the file, in order
	Ignored  []string    // names of the fields after the file, which S3 does not read
	Span     sigv4.Span
	Redacted bool // some value was masked by the tool or the person, or is not in the paste
}

// FormField is a field of a form. Maps end in the paste.
type FormField struct {
	Name  string
	Value sigv4.Text
}

// formReader gathers the fields of one form.
type formReader struct {
	Form
	policy, claim, file bool
}

// add takes the next field.
func (f *formReader) add(name string, value sigv4.Text) {
	switch {
	case len(f.Fields)+len(f.Ignored) == maxHeaders:
		return
	case f.file:
		f.Ignored = append(f.Ignored, name)
		return
	}
	f.see(name)
	f.Redacted = f.Redacted || isMasked(value.String) && !strings.EqualFold(name, "key") // it may hold ${filename}
	f.Fields = append(f.Fields, FormField{name, value})
}

// see notes a field that tells a form with a policy.
func (f *formReader) see(name string) {
	f.policy = f.policy || strings.EqualFold(name, "policy")
	f.claim = f.claim || strings.EqualFold(name, "x-amz-signature") || strings.EqualFold(name, "x-amz-credential")
}

// done adds the form to the evidence, if it is one with a policy.
func (f *formReader) done(p *parser, from, to int) bool {
	if !f.policy || !f.claim {
		return false
	}
	f.Span = p.span(from, to)
	p.ev.Forms = append(p.ev.Forms, f.Form)
	return true
}

// addForms adds the forms in an object, with the address beside their fields: {"url": …, "fields": {…}}.
func (p *parser) addForms(n, holder *node) bool {
	s := p.in.String
	var f formReader
	for i := range n.kids {
		if k := &n.kids[i]; n.kind == objectNode && k.kind == stringNode {
			f.see(s[k.nameFrom:k.nameTo])
		}
	}
	if f.policy && f.claim {
		for i := range n.kids {
			if k := &n.kids[i]; k.kind == stringNode || k.kind == wordNode {
				f.add(s[k.nameFrom:k.nameTo], unquote(p.in, k.from, k.to))
			}
		}
		if url := holder.member(s, "url"); url.is(stringNode) {
			n, f.Address = holder, unquote(p.in, url.from, url.to)
		}
		f.done(p, n.from, n.to)
		p.claim(n.from, n.to, KindForm, len(p.ev.Forms)-1)
		return true
	}
	found := false
	for i := range n.kids {
		if k := &n.kids[i]; len(p.blocks) < maxBlocks && (k.kind == objectNode || k.kind == listNode) {
			found = p.addForms(k, n) || found
		}
	}
	return found
}

func startsForm(s string, at int) bool {
	end := at + len("<form")
	return equalFold(s, at, "<form") && end < len(s) && (isSpace(s[end]) || s[end] == '>')
}

// readForm reads a form of HTML: its address, and the fields that its page fills in.
func (p *parser) readForm(at int) (end int, ok bool) {
	s := p.in.String
	var f formReader
	for end = at; end < len(s); {
		next := strings.IndexByte(s[end:], '<')
		if next < 0 {
			end = len(s)
			break
		}
		tag := end + next
		if equalFold(s, tag, "</form") {
			end = min(nextByte(s, tag, '>')+1, len(s))
			break
		}
		if tag > at && startsForm(s, tag) {
			end = tag
			break
		}
		isForm, isInput := tag == at, equalFold(s, tag, "<input")
		end = tag + 1
		if !isForm && !isInput {
			continue
		}
		var name, value, kind, action sigv4.Text
		end = p.attributes(end, func(attribute string, t sigv4.Text) {
			switch strings.ToLower(attribute) {
			case "name":
				name = t
			case "value":
				value = t
			case "type":
				kind = t
			case "action":
				action = t
			}
		})
		switch {
		case isForm:
			f.Address = action
		case strings.EqualFold(kind.String, "file"):
			f.file = true
		case name.String != "":
			f.add(name.String, value)
		}
	}
	if !f.done(p, at, end) {
		return end, false
	}
	p.claim(at, end, KindForm, len(p.ev.Forms)-1)
	return end, true
}

// nextByte is the next place of a byte, or the end of the text.
func nextByte(s string, at int, c byte) int {
	if i := strings.IndexByte(s[at:], c); i >= 0 {
		return at + i
	}
	return len(s)
}

// attributes reads the attributes of a tag from a place in its name on, and returns where the tag ends.
func (p *parser) attributes(at int, each func(name string, value sigv4.Text)) int {
	s := p.in.String
	for at < len(s) && isAlnum(s[at]) {
		at++
	}
	for at < len(s) && s[at] != '>' && s[at] != '<' {
		name := at
		for at < len(s) && !isSpace(s[at]) && strings.IndexByte("=/<>\"'", s[at]) < 0 {
			at++
		}
		if name == at {
			at++
			continue
		}
		from := skipSpace(s, at)
		if from == len(s) || s[from] != '=' {
			continue
		}
		from = skipSpace(s, from+1)
		to, after := from, from
		if from < len(s) && (s[from] == '"' || s[from] == '\'') {
			from++
			to = nextByte(s, from, s[from-1])
			after = min(to+1, len(s))
		} else {
			for to < len(s) && !isSpace(s[to]) && s[to] != '>' && s[to] != '<' {
				to++
			}
			after = to
		}
		each(s[name:at], decodeXML(p.in, from, to))
		at = after
	}
	return at
}

// formField takes an option -F of curl, or with literal one of --form-string.
func (c *curl) formField(w word, literal bool) {
	s := w.String
	equals := strings.IndexByte(s, '=')
	if equals < 0 {
		return
	}
	from, to := equals+1, len(s)
	if !literal {
		if from < to && (s[from] == '@' || s[from] == '<') {
			if strings.EqualFold(s[:equals], "file") {
				c.fields.file = true
			} else {
				c.fields.Redacted = true
			}
			return
		}
		if i := strings.Index(s, ";type="); i > from {
			to = i
		}
		if from+1 < to && s[from] == '"' && s[to-1] == '"' {
			from, to = from+1, to-1
		}
	}
	c.fields.add(s[:equals], slice(w.Text, from, to))
	c.fields.Redacted = c.fields.Redacted || w.expands || w.lost
}
