package sha256

import "encoding/binary"

// portable is SHA-256 without a machine's instructions for it.
type portable struct {
	state   [8]uint32
	started bool
	block   [BlockSize]byte // the beginning of the next block
	length  uint64          // bytes written
}

// Reset makes h as new.
func (h *portable) Reset() { *h = portable{} }

// Write takes in more. It never fails.
func (h *portable) Write(p []byte) (int, error) {
	if !h.started {
		h.state, h.started = initial, true
	}
	n := len(p)
	if have := h.length % BlockSize; have > 0 {
		taken := copy(h.block[have:], p)
		p = p[taken:]
		if have+uint64(taken) == BlockSize {
			compress(&h.state, h.block[:])
		}
	}
	if whole := len(p) - len(p)%BlockSize; whole > 0 {
		compress(&h.state, p[:whole])
		p = p[whole:]
	}
	h.length += uint64(n)
	copy(h.block[:], p[:min(len(p), int(h.length%BlockSize))])
	return n, nil
}

// Sum256 is the hash of all that was written. Writing may go on.
func (h *portable) Sum256() [Size]byte {
	state := h.state
	if !h.started {
		state = initial
	}
	return finish(&state, h.block[:h.length%BlockSize], h.length)
}

// SumOf is the hash of message alone.
func (h *portable) SumOf(message []byte) [Size]byte { return sum(message) }

// SumPadded is the hash of a message: the whole blocks that were written, and its end as Pad pads it. After
// it, Reset or Load comes before more is written.
func (h *portable) SumPadded(end []byte) [Size]byte {
	h.Write(end)
	return bytesOf(&h.state)
}

// sum is the hash of data.
func sum(data []byte) [Size]byte {
	state := initial
	compress(&state, data)
	return finish(&state, data[len(data)-len(data)%BlockSize:], uint64(len(data)))
}

// finish takes in what is left of a message of length bytes, and its padding (section 5.1.1).
func finish(state *[8]uint32, left []byte, length uint64) [Size]byte {
	var end [2 * BlockSize]byte
	n := BlockSize
	if copy(end[:], left) >= BlockSize-8 {
		n = 2 * BlockSize
	}
	end[len(left)] = 0x80
	binary.BigEndian.PutUint64(end[n-8:], 8*length)
	compress(state, end[:n])
	return bytesOf(state)
}

func bytesOf(state *[8]uint32) (out [Size]byte) {
	for i, word := range state {
		binary.BigEndian.PutUint32(out[4*i:], word)
	}
	return out
}
