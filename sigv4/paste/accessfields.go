package paste

import (
	"strings"

	"countersign/sigv4"
)

// accessWords splits a line at its spaces. What stands in quotes or in brackets is one word.
func accessWords(s string, at, end int) []sigv4.Span {
	var words []sigv4.Span
	for at < end {
		if s[at] == ' ' {
			at++
			continue
		}
		start, close := at, byte(0)
		for ; at < end && (close != 0 || s[at] != ' '); at++ {
			switch c := s[at]; {
			case close == '"' && c == '\\':
				at++
			case c == close:
				close = 0
			case close == 0 && c == '"':
				close = '"'
			case close == 0 && c == '[' && at == start:
				close = ']'
			}
		}
		at = min(at, end)
		words = append(words, sigv4.Span{Start: start, End: at})
	}
	return words
}

// unquoted is a word without the quotes around it.
func unquoted(s string, w sigv4.Span) sigv4.Span {
	if w.Len() > 1 && s[w.Start] == '"' && s[w.End-1] == '"' {
		return sigv4.Span{Start: w.Start + 1, End: w.End - 1}
	}
	return w
}

// readS3 reads what S3 says behind the request, and around it.
func (a *accessLine) readS3(s string, words []sigv4.Span) {
	said := func(i int) sigv4.Span {
		if i < len(words) && s[words[i].Start:words[i].End] != "-" {
			return words[i]
		}
		return sigv4.Span{}
	}
	a.code, a.host = said(s3Code), said(s3Host)
	for _, f := range [...]struct {
		name  string
		index int
	}{
		{"Operation", s3Operation}, {"RequestId", s3RequestID}, {"HostId", s3HostID}, {"SignatureVersion", s3Version}, {"AuthenticationType", s3Authentication},
	} {
		if value := said(f.index); value.Len() > 0 {
			a.fields = append(a.fields, accessField{f.name, value})
		}
	}
}

// readNamed reads a field that a log_format names: host="…", auth="AWS4-…", http_x_amz_date=….
func (a *accessLine) readNamed(s string, w sigv4.Span) {
	name := ""
	if equals := strings.IndexByte(s[w.Start:w.End], '='); equals > 0 && strings.IndexByte(s[w.Start:w.Start+equals], '"') < 0 {
		name = strings.ToLower(s[w.Start : w.Start+equals])
		w.Start += equals + 1
	}
	w = unquoted(s, w)
	value := s[w.Start:w.End]
	header, isHeader := strings.CutPrefix(name, "http_")
	switch {
	case value == "" || value == "-":
	case strings.HasPrefix(value, "AWS4-"), strings.HasPrefix(value, "AWS ") && strings.Contains(name, "auth"):
		a.headers = append(a.headers, accessField{"Authorization", w})
	case name == "host", header == "host":
		a.host = w
	case isHeader:
		a.headers = append(a.headers, accessField{strings.ReplaceAll(header, "_", "-"), w})
	case isTime(value):
		a.headers = append(a.headers, accessField{"X-Amz-Date", w})
	case strings.Contains(name, "sha256"), name == "" && isHash(value):
		a.headers = append(a.headers, accessField{"X-Amz-Content-Sha256", w})
	}
}

// frontLine reads a line of CloudFront, whose fields are set apart by tabs.
func frontLine(s string, at, end int) (a accessLine, ok bool) {
	var words []sigv4.Span
	for start := at; start <= end && len(words) <= frontScheme; {
		stop := end
		if tab := strings.IndexByte(s[start:end], '\t'); tab >= 0 {
			stop = start + tab
		}
		words = append(words, sigv4.Span{Start: start, End: stop})
		start = stop + 1
	}
	if len(words) <= frontQuery || methodAt(s, words[frontMethod].Start) == 0 {
		return a, false
	}
	a.method, a.target, a.status, a.host = words[frontMethod], words[frontPath], words[frontStatus], words[frontHost]
	if query := words[frontQuery]; s[query.Start:query.End] != "-" {
		a.query = query
	}
	if len(words) > frontScheme {
		a.host, a.scheme = words[frontHostHeader], words[frontScheme]
	}
	return a, true
}
