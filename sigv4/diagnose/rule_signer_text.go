package diagnose

import (
	"encoding/base64"
	"encoding/hex"
	"strings"

	"countersign/sigv4"
)

// canonicalFormatRule judges how the signer put its canonical request together.
func canonicalFormatRule() rule {
	return rule{
		name:   "canonical-format",
		causes: []string{"canonical-request-format"},
		guide:  guideSteps + "#canonical-request",
		sources: []Citation{
			{docSigning, "Six parts joined by newlines: method, canonical URI, canonical query string, canonical headers, signed headers, payload hash; each canonical header ends in a newline, so that an empty line follows the last."},
		},
		judge: judgeCanonicalFormat,
	}
}

func judgeCanonicalFormat(b *bench) []Finding {
	c := b.client
	if c == nil || c.Masked {
		return nil
	}
	f := Finding{
		Cause: "canonical-request-format", Title: "The canonical request is put together wrongly",
		Fixes: []Fix{
			{Do: "Join the six parts with single newlines, and end without one", On: "Python", Code: "canonical = '\\n'.join([method, path, query, ''.join(f'{k}:{v}\\n' for k, v in headers), signed_headers, payload_hash])"},
			{Do: "Hash exactly this text, as UTF-8", Detail: "LF and not CRLF between the lines, nothing behind the payload hash."},
		},
	}
	text := c.Text.String
	if how, ok := b.hashedOtherwise(text); ok {
		f.Confidence = Proved
		f.Why = "Your string to sign has the hash of your canonical request " + how + ": the hashes agree only so. The canonical request is hashed without that."
		f.Marks = markRange(b.clientToSign.Text, b.clientToSign.Hash, "payload", "the hash of another text", true)
		return []Finding{f}
	}
	own := column{"client", c.Text, canonicalLines(text), c.PayloadHash.Len() == 0}
	how, expected := "", text
	switch {
	case c.SignedHeaders.Len() > 0 && c.PayloadHash.Len() > 0 && c.Headers.Len() > 0 && !own.separated():
		how = "The empty line between the canonical headers and the signed headers is missing. Each header ends in a newline, the last one too, and then the parts are joined by one."
		expected = text[:c.SignedHeaders.Start] + "\n" + text[c.SignedHeaders.Start:]
	case c.PayloadHash.Len() > 0 && len(text) > c.PayloadHash.End && isHash(text[c.PayloadHash.Start:c.PayloadHash.End]):
		how = "Something stands behind the payload hash, where the text ends."
		expected = text[:c.PayloadHash.End]
	case c.Method.Len() > 0 && isUpperMethod(text[c.Method.Start:c.Method.End]) < 0:
		how = "The first line is " + quoted(text[c.Method.Start:c.Method.End], 0) + ". The method stands there in capitals, and nothing else."
		expected = strings.ToUpper(text[:c.Method.End]) + text[c.Method.End:]
	default:
		return nil
	}
	f.Why = how
	f.Confidence, f.Test = b.clientsOwn()
	if x := b.contrast; x != nil && x.signers() {
		f.Confidence = b.mended(x, expected)
		f.Test = testFor(f.Confidence)
	}
	f.Marks = markRange(c.Text, c.SignedHeaders, "headers", "the signed headers", true)
	if strings.HasPrefix(how, "The first line") {
		f.Marks = markRange(c.Text, c.Method, "method", "the method", true)
	}
	return []Finding{f}
}

// isUpperMethod gives the length of a method in capitals, -1 for what is none.
func isUpperMethod(s string) int {
	for i := range len(s) {
		if s[i] < 'A' || s[i] > 'Z' {
			return -1
		}
	}
	return len(s)
}

// hashedOtherwise reports in which other form the client's canonical request has the hash that its own
// string to sign states.
func (b *bench) hashedOtherwise(text string) (string, bool) {
	if b.clientToSign == nil || b.clientToSign.Masked {
		return "", false
	}
	h := hashOf(b.client, b.clientToSign)
	if !h.able || h.intact {
		return "", false
	}
	for _, other := range [...]struct{ text, how string }{
		{strings.ReplaceAll(text, "\n", "\r\n"), "with CRLF line ends"},
		{text + "\n", "with a newline at its end"},
		{text + "\r\n", "with CRLF at its end"},
		{strings.Replace(text, "\n\n", "\n", 1), "without the empty line behind the headers"},
		{"\n" + text, "with a newline before it"},
		{text + " ", "with a space at its end"},
		{strings.ToLower(text), "in small letters"},
		{strings.ReplaceAll(text, "\n", "\\n"), "with “\\n” written as two characters"},
		{sigv4.HashHex(text), "hashed once already"},
	} {
		if sigv4.HashHex(other.text) == h.stated {
			return other.how, true
		}
	}
	return "", false
}

// toSignFormatRule judges how the signer put its string to sign together, and with which scope.
func toSignFormatRule() rule {
	return rule{
		name:   "to-sign-format",
		causes: []string{"string-to-sign-format", "signing-key-wrong-scope"},
		guide:  guideSteps + "#string-to-sign",
		sources: []Citation{
			{docSigning, "Four lines: the algorithm, the time as YYYYMMDD'T'HHMMSS'Z', the credential scope, the hex SHA-256 of the canonical request."},
		},
		judge: judgeToSignFormat,
	}
}

