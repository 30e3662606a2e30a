package paste

import "strings"

// containerLine reads a line of the log of a container as Kubernetes keeps it (CRI), the parts of a long line
// marked P:
//
//	2026-03-15T12:00:00.123456789Z stdout F …
func containerLine(s string, at, end int) (l wrappedLine, ok bool) {
	const stdout, stderr, whole, part = " stdout ", " stderr ", "F ", "P "
	from := isoStamp(s[:end], at)
	if from == at || !strings.HasPrefix(s[from:end], stdout) && !strings.HasPrefix(s[from:end], stderr) {
		return l, false
	}
	l.name.Start, l.name.End = from, from+len(stdout)
	from += len(stdout)
	switch tag := s[from:end]; {
	case strings.HasPrefix(tag, whole), strings.HasPrefix(tag, part):
		l.joined = strings.HasPrefix(tag, part)
		from += len(whole)
	case tag == whole[:1]: // an empty line
		from++
	default:
		return l, false
	}
	l.from, l.to = from, end
	return l, true
}

// podLine reads a line of kubectl logs --prefix: "[pod/web-0/app] …".
func podLine(s string, at, end int) (l wrappedLine, ok bool) {
	const pod = "[pod/"
	if !strings.HasPrefix(s[at:end], pod) {
		return l, false
	}
	close := strings.IndexByte(s[at:end], ']')
	if close < 0 || strings.Count(s[at:at+close], "/") != 2 || strings.IndexByte(s[at:at+close], ' ') >= 0 {
		return l, false
	}
	l.instance.Start, l.instance.End = at+len(pod), at+close
	l.from, l.to = min(at+close+len("] "), end), end
	return l, true
}

// stampLine reads a line with a time before it, as docker logs -t, kubectl logs --timestamps, GitHub Actions
// and exports of CloudWatch write it.
func stampLine(s string, at, end int) (l wrappedLine, ok bool) {
	from := isoStamp(s[:end], at)
	switch {
	case from > at && s[from] == ' ':
		l.from, l.to = from+1, end
	case from == at && isoStamp(s[:min(len(s), end+1)], at) == end: // before an empty line
		l.from, l.to = end, end
	default:
		return l, false
	}
	return l, true
}

// stampsFit reports whether times before some lines are a system's. A log of its own has its level behind the
// time in every line. Where every line goes on with the same word, as aws logs tail writes the name of the
// stream, that is none of the text either.
func stampsFit(s string, lines []wrappedLine) bool {
	fewest := 3
	if first := &lines[0]; first.from-first.at > len("2026-03-15T12:00:00.123456Z ") { // so many digits only systems write
		fewest = 1
	}
	levels, stream := 0, 0
	for i := range lines {
		l := &lines[i]
		if levelAt(s[:l.to], l.from) > 0 {
			levels++
		}
		if word := streamName(s[l.from:l.to]); word != "" && word == streamName(s[lines[0].from:lines[0].to]) {
			stream++
		}
	}
	if len(lines) < fewest || levels == len(lines) {
		return false
	}
	if stream == len(lines) {
		for i := range lines {
			l := &lines[i]
			l.from = min(l.from+len(streamName(s[l.from:l.to]))+1, l.to)
		}
	}
	return true
}

// streamName is the word that a line starts with, when it may be the name of a stream of CloudWatch.
func streamName(line string) string {
	word, _, _ := strings.Cut(line, " ")
	if strings.IndexByte(word, '/') <= 0 || strings.Contains(word, "://") || strings.HasPrefix(word, "HTTP/") {
		return ""
	}
	return word
}

// barLine reads a line of docker compose: "web-1  | …".
func barLine(s string, at, end int) (l wrappedLine, ok bool) {
	const longest = 64
	name := at
	for name < min(end, at+longest) && (isWord(s[name]) || s[name] == '-' || s[name] == '.') {
		name++
	}
	bar := skipBlanks(s[:end], name)
	if name == at || bar == name || bar == end || s[bar] != '|' || bar+1 < end && s[bar+1] != ' ' {
		return l, false
	}
	l.name.Start, l.name.End = at, name
	l.instance.Start, l.instance.End = name, name
	if dash := strings.LastIndexAny(s[at:name], "-_"); dash > 0 && strings.Trim(s[at+dash+1:name], digits) == "" {
		l.name.End, l.instance.Start = at+dash, at+dash
	}
	l.from, l.to = min(bar+len("| "), end), end
	return l, true
}

// barsFit reports whether bars are those of docker compose, and not of a table: all in one column, and each
// name before several lines.
func barsFit(s string, lines []wrappedLine) bool {
	const fewest = 3
	names := map[string]bool{}
	for i := range lines {
		l := &lines[i]
		names[l.program(s)] = true
		if strings.IndexByte(s[l.at:l.next], '|') != strings.IndexByte(s[lines[0].at:lines[0].next], '|') {
			return false
		}
	}
	return len(lines) >= fewest && 2*len(names) <= len(lines)
}
