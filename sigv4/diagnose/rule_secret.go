package diagnose

import (
	"strings"

	"countersign/sigv4"
)

// secretRule judges whether the key is what the two sides do not share.
func secretRule() rule {
	return rule{
		name:   "secret-wrong",
		causes: []string{"secret-wrong", "secret-mangled", "key-derivation-wrong", "smtp-password-as-secret"},
		guide:  guideSteps + "#signing-key",
		sources: []Citation{
			{docTroubleshooting, "When canonical request and string to sign agree with the server's, check the secret access key and the derivation of the signing key."},
		},
		judge: judgeSecret,
	}
}

func judgeSecret(b *bench) []Finding {
	if !b.mismatch() {
		return nil
	}
	f := Finding{
		Cause: "secret-wrong", Title: "The secret that signs is not the one AWS has for this access key id",
		Fixes: secretFixes(),
	}
	if id := b.accessKeyID(); id != "" {
		f.Found = id
	}
	f.Marks = b.signedText()
	if t, ok := b.proven(func(t keyTrial) bool { return t.overServer }); ok {
		f.Confidence = Certain
		f.Why = capital(t.name()) + " makes your signature, digit for digit, from the string to sign that the server itself says it used, and the server still refused it. So the server's key for this access key id is another one."
		f.Test = ""
		if t.blanks {
			f.Cause, f.Title, f.Fixes = "secret-mangled", "The secret that signs has a blank at an end", mangledFixes()
			f.Why = capital(t.name()) + ", with the blanks at its ends, makes your signature, digit for digit, from the string to sign that the server itself says it used, and the server still refused it. No secret access key has a blank: the signer must get it without."
		}
		return []Finding{f}
	}
	how := b.stringsAgree()
	t, tried := b.proven(func(t keyTrial) bool { return t.tried })
	switch {
	case how == agreeNot, tried && how != agreeAll:
		// With a key that does not make the signature, the text that was signed may be at fault as well.
		return nil
	case tried:
		f.Confidence = Possible
		f.Why = "Your canonical request and your string to sign are the server's, byte for byte. But " + t.name() + " does not make the signature from them: the signer uses another one, or derives its key in another way."
		f.Alternatives = []string{"secret-mangled", "key-derivation-wrong", "signing-key-wrong-scope"}
	case how == agreeAll:
		f.Confidence = Likely
		f.Why = "Your canonical request and your string to sign are the server's, byte for byte. What is left is the key: the secret, or the way in which the signing key is derived from it."
	case how == agreeCanonical:
		f.Confidence = Possible
		f.Why = "Your canonical request is the server's, byte for byte. If your string to sign is too, what is left is the key."
	default:
		f.Confidence = Possible
		f.Why = "The request as pasted gives the server's canonical request. If your signer made the same, what is left is the key."
	}
	f.Test = "Give the secret, or a signing key of that day, region and service, beside the paste: if it makes your signature from the server's string to sign, the server holds another secret. It is used here only, and sent nowhere."
	if len(b.keys) > 0 {
		f.Test = "Compare the secret that your signer really uses, byte for byte, with the one that was issued with this access key id, or sign once with a new key pair."
	}
	if how != agreeAll {
		return []Finding{f}
	}
	return append([]Finding{f}, b.otherKeys()...)
}

// signedText marks what both sides signed, with different keys: the string to sign, or else the canonical
// request, or else the access key id.
func (b *bench) signedText() []Mark {
	const note = "the same text on both sides: the keys differ"
	switch {
	case b.serverToSign != nil:
		return markText(b.serverToSign.Text, "key", note, false)
	case b.server != nil:
		return markText(b.server.Text, "key", note, false)
	}
	return b.keyIDMark()
}

