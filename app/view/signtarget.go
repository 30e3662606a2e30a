package view

import (
	"slices"
	"strings"

	"countersign/sigv4"
)

// target draws the target of the reader's request, cut at its segments and parameters.
func (c *pieces) target(target string) {
	path, _, hasQuery := strings.Cut(target, "?")
	c.guide = "#canonical-uri"
	for at := 0; at < len(path); {
		end := strings.IndexByte(path[at+1:], '/') + at + 1
		if end <= at || strings.Count(path, "/") > linePieces {
			end = len(path)
		}
		c.targetRange(target, at, end, "path")
		at = end
	}
	if !hasQuery {
		return
	}
	c.say("?")
	c.guide = "#canonical-query-string"
	at := len(path) + 1
	if strings.Count(target, "&") > linePieces {
		c.plain(withoutTokens(target[at:]), "query", within(sigv4.TargetPart, at, len(target)))
		return
	}
	for _, parameter := range strings.SplitAfter(target[at:], "&") {
		pair, ampersand := strings.CutSuffix(parameter, "&")
		name, value, equals := strings.Cut(pair, "=")
		c.targetRange(target, at, at+len(name), "query")
		if equals {
			c.say("=")
		}
		if strings.EqualFold(name, tokenName) && value != "" {
			c.plain(mask, "query", own("token"))
		} else {
			c.targetRange(target, at+len(pair)-len(value), at+len(pair), "query")
		}
		if ampersand {
			c.say("&")
		}
		at += len(parameter)
	}
}

// targetRange draws a range of the target, cut at its seams.
func (c *pieces) targetRange(target string, start, end int, part string) {
	for _, seam := range c.seams {
		if start < seam && seam < end {
			c.plain(target[start:seam], part, within(sigv4.TargetPart, start, seam))
			start = seam
		}
	}
	c.plain(target[start:end], part, within(sigv4.TargetPart, start, end))
}

// seamsOf gives the places in the target where the derived texts change how they take it over: around
// escapes, most of all. Where there are many, none, as for a line of the derived text.
func seamsOf(texts ...sigv4.Text) []int {
	var seams []int
	for _, t := range texts {
		for _, s := range t.Map.Segments {
			if s.Source.Part == sigv4.TargetPart {
				seams = append(seams, s.Src.Start, s.Src.End)
			}
		}
	}
	slices.Sort(seams)
	seams = slices.Compact(seams)
	if len(seams) > linePieces {
		return nil
	}
	return seams
}

// withoutTokens is a query with its session tokens masked.
func withoutTokens(query string) string {
	for _, span := range slices.Backward(tokenSpans(query)) {
		query = query[:span.Start] + mask + query[span.End:]
	}
	return query
}

// tokenName is the header, and in other letters the parameter, that carries the session token.
const tokenName = "x-amz-security-token"

// tokenSpans finds where a line shows a session token, the reader's or the request's own: behind the
// header of that name, or in a query.
func tokenSpans(line string) []sigv4.Span {
	lower := strings.ToLower(line)
	if strings.HasPrefix(lower, tokenName+":") {
		return []sigv4.Span{{Start: len(tokenName) + 1, End: len(line)}}
	}
	var spans []sigv4.Span
	for at := 0; ; {
		i := strings.Index(lower[at:], tokenName+"=")
		if i < 0 {
			return spans
		}
		start := at + i + len(tokenName) + 1
		end := start
		for end < len(line) && line[end] != '&' && line[end] != ' ' {
			end++
		}
		if start < end {
			spans = append(spans, sigv4.Span{Start: start, End: end})
		}
		at = end
	}
}
