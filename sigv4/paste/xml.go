package paste

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"countersign/sigv4"
)

// element is a leaf of an XML body: its name, and its content in the text.
type element struct {
	name     string
	from, to int
}

// xmlNames start the documents and the fragments that are read.
var xmlNames = [...]string{"?xml", "!DOCTYPE html", "!doctype html", "!DOCTYPE HTML", "html", "HTML", "Error", "ErrorResponse", "Response", "Errors",
	"Code", "Message", "CanonicalRequest", "CanonicalRequestBytes", "StringToSign", "StringToSignBytes", "RequestTime", "ServerTime",
	"HeadersNotSigned", "AWSAccessKeyId", "SignatureProvided"}

func startsXML(s string, at int) bool {
	if s[at] != '<' || at+1 == len(s) || !isAlnum(s[at+1]) && s[at+1] != '?' && s[at+1] != '!' {
		return false
	}
	for _, name := range xmlNames {
		if end := at + 1 + len(name); strings.HasPrefix(s[at+1:], name) && end < len(s) && (s[end] == '>' || isSpace(s[end])) {
			return true
		}
	}
	return false
}

// document is what one XML error, or a fragment of one, holds.
type document struct {
	leaves []element
	names  []string // of the elements that hold others
	html   bool
	end    int
}

// readDocument reads elements from a '<' on, up to the end of the outermost one. A fragment ends
// where something else than an element follows; a text that is cut, after its last whole tag.
func (p *parser) readDocument(at int) document {
	s := p.in.String
	d := document{end: at}
	depth := 0
	for at < len(s) {
		at = skipSpace(s, at)
		if depth == 0 { // "…" between the fragments of a shortened body
			for strings.HasPrefix(s[at:], "...") || strings.HasPrefix(s[at:], "…") {
				at = skipSpace(s, at+3)
			}
		}
		if at >= len(s) || s[at] != '<' || at+1 == len(s) {
			return d
		}
		close := strings.IndexByte(s[at:min(len(s), at+1024)], '>')
		if close < 0 {
			return d
		}
		close += at
		switch c := s[at+1]; {
		case c == '/':
			if depth == 0 {
				return d
			}
			if depth--; depth == 0 {
				d.end = close + 1
				return d
			}
		case c == '?':
			if len(d.leaves)+len(d.names) > 0 {
				return d
			}
		case c == '!':
			d.html = d.html || equalFold(s, at+2, "doctype html")
		default:
			name := tagName(s, at+1)
			if name == "" {
				return d
			}
			d.html = d.html || strings.EqualFold(name, "html")
			if d.html {
				d.end = htmlEnd(s, at)
				return d
			}
			if s[close-1] == '/' {
				break
			}
			if depth == 0 && len(d.leaves) > 0 && (name == "Error" || name == "ErrorResponse" || name == "Response" || name == d.leaves[0].name) {
				return d
			}
			end, after := p.leafEnd(name, close+1)
			if end < 0 {
				d.names = append(d.names, name)
				depth++
				break
			}
			d.leaves = append(d.leaves, element{name, close + 1, end})
			d.end, at = after, after
			continue
		}
		d.end, at = close+1, close+1
	}
	return d
}

// tagName is the name at a place, "" when no element's name stands there.
func tagName(s string, at int) string {
	end := at
	for end < len(s) && (isWord(s[end]) || s[end] == '-' || s[end] == ':' || s[end] == '.') {
		end++
	}
	if end == at || isDigit(s[at]) {
		return ""
	}
	return s[at:end]
}

// maxMarks bounds the marks in values that are looked through: an error has a few.
const maxMarks = 1 << 16

