package paste

import (
	"strconv"
	"strings"

	"countersign/sigv4"
)

// A command is a command of a shell that sends a request, while its words are read.
type command struct {
	p       *parser
	program string
	r       Request
	url     word
	removed []string // headers that the client is told not to send
	shell   shell
	unknown bool // an option adds headers that are not in the paste
}

// maxWords bounds the words of one command that are read.
const maxWords = 4096

// command starts the reading of the command of a program at a place: its words, and where it ends.
func (p *parser) command(at int, program string, kind Kind) (c command, words []word, end int) {
	s := p.in.String
	c = command{p: p, program: program, r: Request{Format: kind, Response: -1, Error: -1, OtherHeaders: Absent}, shell: p.shellAt(at)}
	words, end = p.readCommand(at, c.shell)
	if n := len(words); n > 0 && (words[n-1].cut || skipSpace(s, end) == len(s) && continuesWith(s[at:]) == c.shell.joiner()) {
		c.r.Cut, c.unknown = true, true
	}
	return c, words, end
}

// done adds the request of a command at [at, end).
func (c *command) done(at, end int) bool {
	p, r := c.p, &c.r
	if agent, _ := headerValue(r.Headers, "user-agent"); c.unknown || strings.HasPrefix(agent, "Mozilla/") {
		r.OtherHeaders = Unknown // a browser's copy leaves out what the browser adds
	}
	_, end = trimmed(p.in.String, at, end)
	p.addAnswered(*r, commandStart(p.in.String, at), end)
	return true
}

// setURL gives the request its target, and the scheme that the client supposes when none is said.
func (c *command) setURL(scheme string) {
	r := &c.r
	setTarget(r, schemed(c.url.Text, scheme, c.program))
	r.Redacted = r.Redacted || c.url.expands || isMasked(c.url.String)
}

// schemed gives an address without a scheme the one that the client supposes.
func schemed(t sigv4.Text, scheme, program string) sigv4.Text {
	if strings.Contains(t.String, "://") {
		return t
	}
	w := rewrite(t)
	w.insert(scheme+"://", program+" supposes "+scheme)
	w.copy(0, len(t.String))
	return w.text()
}

// setCommandMethod gives the request the method that the client chooses, where none is said.
func (c *command) setCommandMethod(chosen string) {
	r := &c.r
	if r.Method == "" {
		r.Method, r.ImpliedMethod = chosen, true
	}
	if r.ImpliedMethod {
		r.MethodMap = inserted(r.Method, c.program+" chooses the method").Map
	}
}

// addHost adds the Host of the address, unless the command says one.
func (c *command) addHost() {
	if host, ok := headerValue(c.r.Headers, "host"); ok {
		c.r.Host = host
	} else {
		c.add("Host", inserted(hostSent(c.r.Scheme, c.r.Host), "of the address"), false)
	}
}

// setCommandBody gives the request a body that the command holds.
func (c *command) setCommandBody(body sigv4.Text) {
	c.r.Body = Present
	c.r.Request.Body, c.r.BodyMap = []byte(body.String), body.Map
}

// addLength adds the Content-Length of the body, where it is known.
func (c *command) addLength() {
	if c.r.Body == Present {
		c.add("Content-Length", inserted(strconv.Itoa(len(c.r.Request.Body)), c.program+" counts the body"), false)
	}
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
	words = p.words[:0]
	defer func() { p.words = words }()
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
			if !startsAlone(s, at) {
				return words, at
			}
			comment := nextLine(s, at)
			if option := skipBlanks(s, comment); option == len(s) || s[option] != '-' {
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
		w := p.plainWord(at)
		if w.to == at {
			w = readWord(p, at)
		}
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

// plainWord is the word at a place as most words are, of bytes that stand for themselves; an empty one where it has others.
func (p *parser) plainWord(at int) word {
	s, end := p.in.String, at
	for end < len(s) && isBare(s[end]) {
		end++
	}
	if end == at || end < len(s) && !isSpace(s[end]) {
		return word{to: at}
	}
	return word{Text: p.text(at, end), from: at, to: end}
}

// joinsPairs reports whether a word without quotation marks goes on behind an ampersand, as data of a
// form do where a log lost its quotation marks: a=b&c=d.
func joinsPairs(s string, w word) bool {
	return s[w.to] == '&' && w.to+1 < len(s) && isAlnum(s[w.to+1]) && strings.IndexByte(w.String, '=') > 0
}

func looksLikeURL(s string) bool {
	return strings.Contains(s, "://") || strings.Contains(s, ".") && !strings.HasSuffix(s, ".") || strings.HasPrefix(s, "localhost") || isMasked(s)
}

// headerWord takes a header as curl and HTTPie do: "Name: value", "Name;" for an empty one, "Name:" to remove.
func (c *command) headerWord(w word) {
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
		return // nothing is sent for "Name; value"
	}
	c.r.Headers = append(c.r.Headers, sigv4.Header{Name: s[:end], Value: s[from:to]})
	c.r.NameMaps = append(c.r.NameMaps, slice(w.Text, 0, end).Map)
	c.r.ValueMaps = append(c.r.ValueMaps, slice(w.Text, from, to).Map)
	c.r.Implied = append(c.r.Implied, false)
	c.r.Expands = append(c.r.Expands, w.expands || w.lost)
	c.r.Redacted = c.r.Redacted || w.expands || w.lost || isMasked(s[from:to])
}

// add appends a header that the command does not write out. With said, its value comes from an option.
func (c *command) add(name string, value sigv4.Text, said bool) {
	if _, present := headerValue(c.r.Headers, name); present {
		return
	}
	for _, r := range c.removed {
		if strings.EqualFold(r, name) {
			return
		}
	}
	c.r.Headers = append(c.r.Headers, sigv4.Header{Name: name, Value: value.String})
	c.r.NameMaps = append(c.r.NameMaps, inserted(name, c.program+" sends it").Map)
	c.r.ValueMaps = append(c.r.ValueMaps, value.Map)
	c.r.Implied = append(c.r.Implied, !said)
	c.r.Expands = append(c.r.Expands, false)
}
