package diagnose

import (
	"strings"

	"countersign/sigv4"
)

// queryEncodingRule judges how the query was written for signing.
func queryEncodingRule() rule {
	return rule{
		name:   "query-encoding",
		causes: []string{"query-space-as-plus", "query-reserved-not-encoded", "query-valueless-param", "query-duplicate-params"},
		guide:  guideSteps + "#canonical-query-string",
		sources: []Citation{
			{docSigning, "In the canonical query string names and values are URI-encoded, a space as %20; a parameter without a value keeps its “=”; the pairs are sorted."},
		},
		judge: judgeQueryEncoding,
	}
}

const queryLine = "canonical query string"

func judgeQueryEncoding(b *bench) []Finding {
	c := b.contrast
	if c == nil {
		return append(b.rawQuery(), b.plainQuery()...)
	}
	mine, theirs, differs := c.line(queryLine)
	if !differs || !c.signers() {
		return nil
	}
	var out []Finding
	for _, cause := range queryFaults(mine, theirs) {
		if cause == "query-not-sorted" {
			continue // its own rule's, where it stands alone
		}
		f := b.finding(c, cause, queryTitle(cause), queryLine, c.grade())
		f.Why += c.says(b, queryLine) + " " + queryWords(cause)
		f.Fixes = queryFixes(cause)
		out = append(out, f)
	}
	if name := mergedParam(mine, theirs); name != "" && len(out) == 0 {
		f := b.finding(c, "query-duplicate-params", queryTitle("query-duplicate-params"), queryLine, atMost(c.most, Certain))
		f.Why += c.says(b, queryLine) + " The parameter " + quoted(name, 0) + " is not there as often on both sides. " + queryWords(f.Cause)
		f.Fixes = queryFixes(f.Cause)
		out = append(out, f)
	}
	return out
}

// rawQuery judges a canonical query string of the client's that stands alone: what may not stand in
// any canonical query string is a fault by itself.
func (b *bench) rawQuery() []Finding {
	if b.client == nil || b.server != nil || b.client.Query.Len() == 0 {
		return nil
	}
	query := b.client.Text.String[b.client.Query.Start:b.client.Query.End]
	if masked(query) {
		return nil
	}
	var out []Finding
	for _, cause := range queryFaults(query, canonicalQuery(query)) {
		if cause == "query-not-sorted" {
			continue
		}
		f := Finding{
			Cause: cause, Title: queryTitle(cause),
			Why:   "Your canonical query string is " + quoted(query, 0) + ". " + queryWords(cause),
			Found: query, Expected: canonicalQuery(query), Fixes: queryFixes(cause),
			Marks: markRange(b.client.Text, b.client.Query, "query", "not in canonical form", true),
		}
		f.Confidence, f.Test = b.clientsOwn()
		out = append(out, f)
	}
	return out
}

// canonicalQuery writes a query in canonical form; a plus is taken for a space.
func canonicalQuery(query string) string {
	return sortedQuery(escaped(withEquals(strings.ReplaceAll(query, "+", "%20"))))
}

// plainQuery judges the query of a request that is sent in another form than its canonical one, where
// the server computed another signature and nothing shows what was signed.
func (b *bench) plainQuery() []Finding {
	if b.request == nil || b.client != nil || !b.mismatch() && !b.maybeMismatch() || b.verified() || b.oneStepProven() {
		return nil
	}
	_, query, _ := strings.Cut(b.request.Target, "?")
	if query == "" || len(query) > maxHead || masked(query) || unexpanded(query) {
		return nil
	}
	at := strings.Index(b.request.Target, "?") + 1
	var out []Finding
	faults := queryFaults(query, canonicalQuery(query))
	if !hasName(faults, "query-duplicate-params") && twiceNamed(query) {
		faults = append(faults, "query-duplicate-params")
	}
	for _, cause := range faults {
		if cause == "query-not-sorted" {
			continue
		}
		f := Finding{
			Cause: cause, Title: queryTitle(cause), Confidence: Possible,
			Why:   "The query is sent as " + quoted(query, 0) + ". If the signer signed it as it stands, it signed another text than the server. " + queryWords(cause),
			Test:  "Look at the canonical query string in your signer's log: is it " + quoted(canonicalQuery(query), 0) + "?",
			Found: query, Expected: canonicalQuery(query), Fixes: queryFixes(cause),
			Marks: markSource(b.request, sigv4.Source{Part: sigv4.TargetPart}, sigv4.Span{Start: at, End: at + len(query)}, "query", "as it is sent", true),
		}
		if strings.Contains(b.ev.Text, "--aws-sigv4") {
			f.Confidence = Likely
			f.Why += " curl signs with --aws-sigv4 what it is given, in older versions without bringing it to this form."
		}
		out = append(out, f)
	}
	return out
}

