package forensics

import "countersign/sigv4/internal/sha256"

// threes tries three mistakes in one part, which are not kept: the other parts are right.
func (h *hunt) threes(cost int) {
	n := 0
	each := func(p *part, try func(at uint16)) {
		if h.ended {
			return
		}
		at := len(p.outcomes)
		p.threes(cost, func(chosen []uint16) bool {
			if n++; !h.canonicals.share.has(n) {
				return true
			}
			o := outcome{count: MaxMistakes, chosen: [MaxMistakes]uint16(chosen)}
			o.text, o.split = p.render(chosen)
			p.outcomes = append(p.outcomes[:at], o)
			try(uint16(at))
			return !h.ended
		})
		p.outcomes = p.outcomes[:at]
	}
	if h.keys != nil {
		h.start(signer{})
	}
	for i, p := range h.canonicals.parts[:layoutPart] {
		each(p, func(at uint16) {
			var c canonical
			c.chosen[i] = at
			h.text = h.canonicals.compose(h.text[:0], &c)
			c.hash = sha256.Sum256(h.text)
			appendHex(c.hex[:0], &c.hash, lowerHex)
			if h.keys == nil {
				h.compare(&c.hash, &c, signer{})
			} else {
				h.try(&c, signer{})
			}
		})
	}
	if h.keys == nil {
		return
	}
	right := &h.canonicals.of(0)[0]
	texts := len(h.texts)
	each(h.toSign, func(at uint16) {
		h.texts = append(h.texts[:texts], readToSign(h.toSign.outcomes[at].text))
		s := signer{toSign: at}
		h.start(s)
		h.try(right, s)
	})
	h.texts = h.texts[:texts]
	each(h.keys, func(at uint16) {
		s := signer{key: at}
		h.start(s)
		h.try(right, s)
	})
}
