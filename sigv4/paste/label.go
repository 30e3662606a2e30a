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
}

// maxLabel is how far before a text its label is looked for, in bytes.
const maxLabel = 120

// labelBefore finds the label of what stands at a place: before it in its line, or in the line above,
// across blank lines, quotes and code fences.
func labelBefore(s string, at int) label {
	start := max(0, at-maxLabel)
	text := s[start:at]
	for range 3 {
		text = strings.TrimRight(text, " \t\r\n'\"`[({$")
		text = strings.TrimSuffix(text, `\n`)
	}
	if line := strings.LastIndexByte(text, '\n'); line >= 0 {
		text = text[line+1:]
	} else if start > 0 { // cut within a long line
		if space := strings.IndexByte(text, ' '); space >= 0 {
			text = text[space+1:]
		}
	}
	if end := strings.LastIndex(text, `\n`); end >= 0 {
		text = text[end+2:]
	}
	text = strings.Trim(text, " \t\r'\"`-[](){}*#<>.")
	lower := strings.ToLower(text)
	if !strings.HasSuffix(lower, ":") && !strings.Contains(lower, "canonical") && !strings.Contains(lower, "sign") {
		return label{from: at}
	}
	l := label{names: kindOf(lower), side: sideOf(lower)}
	l.text = withoutPrefix(text, l.names)
	l.from = start + strings.LastIndex(s[start:at], l.text)
	switch {
	case l.names == noLabel && l.side != UnknownSide && strings.HasSuffix(text, ":") && len(text) < 60:
		l.names = sideLabel
	case l.names == noLabel:
		return label{from: at}
	case l.side == UnknownSide:
		l.side = Client // a log of one's own says no more
	}
	return l
}

func (l label) sideOr(side Side) Side {
	if l.names == noLabel || side == Server && l.side == Client && sideOf(strings.ToLower(l.text)) == UnknownSide {
		return side
	}
	return l.side
}

// withoutPrefix leaves out what a log or a sentence says before the label itself.
func withoutPrefix(text string, kind labelKind) string {
	for _, mark := range [...]string{" - ", "] ", ". ", "' ", "DEBUG: "} {
		if i := strings.LastIndex(text, mark); i >= 0 {
			if rest := strings.TrimSpace(text[i+len(mark):]); kindOf(strings.ToLower(rest)) == kind && rest != "" {
				text = rest
			}
		}
	}
	return text
}

// joiners are what stands between the words of a name, or nothing.
var joiners = strings.NewReplacer(" ", "", "_", "", "-", "")

// kindOf reads what a label in lower case announces.
func kindOf(lower string) labelKind {
	plain := joiners.Replace(lower)
	at, kind := -1, noLabel
	for _, word := range [...]string{"canonicalrequest", "canonicalstring"} {
		if i := strings.LastIndex(plain, word); i > at {
			at, kind = i, canonicalLabel
		}
	}
	if i := strings.LastIndex(plain, "stringtosign"); i > at {
		kind = stringLabel
	}
	return kind
}

// sideOf reads whose text a label in lower case announces.
func sideOf(lower string) Side {
	if strings.Contains(lower, "should have been") || strings.Contains(lower, "errorxml") {
		return Server
	}
	words := strings.FieldsFunc(lower, func(r rune) bool { return strings.ContainsRune(" \t([/,=", r) })
	for i := len(words) - 1; i >= 0; i-- {
		switch strings.Trim(words[i], ":.)]") { // names with dots inside are a log's
		case "mine", "my", "our", "ours", "client", "client's", "local", "computed", "i":
			return Client
		case "server", "aws", "expected", "theirs", "s3":
			return Server
		}
	}
	return UnknownSide
}
