package paste

import "strings"

// shell is what a command is quoted for.
type shell uint8

const (
	bash shell = iota
	cmdExe
	powerShell
)

// joiner is the character that joins a line to the next one.
func (in shell) joiner() byte { return [...]byte{bash: '\\', cmdExe: '^', powerShell: '`'}[in] }

// reader is the function that reads a word.
func (in shell) reader() func(*parser, int) word {
	return [...]func(*parser, int) word{bash: (*parser).readWord, cmdExe: (*parser).readCmdWord, powerShell: (*parser).readPowerShellArgument}[in]
}

// doubt is why a word may not be what the program receives, "" for none.
func (in shell) doubt(w word) string {
	switch {
	case w.lost:
		return "the copy has spaces in the place of what is not ASCII"
	case in == powerShell && strings.IndexByte(w.String, '"') >= 0:
		return "what becomes of its quotation marks depends on the version of PowerShell"
	}
	return ""
}

// readPowerShellArgument reads a word for another program. Windows PowerShell leaves it to the reader to
// put a backslash before each quotation mark inside a word: they are undone.
func (p *parser) readPowerShellArgument(at int) word {
	o := p.readPowerShellWord(at)
	if !strings.Contains(o.String, `\"`) {
		return o
	}
	w, from := rewrite(o.Text), 0
	for i := 0; i+1 < len(o.String); i++ {
		if o.String[i] == '\\' && o.String[i+1] == '"' {
			w.copy(from, i)
			w.drop(i, i+1, "escape")
			from, i = i+1, i+1
		}
	}
	w.copy(from, len(o.String))
	o.Text = w.text()
	return o
}

// continuesWith is the last character of a text that is not white space, 0 for none.
func continuesWith(s string) byte {
	if s = strings.TrimSpace(s); s != "" {
		return s[len(s)-1]
	}
	return 0
}

// shellAt finds which shell the command at a place is for: by what its line ends with, by the prompt
// before it, and by quoting that has a meaning in one of them only. A line is looked at once.
func (p *parser) shellAt(at int) shell {
	if at >= p.shellEnd {
		p.shellEnd = max(lineEnd(p.in.String, at), at+1)
		p.shell = shellOf(p.in.String, at, p.shellEnd)
	}
	return p.shell
}

func shellOf(s string, at, end int) shell {
	line := s[at:min(end, len(s))]
	prompt := promptStart(s, at)
	switch joiner := continuesWith(line); {
	case joiner == '^', strings.HasPrefix(line, `curl ^"`), strings.HasPrefix(line, `curl.exe ^"`):
		return cmdExe
	case joiner == '`':
		return powerShell
	case joiner == '\\':
		return bash
	case strings.Contains(line, ` ^"`), strings.Contains(line, `^\^"`), strings.Contains(line, "^%^"):
		return cmdExe
	case prompt < at && strings.HasPrefix(s[prompt:], "PS"):
		return powerShell
	case prompt < at:
		return cmdExe
	case !strings.HasPrefix(line, "curl.exe"):
		return bash
	case strings.IndexByte(line, '`') >= 0 || strings.IndexByte(line, '\'') >= 0 && !strings.Contains(line, `"{\"`):
		return powerShell
	}
	return bash // what is quoted twice in a single line reads the same
}
