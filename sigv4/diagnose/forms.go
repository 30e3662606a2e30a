package diagnose

import (
	"sort"
	"strings"
)

// The ways of writing a path or a query that signers and servers disagree about. All are linear,
// and take any text.

// encoded encodes a path once more as RFC 3986 has it: unreserved characters and slashes stay.
func encoded(path string) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for i := range len(path) {
		c := path[i]
		if c == '/' || unreserved(c) {
			b.WriteByte(c)
			continue
		}
		b.WriteByte('%')
		b.WriteByte(hex[c>>4])
		b.WriteByte(hex[c&15])
	}
	return b.String()
}

func unreserved(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte("-._~", c) >= 0
}

// decoded undoes the escapes of a path once. What is no escape stays.
func decoded(path string) string {
	var b strings.Builder
	for i := 0; i < len(path); i++ {
		if path[i] == '%' && i+2 < len(path) {
			high, ok1 := hexDigit(path[i+1])
			low, ok2 := hexDigit(path[i+2])
			if ok1 && ok2 {
				b.WriteByte(high<<4 | low)
				i += 2
				continue
			}
		}
		b.WriteByte(path[i])
	}
	return b.String()
}

func hexDigit(c byte) (byte, bool) {
	switch {
	case c >= '0' && c <= '9':
		return c - '0', true
	case c >= 'a' && c <= 'f':
		return c - 'a' + 10, true
	case c >= 'A' && c <= 'F':
		return c - 'A' + 10, true
	}
	return 0, false
}

// spaced reads every way of writing a space or a plus as one.
func spaced(path string) string {
	return strings.NewReplacer("+", " ", "%20", " ", "%2B", " ", "%2b", " ", "%252B", " ", "%2520", " ").Replace(path)
}

// normalized resolves empty, "." and ".." segments; a final slash stays.
func normalized(path string) string {
	var kept []string
	for _, segment := range strings.Split(path, "/") {
		switch segment {
		case "", ".":
		case "..":
			if len(kept) > 0 {
				kept = kept[:len(kept)-1]
			}
		default:
			kept = append(kept, segment)
		}
	}
	out := "/" + strings.Join(kept, "/")
	if strings.HasSuffix(path, "/") && len(kept) > 0 {
		out += "/"
	}
	return out
}

// sortedQuery sorts the parameters of a canonical query string by name, then by value, bytewise.
func sortedQuery(query string) string {
	if query == "" {
		return ""
	}
	params := strings.Split(query, "&")
	sort.SliceStable(params, func(i, j int) bool {
		name1, value1, _ := strings.Cut(params[i], "=")
		name2, value2, _ := strings.Cut(params[j], "=")
		if name1 != name2 {
			return name1 < name2
		}
		return value1 < value2
	})
	return strings.Join(params, "&")
}

// splitPort parts a host name from its port, "" when it has none. An IPv6 address stands in brackets.
func splitPort(host string) (name, port string) {
	at := strings.LastIndexByte(host, ':')
	if at < 0 || strings.IndexByte(host[at:], ']') >= 0 || strings.IndexByte(host[:at], ':') >= 0 && !strings.HasSuffix(host[:at], "]") {
		return host, ""
	}
	for i := at + 1; i < len(host); i++ {
		if host[i] < '0' || host[i] > '9' {
			return host, ""
		}
	}
	return host[:at], host[at+1:]
}
