package paste

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"countersign/sigv4"
)

// An item is a word of HTTPie behind the address: a header, a part of the query or of the body.
type item struct {
	name, value sigv4.Text
	separator   string
	masked      bool // the value is not in the paste
}

// itemSeparators tell what an item is, the longest first: where several stand, the first in the word counts.
var itemSeparators = [...]string{"==@", ":=@", "==", ":=", "=@", ":@", "=", "@", ":", ";"}

// splitItem takes an item apart. A backslash takes its meaning from a separator.
func splitItem(w word) (it item, ok bool) {
	s := w.String
	name, from := rewrite(w.Text), 0
	for i := 0; i < len(s); i++ {
		if strings.IndexByte(`\:;=@`, s[i]) < 0 {
			continue
		}
		if s[i] == '\\' && i+1 < len(s) && strings.IndexByte(":;=@", s[i+1]) >= 0 {
			name.copy(from, i)
			name.drop(i, i+1, "escape")
			from, i = i+1, i+1
			continue
		}
		for _, separator := range itemSeparators {
			if !strings.HasPrefix(s[i:], separator) {
				continue
			}
			name.copy(from, i)
			it = item{name: name.text(), value: slice(w.Text, i+len(separator), len(s)), separator: separator}
			it.masked = w.expands || isMasked(it.value.String)
			return it, (it.name.String != "" || separator == "@") && (separator != ";" || it.value.String == "")
		}
	}
	return it, false
}

// item takes a header or a part of the body.
func (c *httpie) item(it item, w word) {
	switch it.separator {
	case ":", ";":
		c.headerWord(w)
	case ":@":
		c.unknown = true
	default:
		c.data = append(c.data, it)
	}
}

// written is the body that HTTPie makes of the items, and whether all of it is in the paste.
func (c *httpie) written() (body sigv4.Text, known bool) {
	w := rewrite(sigv4.Text{})
	seen := map[string]bool{}
	for i, it := range c.data {
		name := it.name.String
		if it.masked || seen[name] && !c.form || strings.Contains(it.separator, "@") || strings.IndexByte(name, '[') >= 0 || c.multipart || c.body {
			return body, false
		}
		seen[name] = true
		const why = "HTTPie writes it"
		switch {
		case c.form && i > 0:
			w.insert("&", why)
		case !c.form && i == 0:
			w.insert("{", why)
		case !c.form:
			w.insert(", ", why)
		}
		if w.in = it.name; c.form {
			w.encodeForm()
			w.insert("=", why)
			w.in = it.value
			w.encodeForm()
			continue
		}
		w.quoteJSON()
		w.insert(": ", why)
		w.in = it.value
		switch {
		case it.separator == "=":
			w.quoteJSON()
		case isScalar(it.value.String):
			w.copy(0, len(it.value.String))
		default: // HTTPie lays it out anew
			return body, false
		}
	}
	if len(c.data) == 0 {
		return body, false
	}
	if !c.form {
		w.insert("}", "HTTPie writes it")
	}
	return w.text(), true
}

// isScalar reports whether a value of JSON is written the same by every library: a whole number, true, false, null.
func isScalar(value string) bool {
	switch value {
	case "true", "false", "null", "0":
		return true
	}
	number := strings.TrimPrefix(value, "-")
	return number != "" && number[0] != '0' && strings.Trim(number, digits) == ""
}

// quoteJSON appends the input as Python's json writes a string: all in ASCII.
func (w *rewriter) quoteJSON() {
	const digits = "0123456789abcdef"
	s := w.in.String
	w.insert(`"`, "HTTPie writes JSON")
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		escape := ""
		switch at := strings.IndexByte("\"\\\b\f\n\r\t", s[i]); {
		case at >= 0:
			escape = `\` + `"\bfnrt`[at:at+1]
		case s[i] < ' ' || r >= utf8.RuneSelf:
			units := utf16.AppendRune(nil, r)
			for _, u := range units {
				escape += `\u` + string([]byte{digits[u>>12], digits[u>>8&15], digits[u>>4&15], digits[u&15]})
			}
		}
		if escape == "" {
			w.copy(i, i+size)
		} else {
			w.replace(i, i+size, escape)
		}
		i += size
	}
	w.insert(`"`, "HTTPie writes JSON")
}

// encodeForm appends the input as forms write it: all but letters, digits and -._~ is percent-encoded, a
// space is a plus.
func (w *rewriter) encodeForm() {
	s := w.in.String
	for i := range len(s) {
		switch encoded := encodeQuery(s[i : i+1]); {
		case s[i] == ' ':
			w.replace(i, i+1, "+")
		case encoded != s[i:i+1]:
			w.replace(i, i+1, encoded)
		default:
			w.copy(i, i+1)
		}
	}
}

// encodedUnsafe is an address in which a client encodes what no address may hold (RFC 3986, 2).
func encodedUnsafe(t sigv4.Text, why string) sigv4.Text {
	unsafe := func(c byte) bool { return c <= ' ' || c >= 0x7f || strings.IndexByte("\"<>\\^`{|}", c) >= 0 }
	if strings.IndexFunc(t.String, func(r rune) bool { return r >= utf8.RuneSelf || unsafe(byte(r)) }) < 0 || isMasked(t.String) {
		return t
	}
	w := rewrite(t)
	for i := range len(t.String) {
		if c := t.String[i]; unsafe(c) {
			w.replace(i, i+1, encodeQuery(t.String[i:i+1]))
		} else {
			w.copy(i, i+1)
		}
	}
	return w.text()
}
