package diagnose

import (
	"strings"

	"countersign/sigv4"
)

// pathEncodingRule judges how the path was encoded for signing.
func pathEncodingRule() rule {
	return rule{
		name:   "path-encoding",
		causes: []string{"path-encoding-count", "path-reserved-not-encoded", "path-plus-or-space"},
		guide:  guideSteps + "#canonical-uri",
		sources: []Citation{
			{docSigning, "Each segment of the path is URI-encoded, twice for all services but Amazon S3; only the unreserved characters of RFC 3986 stay as they are."},
			{docS3Header, "For S3 the path is URI-encoded once and not normalised."},
		},
		judge: judgePathEncoding,
	}
}

func judgePathEncoding(b *bench) []Finding {
	c := b.contrast
	if c == nil {
		return append(b.rawURI(), b.rawPath()...)
	}
	mine, theirs, differs := c.line("canonical URI")
	if !differs || !c.signers() || strings.IndexByte(mine, '?') >= 0 {
		return nil
	}
	const line = "canonical URI"
	switch {
	case strings.IndexByte(mine, '%') >= 0 && encoded(mine) == theirs:
		f := b.finding(c, "path-encoding-count", "The path was encoded once, and this service signs it encoded twice", line, c.grade())
		f.Why += "Encoded once more, the canonical URI that you signed is " + b.whose(c.theirs) + ": every “%” becomes “%25”. All services but S3 take the path as it is sent and encode it again."
		f.Fixes = pathCountFixes()
		return []Finding{f}
	case strings.IndexByte(theirs, '%') >= 0 && encoded(theirs) == mine:
		f := b.finding(c, "path-encoding-count", "The path was encoded twice, and this service signs it encoded once", line, c.grade())
		f.Why += "You signed " + shown(mine, 0) + ", which is " + b.whose(c.theirs) + " encoded once more: every “%” became “%25”. S3 and the services that take its rules encode the path once; the signer uses the rules of the others."
		f.Fixes = pathCountFixes()
		return []Finding{f}
	case decoded(mine) == decoded(theirs):
		return []Finding{b.charsFinding(c, mine, theirs)}
	case spaced(mine) == spaced(theirs):
		f := b.finding(c, "path-plus-or-space", "A space or a plus in the path is written in another way", line, c.grade())
		f.Why += c.says(b, line) + " " + plusWords
		f.Fixes = plusFixes()
		return []Finding{f}
	case decoded(decoded(mine)) == decoded(decoded(theirs)):
		f := b.finding(c, "path-encoding-count", "The path is not encoded as often as the server encodes it", line, atMost(c.most, Likely))
		f.Why += c.says(b, line) + " Decoded twice, the two are equal."
		f.Fixes = pathCountFixes()
		return []Finding{f}
	}
	return nil
}

// charsFinding is about paths that are equal once decoded: a character is escaped on one side only.
func (b *bench) charsFinding(c *contrast, mine, theirs string) Finding {
	const line = "canonical URI"
	chars := oneSided(mine, theirs)
	if chars != "" && strings.Trim(chars, " +") == "" {
		f := b.finding(c, "path-plus-or-space", "A space or a plus in the path is escaped on one side only", line, c.grade())
		f.Why += c.says(b, line) + " " + plusWords
		f.Fixes = plusFixes()
		return f
	}
	f := b.finding(c, "path-reserved-not-encoded", "The path is not escaped as SigV4 escapes it", line, c.grade())
	f.Why += c.says(b, line)
	if chars != "" {
		f.Why += " The characters that are escaped on one side only: " + quoted(chars, 0) + "."
	}
	f.Why += " In a canonical URI only letters, digits, “-”, “.”, “_”, “~” and the slashes between segments stand unescaped; escapes are in upper case."
	f.Fixes = reservedFixes()
	return f
}

// oneSided lists the characters that two texts, equal once decoded, do not write alike, each once.
func oneSided(mine, theirs string) string {
	var out []byte
	step := func(s string, i int) int {
		if s[i] == '%' && i+2 < len(s) {
			_, ok1 := hexDigit(s[i+1])
			_, ok2 := hexDigit(s[i+2])
			if ok1 && ok2 {
				return 3
			}
		}
		return 1
	}
	for i, j := 0, 0; i < len(mine) && j < len(theirs); {
		n, m := step(mine, i), step(theirs, j)
		if char := decoded(mine[i : i+n]); n != m && strings.IndexByte(string(out), char[0]) < 0 {
			out = append(out, char[0])
		}
		i, j = i+n, j+m
	}
	return string(out)
}