func judgeToSignFormat(b *bench) []Finding {
	s := b.clientToSign
	if s == nil || s.Masked {
		return nil
	}
	text := s.Text.String
	part := func(at sigv4.Span) string { return text[at.Start:at.End] }
	f := Finding{
		Cause: "string-to-sign-format", Title: "The string to sign is put together wrongly",
		Fixes: []Fix{{Do: "Join four lines with newlines, and end without one", On: "Python", Code: "string_to_sign = '\\n'.join(['AWS4-HMAC-SHA256', now.strftime('%Y%m%dT%H%M%SZ'), scope, hashlib.sha256(canonical.encode()).hexdigest()])"}},
	}
	where, partName := s.Hash, "payload"
	switch hash := part(s.Hash); {
	case s.Time.Len() > 0 && !isAmzTime(part(s.Time)):
		f.Why = "Its second line is " + quoted(part(s.Time), 0) + ". The time stands there as YYYYMMDD'T'HHMMSS'Z', as in X-Amz-Date, and in no other form."
		f.Found, f.Expected = part(s.Time), "20150830T123600Z"
		if t, ok := parseTime(part(s.Time)); ok {
			f.Expected = stamp(t)
		}
		where, partName = s.Time, "time"
	case s.Hash.Len() > 0 && !isHash(hash):
		f.Why = "Its fourth line is " + quoted(hash, 0) + ". The hash of the canonical request stands there in lower-case hex, 64 digits." + hashWritten(hash)
		f.Found = hash
	case strings.Count(text, "\n") > 3 && s.Hash.Len() > 0 && len(text) > s.Hash.End:
		f.Why = "Something stands behind its fourth line, where the text ends."
	case b.scopeDiffers(part(s.Scope)) != "":
		return b.scopeOfKey(part(s.Scope))
	default:
		return b.toSignDiffers()
	}
	f.Confidence, f.Test = b.clientsOwn()
	f.Marks = markRange(s.Text, where, partName, "not of the form", true)
	return []Finding{f}
}

func hashWritten(hash string) string {
	raw, err := base64.StdEncoding.DecodeString(hash)
	switch {
	case isHash(strings.ToLower(hash)):
		return " It is written in capitals."
	case err == nil && len(raw) == 32:
		return " It is written in base64; in hex it is " + shortHash(hex.EncodeToString(raw)) + "."
	case isUpperMethod(hash) > 0:
		return " The canonical request itself seems to stand there, unhashed."
	}
	return ""
}

// isAmzTime reports whether s is of the form YYYYMMDD'T'HHMMSS'Z'.
func isAmzTime(s string) bool {
	return len(s) == 16 && isDate(s[:8]) && s[8] == 'T' && s[15] == 'Z' && isDate(s[9:15]+"00")
}

// scopeDiffers gives the scope that the client's string to sign should name, "" where it does.
func (b *bench) scopeDiffers(own string) string {
	want := ""
	switch {
	case own == "" || masked(own):
		return ""
	case b.serverToSign != nil && !b.serverToSign.Masked:
		want = b.serverToSign.Text.String[b.serverToSign.Scope.Start:b.serverToSign.Scope.End]
	case b.claimed && b.ev.StringsToSign[len(b.ev.StringsToSign)-1].Side != 0:
		want = b.claim.Scope.String()
	}
	if want == own || masked(want) {
		return ""
	}
	return want
}

// scopeOfKey is about a string to sign that names another scope than the Credential.
func (b *bench) scopeOfKey(own string) []Finding {
	want := b.scopeDiffers(own)
	f := Finding{
		Cause: "signing-key-wrong-scope", Title: "It was signed for another scope than the Credential says",
		Why:   "Your string to sign names the scope " + quoted(own, 0) + "; the request is for " + quoted(want, 0) + ". The scope goes into the signing key too: date, region and service must be the same in all three places.",
		Found: own, Expected: want,
		Marks: markRange(b.clientToSign.Text, b.clientToSign.Scope, "scope", "another scope", true),
		Fixes: []Fix{{Do: "Make the scope once, and use it in Credential, string to sign and key", Detail: "A signing key that is kept must be kept by date, region and service, and made anew at midnight UTC.", On: "Python", Code: "scope = f'{date}/{region}/{service}/aws4_request'"}},
	}
	f.Confidence, f.Test = b.clientsOwn()
	if b.saysAnything() && !b.mismatch() {
		f.Confidence, f.Test = Possible, mendAndSend
	}
	return []Finding{f}
}

// toSignDiffers judges a string to sign that differs from the server's where the canonical requests agree.
func (b *bench) toSignDiffers() []Finding {
	d := departs(b.toSign)
	if d == nil || d.sides[d.theirs].Name != "server" || d.sides[d.mine].Name != "client" || b.clientHasServerHash() {
		return nil
	}
	if d.line.Name != "time" && d.line.Name != "algorithm" && !(d.line.Name == "hash of the canonical request" && b.canonical != nil) {
		return nil
	}
	f := Finding{
		Cause: "string-to-sign-format", Title: "Your string to sign differs from the server's in the " + d.line.Name, Confidence: Certain,
		Why: capital(d.detail(b.serverName())), Marks: d.marks(),
		Fixes: []Fix{{Do: "Take the time in the string to sign from X-Amz-Date, and the hash from the canonical request that was sent", Detail: "Read the clock once for each request, and use that value in the header, in the scope and in the string to sign."}},
	}
	if b.assumedClient {
		f.Confidence, f.Test = Likely, "Is this your signer's own text? Then it is this."
	}
	return []Finding{f}
}
