package paste

import "strings"

// lambdaLine reads a line as the runtimes of AWS Lambda start it, for Node.js and for Python:
//
//	2026-03-15T12:00:00.123Z	8f507cfc-xmpl-4697-b07a-ac58fc914c95	INFO	…
//	[INFO]	2026-03-15T12:00:00.123Z	8f507cfc-xmpl-4697-b07a-ac58fc914c95	…
func lambdaLine(s string, at, end int) (l wrappedLine, ok bool) {
	const fields = 3
	line := s[:end]
	stamped, identified := false, false
	for range fields {
		tab := strings.IndexByte(line[at:], '\t')
		if tab < 0 {
			return l, false
		}
		switch field := line[at : at+tab]; {
		case isoStamp(field+" ", 0) == len(field):
			stamped = true
		case strings.Count(field, "-") == 4 && len(field) == 36:
			l.instance.Start, l.instance.End = at, at+tab
			identified = true
		case levelAt(field, 0) == 0 && levelAt(field, 1) == 0:
			return l, false
		}
		at += tab + 1
	}
	l.from, l.to = at, end
	return l, stamped && identified
}

// cloudWatchEvents reads the answer of aws logs get-log-events or filter-log-events: an object with the events,
// each with its message. Without lines, end is the place up to which it was looked for.
func cloudWatchEvents(s string, at int) (lines []wrappedLine, end int) {
	const reach = 200
	if s[at] != '{' || !strings.Contains(s[at:min(len(s), at+reach)], `"events"`) {
		return nil, at
	}
	root, end, ok := readTree(s, at)
	events := root.member(s, "events")
	if !ok || !events.is(listNode) {
		return nil, end
	}
	from := at
	for i := range events.kids {
		m := events.kids[i].member(s, "message")
		if !m.is(stringNode) || events.kids[i].member(s, "timestamp") == nil {
			return nil, end
		}
		lines = append(lines, wrappedLine{at: from, from: m.from, to: m.to, next: m.to, coding: jsonString})
		from = m.to
	}
	if n := len(lines); n > 0 {
		lines[n-1].next = end
	}
	return lines, end
}

// cloudWatchTable reads results of the console's log viewer or of Logs Insights that were saved as a table with
// commas: a heading, and in each row a time and a message, in quotes where it needs them.
func cloudWatchTable(s string, at int) (lines []wrappedLine, end int) {
	heading := s[at:lineEnd(s[:min(len(s), at+64)], at)]
	switch strings.TrimRight(heading, "\r") {
	case "timestamp,message", "@timestamp,@message":
	default:
		return nil, at
	}
	from := at
	for end = nextLine(s, at); end < len(s); {
		message := end
		for message < len(s) && (isDigit(s[message]) || strings.IndexByte("-:. TZ\"", s[message]) >= 0) && s[message] != '\n' {
			message++
		}
		if message == end || message == len(s) || s[message] != ',' {
			break
		}
		l := wrappedLine{at: from, from: message + 1}
		if l.to, l.next = tableField(s, l.from); s[l.from:l.to] != "" && s[l.from] == '"' {
			l.from, l.to, l.coding = l.from+1, max(l.from+1, l.to-1), doubledQuotes
		}
		lines, from, end = append(lines, l), l.next, l.next
	}
	return lines, end
}

// unescapeQuotes appends bytes [from, to) of the input with each doubled quotation mark undone.
func (w *rewriter) unescapeQuotes(from, to int) {
	start := from
	for i := from; i+1 < to; i++ {
		if w.in.String[i] == '"' && w.in.String[i+1] == '"' {
			w.copy(start, i)
			w.replace(i, i+2, `"`)
			start, i = i+2, i+1
		}
	}
	w.copy(start, to)
}

// tableField is the end of the last field of a row, and the start of the next row (RFC 4180).
func tableField(s string, at int) (end, next int) {
	end = at
	if end < len(s) && s[end] == '"' {
		for end++; end < len(s); end++ {
			if s[end] == '"' {
				if end++; end == len(s) || s[end] != '"' {
					break
				}
			}
		}
	}
	line := lineEnd(s, end)
	if end == at {
		end = line
	}
	return end, min(line+1, len(s))
}
