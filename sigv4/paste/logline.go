package paste

import "strings"

// levels are the words for how much a line of a log matters.
var levels = [...]string{"TRACE", "DEBUG", "INFO", "NOTICE", "WARNING", "WARN", "ERROR", "FATAL"}

// levelAt is the length of such a word at a place, 0 for none.
func levelAt(s string, at int) int {
	if at >= len(s) || !isUpper(s[at]) {
		return 0
	}
	for _, level := range levels {
		if end := at + len(level); strings.HasPrefix(s[at:], level) && (end == len(s) || !isWord(s[end])) {
			return len(level)
		}
	}
	return 0
}

// maxLogHead bounds what a log writes before its own words: a time, a thread, a level, a logger.
const maxLogHead = 200

// logHead is the length of what stands before the log's own words in a line of the log of an SDK or
// a tool, 0 for no such line:
//
//	SDK 2026/03/15 12:00:00 DEBUG ...                                         Go v2
//	2026/03/15 12:00:00 DEBUG : ...                                           Go v1, rclone
//	2026-03-15 12:00:00,123 [main] DEBUG com.amazonaws.auth.AWS4Signer - ...  Java
//	2026-03-15T12:00:00.123456Z TRACE ...                                     Rust
//	[DEBUG] 2026-03-15 12:00:00 AWSAuthV4Signer [140218730678336] ...         C++
//	DEBUG: ..., DEBUG:botocore.auth:...                                       s3cmd, Python's own form
//	mc: <DEBUG> ...                                                           mc
//	---[ CANONICAL STRING ]---                                                Go, between the parts
func logHead(s string, at int) int {
	if at > 0 && s[at-1] != '\n' {
		return 0
	}
	line := s[at:min(len(s), at+maxLogHead)]
	if end := strings.IndexByte(line, '\n'); end >= 0 {
		line = line[:end]
	}
	if line == "" {
		return 0
	}
	switch c := line[0]; {
	case c == '[':
		return taggedHead(line)
	case c == '-':
		return rulerHead(line)
	case isDigit(c):
		return stampedHead(line, 0)
	case strings.HasPrefix(line, "SDK "):
		return stampedHead(line, len("SDK "))
	case strings.HasPrefix(line, "mc: <ERROR"): // the tool's own words for an error are read with it
		return 0
	case strings.HasPrefix(line, "mc: <"):
		if close := strings.Index(line, "> "); close > 0 && levelAt(line, len("mc: <")) == close-len("mc: <") {
			return close + len("> ")
		}
	}
	return levelHead(line)
}

// rulerHead is the length of the mark that starts a part of Go's logs, or of a line of dashes.
func rulerHead(line string) int {
	const mark, shortest = "---[ ", 20
	if strings.HasPrefix(line, mark) {
		return len(mark)
	}
	if rest := strings.TrimLeft(line, "-"); len(line)-len(rest) >= shortest && strings.TrimSpace(rest) == "" {
		return len(line)
	}
	return 0
}

// levelHead reads "DEBUG: " and "DEBUG:logger:". What "ERROR: " stands before is the tool's own words for
// an error, and is read with it.
func levelHead(line string) int {
	end := levelAt(line, 0)
	if end == 0 || end == len(line) || line[end] != ':' || line[0] == 'E' && strings.HasPrefix(line[end:], ": ") {
		return 0
	}
	end++
	if next := skipBlanks(line, end); next > end {
		return next
	}
	logger := end
	for end < len(line) && (isWord(line[end]) || line[end] == '.') {
		end++
	}
	if end > logger && end < len(line) && line[end] == ':' {
		return end + 1
	}
	return 0
}

// taggedHead reads "[DEBUG] 2026-03-15 12:00:00 AWSAuthV4Signer [140218730678336] ".
func taggedHead(line string) int {
	end := 1 + levelAt(line, 1)
	if end == 1 || end >= len(line) || line[end] != ']' {
		return 0
	}
	stamp := skipBlanks(line, end+1)
	if end = stampEnd(line, stamp); end == stamp {
		return 0
	}
	if thread := strings.Index(line[end:], "] "); thread >= 0 && strings.IndexByte(line[end:end+thread], '[') >= 0 {
		end += thread + len("] ")
	}
	return skipBlanks(line, end)
}

// stampedHead reads a time, and then a level with what surrounds it, up to the colon or the dash
// behind the logger. A time by itself is a line of a log only in the form of Go's.
func stampedHead(line string, at int) int {
	end := stampEnd(line, at)
	if end == at {
		return 0
	}
	slashes := line[at+4] == '/'
	rest := skipBlanks(line, end)
	if n := levelAt(line, rest); n > 0 && slashes { // Go, rclone
		rest = skipBlanks(line, rest+n)
		if rest < len(line) && line[rest] == ':' {
			rest = skipBlanks(line, rest+1)
		}
		return rest
	}
	if slashes {
		return rest
	}
	level := rest
	for level < len(line) && levelAt(line, level) == 0 {
		if level = nextWord(line, level); level-rest > 80 {
			return 0
		}
	}
	if level == len(line) {
		return 0
	}
	level = skipBlanks(line, level+levelAt(line, level))
	for _, mark := range [...]string{" - ", " : "} { // behind the logger of Java
		if i := strings.Index(line[level:], mark); i >= 0 && !strings.Contains(line[level:level+i], ": ") {
			return level + i + len(mark)
		}
	}
	return level
}

