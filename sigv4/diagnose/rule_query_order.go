package diagnose

// queryOrderRule judges whether the query parameters were sorted before signing.
func queryOrderRule() rule {
	return rule{
		name:   "query-not-sorted",
		causes: []string{"query-not-sorted"},
		guide:  guideSteps + "#canonical-query-string",
		sources: []Citation{
			{docSigning, "The parameters of the canonical query string are sorted by name in code point order, those with the same name by value."},
		},
		judge: func(b *bench) []Finding {
			c := b.contrast
			if c == nil {
				return nil
			}
			mine, theirs, differs := c.line("canonical query string")
			if !differs || !c.signers() || sortedQuery(mine) != theirs {
				return nil
			}
			f := b.finding(c, "query-not-sorted", "The canonical query string is not sorted as SigV4 sorts it", "canonical query string", c.grade())
			f.Why += "Sorted by encoded name, then by encoded value, byte by byte, the line that you signed is " + b.whose(c.theirs) + ". In this order upper case stands before lower case, and “%” before letters. Whoever sorts whole name=value pairs errs where one name begins another, since “-” and “.” stand before “=”."
			f.Fixes = []Fix{
				{Do: "Sort the encoded parameters by name, then by value", On: "Python", Code: "'&'.join(f'{k}={v}' for k, v in sorted((quote(k, safe='-_.~'), quote(v, safe='-_.~')) for k, v in params))"},
				{Do: "Sort the encoded parameters by name, then by value", On: "JavaScript", Detail: "Compare with < and not with localeCompare, which puts “a” before “B”.", Code: "params.sort(([a, x], [b, y]) => a < b ? -1 : a > b ? 1 : x < y ? -1 : x > y ? 1 : 0)"},
				{Do: "Use curl 8.3.0 or newer", On: "curl", Detail: "Earlier versions sign the query of --aws-sigv4 in the order in which it was written.", Code: "curl --version"},
			}
			return []Finding{f}
		},
	}
}