// leafEnd finds where the content of an element without children ends, and the place after its
// closing tag; -1 when it has children. A value may hold unescaped marks such as <redacted>. One
// that is never closed ends with its line, or for lines to sign, with the text.
func (p *parser) leafEnd(name string, from int) (end, after int) {
	s := p.in.String
	closing := "</" + name + ">"
	next := strings.IndexByte(s[from:], '<')
	if next >= 0 && strings.HasPrefix(s[from+next:], closing) {
		return from + next, from + next + len(closing)
	}
	if strings.HasPrefix(s[from:], "<![CDATA[") {
		if end := p.cdataEnd(from); strings.HasPrefix(s[end:], closing) {
			return end, end + len(closing)
		}
	}
	if name == "Error" || name == "ErrorResponse" || name == "Response" || name == "Errors" || next == 0 || next > 0 && strings.TrimSpace(s[from:from+next]) == "" {
		return -1, from
	}
	for at := from + max(next, 0); next >= 0 && at < len(s) && s[at] == '<'; { // a value with marks in it
		if strings.HasPrefix(s[at:], closing) {
			return at, at + len(closing)
		}
		if strings.HasPrefix(s[at:], "<"+name+">") || strings.HasPrefix(s[at:], "<Error>") || strings.HasPrefix(s[at:], "<?xml") || p.marks == maxMarks {
			break
		}
		more := strings.IndexByte(s[at+1:], '<')
		if more < 0 {
			break
		}
		at += 1 + more
		p.marks++
	}
	end = len(s)
	if next >= 0 {
		end = from + next
	}
	if !strings.HasPrefix(name, "CanonicalRequest") && !strings.HasPrefix(name, "StringToSign") {
		end = lineEnd(s[:end], from)
	}
	from, end = trimmed(s, from, end)
	return max(from, end), max(from, end)
}

// cdataEnd is the place after the next ]]>, or the end of the text. It is looked for once.
func (p *parser) cdataEnd(from int) int {
	if p.cdata < from {
		p.cdata = len(p.in.String)
		if i := strings.Index(p.in.String[from:], "]]>"); i >= 0 {
			p.cdata = from + i + len("]]>")
		}
	}
	return p.cdata
}

func htmlEnd(s string, at int) int {
	for i := at; i < len(s); i++ {
		if s[i] == '<' && equalFold(s, i, "</html>") {
			return i + len("</html>")
		}
	}
	return len(s)
}

// decodeXML is bytes [from, to) of t with character references and CDATA marks undone.
func decodeXML(t sigv4.Text, from, to int) sigv4.Text {
	s := t.String
	w := rewrite(t)
	start := from
	for i := from; i < to; i++ {
		if s[i] == '<' && strings.HasPrefix(s[i:to], "<![CDATA[") && strings.HasSuffix(s[i:to], "]]>") {
			w.copy(start, i)
			w.drop(i, i+len("<![CDATA["), "CDATA mark")
			w.copy(i+len("<![CDATA["), to-len("]]>"))
			w.drop(to-len("]]>"), to, "CDATA mark")
			return w.text()
		}
		if s[i] != '&' {
			continue
		}
		end := strings.IndexByte(s[i:min(to, i+12)], ';')
		if end < 0 {
			continue
		}
		if text, ok := reference(s[i+1 : i+end]); ok {
			w.copy(start, i)
			w.replace(i, i+end+1, text)
			i += end
			start = i + 1
		}
	}
	w.copy(start, to)
	return w.text()
}

// reference is the character that &name; stands for.
func reference(name string) (string, bool) {
	switch name {
	case "amp":
		return "&", true
	case "lt":
		return "<", true
	case "gt":
		return ">", true
	case "quot":
		return `"`, true
	case "apos":
		return "'", true
	}
	if len(name) < 2 || name[0] != '#' {
		return "", false
	}
	digits, base := name[1:], 10
	if digits[0]|0x20 == 'x' {
		digits, base = digits[1:], 16
	}
	n, err := strconv.ParseUint(digits, base, 32)
	if err != nil || n > utf8.MaxRune {
		return "", false
	}
	return string(rune(n)), true
}
