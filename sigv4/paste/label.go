package paste

import "strings"

// labelKind is what a label announces.
type labelKind uint8

const (
	noLabel        labelKind = iota
	canonicalLabel           // "Canonical Request:", "CANONICAL STRING", "canonical_request=" ...
	stringLabel              // "StringToSign:", "String to sign" ...
	sideLabel                // only whose it is: "mine:", "server says:"
)

// label is the words before a canonical request or a string to sign.
type label struct {
	from  int // where it starts, or where what it announces does
	text  string
	names labelKind
	side  Side
	// bothSides says that the label names both: then whose it is takes a word for what it is, too.
	bothSides bool
	saysSide  bool // a word says whose it is; without one, a log is its client's
}

// maxLabel is how far before a text its label is looked for, in bytes.
const maxLabel = 120

// labelBefore finds the label of what stands at a place: before it in its line, or in the line above,
// across blank lines, quotes and code fences. It does not look before floor.
func labelBefore(s string, at, floor int) label {
	text, start := textBefore(s, at, floor)
	names := kindOf(text)
	if names == noLabel && strings.IndexByte(text, ':') < 0 {
		return label{from: at}
	}
	text = strings.Trim(text, " \t\r'\"`-[](){}*#<>.")
	text = strings.TrimSuffix(text, " (enclosed in") // curl: "String to sign (enclosed in []) - ["
	l := label{names: names}
	l.side, l.bothSides = sidesOf(strings.ToLower(text))
	l.text = withoutPrefix(text, l.names)
	l.from = start + strings.LastIndex(s[start:at], l.text)
	switch {
	case l.names == noLabel && l.side != UnknownSide && strings.HasSuffix(text, ":") && len(text) < 60 && !l.bothSides:
		l.names = sideLabel
	case l.names == noLabel:
		return label{from: at}
	case l.side == UnknownSide:
		l.side = Client // a log of one's own says no more
		return l
	}
	l.saysSide = true
	return l
}

// textBefore is the line before a place that may hold a label, and from where on it was looked for.
func textBefore(s string, at, floor int) (text string, start int) {
	start = max(floor, at-maxLabel)
	text = s[start:at]
	for range 3 {
		before := len(text)
		text = withoutOpenings(text)
		text = strings.TrimSuffix(text, `\n`)
		text = strings.TrimSuffix(strings.TrimSuffix(text, "&#39;"), "&quot;")
		if len(text) == before {
			break
		}
	}
	if line := strings.LastIndexByte(text, '\n'); line >= 0 {
		text = text[line+1:]
	} else if start > floor { // cut within a long line
		if space := strings.IndexByte(text, ' '); space >= 0 {
			text = text[space+1:]
		}
	}
	if strings.Contains(text, `\n`) {
		text = text[strings.LastIndex(text, `\n`)+2:]
	}
	return text, start
}

// withoutOpenings is a text without the white space, brackets and quotation marks at its end.
func withoutOpenings(text string) string {
	for end := len(text); ; end = len(text) {
		switch {
		case end > 0 && strings.IndexByte(" \t\r\n'\"`[({$", text[end-1]) >= 0:
			text = text[:end-1]
		case end >= len("‘") && smartQuote(text, end-len("‘")):
			text = text[:end-len("‘")]
		default:
			return text
		}
	}
}

// sideOr is the side that the label says. Inside an error, which is the server's, only a word for
// the side counts.
func (l label) sideOr(side Side) Side {
	if l.names == noLabel || side == Server && !l.saysSide {
		return side
	}
	return l.side
}

// prefixMarks end what a log or a sentence says before a label.
var prefixMarks = [...]string{" - ", "] ", ". ", "' ", "DEBUG: ", "::sign: "}

// withoutPrefix leaves out what a log or a sentence says before the label itself.
func withoutPrefix(text string, kind labelKind) string {
	for _, mark := range prefixMarks {
		if strings.Contains(text, mark) {
			if rest := strings.TrimSpace(text[strings.LastIndex(text, mark)+len(mark):]); kindOf(rest) == kind && rest != "" {
				text = rest
			}
		}
	}
	return text
}

// kindOf reads what a label announces: the name that ends last, in any case, whatever joins its words.
func kindOf(text string) labelKind {
	for end := len(text); end > 1; end-- {
		switch head := text[:end]; [2]byte{text[end-2] | 0x20, text[end-1] | 0x20} {
		case [2]byte{'s', 't'}:
			if endsName(head, "canonicalrequest") {
				return canonicalLabel
			}
		case [2]byte{'n', 'g'}:
			if endsName(head, "canonicalstring") {
				return canonicalLabel
			}
		case [2]byte{'g', 'n'}:
			if endsName(head, "stringtosign") {
				return stringLabel
			}
		}
	}
	return noLabel
}

// sidesOf reads whose text a label in lower case announces: the side named last, and whether the
// other one is named too.
func sidesOf(lower string) (side Side, both bool) {
	if strings.Contains(lower, "should have been") || strings.Contains(lower, "errorxml") {
		return Server, false
	}
	for end := len(lower); end > 0; end-- {
		start := strings.LastIndexAny(lower[:end], " \t([/,=") + 1
		word := lower[start:end]
		end = start
		named := UnknownSide
		switch strings.Trim(word, ":.)]") { // names with dots inside are a log's
		case "mine", "my", "me", "i", "our", "ours", "client", "client's", "local", "computed", "signer", "sent":
			named = Client
		case "server", "server's", "aws", "amazon", "expected", "their", "theirs", "s3":
			named = Server
		}
		if side == UnknownSide {
			side = named
		} else if named != UnknownSide && named != side {
			return side, true
		}
	}
	return side, false
}

// logPrefixAt is where the line of a label starts if a log has written something before the label, else where the
// label does.
func logPrefixAt(s string, at int) int {
	start := strings.LastIndexByte(s[max(0, at-maxLabel):at], '\n') + max(0, at-maxLabel) + 1
	for _, mark := range prefixMarks {
		if strings.HasSuffix(s[start:at], mark) {
			return start
		}
	}
	return at
}

// claimLabelled claims a text with the label before it and the quote after it.
func (p *parser) claimLabelled(from, to int, kind Kind, index int) {
	s := p.in.String
	from = labelBefore(s, from, p.lastEnd()).from
	if to < len(s) && (s[to] == '\'' || s[to] == '"' || s[to] == ']') {
		to++
	}
	p.claim(from, to, kind, index)
}

// lastEnd is where the block found last ends, 0 for none.
func (p *parser) lastEnd() int {
	if n := len(p.blocks); n > 0 {
		return p.blocks[n-1].to
	}
	return 0
}
