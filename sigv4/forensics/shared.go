package forensics

import "countersign/sigv4/internal/sha256"

// shared hashes canonical requests of the right layout one after the other. What one has in common with the one
// before it, from its beginning on, is neither written nor hashed again: hypotheses come in the order of the
// parts, so that the last parts change most.
type shared struct {
	chosen [canonicalParts]uint16 // of the last one
	used   bool
	text   []byte
	parts  [payloadPart]sharedPart
	hash   sha256.Hash
	end    []byte
}

// sharedPart is how far text and hash had come behind a part.
type sharedPart struct {
	length int // of the text
	whole  int // bytes hashed, in whole blocks
	at     int // the part whose state has them; -1: nothing is hashed
	state  sha256.State
}

// sum is the hash of the canonical request made of the chosen outcomes.
func (s *shared) sum(c *canonicals, chosen *[canonicalParts]uint16) [32]byte {
	first := 0
	for s.used && first < payloadPart && s.chosen[first] == chosen[first] {
		first++
	}
	s.chosen, s.used = *chosen, true
	before := sharedPart{at: -1}
	if first > 0 {
		p := &s.parts[first-1]
		before.length, before.whole, before.at = p.length, p.whole, p.at
	}
	s.text = s.text[:before.length]
	for i := first; i < payloadPart; i++ {
		o := &c.parts[i].outcomes[chosen[i]]
		if i == headersPart {
			s.text = append(append(s.text, o.text[:o.split]...), '\n')
			s.text = append(append(s.text, o.text[o.split:]...), '\n')
		} else {
			s.text = append(append(s.text, o.text...), '\n')
		}
		p := &s.parts[i]
		p.length, p.whole, p.at = len(s.text), len(s.text)-len(s.text)%sha256.BlockSize, before.at
		if p.whole > before.whole {
			s.load(before.at)
			s.hash.Write(s.text[before.whole:p.whole])
			s.hash.Save(&p.state)
			p.at = i
		}
		before.length, before.whole, before.at = p.length, p.whole, p.at
	}
	s.text = append(s.text, c.parts[payloadPart].outcomes[chosen[payloadPart]].text...)
	s.end = sha256.Pad(append(s.end[:0], s.text[before.whole:]...), before.whole)
	s.load(before.at)
	return s.hash.SumPadded(s.end)
}

// load has the hash go on from the state behind a part.
func (s *shared) load(part int) {
	if part < 0 {
		s.hash.Reset()
		return
	}
	s.hash.Load(&s.parts[part].state)
}
