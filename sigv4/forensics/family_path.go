package forensics

import (
	"strings"
	"unicode/utf8"
)

var (
	pathTwice = &Mistake{"path-encoded-too-often", "path", "path-encoding-count",
		"encoded the path once too often", "Encode the path once for S3, and twice for all other services.", docSigning}
	pathOnce = &Mistake{"path-encoded-too-seldom", "path", "path-encoding-count",
		"encoded the path once too seldom", "Encode the path once for S3, and twice for all other services.", docSigning}
	pathSet = &Mistake{"path-other-escapes", "path", "path-reserved-not-encoded",
		"escaped other characters of the path than SigV4 has it", "Escape every byte of the path but letters, digits, “-”, “.”, “_”, “~” and the slashes.", docSigning}
	pathHex = &Mistake{"path-lower-case-hex", "path", "path-reserved-not-encoded",
		"wrote the escapes of the path in lower-case hex", "Write escapes in upper case: %2F.", docSigning}
	pathPlus = &Mistake{"path-plus", "path", "path-plus-or-space",
		"wrote a space in the path as a plus, or a plus as a space", "Write a space in the path as %20, and a plus as %2B.", docSigning}
	pathNormal = &Mistake{"path-normalization", "path", "path-not-normalized",
		"treated empty and dotted segments unlike the service", "Take out “//”, “/./” and “/../” for all services but S3, which wants the path as it is.", docSigning}
	pathSlash = &Mistake{"path-final-slash", "path", "path-not-normalized",
		"added or dropped the slash at the end of the path", "Sign the path with the slashes that are sent.", docSigning}
	pathPrefix = &Mistake{"path-prefix", "path", "path-changed-by-proxy",
		"has another beginning of the path", "Sign the path that the server sees: behind a stage, a mapping or a proxy it begins elsewhere.",
		"https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-custom-domains.html"}
	pathEmpty = &Mistake{"path-empty", "path", "canonical-request-format",
		"left the path out", "Write “/” for an empty path, and the whole path else.", docSigning}
	pathAddress = &Mistake{"path-whole-address", "path", "canonical-request-format",
		"took the whole address for the path", "Take only the path of the address: neither scheme nor host.", docSigning}
	pathQuery = &Mistake{"path-with-query", "path", "query-in-path",
		"left the query on the path", "Cut the address at “?”: the path is the second line, the query the third.", docSigning}
	pathUnicode = &Mistake{"path-charset", "path", "path-unicode-changed",
		"wrote letters beyond ASCII in another charset or form", "Write the path in UTF-8, in the form in which the key or resource was stored.", docSigning}
)

// pathDraft is a canonical URI in the making.
type pathDraft struct {
	path      string // as on the wire
	normalize bool
	encode    func(path string) string
	front     string // before what is encoded
	behind    string
	bare      bool   // without the slash at its end
	strip     int    // how many segments are missing at the beginning
	whole     string // "" or what stands for it all
	empty     bool
}

// The fields of a pathDraft.
const (
	pathField = iota
	charsetField
	normalizeField
	encodeField
	frontField
	behindField
)

func rightPath(s *subject) pathDraft {
	d := pathDraft{path: s.path, normalize: s.in.Rules.Normalize, encode: pathEncoder(s.in.Rules.EncodeTwice)}
	if d.path == "" {
		d.path = "/"
	}
	return d
}

func (d *pathDraft) render() (string, int) {
	if d.empty {
		return d.whole, 0
	}
	path := d.path
	if d.normalize {
		path = normalized(path)
	}
	uri := d.encode(path)
	for range d.strip {
		_, rest, _ := strings.Cut(strings.TrimPrefix(uri, "/"), "/")
		uri = "/" + rest
	}
	uri = d.front + uri
	if d.bare && len(uri) > 1 {
		uri = strings.TrimSuffix(uri, "/")
	}
	return uri + d.behind, 0
}

// onWire keeps slashes and encodes all else.
func onWire(path string) string { return escaped(path, unreservedBytes+"/", upperHex) }