// otherKeys are the ways in which a key can be wrong though both sides sign the same text.
func (b *bench) otherKeys() []Finding {
	out := []Finding{
		{
			Cause: "secret-mangled", Title: "The secret may have been changed on its way into the signer", Confidence: Possible,
			Why:  "Both sides sign the same text, so the keys differ. A newline, quotes, decoding or a shell change a secret without a trace in the text.",
			Test: "Count the characters of the secret as the signer sees it: a secret access key has 40, without white space or quotes.", Fixes: mangledFixes(),
		},
		{
			Cause: "key-derivation-wrong", Title: "The signing key may be derived wrongly", Confidence: Possible,
			Why:  "Both sides sign the same text, so the keys differ. Hex instead of raw bytes between the steps, a missing “AWS4” before the secret, arguments of HMAC in the wrong order and another order of date, region and service give another key.",
			Test: "Derive the key for AWS's published example with your code, and compare each of its four steps.",
			Fixes: []Fix{
				{Do: "Derive the key in four steps, raw bytes in between", On: "Python", Code: "def mac(key, text): return hmac.new(key, text.encode(), hashlib.sha256).digest()\nkey = mac(mac(mac(mac(('AWS4' + secret).encode(), date), region), service), 'aws4_request')"},
			},
		},
	}
	if service := b.credential.element(3); service == "ses" || b.host.Service == "ses" {
		out = append(out, Finding{
			Cause: "smtp-password-as-secret", Title: "An SMTP password may have been used as secret", Confidence: Possible,
			Why:  "Both sides sign the same text, so the keys differ; and the service is SES, whose SMTP passwords look like secrets.",
			Test: "Look at the secret: 40 characters are a secret access key, 44 that start with B are an SMTP password of SES.", Fixes: smtpFixes(),
		})
	}
	for i := range out {
		out[i].Marks = b.signedText()
	}
	return out
}

// How far the reader's own strings are the server's.
type agreementLevel int

const (
	agreeNot       agreementLevel = iota
	agreeSent                     // there is no log of the client's; the request as pasted gives the server's canonical request
	agreeCanonical                // the client's own canonical request is the server's; its string to sign is not there
	agreeAll                      // canonical request and string to sign of the client's own log are the server's
)

func (b *bench) stringsAgree() agreementLevel {
	switch {
	case b.client == nil && len(b.sent) > 0 && !b.sent[0].borrowedHash && b.isServers(b.sent[0].canonical.String) && b.clientToSign == nil:
		return agreeSent
	case b.client == nil || b.client.Masked || !b.isServers(b.client.Text.String):
		return agreeNot
	case b.clientToSign == nil || b.serverToSign == nil || b.serverToSign.Masked:
		return agreeCanonical
	case b.clientToSign.Text.String == b.serverToSign.Text.String:
		return agreeAll
	}
	return agreeNot
}

// serversText names the text of the reader's that has the very hash that the server states, whatever
// the server's pasted canonical request looks like, "" for none.
func (b *bench) serversText() string {
	switch {
	case b.serverHash() == "":
	case b.clientHasServerHash():
		return "your canonical request"
	case len(b.sent) > 0 && b.isServers(b.sent[0].canonical.String):
		return "the canonical request of the request you pasted" + b.assumed()
	}
	return ""
}

// clientHasServerHash reports whether the client's own canonical request is that text.
func (b *bench) clientHasServerHash() bool {
	return b.client != nil && !b.client.Masked && b.serverHash() != "" && b.isServers(b.client.Text.String)
}

// serverEdited reports whether the server's canonical request is known not to be what the server
// wrote, because a text of the reader's has the hash that the server states for it.
func (b *bench) serverEdited() bool {
	return b.server != nil && b.hashes.able && !b.hashes.intact && b.serversText() != ""
}

// isServers reports whether a canonical request is the server's, byte for byte. The hash in the
// server's string to sign decides where it is there, for the server's own canonical request may have
// been edited before pasting.
func (b *bench) isServers(text string) bool {
	if h := b.serverHash(); h != "" {
		return sigv4.HashHex(text) == h
	}
	return b.server != nil && !b.server.Masked && text == b.server.Text.String
}

// serverHash is the hash of the canonical request that the server's string to sign states.
func (b *bench) serverHash() string {
	if b.serverToSign == nil || b.serverToSign.Masked {
		return ""
	}
	h := strings.TrimSpace(b.serverToSign.Text.String[b.serverToSign.Hash.Start:b.serverToSign.Hash.End])
	if !isHash(h) {
		return ""
	}
	return h
}

func secretFixes() []Fix {
	return []Fix{
		{Do: "Take access key id and secret from one place", Detail: "Both must come from the same key pair. Look for an old secret in a variable or a profile beside a new key id, and for a key that was rotated while the process kept the old one."},
		{Do: "Look at the secret's bytes", On: "Shell", Detail: "A secret access key has 40 characters. A newline, a space, quotes, or a + that became a space change the key. This prints the length and the ends, not the secret.", Code: `printf %s "$AWS_SECRET_ACCESS_KEY" | wc -c
printf %s "$AWS_SECRET_ACCESS_KEY" | sed -E 's/^(.).*(.)$/\1…\2/' | od -c`},
		{Do: "Check the derivation of the signing key", Detail: "kDate = HMAC(\"AWS4\" + secret, date), kRegion = HMAC(kDate, region), kService = HMAC(kRegion, service), kSigning = HMAC(kService, \"aws4_request\"): raw bytes between the steps, hex only for the signature."},
	}
}
