package diagnose

import (
	"encoding/base64"
	"encoding/hex"
	"strings"

	"countersign/sigv4"
	"countersign/sigv4/paste"
)

// payloadRule judges whether the hash that was signed is that of the body that arrived.
func payloadRule() rule {
	return rule{
		name:   "payload",
		causes: []string{"payload-changed", "payload-not-signed", "payload-hash-format"},
		guide:  guideSteps + "#payload-hash",
		sources: []Citation{
			{docSigning, "The last line of the canonical request is the hex SHA-256 of the body, of the empty string where there is none."},
			{docS3Header, "UNSIGNED-PAYLOAD may stand there only where the service takes it: S3, over TLS."},
		},
		judge: judgePayload,
	}
}

const hashOfNothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

func judgePayload(b *bench) []Finding {
	const line = "payload hash"
	c := b.contrast
	if c == nil {
		if f := b.statedForm(); f != nil {
			return f
		}
		if f := b.bodyAgainstHeader(); f != nil {
			return f
		}
		return b.foreignLetters()
	}
	mine, theirs, differs := c.line(line)
	if f, ok := b.hashForm(c, mine, theirs); ok && differs {
		return []Finding{f}
	}
	if !differs || !isHash(theirs) || !c.signers() && (b.sent[0].borrowedHash || mine == hashOfNothing && !b.statesHash()) {
		return nil
	}
	grade, unsignedGrade := c.grade(), c.grade()
	if !c.signers() && !b.statesHash() || c.comparison.Sides[c.theirs].Name == "sent" {
		grade = atMost(grade, Likely) // the paste may have changed the body
		if !c.exact {
			unsignedGrade = grade
		}
	}
	switch {
	case mine == "UNSIGNED-PAYLOAD", mine == hashOfNothing:
		what := "the literal UNSIGNED-PAYLOAD"
		if mine == hashOfNothing {
			what = "the hash of the empty string"
		}
		f := b.finding(c, "payload-not-signed", "The body was not signed", line, unsignedGrade)
		of := "the hash of a body, " + shortHash(theirs) + "."
		if theirs == hashOfNothing {
			of = "the hash of the empty string: here a hash is asked for, also where there is no body."
		}
		f.Why += "What was signed is " + what + "; " + b.has(c.theirs) + of + b.bodyIs(mine, theirs)
		f.Fixes = payloadFixes()
		return []Finding{f}
	case !isHash(mine):
		return nil
	}
	f := b.finding(c, "payload-changed", "The body that arrived is not the body that was hashed", line, grade)
	if theirs == hashOfNothing {
		f.Title = "A body was signed, and none arrived"
		f.Why += "What was signed is a body with the hash " + shortHash(mine) + "; " + b.has(c.theirs) + "the hash of the empty string. A redirect, or a client or proxy that sends no body with GET, loses it." + b.bodyIs(mine, theirs)
	} else {
		f.Why += "What was signed is the hash " + shortHash(mine) + "; " + b.has(c.theirs) + shortHash(theirs) + ". One byte makes another hash: JSON written anew with other spaces, CRLF, a charset, a byte order mark, compression, a boundary made twice." + b.bodyIs(mine, theirs)
	}
	f.Fixes = payloadFixes()
	return []Finding{f}
}

// hashForm is about a payload hash that is right, and written otherwise than in lower-case hex.
func (b *bench) hashForm(c *contrast, mine, theirs string) (Finding, bool) {
	how := ""
	raw, err := base64.StdEncoding.DecodeString(mine)
	switch {
	case !isHash(theirs) || mine == theirs:
	case strings.ToLower(mine) == theirs:
		how = "in capitals"
	case err == nil && hex.EncodeToString(raw) == theirs:
		how = "in base64"
	}
	if how == "" {
		return Finding{}, false
	}
	f := b.finding(c, "payload-hash-format", "The payload hash is written "+how, "payload hash", c.grade())
	f.Why += "It is the right hash, " + how + ". In the canonical request it stands in lower-case hex, 64 digits."
	f.Fixes = []Fix{{Do: "Write the hash in lower-case hex", On: "Shell", Code: "openssl dgst -sha256 -hex < BODY"}, {Do: "Write the hash in lower-case hex", On: "Python", Code: "hashlib.sha256(body).hexdigest()  # not digest(), not base64"}}
	return f, true
}

