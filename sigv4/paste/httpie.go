package paste

import (
	"strings"

	"countersign/sigv4"
)

// startsHTTPie reports whether a command of HTTPie may start at a place: http or https as a word of its own,
// at the start of a line, behind a prompt or behind a pipe.
func startsHTTPie(s string, at int) bool {
	rest := strings.TrimPrefix(strings.TrimPrefix(s[at:], "http"), "s")
	return strings.HasPrefix(s[at:], "http") && (strings.HasPrefix(rest, " ") || strings.HasPrefix(rest, "\\\n")) && startsCommand(s, at)
}

// startsCommand reports whether a command of a shell may start at a place.
func startsCommand(s string, at int) bool {
	return startsAlone(s, at) || at > 1 && s[at-1] == ' ' && strings.IndexByte("$#%>|&;", s[at-2]) >= 0 || s[at-1] == '`'
}

// httpie is one command while its words are read.
type httpie struct {
	command
	form, multipart bool
	raw             *word
	body            bool // from a file, a pipe, or with -d of another program: not in the paste
	data            []item
	words           []word // that are no options
}

// What HTTPie's options that take a value are called, the short ones and the long ones.
const httpieValues = "aApos"

var httpieValued = [...]string{"auth", "auth-type", "print", "output", "style", "pretty", "session", "session-read-only", "verify", "cert", "cert-key",
	"cert-key-pass", "ciphers", "ssl", "timeout", "max-redirects", "max-headers", "proxy", "format-options", "response-charset", "response-mime",
	"boundary", "raw", "default-scheme", "history-print"}

// readHTTPie reads one command: http [options] [method] address [items].
func (p *parser) readHTTPie(at int) (end int, ok bool) {
	s := p.in.String
	program := "http"
	if strings.HasPrefix(s[at:], "https") {
		program = "https"
	}
	command, words, end := p.command(at, "HTTPie", KindHTTPie)
	c := &httpie{command: command, words: make([]word, 0, len(words))}
	for i := 1; i < len(words); i++ {
		i = c.option(words, i)
	}
	c.body = end < len(s) && s[end] == '<' || at > 1 && s[at-2] == '|'
	c.method()
	if len(c.words) == 0 || !isHTTPieAddress(c.words[0].String) {
		return max(end, at+1), false
	}
	c.url = c.words[0]
	var queries []item
	for _, w := range c.words[1:] {
		it, ok := splitItem(w)
		if !ok { // no command of HTTPie's
			return max(end, at+1), false
		}
		if it.separator == "==" || it.separator == "==@" {
			queries = append(queries, it)
		} else {
			c.item(it, w)
		}
	}
	c.finish(program, queries)
	return end, c.done(at, end)
}

// option takes the word with index i, and its value when it has one, and returns the index of the last word taken.
func (c *httpie) option(words []word, i int) int {
	w := words[i]
	name, isOption := strings.CutPrefix(w.String, "-")
	if !isOption || name == "" {
		c.words = append(c.words, w)
		return i
	}
	if long, ok := strings.CutPrefix(name, "-"); ok {
		name, value, glued := strings.Cut(long, "=")
		valued := false
		for _, v := range httpieValued {
			valued = valued || v == name
		}
		switch {
		case glued:
			w.Text = slice(w.Text, len(w.String)-len(value), len(w.String))
		case valued && i+1 < len(words):
			i++
			w = words[i]
		}
		c.set(name, w)
		return i
	}
	for k := range len(name) {
		if strings.IndexByte(httpieValues, name[k]) < 0 {
			c.set(name[k:k+1], w)
			continue
		}
		if k+1 == len(name) && i+1 < len(words) {
			i++
		}
		break
	}
	return i
}

func (c *httpie) set(name string, value word) {
	switch name {
	case "f", "form":
		c.form = true
	case "multipart":
		c.multipart = true
	case "raw":
		c.raw = &value
	case "default-scheme":
		c.r.Scheme = value.String
	}
}

// method takes the method from the words: letters before an address.
func (c *httpie) method() {
	if len(c.words) < 2 {
		return
	}
	w := c.words[0]
	upper := strings.ToUpper(w.String)
	for _, m := range methods {
		if upper != m {
			continue
		}
		text := rewrite(w.Text)
		if upper == w.String {
			text.copy(0, len(upper))
		} else {
			text.replace(0, len(upper), upper)
		}
		method := text.text()
		c.r.Method, c.r.MethodMap = method.String, method.Map
		c.words = c.words[1:]
		return
	}
}

// isHTTPieAddress reports whether a word may be an address: :3000/x stands for one of this machine.
func isHTTPieAddress(s string) bool {
	if rest, ok := strings.CutPrefix(s, ":"); ok {
		return rest == "" || isDigit(rest[0]) || rest[0] == '/'
	}
	return looksLikeURL(s)
}

// finish puts together what HTTPie sends. Some of its headers depend on its version.
func (c *httpie) finish(program string, queries []item) {
	r := &c.r
	c.unknown = true
	scheme := program
	if r.Scheme != "" {
		scheme = r.Scheme
	}
	c.url.Text = encodedUnsafe(localAddress(c.url.Text), "HTTPie encodes it")
	c.setURL(scheme)
	for _, q := range queries {
		w := rewrite(q.name)
		w.encodeForm()
		w.insert("=", "HTTPie joins name and value")
		w.in = q.value
		w.encodeForm()
		target := join(sigv4.Text{String: r.Target, Map: r.TargetMap}, w.text(), querySeparator(r.Target))
		r.Target, r.TargetMap = target.String, target.Map
		r.Redacted = r.Redacted || q.masked
	}
	hasBody := c.raw != nil || c.body || len(c.data) > 0 || c.multipart
	switch body, known := c.written(); {
	case c.raw != nil:
		c.setCommandBody(c.raw.Text)
		if c.raw.expands {
			r.Body = Unknown
		}
	case !hasBody:
		r.Body = Absent
	case known:
		c.setCommandBody(body)
		r.doubt("HTTPie writes it out of the items")
	}
	method := "GET"
	if hasBody {
		method = "POST"
	}
	c.setCommandMethod(method)
	c.addHost()
	switch {
	case !hasBody, c.multipart:
		c.add("Accept", inserted("*/*", "HTTPie sends it"), false)
	case c.form:
		c.add("Content-Type", inserted("application/x-www-form-urlencoded; charset=utf-8", "--form sets it"), false)
		c.add("Accept", inserted("*/*", "HTTPie sends it"), false)
	default:
		c.add("Content-Type", inserted("application/json", "HTTPie sets it with data"), false)
		c.add("Accept", inserted("application/json, */*;q=0.5", "HTTPie sets it with data"), false)
	}
	c.addLength()
}

// localAddress is an address with the host that HTTPie supposes before a colon.
func localAddress(t sigv4.Text) sigv4.Text {
	if !strings.HasPrefix(t.String, ":") {
		return t
	}
	from := 0
	if len(t.String) == 1 || t.String[1] == '/' {
		from = 1
	}
	w := rewrite(t)
	w.insert("localhost", "HTTPie supposes it")
	w.drop(0, from, "no port is said")
	w.copy(from, len(t.String))
	return w.text()
}
