package paste

import (
	"strings"
)

// startsWget reports whether a command of GNU Wget may start at a place. In PowerShell wget is another program.
func startsWget(s string, at int) bool {
	return strings.HasPrefix(s[at:], "wget ") && (at == 0 || !isWord(s[at-1]) && s[at-1] != '-' && s[at-1] != '.') && webCommandAt(s, at) == 0
}

// wget is one command while its words are read.
type wget struct {
	command
	data *word // of --post-data or --body-data
	file bool  // a body that is not in the paste
}

// wgetValues are the short options that take a value.
const wgetValues = "OoaUtTPieQwlABDIRX"

// wgetValued are the long options that take a value and change nothing of the request.
var wgetValued = [...]string{"output-document", "output-file", "append-output", "tries", "timeout", "dns-timeout", "connect-timeout", "read-timeout",
	"directory-prefix", "input-file", "execute", "wait", "waitretry", "limit-rate", "bind-address", "ca-certificate", "ca-directory", "certificate",
	"private-key", "secure-protocol", "ciphers", "user", "password", "http-user", "http-password", "proxy-user", "proxy-password", "save-cookies",
	"local-encoding", "remote-encoding", "restrict-file-names", "prefer-family", "retry-on-http-error", "max-redirect", "base", "config"}

// readWget reads one command of GNU Wget.
func (p *parser) readWget(at int) (end int, ok bool) {
	command, words, end := p.command(at, "Wget", KindWget)
	c := &wget{command: command}
	for i := 1; i < len(words); i++ {
		i = c.option(words, i)
	}
	if c.url.String == "" || !looksLikeURL(c.url.String) {
		return max(end, at+1), false
	}
	c.finish()
	return end, c.done(at, end)
}

// option takes the word with index i, and its value when it has one, and returns the index of the last word taken.
func (c *wget) option(words []word, i int) int {
	w := words[i]
	switch name := w.String; {
	case !strings.HasPrefix(name, "-") || name == "-":
		if c.url.String == "" {
			c.url = w
		}
	case strings.HasPrefix(name, "--"):
		name, value, glued := strings.Cut(name[2:], "=")
		if glued {
			w.Text = slice(w.Text, len(w.String)-len(value), len(w.String))
		} else if wgetTakesValue(name) && i+1 < len(words) {
			i++
			w = words[i]
		}
		c.value(name, w)
	default:
		for k := 1; k < len(name); k++ {
			if strings.IndexByte(wgetValues, name[k]) < 0 {
				continue
			}
			if k+1 < len(name) {
				w.Text = slice(w.Text, k+1, len(name))
			} else if i+1 < len(words) {
				i++
				w = words[i]
			}
			if name[k] == 'U' {
				c.value("user-agent", w)
			}
			break
		}
	}
	return i
}

func wgetTakesValue(name string) bool {
	switch name {
	case "header", "method", "post-data", "body-data", "post-file", "body-file", "user-agent", "referer", "load-cookies":
		return true
	}
	for _, v := range wgetValued {
		if v == name {
			return true
		}
	}
	return false
}

func (c *wget) value(name string, w word) {
	switch name {
	case "header":
		if w.String == "" { // forgets the headers before it
			c.r.Headers, c.r.NameMaps, c.r.ValueMaps, c.r.Implied, c.r.Expands = nil, nil, nil, nil, nil
			return
		}
		c.headerWord(w)
	case "method":
		c.r.Method, c.r.MethodMap = w.String, w.Map
	case "post-data", "body-data":
		c.data = &w
	case "post-file", "body-file":
		c.file = true
	case "user-agent":
		c.add("User-Agent", w.Text, true)
	case "referer":
		c.add("Referer", w.Text, true)
	}
}

// finish puts together what Wget sends. Its User-Agent and some more depend on its version.
func (c *wget) finish() {
	r := &c.r
	c.unknown = true
	c.url.Text = encodedUnsafe(c.url.Text, "Wget encodes it")
	c.setURL("http")
	switch {
	case c.file:
	case c.data != nil:
		c.setCommandBody(c.data.Text)
		r.doubt(c.shell.doubt(*c.data))
		if c.data.expands {
			r.Body = Unknown
		}
	default:
		r.Body = Absent
	}
	method := "GET"
	if c.data != nil || c.file {
		method = "POST"
		c.add("Content-Type", inserted("application/x-www-form-urlencoded", "Wget sets it with data"), false)
	}
	c.setCommandMethod(method)
	c.addHost()
	c.add("Accept", inserted("*/*", "Wget sends it"), false)
	c.addLength()
}
