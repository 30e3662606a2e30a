package forensics

import "countersign/sigv4/internal/sha256"

// alone tries the mistakes of one part that nothing goes with, and that are not kept: three, and two that cost as
// much. The other parts are right.
func (h *hunt) alone(cost int) {
	n := 0
	each := func(p *part, try func(at uint16)) {
		if h.ended {
			return
		}
		at := len(p.outcomes)
		p.alone(cost, func(chosen []uint16) bool {
			if n++; !h.canonicals.share.has(n) {
				return true
			}
			o := outcome{count: uint8(len(chosen))}
			copy(o.chosen[:], chosen)
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
		h.eachLink(at, func(t linkedText) {
			if t.cost == 0 {
				s := signer{toSign: t.outcome, key: at, linked: true}
				h.start(s)
				h.try(right, s)
			}
		})
	})
}
