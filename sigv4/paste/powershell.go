package paste

import (
	"strings"
)

// webCommands send a request.
var webCommands = [...]string{"invoke-webrequest", "invoke-restmethod", "iwr", "irm", "curl -uri", "wget -uri"}

// maxStatements bounds the assignments before one command that are read.
const maxStatements = 256

func startsPowerShell(s string, at int) bool {
	if s[at] == '$' {
		return (at == 0 || s[at-1] == '\n') && at+1 < len(s) && isWord(s[at+1])
	}
	return webCommandAt(s, at) > 0
}

// webCommandAt is the length of the command's name at a place, 0 for none.
func webCommandAt(s string, at int) int {
	if at >= len(s) || s[at]|0x20 != 'i' && s[at] != 'c' && s[at] != 'w' || at > 0 && (isWord(s[at-1]) || s[at-1] == '-' || s[at-1] == '.') {
		return 0
	}
	for _, name := range webCommands {
		if equalFold(s, at, name) && at+len(name) < len(s) && strings.IndexByte(" \t`", s[at+len(name)]) >= 0 {
			n, _, _ := strings.Cut(name, " ")
			return len(n)
		}
	}
	return 0
}

// A script is one command of PowerShell with the assignments before it, while it is read.
type script struct {
	p       *parser
	values  map[string]setting // of variables, in lower case
	agents  map[string]word    // UserAgent of a session
	r       Request
	uri     word
	method  word
	body    *setting
	headers []setting
	hidden  bool // a part of the request is not in the paste: a file, a form
	cut     bool
}

// setting is a value: a word, or the pairs of a table.
type setting struct {
	word
	table bool
	pairs []tablePair
}

type tablePair struct {
	name  word
	value setting
}

// readPowerShell reads Invoke-WebRequest or Invoke-RestMethod, with the variables that are set in
// the lines before it. Browsers copy a request so.
func (p *parser) readPowerShell(at int) (end int, ok bool) {
	s := p.in.String
	c := script{p: p, values: map[string]setting{}, agents: map[string]word{}, r: Request{Format: KindPowerShell}}
	end = at
	for range maxStatements {
		if n := webCommandAt(s, end); n > 0 {
			end = c.parameters(end + n)
			if c.uri.String == "" || !looksLikeURL(c.uri.String) {
				return end, false
			}
			c.finish(promptStart(s, at), end)
			return end, true
		}
		if end == len(s) || s[end] != '$' {
			break
		}
		next := c.statement(end)
		if webCommandAt(s, next) > 0 {
			end = next
			continue
		}
		for end = skipSpace(s, next); end < len(s) && (s[end] == ';' || s[end] == '#'); {
			if s[end] == '#' {
				end = lineEnd(s, end)
			}
			end = skipSpace(s, min(end+1, len(s)))
		}
	}
	return max(end, at+1), false
}

// statement reads an assignment that starts with a variable, and returns where it ends, or where the
// command starts whose result is assigned.
func (c *script) statement(at int) int {
	s := c.p.in.String
	end := at + 1
	for end < len(s) && (isWord(s[end]) || s[end] == ':') {
		end++
	}
	name := strings.ToLower(s[at+1 : end])
	switch {
	case equalFold(s, end, ".useragent"):
		if value, next, ok := c.assigned(end + len(".useragent")); ok {
			c.agents[name] = value.word
			return next
		}
	case equalFold(s, end, ".add("):
		key := c.literal(skipBlanks(s, end+len(".add(")))
		if next := skipBlanks(s, key.to); next < len(s) && s[next] == ',' {
			value, after := c.value(skipBlanks(s, next+1))
			c.addPair(name, key, value)
			if after = skipBlanks(s, after); after < len(s) && s[after] == ')' {
				return after + 1
			}
		}
	case end < len(s) && s[end] == '[':
		if key := c.literal(end + 1); key.to < len(s) && s[key.to] == ']' {
			if value, next, ok := c.assigned(key.to + 1); ok {
				c.addPair(name, key, value)
				return next
			}
		}
	default:
		if equals := skipBlanks(s, end); equals < len(s) && s[equals] == '=' && webCommandAt(s, skipBlanks(s, equals+1)) > 0 {
			return skipBlanks(s, equals+1)
		}
		if value, next, ok := c.assigned(end); ok {
			c.values[name] = value
			if equalFold(value.String, 0, "new-object") {
				c.values[name] = setting{table: true}
				return lineEnd(s, next)
			}
			return next
		}
	}
	return lineEnd(s, end)
}

func (c *script) addPair(name string, key word, value setting) {
	table := c.values[name]
	table.table = true
	table.pairs = append(table.pairs, tablePair{key, value})
	c.values[name] = table
}

// assigned reads "= value".
func (c *script) assigned(at int) (value setting, end int, ok bool) {
	s := c.p.in.String
	if at = skipBlanks(s, at); at == len(s) || s[at] != '=' {
		return value, at, false
	}
	value, end = c.value(skipBlanks(s, at+1))
	return value, end, end > at+1
}

// value reads a table, a variable or a word.
func (c *script) value(at int) (setting, int) {
	s := c.p.in.String
	if equalFold(s, at, "[ordered]") {
		at = skipBlanks(s, at+len("[ordered]"))
	}
	if strings.HasPrefix(s[at:], "@{") {
		return c.table(at + len("@{"))
	}
	w := c.p.readPowerShellWord(at)
	c.cut = c.cut || w.cut
	if known, ok := c.values[strings.ToLower(strings.TrimPrefix(w.String, "$"))]; ok && strings.HasPrefix(w.String, "$") && w.expands {
		return known, w.to
	}
	return setting{word: w}, w.to
}

// literal reads a quoted string, or the bare word up to an equals sign: what follows it is none of it.
func (c *script) literal(at int) word {
	s := c.p.in.String
	w := rewrite(c.p.in)
	key := word{from: at, to: at}
	switch n := powerShellQuote(s, at); {
	case n > 0 && isSingle(s, at):
		key.to = key.readSingle(w, at)
	case n > 0:
		key.to = key.readExpanding(w, at)
	default:
		for key.to < len(s) && isToken(s[key.to]) {
			key.to++
		}
		w.copy(at, key.to)
	}
	key.Text = w.text()
	return key
}

// table reads the pairs of @{ "name"="value"; … } up to its end.
func (c *script) table(at int) (setting, int) {
	s := c.p.in.String
	t := setting{table: true}
	for len(t.pairs) < maxHeaders {
		for at < len(s) && (isSpace(s[at]) || s[at] == ';') {
			at++
		}
		if at == len(s) {
			c.cut = true
			return t, at
		}
		if s[at] == '}' {
			return t, at + 1
		}
		key := c.literal(at)
		next := skipBlanks(s, key.to)
		if next == at || next == len(s) || s[next] != '=' {
			c.cut = c.cut || next == len(s)
			return t, max(next, at)
		}
		value, end := c.value(skipBlanks(s, next+1))
		t.pairs = append(t.pairs, tablePair{key, value})
		at = end
	}
	return t, at
}
