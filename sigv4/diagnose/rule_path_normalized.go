package diagnose

import "strings"

// pathNormalizedRule judges whether both sides resolved the path alike.
func pathNormalizedRule() rule {
	return rule{
		name:   "path-not-normalized",
		causes: []string{"path-not-normalized"},
		guide:  guideSteps + "#canonical-uri",
		sources: []Citation{
			{docSigning, "For all services but Amazon S3 the path is normalised: redundant and relative parts are removed."},
			{docS3Header, "S3 does not normalise: a key may hold // or /../ ."},
		},
		judge: func(b *bench) []Finding {
			c := b.contrast
			if c == nil {
				return b.unresolvedPath()
			}
			const line = "canonical URI"
			mine, theirs, differs := c.line(line)
			if !differs || !c.signers() || strings.IndexByte(mine, '?') >= 0 {
				return nil
			}
			f := Finding{}
			switch {
			case normalized(mine) == theirs:
				f = b.finding(c, "path-not-normalized", "The path was signed without being normalised", line, c.grade())
				f.Why += "Normalised, the path that you signed is " + b.whose(c.theirs) + ": “//”, “/./” and “/../” are resolved before signing for all services but S3."
			case normalized(theirs) == mine:
				f = b.finding(c, "path-not-normalized", "The path was normalised, and the server signs it as it is", line, c.grade())
				f.Why += "The path that you signed is " + b.whose(c.theirs) + " with “//”, “/./” and “/../” resolved. S3 does not resolve them: there they are part of the key."
			case strings.TrimSuffix(normalized(mine), "/") == strings.TrimSuffix(normalized(theirs), "/"):
				f = b.finding(c, "path-not-normalized", "A slash at the end of the path is on one side only", line, c.grade())
				f.Why += c.says(b, line) + " A slash at the end is part of the path, and is signed."
			default:
				return nil
			}
			f.Fixes = normalizeFixes()
			return []Finding{f}
		},
	}
}

// unresolvedPath judges the path of a request that holds empty or relative parts, where the server
// computed another signature and nothing shows what was signed.
func (b *bench) unresolvedPath() []Finding {
	if b.request == nil || b.client != nil || b.server != nil || b.verified() || !b.mismatch() && !b.maybeMismatch() {
		return nil
	}
	path, _, _ := strings.Cut(b.request.Target, "?")
	if path == "" || masked(path) || normalized(path) == path {
		return nil
	}
	return []Finding{{
		Cause: "path-not-normalized", Title: "The path holds empty or relative parts", Confidence: Possible,
		Why:   "The request is sent to " + quoted(path, 0) + ". All services but S3 resolve “//”, “/./” and “/../” before they compute the signature, S3 does not.",
		Test:  "Send the request to " + quoted(normalized(path), 0) + ": if it is accepted, it is this.",
		Found: path, Expected: normalized(path), Marks: b.targetMark(len(path)), Fixes: normalizeFixes(),
	}}
}

func normalizeFixes() []Fix {
	return []Fix{
		{Do: "Sign the path as the service reads it", Detail: "Normalise for all services but S3 and what speaks its protocol. Keep a slash at the end where the request has one."},
		{Do: "Send a path without empty or relative parts", Detail: "Then it is the same on both sides. Usually a base address that ends in a slash was joined with a path that starts with one.", Code: "curl --path-as-is …"},
		{Do: "Look for a proxy that rewrites the path", Detail: "nginx merges slashes unless told otherwise, and proxy_pass with a path replaces a prefix.", On: "nginx", Code: "merge_slashes off;"},
	}
}
