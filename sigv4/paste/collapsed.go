package paste

import (
	"strings"

	"countersign/sigv4"
)

// collapsedCanonical reads a canonical request whose newlines became spaces. The list of signed
// headers near its end tells the names at which header lines start; where the text is cut before
// it, words that look like name:value do. Where no header is found, end is the place up to which none stands.
func collapsedCanonical(t sigv4.Text, at, method int) (c CanonicalRequest, end int, ok bool) {
	s := t.String
	path := skipBlanks(s, method)
	if path == len(s) || s[path] != '/' {
		return c, method, false
	}
	list, hash, limit := endOfCollapsed(s, path)
	headersEnd := limit
	if list.Len() > 0 {
		headersEnd = list.Start
	}
	names := strings.Split(s[list.Start:list.End], ";")
	if list.Len() == 0 {
		names = nil
	}
	starts := headerStarts(s, path, headersEnd, names)
	if len(starts) == 0 {
		return c, headersEnd, false
	}
	w := rewrite(t)
	line := func(from, to int) sigv4.Span {
		start := w.out.Len()
		w.copy(from, to)
		return sigv4.Span{Start: start, End: w.out.Len()}
	}
	from := path
	break_ := func(to int) {
		w.replace(from, to, "\n")
		from = to
	}
	c.Method = line(at, method)
	from = method
	break_(path)
	pathEnd := path
	for pathEnd < starts[0] && s[pathEnd] != ' ' {
		pathEnd++
	}
	c.URI = line(path, pathEnd)
	query := min(pathEnd+1, starts[0])
	from = pathEnd
	break_(query)
	queryFrom, queryTo := trimmed(s, query, starts[0])
	c.Query = line(queryFrom, queryTo)
	from = queryTo
	if queryTo < starts[0] {
		break_(starts[0])
	} else {
		w.insert("\n", "the line of an empty query")
	}
	for i, start := range starts {
		_, to := trimmed(s, start, headersEnd)
		if i+1 < len(starts) {
			_, to = trimmed(s, start, starts[i+1])
			span := line(start, to)
			c.Headers = sigv4.Span{Start: firstOf(c.Headers, span), End: span.End}
			from = to
			break_(starts[i+1])
			continue
		}
		span := line(start, to)
		c.Headers = sigv4.Span{Start: firstOf(c.Headers, span), End: span.End}
		from = to
	}
	end = limit
	if list.Len() > 0 {
		break_(list.Start)
		w.insert("\n", "the empty line after the headers")
		c.SignedHeaders = line(list.Start, list.End)
		from = list.End
		break_(hash.Start)
		c.PayloadHash = line(hash.Start, hash.End)
		end = hash.End
	}
	c.Text, c.Repair = w.text(), repairs[collapsed]
	c.Masked = isMasked(c.Text.String)
	return c, end, true
}

func firstOf(have, span sigv4.Span) int {
	if have.Len() > 0 {
		return have.Start
	}
	return span.Start
}

// endOfCollapsed finds the list of signed headers and the hash after it, the first two words in a row
// that look so, and where the line or the quotation ends when they do not stand in it.
func endOfCollapsed(s string, at int) (list, hash sigv4.Span, limit int) {
	for at < len(s) && strings.IndexByte("\n'\"", s[at]) < 0 {
		end := at
		for end < len(s) && !isSpace(s[end]) && s[end] != '\'' && s[end] != '"' {
			end++
		}
		next := skipBlanks(s, end)
		if next > end && isList(s[at:end]) {
			if stop := hashEnd(s, next); next < stop && isHash(s[next:stop]) {
				return sigv4.Span{Start: at, End: end}, sigv4.Span{Start: next, End: stop}, stop
			}
		}
		at = max(next, at+1)
	}
	return list, hash, at
}

// isList reports whether a word can be a list of signed headers.
func isList(word string) bool {
	for i := range len(word) {
		if c := word[i]; !isWord(c) && c != '-' && c != ';' {
			return false
		}
	}
	return strings.Contains(word, ";") || word == "host"
}

// maxLost bounds the names that are looked for and are not there.
const maxLost = 16

// headerStarts finds where the header lines start: each name in its turn, or, without names, every
// word that starts as a header does.
func headerStarts(s string, from, to int, names []string) []int {
	var starts []int
	if names != nil {
		at, lost := from, 0
		for _, name := range names {
			i := strings.Index(s[at:to], " "+name+":")
			if i < 0 {
				if lost++; lost == maxLost {
					break
				}
				continue
			}
			at += i + 1
			starts = append(starts, at)
		}
		return starts
	}
	for at := from; at < to; at++ {
		if s[at-1] != ' ' || s[at] < 'a' || s[at] > 'z' {
			continue
		}
		if end, colon := headerName(s, at); colon == end && end < to {
			starts = append(starts, at)
		}
	}
	return starts
}
