package inject

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Paste is a case as somebody would paste it.
type Paste struct{ Form, Text string }

// The forms of pastes. Not every case has all: a URL alone tells enough only of a GET whose only signed
// header is Host, no command line holds a NUL, and a server that does not get as far as the signature
// prints no strings.
const (
	FormHTTP  = "http"  // the raw request
	FormCurl  = "curl"  // a command for bash
	FormURL   = "url"   // a presigned URL
	FormError = "error" // the raw request and the server's answer, which has its own strings
)

// pastes makes the forms that the case has. listSent says that the list of signed headers is sent as it
// must be.
func (c *Case) pastes(listSent bool) []Paste {
	r := c.Request
	all := []Paste{{FormHTTP, c.Raw}}
	if !strings.Contains(string(r.Body), "\x00") {
		all = append(all, Paste{FormCurl, c.curl()})
	}
	if r.Presigned && r.Method == "GET" && listSent && !r.hostAsTyped() && len(r.signedNames()) == 1 {
		all = append(all, Paste{FormURL, c.url()})
	}
	if listSent && r.Method != "HEAD" {
		all = append(all, Paste{FormError, c.Raw + "\r\n" + c.answer()})
	}
	return all
}

// raw is the request on the wire. A body has a Content-Length.
func (c *Case) raw() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s HTTP/1.1\r\n", c.Request.Method, c.Target)
	for _, h := range c.Request.Headers {
		fmt.Fprintf(&b, "%s: %s\r\n", h.Name, h.Value)
	}
	if c.Authorization != "" {
		fmt.Fprintf(&b, "Authorization: %s\r\n", c.Authorization)
	}
	if len(c.Request.Body) > 0 && !c.Request.has("Content-Length") {
		fmt.Fprintf(&b, "Content-Length: %d\r\n", len(c.Request.Body))
	}
	return b.String() + "\r\n" + string(c.Request.Body)
}

func (c *Case) url() string {
	host := c.Request.headerValue("Host")
	if strings.HasPrefix(host, "127.") {
		return "http://" + host + c.Target
	}
	return "https://" + host + c.Target
}

// hostAsTyped reports whether clients change the host of a URL for the header Host: they lower its letters
// or leave out a default port.
func (r *Request) hostAsTyped() bool {
	host := r.headerValue("Host")
	return host != strings.ToLower(host) || strings.HasSuffix(host, ":443") || strings.HasSuffix(host, ":80")
}

func (c *Case) curl() string {
	r := c.Request
	var b strings.Builder
	b.WriteString("curl --globoff --path-as-is ")
	if r.Method == "HEAD" {
		b.WriteString("--head ")
	} else {
		b.WriteString("-X " + r.Method + " ")
	}
	b.WriteString(quote(c.url()))
	header := func(name, value string) {
		text := name + ": " + value
		if value == "" {
			text = name + ";"
		}
		b.WriteString(" \\\n  -H " + quote(text))
	}
	for _, h := range r.Headers {
		if !strings.EqualFold(h.Name, "Host") || r.hostAsTyped() {
			header(h.Name, h.Value)
		}
	}
	if c.Authorization != "" {
		header("Authorization", c.Authorization)
	}
	if len(r.Body) > 0 {
		b.WriteString(" \\\n  --data-binary " + quote(string(r.Body)))
	}
	return b.String() + "\n"
}

// quote quotes text for bash: '…', or $'…' where there are bytes that no terminal prints.
func quote(text string) string {
	if utf8.ValidString(text) && !strings.ContainsFunc(text, func(c rune) bool { return c < ' ' && c != '\n' || c == 0x7f }) {
		return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'"
	}
	var b strings.Builder
	for _, c := range []byte(text) {
		switch {
		case c == '\'' || c == '\\':
			b.WriteString(`\` + string(rune(c)))
		case c < ' ' || c > '~':
			// Three octal digits end an escape whatever follows.
			b.WriteString(`\` + strconv.FormatUint(uint64(c)+01000, 8)[1:])
		default:
			b.WriteByte(c)
		}
	}
	return "$'" + b.String() + "'"
}
