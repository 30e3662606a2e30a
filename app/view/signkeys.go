package view

import (
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

// keyTitle names the step of the keys.
func (w *signDrawing) keyTitle() string {
	if w.in.settings.RegionSet != "" {
		return "Key pair"
	}
	return "Signing key"
}

// keys draws the chain of the four keys. What they are is shown only when the reader wants it: each
// of them can sign.
func (w *signDrawing) keys() []Node {
	w.begin(keyText)
	if w.in.settings.RegionSet != "" {
		return w.keyPair()
	}
	w.guide = "#signing-key"
	derived := w.in.credentials.Key.IsDerived()
	values := [4]string{}
	if w.state.revealed && !derived {
		values = w.d.Key.Reveal()
	}
	var rows []Node
	before, at := "secret", 0
	for i, element := range strings.Split(w.scopeText(), "/") {
		name := [...]string{"kDate", "kRegion", "kService", "kSigning"}[i]
		w.plain(name, "key", own(name))
		w.say(" = HMAC(")
		if i == 0 {
			w.say(`"AWS4" + `)
		}
		w.plain(before, "key", own(before))
		w.say(", ")
		w.plain(element, "scope", within(sigv4.ScopePart, at, at+len(element)))
		w.say(")")
		if values[i] != "" {
			w.row = append(w.row, el("span", "value", text("\n"), el("span", "part-key", text(values[i]))))
		}
		rows = append(rows, w.took())
		before = name
		at += len(element) + 1
	}
	return []Node{
		paragraph("why", "Each key is HMAC-SHA-256 of the one before over one element of the scope. So a key that leaks opens one day, one region, one service, and not the account."),
		el("div", "lines", rows...),
		w.revealer(derived),
	}
}

func (w *signDrawing) revealer(derived bool) Node {
	switch {
	case w.in.credentials.Key.IsZero():
		return paragraph("why", "There is no secret: the keys are not computed.")
	case derived:
		return paragraph("why", "You gave kSigning itself: the three keys before it are not needed, and cannot be known.")
	case w.state.revealed:
		return el("p", "why", button("", ActReveal, "", text("Hide the keys")).with("aria-pressed", "true"))
	}
	return el("p", "why", button("", ActReveal, "", text("Show the keys")).with("aria-pressed", "false"),
		text(" Each of them can sign: not while others see your screen."))
}

// signature draws the last step.
func (w *signDrawing) signature() []Node {
	w.begin(signatureText)
	w.guide = "#signature"
	how := "HMAC-SHA-256 of kSigning over the string to sign, in hex."
	if w.in.settings.RegionSet != "" {
		w.guide = guideCarriers + "#sigv4a-signature"
		how = "ECDSA on the curve P-256 over the SHA-256 of the string to sign, in DER, in hex. A request has many valid signatures: signers choose a number at random. This one follows RFC 6979 and gives always the same; a server only verifies it."
	}
	if w.d.Signature == "" {
		return []Node{paragraph("why", "Give the secret or a signing key, and the signature stands here.")}
	}
	shown := w.shownSignature()
	if shown == "" {
		shown, how = mask, how+" Not shown, because the password is made of it."
	}
	w.put(piece{shown: shown, part: "signature", origins: []origin{own("signature")}, digests: []signText{toSignText, keyText}})
	return []Node{explained(how, w.take()...)}
}

// shownSignature is the signature, "" while it is masked: a token is made of it.
func (w *signDrawing) shownSignature() string {
	if w.in.carrier == "token" && !w.state.unmasked && w.state.ExampleSecret() == "" {
		return ""
	}
	return w.d.Signature
}
