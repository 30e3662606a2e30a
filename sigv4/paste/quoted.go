package paste

import "strings"

// quotedBodies start the bodies that Ruby and Python print in quotes in a line of their own.
var quotedBodies = [...]string{"<?xml ", "<Error", `{"`, `{\"`}

func startsQuoted(s string, at int) bool {
	if at > 0 && s[at-1] != '\n' {
		return false
	}
	from := at
	if s[from] == 'b' {
		from++
	}
	if from+1 >= len(s) || s[from] != '"' && s[from] != '\'' {
		return false
	}
	for _, start := range quotedBodies {
		if strings.HasPrefix(s[from+1:], start) {
			return true
		}
	}
	return false
}

// readQuoted reads an error in quotes, with the escapes of Ruby and Python.
func (p *parser) readQuoted(at int) (end int, ok bool) {
	from, to, end, ok := pythonLiteral(p.in.String, at)
	if !ok {
		return max(end, at+1), false
	}
	blocks := len(p.blocks)
	if ok = p.readInner(unquotePython(p.in, from, to), at, end); !ok {
		p.blocks = p.blocks[:blocks]
	}
	return end, ok
}
