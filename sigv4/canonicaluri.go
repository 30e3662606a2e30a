package sigv4

// The reasons why bytes stand in a canonical request without a source, or were left out of it.
const (
	whyLine       = "ends a line of the canonical request"
	whyRootPath   = "an empty path is /"
	whyNormalized = "dot segments and repeated slashes are removed before signing"
	whyEmptyPair  = "an empty query parameter is not signed"
	whyEquals     = "a query parameter without a value is signed with an equals sign"
	whyAmpersand  = "joins the sorted query parameters"
	whyColon      = "ends a header name"
	whyComma      = "joins the values of headers with the same name"
	whySemicolon  = "joins the names of the signed headers"
	whySpaces     = "white space around a header value, or beyond one space in it, is not signed"
	whyReplaced   = "signing sets this anew: a request is never signed twice"
	whyChanges    = "a header that changes on its way is not signed"
	whySignature  = "the signature cannot sign itself"
	whyAdded      = "added by signing"
	whyUnsigned   = "the payload is not signed"
	whyToken      = "the session token of the credentials"
	whyKeyID      = "the access key id of the credentials"
	whyRegionSet  = "the regions that the signature holds in"
	whyAlgorithm  = "names the algorithm"
)

// canonicalURI appends the canonical URI of a path: normalised and encoded as rules say
// (IAM User Guide, "Create a signed AWS API request", step 1).
func (e *engine) canonicalURI(path string, rules Rules) {
	target := Source{Part: TargetPart}
	switch {
	case path == "":
		e.canonical.insert("/", whyRootPath)
	case path == "/":
		e.canonical.copyByte(target, 0, '/')
	case rules.Normalize:
		e.normalized(path, rules.EncodeTwice)
	default:
		e.canonical.encodePath(target, 0, path, rules.EncodeTwice)
	}
}

// normalized appends path, which starts with a slash, without empty and "." segments and with ".."
// resolved. As in the AWS Common Runtime, a final slash stays only if the path itself ends in one.
func (e *engine) normalized(path string, twice bool) {
	target := Source{Part: TargetPart}
	kept := e.segments[:0] // each with the slash before it
	for start := 0; start < len(path); {
		end := start + 1
		for end < len(path) && path[end] != '/' {
			end++
		}
		switch path[start+1 : end] {
		case "", ".":
		case "..":
			if len(kept) > 0 {
				kept = kept[:len(kept)-1]
			}
		default:
			kept = append(kept, Span{start, end})
		}
		start = end
	}
	if len(kept) == 0 {
		kept = append(kept, Span{0, 1})
	} else if last := len(path) - 1; path[last] == '/' {
		kept = append(kept, Span{last, last + 1})
	}
	e.segments = kept

	end := 0
	for _, k := range kept {
		e.canonical.drop(target, Span{end, k.Start}, whyNormalized)
		e.canonical.encodePath(target, k.Start, path[k.Start:k.End], twice)
		end = k.End
	}
	e.canonical.drop(target, Span{end, len(path)}, whyNormalized)
}
