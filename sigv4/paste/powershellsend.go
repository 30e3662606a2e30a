package paste

import (
	"strconv"
	"strings"
)

// say adds a header that a parameter of its own sets.
func (c *script) say(name string, value word) {
	if _, said := headerValue(c.r.Headers, name); !said {
		c.r.setHeader(inserted(name, "a parameter sets it"), value.Text)
		c.expand(value)
	}
}

// expand notes that the header added last holds what is not in the paste.
func (c *script) expand(value word) {
	c.r.Expands[len(c.r.Expands)-1] = value.expands
	c.r.Redacted = c.r.Redacted || value.expands
}

// finish puts together what PowerShell sends.
func (c *script) finish(at, end int) {
	r := &c.r
	r.Cut = c.cut
	for _, table := range c.headers {
		pseudo := table.hasPseudo()
		for _, pair := range table.pairs {
			if pseudo && isPseudo(pair.name.String) || pair.name.String == "" {
				continue
			}
			r.setHeader(pair.name.Text, pair.value.Text)
			c.expand(pair.value.word)
		}
		r.Redacted = r.Redacted || !table.table // made elsewhere
	}
	method := c.method.Text
	if upper := strings.ToUpper(method.String); method.String != upper { // Get sends GET
		w := rewrite(method)
		w.replace(0, len(method.String), upper)
		method = w.text()
	}
	r.setMethod(method, "GET", "PowerShell chooses the method")
	r.setAddress(schemed(c.uri.Text, "http", "PowerShell"), "PowerShell sends that of the address")
	r.Redacted = r.Redacted || c.uri.expands || c.method.expands
	c.setBody()
	c.p.addRequest(*r, at, end)
}

// setBody gives the request its body, with the headers that PowerShell adds for it.
func (c *script) setBody() {
	r := &c.r
	switch {
	case c.hidden, c.body != nil && (c.body.table || c.body.expands && (c.body.String == "" || strings.IndexByte("($", c.body.String[0]) >= 0)):
		return
	case c.body == nil:
		if !r.Cut {
			r.Body = Absent
		}
		return
	}
	doubt := ""
	switch {
	case c.body.expands:
		doubt = "it holds a variable"
	case c.body.cut:
		doubt = "the text ends inside it"
	case !c.body.encoded && strings.IndexFunc(c.body.String, func(r rune) bool { return r > 127 }) >= 0:
		doubt = "how it is encoded depends on the version of PowerShell"
	}
	c.p.setText(r, c.body.Text, doubt)
	if r.Method == "POST" {
		r.imply("Content-Type", inserted("application/x-www-form-urlencoded", "PowerShell sets it"), "PowerShell sets it")
	}
	if r.Body == Present {
		r.imply("Content-Length", inserted(strconv.Itoa(len(c.body.String)), "PowerShell counts the body"), "PowerShell counts the body")
	}
}

// pseudoHeaders are those of HTTP/2 that browsers copy as if they were headers, without the colon.
var pseudoHeaders = [...]string{"authority", "method", "path", "scheme"}

func isPseudo(name string) bool {
	for _, pseudo := range pseudoHeaders {
		if name == pseudo || name == ":"+pseudo {
			return true
		}
	}
	return false
}

// hasPseudo reports whether all of them are in a table.
func (v setting) hasPseudo() bool {
	n := 0
	for _, pair := range v.pairs {
		if isPseudo(pair.name.String) {
			n++
		}
	}
	return n == len(pseudoHeaders)
}

// promptStart is where the line of a command starts with the prompt of PowerShell or cmd.exe before it.
func promptStart(s string, at int) int {
	from := at
	for from > 0 && s[from-1] != '\n' && at-from < 300 {
		from--
	}
	line := s[from:at]
	prompt := strings.TrimRight(line, " ")
	drive := len(prompt) > 3 && isAlnum(prompt[0]) && prompt[1] == ':' && prompt[2] == '\\'
	if strings.HasSuffix(prompt, ">") && (strings.HasPrefix(prompt, "PS ") || prompt == "PS>" || drive) {
		return from
	}
	return at
}
