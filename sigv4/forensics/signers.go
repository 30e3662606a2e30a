package forensics

import (
	"strings"

	"countersign/sigv4"
)

// signer is a hypothesis about string to sign and key.
type signer struct {
	toSign, key uint16 // outcomes
	count       uint8
	last        lastStep
	linked      bool // key and string to sign have the same other scope, by one mistake
}

// lastStep is how the signature is made of signing key and string to sign.
type lastStep uint8

const (
	macStep     lastStep = iota // right
	hashedStep                  // the hash of the HMAC's hex digits
	rawHashStep                 // the hash of its bytes
	swappedStep                 // key and message exchanged
	lastSteps
)

var lastStepSays = [lastSteps]string{hashedStep: "the SHA-256 of its hex digits", rawHashStep: "the SHA-256 of its bytes", swappedStep: "the HMAC of the signing key under the string to sign"}

// signersFor gives the signers of a cost with less than three mistakes.
func (h *hunt) signersFor(cost int) []signer {
	for ; h.signersOf <= cost; h.signersOf++ {
		at := h.signersOf
		h.eachSigner(at, func(s signer) bool {
			if s.count < MaxMistakes {
				h.signers[at] = append(h.signers[at], s)
			}
			return true
		})
		h.link(at)
	}
	return h.signers[cost]
}

// threeOfSigner tries the signers of a cost with three mistakes: the canonical request is right.
func (h *hunt) threeOfSigner(cost int) {
	right := &h.canonicals.of(0)[0]
	n := 0
	h.eachSigner(cost, func(s signer) bool {
		if s.count < MaxMistakes {
			return true
		}
		if n++; h.canonicals.share.has(n) {
			h.start(s)
			h.try(right, s)
		}
		return !h.ended
	})
}

// eachSigner gives take all signers of a cost, until it is false.
func (h *hunt) eachSigner(cost int, take func(signer) bool) {
	for last := range lastSteps {
		left, count := cost, uint8(0)
		if last != macStep {
			left, count = cost-rare, 1
		}
		for spent := 0; spent <= left; spent++ {
			if !h.cross(signer{last: last, count: count}, spent, left-spent, take) {
				return
			}
		}
	}
}

// cross gives take the signers whose key costs key and whose string to sign costs text, until it is false.
func (h *hunt) cross(s signer, key, text int, take func(signer) bool) bool {
	keyFrom, keyTo := h.keys.of(key)
	textFrom, textTo := h.toSign.of(text)
	for len(h.texts) < len(h.toSign.outcomes) {
		h.texts = append(h.texts, readToSign(h.toSign.outcomes[len(h.texts)].text))
	}
	for k := keyFrom; k < keyTo; k++ {
		for t := textFrom; t < textTo; t++ {
			next := s
			next.key, next.toSign = uint16(k), uint16(t)
			next.count += h.keys.outcomes[k].count + h.toSign.outcomes[t].count
			if next.count <= MaxMistakes && !take(next) {
				return false
			}
		}
	}
	return true
}

// link adds the signers whose key and string to sign are both of another scope: one mistake, where the credential
// that is sent is right.
func (h *hunt) link(cost int) {
	from, to := h.keys.of(cost)
	scopes := map[string]uint16{}
	for i, o := range h.toSign.outcomes {
		if o.count == 1 && h.scopeOfText[o.chosen[0]] != "" {
			scopes[h.scopeOfText[o.chosen[0]]] = uint16(i)
		}
	}
	for k := from; k < to; k++ {
		o := &h.keys.outcomes[k]
		if o.count != 1 {
			continue
		}
		if t, known := scopes[h.scopeOfKey[o.chosen[0]]]; known {
			h.signers[cost] = append(h.signers[cost], signer{toSign: t, key: uint16(k), count: 1, linked: true})
		}
	}
}

// buildSigners prepares the outcomes of string to sign and key.
func (h *hunt) buildSigners() {
	s := h.s
	lines := strings.SplitN(s.right.StringToSign.String, "\n", 4)
	text := toSignDraft{algorithm: lines[0], time: lines[1], scope: lines[2], end: "\n", order: "0123"}
	right, _ := text.render()
	ofText := toSignChanges(s)
	h.toSign = build(text, right, 0, ofText, (*toSignDraft).render)
	for _, c := range ofText {
		d := text
		c.apply(&d)
		h.scopeOfText = append(h.scopeOfText, other(d.scope, text.scope))
	}
	h.texts = []toSign{readToSign(right)}
	if kSigning, derived := s.in.Key.RevealSigning(); derived {
		h.keys = build(keyDraft{}, string(kSigning[:]), 0, nil, (*keyDraft).derive)
		return
	}
	key := rightKey(s)
	right, _ = key.derive()
	ofKey := append(append(secretChanges(s), keyChanges(s)...), scopeChanges(s)...)
	h.keys = build(key, right, 0, ofKey, (*keyDraft).derive)
	for _, c := range ofKey {
		d := key
		c.apply(&d)
		h.scopeOfKey = append(h.scopeOfKey, other(strings.Join(d.steps[:], "/"), text.scope))
	}
}

// other is a text where it is another than the right one, "" where it is not.
func other(text, right string) string {
	if text == right {
		return ""
	}
	return text
}

// rightKey is the derivation that the credential scope calls for.
func rightKey(s *subject) keyDraft {
	secret, _ := s.in.Key.RevealSecret()
	scope := s.in.Claim.Scope
	return keyDraft{
		secret: secret, prefix: "AWS4", steps: [4]string{scope.Date, scope.Region, scope.Service, sigv4.Terminator},
		order: [4]uint8{dateStep, regionStep, serviceStep, terminatorStep}, count: 4, between: rawBytes,
	}
}
