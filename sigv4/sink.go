package sigv4

import (
	"strconv"

	"countersign/sigv4/internal/sha256"
)

// sink receives a derived text piece by piece. Every step of SigV4 writes into one, so that signing
// and explaining run the same code: it always appends, and with record set it also keeps where each
// byte came from.
type sink struct {
	buf    []byte
	record bool
	m      Map
}

// copy appends text, which lies in src from byte at on.
func (s *sink) copy(src Source, at int, text string) {
	s.buf = append(s.buf, text...)
	if s.record {
		s.noteCopy(src, at, len(text))
	}
}

// copyByte is copy for one byte.
func (s *sink) copyByte(src Source, at int, c byte) {
	s.buf = append(s.buf, c)
	if s.record {
		s.noteCopy(src, at, 1)
	}
}

func (s *sink) noteCopy(src Source, at, n int) {
	s.note(n, Segment{Source: src, Src: Span{at, at + n}})
}

// replace appends text, which stands for span of src as a whole.
func (s *sink) replace(src Source, span Span, text string) {
	s.buf = append(s.buf, text...)
	if s.record {
		s.noteRecoded(src, span, len(text))
	}
}

// insert appends text that has no source.
func (s *sink) insert(text, why string) {
	s.buf = append(s.buf, text...)
	if s.record {
		s.noteInserted(len(text), why)
	}
}

// insertByte is insert for one byte.
func (s *sink) insertByte(c byte, why string) {
	s.buf = append(s.buf, c)
	if s.record {
		s.noteInserted(1, why)
	}
}

// padded gives the bytes padded for SHA-256, as the end of a message that has before bytes, in whole blocks,
// before it. The padding lies in the spare memory of the sink.
func (s *sink) padded(before int) []byte {
	padded := sha256.Pad(s.buf, before)
	s.buf = padded[:len(s.buf)]
	return padded
}

// drop notes that span of src leaves no byte.
func (s *sink) drop(src Source, span Span, why string) {
	if s.record && span.Start < span.End {
		s.noteDropped(Dropped{src, span, why})
	}
}

func (s *sink) noteDropped(d Dropped) { s.m.Dropped = append(s.m.Dropped, d) }

// noteInserted records why the last n bytes are there.
func (s *sink) noteInserted(n int, why string) {
	s.note(n, Segment{Source: Source{Part: Inserted}, Why: why})
}

// note records where the last n bytes came from.
func (s *sink) note(n int, seg Segment) {
	seg.Here = Span{len(s.buf) - n, len(s.buf)}
	s.m.add(seg)
}

// insertNumber appends n in decimal.
func (s *sink) insertNumber(n int, why string) {
	start := len(s.buf)
	s.buf = strconv.AppendInt(s.buf, int64(n), 10)
	if s.record {
		s.noteInserted(len(s.buf)-start, why)
	}
}

// move appends the bytes of another sink at span, with where they came from.
func (s *sink) move(from *sink, span Span) {
	s.buf = append(s.buf, from.buf[span.Start:span.End]...)
	if s.record {
		s.moveMap(from, span)
	}
}

func (s *sink) moveMap(from *sink, span Span) {
	shift := len(s.buf) - span.End
	for _, seg := range from.m.Sources(span) {
		seg.Here = Span{seg.Here.Start + shift, seg.Here.End + shift}
		s.m.add(seg)
	}
}

// reset empties the sink and keeps its memory.
func (s *sink) reset(record bool) {
	s.buf = s.buf[:0]
	s.record = record
	s.m = Map{}
}
