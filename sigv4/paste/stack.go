package paste

import "strings"

// readStacks finds, in what nothing else claimed, the lines that a program writes around an error and that
// bear on no signature: its stack of calls, and the edges and the place in the source of Terraform's box.
func (p *parser) readStacks() {
	s := p.in.String
	from := 0
	scan := func(to int) {
		run := -1
		after := false // the line below one that names a file is the code in it
		at, gap := from, s[:to]
		if at > 0 && at < to && s[at-1] != '\n' {
			at = nextLine(gap, at)
		}
		for at < to {
			if c := s[at]; run < 0 && c != ' ' && c != '\t' && c != 0xe2 && strings.IndexByte("TC-@", c) < 0 {
				at = nextLine(gap, at)
				continue
			}
			end := nextLine(gap, at)
			line := gap[at:lineEnd(gap, at)]
			kind := stackKind(line)
			switch {
			case s[end-1] != '\n' && to < len(s): // a block starts in it
			case kind != noStack, after && run >= 0 && line != "" && line[0] == ' ', run >= 0 && strings.TrimSpace(line) == "":
				if run < 0 {
					run = at
				}
				after = kind == stackFile
				at = end
				continue
			}
			p.claimStack(run, at)
			run, after, at = -1, false, end
		}
		p.claimStack(run, min(at, to))
	}
	for _, b := range p.blocks {
		if b.from > from {
			scan(b.from)
		}
		from = max(from, b.to)
	}
	scan(len(s))
	p.sortBlocks()
}

func (p *parser) claimStack(from, to int) {
	if from < 0 || len(p.claimed) >= maxBlocks {
		return
	}
	if start, end := trimmed(p.in.String, from, to); start < end {
		p.claimed = append(p.claimed, block{from: start, to: end, kind: KindLog})
	}
}

// lineKind is what a line of a stack is.
type lineKind uint8

const (
	noStack   lineKind = iota
	stackCall          // a call, an edge, a cause
	stackFile          // a file and a line number: its code follows
)

// stackKind reads a line: of Java, JavaScript and .NET ("   at f(…)", "Caused by: …", " ---> …"), of Python
// ("Traceback (most recent call last):", `  File "a.py", line 1, in f`), of Terraform's box, or of what the SDK
// for JavaScript tells of its settings.
func stackKind(line string) lineKind {
	text := strings.TrimSpace(line)
	indented := len(line) > 0 && (line[0] == ' ' || line[0] == '\t')
	switch {
	case text == "╷", text == "╵", strings.HasPrefix(text, "Traceback (most recent call last)"):
		return stackCall
	case strings.HasPrefix(text, "Caused by:"), strings.HasPrefix(text, "@smithy/"), strings.HasPrefix(text, "---> "), strings.HasPrefix(text, "--- End of "):
		return stackCall
	case !indented:
	case strings.Trim(text, "^~") == "" && text != "": // below the code, where in it a call of Python stands
		return stackCall
	case strings.HasPrefix(text, "at ") && strings.ContainsAny(text, "(:"):
		return stackCall
	case strings.HasPrefix(text, "... ") && strings.HasSuffix(text, " more"):
		return stackCall
	case strings.HasPrefix(text, "with ") && strings.HasSuffix(text, ","):
		return stackCall
	case strings.HasPrefix(text, `File "`) && strings.Contains(text, `", line `), strings.HasPrefix(text, "on ") && strings.Contains(text, " line ") && strings.HasSuffix(text, ":"):
		return stackFile
	}
	return noStack
}
