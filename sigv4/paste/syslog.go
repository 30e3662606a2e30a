package paste

import "strings"

// syslogLine reads a line of syslog, or of journald as journalctl prints it (short, short-iso, short-precise,
// short-full, short-unix, short-monotonic; RFC 3164, RFC 5424):
//
//	Mar 15 12:00:00 web1 app[123]: …
//	2026-03-15T12:00:00+0000 web1 app[123]: …
//	Sun 2026-03-15 12:00:00 UTC web1 app[123]: …
//	1773576000.123456 web1 app[123]: …
//	[ 1234.567890] web1 app[123]: …
//	<34>1 2026-03-15T12:00:00.003Z web1 app 123 ID47 - …
func syslogLine(s string, at, end int) (l wrappedLine, ok bool) {
	line := s[:end]
	from := at
	if priority := priorityEnd(line, at); priority > at {
		if strings.HasPrefix(line[priority:], "1 ") {
			return newSyslog(line, priority+len("1 "))
		}
		from = priority
	}
	stamp, sure := syslogStamp(line, from)
	if stamp == from {
		return l, false
	}
	// Two words before the colon are a host and a program, a single one is a program.
	for words := range 2 {
		program := stamp
		for program < end && (isWord(line[program]) || strings.IndexByte("-./@()\\", line[program]) >= 0) {
			program++
		}
		if program == stamp {
			return l, false
		}
		l.name.Start, l.name.End = stamp, program
		l.instance.Start, l.instance.End = program, program
		if program < end && line[program] == '[' {
			if close := strings.IndexByte(line[program:min(end, program+40)], ']'); close > 1 {
				l.instance.Start, l.instance.End = program+1, program+close
				program += close + 1
			}
		}
		if program < end && line[program] == ':' {
			l.from, l.to = program+1, end
			if l.from < end && line[l.from] == ' ' {
				l.from++
			}
			return l, l.instance.Len() > 0 || sure && words == 1
		}
		if program == end || line[program] != ' ' {
			return l, false
		}
		stamp = program + 1
	}
	return l, false
}

// priorityEnd is the end of <34> at a place, or the place itself.
func priorityEnd(s string, at int) int {
	end := at + 1
	for end < len(s) && end-at < 4 && isDigit(s[end]) {
		end++
	}
	if s[at] == '<' && end > at+1 && end < len(s) && s[end] == '>' {
		return end + 1
	}
	return at
}

// syslogStamp is the end of the time at a place, with the blank behind it, or the place itself; and whether its
// form is one that hardly anything else has.
func syslogStamp(s string, at int) (end int, sure bool) {
	const months, days = "JanFebMarAprMayJunJulAugSepOctNovDec", "SunMonTueWedThuFriSat"
	end, zoned := at, false
	switch {
	case len(s)-at < len("Mar 15 12:00:00 "):
		return at, false
	case isUpper(s[at]) && s[at+3] == ' ' && strings.Contains(months, s[at:at+3]):
		day := at + len("Mar ")
		if end = day + len("15"); !isDigit(s[end-1]) || !isDigit(s[day]) && s[day] != ' ' {
			return at, false
		}
		sure = true
	case isUpper(s[at]) && s[at+3] == ' ' && strings.Contains(days, s[at:at+3]) && form(s, at+len("Sun "), "0000-00-00"):
		end = at + len("Sun 2026-03-15")
		sure, zoned = true, true
	case s[at] == '[':
		if close := strings.IndexByte(s[at:min(len(s), at+24)], ']'); close > 0 && strings.Trim(s[at+1:at+close], " 0123456789.") == "" && strings.IndexByte(s[at:at+close], '.') > 0 {
			return skipBlanks(s, at+close+1), false
		}
		return at, false
	case form(s, at, "0000000000.000000 "):
		return at + len("1773576000.123456 "), true
	default:
		if end = isoStamp(s, at); end == at || s[end] != ' ' {
			return at, false
		}
		return end + 1, false
	}
	if end++; !form(s, end, "00:00:00") || s[end-1] != ' ' {
		return at, false
	}
	for end += len("00:00:00"); end < len(s) && (isDigit(s[end]) || s[end] == '.'); end++ {
	}
	if zoned {
		for end++; end < len(s) && (isAlnum(s[end]) || s[end] == '+' || s[end] == '-'); end++ {
		}
	}
	if end >= len(s) || s[end] != ' ' {
		return at, false
	}
	return end + 1, sure
}

// isoStamp is the end of a time of ISO 8601 with a zone at a place, or the place itself.
func isoStamp(s string, at int) int {
	const stamp = "0000-00-00T00:00:00"
	if !form(s, at, stamp) {
		return at
	}
	end := at + len(stamp)
	if end < len(s) && (s[end] == '.' || s[end] == ',') {
		for end++; end < len(s) && isDigit(s[end]); end++ {
		}
	}
	switch {
	case end == len(s):
		return at
	case s[end] == 'Z':
		end++
	case (s[end] == '+' || s[end] == '-') && form(s, end+1, "00:00"):
		end += len("+00:00")
	case (s[end] == '+' || s[end] == '-') && form(s, end+1, "0000"):
		end += len("+0000")
	default:
		return at
	}
	if end == len(s) {
		return at
	}
	return end
}

// newSyslog reads what follows the version in a line of RFC 5424: time, host, program, process, message id,
// structured data.
func newSyslog(line string, at int) (l wrappedLine, ok bool) {
	for field := range 5 {
		end := at
		for end < len(line) && line[end] != ' ' {
			end++
		}
		if end == at || end == len(line) {
			return l, false
		}
		switch field {
		case 2:
			l.name.Start, l.name.End = at, end
		case 3:
			l.instance.Start, l.instance.End = at, end
		}
		at = end + 1
	}
	switch {
	case strings.HasPrefix(line[at:], "- "):
		at += len("- ")
	case strings.HasPrefix(line[at:], "["):
		end := strings.Index(line[at:], "] ")
		if end < 0 {
			return l, false
		}
		at += end + len("] ")
	default:
		return l, false
	}
	if strings.HasPrefix(line[at:], "\ufeff") { // RFC 5424, 6.4: the message is in UTF-8
		at += len("\ufeff")
	}
	l.from, l.to = at, len(line)
	return l, true
}