// bodyAgainstHeader judges the body in the paste against the hash that the request itself states.
func (b *bench) bodyAgainstHeader() []Finding {
	const name = "X-Amz-Content-Sha256"
	if b.request == nil || b.request.Redacted || len(b.request.Request.Body) == 0 || b.request.Body != paste.Present || b.accepted() {
		return nil
	}
	for i, h := range b.request.Headers {
		hash, body := strings.TrimSpace(h.Value), sigv4.HashHex(string(b.request.Request.Body))
		if !strings.EqualFold(h.Name, name) || hash == body || !isHash(strings.ToLower(hash)) {
			continue
		}
		f := Finding{
			Cause: "payload-changed", Title: "The body is not the body that was hashed",
			Why:   name + " is " + shortHash(hash) + "; the body in your paste hashes to " + shortHash(body) + ".",
			Found: hash, Expected: body, Fixes: payloadFixes(),
			Marks: markSource(b.request, sigv4.Source{Part: sigv4.HeaderValue, Index: i}, trimmed(h.Value), "payload", "not the hash of this body", true),
		}
		switch {
		case strings.ToLower(hash) == body:
			f.Cause, f.Title = "payload-hash-format", "The payload hash is written in capitals"
			f.Why = name + " is the hash of the body, but in capitals. It is written in lower case, and compared as text."
			f.Fixes = []Fix{{Do: "Write the hash in lower-case hex", On: "Shell", Code: "openssl dgst -sha256 -hex < BODY"}}
		case hash == hashOfNothing:
			f.Cause, f.Title = "payload-not-signed", "The body was not signed"
			f.Why = name + " is the hash of the empty string, and the request has a body, which hashes to " + shortHash(body) + "."
		default:
			f.Why += " One byte makes another hash, and the paste may have changed one: a newline at the end counts."
		}
		f.Confidence, f.Test = b.weigh("s3.content_sha256_mismatch")
		if f.Cause == "payload-changed" { // the copy may have changed the body
			f.Confidence = atMost(f.Confidence, Likely)
			f.Test = "Hash the body's bytes as they leave: is it the value of " + name + "?"
		}
		return []Finding{f}
	}
	return nil
}

// statedForm judges the value of x-amz-content-sha256 itself: a hash in another form, or no hash.
func (b *bench) statedForm() []Finding {
	h, ok := b.looseHeader("X-Amz-Content-Sha256")
	if !ok || b.accepted() || h.value == "" || masked(h.value) || unexpanded(h.value) || isHash(strings.ToLower(h.value)) || h.value == "UNSIGNED-PAYLOAD" || strings.HasPrefix(h.value, streaming) {
		return nil
	}
	raw, err := base64.StdEncoding.DecodeString(h.value)
	how := "is neither 64 hex digits nor one of the literals that stand for a hash."
	if err == nil && len(raw) == 32 {
		how = "is a hash in base64; in hex it is " + shortHash(hex.EncodeToString(raw)) + "."
	} else if len(h.value) < 16 {
		return nil // cut by whoever copied it
	}
	f := Finding{
		Cause: "payload-hash-format", Title: "The payload hash is not 64 hex digits",
		Why: "X-Amz-Content-Sha256 " + how + " It is written in lower-case hex.", Found: h.value, Marks: h.mark("payload", "not in hex"),
		Fixes: []Fix{{Do: "Write the hash in lower-case hex", On: "Shell", Code: "openssl dgst -sha256 -hex < BODY"}},
	}
	f.Confidence, f.Test = b.formFault()
	return []Finding{f}
}

// foreignLetters judges a body with letters beyond ASCII, where the server computed another signature
// and nothing shows what was signed.
func (b *bench) foreignLetters() []Finding {
	if b.request == nil || b.server != nil || b.client != nil || b.verified() || !b.mismatch() && !b.maybeMismatch() {
		return nil
	}
	body := string(b.request.Request.Body)
	at := beyondASCII(body)
	if at < 0 || b.request.Redacted {
		return nil
	}
	return []Finding{{
		Cause: "payload-changed", Title: "The body holds letters beyond ASCII, and may have been hashed in another charset", Confidence: Possible,
		Why:   "The body holds " + quoted(body[at:min(len(body), at+24)], 0) + ". A signer that hashes the text in another charset than it is sent in, or that counts characters for bytes, hashes other bytes.",
		Test:  "Send the body with ASCII letters only: if the request is accepted, it is this.",
		Marks: markSource(b.request, sigv4.Source{Part: sigv4.PayloadPart}, sigv4.Span{Start: at, End: min(len(body), at+8)}, "payload", "beyond ASCII", true),
		Fixes: payloadFixes(),
	}}
}

// statesHash reports whether the request itself states the hash that was signed.
func (b *bench) statesHash() bool {
	return b.request != nil && hasHeader(b.request.Headers, "X-Amz-Content-Sha256")
}

// bodyIs says whose hash the body in the paste has.
func (b *bench) bodyIs(mine, theirs string) string {
	if b.request == nil || len(b.request.Request.Body) == 0 || b.request.Redacted {
		return ""
	}
	switch hash := sigv4.HashHex(string(b.request.Request.Body)); hash {
	case mine:
		return " The body in your paste is the one that was signed, so it was changed on its way."
	case theirs:
		return " The body in your paste is the one that arrived, so the signer hashed something else."
	}
	return ""
}

func payloadFixes() []Fix {
	return []Fix{
		{Do: "Hash the very bytes that are sent", Detail: "Make the body once, as bytes; hash these and send these. Do not hand the HTTP client an object that it writes out by itself."},
		{Do: "Write the JSON once", On: "JavaScript", Code: "const body = JSON.stringify(data); // sign body, and send body"},
		{Do: "Write the JSON once", On: "Python", Code: "body = json.dumps(data).encode()  # sign body, then requests.post(url, data=body), not json=data"},
		{Do: "Send the file as it is", On: "curl", Detail: "--data drops line ends from a file, --data-binary does not.", Code: "curl --data-binary @FILE …"},
	}
}
