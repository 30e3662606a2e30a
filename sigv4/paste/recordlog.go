package paste

import "strings"

// recordLine reads a line of a log whose records are objects: of docker's json-file, and of journalctl -o json.
//
//	{"log":"…\n","stream":"stdout","time":"2026-03-15T12:00:00.123456789Z"}
//	{"__REALTIME_TIMESTAMP":"1773576000123456","MESSAGE":"…","_PID":"123", …}
func recordLine(s string, at, end int) (l wrappedLine, ok bool) {
	docker := strings.HasPrefix(s[at:end], `{"log":"`) && strings.Contains(s[at:end], `"time":"`)
	if !docker && !strings.Contains(s[at:end], `"MESSAGE"`) {
		return l, false
	}
	o, ok := readObject(s[:end], at)
	if !ok || o.cut || skipBlanks(s[:end], o.end) != end {
		return l, false
	}
	for _, m := range o.members {
		switch {
		case m.depth != 1 || !m.quoted:
		case docker && m.name == "log", !docker && m.name == "MESSAGE":
			l.from, l.to, l.coding = m.from, m.to, jsonString
			l.joined = docker
		case m.name == "SYSLOG_IDENTIFIER", m.name == "stream":
			l.name.Start, l.name.End = m.from, m.to
		case m.name == "_PID":
			l.instance.Start, l.instance.End = m.from, m.to
		}
	}
	return l, l.coding == jsonString
}
