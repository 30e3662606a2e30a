package diagnose

// hostPortRule judges whether the port is in the signed Host on one side only.
func hostPortRule() rule {
	return rule{
		name:   "host-port-mismatch",
		causes: []string{"host-port-mismatch"},
		guide:  guideSteps + "#host",
		sources: []Citation{
			{docSigning, "The host header is signed as it is sent."},
			{"https://www.rfc-editor.org/rfc/rfc9110#section-7.2", "Host holds the port where it is not the scheme's default one; for the default port it may be left out."},
		},
		judge: judgeHostPort,
	}
}

func judgeHostPort(b *bench) []Finding {
	const line = "header host"
	c := b.contrast
	if c == nil {
		return b.defaultPort()
	}
	mine, theirs, differs := c.line(line)
	if !differs {
		return nil
	}
	name1, port1 := splitPort(headerValue(mine))
	name2, port2 := splitPort(headerValue(theirs))
	if name1 != name2 || name1 == "" || (port1 == "") == (port2 == "") {
		return nil
	}
	title := "The port " + port1 + " is in the Host that was signed, and not in the one that arrived"
	if port1 == "" {
		title = "The port " + port2 + " is in the Host that arrived, and not in the one that was signed"
	}
	f := b.finding(c, "host-port-mismatch", title, line, c.grade())
	f.Why += c.says(b, line) + " " + portWords(port1+port2)
	if b.leftWith(headerValue(mine)) {
		f.Why += " The request in your paste has the Host that was signed, so something on the way changed it."
		f.Alternatives = []string{"host-rewritten-by-proxy"}
	}
	f.Fixes = hostPortFixes()
	return []Finding{f}
}

// defaultPort judges a client's own canonical request in which Host bears a default port, where the
// server says only that signatures differ.
func (b *bench) defaultPort() []Finding {
	if b.client == nil || b.server != nil || b.request != nil || !b.mismatch() && !b.maybeMismatch() {
		return nil
	}
	for _, l := range canonicalLines(b.client.Text.String) {
		if l.name != "header host" {
			continue
		}
		text := b.client.Text.String[l.span.Start:l.span.End]
		_, port := splitPort(headerValue(text))
		if port != "80" && port != "443" {
			return nil
		}
		return []Finding{{
			Cause: "host-port-mismatch", Title: "The default port " + port + " is in the Host that was signed", Confidence: Likely,
			Why:   "You signed " + quoted(text, 0) + ". HTTP clients leave the default port out of the Host that they send, so the server sees the name alone.",
			Test:  "Look at the Host header as it leaves (`curl -v`, a proxy's log): does it have the port?",
			Found: text,
			Marks: markRange(b.client.Text, l.span, "headers", "signed with the default port", true),
			Fixes: hostPortFixes(),
		}}
	}
	return nil
}

func portWords(ports string) string {
	if ports == "80" || ports == "443" {
		return "It is the default port of its scheme, which HTTP clients leave out of the Host that they send."
	}
	return "A port that is not the scheme's default one belongs in Host, on both sides; a proxy that forwards to another port changes it."
}

func hostPortFixes() []Fix {
	return []Fix{
		{Do: "Sign the Host header as it is sent", Detail: "Leave out :80 with http and :443 with https, keep every other port. Take the value that the HTTP client sends, not the address that you connect to."},
		{Do: "Pass Host through the proxy with its port", On: "nginx", Code: "proxy_set_header Host $http_host;"},
	}
}