// rawURI judges a canonical URI of the client's that stands alone: a byte that has to be escaped in
// every canonical URI is a fault by itself.
func (b *bench) rawURI() []Finding {
	if b.client == nil || b.server != nil || b.client.URI.Len() == 0 {
		return nil
	}
	uri := b.client.Text.String[b.client.URI.Start:b.client.URI.End]
	at := bareByte(uri)
	if at < 0 || masked(uri[at:at+1]) && uri[at] != '*' || strings.IndexByte(uri, '?') >= 0 || strings.Contains(uri, "**") {
		return nil
	}
	f := Finding{
		Cause: "path-reserved-not-encoded", Title: "The canonical URI holds a character that has to be escaped", Confidence: Certain,
		Why:   "In your canonical URI " + quoted(uri, at) + " stands " + quoted(uri[at:at+1], 0) + ". There only letters, digits, “-”, “.”, “_”, “~” and the slashes between segments stand unescaped.",
		Found: uri, Expected: escapeBare(uri),
		Marks: markRange(b.client.Text, sigv4.Span{Start: b.client.URI.Start + at, End: b.client.URI.Start + at + 1}, "path", "has to be escaped", true),
		Fixes: reservedFixes(),
	}
	if uri[at] == '+' || uri[at] == ' ' {
		f.Cause, f.Why, f.Fixes = "path-plus-or-space", f.Why+" "+plusWords, plusFixes()
	}
	if b.assumedClient {
		f.Confidence = Likely
		f.Test = "Is this your signer's own canonical request? Then it is this."
	}
	return []Finding{f}
}

// bareByte finds the first byte of a canonical URI that may not stand there unescaped, -1 for none.
func bareByte(uri string) int {
	for i := range len(uri) {
		if c := uri[i]; c != '/' && c != '%' && !unreserved(c) {
			return i
		}
	}
	return -1
}

// escapeBare escapes what may not stand unescaped, and leaves escapes as they are.
func escapeBare(uri string) string {
	parts := strings.Split(uri, "%")
	for i := range parts {
		parts[i] = encoded(parts[i])
	}
	return strings.Join(parts, "%")
}

// rawPath judges a path that holds reserved characters as it is sent, where the server's canonical
// request has them escaped. Whether the signer escaped them cannot be seen.
func (b *bench) rawPath() []Finding {
	if b.server == nil || b.client != nil || b.request == nil || !b.mismatch() || len(b.keys) > 0 || b.server.URI.Len() == 0 {
		return nil
	}
	path, _, _ := strings.Cut(b.request.Target, "?")
	uri := b.server.Text.String[b.server.URI.Start:b.server.URI.End]
	if path == "" || path == uri || decoded(uri) != path || strings.IndexByte(path, '%') >= 0 {
		return nil
	}
	chars := oneSided(path, uri)
	cause, title, fixes := "path-reserved-not-encoded", "The path holds characters that the signer must escape", reservedFixes()
	if strings.Trim(chars, " +") == "" {
		cause, title, fixes = "path-plus-or-space", "The path holds a space or a plus, which the signer must escape", plusFixes()
	}
	return []Finding{{
		Cause: cause, Title: title, Confidence: Possible,
		Why:   "The request is sent to " + quoted(path, 0) + "; " + possessive(b.serverName()) + " canonical URI is " + quoted(uri, 0) + ". A signer that puts the path into the canonical request as it is sent signs something else.",
		Test:  "Look at the second line of your signer's canonical request: does it have the escapes?",
		Found: path, Expected: uri,
		Marks: append(markRange(b.server.Text, b.server.URI, "path", "the server's", false), b.targetMark(len(path))...),
		Fixes: fixes,
	}}
}

const plusWords = "In a path “+” is a plus and is signed as %2B; a space is %20. Only in form data does “+” stand for a space."

func plusFixes() []Fix {
	return []Fix{
		{Do: "Write a space as %20 and a plus as %2B, in the path and in the canonical URI", Detail: "Functions that encode forms write “+” for a space: they are not for paths.", On: "Python", Code: "urllib.parse.quote(path, safe='/-_.~')"},
		{Do: "Write a space as %20 and a plus as %2B", On: "Java", Code: "URLEncoder.encode(segment, UTF_8).replace(\"+\", \"%20\").replace(\"*\", \"%2A\").replace(\"%7E\", \"~\")"},
	}
}

func reservedFixes() []Fix {
	return []Fix{
		{Do: "Escape all but the unreserved characters", Detail: "Encode each segment, then join them with slashes.", On: "Python", Code: "urllib.parse.quote(path, safe='/-_.~')"},
		{Do: "Escape all but the unreserved characters", Detail: "encodeURIComponent leaves ! ' ( ) * as they are.", On: "JavaScript", Code: "path.split('/').map(s => encodeURIComponent(s).replace(/[!'()*]/g, c => '%' + c.charCodeAt(0).toString(16).toUpperCase())).join('/')"},
		{Do: "Send the path escaped too", Detail: "A client or proxy that escapes on its own what you sent bare, or the other way round, then has nothing left to change."},
	}
}

func pathCountFixes() []Fix {
	return []Fix{
		{Do: "Encode the path as often as the service does", Detail: "S3, and what speaks its protocol: once, and not normalised. All others: normalise, then encode the path that is sent, escapes included, once more.", On: "JavaScript", Code: "new SignatureV4({ uriEscapePath: false /* for S3 only; true for all others */, … })"},
		{Do: "Encode the path as often as the service does", On: "Go", Code: "v4.NewSigner(func(o *v4.SignerOptions) { o.DisableURIPathEscaping = true /* for S3 only */ })"},
		{Do: "Let the signer see the service's name", On: "Python", Detail: "Botocore has a signer for each kind: S3SigV4Auth encodes once, SigV4Auth twice.", Code: "S3SigV4Auth(credentials, 's3', region)"},
	}
}
