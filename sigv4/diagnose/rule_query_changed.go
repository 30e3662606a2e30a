package diagnose

import (
	"strings"

	"countersign/sigv4"
)

// queryChangedRule judges whether the query is still what was signed.
func queryChangedRule() rule {
	return rule{
		name:   "query-changed",
		causes: []string{"query-changed-after-signing"},
		guide:  guideSteps + "#canonical-query-string",
		sources: []Citation{
			{docS3Query, "All parameters of a presigned URL but X-Amz-Signature are signed; the URL is used as it was made."},
			{docSigning, "The canonical query string holds every parameter of the request."},
		},
		judge: judgeQueryChanged,
	}
}

func judgeQueryChanged(b *bench) []Finding {
	if f, ok := b.escapedURL(); ok {
		return []Finding{f}
	}
	c := b.contrast
	if c == nil {
		return b.cutByHTML()
	}
	mine, theirs, differs := c.line(queryLine)
	uri, _, _ := c.line("canonical URI")
	if !differs || c.signers() && (questionMark(uri) >= 0 || len(queryFaults(mine, theirs)) > 0 || mergedParam(mine, theirs) != "") {
		return nil
	}
	if here, there := differing(mine, theirs); len(invisibles(mine[here.Start:here.End]+theirs[there.Start:there.End])) > 0 {
		return nil // what cannot be seen came with the copy as well as with the request
	}
	f := b.finding(c, "query-changed-after-signing", "The query was changed after signing", queryLine, atMost(c.most, Likely))
	f.Why += c.says(b, queryLine) + queryDelta(mine, theirs)
	f.Test = "Compare the address as the signer returned it with the one that was sent, byte for byte."
	f.Fixes = keepQuery()
	return []Finding{f}
}

// queryDelta names the parameters that only one side has, or has otherwise.
func queryDelta(mine, theirs string) string {
	only := func(a, b string) string {
		has := map[string]bool{}
		for _, p := range params(b) {
			has[p.name] = true
		}
		var names []string
		for _, p := range params(a) {
			if !has[p.name] && len(names) < 6 {
				names = append(names, p.name)
				has[p.name] = true
			}
		}
		return strings.Join(names, ", ")
	}
	text := ""
	if added := only(theirs, mine); added != "" {
		text += " Only there: " + quoted(added, 0) + "."
	}
	if dropped := only(mine, theirs); dropped != "" {
		text += " Only signed: " + quoted(dropped, 0) + "."
	}
	return text
}

// escapedURL finds an address that was percent-encoded once more: in a signature or a Credential a
// “%25” has no other reading.
func (b *bench) escapedURL() (Finding, bool) {
	for _, u := range append(looseURLs(b.ev.Text), lines(b.ev.Text)...) {
		at, width := twiceEscaped(u.value)
		if at < 0 {
			continue
		}
		span := sigv4.Span{Start: u.span.Start + at, End: u.span.Start + at + width}
		f := Finding{
			Cause: "query-changed-after-signing", Title: "The address was percent-encoded once more after signing",
			Why:   "In the address stands " + quoted(b.ev.Text[span.Start:span.End], 0) + ", where only one escape can be: somebody encoded the finished address again. The service decodes once, and reads other values than were signed.",
			Found: b.ev.Text[span.Start:span.End], Expected: decoded(b.ev.Text[span.Start:span.End]),
			Marks: []Mark{{Span: span, Part: "query", Note: "escaped twice", Bad: true}},
			Fixes: keepQuery(),
		}
		f.Confidence, f.Test = b.formFault()
		return f, true
	}
	return Finding{}, false
}

// twiceEscaped finds an escape within an escape in a value that a signer writes, or an address of which
// even the separators are escaped. at is -1 for none.
func twiceEscaped(address string) (at, width int) {
	for _, name := range [...]string{"Signature=", "X-Amz-Credential=", "X-Amz-SignedHeaders="} {
		n := strings.Index(address, name)
		if n < 0 {
			continue
		}
		value := address[n+len(name):]
		if end := strings.IndexAny(value, "& \t\"'"); end >= 0 {
			value = value[:end]
		}
		if i := strings.Index(value, "%25"); i >= 0 && i+5 <= len(value) {
			return n + len(name) + i, 5
		}
	}
	if n := strings.Index(address, "%3FX-Amz-"); n >= 0 && strings.IndexByte(address[:n], '?') < 0 {
		return n, len("%3F")
	}
	start := strings.Index(address, "http") // an address within the query of another is escaped by right
	if start < 0 || strings.TrimLeft(address[:start], " \t\"'`(<") != "" || !strings.Contains(address, "X-Amz-") || !strings.Contains(address, "%3D") {
		return -1, 0
	}
	for _, sign := range [...]string{"http%3A//", "https%3A//", "http%3A%2F%2F", "https%3A%2F%2F"} {
		if strings.HasPrefix(address[start:], sign) {
			return start, len(sign)
		}
	}
	return -1, 0
}

// cutByHTML judges a presigned URL that holds &amp;, where the service misses parameters.
func (b *bench) cutByHTML() []Finding {
	if b.request == nil || !strings.Contains(b.request.Repair, "&amp;") {
		return nil
	}
	if _, ok := b.says("s3.query_params_missing", "coral.query_params_missing", "s3.sigv2_query_missing"); !ok {
		return nil
	}
	return []Finding{{
		Cause: "query-changed-after-signing", Title: "The address was escaped for HTML", Confidence: Likely,
		Why:   "The address in your paste holds “&amp;” where “&” belongs, and the service misses parameters: with “&amp;” their names start with “amp;”.",
		Test:  "Look at the request line as it leaves (`curl -v`): does it hold “&amp;”?",
		Marks: b.targetMark(len(b.request.Target)),
		Fixes: keepQuery(),
	}}
}

func keepQuery() []Fix {
	return []Fix{
		{Do: "Use the address exactly as the signer returned it", Detail: "Do not encode it again, do not put it through a URL class that writes its query anew, and unescape &amp; when it comes out of XML or HTML."},
		{Do: "Sign every parameter", Detail: "Add cache busters, tracking and paging parameters before signing, and tell CDN and proxy to pass the query on as it is."},
		{Do: "Quote it", On: "Shell", Code: "curl 'https://…?X-Amz-Algorithm=…&X-Amz-Credential=…'"},
	}
}
