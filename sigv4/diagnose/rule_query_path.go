package diagnose

import (
	"strings"

	"countersign/sigv4"
)

// queryInPathRule judges whether the query was signed as part of the path.
func queryInPathRule() rule {
	return rule{
		name:   "query-in-path",
		causes: []string{"query-in-path"},
		guide:  guideSteps + "#canonical-uri",
		sources: []Citation{
			{docSigning, "The canonical URI is everything from the host to the question mark; the canonical query string, on a line of its own, is what follows it."},
		},
		judge: judgeQueryInPath,
	}
}

func judgeQueryInPath(b *bench) []Finding {
	f := Finding{
		Cause: "query-in-path", Title: "The query string was signed as part of the path",
		Fixes: []Fix{
			{Do: "Hand path and query to the signer apart", Detail: "The canonical URI ends before the “?”. The parameters go on the next line, sorted.", On: "Python", Code: "u = urllib.parse.urlsplit(address)\npath, query = u.path, u.query"},
			{Do: "Hand path and query to the signer apart", On: "JavaScript", Code: "const u = new URL(address);\nsign({ path: u.pathname, query: Object.fromEntries(u.searchParams) });"},
		},
	}
	if b.client != nil && b.client.URI.Len() > 0 {
		uri := b.client.Text.String[b.client.URI.Start:b.client.URI.End]
		query := b.client.Text.String[b.client.Query.Start:b.client.Query.End]
		at := questionMark(uri)
		if at < 0 || uri[at] == '%' && (query != "" || !b.serverHasQuery()) {
			return nil
		}
		f.Why = "Your canonical URI is " + quoted(uri, at) + ". It must end before the “?”, and the parameters stand on the next line."
		f.Found, f.Expected = uri, uri[:at]
		f.Marks = markRange(b.client.Text, sigv4.Span{Start: b.client.URI.Start + at, End: b.client.URI.End}, "path", "belongs on the next line", true)
		f.Confidence, f.Test = b.clientsOwn()
		if c := b.contrast; c != nil && c.signers() && uri[at] == '?' {
			text := b.client.Text.String
			mended := text[:b.client.URI.Start+at] + "\n" + text[b.client.URI.Start+at+1:b.client.URI.End] + text[b.client.Query.End:]
			f.Confidence = b.mended(c, mended)
			f.Test = testFor(f.Confidence)
		}
		if uri[at] == '%' && f.Confidence == Certain {
			f.Confidence, f.Test = Likely, "Look at how the path is handed to the signer: with the parameters, or without?"
		}
		return []Finding{f}
	}
	if p, ok := b.pathVariable(); ok {
		f.Confidence = Likely
		f.Why = "A value that your code calls a path holds the query too: " + quoted(p.value, 0) + ". The server signs path and query on two lines. A signer that takes this value for the path escapes the “?” and leaves the query empty."
		f.Test = "Look at the canonical request in your signer's log: is the third line empty?"
		f.Found = p.value
		f.Marks = p.mark("path", "path and query in one value")
		return []Finding{f}
	}
	return nil
}

// questionMark finds “?” or its escape, -1 for none.
func questionMark(uri string) int {
	at := strings.IndexByte(uri, '?')
	if at < 0 {
		at = strings.Index(uri, "%3F")
	}
	if at < 0 || strings.IndexByte(uri[at:], '=') < 0 && !strings.Contains(uri[at:], "%3D") && uri[at] == '%' {
		return -1
	}
	return at
}

// serverHasQuery reports whether the server, or the request as pasted, has a query.
func (b *bench) serverHasQuery() bool {
	return b.server != nil && b.server.Query.Len() > 0 || b.request != nil && strings.Contains(b.request.Target, "?")
}

// pathVariable finds a line NAME=/path?name=value, where NAME says that it is a path and the server's
// canonical request has just this path and this query.
func (b *bench) pathVariable() (piece, bool) {
	if b.server == nil || b.server.URI.Len() == 0 || b.server.Query.Len() == 0 || !b.mismatch() {
		return piece{}, false
	}
	text := b.server.Text.String
	whole := text[b.server.URI.Start:b.server.URI.End] + "?" + text[b.server.Query.Start:b.server.Query.End]
	for _, l := range lines(b.ev.Text) {
		at := strings.IndexAny(l.value, "=:")
		if at < 1 {
			continue
		}
		name := strings.ToLower(l.value[:at])
		value := strings.Trim(strings.TrimSpace(l.value[at+1:]), "\"';,")
		if value != whole || !strings.Contains(name, "path") && !strings.Contains(name, "uri") && !strings.Contains(name, "resource") {
			continue
		}
		start := l.span.Start + strings.Index(l.value, value)
		return piece{l.value[:at], value, sigv4.Span{Start: start, End: start + len(value)}}, true
	}
	return piece{}, false
}
