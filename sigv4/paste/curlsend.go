package paste

import (
	"strings"

	"countersign/sigv4"
)

// finish puts together what curl sends.
func (c *curl) finish() {
	r := &c.r
	c.setURL("http")
	body, known := c.body()
	switch {
	case c.get && len(c.data) > 0:
		target := join(sigv4.Text{String: r.Target, Map: r.TargetMap}, body, querySeparator(r.Target))
		r.Target, r.TargetMap = target.String, target.Map
		r.Redacted = r.Redacted || !known
		r.Body = Absent
	case c.form, !known:
		r.Body = Unknown
	case len(c.data) > 0:
		c.setCommandBody(body)
		for _, d := range c.data {
			r.doubt(d.doubt)
		}
	default:
		r.Body = Absent
	}
	method := "GET"
	if !c.get && (len(c.data) > 0 || c.form) {
		method = "POST"
	}
	c.setCommandMethod(method)
	c.addHost()
	if c.json {
		c.add("Content-Type", inserted("application/json", "--json sets it"), false)
		c.add("Accept", inserted("application/json", "--json sets it"), false)
	} else if len(c.data) > 0 && !c.get {
		c.add("Content-Type", inserted("application/x-www-form-urlencoded", "-d sets it"), false)
	}
	c.add("Accept", inserted("*/*", "curl sends it"), false)
	c.addLength()
}

// hostSent is the Host that a client sends for an address: without the port that its scheme supposes.
func hostSent(scheme, host string) string {
	switch strings.ToLower(scheme) {
	case "https":
		return strings.TrimSuffix(host, ":443")
	case "http":
		return strings.TrimSuffix(host, ":80")
	}
	return host
}

func querySeparator(target string) string {
	switch {
	case strings.HasSuffix(target, "?"):
		return ""
	case strings.Contains(target, "?"):
		return "&"
	}
	return "?"
}

// body is the data of all -d options, joined with & as curl does (--json joins with nothing), and
// whether all of it is in the paste.
func (c *curl) body() (sigv4.Text, bool) {
	known := !c.form
	w := rewrite(sigv4.Text{})
	for i, d := range c.data {
		known = known && !d.file && !d.masked
		if i > 0 && !c.json {
			w.insert("&", "joins the data")
		}
		w.in = d.Text
		w.copy(0, len(d.String))
	}
	return w.text(), known
}

// join is a, a separator and b, with their maps.
func join(a, b sigv4.Text, separator string) sigv4.Text {
	w := rewrite(a)
	w.copy(0, len(a.String))
	w.insert(separator, "joins the data")
	w.in = b
	w.copy(0, len(b.String))
	return w.text()
}

// urlencoded is the value of --data-urlencode, encoded: "content", "=content" or "name=content",
// and whether it is read from a file ("@file", "name@file").
func urlencoded(t sigv4.Text) (sigv4.Text, bool) {
	s := t.String
	from := strings.IndexByte(s, '=') + 1
	if at := strings.IndexByte(s, '@'); at >= 0 && from == 0 {
		return t, true
	}
	w := rewrite(t)
	if from > 1 {
		w.copy(0, from)
	}
	for i := from; i < len(s); i++ {
		if c := s[i]; isAlnum(c) || strings.IndexByte("-._~", c) >= 0 {
			w.copy(i, i+1)
			continue
		}
		const digits = "0123456789ABCDEF"
		w.replace(i, i+1, string([]byte{'%', digits[s[i]>>4], digits[s[i]&15]}))
	}
	return w.text(), false
}
