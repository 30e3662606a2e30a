package paste

import "strings"

// switches are the parameters that take no value.
var switches = [...]string{"usebasicparsing", "usedefaultcredentials", "skipcertificatecheck", "skipheadervalidation", "skiphttperrorcheck", "disablekeepalive", "passthru", "resume",
	"allowunencryptedauthentication", "allowinsecureredirect", "noproxy", "preserveauthorizationonredirect", "preservehttpmethodonredirect", "followrellink", "verbose", "debug"}

// parameters reads what follows the command's name, up to the end of the command.
func (c *script) parameters(at int) int {
	s := c.p.in.String
	for range maxWords {
		next := continued(s, at)
		if next == len(s) || isSpace(s[next]) || strings.IndexByte(";|)}#", s[next]) >= 0 {
			c.cut = c.cut || next == len(s) && next > at && strings.HasSuffix(strings.TrimSpace(s[at:]), "`")
			break
		}
		at = next
		if s[at] == '@' && at+1 < len(s) && isWord(s[at+1]) { // the pairs of a table as parameters
			w := c.p.readPowerShellWord(at)
			for _, pair := range c.values[strings.ToLower(w.String[1:])].pairs {
				c.parameter(strings.ToLower(pair.name.String), pair.value)
			}
			at = w.to
			continue
		}
		if s[at] != '-' {
			value, end := c.value(at)
			if c.uri.String == "" {
				c.uri = value.word
			}
			at = max(end, at+1)
			continue
		}
		end := at + 1
		for end < len(s) && isAlnum(s[end]) {
			end++
		}
		name := strings.ToLower(s[at+1 : end])
		if end < len(s) && s[end] == ':' {
			end++
		}
		at = end
		if end = continued(s, at); isSwitch(name) || end == len(s) || isSpace(s[end]) || s[end] == '-' && end+1 < len(s) && !isDigit(s[end+1]) {
			continue
		}
		var value setting
		value, end = c.value(end)
		c.parameter(name, value)
		at = max(end, at+1)
	}
	return at
}

// continued is the place of the next word of a command, across a backtick at the end of a line and the
// console's prompt after it.
func continued(s string, at int) int {
	for {
		at = skipBlanks(s, at)
		if at < len(s) && s[at] == '`' && skipBlanks(s, at+1) == len(s) {
			return len(s)
		}
		if at == len(s) || s[at] != '`' || newlineAt(s, skipBlanks(s, at+1)) == 0 {
			return at
		}
		at = afterPrompt(s, nextLine(s, at))
	}
}

// afterPrompt is the place after what a terminal writes before a line that goes on: "> ", ">> ", "More? ".
func afterPrompt(s string, at int) int {
	for _, prompt := range [...]string{">> ", "> ", "More? "} {
		if strings.HasPrefix(s[at:], prompt) {
			return at + len(prompt)
		}
	}
	return at
}

func isSwitch(name string) bool {
	for _, s := range switches {
		if s == name {
			return true
		}
	}
	return false
}

// parameter takes one parameter. PowerShell knows names by their beginnings.
func (c *script) parameter(name string, value setting) {
	is := func(full string) bool { return len(name) > 1 && strings.HasPrefix(full, name) }
	switch {
	case is("uri"):
		c.uri = value.word
	case is("method"), is("custommethod"):
		c.method = value.word
	case is("headers"):
		c.headers = append(c.headers, value)
	case is("body"):
		c.body = &value
	case is("contenttype"):
		c.say("Content-Type", value.word)
	case is("useragent"):
		c.say("User-Agent", value.word)
	case is("websession"):
		if agent, ok := c.agents[strings.ToLower(strings.TrimPrefix(value.String, "$"))]; ok {
			c.say("User-Agent", agent)
		} else if value.table {
			for name, agent := range c.agents {
				if c.values[name].table {
					c.say("User-Agent", agent)
				}
			}
		}
	case is("infile"), is("form"):
		c.hidden = true
	}
}