// nextWord is the start of the word behind the one at a place, or the end of the line.
func nextWord(line string, at int) int {
	for at < len(line) && line[at] != ' ' && line[at] != '\t' {
		at++
	}
	return skipBlanks(line, at)
}

// stampEnd is the end of the time at a place: a date with dashes or slashes and a time of day, or the
// time of day alone, with fractions and a zone. It is at where no time stands.
func stampEnd(line string, at int) int {
	end := at
	if form(line, at, "0000-00-00") || form(line, at, "0000/00/00") {
		if end += len("0000-00-00"); end == len(line) || line[end] != ' ' && line[end] != 'T' {
			return at
		}
		end++
	}
	if !form(line, end, "00:00:00") {
		return at
	}
	end += len("00:00:00")
	for end < len(line) && (isDigit(line[end]) || strings.IndexByte(".,:+-Z", line[end]) >= 0) {
		end++
	}
	if end == len(line) || line[end] != ' ' && line[end] != '\t' {
		return at
	}
	return end
}

// form reports whether digits stand in s at a place where pattern has 0, and its other characters as they are.
func form(s string, at int, pattern string) bool {
	if len(s)-at < len(pattern) {
		return false
	}
	for i := range len(pattern) {
		if c := s[at+i]; c != pattern[i] && (pattern[i] != '0' || !isDigit(c)) || pattern[i] == '0' && !isDigit(c) {
			return false
		}
	}
	return true
}

func startsLogLine(s string, at int) bool { return logHead(s, at) > 0 }

// readLogLine passes by the lines of a log that bear on no signature, and the head of the first that
// may. What the other formats leave of that line is the log's, too (joinLogs).
func (p *parser) readLogLine(at int) (end int, ok bool) {
	s := p.in.String
	for end = at; end < len(s); {
		head := logHead(s, end)
		if head == 0 {
			break
		}
		line := lineEnd(s, end)
		said := s[end+head : line]
		if next := min(line+1, len(s)); !headerString(said) && (mayTell(said) || next < len(s) && logHead(s, next) == 0) {
			end += head
			break
		}
		end = p.skipHeaderString(end+head, line)
	}
	p.claim(at, end, KindLog, 0)
	return end, true
}

// skipHeaderString is the line behind that of a log from a place on. Where a log shows the canonical headers by
// themselves, they are no request and are passed by, too.
func (p *parser) skipHeaderString(from, line int) int {
	s := p.in.String
	end := min(line+1, len(s))
	if !headerString(s[from:line]) {
		return end
	}
	for end < len(s) && logHead(s, end) == 0 {
		if _, colon := headerName(s, end); colon < 0 {
			break
		}
		end = nextLine(s, end)
	}
	return end
}

// headerString reports whether what a log says is a name for the canonical headers and the first of them.
func headerString(line string) bool {
	const reach = 40
	line = line[:min(len(line), reach)]
	return (strings.HasPrefix(line, "canonical_headers") || strings.HasPrefix(line, "Canonical Header")) && strings.IndexByte(line, ':') > 0
}

// telling are parts of the words that stand where something bears on a signature.
var telling = [...]string{"AWS4-", "HTTP/", "http", "mz-", "anonical", "ign", "rror", "xception", "tatus", "enied", "xpired", "oken", "orbidden", "redential"}

// mayTell reports, at little cost, whether what a log says may bear on a signature.
func mayTell(line string) bool {
	for _, word := range telling {
		if strings.Contains(line, word) {
			return true
		}
	}
	return false
}

// joinLogs gives the lines of a log what no format read in them, and makes one block of those that
// follow one another.
func (p *parser) joinLogs() {
	s := p.in.String
	kept := p.blocks[:0]
	for i, b := range p.blocks {
		if n := len(kept); b.kind == KindUnrecognized && n > 0 && kept[n-1].kind == KindLog && kept[n-1].to <= b.from && strings.IndexByte(s[kept[n-1].to-1:b.from], '\n') < 0 {
			b.kind, b.note = KindLog, "" // an object that a log shows
		}
		next := len(s)
		if i+1 < len(p.blocks) {
			next = p.blocks[i+1].from
		}
		if b.kind == KindLog && b.to < next && b.to > b.from && s[b.to-1] != '\n' {
			b.to = lineEnd(s[:next], b.to)
		}
		if n := len(kept); b.kind == KindLog && n > 0 && kept[n-1].kind == KindLog && kept[n-1].to <= b.from && strings.TrimSpace(s[kept[n-1].to:b.from]) == "" {
			kept[n-1].to = b.to
			continue
		}
		kept = append(kept, b)
	}
	p.blocks = kept
}
