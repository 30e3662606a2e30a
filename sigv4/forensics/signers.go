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
	h.linked(cost, take)
}

// cross gives take the signers whose key costs key and whose string to sign costs text, until it is false.
func (h *hunt) cross(s signer, key, text int, take func(signer) bool) bool {
	keyFrom, keyTo := h.keys.of(key)
	textFrom, textTo := h.toSign.of(text)
	h.readTexts()
	for k := keyFrom; k < keyTo; k++ {
		aparts := apart(h.links.ofKey, &h.keys.outcomes[k])
		for t := textFrom; t < textTo; t++ {
			next := s
			next.key, next.toSign = uint16(k), uint16(t)
			next.count += h.keys.outcomes[k].count + h.toSign.outcomes[t].count + tooApart(aparts+apart(h.links.ofText, &h.toSign.outcomes[t]))
			if next.count <= MaxMistakes && !take(next) {
				return false
			}
		}
	}
	return true
}

// readTexts reads the strings to sign that are new.
func (h *hunt) readTexts() {
	for len(h.texts) < len(h.toSign.outcomes) {
		h.texts = append(h.texts, readToSign(h.toSign.outcomes[len(h.texts)].text))
	}
}

// buildSigners prepares the outcomes of string to sign and key.
func (h *hunt) buildSigners() {
	s := h.s
	lines := strings.SplitN(s.right.StringToSign.String, "\n", 4)
	text := toSignDraft{algorithm: lines[0], time: lines[1], scope: lines[2], end: "\n", order: "0123"}
	right, _ := text.render()
	h.links = links{right: s.in.Claim.Scope, texts: map[string][]linkedText{}}
	ofText := toSignChanges(s)
	h.toSign = build(text, right, 0, ofText, (*toSignDraft).render)
	for _, c := range ofText {
		d := text
		c.apply(&d)
		h.links.ofText = append(h.links.ofText, h.links.read(d.scope, c.cost))
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
		h.links.ofKey = append(h.links.ofKey, h.links.read(strings.Join(d.steps[:], "/"), c.cost))
	}
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