// twiceNamed reports whether a query has a name more than once.
func twiceNamed(query string) bool {
	seen := map[string]bool{}
	for _, p := range params(query) {
		if seen[p.name] {
			return true
		}
		seen[p.name] = true
	}
	return false
}

// oneStepProven reports whether a key showed that the request was signed with one other line.
func (b *bench) oneStepProven() bool {
	_, ok := b.proven(func(t keyTrial) bool { return t.oneStep })
	return ok
}

// queryTitle says what is wrong.
func queryTitle(cause string) string {
	switch cause {
	case "query-space-as-plus":
		return "A space or a plus in the query is written in another way"
	case "query-valueless-param":
		return "A parameter without a value was signed without its “=”"
	case "query-duplicate-params":
		return "A parameter that is there more than once was signed otherwise"
	}
	return "The query is not escaped as SigV4 escapes it"
}

// queryWords gives the rule that was broken.
func queryWords(cause string) string {
	switch cause {
	case "query-space-as-plus":
		return "In a canonical query string a space is %20 and a plus is %2B. “+” for a space belongs to forms, and is not used there."
	case "query-valueless-param":
		return "A parameter without a value is signed with an empty one: “acl” becomes “acl=”."
	case "query-duplicate-params":
		return "Each pair of a name that is there more than once is kept, and the pairs are sorted by value."
	}
	return "In a canonical query string only letters, digits, “-”, “.”, “_” and “~” stand unescaped, each character is escaped once, and escapes are in upper case."
}

func queryFixes(cause string) []Fix {
	switch cause {
	case "query-space-as-plus":
		return []Fix{
			{Do: "Write a space as %20 and a plus as %2B", On: "Python", Code: "urllib.parse.quote(value, safe='-_.~')  # not quote_plus, not urlencode's default"},
			{Do: "Write a space as %20 and a plus as %2B", On: "JavaScript", Detail: "URLSearchParams writes a space as +.", Code: "encodeURIComponent(value).replace(/[!'()*]/g, c => '%' + c.charCodeAt(0).toString(16).toUpperCase())"},
			{Do: "Write a space as %20 and a plus as %2B", On: "Go", Code: "strings.ReplaceAll(url.QueryEscape(value), \"+\", \"%20\")"},
		}
	case "query-valueless-param":
		return []Fix{
			{Do: "Sign the parameter with its “=”", Code: "acl  →  acl="},
			{Do: "Write the parameter with its “=”", On: "curl", Detail: "Then it stands the same in the address and in what is signed.", Code: "curl --aws-sigv4 aws:amz:REGION:SERVICE 'https://HOST/PATH?v='"},
		}
	case "query-duplicate-params":
		return []Fix{{Do: "Keep every pair, and sort the pairs by name, then by value", On: "Python", Code: "sorted(urllib.parse.parse_qsl(query, keep_blank_values=True))  # a list of pairs, not a dict"}}
	}
	return []Fix{
		{Do: "Escape names and values once, in upper case", On: "Python", Code: "urllib.parse.quote(value, safe='-_.~')"},
		{Do: "Escape names and values once, in upper case", On: "JavaScript", Code: "encodeURIComponent(value).replace(/[!'()*]/g, c => '%' + c.charCodeAt(0).toString(16).toUpperCase())"},
		{Do: "Do not escape what is escaped already", Detail: "Build the query from plain values, once; hand the finished string to the HTTP client."},
	}
}
