package inject

import (
	"strings"
)

// path makes a path as it is sent. Its escapes are of bytes that need one, in upper case: whether a
// service takes others as it finds them is not written down.
func (g random) path(service string) string {
	switch {
	case g.one(6):
		return "/"
	case service == "bedrock" && g.one(2):
		return "/model/anthropic.claude-v2%3A1/invoke"
	}
	var b strings.Builder
	if service == "execute-api" && g.one(2) {
		b.WriteString("/" + g.pick(stages...))
	}
	for range 1 + g.IntN(3) {
		b.WriteString("/" + g.pick("", ".", "..", g.segment(), g.segment(), g.segment(), g.segment()))
	}
	b.WriteString("/" + g.segment() + g.pick("", "", "", "/"))
	return b.String()
}

func (g random) segment() string {
	b := g.text("abzAZ09", 1, 4)
	for range g.IntN(4) {
		b += g.pick("%20", "%2B", "%25", "%C3%BC", "%F0%9F%98%80", "%3F", "%23", "+", "~", "*", "'", "(", ")", "!", ":", "@", ",", ";", "=", "&", "$", "-", ".", "_",
			g.text("abzAZ09", 1, 3), g.text("abzAZ09", 1, 3), g.text("abzAZ09", 1, 3))
	}
	return b
}

// query makes a query as it is sent.
func (g random) query() string {
	if g.one(3) {
		return ""
	}
	var all []string
	for range 1 + g.IntN(5) {
		switch g.IntN(12) {
		case 0:
			all = append(all, g.pick("acl", "uploads", "location"))
		case 1:
			all = append(all, g.pick("prefix=", "marker="))
		case 2:
			name := g.pick("tag", "id")
			all = append(all, name+"="+g.value(), name+"="+g.value())
		case 3:
			all = append(all, "")
		default:
			all = append(all, g.pick("a", "b", "B", "Zone", "list-type", "list", "a-b", "a.b", "page", "q", "%C3%A9", "x%20y", "f%5B%5D", "f[]", "x+y")+"="+g.value())
		}
	}
	return strings.Join(all, "&")
}

func (g random) value() string {
	var b string
	for range 1 + g.IntN(3) {
		b += g.pick("%20", "+", "%2B", "%2b", "%2F", "/", "%3D", ":", ",", "(1)", "*", "'", "!", "@", "~", "%c3%bc", "%C3%BC", "%25",
			g.text("abcXYZ019", 1, 4), g.text("abcXYZ019", 1, 4), g.text("abcXYZ019", 1, 4), g.text("abcXYZ019", 1, 4))
	}
	return b
}

// body makes a body: its type, its bytes, and the headers that belong to them.
func (g random) body() (kind, body string, headers []Header) {
	switch g.IntN(8) {
	case 0, 1, 2, 3:
		return g.pick("application/json", "application/x-amz-json-1.0", "application/json; charset=utf-8"), g.json(), nil
	case 4:
		return "application/x-www-form-urlencoded" + g.pick("", "; charset=utf-8"),
			g.pick("Action=GetCallerIdentity&Version=2011-06-15", "Version=2012-11-05&Action=SendMessage&MessageBody=a%20b%2Bc", "b=one+two&a=1"), nil
	case 5:
		return g.pick("text/plain", "text/plain;charset=UTF-8"), g.pick("one line", "one\ntwo\n", "one\r\ntwo\r\n", "Zoë wrote\n", " padded ", "日本語"), nil
	case 6:
		return "application/octet-stream", string([]byte{0xff, 0xfe, byte(g.IntN(256))}) + g.text("\x01\x80abc\xf0", 5, 40), nil
	default:
		return "application/json", compressed(g.json()), []Header{{"Content-Encoding", "gzip", g.one(2)}}
	}
}

// json makes a JSON object as one of several writers writes it.
func (g random) json() string {
	compact := g.pick(`{"TableName":"Music","Limit":10}`, `{"b":1,"a":{"d":[1,2,3],"c":"x y"}}`, `{"name":"Zoë","path":"/a/b"}`, `{}`,
		`{"html":"<b>&</b>","n":1.50}`, `{"z":null,"y":true,"emoji":"😀"}`, `["a",{"k":"v: w, x"}]`)
	return g.pick(compact, compact, spaced(compact), ascii(spaced(compact)), indented([]byte(compact), "  "), indented([]byte(compact), "    "),
		compact+"\n", indented([]byte(compact), "  ")+"\n", strings.ReplaceAll(indented([]byte(compact), "  "), "\n", "\r\n"))
}