func pathChanges(s *subject) []change[pathDraft] {
	var out []change[pathDraft]
	add := func(m *Mistake, detail string, field, cost int, apply func(*pathDraft)) {
		out = append(out, change[pathDraft]{m, detail, field, cost, apply})
	}
	encodeAt := func(cost int, m *Mistake, detail string, form func(string) string) {
		add(m, detail, encodeField, cost, func(d *pathDraft) { d.encode = form })
	}
	encode := func(m *Mistake, detail string, form func(string) string) { encodeAt(likely, m, detail, form) }
	twice := s.in.Rules.EncodeTwice
	right := pathEncoder(twice)
	if twice {
		encode(pathOnce, "as it is sent", func(p string) string { return p })
		encode(pathOnce, "once", func(p string) string { return onWire(unescaped(p)) })
		encode(pathTwice, "three times", func(p string) string { return onWire(onWire(p)) })
	} else {
		encode(pathTwice, "twice", onWire)
		encodeAt(rare, pathTwice, "three times", func(p string) string { return onWire(onWire(p)) })
	}
	encode(pathTwice, "twice, from its bytes", func(p string) string { return onWire(onWire(unescaped(p))) })
	encodeAt(rare, pathTwice, "three times, from its bytes", func(p string) string { return onWire(onWire(onWire(unescaped(p)))) })
	encode(pathOnce, "not at all", unescaped)
	encodeAt(rare, pathOnce, "not at all, and decoded twice", func(p string) string { return unescaped(unescaped(p)) })
	encode(pathSet, "as it is sent", func(p string) string { return p })
	encode(pathHex, "", func(p string) string { return lowerEscapes(right(p)) })
	encodeAt(rare, pathHex, "in the first pass", func(p string) string { return right(lowerEscapes(p)) })
	for i, set := range escapeSets {
		cost := likely
		if i >= likelySets {
			cost = rare
		}
		once := func(p string) string { return escapedBy(p, set.keep+"/", set.plus) }
		cause := pathSet
		if set.plus {
			cause = pathPlus
		}
		if twice {
			encodeAt(cost, cause, set.name+", in the second pass", once)
			encodeAt(rare, cause, set.name+", in both passes", func(p string) string { return once(once(unescaped(p))) })
			encodeAt(rare, cause, set.name+", in the first pass", func(p string) string { return onWire(once(unescaped(p))) })
		}
		encodeAt(cost, cause, set.name+", once", func(p string) string { return once(unescaped(p)) })
	}
	encodeAt(rare, pathSet, "the slashes within it too", func(p string) string {
		return "/" + escaped(strings.TrimPrefix(unescaped(p), "/"), unreservedBytes, upperHex)
	})
	encodeAt(rare, pathSet, "all slashes too, as it is sent", func(p string) string { return escaped(p, unreservedBytes, upperHex) })
	encodeAt(rare, pathSet, "all slashes too", func(p string) string { return escaped(unescaped(p), unreservedBytes, upperHex) })
	encode(pathPlus, "“+” for %20", func(p string) string {
		return strings.ReplaceAll(strings.ReplaceAll(right(p), "%2520", "+"), "%20", "+")
	})
	encode(pathPlus, "“%2B” for %20", func(p string) string { return right(strings.ReplaceAll(p, "%20", "+")) })
	encode(pathPlus, "“+” read as a space", func(p string) string { return right(strings.ReplaceAll(p, "+", "%20")) })
	encode(pathPlus, "“%20” for “%2B”", func(p string) string {
		return strings.ReplaceAll(strings.ReplaceAll(right(p), "%252B", "%2520"), "%2B", "%20")
	})
	encode(pathPlus, "“+” left as it is", func(p string) string {
		return strings.ReplaceAll(strings.ReplaceAll(right(p), "%252B", "%2B"), "%2B", "+")
	})

	add(pathNormal, map[bool]string{true: "left them in", false: "took them out"}[s.in.Rules.Normalize], normalizeField, likely,
		func(d *pathDraft) { d.normalize = !d.normalize })
	for _, p := range otherPaths(s.path) {
		add(p.mistake, p.detail, pathField, p.cost, func(d *pathDraft) { d.path = p.path })
	}
	if s.in.Rules.Normalize {
		add(pathNormal, "a second slash at the beginning, left in", pathField, rare, func(d *pathDraft) { d.path, d.normalize = "/"+s.path, false })
	}
	if decoded := unescaped(s.path); !isASCII(decoded) {
		for _, c := range charsets {
			if other, ok := c.write(decoded); ok {
				add(pathUnicode, c.name, charsetField, rare, func(d *pathDraft) { d.path = onWire(other) })
			}
		}
	}
	if s.query != "" {
		add(pathQuery, "", behindField, rare, func(d *pathDraft) { d.behind = "?" + s.query })
		if unsigned, _, found := strings.Cut(s.query, "&"+signatureName+"="); found {
			add(pathQuery, "but for the signature", behindField, rare, func(d *pathDraft) { d.behind = "?" + unsigned })
		}
	}
	add(pathSlash, "added", behindField, likely, func(d *pathDraft) { d.behind = "/" })
	add(pathSlash, "dropped", behindField, likely, func(d *pathDraft) { d.bare = true })
	add(pathPrefix, "without its first part", frontField, likely, func(d *pathDraft) { d.strip = 1 })
	add(pathPrefix, "without its first two parts", frontField, rare, func(d *pathDraft) { d.strip = 2 })
	for _, stage := range [...]string{"prod", "dev", "v1", "api", "default", "stage", "test", "production", "staging", "$default", "Prod", "v2", "beta", "live"} {
		add(pathPrefix, "with “/"+stage+"” before it", frontField, rare, func(d *pathDraft) { d.front = "/" + stage })
	}
	fixed := func(m *Mistake, detail, text string) {
		add(m, detail, pathField, rare, func(d *pathDraft) { d.empty, d.whole = true, text })
	}
	add(pathOnce, "as it is sent, and not normalized", pathField, likely, func(d *pathDraft) { d.empty, d.whole = true, s.path })
	fixed(pathEmpty, "an empty line", "")
	fixed(pathEmpty, "“/”", "/")
	if host := headerValue(s, "host"); host != "" {
		fixed(pathAddress, "with https", "https://"+host+s.path)
		fixed(pathAddress, "with http", "http://"+host+s.path)
		fixed(pathAddress, "with the host", host+s.path)
		fixed(pathAddress, "with https and the query", "https://"+host+s.in.Request.Target)
	}
	return out
}

