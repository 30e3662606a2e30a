package view

import (
	"strconv"
	"strings"

	"countersign/sigv4"
)

// ActReveal shows the four keys, or hides them again.
const ActReveal = "reveal"

// scopeText is the credential scope as the string to sign has it.
func (w *signDrawing) scopeText() string {
	if lines := strings.Split(w.d.StringToSign.String, "\n"); w.scope == "" && len(lines) > 2 {
		return lines[2]
	}
	return w.scope
}

// keys draws the chain of the four keys. What they are is shown only when the reader wants it: each
// of them can sign.
func (w *signDrawing) keys(how string) {
	w.begin(keyText)
	if w.in.settings.RegionSet != "" {
		w.keyPair()
		return
	}
	w.guide = "#signing-key"
	derived := w.in.credentials.Key.IsDerived()
	values := [4]string{}
	if w.state.revealed && !derived {
		values = w.d.Key.Reveal()
	}
	leaks := "So a key that leaks opens one day, one region, one service, and not the account."
	if w.scope != "" && w.in.carrier == "token" {
		leaks = "The date is none: a key that leaks here opens the mail of this region for as long as the secret is good."
	}
	w.note("why", "Each key is HMAC-SHA-256 of the one before over one element of the scope. "+leaks)
	before, at := "secret", 0
	for i, element := range strings.Split(w.scopeText(), "/") {
		name := [...]string{"kDate", "kRegion", "kService", "kSigning"}[i]
		w.own(name, "key", name)
		w.say(" = HMAC(")
		if i == 0 {
			w.say(`"AWS4" + `)
		}
		w.own(before, "key", before)
		w.say(", ")
		w.plain(element, "scope", within(sigv4.ScopePart, at, at+len(element)))
		w.say(")")
		if values[i] != "" {
			w.value("", values[i])
		}
		w.endRow()
		before = name
		at += len(element) + 1
	}
	w.block()
	switch {
	case w.in.credentials.Key.IsZero():
		w.note("why", "There is no secret: the keys are not computed.")
	case derived:
		w.note("why", "You gave kSigning itself: the three keys before it are not needed, and cannot be known.")
	case w.state.revealed:
		w.control("Hide the keys", ActReveal, true)
		w.controls()
	default:
		w.control("Show the keys", ActReveal, false)
		w.say(" Each of them can sign: not while others see your screen.")
		w.controls()
	}
	w.step("Signing key", how, "")
}

// keyPair draws the derivation of SigV4A's key pair, in the place of the four keys. The private key is
// never shown: it can sign for every day, region and service.
func (w *signDrawing) keyPair() {
	w.guide = guideCarriers + "#key-pair"
	w.note("why", "One key pair for all days, regions and services, derived from the access key id and the secret. AWS keeps the public key alone, so it can verify and not sign.")
	counter, x, y := "1", "", ""
	if !w.pair.IsZero() {
		counter = strconv.Itoa(w.pair.Counter())
		x, y = w.pair.Public().Hex()
	}
	w.own("input", "key", "key input")
	w.say(` = 00000001 "AWS4-ECDSA-P256-SHA256" 00 "`)
	w.own(w.in.credentials.AccessKeyID, "scope", "key id")
	w.say(`" `)
	w.because("0"+counter, "key", "key counter", "the counter, one byte: it goes up while the key is no number below the curve’s order, which hardly ever happens")
	w.say(" 00000100")
	w.endRow()
	w.own("private key", "key", "private key")
	w.say(` = 1 + HMAC("AWS4A" + `)
	w.own("secret", "key", "secret")
	w.say(", ")
	w.own("input", "key", "key input")
	w.say(")")
	w.endRow()
	w.own("public key", "key", "public key")
	w.say(" = ")
	w.own("private key", "key", "private key")
	w.say(" · G")
	if x != "" {
		w.value("X ", x)
		w.value("Y ", y)
	}
	w.endRow()
	w.block()
	if x == "" {
		w.note("why", "There is no secret: the key pair is not computed.")
	} else {
		w.note("why", "The counter of this key is "+counter+". G is the base point of the curve P-256. The private key is not shown.")
		w.copyControl("Copy X", "public key", x)
		w.copyControl("Copy Y", "public key", y)
		w.controls()
	}
	w.step("Key pair", "", "")
}

// signature draws the last step.
func (w *signDrawing) signature(title string) {
	w.begin(signatureText)
	w.guide = "#signature"
	how := "HMAC-SHA-256 of kSigning over the string to sign, in hex."
	if w.in.settings.RegionSet != "" {
		w.guide = guideCarriers + "#sigv4a-signature"
		how = "ECDSA on the curve P-256 over the SHA-256 of the string to sign, in DER, in hex. A request has many valid signatures: signers choose a number at random. This one follows RFC 6979 and gives always the same; a server only verifies it."
	}
	shown := w.d.Signature
	switch {
	case shown == "":
		w.note("why", "Give the secret or a signing key, and the signature stands here.")
	case w.in.carrier == "token" && !w.state.unmasked && w.state.ExampleSecret() == "":
		shown = ""
		w.computed(mask, "signature", "signature", toSignText, keyText)
		w.explain(how + " Not shown, because the password is made of it.")
	default:
		w.computed(shown, "signature", "signature", toSignText, keyText)
		w.explain(how)
	}
	w.step(title, "", shown)
}
