package view

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"countersign/sigv4"
	"countersign/sigv4/postpolicy"
)

// Outgoing is a signed request with the place that it goes to.
type Outgoing struct {
	sigv4.Request
	Scheme    string
	Authority string // of the URL: host, and port where one was given
	Presigned bool
	Form      postpolicy.Form // of a browser upload
}

// Export is one way to send a signed request. Each exporter keeps every byte that is signed.
type Export struct {
	Name string // of its tab
	Note string // what the reader has to know, "" for nothing
	Text func(Outgoing) string
}

// Exports lists them all, in the order of their tabs.
func Exports() []Export {
	return []Export{
		{"curl", "For bash and zsh.", curlExport},
		{"HTTP", "As on the wire: line ends are CR LF when copied.", rawExport},
		{"Go", "Standard library.", goExport},
		{"Python", "Standard library. http.client sends the path as it is; requests and urllib3 may rewrite it.", pythonExport},
		{"JavaScript", "Node.js. A browser’s fetch sets the Host header itself and may rewrite the path.", nodeExport},
	}
}

// URL is where the request goes.
func (o Outgoing) URL() string { return o.Scheme + "://" + o.Authority + o.Target }

// header gives the values of a header, joined.
func (o Outgoing) header(name string) (value string, found bool) {
	for _, h := range o.Headers {
		if strings.EqualFold(h.Name, name) {
			if found {
				value += ", "
			}
			value += strings.TrimSpace(h.Value)
			found = true
		}
	}
	return value, found
}

// named is a header with all its values, under the name that was written first.
type named struct {
	name   string
	values []string
}

// grouped gathers the headers by name: clients that keep headers in a map send them so.
func (o Outgoing) grouped() []named {
	var list []named
	at := map[string]int{}
	for _, h := range o.Headers {
		key, value := strings.ToLower(h.Name), strings.TrimSpace(h.Value)
		if i, ok := at[key]; ok {
			list[i].values = append(list[i].values, value)
			continue
		}
		at[key] = len(list)
		list = append(list, named{h.Name, []string{value}})
	}
	return list
}

// needsLength reports whether the length of the body must be said.
func (o Outgoing) needsLength() bool {
	_, said := o.header("Content-Length")
	_, encoded := o.header("Transfer-Encoding")
	return len(o.Body) > 0 && !said && !encoded
}

// program is the text of an export while it is written.
type program []byte

// add appends texts. It is not inlined: its many calls were a hundredth of the WebAssembly module.
//
//go:noinline
func (p *program) add(parts ...string) {
	for _, part := range parts {
		*p = append(*p, part...)
	}
}

// rawExport is the request as it goes on the wire.
func rawExport(o Outgoing) string {
	var b program
	b.add(o.Method, " ", o.Target, " HTTP/1.1\r\n")
	for _, h := range o.Headers {
		b.add(h.Name, ": ", strings.Trim(h.Value, " \t"), "\r\n")
	}
	if o.needsLength() {
		b.add("Content-Length: ", strconv.Itoa(len(o.Body)), "\r\n")
	}
	b.add("\r\n")
	b = append(b, o.Body...)
	return string(b)
}

// byteString quotes bytes for Python and JavaScript, which send a string's characters up to U+00FF as
// the bytes of the same number: every byte that is not plain ASCII is written as \xHH.
func byteString(s string) string {
	var b program
	b.add(`"`)
	b.escaped(s, '"')
	return string(append(b, '"'))
}

// escaped adds text between quotes: backslash escapes for the quote, the backslash and whatever is
// not plain ASCII, in the forms that bash's $'…', Python and JavaScript share.
func (b *program) escaped(s string, quote byte) {
	from := 0 // of what is written as it is
	for i := range len(s) {
		c := s[i]
		if c >= 0x20 && c < 0x7f && c != quote && c != '\\' {
			continue
		}
		b.add(s[from:i])
		from = i + 1
		switch {
		case c == quote || c == '\\':
			b.add(`\`, string(rune(c)))
		case c == '\n':
			b.add(`\n`)
		default:
			b.add(`\x`, hexByte(c))
		}
	}
	b.add(s[from:])
}

func hexByte(c byte) string {
	const digits = "0123456789abcdef"
	return string([]byte{digits[c>>4], digits[c&15]})
}

// isText reports whether s is text that shows itself: no control character but the line feed, and
// nothing that is no UTF-8 or invisible.
func isText(s string) bool {
	if !utf8.ValidString(s) {
		return false
	}
	for _, r := range s {
		if r == '\n' {
			continue
		}
		if sign, _ := signFor(r, utf8.RuneLen(r), 0, false); sign != "" || r < 0x20 {
			return false
		}
	}
	return true
}
