package paste

import (
	"strings"

	"countersign/sigv4"
)

func startsCurl(s string, at int) bool {
	if !strings.HasPrefix(s[at:], "curl") || at > 0 && (isWord(s[at-1]) || s[at-1] == '-' || s[at-1] == '.') {
		return false
	}
	rest := s[at+len("curl"):]
	return strings.HasPrefix(rest, " ") || strings.HasPrefix(rest, ".exe ") || strings.HasPrefix(rest, "\t") || strings.HasPrefix(rest, "\\\n")
}

// curl is one command while its words are read.
type curl struct {
	command
	data   []datum
	get    bool // -G: data goes to the query
	json   bool
	form   bool // -F or -T: a body that is not in the paste
	fields formReader
}

// datum is one -d option.
type datum struct {
	sigv4.Text
	masked bool
	doubt  string // why it may not be what is sent
	file   bool   // @file: its bytes are not in the paste
}

// readCurl reads one curl command, quoted for bash, cmd.exe or PowerShell.
func (p *parser) readCurl(at int) (end int, ok bool) {
	command, words, end := p.command(at, "curl", KindCurl)
	c := &curl{command: command}
	for i := 1; i < len(words); i++ {
		i = c.option(words, i)
	}
	if c.url.String == "" || !looksLikeURL(c.url.String) {
		return end, false
	}
	c.finish()
	c.done(at, end)
	c.fields.Address = c.url.Text
	c.fields.done(p, p.blocks[len(p.blocks)-1].from, p.blocks[len(p.blocks)-1].to)
	return end, true
}

// withValue are the short options that take a value, besides those that are read.
const withValue = "AbcCDeEFhKmoPQrtTuUwxXyYzdH"

// valued are the long options that take a value and change nothing of the request.
var valued = [...]string{"output", "max-time", "connect-timeout", "retry", "retry-delay", "proxy", "cacert", "cert", "key", "capath", "resolve",
	"connect-to", "write-out", "interface", "cookie-jar", "dump-header", "limit-rate", "range", "trace", "trace-ascii", "stderr", "ciphers",
	"tls-max", "max-redirs", "unix-socket", "dns-servers", "noproxy", "pinnedpubkey", "proxy-user", "speed-limit", "speed-time"}

// option takes the word with index i, and its value when it has one, and returns the index of the last word taken.
func (c *curl) option(words []word, i int) int {
	w := words[i]
	name := w.String
	switch {
	case !strings.HasPrefix(name, "-") || name == "-":
		if c.url.String == "" || !strings.Contains(c.url.String, "://") && strings.Contains(name, "://") {
			c.url = w
		}
	case strings.HasPrefix(name, "--"):
		name, glued, hasGlued := strings.Cut(name[2:], "=")
		if !takesValue(name) {
			c.flag(name)
			break
		}
		switch {
		case hasGlued:
			w.Text = slice(w.Text, len(w.String)-len(glued), len(w.String))
			c.value(name, w)
		case i+1 < len(words):
			i++
			c.value(name, words[i])
		}
	default:
		for k := 1; k < len(name); k++ {
			if strings.IndexByte(withValue, name[k]) < 0 {
				c.flag(name[k : k+1])
				continue
			}
			if k+1 < len(name) {
				w.Text = slice(w.Text, k+1, len(name))
				c.value(name[k:k+1], w)
			} else if i+1 < len(words) {
				i++
				c.value(name[k:k+1], words[i])
			}
			break
		}
	}
	return i
}

func takesValue(long string) bool {
	switch long {
	case "request", "header", "url", "data", "data-raw", "data-binary", "data-ascii", "data-urlencode", "json", "user", "user-agent",
		"referer", "cookie", "aws-sigv4", "form", "form-string", "upload-file", "config", "request-target", "oauth2-bearer":
		return true
	}
	for _, v := range valued {
		if v == long {
			return true
		}
	}
	return false
}

func (c *curl) flag(name string) {
	switch name {
	case "G", "get":
		c.get = true
	case "I", "head":
		if c.r.Method == "" {
			c.r.Method, c.r.ImpliedMethod = "HEAD", true
		}
	}
}

func (c *curl) value(name string, w word) {
	switch name {
	case "X", "request":
		c.r.Method, c.r.MethodMap, c.r.ImpliedMethod = w.String, w.Map, false
	case "url":
		c.url = w
	case "H", "header":
		c.headerWord(w)
	case "A", "user-agent":
		c.add("User-Agent", w.Text, true)
		c.r.Redacted = c.r.Redacted || w.expands
	case "e", "referer":
		c.add("Referer", w.Text, true)
	case "b", "cookie":
		if strings.Contains(w.String, "=") {
			c.add("Cookie", w.Text, true)
		} else {
			c.unknown = true
		}
	case "d", "data", "data-ascii", "data-binary", "data-raw", "json", "data-urlencode":
		c.json = c.json || name == "json"
		d := datum{Text: w.Text, masked: w.expands, doubt: c.shell.doubt(w)}
		switch {
		case name != "data-raw" && name != "data-urlencode" && strings.HasPrefix(w.String, "@"):
			d.file = true
		case name == "data-urlencode":
			d.Text, d.file = urlencoded(w.Text)
		}
		c.data = append(c.data, d)
	case "F", "form", "form-string":
		c.form = true
		c.formField(w, name == "form-string")
	case "T", "upload-file":
		c.form = true
		if c.r.Method == "" {
			c.r.Method, c.r.ImpliedMethod = "PUT", true
		}
	case "K", "config", "oauth2-bearer", "u", "user", "aws-sigv4":
		c.unknown = true
	case "request-target":
		c.r.Redacted = true
	}
}
