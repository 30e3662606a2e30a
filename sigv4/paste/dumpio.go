package paste

import "strings"

// dumpLine reads a line that Apache's mod_dumpio writes into the error log: bytes that were read or written, as
// the log escapes them, or how many they are.
//
//	[Sun Mar 15 12:00:00.123456 2026] [dumpio:trace7] [pid 1:tid 2] mod_dumpio.c(100): [client 192.0.2.3:4] mod_dumpio:  dumpio_in (data-HEAP): Host: h\r\n
func dumpLine(s string, at, end int) (l wrappedLine, ok bool) {
	const reach, mark, client, data = 300, "mod_dumpio: ", "[client ", "(data-"
	i := strings.Index(s[at:min(end, at+reach)], mark)
	if i < 0 {
		return l, false
	}
	l.from, l.to, l.joined = end, end, true
	if c := strings.Index(s[at:at+i], client); c >= 0 {
		l.instance.Start = at + c + len(client)
		l.instance.End = at + i
	}
	rest := strings.TrimLeft(s[at+i+len(mark):end], " ")
	from := end - len(rest)
	l.name.Start, l.name.End = at+i, at+i+len(mark)
	_, kind, _ := strings.Cut(rest[:min(len(rest), 24)], " ")
	l.back = strings.HasPrefix(rest, "dumpio_out")
	if !strings.HasPrefix(kind, data) {
		return l, true
	}
	colon := strings.Index(rest, "): ")
	if colon < 0 {
		return l, true
	}
	if said := rest[colon+len("): "):]; !isCount(said) {
		l.from, l.coding = from+colon+len("): "), byteEscapes
	}
	return l, true
}

// isCount reports whether a line says how many bytes follow in the next: "39 bytes".
func isCount(said string) bool {
	number, ok := strings.CutSuffix(said, " bytes")
	return ok && number != "" && strings.Trim(number, digits) == ""
}
