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

// maxWords bounds the words of one command that are read.
const maxWords = 4096

// curl is one command while its words are read.
type curl struct {
	p       *parser
	r       Request
	url     word
	data    []datum
	get     bool // -G: data goes to the query
	json    bool
	form    bool     // -F or -T: a body that is not in the paste
	removed []string // by -H 'Name:'
	shell   shell
	unknown bool // an option adds headers that are not in the paste: -u, -K, a file of cookies
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
	s := p.in.String
	c := &curl{p: p, r: Request{Format: KindCurl, Response: -1, Error: -1, OtherHeaders: Absent}}
	c.shell = p.shellAt(at)
	words, end := p.readCommand(at, c.shell)
	for i := 1; i < len(words); i++ {
		i = c.option(words, i)
	}
	if n := len(words); n > 0 && (words[n-1].cut || skipSpace(s, end) == len(s) && continuesWith(s[at:]) == c.shell.joiner()) {
		c.r.Cut, c.unknown = true, true
	}
	if c.url.String == "" || !looksLikeURL(c.url.String) {
		return end, false
	}
	_, end = trimmed(s, at, end)
	c.finish(commandStart(s, at), end)
	return end, true
}

// commandStart is where the command starts with the path of the program and the prompt before it.
func commandStart(s string, at int) int {
	from := at
	for from > 0 && (isWord(s[from-1]) || s[from-1] == '/' || s[from-1] == '-' || s[from-1] == '.') {
		from--
	}
	if strings.HasSuffix(s[:from], "$ ") {
		return from - len("$ ")
	}
	return promptStart(s, from)
}

// readCommand reads words up to the end of the line or an operator; what the shell joins lines with
// before the newline joins them.
func (p *parser) readCommand(at int, in shell) (words []word, end int) {
	s := p.in.String
	readWord := in.reader()
	for len(words) < maxWords {
		for {
			at = skipBlanks(s, at)
			if at < len(s) && strings.IndexByte("\\^`", s[at]) >= 0 && newlineAt(s, skipBlanks(s, at+1)) > 0 { // bash, cmd.exe, PowerShell
				at = afterPrompt(s, nextLine(s, at))
				continue
			}
			break
		}
		if at < len(s) && s[at] == '#' {
			comment := nextLine(s, at)
			if option := skipBlanks(s, comment); !startsAlone(s, at) || option == len(s) || s[option] != '-' {
				return words, at
			}
			at = comment // a comment between the lines of a command
			continue
		}
		if at >= len(s) || isSpace(s[at]) || strings.IndexByte(";|&()", s[at]) >= 0 {
			return words, at
		}
		if s[at] == '<' || s[at] == '>' {
			if end := strings.IndexByte(s[at:min(len(s), at+64)], '>'); s[at] == '>' || end < 2 || !isPhrase(s[at+1:at+end]) {
				return words, at
			}
			next := readWord(p, at+strings.IndexByte(s[at:], '>')+1) // <placeholder>
			next.Text, next.from, next.expands = p.text(at, next.to), at, true
			words, at = append(words, next), next.to
			continue
		}
		w := readWord(p, at)
		if w.to == at {
			return words, at
		}
		for w.to < len(s) && (strings.IndexByte("<&>(", s[w.to]) >= 0 && strings.Contains(w.String, "://") || joinsPairs(s, w)) { // an unquoted address with a placeholder or &
			more := readWord(p, w.to+1)
			w.Text, w.to, w.expands = p.text(w.from, more.to), more.to, w.expands || more.expands
		}
		words, at = append(words, w), w.to
	}
	return words, at
}

// joinsPairs reports whether a word without quotation marks goes on behind an ampersand, as data of a
// form do where a log lost its quotation marks: a=b&c=d.
func joinsPairs(s string, w word) bool {
	return s[w.to] == '&' && w.to+1 < len(s) && isAlnum(s[w.to+1]) && strings.IndexByte(w.String, '=') > 0
}

func looksLikeURL(s string) bool {
	return strings.Contains(s, "://") || strings.Contains(s, ".") && !strings.HasSuffix(s, ".") || strings.HasPrefix(s, "localhost") || isMasked(s)
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
		c.header(w)
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
	case "F", "form", "form-string", "T", "upload-file":
		c.form = true
		if (name == "T" || name == "upload-file") && c.r.Method == "" {
			c.r.Method, c.r.ImpliedMethod = "PUT", true
		}
	case "K", "config", "oauth2-bearer", "u", "user", "aws-sigv4":
		c.unknown = true
	case "request-target":
		c.r.Redacted = true
	}
}

// header takes the value of -H: "Name: value", "Name;" for an empty one, "Name:" to remove.
func (c *curl) header(w word) {
	s := w.String
	end := 0
	for end < len(s) && s[end] != ':' && s[end] != ';' {
		end++
	}
	if end == len(s) || end == 0 {
		c.unknown = c.unknown || strings.HasPrefix(s, "@")
		return
	}
	from, to := trimmed(s, end+1, len(s))
	if from == to && s[end] == ':' {
		c.removed = append(c.removed, strings.ToLower(s[:end]))
		return
	}
	if s[end] == ';' && from < to {
		return // curl sends nothing for "Name; value"
	}
	c.r.Headers = append(c.r.Headers, sigv4.Header{Name: s[:end], Value: s[from:to]})
	c.r.NameMaps = append(c.r.NameMaps, slice(w.Text, 0, end).Map)
	c.r.ValueMaps = append(c.r.ValueMaps, slice(w.Text, from, to).Map)
	c.r.Implied = append(c.r.Implied, false)
	c.r.Expands = append(c.r.Expands, w.expands || w.lost)
	c.r.Redacted = c.r.Redacted || w.expands || w.lost || isMasked(s[from:to])
}

// add appends a header that the command does not write out. With said, its value comes from an option.
func (c *curl) add(name string, value sigv4.Text, said bool) {
	if _, present := headerValue(c.r.Headers, name); present {
		return
	}
	for _, r := range c.removed {
		if strings.EqualFold(r, name) {
			return
		}
	}
	c.r.Headers = append(c.r.Headers, sigv4.Header{Name: name, Value: value.String})
	c.r.NameMaps = append(c.r.NameMaps, inserted(name, "curl sends it").Map)
	c.r.ValueMaps = append(c.r.ValueMaps, value.Map)
	c.r.Implied = append(c.r.Implied, !said)
	c.r.Expands = append(c.r.Expands, false)
}

// inserted is a text that has no source.
func inserted(text, why string) sigv4.Text {
	w := rewrite(sigv4.Text{})
	w.insert(text, why)
	return w.text()
}
