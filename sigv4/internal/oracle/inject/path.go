package inject

import (
	"strings"
)

func methodMistakes() []Mistake {
	var all []Mistake
	for _, method := range []string{"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"} {
		all = append(all, mistake("method-"+method, "method", "method-mismatch", theMethod, func(d *draft) { d.method = method }))
	}
	return append(all, mistake("method-lower", "method", "method-mismatch canonical-request-format", theMethod, func(d *draft) {
		d.method = strings.ToLower(d.method)
	}))
}

func pathMistake(id, causes string, uri func(*draft) string) Mistake {
	return mistake("path-"+id, "path", causes, theURI, func(d *draft) { d.uri = uri(d) })
}

// pathFormMistakes take another path.
func pathFormMistakes() []Mistake {
	const form = "path-not-normalized"
	return []Mistake{
		pathMistake("normalization-reversed", form, func(d *draft) string {
			if d.r.encodesOnce() {
				return escape(unescape(normalize(d.r.Path)), "/")
			}
			return escape(d.r.Path, "/")
		}),
		pathMistake("slash-added", form, func(d *draft) string { return d.uri + "/" }),
		pathMistake("slash-removed", form, func(d *draft) string {
			if d.uri == "/" {
				return d.uri
			}
			return strings.TrimSuffix(d.uri, "/")
		}),
		pathMistake("empty", form+" canonical-request-format", func(*draft) string { return "" }),
		pathMistake("with-query", "query-in-path", func(d *draft) string { return d.uri + d.questionMark() }),
		pathMistake("with-query-moved", "query-in-path", func(d *draft) string { return d.uri + d.questionMark() }).also(theQuery, func(d *draft) { d.query = "" }),
	}
}

// questionMark is the query as it is sent, with its "?".
func (d *draft) questionMark() string {
	target := d.r.target(d.sentList, "")
	if !d.r.Presigned {
		return target[len(d.r.Path):]
	}
	sent, _, _ := strings.Cut(target, "&X-Amz-Signature=")
	return sent[len(d.r.Path):]
}

// pathEncodingMistakes encode the path otherwise.
func pathEncodingMistakes() []Mistake {
	const count, reserved, plus = "path-encoding-count", "path-reserved-not-encoded", "path-plus-or-space"
	times := func(n int) func(d *draft) string {
		return func(d *draft) string {
			path := unescape(d.path())
			for range n {
				path = escape(path, "/")
			}
			return path
		}
	}
	// The path is decoded, and encoded by a function that keeps bytes that SigV4 escapes. Where SigV4
	// encodes twice, it is the second time that goes wrong.
	keeping := func(bytes string) func(d *draft) string {
		return func(d *draft) string { return escape(d.encodable(), "/"+bytes) }
	}
	return []Mistake{
		pathMistake("as-sent", count+" "+reserved, func(d *draft) string { return d.r.Path }),
		pathMistake("decoded", count, times(0)),
		pathMistake("encoded-once", count, times(1)),
		pathMistake("encoded-twice", count+" "+reserved, times(2)),
		pathMistake("encoded-three-times", count, times(3)),
		pathMistake("slash-encoded", reserved+" "+count, func(d *draft) string { return escape(d.encodable(), "") }),
		pathMistake("as-encodeURIComponent", reserved, keeping("!'()*")),
		pathMistake("as-encodeURI", reserved, keeping("!'()*;,?:@&=+$#")),
		pathMistake("as-url-parsers", reserved, keeping("$&+,:;=@")),
		pathMistake("asterisk-kept", reserved, keeping("*")),
		pathMistake("tilde-encoded", reserved, func(d *draft) string { return strings.ReplaceAll(d.uri, "~", "%7E") }),
		pathMistake("lower-hex", reserved, func(d *draft) string { return lowerHex(d.uri) }),
		pathMistake("space-as-plus", plus, func(d *draft) string { return escape(strings.ReplaceAll(d.encodable(), d.space(), "+"), "/+") }),
		pathMistake("space-as-encoded-plus", plus, func(d *draft) string { return escape(strings.ReplaceAll(d.encodable(), d.space(), "+"), "/") }),
		pathMistake("plus-as-space", plus, func(d *draft) string {
			return escape(strings.NewReplacer("+", d.space(), "%2B", "%20").Replace(d.encodable()), "/")
		}),
		pathMistake("plus-kept", plus+" "+reserved, keeping("+")),
	}
}

// path is the path as sent, normalised where that is the rule.
func (d *draft) path() string {
	if d.r.encodesOnce() {
		return d.r.Path
	}
	return normalize(d.r.Path)
}

// encodable is what the last encoding of the path is done to.
func (d *draft) encodable() string {
	if d.r.encodesOnce() {
		return unescape(d.r.Path)
	}
	return d.path()
}

// space is a space in encodable.
func (d *draft) space() string {
	if d.r.encodesOnce() {
		return " "
	}
	return "%20"
}

// stages are the names of API stages that a signer adds, or is not told of.
var stages = []string{"prod", "dev", "test", "staging", "v1", "api"}

func pathStageMistakes() []Mistake {
	const proxy = "path-changed-by-proxy"
	all := []Mistake{pathMistake("first-segment-stripped", proxy, func(d *draft) string {
		_, rest, found := strings.Cut(d.uri[1:], "/")
		if !found {
			return "/"
		}
		return "/" + rest
	})}
	for _, stage := range stages {
		all = append(all, pathMistake("stage-added-"+stage, proxy, func(d *draft) string { return "/" + stage + d.uri }))
	}
	return all
}