// pathEncoder encodes a path as the service does.
func pathEncoder(twice bool) func(string) string {
	if twice {
		return onWire
	}
	return func(p string) string { return onWire(unescaped(p)) }
}

// likelySets is how many of escapeSets are likely.
const likelySets = 7

// escapeSets are encoders that leave or escape other characters than SigV4 has it.
var escapeSets = [...]struct {
	name, keep string
	plus       bool // a space becomes a plus
}{
	{"as encodeURIComponent does", componentBytes, false},
	{"as Go's PathEscape does", goPathBytes, false},
	{"as encodeURI does", uriBytes, false},
	{"“~” too", phpOldBytes, false},
	{"with “*” left", "-._~*", false},
	{"as Java's URLEncoder does", javaBytes, true},
	{"a space as a plus", unreservedBytes, true},
	{"with “:”, “@” and sub-delimiters left", "-._~!$&'()*+,;=:@", false},
	{"with “:” left", "-._~:", false},
	{"with “@” left", "-._~@", false},
	{"with “,” left", "-._~,", false},
	{"with “=” left", "-._~=", false},
	{"with “+” left", "-._~+", false},
	{"with “$” left", "-._~$", false},
	{"with “&” left", "-._~&", false},
	{"with parentheses left", "-._~()", false},
	{"with “%” left", "-._~%", false},
	{"with “_” escaped", "-.~", false},
	{"with “/” and “:” left", "-._~/:", false},
	{"as url.js and the URL class do", "-._~!$&'()*+,;=:@|", false},
	{"with “$&+,:;=@” left", "-._~$&+,:;=@", false},
	{"with all marks escaped", "", false},
}

func escapedBy(text, keep string, plus bool) string {
	if !plus {
		return escaped(text, keep, upperHex)
	}
	return strings.ReplaceAll(escaped(text, keep+" ", upperHex), " ", "+")
}

// otherPath is a path that may have been signed for the one that arrived.
type otherPath struct {
	mistake      *Mistake
	detail, path string
	cost         int
}

func otherPaths(path string) []otherPath {
	out := []otherPath{}
	add := func(cost int, m *Mistake, detail, other string) {
		if other != path {
			out = append(out, otherPath{m, detail, other, cost})
		}
	}
	first, _, _ := strings.Cut(strings.TrimPrefix(path, "/"), "/")
	if first != "" {
		add(rare, pathPrefix, "its first part twice", "/"+first+path)
	}
	if i := strings.LastIndexByte(path, '/'); i > 0 {
		add(rare, pathPrefix, "without its last part", path[:i])
	}
	add(rare, pathSlash, "a second slash at the beginning", "/"+path)
	add(rare, pathSlash, "no slash at the beginning", strings.TrimPrefix(path, "/"))
	return out
}

// normalized resolves empty, "." and ".." segments; a final slash stays.
func normalized(path string) string {
	kept := []string{}
	for _, segment := range strings.Split(path, "/") {
		switch segment {
		case "", ".":
		case "..":
			kept = kept[:max(0, len(kept)-1)]
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

func isASCII(text string) bool {
	for i := range len(text) {
		if text[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
